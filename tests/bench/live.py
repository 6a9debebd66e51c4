"""What the explorer costs a run at the engine's speed, without a browser: python tests/bench/live.py [--of recorded,model].

    recorded   rows of a recorded run, written again at 2,000 steps a second (tests/fakes/recorded_session.py)
    model      the shipped model itself; on a machine with a GPU that is the engine
    long       recorded, with 6,000 tokens: what grows with the length of a text shows here

Prints one JSON line each: tokens a second with the views and without, frames a second, the longest pause of a frame.
Messages are made and signed as a kernel makes them, then thrown away. With --profile, where the frames' time goes.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import platform
import pstats
import statistics
import sys
import time
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "fakes")]

PROMPT = "Once upon a time there was a little fox. The little fox had a red ball, and"


class Wire:
    """A front end that takes every message and looks at none."""

    def __init__(self) -> None:
        import comm
        from comm.base_comm import BaseComm

        self.messages = self.bytes = 0
        serialize = _serializer()
        wire = self

        class Comm(BaseComm):
            def publish_msg(
                self, msg_type: str, data: Any = None, metadata: Any = None, buffers: Any = None, **keys: Any
            ) -> None:
                content = {"data": data or {}, "comm_id": self.comm_id, **keys}
                wire.bytes += serialize(msg_type, content, metadata or {}) + sum(len(b) for b in buffers or ())
                wire.messages += 1

        comm.create_comm = lambda *given, **options: Comm(*given, **options)


def _serializer() -> Callable[[str, Any, Any], int]:
    """How a kernel writes a message; without jupyter_client, as JSON."""
    try:
        from jupyter_client.session import Session
    except ImportError:
        return lambda kind, content, metadata: len(json.dumps([kind, content, metadata]))
    session = Session(key=b"a key")
    return lambda kind, content, metadata: sum(
        len(part) for part in session.serialize(session.msg(kind, content=content, metadata=metadata))
    )


def rate_of(steps: Iterable[Any]) -> float:
    """Tokens a second between the first and the last."""
    count, first, now = 0, 0.0, 0.0
    for _ in steps:
        now = time.monotonic()
        first, count = first or now, count + 1
    return (count - 1) / (now - first)


def measure(name: str, new_session: Callable[[], Any], tokens: int, turns: int, profile: bool) -> dict[str, Any]:
    """Runs without and with the explorer, in turns; the first with it is the first of the process."""
    from dsv4lab.widgets.explorer import Explorer

    wire = Wire()
    session = new_session()
    session.model.end_ids = frozenset({-1})  # or a story would be over before anything can be measured
    settings = {"max_new_tokens": tokens, "seed": 3}
    rate_of(session.stream(PROMPT, **settings))
    explorer = Explorer(session, prompt=PROMPT, **settings)
    alone, watched, frames, worst, ratios = [], [], [], [], []
    profiler = cProfile.Profile()
    if profile:
        show = explorer._loop.show

        def profiled(trace: Any) -> None:
            profiler.enable()
            show(trace)
            profiler.disable()

        explorer._loop.show = profiled  # type: ignore[method-assign]
    for _ in range(turns):
        alone.append(rate_of(session.stream(PROMPT, **settings)))
        explorer.run(wait=True)
        run = explorer._loop.live
        assert run is not None and not run.error, run
        watched.append(run.rate)
        frames.append(run.frames.count / (run.count / run.rate))
        worst.append(run.frames.worst)
        ratios.append(watched[-1] / alone[-1])
    explorer.close()
    if profile:
        pstats.Stats(profiler, stream=sys.stderr).sort_stats("cumtime").print_stats(50)
    return {
        "name": name, "tokens": tokens, "without": round(statistics.median(alone), 1),
        "with": round(statistics.median(watched), 1), "ratio": round(statistics.median(ratios), 3),
        "ratio of the first": round(ratios[0], 3), "frames a second": round(statistics.median(frames), 1),
        "worst frame, ms": round(1000 * statistics.median(worst), 1),
        "worst frame of the first, ms": round(1000 * worst[0], 1),
        "messages": wire.messages, "bytes": wire.bytes,
    }  # fmt: skip


def recorded_run() -> Any:
    """A run of the shipped model, with everything that is captured as a rule."""
    import dsv4lab as lab

    return lab.Session(lab.load()).generate(PROMPT, max_new_tokens=200, seed=3)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--of", default="recorded,long,model", help="some of recorded, long, model")
    parser.add_argument("--tokens", type=int, default=0, help="of every run; 0 for what suits")
    parser.add_argument("--turns", type=int, default=5)
    parser.add_argument("--profile", action="store_true")
    given = parser.parse_args()
    from recorded_session import RecordedSession

    import dsv4lab as lab

    names = given.of.split(",")
    recorded = recorded_run() if set(names) & {"recorded", "long"} else None
    kinds: dict[str, tuple[Callable[[], Any], int]] = {
        "recorded": (lambda: RecordedSession(recorded), 2000),
        "long": (lambda: RecordedSession(recorded), 6000),
        "model": (lambda: lab.Session(lab.load()), 200),
    }
    for name in names:
        make, tokens = kinds[name]
        if name == "model" and make().model.engine == "triton":
            tokens = 900
        found = measure(name, make, given.tokens or tokens, given.turns, given.profile)
        print(json.dumps({**found, "machine": platform.machine(), "date": str(date.today())}), flush=True)


if __name__ == "__main__":
    main()
