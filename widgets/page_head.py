"""What a page says before its views: whose run it is, what one sees, what to try; and the facts of the run, folded away.

All of it is plain text; who writes it into a page escapes it.   Tests: tests/widgets/test_page.py.
"""

from __future__ import annotations

from html import escape
from typing import Any

from dsv4lab.capture.checks import check_trace
from dsv4lab.capture.trace import Trace
from dsv4lab.widgets.words import beyond_training, shipped_words

LONGEST = 60  # characters of the prompt in a title
WHAT_TO_TRY = (
    "Click a word: every view then shows what happened inside while the model read it and chose the next one. "
    "“Follow a token” plays its way through all layers; nothing is loaded from anywhere."
)


def title_of(trace: Trace) -> str:
    """The beginning of the prompt, and what the page is."""
    count = min(int(trace.run.get("prompt_tokens", 0)), len(trace))
    marked = trace.values("tokens", "special")[:count]
    words = "".join(piece for piece, marker in zip(trace.pieces[:count], marked, strict=True) if not marker)
    words = " ".join(words.split())
    short = words if len(words) <= LONGEST else words[: LONGEST - 1].rsplit(" ", 1)[0] + " …"
    return f"DeepSeek-V4 from inside: “{short}”" if short else "DeepSeek-V4 from inside: a run without a prompt"


def what_it_is(trace: Trace) -> str:
    """How long the run is, and which model wrote it."""
    config, count = trace.config, len(trace)
    prompt = min(int(trace.run.get("prompt_tokens", 0)), count)
    run = (
        f"A recorded run: a DeepSeek-V4 of {config.num_hidden_layers} layers, with {config.n_routed_experts} experts of "
        f"which {config.num_experts_per_tok} work on a token, read {prompt} tokens and wrote {count - prompt}."
    )
    failed = [name for name, check in check_trace(trace).items() if not check["ok"]]
    wrong = f"CHECK FAILED: {'; '.join(failed)}." if failed else ""
    return " ".join(
        filter(None, (run, shipped_words(str(trace.run.get("weights", ""))), beyond_training(trace), wrong))
    )


def facts_of(trace: Trace) -> str:
    """Weights, dtype, seed, and whether the run holds what must hold of every run."""
    weights = str(trace.run.get("weights", ""))[:12] or "unknown"
    checks = check_trace(trace)
    failed = sum(not check["ok"] for check in checks.values())
    held = f"{failed} of {len(checks)} checks failed." if failed else f"{len(checks)} checks hold." if checks else ""
    return (
        f"Weights {weights}, {trace.run.get('dtype', 'dtype unknown')}, seed {trace.run.get('seed', 'unknown')}. {held}"
    )


def run_table(trace: Trace) -> str:
    """An HTML table of the run's facts (model and strings of tokens left out), all text escaped."""
    rows = []
    for name, value in trace.run.items():
        if name in ("model", "token_strings"):
            continue
        for key, fact in value.items() if isinstance(value, dict) else [("", value)]:
            label = f"{name}: {key}" if key else name
            rows.append(f"<tr><th scope='row'>{escape(str(label))}</th><td>{escape(_fact(fact))}</td></tr>")
    return f"<table class='dsv-table'>{''.join(rows)}</table>"


def _fact(value: Any) -> str:
    if isinstance(value, dict) and "ok" in value:
        return f"{'holds' if value['ok'] else 'FAILS'} (worst {value.get('worst')}, limit {value.get('limit')})"
    return f"{value:.4g}" if isinstance(value, float) else str(value)
