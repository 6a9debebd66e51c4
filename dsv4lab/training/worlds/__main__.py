"""`python -m dsv4lab.training.worlds`: print generated documents, to read with one's own eyes; `--speed` times the rows.

Tests: tests/training/test_rows.py.
"""

from __future__ import annotations

import argparse
import sys
import time

from dsv4lab.digest import TINY
from dsv4lab.errors import LabError
from dsv4lab.text import Tokenizer
from dsv4lab.training.worlds.document import PURPOSES, TRAINING, Document, WorldError
from dsv4lab.training.worlds.fresh import Fresh
from dsv4lab.training.worlds.recall import many, recall
from dsv4lab.training.worlds.rows import KINDS
from dsv4lab.training.worlds.story import story


def main(arguments: list[str] | None = None) -> int:
    """Run the command line, the process's own by default; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m dsv4lab.training.worlds", description="Show generated documents.")
    parser.add_argument("--kind", choices=("story", "recall", "many"), default="story")
    parser.add_argument("--count", type=int, default=1, help="how many documents")
    parser.add_argument("--first", type=int, default=0, help="number of the first")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--sentences", type=int, default=25, help="of a story; facts of many")
    parser.add_argument("--distance", type=int, default=256, help="of recall, in tokens of --model")
    parser.add_argument("--purpose", choices=PURPOSES, default=TRAINING)
    parser.add_argument("--model", default=str(TINY), help="folder whose tokenizer counts")
    parser.add_argument("--speed", action="store_true", help="instead: rows of 1,026 tokens a second")
    parser.add_argument("--workers", type=int, default=0, help="processes that make them; 0: this one")
    options = parser.parse_args(arguments)
    try:
        tokenizer = Tokenizer.load(options.model)
        if tokenizer is None:
            raise WorldError(f"{options.model}: holds no tokenizer.json; give the folder of a model that has one.")
        if options.speed:
            _speed(tokenizer, options.workers)
            return 0
        for number in range(options.first, options.first + options.count):
            print(_made(options, tokenizer, number).text, end="\n\n---\n\n")
    except LabError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    return 0


def _made(options: argparse.Namespace, tokenizer: Tokenizer, number: int) -> Document:
    common = {"purpose": options.purpose, "seed": options.seed}
    if options.kind == "story":
        return story(number, sentences=options.sentences, every=20, **common)
    if options.kind == "many":
        return many(number, facts=options.sentences, **common)
    return recall(
        number,
        distance=options.distance,
        count=lambda texts: [len(i) for i in tokenizer.encode_many(list(texts))],
        **common,
    )


def _speed(tokenizer: Tokenizer, workers: int) -> None:
    with Fresh(tokenizer, 1026, workers=workers) as fresh:
        for kind in KINDS:
            for progress in (0.0, 1.0):
                fresh.sources[kind].next(progress)  # starting is not timed
                begun, used, rows = time.perf_counter(), time.process_time(), 64 * max(1, workers)
                for _ in range(rows):
                    fresh.sources[kind].next(progress)
                seconds, own = time.perf_counter() - begun, time.process_time() - used
                print(
                    f"{kind} at progress {progress:g}: {rows * 1026 / seconds:,.0f} tokens/s with "
                    f"{f'{workers} processes' if workers else f'this one ({rows * 1026 / own:,.0f} a CPU second)'}",
                    flush=True,
                )


if __name__ == "__main__":
    sys.exit(main())
