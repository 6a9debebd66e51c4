"""What an edit does to a given continuation, beside a sham and beside matched random edits.

    effect(session, prompt, continuation, arms={"without expert 11": do.ban_expert(11, layer=5)}, random=20)

Order of things: the sham arm first (it must change nothing at all), then the arm, then as many random ones that resemble
it. An effect is told in units of their spread; n and an interval stand in the title.
Tests: tests/probes/test_effect.py.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from dsv4lab.errors import EditError, PromptError, SettingError
from dsv4lab.generation.prompt import prompt_ids
from dsv4lab.generation.sampling import whole
from dsv4lab.interfaces import Model
from dsv4lab.interventions.matching import layers_needed, matched
from dsv4lab.interventions.record import check_record
from dsv4lab.interventions.registry import rules_of
from dsv4lab.interventions.rule import Rule
from dsv4lab.probes.forced import Forced, compared

if TYPE_CHECKING:
    import xarray
    from torch import Tensor

    from dsv4lab.session import Session

RESAMPLES = 1000
BAND = (5, 95)  # percent of the random arms between which the band lies


@dataclass
class Effect:
    """What arms did to a continuation.

    tokens   xarray, arm x token: `change` of log-probability (nats; below zero: less likely), `kl` (nats), `flip` of the
             likeliest token, `random_low` and `random_high` (the band of the random arms' change)
    summary  xarray, per arm: mean `change` with its 95 % interval `low`, `high` (bootstrap over tokens), `kl`, `flips`,
             `random_mean`, `random_spread`, `in_spreads`, `random_arms`
    fired    xarray, arm x layer: how often its rules acted
    arms     {name: rules}; `record` is the same in JSON with the model's digest
    rounding {name: nats}: on the engine, by how much at most the run that an arm is compared with (a sham that takes the
             arm's way) lies from the plain one; 0 where it is the plain one, bit for bit
    """

    tokens: xarray.Dataset
    summary: xarray.Dataset
    fired: xarray.DataArray
    arms: dict[str, tuple[Rule, ...]]
    record: dict[str, Any]
    rounding: dict[str, float] = field(default_factory=dict[str, float])

    @property
    def title(self) -> str:
        """Every arm with n and interval."""
        return "; ".join(self._line(name) for name in self.arms)

    def _line(self, name: str) -> str:
        one = {key: value.item() for key, value in self.summary.sel(arm=name).data_vars.items()}
        n = self.tokens.sizes["token"]
        line = f"{name}: {one['change']:+.3f} nats a token [{one['low']:+.3f}, {one['high']:+.3f}], n={n} tokens"
        if rounding := self.rounding.get(name):
            line += f", against a sham that takes the same way (rounding: up to {rounding:.1g} nats)"
        if one["random_arms"] < 2:
            return f"{line}, no matched random arms"
        return f"{line}, {one['in_spreads']:+.1f} spreads of {int(one['random_arms'])} matched random arms"

    def __repr__(self) -> str:
        return "\n".join(self._line(name) for name in self.arms)

    def to_dict(self) -> dict[str, Any]:
        """As JSON has it."""
        summary, layers = self.summary.data_vars, [int(layer) for layer in self.fired.layer.values]
        return {
            "title": self.title,
            **self.record,
            "summary": {arm: {key: value.sel(arm=arm).item() for key, value in summary.items()} for arm in self.arms},
            "tokens": {str(key): value.values.tolist() for key, value in self.tokens.variables.items()},
            "fired": {
                arm: dict(zip(layers, self.fired.sel(arm=arm).values.tolist(), strict=True)) for arm in self.arms
            },
        }


def effect(
    session: Session | Model,
    prompt: str | Sequence[int],
    continuation: str | Sequence[int],
    arms: Any,
    *,
    random: int = 20,
    seed: int = 0,
) -> Effect:
    """How much less (or more) likely a continuation becomes under edits.

    continuation   text or ids that are read behind the prompt, token by token as they stand
    arms           {name: rules}, or rules alone; as `session.stream(edits=)` takes them
    random         matched random arms per arm, at most; fewer where there are no more that resemble it

    >>> import dsv4lab as lab
    >>> from dsv4lab import do
    >>> session = lab.Session(lab.load(engine="reference"))
    >>> r = lab.effect(session, "Once upon a time", ", there was a girl", {"no sink": do.sink()}, random=0)
    >>> r.tokens.sizes["token"]
    6

    Raises EditError for edits that the model has no place for, contradict each other, never act, or whose sham arm changes
    anything; BodyError for a body that cannot edit; PromptError and SettingError for what cannot be run.
    """
    model: Model = getattr(session, "model", session)  # type: ignore[assignment]
    count = whole("random", random)
    if count < 0:
        raise SettingError(f"random={count}; give how many matched random arms, 0 or more.")
    named = _arms(arms, model)
    for rules in named.values():  # all of them, before the first is run
        model.check_edits(rules)
    ids, first = text_ids(model, prompt, continuation)
    forced = Forced(model, ids, first)
    rows: dict[str, dict[str, Any]] = {}
    rounding: dict[str, float] = {}
    fired: dict[str, Counter[int]] = {}
    for name, rules in named.items():
        forced.sham(rules)
        baseline = forced.baseline(rules)
        rounding[name] = float((baseline - forced.plain).abs().max())
        rows[name], fired[name] = _arm(forced, baseline, name, rules, count, seed)
    result = _result(model, forced, named, rows, fired)
    result.rounding = rounding
    return result


def text_ids(model: Model, prompt: Any, continuation: Any) -> tuple[list[int], int]:
    """Ids of prompt and continuation, and the number of the first token of the continuation.

    Raises PromptError for an empty one, or more than the model's context.
    """
    ids = prompt_ids(prompt, model.tokenizer, model.config.vocab_size)
    if isinstance(continuation, str):
        if model.tokenizer is None:
            raise PromptError("this checkpoint has no tokenizer.json; give token ids instead of a continuation's text.")
        more = model.tokenizer.encode(continuation)
        if not more:
            raise PromptError("the continuation is empty; give at least one token whose probability is asked for.")
    else:
        more = prompt_ids(continuation, model.tokenizer, model.config.vocab_size)
    context = model.config.max_position_embeddings
    if len(ids) + len(more) > context:
        raise PromptError(
            f"prompt and continuation have {len(ids) + len(more)} tokens; this model's context is {context}."
        )
    return ids + more, len(ids)


def _arms(arms: Any, model: Model) -> dict[str, tuple[Rule, ...]]:
    """Rules by name; a mapping with "rule" or "rules" is JSON of one arm and not arms by name."""
    by_name = isinstance(arms, Mapping) and not {"rule", "rules"} & set(arms)
    if by_name:
        for edits in arms.values():
            check_record(edits, model.digest)
        named = {str(name): rules_of(edits) for name, edits in arms.items()}
    else:
        check_record(arms, model.digest)
        rules = rules_of(arms)
        named = {" + ".join(rule.label for rule in rules): rules} if rules else {}
    if not named or not all(named.values()):
        raise EditError("an arm without rules changes nothing; give at least one rule of dsv4lab.do.")
    return named


def require_fired(forced: Forced, rules: Sequence[Rule], fired: Counter[tuple[int, int]]) -> None:
    """Raises EditError for a rule that has changed nothing in this text."""
    for number, rule in enumerate(rules):
        if not sum(times for (which, _), times in fired.items() if which == number):
            layers = rule.layers_on(forced.model.config)
            raise EditError(
                f"{rule.label} never acted: on layers {layers} nothing of what it changes came by in these "
                f"{len(forced.ids)} tokens. Other layers, tokens or entries, or leave it out."
            )


def _arm(
    forced: Forced, baseline: Tensor, name: str, rules: tuple[Rule, ...], count: int, seed: int
) -> tuple[dict[str, Any], Counter[int]]:
    """One arm and its random ones against a baseline [n, V], all numbers per token, and how often it acted per layer."""
    logprobs, fired = forced.run(rules)
    require_fired(forced, rules, fired)
    row: dict[str, Any] = compared(forced, logprobs, baseline)
    config = forced.model.config
    usage = forced.usage(layers_needed(rules, config) if count else [])
    # From the name too: two arms of one study do not share their chance.
    own = seed + int.from_bytes(hashlib.sha256(name.encode()).digest()[:4], "little")
    twins = matched(rules, config, usage, count, own) if count else []
    changes = [compared(forced, forced.run(twin)[0], baseline)["change"] for twin in twins]
    row["random"] = np.array(changes)  # [arm, token]
    row["interval"] = bootstrap(row["change"], own)
    by_layer: Counter[int] = Counter()
    for (_, layer), times in fired.items():
        by_layer[layer] += times
    return row, by_layer


def bootstrap(values: np.ndarray, seed: int, resamples: int = RESAMPLES) -> tuple[float, float]:
    """The 95 % interval of the mean of values [n], by drawing n of them again with replacement."""
    draw = np.random.default_rng(seed).integers(0, len(values), (resamples, len(values)))
    low, high = np.percentile(values[draw].mean(-1), [2.5, 97.5])
    return float(low), float(high)


def _result(
    model: Model,
    forced: Forced,
    named: dict[str, tuple[Rule, ...]],
    rows: dict[str, dict[str, Any]],
    fired: dict[str, Counter[int]],
) -> Effect:
    import xarray

    from dsv4lab.interventions.record import digest

    names, positions = list(named), np.arange(forced.first, len(forced.ids))
    nothing = np.full(len(positions), np.nan)

    def band(row: dict[str, Any], percent: int) -> np.ndarray:
        return np.percentile(row["random"], percent, axis=0) if len(row["random"]) > 1 else nothing

    per_token = {
        key: (("arm", "token"), np.stack([rows[name][key] for name in names])) for key in ("change", "kl", "flip")
    }
    for key, percent in zip(("random_low", "random_high"), BAND, strict=True):
        per_token[key] = ("arm", "token"), np.stack([band(rows[name], percent) for name in names])
    given = forced.ids[forced.first :]
    pieces = [model.tokenizer.decode([i]) if model.tokenizer is not None else str(i) for i in given]
    plain = forced.plain.cpu().numpy()[np.arange(len(given)), given]
    tokens = xarray.Dataset(
        {**per_token, "plain_logprob": ("token", plain)},
        coords={"arm": names, "token": positions, "piece": ("token", pieces)},
    )
    summary = {
        key: ("arm", np.array([_summary(rows[name])[key] for name in names])) for key in _summary(rows[names[0]])
    }
    layers = sorted({layer for counts in fired.values() for layer in counts})
    counts = np.array([[fired[name][layer] for layer in layers] for name in names])
    record = {
        "model": model.digest,
        "prompt": digest(forced.ids[: forced.first]),
        "continuation": digest(given),
        "arms": {name: [rule.to_dict() for rule in rules] for name, rules in named.items()},
    }
    return Effect(
        tokens,
        xarray.Dataset(summary, coords={"arm": names}),
        xarray.DataArray(counts, dims=("arm", "layer"), coords={"arm": names, "layer": layers}, name="fired"),
        named,
        record,
    )


def _summary(row: dict[str, Any]) -> dict[str, float]:
    change, (low, high) = float(row["change"].mean()), row["interval"]
    means = row["random"].mean(-1) if len(row["random"]) else np.zeros(0)
    enough = len(means) > 1
    mean, spread = (float(means.mean()), float(means.std(ddof=1))) if enough else (np.nan, np.nan)
    return {
        "change": change, "low": low, "high": high, "kl": float(row["kl"].mean()), "flips": float(row["flip"].mean()),
        "random_mean": mean, "random_spread": spread, "random_arms": len(means),
        "in_spreads": (change - mean) / spread if enough and spread else np.nan,
    }  # fmt: skip
