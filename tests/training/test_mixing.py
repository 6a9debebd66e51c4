"""dsv4lab/training/mixing.py: what a preset reads of a corpus, and of generated texts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import pytest
from small_run import small_corpus

from dsv4lab.training.corpus import Corpus
from dsv4lab.training.data import Tokens
from dsv4lab.training.mixing import mixture_of
from dsv4lab.training.presets import PRESETS, Preset
from dsv4lab.training.worlds.rows import KINDS

TINY = PRESETS["tiny"]


def corpus_of(**documents: int) -> Corpus:
    """Domains of so many sentences each."""
    base = small_corpus()
    texts = {name: [f"One and {i} is {name}. " * 10 for i in range(count)] for name, count in documents.items()}
    train = {name: Tokens.of(told, base.tokenizer) for name, told in texts.items()}
    return Corpus(base.tokenizer, train, {})


def shares(corpus: Corpus, preset: Preset = TINY, rows: int = 400) -> dict[str, float]:
    """Of the rows of a run's first steps, by what gave them."""
    taken: Counter[str] = Counter()

    def counted(name: str, give: Callable) -> Callable:
        def next_row(*progress: float):
            taken[name] += 1
            return give(*progress)

        return next_row

    with mixture_of(preset, corpus, 0) as mixture:
        for name, part in {**mixture.rows, **mixture.sources}.items():
            part.next = counted(name, part.next)
        mixture.batch_with_weights(rows, 0.0)
    return {name: count / rows for name, count in taken.items()}


def test_domains_and_generated_kinds_have_the_presets_shares() -> None:
    found = shares(corpus_of(books=30, stories=30, multilingual=5, code=5, shakespeare=5))
    assert found == pytest.approx(TINY.first_mix, abs=0.01)


@pytest.mark.parametrize("names", [("texts",), ("letters", "diaries")])
def test_texts_that_the_preset_does_not_name_have_the_share_of_those_it_names(names: tuple[str, ...]) -> None:
    found = shares(corpus_of(**dict.fromkeys(names, 30)))
    generated = {kind: TINY.first_mix[kind] for kind in KINDS}
    assert sum(found[name] for name in names) == pytest.approx(1 - sum(generated.values()), abs=0.01)
    assert {kind: found[kind] for kind in KINDS} == pytest.approx(generated, abs=0.01)


def test_without_a_mix_texts_are_read_by_their_size_and_nothing_is_generated() -> None:
    found = shares(corpus_of(letters=30, diaries=90), replace(TINY, first_mix={}, last_mix={}))
    assert set(found) == {"letters", "diaries"} and found["diaries"] == pytest.approx(0.75, abs=0.02)


@pytest.mark.parametrize(
    ("texts", "hidden"), [({"stories": 30}, False), ({"stories": 2_000}, True), ({"stories": 30, "books": 2_000}, True)]
)
def test_facts_are_hidden_in_stories_and_books_only_where_there_are_enough_for_the_longest_rows(
    texts: dict[str, int], hidden: bool
) -> None:
    with mixture_of(TINY, corpus_of(**texts), 0) as mixture:
        mixture.set_length(16_386)  # a preset's last stage
        maker = mixture.sources["recall"]._fresh.maker
        assert (maker._haystack is not None) is hidden
        ids, _ = mixture.sources["recall"].next(1.0)
    assert len(ids) == 16_386
