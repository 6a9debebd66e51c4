"""dsv4lab: understand DeepSeek-V4 by touching it. Five words are enough to start:

load, Session, Trace, explore, inspect; `where` says where an idea lives, and `recorded` opens a run that was written
before. `do` makes edits, `effect` and `sweep` measure them, `span` finds a text's tokens; `compare` says where two runs
part, `attach` puts the lab's points on a transformers model, and `from_server` opens what vLLM or SGLang tell of a text.
The lessons ask with `guess` and `check`; `hint` helps and `progress` says what is done.
Each is imported on first use, so that importing the package is light.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = [
    "Plan", "Session", "Trace", "attach", "check", "compare", "do", "effect", "explore", "from_server", "guess", "hint",
    "inspect", "load", "progress", "recorded", "span", "sweep", "where",
]  # fmt: skip

_WHERE = {
    "load": "dsv4lab.loading",
    "Session": "dsv4lab.session",
    "Plan": "dsv4lab.capture.plan",
    "Trace": "dsv4lab.capture.trace",
    "attach": "dsv4lab.attached.attach",
    "compare": "dsv4lab.comparison.compare",
    "from_server": "dsv4lab.served.from_server",
    "explore": "dsv4lab.widgets.explorer",
    "inspect": "dsv4lab.checkpoint.inspect",
    "recorded": "dsv4lab.recorded_run",
    "effect": "dsv4lab.probes.effect",
    "sweep": "dsv4lab.probes.sweep",
    "span": "dsv4lab.interventions.spans",
    "where": "dsv4lab.concepts",
    "check": "dsv4lab.course.exercise",
    "guess": "dsv4lab.course.guess",
    "hint": "dsv4lab.course.exercise",
    "progress": "dsv4lab.course.progress",
}

if TYPE_CHECKING:
    from dsv4lab import do
    from dsv4lab.attached.attach import attach
    from dsv4lab.capture.plan import Plan
    from dsv4lab.capture.trace import Trace
    from dsv4lab.checkpoint.inspect import inspect
    from dsv4lab.comparison.compare import compare
    from dsv4lab.concepts import where
    from dsv4lab.course.exercise import check, hint
    from dsv4lab.course.guess import guess
    from dsv4lab.course.progress import progress
    from dsv4lab.interventions.spans import span
    from dsv4lab.loading import load
    from dsv4lab.probes.effect import effect
    from dsv4lab.probes.sweep import sweep
    from dsv4lab.recorded_run import recorded
    from dsv4lab.served.from_server import from_server
    from dsv4lab.session import Session
    from dsv4lab.widgets.explorer import explore


def __getattr__(name: str) -> Any:
    if name == "do":  # a module of ours: functions that make edits
        return import_module("dsv4lab.do")
    if name not in _WHERE:
        raise AttributeError(f"dsv4lab has no {name!r}; it has {', '.join(__all__)}.")
    try:
        return getattr(import_module(_WHERE[name]), name)
    except ModuleNotFoundError as error:
        from dsv4lab.errors import missing_part

        raise (missing_part(error) or error) from error


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
