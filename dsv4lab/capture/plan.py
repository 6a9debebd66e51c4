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

from dsv4lab.capture.estimate import Estimate, size_text
from dsv4lab.capture.registry import GROUPS, captured, standard
from dsv4lab.capture.shapes import array_shapes, group_bytes, grown
from dsv4lab.config import Config
from dsv4lab.errors import CaptureError

ALL, STANDARD = captured(), standard()


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

    >>> import dsv4lab as lab
    >>> plan = lab.Plan(groups=("routing", "attention"), layers=(2, 7), prompt_queries=16)
    >>> plan.queries(range(40), prompt_tokens=36)  # those whose attention is kept
    [0, 16, 32, 35, 36, 37, 38, 39]

    Raises CaptureError for a group that does not exist and for values of the wrong kind.
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
        unknown = sorted(set(self.groups) - set(captured()))
        if unknown:
            raise CaptureError(f"capture names the groups {unknown}; there are {', '.join(captured())}.")
        if type(self.prompt_queries) is not int or self.prompt_queries < 1:
            raise CaptureError(f"prompt_queries is {self.prompt_queries!r}; 1 keeps every query, n every n-th.")
        if self.budget is not None and (
            # A user's word may be of any type.
            not isinstance(self.budget, int | float)  # pyright: ignore[reportUnnecessaryIsInstance]
            or isinstance(self.budget, bool)
            or not self.budget >= 0
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
        """The plan as plain values, as it is written into a trace's `run`."""
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
        missing = sorted(set(self.vectors) - set(self.layers_of("streams", config)))
        if missing:
            raise CaptureError(f"vectors names the layers {missing}, which layers={self.layers} leaves out.")

    def left_out(self, config: Config) -> dict[str, str]:
        """Groups of the plan that a run of this model will not hold, and why."""
        out: dict[str, str] = {}
        for name in self.groups:
            group = GROUPS[name]
            if reason := group.missing(config):
                out[name] = reason
            elif group.layered and not self.layers_of(name, config):
                out[name] = f"of layers={self.layers} none has it; those that have it: {group.layers(config)}"
        return out

    def layers_of(self, group: str, config: Config) -> list[int]:
        """The layers that a layered group keeps, -1 being after the embedding."""
        return [layer for layer in GROUPS[group].layers(config) if self.layers is None or layer in self.layers]

    def queries(self, positions: range, prompt_tokens: int) -> list[int]:
        """The positions whose attention and picks are kept: sampled in the prompt, its last one and all later ones."""
        start, stop, step = positions.start, positions.stop, self.prompt_queries
        every = max(start, prompt_tokens - 1)
        return [*range(-(-start // step) * step, min(stop, every), step), *range(every, stop)]

    def estimate(self, config: Config, prompt_tokens: int, new_tokens: int, *, beside: int | None = None) -> Estimate:
        """Bytes per group on the host for a run of this length: those that its trace then allocates.

        beside   bytes that the run keeps for branching, counted under that name; by default those of plain PyTorch in
        float32

        >>> import dsv4lab as lab
        >>> config = lab.load().config
        >>> print(lab.Plan().estimate(config, prompt_tokens=1000, new_tokens=200))  # doctest: +ELLIPSIS
        65... MB for 1,200 tokens (attention 37.1 MB, ...)
        """
        if beside is None:
            from dsv4lab.model.kv_cache import history_bytes  # needs torch, which views of a plan do without

            beside = history_bytes(config, prompt_tokens + new_tokens)
        layout = layout_of(self, config, prompt_tokens, new_tokens)
        sizes = grown(layout.sizes, layout.capacity, config)
        found = group_bytes(array_shapes(layout.groups, layout.layers, sizes))
        return Estimate(found | ({"branching": beside} if beside else {}), prompt_tokens + new_tokens)

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
    missing = plan.left_out(config)
    groups = tuple(name for name in captured() if name == "tokens" or (name in plan.groups and name not in missing))
    layers = {name: plan.layers_of(name, config) for name in groups if GROUPS[name].layered}
    sizes = {"query": len(plan.queries(range(prompt_tokens), prompt_tokens)) + new_tokens}
    for name in groups:
        sizes |= GROUPS[name].sizes(config, total, layers.get(name, ()), plan)
    # A row more than tokens for what is proposed for the position after the last.
    return Layout(groups, sizes, layers, total + any(GROUPS[name].ahead for name in groups))


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
    """Smaller plans, the least lost first: without what is asked for last, thinner, and then without one group more each."""
    out: list[Plan] = []

    def without(name: str) -> None:
        nonlocal plan
        plan = replace(plan, groups=tuple(group for group in plan.groups if group != name))
        out.append(plan)

    order = sorted((group for group in plan.groups if GROUPS[group].drop is not None), key=_drop)
    for name in order:
        if not GROUPS[name].standard:
            without(name)
    if any(GROUPS[group].sampled for group in plan.groups):
        for step in (4, 16, 64, 256):
            if step > plan.prompt_queries:
                out.append(replace(plan, prompt_queries=step))
        out.append(replace(out[-1] if out else plan, attention_lists=False))
    plan = replace(out[-1] if out else plan, vectors=())
    for name in order:
        if GROUPS[name].standard:
            without(name)
    return out


def _drop(group: str) -> int:
    return GROUPS[group].drop or 0


def _difference(plan: Plan, smaller: Plan) -> str:
    changes: list[str] = []
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
