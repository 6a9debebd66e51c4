"""`dsv4lab generate`: a continuation, streamed as it comes, with its trace if asked for.

Tests: tests/package/test_cli.py, tests/package/test_cli_mistakes.py.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dsv4lab import terminal
from dsv4lab.commands.options import CacheDir, Checkpoint, Json, Revision, check_text, warn
from dsv4lab.engine import compile_process
from dsv4lab.errors import LabError

if TYPE_CHECKING:
    from dsv4lab.capture.trace import Trace


@terminal.in_words
def generate(
    prompt: Annotated[str, typer.Argument(help="Text to continue.")],
    max_new_tokens: Annotated[int, typer.Option(help="Tokens to write at most.")] = 200,
    seed: Annotated[int, typer.Option(help="Seed of the sampling.")] = 0,
    temperature: Annotated[float, typer.Option(help="0 takes the likeliest token each time.")] = 0.8,
    top_p: Annotated[float, typer.Option(help="Sample from the likeliest tokens that make up this share.")] = 0.95,
    checkpoint: Checkpoint = None,
    trace: Annotated[
        Path | None, typer.Option(help="Save everything captured to this .zarr folder or .zarr.zip.")
    ] = None,
    device: Annotated[str, typer.Option(help='"auto", "cpu" or "cuda".')] = "auto",
    dtype: Annotated[str, typer.Option(help='"auto", "float32" or "bfloat16".')] = "auto",
    numerics: Annotated[
        str, typer.Option(help='"exact", or "release": round activations as the release does.')
    ] = "exact",
    mtp: Annotated[bool, typer.Option("--mtp/--no-mtp", help="Load the draft (MTP) blocks or go without.")] = True,
    layers: Annotated[int | None, typer.Option(help="Load the first so many layers only.")] = None,
    revision: Revision = None,
    cache_dir: CacheDir = None,
    as_json: Json = False,
) -> None:
    """Write a continuation of PROMPT, streaming it as it comes."""
    if device != "cpu":
        compile_process.start_early()
    place = _trace_place(trace)
    check_text(prompt)
    from dsv4lab.loading import load
    from dsv4lab.session import Session

    model = load(
        checkpoint, device=device, dtype=dtype, numerics=numerics, mtp=mtp, revision=revision, cache_dir=cache_dir,
        layers=None if layers is None else range(layers),
    )  # fmt: skip
    session = Session(model)
    capture = "standard" if trace is not None or as_json else None
    settings: dict[str, Any] = {"temperature": temperature, "top_p": top_p, "seed": seed, "capture": capture}
    stream: Any = session.stream(prompt, max_new_tokens=max_new_tokens, **settings)  # refuses bad input here
    problem = None
    with terminal.stops_at_interrupt(session.stop) as interrupted:
        try:
            if not as_json:
                terminal.write(prompt)
            for step in stream:
                if not as_json and step.id not in session.model.end_ids:
                    terminal.write(step.piece)
                if interrupted():
                    session.stop()
        except (LabError, KeyboardInterrupt) as error:  # what was written until here is kept all the same
            problem = error
        stream.close()  # one that was left on its way finishes its trace
    result = session.trace
    if result is None or "cost" not in result.run:  # nothing was begun
        raise problem or KeyboardInterrupt
    if place is not None:
        result.save(place)
    _tell(result, place, as_json)
    if problem is not None:
        raise problem
    if interrupted():
        terminal.note(f"stopped by Ctrl-C: {result.run['cost']['new_tokens']} of {max_new_tokens} tokens are written.")
        raise SystemExit(130)


def _tell(result: Trace, place: Path | None, as_json: bool) -> None:
    """What was written, how fast, and which checks failed."""
    cost = result.run["cost"]
    seconds = cost["seconds"] - cost["prefill_seconds"]
    speed = cost["new_tokens"] / seconds if seconds else 0.0
    if as_json:
        ids = [int(i) for i in result.values("tokens", "id")]
        terminal.write_json({
            "text": result.text, "ids": ids, "prompt_tokens": result.run["prompt_tokens"], "ended": result.run["ended"],
            "seconds": cost["seconds"], "tokens_per_second": speed, "checks": result.run["checks"],
            "trace": None if place is None else str(place),
        })  # fmt: skip
    else:
        saved = f" Trace: {place}." if place else ""
        print(f"\n\n{cost['new_tokens']} tokens, {speed:.1f} tokens/s.{saved}", file=sys.stderr)
    warn(result.run["checks"])


def _trace_place(trace: Path | None) -> Path | None:
    """Where the trace will be saved; refused before the work, not after it."""
    if trace is None:  # then nothing that writes traces need be imported before the first token
        return None
    from dsv4lab.capture.trace_store import check_target

    return check_target(trace)
