"""dsv4lab/training/worlds/rows.py, fresh.py: weights lie on answers, rows are the same whoever makes them, all ends well."""

from __future__ import annotations

import itertools
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import psutil
import pytest

from dsv4lab.training.data import DataError, Mixture
from dsv4lab.training.tokenizer import train_tokenizer
from dsv4lab.training.worlds.document import WorldError
from dsv4lab.training.worlds.fresh import BLOCK, Fresh
from dsv4lab.training.worlds.recall import many, recall
from dsv4lab.training.worlds.rows import KINDS, LEVELS, RowMaker, Weights, lessons
from dsv4lab.training.worlds.story import story

ROOT = Path(__file__).parents[2]
TOKENIZER = train_tokenizer(lessons(0.3), 1000)
LENGTH = 130


def runs(mask: np.ndarray) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate(([0], mask.astype(int), [0]))))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))


@pytest.mark.parametrize("number", range(8))
def test_weights_lie_on_answers_and_nowhere_else(number: int) -> None:
    maker = RowMaker(TOKENIZER, LENGTH, weights=Weights(answer=7.0, text=0.25))
    texts = story(number, sentences=30), many(number, facts=5), recall(number, distance=200, count=maker._count)
    for document in texts:
        ids, weights = maker.weighted(document)
        found = [TOKENIZER.decode(ids[a:b]).strip() for a, b in runs(weights == 7.0)]
        assert found == [q.answer for q in document.questions]
        assert set(weights.tolist()) == {7.0, 0.25}
        assert TOKENIZER.decode(ids[1:-1]) == document.text and (ids[0], ids[-1]) == (0, 1)


def test_the_first_copy_of_a_repeated_sequence_weighs_nothing() -> None:
    ids, weights = RowMaker(TOKENIZER, 400).row("induction", LEVELS - 1, 0)
    starts = [*np.flatnonzero(ids == TOKENIZER.bos_id), len(ids)]
    judged = 0
    for start, end in itertools.pairwise(starts):
        piece, own = ids[start + 1 : end], weights[start + 1 : end]
        half = len(piece) // 2
        if end < len(ids):  # the last one is cut
            assert np.array_equal(piece[:half], piece[half:])
            assert not own[: half + 2].any() and (own[half + 2 :] == 1.0).all()
            judged += half - 2
    assert judged > 0


@pytest.mark.parametrize("kind", KINDS)
def test_rows_repeat_by_number_and_differ_by_number_level_and_seed(kind: str) -> None:
    maker = RowMaker(TOKENIZER, LENGTH)
    ids, weights = maker.row(kind, 3, 5)
    again = RowMaker(TOKENIZER, LENGTH).row(kind, 3, 5)
    assert np.array_equal(ids, again[0]) and np.array_equal(weights, again[1])
    assert len(ids) == len(weights) == LENGTH and weights.dtype == np.float32 and ids[0] == TOKENIZER.bos_id
    for other in (maker.row(kind, 3, 6), maker.row(kind, 4, 5), RowMaker(TOKENIZER, LENGTH, seed=1).row(kind, 3, 5)):
        assert not np.array_equal(ids, other[0])
    with pytest.raises(WorldError, match="kinds are"):
        maker.row("tales", 0, 0)


@pytest.mark.parametrize("kind", ["worlds", "recall"])
@pytest.mark.parametrize("length", [LENGTH, 1026])
def test_rows_hold_whole_questions(kind: str, length: int) -> None:
    maker, weighted, rows = RowMaker(TOKENIZER, length), 0, 20
    for number in range(rows):
        _, weights = maker.row(kind, number % LEVELS, number)
        weighted += bool((weights == 5.0).any())
    assert weighted >= 0.9 * rows


def test_distances_grow_with_the_level() -> None:
    maker = RowMaker(TOKENIZER, 2048)

    def documents(level: int) -> float:
        return float(np.mean([(maker.row("recall", level, i)[0] == TOKENIZER.bos_id).sum() for i in range(8)]))

    assert documents(0) > 1.5 * documents(LEVELS - 1)


def test_facts_hide_in_given_stories_too() -> None:
    tales = ["The fox ran over the hill and back again. " * 40] * 30
    maker = RowMaker(TOKENIZER, 512, haystack=tales)
    texts = [TOKENIZER.decode(maker.row("recall", LEVELS - 1, i)[0]) for i in range(12)]
    assert 0 < sum("fox ran" in text for text in texts) < 12
    with pytest.raises(WorldError, match="too few"):
        RowMaker(TOKENIZER, 512, haystack=tales[:1])


def test_of_facts_that_hide_in_stories_only_the_answers_are_learned() -> None:
    tales = ["The fox ran over the hill and back again. " * 40] * 30
    maker, weights = RowMaker(TOKENIZER, 512, haystack=tales), {True: set(), False: set()}
    for number in range(12):
        ids, weight = maker.row("recall", LEVELS - 1, number)
        starts = np.flatnonzero(ids == TOKENIZER.bos_id)
        for part, own in zip(np.split(ids, starts[1:]), np.split(weight, starts[1:]), strict=True):
            weights["fox ran" in TOKENIZER.decode(part)] |= set(own.tolist())
    assert weights == {True: {0.0, 5.0}, False: {0.5, 5.0}}


def test_a_row_without_room_is_refused() -> None:
    with pytest.raises(WorldError, match="no room"):
        RowMaker(TOKENIZER, 32)


def taken(workers: int) -> list[np.ndarray]:
    progress = [0.0] * (BLOCK + 3) + [0.5] * 4 + [1.0] * 2
    tales = ["The fox ran over the hill and back again. " * 40] * 30
    with Fresh(TOKENIZER, LENGTH, workers=workers, haystack=tales) as fresh:
        rows = [fresh.sources[kind].next(p) for p in progress for kind in ("recall", "worlds")]
    return [part for row in rows for part in row]


def test_rows_do_not_depend_on_the_number_of_processes() -> None:
    alone, two = taken(0), taken(2)
    assert len(alone) == len(two) and all(np.array_equal(a, b) for a, b in zip(alone, two, strict=True))


def test_what_goes_wrong_in_a_process_is_told_here() -> None:
    with Fresh(TOKENIZER, LENGTH, workers=1) as fresh:
        with pytest.raises(WorldError, match="kind='tales'"):
            fresh.order("tales", 0, 0, LENGTH).result()
        fresh.sources["worlds"].next(0.0)  # the process goes on
        assert fresh._pool is not None
        (worker,) = fresh._pool._processes
        psutil.Process(worker).kill()
        with pytest.raises(WorldError, match="has ended"):
            for _ in range(100 * BLOCK):
                fresh.sources["worlds"].next(0.0)
    with pytest.raises(WorldError, match="closed"):
        fresh.order("worlds", 0, 0, LENGTH)


SCRIPT = """
import sys, time
from dsv4lab.digest import TINY
from dsv4lab.text import Tokenizer
from dsv4lab.training.worlds.fresh import Fresh
if __name__ == "__main__":
    fresh = Fresh(Tokenizer.load(TINY), 130, workers=2)
    fresh.sources["worlds"].next(0.0)
    print("ready", flush=True)
    if sys.argv[1] == "wait":
        while True:
            fresh.sources["worlds"].next(0.0)
"""


def started(tmp_path: Path, how: str) -> tuple[subprocess.Popen[str], list[psutil.Process]]:
    (tmp_path / "run.py").write_text(SCRIPT)
    process = subprocess.Popen(
        [sys.executable, str(tmp_path / "run.py"), how], env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    assert process.stdout is not None and process.stdout.readline() == "ready\n"
    return process, psutil.Process(process.pid).children(recursive=True) if how == "wait" else []


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGKILL])
def test_processes_end_with_their_parent(tmp_path: Path, end: signal.Signals) -> None:
    process, workers = started(tmp_path, "wait")
    assert workers
    if end == signal.SIGINT:
        os.killpg(process.pid, end)  # as a terminal does: everybody in front gets it
    else:
        process.kill()
    _, errors = process.communicate(timeout=60)
    assert ("KeyboardInterrupt" in errors) == (end == signal.SIGINT) and errors.count("Traceback") <= 1
    _, alive = psutil.wait_procs(workers, timeout=30)
    assert not alive


def test_a_program_that_closes_nothing_ends(tmp_path: Path) -> None:
    process, _ = started(tmp_path, "leave")
    begun = time.monotonic()
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 0 and not errors and time.monotonic() - begun < 30


def test_a_mixture_draws_from_sources_with_their_weights() -> None:
    from dsv4lab.training.data import Tokens

    domain = Tokens.of(["a story of cats " * 50], TOKENIZER)
    with Fresh(TOKENIZER, LENGTH) as fresh:
        mixture = Mixture(
            {"books": domain}, LENGTH, first={"books": 1, "recall": 1}, last={"worlds": 1}, sources=fresh.sources
        )
        ids, weights = mixture.batch_with_weights(4, 0.0)
        assert ids.shape == weights.shape == (4, LENGTH) and str(ids.dtype) == "torch.int64"
        plain = (weights == 1.0).all(-1)
        assert int(plain.sum()) == 2 and (weights[~plain] == 5.0).any()
        late = mixture.batch_with_weights(3, 1.0)[1]
        assert not (late == 1.0).all(-1).any()
        assert mixture.batch(2, 0.5).shape == (2, LENGTH)
        assert set(mixture.rows) == {"books"}  # a fresh source has no epochs to report
        with pytest.raises(DataError, match="books: a domain of the texts and a source"):
            Mixture({"books": domain}, LENGTH, first={}, last={}, sources={"books": fresh.sources["recall"]})
    with Fresh(TOKENIZER, 2 * LENGTH) as fresh:
        mixture = Mixture({"books": domain}, LENGTH, first={"recall": 1}, last={"recall": 1}, sources=fresh.sources)
        with pytest.raises(DataError, match="rows of 260 tokens"):
            mixture.batch(1, 0.0)


def test_a_source_hears_the_progress_and_its_weights_stay_with_its_ids() -> None:
    class Told:
        def __init__(self) -> None:
            self.heard: list[float] = []

        def set_length(self, length: int) -> None:
            raise AssertionError

        def state(self) -> list[int]:
            return [len(self.heard)]

        def restore(self, state: list[int]) -> None:
            raise AssertionError

        def next(self, progress: float) -> tuple[np.ndarray, np.ndarray]:
            self.heard.append(progress)
            return np.full(8, len(self.heard)), np.full(8, 10.0 * len(self.heard), np.float32)

    told = Told()
    mixture = Mixture({}, 8, first={"told": 1}, last={"told": 1}, sources={"told": told})
    ids, weights = mixture.batch_with_weights(2, 0.25)
    mixture.batch(1, 0.75)
    assert told.heard == [0.25, 0.25, 0.75]
    assert (weights == 10 * ids).all() and ids[:, 0].tolist() == [1, 2]


def test_lessons_teach_the_words() -> None:
    texts = lessons(0.2)
    assert 0.2e6 <= sum(map(len, texts)) < 0.22e6
    learned = train_tokenizer(texts, 2500)
    assert all(len(learned.encode(word)) == 1 for word in (" garden", " said", " code"))


def test_the_command_shows_documents(capsys: pytest.CaptureFixture[str]) -> None:
    from dsv4lab.training.worlds.__main__ import main

    for kind in ("story", "recall", "many"):
        assert main(["--kind", kind, "--count", "2", "--sentences", "8"]) == 0
    assert capsys.readouterr().out.count("---") == 6
    assert main(["--model", "nowhere"]) == 2
    assert "nowhere" in capsys.readouterr().err
