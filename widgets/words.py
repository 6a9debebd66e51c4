"""What the explorer says in sentences: of a model, of a trace and its checks, and where no widgets are shown.

Tests: tests/widgets/test_explorer.py.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from typing import Any

from dsv4lab.attention_kinds import KINDS
from dsv4lab.capture.trace import Trace
from dsv4lab.widgets.live_run import LiveRun

NO_WIDGETS = (
    "Explorer of {what}. If you read this instead of seeing the views, this front end shows no widgets: "
    'write a page that opens anywhere with dsv4lab.explore(trace).to_html("run.html").'
)


TURNING = ("R", "AL", "AN", "RLE", "RLO", "LRE", "LRO", "PDF", "RLI", "LRI", "FSI", "PDI")


def ending_words(run: LiveRun) -> str:
    """How a run ended, in one sentence, and what it checked about itself."""
    if not run.began:
        return "Stopped before it began."
    ended = "" if run.session.trace is None else run.session.trace.run.get("ended", "")
    word = "Done" if run.count >= run.wanted else f"Ended ({ended})" if ended else "Ended"
    rate = f", {run.rate:.1f} per second" if run.rate else ""
    beyond = beyond_training(run.session.trace)
    what = f"{word}: {run.count} tokens in {run.seconds:.1f} s{rate}."
    if not run.wanted and run.session.trace is not None:  # a text that was only read
        what = f"{word}: 0 tokens written, {len(run.session.trace)} read in {run.seconds:.1f} s."
    told = (what, checks_words(run.session.trace), beyond)
    return " ".join(filter(None, told))


def said_token(piece: str) -> str:
    """A token inside a sentence: set apart, so that text from right to left does not turn the sentence round."""
    return f"\u2068{piece.strip() or '␣'}\u2069" if any(is_turning(c) for c in piece) else piece.strip() or "␣"


def is_turning(character: str) -> bool:
    """Whether a character is written from right to left, or changes the direction of others."""
    return unicodedata.bidirectional(character) in TURNING


def model_words(session: Any) -> str:
    """A session's model in one sentence: its layers by kind, its experts."""
    c = session.model.config
    kinds = ", ".join(f"{len(c.layers_of_kind(kind))} {kind}" for kind in KINDS if kind in c.layer_kinds)
    experts = f"{c.num_experts_per_tok} of {c.n_routed_experts} experts work on each token"
    of = getattr(session.model, "layers_of", None)
    layers = f"{c.num_hidden_layers} layers" if of is None else f"the first {c.num_hidden_layers} of {of} layers"
    return f"Model: {layers} ({kinds}); {experts}."


def partial_words(trace: Trace) -> str:
    """Of a run with the first layers of a model only: what the words of its last layer are; "" of a whole model."""
    of = trace.run.get("layers_of")
    if of is None:
        return ""
    held = trace.config.num_hidden_layers
    return (
        f"Partial: the first {held} of {of} layers were loaded. They are exact; what the head says behind them is a lens, "
        "and not the model's answer."
    )


def recorded_words(trace: Trace) -> str:
    """Of a run that nobody has just written."""
    device = "a CPU" if trace.run.get("device", "cpu") == "cpu" else "a GPU"
    return f"Recorded: this model wrote these {len(trace)} tokens earlier, on {device}."


START = "Write a beginning or choose an example, then press Run (Ctrl+Enter in the box)."


def shipped_words(digest: str) -> str:
    """Of the model that ships with the package: how small it is and what it was trained on; "" of another one."""
    card = _shipped_card() if digest else {}
    if not card or digest != card["digest"]:
        return ""
    return (
        f"This is the small model that ships with dsv4lab, no DeepSeek release: {card['weights']} weights, trained for "
        f"{card['minutes']} minutes ({card['texts']}). It writes simple stories and knows nothing about the world."
    )


def beyond_training(trace: Trace | None) -> str:
    """A warning where a run of the shipped model is longer than the texts it was trained on; else ""."""
    if trace is None:
        return ""
    card = _shipped_card() if trace.run.get("weights") else {}
    length = int(card.get("length") or 0)
    if not length or trace.run["weights"] != card["digest"] or len(trace) <= length:
        return ""
    return (
        f"This run is longer than the {length:,} tokens of a training row: what this model does beyond them it never "
        "learned, so its picks may gather where they would not in a larger model."
    )


@functools.cache
def _shipped_card() -> dict[str, str]:
    """What the shipped model's own card says of it; {} where it does not say."""
    from dsv4lab.digest import TINY, digest_of

    card = TINY / "README.md"
    text = card.read_text(encoding="utf-8") if card.exists() else ""
    weights = re.search(r"^([\d.]+ \w+) weights", text, re.MULTILINE)
    minutes = re.search(r"in all, in ([\d.]+) minutes", text)
    texts = re.search(r"Passes over the texts: ([^.]*(?:\.\d[^.]*)*)\.", text)
    if not (weights and minutes and texts):
        return {}
    names = [one.split()[0] for one in texts.group(1).split(", ")]
    listed = f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]
    length = re.search(r"Trained on rows of (\d+) tokens", text)
    return {
        "weights": weights.group(1), "minutes": minutes.group(1), "texts": listed, "digest": digest_of(TINY),
        "length": length.group(1) if length else "",
    }  # fmt: skip


def trace_words(trace: Trace | None) -> str:
    """Which weights a trace is of and what its checks say; "" without a trace."""
    if trace is None:
        return ""
    weights, dtype = str(trace.run.get("weights", ""))[:12], trace.run.get("dtype", "")
    source = f"weights {weights}, {dtype}" if weights else "of unknown weights"
    return f"{source}. {checks_words(trace)}"


def checks_words(trace: Trace | None) -> str:
    """What the run checked about itself, in one sentence; a failed check is named first."""
    checks = trace.run.get("checks", {}) if trace is not None else {}
    failed = [name for name, check in checks.items() if not check["ok"]]
    if failed:
        return f"⚠ CHECK FAILED: {'; '.join(failed)}."
    held = f"{len(checks)} checks hold (sums, ids, picks). " if checks else ""
    return held + "Click a token, a cell or a key: the other views follow."
