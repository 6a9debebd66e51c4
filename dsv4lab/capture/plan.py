"""Capture plan: which groups, layers and queries of a run are kept, and how many bytes that takes before it starts.

Attention lists and indexer picks grow with every query times every key it read, so long prompts sample them; routing,
mixing and token facts are small and are kept for every token. The plan is written into the trace.
Tests: tests/capture/test_plan.py.
"""

from __future__ import annotations

import operator
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from typing import Any

from dsv4lab.capture.schema import DERIVED, LAYERED, SCHEMA
from dsv4lab.capture.shapes import array_shapes, group_bytes, grown
from dsv4lab.config import CSA, HCA, Config
from dsv4lab.errors import CaptureError

ALL = tuple(group for group in SCHEMA if group not in DERIVED)
STANDARD = tuple(group for group in ALL if group != "logits")
QUERY_GROUPS = ("attention", "indexer")
RUNNERS_UP = 2  # experts kept beyond the chosen ones: the first rejected decides the margin, the next shows the slope
BEYOND = 16  # entries kept beyond the indexer's cut, so that one sees how close the choice was
TOP = 5  # alternatives kept per token, and per layer by the lens


@dataclass(frozen=True)
class Plan:
    """What to keep.

    groups            names of groups of the trace's schema; "tokens" is always kept
    layers            true layer numbers of layered groups; None means all
    prompt_queries    every n-th query of the prompt goes into `attention` and `indexer`; generated ones always do
    attention_lists   keep (key, weight) lists, not only masses and entropy
    stream_lens       the lens also reads every stream alone (as many more products with the head as there are streams)
    vectors           layers whose whole streams are kept (-1 is after the embedding)
    budget            bytes on the host; None means a quarter of what is free when the run starts
    """

    groups: tuple[str, ...] = STANDARD
    layers: tuple[int, ...] | None = None
    prompt_queries: int = 1
    attention_lists: bool = True
    stream_lens: bool = False
    vectors: tuple[int, ...] = ()
    budget: int | None = None

    def __post_init__(self) -> None:
        for name, allow in (("groups", str), ("layers", int), ("vectors", int)):
            value = getattr(self, name)
            if name != "layers" or value is not None:
                object.__setattr__(self, name, _several(name, value, allow))
        unknown = sorted(set(self.groups) - set(ALL))
        if unknown:
            raise CaptureError(f"capture names the groups {unknown}; there are {', '.join(ALL)}.")
        if type(self.prompt_queries) is not int or self.prompt_queries < 1:
            raise CaptureError(f"prompt_queries is {self.prompt_queries!r}; 1 keeps every query, n every n-th.")
        if self.budget is not None and (
            not isinstance(self.budget, int | float) or isinstance(self.budget, bool) or not self.budget >= 0
        ):
            raise CaptureError(
                f"budget is {self.budget!r}; use a number of bytes, or None for a quarter of what is free."
            )
        if self.vectors and "streams" not in self.groups:
            raise CaptureError(
                f"vectors={self.vectors} keeps whole streams, which the group streams holds: name it too."
            )

    @classmethod
    def of(cls, capture: str | Iterable[str] | Plan | None) -> Plan:
        """A plan from what a user writes: "all", "standard" (all but logits), None, one group, several, or a Plan."""
        if isinstance(capture, Plan):
            return capture
        if capture is None:
            return cls(groups=())
        if isinstance(capture, str):
            return cls(groups={"all": ALL, "standard": STANDARD}.get(capture, (capture,)))
        return cls(groups=_several("capture", capture, str))

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)

    def check(self, config: Config) -> None:
        """Refuse what a model of this configuration can never give, so that no named group or layer is missing in silence.

        Groups of the two usual selections that a model has no layer for are left out; `left_out` names them.
        """
        last, there = config.num_hidden_layers - 1, set(range(-1, config.num_hidden_layers))
        for name, numbers in (("layers", self.layers or ()), ("vectors", self.vectors)):
            unknown = sorted(set(numbers) - there)
            if unknown:
                raise CaptureError(
                    f"plan names {name} {unknown}; this model has 0 to {last}, and -1 is after the embedding."
                )
        if self.layers == ():
            raise CaptureError("plan names no layer: layers=() keeps nothing; None means all.")
        for group, reason in self.left_out(config).items():
            if self.groups not in (ALL, STANDARD) or (self.layers is not None and set(self.layers) == {-1}):
                raise CaptureError(f"the plan's group {group} would be empty: {reason}.")
        missing = sorted(set(self.vectors) - set(_layers("streams", self, config)))
        if missing:
            raise CaptureError(f"vectors names the layers {missing}, which layers={self.layers} leaves out.")

    def left_out(self, config: Config) -> dict[str, str]:
        """Groups of the plan that a run of this model will not hold, and why."""
        out = {}
        for group in self.groups:
            having = layers_having(group, config)
            if group == "drafts" and not config.num_nextn_predict_layers:
                out[group] = "this model has no draft block"
            elif group in LAYERED and not having:
                out[group] = "no layer of this model has it"
            elif group in LAYERED and not _layers(group, self, config):
                out[group] = f"of layers={self.layers} none has it; those that have it: {having}"
        return out

    def queries(self, positions: range, prompt_tokens: int) -> list[int]:
        """The positions whose attention and picks are kept: sampled in the prompt, its last one and all later ones."""
        start, stop, step = positions.start, positions.stop, self.prompt_queries
        every = max(start, prompt_tokens - 1)
        return [*range(-(-start // step) * step, min(stop, every), step), *range(every, stop)]

    def estimate(self, config: Config, prompt_tokens: int, new_tokens: int, *, beside: int | None = None) -> Estimate:
        """Bytes per group on the host for a run of this length: those that its trace then allocates.

        beside   bytes that the run keeps for branching, counted under that name; by default those of plain PyTorch in
        float32
        """
        if beside is None:
            from dsv4lab.model.kv_cache import history_bytes  # needs torch, which views of a plan do without

            beside = history_bytes(config, prompt_tokens + new_tokens)
        layout = layout_of(self, config, prompt_tokens, new_tokens)
        sizes = grown(layout.sizes, layout.capacity, config)
        found = group_bytes(array_shapes(layout.groups, layout.layers, sizes))
        return Estimate(found | ({"branching": beside} if beside else {}), self, prompt_tokens + new_tokens)

    def fit(
        self, config: Config, prompt_tokens: int, new_tokens: int, *, reduce: bool, beside: int | None = None
    ) -> Plan:
        """This plan, or with `reduce` the first smaller one, that fits its budget; CaptureError when none does."""
        budget = self.budget if self.budget is not None else _free_bytes() // 4

        def estimated(plan: Plan) -> Estimate:
            return plan.estimate(config, prompt_tokens, new_tokens, beside=beside)

        estimate = estimated(self)
        if estimate.total <= budget:
            return self
        smaller = _reductions(self)
        if reduce:
            for plan in smaller:
                if estimated(plan).total <= budget:
                    return plan
        fitting = [plan for plan in smaller if estimated(plan).total <= budget][:2]
        ways = " or ".join(_difference(self, plan) for plan in fitting) or "a shorter prompt or fewer groups"
        raise CaptureError(
            f"capture would take {estimate} but the budget is {size_text(budget)}. It fits with {ways}, or with "
            "a larger Plan(budget=bytes)."
        )


@dataclass(frozen=True)
class Estimate:
    """Host bytes per group of a plan for `tokens` tokens."""

    groups: dict[str, int]
    plan: Plan
    tokens: int

    @property
    def total(self) -> int:
        return sum(self.groups.values())

    def __str__(self) -> str:
        largest = sorted(self.groups.items(), key=lambda item: -item[1])[:3]
        return f"{size_text(self.total)} for {self.tokens:,} tokens (" + ", ".join(
            f"{name} {size_text(size)}" for name, size in largest
        ) + ")"  # fmt: skip


@dataclass(frozen=True)
class Layout:
    """What a TraceWriter is made with."""

    groups: tuple[str, ...]
    sizes: dict[str, int]
    layers: dict[str, list[int]]
    capacity: int


def layout_of(plan: Plan, config: Config, prompt_tokens: int, new_tokens: int) -> Layout:
    """Sizes of all dimensions of the arrays that the plan keeps for a run of this length."""
    total = prompt_tokens + new_tokens
    plan.check(config)
    layers = {group: _layers(group, plan, config) for group in plan.groups if group in LAYERED}
    asked = [group for group in plan.groups if group != "drafts" or config.num_nextn_predict_layers]
    groups = tuple(
        group for group in ALL if group == "tokens" or layers.get(group) or group in set(asked) - set(layers)
    )
    kinds = {config.layer_kinds[layer] for layer in layers.get("attention", [])}
    entries = max(
        min(config.index_topk, total // config.csa_rate) if CSA in kinds else 0,
        total // config.hca_rate if HCA in kinds else 0,
    )
    compressed = {config.layer_kinds[layer] for layer in layers.get("compressor", [])}
    sizes = {
        "rank": min(TOP, config.vocab_size),
        "slot": config.num_experts_per_tok,
        "runner": max(0, min(RUNNERS_UP, config.n_routed_experts - config.num_experts_per_tok)),
        "head": config.num_attention_heads,
        "pick": min(config.index_topk, max(1, total // config.csa_rate)),
        "beyond": max(1, min(BEYOND, total // config.csa_rate - config.index_topk)),
        "stream": config.hc_mult,
        "source": max(2 * config.csa_rate if CSA in compressed else 0, config.hca_rate if HCA in compressed else 0),
        "vocabulary": config.vocab_size,
        "byte": 16,
        "query": len(plan.queries(range(prompt_tokens), prompt_tokens)) + new_tokens,
    }
    if plan.attention_lists:
        sizes["place"] = config.sliding_window + entries
    if plan.stream_lens:
        sizes["stream_alone"] = config.hc_mult
    if plan.vectors:
        sizes["channel"] = config.hidden_size
    # One row more than tokens: the draft block proposes a token for the position after the last.
    return Layout(groups, sizes, layers, total + ("drafts" in groups))


def size_text(count: float) -> str:
    """Bytes for people: 3.2 GB."""
    for unit in ("B", "kB", "MB", "GB"):
        if count < 1000:
            return f"{count:.3g} {unit}"
        count /= 1000
    return f"{count:.3g} TB"


def layers_having(group: str, config: Config) -> list[int]:
    """The layers for which a layered group has something to keep; -1 is after the embedding."""
    every = list(range(config.num_hidden_layers))
    if group == "indexer":
        return config.layers_of_kind(CSA)
    if group == "compressor":
        return config.layers_of_kind(CSA, HCA)
    return [-1, *every] if group in ("streams", "lens") else every


def _layers(group: str, plan: Plan, config: Config) -> list[int]:
    return [layer for layer in layers_having(group, config) if plan.layers is None or layer in plan.layers]


def _several(name: str, values: Any, kind: type) -> tuple[Any, ...]:
    """A tuple of words or whole numbers from what a user writes; CaptureError for anything else."""
    if isinstance(values, str):
        values = (values,)
    try:
        found = tuple(operator.index(v) if kind is int and not isinstance(v, bool | str) else v for v in values)
        if not all(type(v) is kind for v in found):
            raise TypeError
    except TypeError:
        wanted = "names of groups" if kind is str else "layer numbers"
        raise CaptureError(f"{name} is {str(values)[:80]!r}; give {wanted}, or a Plan.") from None
    return found


def _reductions(plan: Plan) -> list[Plan]:
    """Smaller plans, the least lost first."""
    out = []
    if "logits" in plan.groups:
        plan = replace(plan, groups=tuple(group for group in plan.groups if group != "logits"))
        out.append(plan)
    if set(QUERY_GROUPS) & set(plan.groups):
        for step in (4, 16, 64, 256):
            if step > plan.prompt_queries:
                out.append(replace(plan, prompt_queries=step))
        out.append(replace(out[-1] if out else plan, attention_lists=False))
    plan = replace(out[-1] if out else plan, vectors=())
    for dropped in ("compressor", "lens", "attention", "indexer", "streams"):
        if dropped in plan.groups:
            plan = replace(plan, groups=tuple(group for group in plan.groups if group != dropped))
            out.append(plan)
    return out


def _difference(plan: Plan, smaller: Plan) -> str:
    changes = []
    dropped = [group for group in plan.groups if group not in smaller.groups]
    if dropped:
        changes.append("without " + ", ".join(dropped))
    if smaller.prompt_queries != plan.prompt_queries:
        changes.append(f"prompt_queries={smaller.prompt_queries}")
    if smaller.attention_lists != plan.attention_lists:
        changes.append("attention_lists=False")
    return " and ".join(changes) or "vectors=()"


def _free_bytes() -> int:
    import psutil

    return psutil.virtual_memory().available
