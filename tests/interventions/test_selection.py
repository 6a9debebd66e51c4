"""Layers by kind or number, tokens by position or span, text as tokens."""

from __future__ import annotations

import pytest
import torch
from small_model import CONFIG

import dsv4lab as lab
from dsv4lab.errors import EditError
from dsv4lab.interventions.selection import Span, chosen_layers, entries_of, layers_of, overlap, token_mask, tokens_of


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("csa", "csa"),
        (3, (3,)),
        ([5, 1, 5], (1, 5)),
        (range(2, 5), (2, 3, 4)),
        (torch.tensor([4, 2]), (2, 4)),
        (-1, (-1,)),
    ],
)
def test_layers_have_one_form(given, kept):
    assert layers_of(given) == kept


@pytest.mark.parametrize("bad", ["wide", [], None, 1.5, [1.5], True, b"ab", {"a": 1}])
def test_what_is_no_layer_is_refused(bad):
    with pytest.raises(EditError, match="layers="):
        layers_of(bad)


def test_a_word_means_the_layers_of_its_kind_that_have_the_place():
    every = list(range(6))
    assert chosen_layers("csa", CONFIG, every, "x") == [1, 3, 5]
    assert chosen_layers("learned", CONFIG, [1, 3, 5], "x") == [3, 5]
    assert chosen_layers("all", CONFIG, [-1, *every], "x") == [-1, *every]
    assert chosen_layers((5, 1), CONFIG, every, "x") == [5, 1]


def test_positions():
    positions = torch.arange(3, 9)
    for given, want in (
        (None, [3, 4, 5, 6, 7, 8]), (slice(5, 7), [5, 6]), (slice(7, None), [7, 8]), ([4, 99], [4]), (4, [4]),
        (range(2, 5), [3, 4]), ({"span": [0, 4]}, [3]), (Span(8), [8]),
    ):  # fmt: skip
        assert positions[token_mask(tokens_of(given), positions)].tolist() == want


@pytest.mark.parametrize(
    ("a", "b", "both"),
    [(None, (1,), True), ((1, 2), (2, 3), True), ((1,), (2,), False), (Span(0, 4), Span(4, 9), False),
     (Span(0, 5), Span(4), True), (Span(3), (2,), False), ((7,), Span(3), True), (Span(2, 3), (2,), True)],
)  # fmt: skip
def test_overlap(a, b, both):
    assert overlap(a, b) == overlap(b, a) == both


def test_entries_that_pool_a_token():
    for start, stop, rate, overlapping in (
        (0, 1, 4, True),
        (5, 9, 4, True),
        (5, 9, 4, False),
        (3, 4, 8, False),
        (28, 40, 4, True),
    ):
        sources = {
            s: set(range((s - overlapping) * rate, (s + 1) * rate)) for s in range(30 // rate)
        }  # the last block and its own
        want = [s for s, tokens in sources.items() if tokens & set(range(start, stop))]
        assert list(range(*entries_of(Span(start, stop), rate, overlapping=overlapping, length=30))) == want


def test_a_piece_of_text_is_a_span_of_tokens():
    trace = lab.Session(lab.load(engine="reference")).generate(
        "The dog saw the dog and the big red ball.", max_new_tokens=1, temperature=0, capture=None
    )
    for text, nth in (("dog", 0), ("dog", 1), ("red ba", 0), ("The", 0)):
        span = lab.span(trace, text, nth=nth)
        assert text in "".join(trace.pieces[span.start : span.stop])
        assert text not in "".join(trace.pieces[span.start + 1 : span.stop])
        assert text not in "".join(trace.pieces[span.start : span.stop - 1])
    assert lab.span(trace, "dog").start < lab.span(trace, "dog", nth=1).start
    for text, nth, times in (("cat", 0, 0), ("dog", 2, 2), ("", 0, 0)):
        with pytest.raises(EditError, match=f"occurs {times} times"):
            lab.span(trace, text, nth=nth)
