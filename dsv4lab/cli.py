"""Command line: generate, inspect, report, doctor, bench, lab.

A user's mistake prints one line on stderr and exits with code 2, without a traceback. `--json` prints one JSON object and
nothing else on stdout. Tests: tests/test_cli.py.
"""

from __future__ import annotations

import json
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, Any

import typer

from dsv4lab.errors import LabError

app = typer.Typer(
    help="Understand DeepSeek-V4 by touching it.", no_args_is_help=True, add_completion=False,
    pretty_exceptions_enable=False, rich_markup_mode=None,
)  # fmt: skip

Checkpoint = Annotated[Path | None, typer.Option(help="Checkpoint folder; the shipped trained model if left out.")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


def main() -> None:
    """Entry point of the `dsv4lab` command."""
    try:
        app()
    except LabError as error:
        print(f"dsv4lab: {error}", file=sys.stderr)
        raise SystemExit(2) from None
    except KeyboardInterrupt:
        print("dsv4lab: stopped.", file=sys.stderr)
        raise SystemExit(130) from None


@app.command()
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
    drafts: Annotated[
        bool, typer.Option("--drafts/--no-drafts", help="Load the draft (MTP) blocks or go without.")
    ] = True,
    as_json: Json = False,
) -> None:
    """Write a continuation of PROMPT, streaming it as it comes."""
    from dsv4lab.capture.trace_store import check_target
    from dsv4lab.loading import load
    from dsv4lab.session import Session

    if trace is not None:
        check_target(trace)  # before the work, not after it
    session = Session(load(checkpoint, device=device, dtype=dtype, numerics=numerics, drafts=drafts))
    capture = "standard" if trace is not None or as_json else None
    settings: dict[str, Any] = {"temperature": temperature, "top_p": top_p, "seed": seed, "capture": capture}
    stream = session.stream(prompt, max_new_tokens=max_new_tokens, **settings)  # refuses bad input here
    if not as_json:
        print(prompt, end="", flush=True)
    for step in stream:
        if not as_json and step.id != session.model.config.eos_token_id:
            print(step.piece, end="", flush=True)
    result = session.trace
    assert result is not None
    if trace is not None:
        result.save(trace)
    cost = result.run["cost"]
    seconds = cost["seconds"] - cost["prefill_seconds"]
    speed = cost["new_tokens"] / seconds if seconds else 0.0
    if as_json:
        ids = [int(i) for i in result.values("tokens", "id")]
        _print_json({
            "text": result.text, "ids": ids, "prompt_tokens": result.run["prompt_tokens"], "ended": result.run["ended"],
            "seconds": cost["seconds"], "tokens_per_second": speed, "checks": result.run["checks"],
            "trace": None if trace is None else str(trace),
        })  # fmt: skip
    else:
        saved = f" Trace: {trace}." if trace else ""
        print(f"\n\n{cost['new_tokens']} tokens, {speed:.1f} tokens/s.{saved}", file=sys.stderr)


@app.command()
def inspect(
    checkpoint: Annotated[Path, typer.Argument(help="Checkpoint folder, of any size.")],
    deep: Annotated[bool, typer.Option("--deep", help="Read every number, also of a folder above 1 GiB.")] = False,
    as_json: Json = False,
) -> None:
    """Say what a checkpoint holds; exit code 1 when it cannot be loaded. Above 1 GiB from its headers only."""
    from dsv4lab.checkpoint.inspect import inspect as inspect_checkpoint

    found = inspect_checkpoint(checkpoint, deep=deep or None)
    if as_json:
        _print_json(found.to_dict())
    else:
        print(found)
    if not found.loadable:
        raise SystemExit(1)


@app.command()
def report(
    trace: Annotated[Path, typer.Argument(help="A saved trace.")],
    html: Annotated[Path, typer.Option(help="The page to write.")],
) -> None:
    """Write the linked views of a trace as one page; it opens without network and without a kernel."""
    from dsv4lab.capture.trace import Trace
    from dsv4lab.widgets.explorer import Explorer

    Explorer(Trace.open(trace)).to_html(html)
    print(html)


@app.command()
def doctor(as_json: Json = False) -> None:
    """Check this machine: Python, torch, GPU, memory, front end, and what will be used."""
    from dsv4lab import doctor as doctor_module

    facts = doctor_module.examine()
    if as_json:
        _print_json(facts)
    else:
        print(doctor_module.as_text(facts))


@app.command()
def bench(
    what: Annotated[str, typer.Argument(help='"kernels" or "engine" measures, "table" writes the READMEs\' tables.')],
    out: Annotated[Path, typer.Option(help="File the JSON lines of results are added to.")] = Path("bench.jsonl"),
) -> None:
    """Time the engine, or check and time the kernels (without a GPU, in Triton's interpreter). Needs a clone."""
    import runpy

    from dsv4lab.errors import MissingPartError

    if what not in ("kernels", "engine", "table"):
        raise MissingPartError(f"no bench {what!r}; there are 'kernels', 'engine' and 'table'.")
    script = Path(__file__).resolve().parent.parent / "tests" / "bench" / f"{what}.py"
    if not script.is_file():
        raise MissingPartError(
            f"{script}: no such file. Benchmarks live in a clone of the repository, under tests/bench."
        )
    if what != "table" and find_spec("triton") is None:
        raise MissingPartError("triton is not installed. On Linux: pip install triton.")
    sys.argv = [str(script), *(["--out", str(out)] if what != "table" else [])]
    runpy.run_path(str(script), run_name="__main__")


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def lab(
    context: typer.Context,
    notebook: Annotated[Path | None, typer.Option(help="Notebook to open; the tour if left out.")] = None,
) -> None:
    """Open JupyterLab on the tour. Further options go to JupyterLab, for example --no-browser."""
    from dsv4lab.doctor import open_lab

    raise SystemExit(open_lab(notebook, context.args))


def _print_json(value: dict[str, Any]) -> None:
    print(json.dumps(value, ensure_ascii=False, allow_nan=False))


if __name__ == "__main__":
    main()
