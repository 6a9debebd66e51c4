"""`python -m dsv4lab.training TEXTFOLDER --out DIR`: train a DeepSeek-V4 on a folder of texts, evaluate and store it.

TEXTFOLDER holds .txt or .txt.xz files (see data.py), or a corpus that `--prepare` made of them. Nothing is downloaded.
Surprising: the numbers printed at the end belong to the files in DIR, read back from the disk, not to the run's weights.
Ctrl-C keeps the state after the step at hand, the same command goes on from it; a second one ends at once.
Tests: tests/training/test_training.py.
"""

from __future__ import annotations

import argparse
import json
import shlex
import shutil
import sys
from dataclasses import replace
from pathlib import Path

from dsv4lab.errors import LabError
from dsv4lab.files import check_writable, full_path
from dsv4lab.training.corpus import Corpus
from dsv4lab.training.job import FACTS, MODEL, Order, checked, device_of, run
from dsv4lab.training.measure import DATA, measure
from dsv4lab.training.presets import PRESETS, Preset


def main(arguments: list[str] | None = None) -> int:
    """Run the command line, the process's own by default; returns the exit code (2 mistaken, 130 interrupted)."""
    options = _parser().parse_args(arguments)
    try:
        return _run(options, sys.argv[1:] if arguments is None else arguments)
    except LabError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"error: {error.filename or 'input or output'}: {error.strerror or error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("stopped; the state that was kept last, if any, is as it was.", file=sys.stderr)
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m dsv4lab.training", description="Train a small DeepSeek-V4.")
    parser.add_argument("texts", type=Path, help="folder of .txt/.txt.xz files, or a prepared corpus")
    parser.add_argument("--out", type=Path, required=True, help="folder for the checkpoint (or the corpus)")
    parser.add_argument("--prepare", action="store_true", help="only tokenise: write a corpus to --out")
    parser.add_argument("--skip-evaluation", action="store_true", help="store only; measure later with --evaluate")
    parser.add_argument("--evaluate", action="store_true", help="measure what --out holds already; train nothing")
    parser.add_argument("--preset", choices=sorted(PRESETS), default="shipped")
    parser.add_argument("--start", type=Path, help="begin with the weights in the --out folder of an earlier run")
    parser.add_argument("--minutes", type=float, help="train so long in all, compiling not counted")
    parser.add_argument("--steps", type=int, help="or so many steps")
    parser.add_argument("--slice-minutes", type=float, help="end this command after so long; the same command goes on")
    parser.add_argument("--save-minutes", type=float, default=5.0, help="keep the state so often")
    parser.add_argument("--resume", action="store_true", help="go on also with other settings")
    parser.add_argument("--finish", action="store_true", help="store what the state in --out holds; train nothing")
    parser.add_argument("--code", action="store_true", help="add Python's own standard library as domain 'code'")
    parser.add_argument("--watch", help="domain checked during the run (default: stories, else the first)")
    parser.add_argument("--device", default="auto")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument(
        "--set", nargs="*", default=[], metavar="NAME=VALUE", help="change fields of the preset, as JSON"
    )
    return parser


def _run(options: argparse.Namespace, arguments: list[str]) -> int:
    preset, device = _changed(PRESETS[options.preset], options.set), device_of(options.device)
    options.out = full_path(options.out, LabError)
    order = Order(
        preset, options.out, shlex.join(["python", "-m", "dsv4lab.training", *arguments]),
        steps=options.steps, minutes=options.minutes, slice_minutes=options.slice_minutes,
        save_minutes=options.save_minutes, device=options.device, seed=options.seed, watch=options.watch,
        start=options.start, resume=options.resume, finish=options.finish,
    )  # fmt: skip
    if options.prepare:
        check_writable(options.out / MODEL, LabError)
    elif options.evaluate:
        if not (options.out / FACTS).is_file():
            raise LabError(
                f"--evaluate: {options.out} holds no {FACTS}; give the --out folder of a run that has stored."
            )
    else:
        order = checked(order)
    corpus = Corpus.load(options.texts) or Corpus.of_texts(
        options.texts, vocab_size=preset.config.vocab_size, with_code=options.code,
        megabytes=preset.megabytes, vocabulary=preset.vocabulary,
    )  # fmt: skip
    if options.prepare:
        corpus.save(options.out, max_length=preset.config.max_position_embeddings)
        if (options.texts / DATA).is_file():
            shutil.copyfile(options.texts / DATA, options.out / DATA)
        print(f"{options.out}: {sum(len(t.ids) for t in corpus.train.values()):,} tokens to train on")
        return 0
    if not options.evaluate:
        ended = run(order, corpus)
        if ended != "stored":
            return 130 if ended == "interrupted" else 0
    if options.evaluate or not options.skip_evaluation:
        measure(options.out, options.texts, corpus, device)
    return 0


def _changed(preset: Preset, changes: list[str]) -> Preset:
    """Fields of the preset, or of its config, replaced by NAME=JSON."""
    for change in changes:
        name, _, text = change.partition("=")
        try:
            value = json.loads(text)
        except json.JSONDecodeError:
            raise LabError(f"--set {change}: {text!r} is not JSON. Write a number, or a string in quotes.") from None
        if name in Preset.__dataclass_fields__ and name != "config":
            preset = replace(preset, **{name: _tuples(value)})
        elif name in type(preset.config).__dataclass_fields__:
            preset = replace(preset, config=preset.config.replace(**{name: _tuples(value)}))
        else:
            raise LabError(
                f"--set {name}: no such field. Known: {', '.join(Preset.__dataclass_fields__)}, and Config's."
            )
    return preset


def _tuples(value: object) -> object:
    return tuple(_tuples(one) for one in value) if isinstance(value, list) else value


if __name__ == "__main__":
    sys.exit(main())
