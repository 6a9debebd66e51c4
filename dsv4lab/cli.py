"""Command line: generate, effect, sweep, compare, parity-kit, inspect, report, doctor, bench, lab.

A user's mistake prints one line on stderr and exits with code 2, without a traceback (terminal.py). `--json` prints one JSON
object and nothing else on stdout. Ctrl-C keeps what was written.
Tests: tests/package/test_cli.py, tests/package/test_cli_mistakes.py.
"""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dsv4lab import terminal
from dsv4lab.errors import LabError, PromptError

if TYPE_CHECKING:
    from dsv4lab.capture.trace import Trace

app = typer.Typer(
    help="Understand DeepSeek-V4 by touching it.", no_args_is_help=True, add_completion=False,
    pretty_exceptions_enable=False, rich_markup_mode=None,
)  # fmt: skip

Checkpoint = Annotated[
    str | None, typer.Option(help="Checkpoint folder or repository id; the shipped trained model if left out.")
]
Revision = Annotated[str | None, typer.Option(help="Branch, tag or commit of a repository id.")]
CacheDir = Annotated[Path | None, typer.Option(help="Cache of repository ids, if not huggingface_hub's own.")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


def main() -> None:
    """Entry point of the `dsv4lab` command."""
    terminal.show_what_can_be_shown()
    app()


@app.command()
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
    place = _trace_place(trace)
    _check_text(prompt)
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
    _warn(result.run["checks"])


def _warn(checks: dict[str, dict[str, Any]]) -> None:
    """Nobody looks at checks that say nothing."""
    for name, check in checks.items():
        if not check["ok"]:
            terminal.note(f"CHECK FAILED: {name} (worst {check['worst']:.3g}, limit {check['limit']:.3g}).")


def _trace_place(trace: Path | None) -> Path | None:
    """Where the trace will be saved; refused before the work, not after it."""
    from dsv4lab.capture.trace_store import check_target

    return None if trace is None else check_target(trace)


def _check_text(prompt: str) -> None:
    try:
        prompt.encode()
    except UnicodeEncodeError as error:
        byte = ord(prompt[error.start]) & 0xFF
        raise PromptError(
            f"the prompt is not UTF-8: byte {byte:02X} at character {error.start}. Convert it, for example with iconv."
        ) from None


@app.command()
@terminal.in_words
def effect(
    prompt: Annotated[str, typer.Argument(help="Text that is read first.")],
    edit: Annotated[
        list[str],
        typer.Option(help='An arm, as JSON: {"rule": "ban_expert", "layers": [5], "experts": [11]}; repeatable.'),
    ],
    continuation: Annotated[
        str | None,
        typer.Option(help="Text whose tokens are asked about; what the model itself would write if left out."),
    ] = None,
    max_new_tokens: Annotated[int, typer.Option(help="Tokens of its own to ask about, without --continuation.")] = 32,
    random: Annotated[int, typer.Option(help="Matched random arms beside each, at most.")] = 20,
    seed: Annotated[int, typer.Option(help="Seed of the random arms.")] = 0,
    checkpoint: Checkpoint = None,
    as_json: Json = False,
) -> None:
    """Say how likely a continuation of PROMPT is under edits, beside sham and matched random ones."""
    _check_text(prompt)
    from dsv4lab.interventions.registry import rules_of
    from dsv4lab.loading import load
    from dsv4lab.probes.effect import effect as effect_of
    from dsv4lab.session import Session

    arms = {f"arm {number}" if len(edit) > 1 else "arm": rules_of(text) for number, text in enumerate(edit, 1)}
    named = {" + ".join(rule.label for rule in rules) or name: rules for name, rules in arms.items()}
    session = Session(load(checkpoint, engine="reference"))
    more: Any = continuation
    if more is None:
        trace = session.generate(prompt, max_new_tokens=max_new_tokens, temperature=0, capture=None)
        more = trace.values("tokens", "id")[trace.run["prompt_tokens"] :].tolist()
        if not more:
            raise PromptError("nothing was written, so there is nothing to ask about; give --continuation.")
    found = effect_of(session, prompt, more, named, random=random, seed=seed)
    if as_json:
        terminal.write_json(found.to_dict())
    else:
        terminal.write(f"{found}\n")


@app.command()
@terminal.in_words
def sweep(
    prompt: Annotated[str, typer.Argument(help="Text whose own tokens are asked about.")],
    each: Annotated[
        list[str],
        typer.Option(help='"expert", "stream", "picks", or JSON: {"each": "expert", "layers": [5]}; repeatable.'),
    ] = ["expert"],  # noqa: B006  # typer reads it and hands out a list of its own
    metric: Annotated[str, typer.Option(help='"kl", "change" or "flip".')] = "kl",
    file: Annotated[
        Path | None, typer.Option(help="JSON lines; the same file goes on with a sweep that was stopped.")
    ] = None,
    checkpoint: Checkpoint = None,
    as_json: Json = False,
) -> None:
    """Ban every expert (silence every stream, drop every layer's picks) in turn and say what each does to PROMPT."""
    _check_text(prompt)
    import json

    from dsv4lab.errors import EditError
    from dsv4lab.loading import load
    from dsv4lab.probes.sweep import sweep as sweep_of

    families: list[Any] = []
    for text in each:
        try:
            families.append(json.loads(text) if text.lstrip().startswith("{") else text)
        except json.JSONDecodeError as error:
            raise EditError(f"--each {text}: no JSON ({error}).") from None
    found = sweep_of(load(checkpoint, engine="reference"), prompt, families, metric=metric, file=file)
    if as_json:
        terminal.write_json(found.to_dict())
    else:
        terminal.write(f"{found}\n")


@app.command()
@terminal.in_words
def inspect(
    checkpoint: Annotated[str, typer.Argument(help="Checkpoint folder of any size, or a repository id.")],
    deep: Annotated[bool, typer.Option("--deep", help="Read every number, also of a folder above 1 GiB.")] = False,
    revision: Revision = None,
    cache_dir: CacheDir = None,
    as_json: Json = False,
) -> None:
    """Say what a checkpoint holds; exit code 1 when it cannot be loaded. Above 1 GiB from its headers only."""
    from dsv4lab.checkpoint.inspect import inspect as inspect_checkpoint

    found = inspect_checkpoint(checkpoint, deep=deep or None, revision=revision, cache_dir=cache_dir)
    if as_json:
        terminal.write_json(found.to_dict())
    else:
        terminal.write(f"{found}\n")
    if not found.loadable:
        raise SystemExit(1)


@app.command()
@terminal.in_words
def report(
    trace: Annotated[Path, typer.Argument(help="A saved trace.")],
    html: Annotated[Path, typer.Option(help="The page to write.")],
) -> None:
    """Write the linked views of a trace as one page; it opens without network and without a kernel."""
    from dsv4lab.capture.checks import check_trace
    from dsv4lab.capture.trace import Trace
    from dsv4lab.widgets.explorer import Explorer
    from dsv4lab.widgets.page import page_path

    place = page_path(html)
    with Trace.open(trace) as opened:
        Explorer(opened).to_html(place)
        _warn(check_trace(opened))
    terminal.write(f"{place}\n")


@app.command()
@terminal.in_words
def compare(
    a: Annotated[
        str, typer.Argument(help='The truth: "shipped", a checkpoint, a trace or a folder of dumped tensors.')
    ],
    b: Annotated[str, typer.Argument(help="What is held against it. Words behind @ say how: shipped@bfloat16.")],
    prompt: Annotated[
        str | None, typer.Option(help="Text to read; one that shows every mechanism if left out.")
    ] = None,
    ids: Annotated[str | None, typer.Option(help="Token ids instead of a text, with commas between.")] = None,
    names: Annotated[Path | None, typer.Option(help="JSON file of a dump: our point's name to the name there.")] = None,
    other_weights: Annotated[bool, typer.Option("--other-weights", help="Traces of different weights, too.")] = False,
    dtype: Annotated[str | None, typer.Option(help='"bfloat16" for a dump computed in it and kept in float32.')] = None,
    html: Annotated[Path | None, typer.Option(help="Also write a page, which needs no network.")] = None,
    as_json: Json = False,
) -> None:
    """Find where two runs part: the first point, layer and token. Exit code 1 when they do."""
    from dsv4lab.comparison.compare import compare as compare_runs
    from dsv4lab.comparison.sides import read_ids, read_names

    found = compare_runs(
        a, b, prompt if ids is None else read_ids(ids), names=None if names is None else read_names(names),
        other_weights=other_weights, dtype=dtype, say=None if as_json else terminal.say_in_place,
    )  # fmt: skip
    if not as_json:
        terminal.say_in_place("")
    if html is not None:
        found.to_html(html)
    if as_json:
        terminal.write_json(found.to_dict())
    else:
        terminal.write(f"{found}\n")
    if not found.same:
        raise SystemExit(1)


@app.command("parity-kit")
@terminal.in_words
def parity_kit(
    out: Annotated[Path, typer.Argument(help="A new or empty folder.")],
    as_json: Json = False,
) -> None:
    """Write what a port of V4 is checked with: a small checkpoint, golden values, a checker that needs only numpy."""
    from dsv4lab.comparison.parity_kit import write_kit

    folder = write_kit(out)
    if as_json:
        files = {
            str(file.relative_to(folder)): file.stat().st_size for file in sorted(folder.rglob("*")) if file.is_file()
        }
        terminal.write_json({"folder": str(folder), "files": files})
    else:
        terminal.write(f"{folder}\n")


@app.command()
@terminal.in_words
def doctor(as_json: Json = False) -> None:
    """Check this machine: Python, torch, GPU, memory, front end, and what will be used."""
    from dsv4lab import doctor as doctor_module

    facts = doctor_module.examine()
    if as_json:
        terminal.write_json(facts)
    else:
        terminal.write(f"{doctor_module.as_text(facts)}\n")


@app.command()
@terminal.in_words
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
@terminal.in_words
def lab(
    context: typer.Context,
    notebook: Annotated[Path | None, typer.Option(help="Notebook to open; the tour if left out.")] = None,
) -> None:
    """Open JupyterLab on the tour. Further options go to JupyterLab, for example --no-browser."""
    from dsv4lab.doctor import open_lab

    raise SystemExit(open_lab(notebook, context.args))


if __name__ == "__main__":
    main()
