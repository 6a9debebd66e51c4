"""Links: the screen as a short string, read back and held against what the run has.

Surprising: a link is often pasted by hand or from another run, so every field is checked before anything moves.
Tests: tests/widgets/test_explorer.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from dsv4lab.errors import TraceError
from dsv4lab.widgets.selection import CLOSED

if TYPE_CHECKING:
    from dsv4lab.capture.trace import Trace
    from dsv4lab.config import Config


def fields_of(link: str) -> dict[str, str]:
    """Fields of a link, with or without the # of an address."""
    text = link.removeprefix("#")
    try:
        return dict(parse_qsl(text, strict_parsing=bool(text), keep_blank_values=True))
    except ValueError:
        raise TraceError(
            f"link {link!r} is not one of ours: it reads like layer=4&token=17, as explorer.link gives it."
        ) from None


def check_link(fields: dict[str, str], config: Config, trace: Trace | None, tabs: list[str]) -> None:
    """TraceError for a field whose value this run does not have; -1 means "nothing chosen" and is always right."""
    for name, known in (("tab", tabs), ("beside", [*tabs, CLOSED])):
        if fields.get(name) and fields[name] not in known:
            raise TraceError(f"link says {name}={fields[name]}; this explorer has {', '.join(known)}.")
    # Before a run no token is there yet, and a link made of a longer one may still be right afterwards.
    tokens = config.max_position_embeddings if trace is None else len(trace)
    rates = [config.rate(kind) for kind in config.layer_kinds]
    sizes = {
        "layer": config.num_hidden_layers,
        "site": 2,
        "token": tokens,
        "query_first": tokens,
        "query_last": tokens,
        "head": config.num_attention_heads,
        "expert": config.n_routed_experts,
        "entry": tokens // min((rate for rate in rates if rate), default=tokens + 1),
    }
    for name, size in sizes.items():
        value = fields.get(name, "")
        least = 0 if name in ("layer", "site") else -1
        if value and _whole(name, value) not in range(least, size):
            what = "nothing" if not size else f"{name} 0 to {size - 1}"
            raise TraceError(f"link says {name}={value}; this run has {what}.")


def _whole(name: str, value: str) -> int:
    try:
        return int(value)
    except ValueError:
        raise TraceError(f"link says {name}={value}; {name} is a whole number.") from None
