"""`python -m dsv4lab.training.abilities MODEL [--n 40] [--json FILE]`: what a model can do, as a table.

Tests: tests/training/test_abilities_inside.py.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path

from dsv4lab.errors import LabError
from dsv4lab.files import check_writable, full_path, whole_file
from dsv4lab.loading import load
from dsv4lab.terminal import note
from dsv4lab.training.abilities.answers import STORY_LENGTHS
from dsv4lab.training.abilities.measures import table
from dsv4lab.training.abilities.needles import DISTANCES
from dsv4lab.training.abilities.run import abilities, kept_back


def main(arguments: list[str] | None = None) -> int:
    """Run the command line, the process's own by default; returns the exit code (2 mistaken, 130 interrupted)."""
    options = _parser().parse_args(arguments)
    try:
        return _run(options)
    except LabError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("stopped; nothing was written.", file=sys.stderr)
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m dsv4lab.training.abilities", description="What a model can do.")
    parser.add_argument("model", nargs="?", help="checkpoint folder; the shipped model without one")
    parser.add_argument("--n", type=int, default=40, help="cases of each measure")
    parser.add_argument("--json", type=Path, help="also write the numbers to this file")
    parser.add_argument("--sentences", type=int, nargs="*", default=STORY_LENGTHS, help="lengths of story worlds")
    parser.add_argument("--distances", type=int, nargs="*", default=DISTANCES, help="tokens of recall")
    parser.add_argument("--texts", type=Path, help="folder of texts or a prepared corpus, for its held-out domains")
    parser.add_argument("--device", default="auto")
    parser.add_argument("--engine", default="auto", choices=("auto", "triton", "reference"))
    parser.add_argument("--numerics", default="exact", choices=("exact", "release"))
    return parser


def _run(options: argparse.Namespace) -> int:
    path = None if options.json is None else full_path(options.json, LabError)
    if path is not None:
        check_writable(path, LabError)  # before minutes of work
    begun = time.monotonic()
    model = load(options.model, device=options.device, engine=options.engine, numerics=options.numerics)
    domains = None
    if options.texts is not None and model.tokenizer is not None:
        domains = kept_back(options.texts, model.tokenizer)
    found = abilities(
        model, n=options.n, sentences=options.sentences, distances=options.distances, domains=domains,
        say=lambda words: note(f"{time.monotonic() - begun:.0f} s: {words}"),
    )  # fmt: skip
    print(table(found))
    if path is not None:
        facts = {
            "model": model.digest, "n": options.n, "numerics": options.numerics, "body": model.engine,
            "measures": [one.to_dict() for one in found],
        }  # fmt: skip
        whole_file(path, [json.dumps(facts, ensure_ascii=False, indent=1) + "\n"], LabError)
    return 0


if __name__ == "__main__":
    sys.exit(main())
