"""What it costs a layer that picks to take the picks of an earlier one, or of the step before, instead of its own.

Engines skip the indexer in some layers by a pattern, one letter per layer that picks: F picks itself ("full"), S shares the
picks of the last F in front of it. The pattern here is found greedily, one more S at a time, each candidate measured with
all others in place.   Tests: tests/probes/test_pick_reuse.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from dsv4lab.errors import EditError, PromptError, SettingError, shown
from dsv4lab.generation.prompt import prompt_ids
from dsv4lab.interfaces import Model
from dsv4lab.interventions.indexer import REUSE, Picks
from dsv4lab.interventions.rule import Rule
from dsv4lab.probes.effect import bootstrap
from dsv4lab.probes.forced import Forced, compared

if TYPE_CHECKING:
    import xarray

    from dsv4lab.session import Session

FULL, SHARED, STEP = "F", "S", "step"


@dataclass
class PickReuse:
    """What reuse costs.

    cost     xarray, layer x source ("step" or an earlier layer's number): `kl` and `change` of log-probability per token
             (nats) when this layer alone reuses, the change's interval `low`, `high`, and `fired`, queries with other picks;
             NaN where the source does not come before
    pattern  a letter per layer that picks, and what it costs altogether: `pattern_kl`, `pattern_change`
    layers   those layers
    tokens   how many tokens the means are over
    """

    cost: xarray.Dataset
    pattern: str
    pattern_kl: float
    pattern_change: float
    layers: list[int]
    tokens: int

    def __repr__(self) -> str:
        return (
            f"pattern {self.pattern} on layers {self.layers}: kl {self.pattern_kl:.5f}, change {self.pattern_change:+.5f} "
            f"nats a token, n={self.tokens} tokens"
        )


def pick_reuse(session: Session | Model, text: str | Sequence[int], *, budget: float = 0.01) -> PickReuse:
    """Measure reuse on a text, and find a pattern whose KL stays within `budget` nats a token.

    text   long enough that queries have a choice: more complete entries than picks

    Raises PromptError for a text that is too short, EditError for a model without layers that pick, BodyError for a body
    that cannot edit.
    """
    model: Model = getattr(session, "model", session)  # type: ignore[assignment]
    config = model.config
    layers = list(config.picking_layers)
    if not layers:
        raise EditError("no layer of this model picks entries, so there are no picks to reuse.")
    if not isinstance(budget, (int, float)) or not budget >= 0:
        raise SettingError(f"budget={shown(budget)}; give nats of KL a token, 0 or more.")
    ids = prompt_ids(text, model.tokenizer, config.vocab_size)
    choice = (config.index_topk + 1) * config.pick_rate  # tokens behind which there is one entry more than picks
    if len(ids) <= choice:
        raise PromptError(
            f"{len(ids)} tokens: up to token {choice} all complete entries are picked, whoever picks. Use a longer text."
        )
    forced = Forced(model, ids, 1)
    forced.sham([Picks(layers=tuple(layers))])
    cost = _costs(forced, layers)
    pattern, kl, change = _pattern(forced, layers, budget)
    return PickReuse(cost, pattern, kl, change, layers, forced.tokens)


def _costs(forced: Forced, layers: list[int]) -> xarray.Dataset:
    import xarray

    sources: list[Any] = [STEP, *layers[:-1]]
    names = ("kl", "change", "low", "high", "fired")
    grid = {name: np.full((len(layers), len(sources)), np.nan) for name in names}
    for row, layer in enumerate(layers):
        for column, source in enumerate(sources):
            if source != STEP and source >= layer:
                continue
            own = (layer,)
            before = source == STEP
            rule = Picks(layers=own, how=REUSE, step=1) if before else Picks(layers=own, how=REUSE, source=source)
            logprobs, fired = forced.run([rule])
            one = compared(forced, logprobs)
            low, high = bootstrap(one["change"], layer)
            found = (one["kl"].mean(), one["change"].mean(), low, high, sum(fired.values()))
            for name, value in zip(names, found, strict=True):
                grid[name][row, column] = value
    coords = {"layer": layers, "source": [str(source) for source in sources]}
    title = f"n={forced.tokens} tokens; one layer reuses at a time"
    return xarray.Dataset(
        {name: (("layer", "source"), grid[name]) for name in names}, coords=coords, attrs={"title": title}
    )


def rules_of_pattern(pattern: str, layers: Sequence[int]) -> list[Rule]:
    """The rules that carry a pattern out: every S takes the picks of the last F in front of it.

    >>> [rule.label for rule in rules_of_pattern("FSF", [2, 4, 6])]
    ['picks(how=reuse, layers=4, source=2)']

    Raises EditError for a pattern of another length or with other letters, and for one that begins with S.
    """
    if len(pattern) != len(layers) or set(pattern) - {FULL, SHARED} or not pattern.startswith(FULL):
        raise EditError(
            f"pattern={shown(pattern)}: give {len(layers)} letters F or S, the first F (nothing comes before it)."
        )
    rules: list[Rule] = []
    source = layers[0]
    for letter, layer in zip(pattern, layers, strict=True):
        if letter == FULL:
            source = layer
        else:
            rules.append(Picks(layers=(layer,), how=REUSE, source=source))
    return rules


def _pattern(forced: Forced, layers: list[int], budget: float) -> tuple[str, float, float]:
    """The pattern, its KL and its change."""
    best, kl, change = FULL * len(layers), 0.0, 0.0
    while SHARED * (len(layers) - 1) != best[1:]:
        tried: list[tuple[float, float, str]] = []
        for at in range(1, len(layers)):
            if best[at] == FULL:
                pattern = best[:at] + SHARED + best[at + 1 :]
                one = compared(forced, forced.run(rules_of_pattern(pattern, layers))[0])
                tried.append((float(one["kl"].mean()), float(one["change"].mean()), pattern))
        least = min(tried)
        if least[0] > budget:
            break
        kl, change, best = least
    return best, kl, change
