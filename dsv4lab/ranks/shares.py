"""Which process keeps which captured groups.

With the experts alone spread, every process computes all else of every token, so any of them can keep any group. A group is
kept by one process, whole: nothing of it can be there twice or be missing between two, and its file is written by nobody
else.   Tests: tests/attached/test_ranks.py.
"""

from __future__ import annotations

from dsv4lab.capture.plan import Plan, layout_of
from dsv4lab.capture.point import REFERENCE
from dsv4lab.capture.registry import GROUPS
from dsv4lab.config import Config

TOKENS = "tokens"  # every recorder keeps it; rank 0's is the one that is written
_SUMMED = ".ffn.routed"  # the points whose value is a sum over the processes (attached/expert_share.py)


def shares(plan: Plan, config: Config, prompt_tokens: int, new_tokens: int, ranks: int) -> dict[str, int]:
    """{group: the rank that keeps it}: the largest groups first, each to whoever has fewest bytes so far."""
    sizes = plan.estimate(config, prompt_tokens, new_tokens, beside=0).groups
    held, out = [0] * ranks, {TOKENS: 0}
    held[0] = sizes.get(TOKENS, 0)
    for group in sorted((group for group in sizes if group != TOKENS), key=lambda group: (-sizes[group], group)):
        rank = held.index(min(held))
        out[group] = rank
        held[rank] += sizes[group]
    return out


def heard_by_all(plan: Plan, config: Config, prompt_tokens: int, new_tokens: int) -> list[str]:
    """Names of the plan's points that every process must listen to, whoever keeps their group: making them takes all."""
    layout = layout_of(plan, config, prompt_tokens, new_tokens)
    names = (
        name for group in layout.groups for name in GROUPS[group].names(REFERENCE, layout.layers.get(group, ()), config)
    )
    return [name for name in names if name.endswith(_SUMMED)]
