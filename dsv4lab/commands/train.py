"""`dsv4lab train`: a model of one's own from a folder of texts, on a laptop or a GPU.

Surprising: Ctrl-C loses nothing, and the same command goes on. Tests: tests/training/test_train_command.py.
"""

from __future__ import annotations

import shlex
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dsv4lab import terminal
from dsv4lab.errors import SettingError

if TYPE_CHECKING:
    from dsv4lab.training.corpus import Corpus

_PRESETS = ("speck", "tiny")  # of training/presets.py, those made to be trained by others
_JUDGED = 20  # held-out documents that are measured at the end


@terminal.in_words
def train(
    text: Annotated[Path, typer.Option(help="Folder of .txt and .md files, each a document; UTF-8.")],
    preset: Annotated[
        str, typer.Option(help='"speck" learns something visible in minutes on a laptop; "tiny" wants a GPU.')
    ] = "speck",
    minutes: Annotated[float | None, typer.Option(help="How long to train in all.")] = None,
    steps: Annotated[int | None, typer.Option(help="Or how many steps, which can be repeated exactly.")] = None,
    out: Annotated[
        Path | None, typer.Option(help="Folder for the model; ./dsv4lab-NAME of the preset if left out.")
    ] = None,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on with a run, also with another length; there must be one.")
    ] = False,
    finish: Annotated[bool, typer.Option("--finish", help="Store what a stopped run has learned so far.")] = False,
    slice_minutes: Annotated[
        float | None, typer.Option(help="End this command after so long; the same command goes on.")
    ] = None,
    device: Annotated[str, typer.Option(help='"auto", "cpu" or "cuda".')] = "auto",
    seed: Annotated[int, typer.Option(help="Seed of the first weights and of the order of texts.")] = 0,
) -> None:
    """Train a small DeepSeek-V4 on your own texts; Ctrl-C keeps what was learned, the same command goes on."""
    if preset not in _PRESETS:
        raise SettingError(f"--preset {preset}: there are {' and '.join(_PRESETS)}.")
    if minutes is None and steps is None:
        raise SettingError("how long shall it train? Give --minutes, for example --minutes 5.")
    from dsv4lab.training.job import MODEL, Order, checked, device_of, run
    from dsv4lab.training.measure import measure
    from dsv4lab.training.presets import PRESETS
    from dsv4lab.training.text_folder import corpus_of_folder

    # The presets' mixes are of the texts that the shipped models learn from; here each text counts by its length.
    own = replace(PRESETS[preset], first_mix={}, last_mix={})
    order = checked(
        Order(
            own, out or Path(f"dsv4lab-{preset}"), shlex.join(["dsv4lab", *sys.argv[1:]]),
            steps=steps, minutes=minutes, slice_minutes=slice_minutes, device=device, seed=seed, resume=resume,
            finish=finish,
        )
    )  # fmt: skip
    corpus = corpus_of_folder(text, order.preset)
    ended = run(order, corpus)
    if ended == "interrupted":
        raise SystemExit(130)
    if ended == "stored":
        begin = _first_words(corpus)
        measure(order.out, text, corpus, device_of(device), documents=_JUDGED, openings=(begin,))
        place = order.out / MODEL
        terminal.write(
            f"\nmodel: {place}\nin Python: lab.load({str(place)!r})\n"
            f"next: dsv4lab generate {shlex.quote(begin or 'The')} --checkpoint {shlex.quote(str(place))}\n"
        )


def _first_words(corpus: Corpus) -> str:
    """The first four words of a text that was kept back: an opening in the manner of its own."""
    heldout = next((tokens for tokens in corpus.heldout.values() if len(tokens)), None)
    if heldout is None:
        return ""
    text = corpus.tokenizer.decode([int(i) for i in heldout.document(0)[:60]], markers=False)
    return " ".join(text.split()[:4])
