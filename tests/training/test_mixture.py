"""dsv4lab/training/data.py: rows that grow, and the same rows again after a resume, of texts and of generated sources."""

from __future__ import annotations

import json

import numpy as np
import pytest
import torch
from small_run import small_corpus

from dsv4lab.training.data import DataError, Mixture
from dsv4lab.training.worlds.fresh import BLOCK, Fresh

PLAN = [
    (4, 66, 0.2),
    (120, 66, 0.2),
    (9, 66, 0.2),
    (8, 130, 0.2),
    (90, 130, 0.2),
]


def new(fresh: Fresh | None = None) -> Mixture:
    corpus, mix = small_corpus(), {"sums": 1.0, **({"worlds": 1.0, "induction": 1.0} if fresh else {})}
    sources = {name: fresh.sources[name] for name in ("worlds", "induction")} if fresh else {}
    return Mixture(corpus.train, 66, first=mix, last=mix, seed=3, sources=sources)


def drawn(mixture: Mixture, rows: int, length: int, progress: float) -> tuple[torch.Tensor, torch.Tensor]:
    mixture.set_length(length)
    return mixture.batch_with_weights(rows, progress)


def test_longer_rows_go_on_where_the_shorter_ones_ended() -> None:
    mixture, reference = new(), new()
    parts = [drawn(mixture, *step)[0] for step in PLAN]
    assert [tuple(ids.shape) for ids in parts] == [step[:2] for step in PLAN]
    read = torch.cat([ids.flatten() for ids in parts])
    stream = [reference.rows["sums"].next() for _ in range(-(-len(read) // 66))]
    assert read.tolist() == np.concatenate(stream)[: len(read)].tolist()


@pytest.mark.parametrize("workers", [0, 1])
@pytest.mark.parametrize("cut", [1, 2, 3, 4])
def test_after_a_resume_the_next_rows_are_the_same(workers: int, cut: int) -> None:
    tokenizer = small_corpus().tokenizer
    with Fresh(tokenizer, 66) as whole, Fresh(tokenizer, 66, workers=workers) as before:
        uncut, first = new(whole), new(before)
        for step in PLAN[:cut]:
            for a, b in zip(drawn(uncut, *step), drawn(first, *step), strict=True):
                assert torch.equal(a, b)
        assert cut < 2 or before.sources["worlds"].state()[1] % BLOCK  # in the middle of a block
        state = json.loads(json.dumps(first.state()))
    with Fresh(tokenizer, 66, workers=workers) as after:
        second = new(after)
        second.restore(state)
        for step in PLAN[cut:]:
            for a, b in zip(drawn(uncut, *step), drawn(second, *step), strict=True):
                assert torch.equal(a, b)
        assert uncut.epochs == second.epochs


def test_no_generated_row_comes_twice_when_rows_grow() -> None:
    with Fresh(small_corpus().tokenizer, 66) as fresh:
        source = fresh.sources["induction"]
        before = {tuple(source.next(0.0)[0][:12]) for _ in range(5)}
        source.set_length(130)
        after = [source.next(0.0)[0] for _ in range(5)]
    assert {len(ids) for ids in after} == {130} and not before & {tuple(ids[:12]) for ids in after}


def test_a_state_of_other_sources_is_refused() -> None:
    with Fresh(small_corpus().tokenizer, 66) as fresh:
        state = new(fresh).state()
    with pytest.raises(DataError, match="worlds"):
        new().restore(state)


def test_tokens_of_texts_all_count_alike() -> None:
    assert bool((drawn(new(), *PLAN[0])[1] == 1).all())
