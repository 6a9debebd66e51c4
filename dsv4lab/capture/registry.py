"""The captured groups. Whoever needs names, variables, points, sizes, rows or checks of them asks here: the only list.

A new group is one file in capture/groups/ and one line here.   Tests: tests/capture/test_captured_group.py.
"""

from __future__ import annotations

from dsv4lab.capture.group import Group
from dsv4lab.capture.groups.attention import Attention
from dsv4lab.capture.groups.compressor import Compressor
from dsv4lab.capture.groups.indexer import Indexer
from dsv4lab.capture.groups.lens import Lens
from dsv4lab.capture.groups.logits import Logits
from dsv4lab.capture.groups.mixing import Mixing
from dsv4lab.capture.groups.mtp import Mtp
from dsv4lab.capture.groups.recall import Recall
from dsv4lab.capture.groups.routing import Routing
from dsv4lab.capture.groups.streams import Streams
from dsv4lab.capture.groups.tokens import Tokens

# In the order in which traces, estimates and tables show them.
_ORDER: tuple[type[Group], ...] = (
    Tokens, Routing, Attention, Indexer, Compressor, Mixing, Streams, Lens, Mtp, Logits, Recall,
)  # fmt: skip
GROUPS: dict[str, Group] = {kind.name: kind() for kind in _ORDER}


def captured() -> tuple[str, ...]:
    """The groups that a run can leave behind."""
    return tuple(name for name, group in GROUPS.items() if not group.derived)


def standard() -> tuple[str, ...]:
    """What is captured unless something else is asked for."""
    return tuple(name for name in captured() if GROUPS[name].standard)
