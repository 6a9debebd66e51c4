"""What is said of an answer that is wrong in its kind, its shape, its numbers or its behaviour; and what is taken."""

from __future__ import annotations

import contextlib
import sys
import time

import numpy as np
import pytest
import torch

from dsv4lab.course.answer import Answer, Untouched, Wrong

WANT = torch.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])


@pytest.mark.parametrize(
    "given",
    [
        WANT,
        WANT.numpy(),
        WANT.tolist(),
        WANT.to(torch.bfloat16),
        [WANT[0], WANT[1]],
        WANT.clone().requires_grad_(),
        WANT.int(),
    ],
)
def test_every_form_of_a_right_answer_is_taken(given):
    Answer(given).close(WANT, "the matrix")


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (WANT.T, "should have the shape [2, 3], and yours has [3, 2]; are two axes the wrong way round?"),
        (WANT.sum(0), "yours has [3]; is one axis summed that should stay?"),
        (WANT + 0.1, "the matrix at [0, 0] should be 1, and yours is 1.1 (6 of 6 are off)"),
        (WANT * torch.tensor([1, 1, torch.nan]), "not a number at [0, 2] and 1 more"),
        (WANT * 2, "twice as much"),
        ("1 2 3", "should be numbers, and it is a piece of text"),
        ({"a": 1}, "should be numbers, and it is a dict"),
        (len, "should be numbers, and it is a function"),
        ([[1, 2], [3]], "should be numbers, and it is a list"),
        (3.0, "yours has []"),
    ],
)
def test_a_wrong_one_is_told_by_what_it_got_wrong(given, words):
    with pytest.raises(Wrong) as told:
        Answer(given).close(WANT, "the matrix", mistakes={"this is twice as much": WANT * 2})
    assert words in str(told.value)


def test_a_mistake_that_gives_the_right_numbers_is_none():
    Answer(WANT).close(WANT, "the matrix", mistakes={"never said": WANT})


@pytest.mark.parametrize("given", [..., None])
def test_nothing_written_is_told_apart_from_something_wrong(given):
    for ask in (lambda a: a.call(1), lambda a: a.close(WANT, "x"), lambda a: a.one_of(3, "x")):
        with pytest.raises(Untouched):
            ask(Answer(given))
    with pytest.raises(Untouched):
        Answer(lambda x: ...).call(1)
    with pytest.raises(Wrong, match="is there a `return`"):
        Answer(lambda x: None).call(1)


def test_a_function_that_fails_is_quoted_with_what_it_was_given():
    with pytest.raises(Wrong, match=r"raised IndexError: .* when it was called with \(Tensor of \[2, 3\], k=4\)"):
        Answer(lambda x, k: x[5]).call(WANT, k=4)
    with pytest.raises(Wrong, match="it should be a function, and it is a whole number"):
        Answer(3).call(WANT)


def test_what_a_function_gets_is_its_own():
    def change(x):
        x.zero_()
        return x

    kept = WANT.clone()
    Answer(change).call(kept)
    assert torch.equal(kept, WANT)


@pytest.mark.skipif(sys.platform == "win32", reason="needs interval timers")
def test_a_loop_without_an_end_is_stopped_and_said():
    def loop(_):
        while True:
            with contextlib.suppress(Exception):
                time.sleep(0.01)

    with pytest.raises(Wrong, match="had not returned after 0 s; is there a loop"):
        Answer(loop, seconds=0.3).call(1)
    time.sleep(0.4)  # and no alarm is left behind


@pytest.mark.parametrize(("given", "want"), [(" Score ", "score"), (3, 3), (np.int64(3), 3), (3.0, 3), (True, True)])
def test_one_value_is_taken_in_its_usual_forms(given, want):
    if given == 3.0 and isinstance(given, float):
        with pytest.raises(Wrong, match="should be a whole number, and yours is a number"):
            Answer(given).one_of(want, "the count")
    else:
        Answer(given).one_of(want, "the count")


def test_one_value_that_is_wrong():
    with pytest.raises(Wrong, match="that is the bias"):
        Answer("bias").one_of("score", "it", {"bias": "that is the bias"})
    with pytest.raises(Wrong, match="the count should be a whole number, and yours is True or False"):
        Answer(True).one_of(1, "the count")
    with pytest.raises(Wrong, match="the count is not 4"):
        Answer(4).one_of(1, "the count")
