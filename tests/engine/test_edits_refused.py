"""What the engine cannot record is refused by name: functions that wait for the device, other shapes, NaN, no effect."""

from __future__ import annotations

import pytest
import torch
from defined_kernels import use_definitions
from edited_engine import TWO, bodies, text_of, written

import dsv4lab as lab
from dsv4lab import do
from dsv4lab.errors import BodyError, EditError

torch.set_num_threads(1)  # the matrices are too small to be shared
PROMPT = text_of(TWO)


@pytest.fixture(scope="module")
def engine():
    patch = pytest.MonkeyPatch()
    use_definitions(patch)
    yield bodies()[1]
    patch.undo()


def asks(x):
    return x * float(x.abs().max())


def branches(x):
    return x * 2 if x.sum() > 0 else x


def masks(x):
    x[x > 0] = 0
    return x


def gathers(x):
    return x.masked_select(x > 0)


def shorter(x):
    return x[..., :-1]


def other_kind(x):
    return x.double()


def nothing(x):
    return None if x is None else "text"


@pytest.mark.parametrize(
    ("function", "words"),
    [
        (asks, "asks.* cannot be recorded .*waits for the device"), (branches, "branches.* cannot be recorded"),
        (masks, "indexes with a mask.*torch.where"), (gathers, "cannot be recorded"),
        (shorter, r"shorter.*returned shape \[1, 5, 31\]; this place has \[1, 5, 32\]"),
        (other_kind, "returned torch.float64"), (nothing, "returned str"),
    ],
)  # fmt: skip
def test_a_function_that_no_graph_can_hold_is_named(engine, function, words):
    with pytest.raises(EditError, match=words):
        written(engine, do.fn(function, point="attn.out", layer=0), PROMPT)
    with pytest.raises(EditError, match=words.split("returned shape")[0]):
        lab.effect(engine, PROMPT[:4], PROMPT[4:], do.fn(function, point="attn.out", layer=0), random=0)


def test_functions_that_a_graph_can_hold_are_taken(engine):
    for function in (lambda x: x.relu() * 2, lambda x: torch.where(x > 0, x, x * 0.5), lambda x: x - x.mean(-1, True)):
        written(engine, do.fn(function, point="attn.out", layer=0), PROMPT, new=1)


@pytest.mark.parametrize("at", [3, len(PROMPT) + 1])
def test_nan_is_told_with_its_token_in_a_prompt_and_in_a_step(engine, at):
    rule = do.fn(lambda x: x * torch.nan, point="attn.out", layer=1, tokens=[at])
    if at < len(PROMPT):
        words = "attn.out returned NaN"  # a function sees all rows of a chunk
    else:
        rule = do.fn(lambda x: x * (torch.nan if x.shape[1] == 1 else 1.0), point="attn.out", layer=1)
        words = f"returned NaN, first at token {len(PROMPT)}"
    with pytest.raises(EditError, match=words):
        written(engine, rule, PROMPT)


def test_a_rule_that_never_acts_is_an_error_and_the_text_stays(engine):
    session = lab.Session(engine)
    with pytest.raises(EditError, match=r"add\(.* never acted: on layers \[0\]"):
        session.generate(PROMPT, edits=do.add([1.0] * 32, layer=0, tokens=[300]), max_new_tokens=2, temperature=0)
    assert session.trace is not None and len(session.trace) == len(PROMPT) + 2


def test_what_only_the_reference_can_is_said_before_anything_runs(engine):
    with pytest.raises(BodyError, match=r"attn.keys.*do.window"):
        engine.check_edits([do.fn(asks, point="attn.keys", layer=0)])
    with pytest.raises(EditError, match="both decide"):
        engine.check_edits([do.sink(layer=0), do.sink(1.0, layer=0)])
    assert engine.check_edits([do.sink(layer=0)]) == ["layers.0.attn.reading"]
    assert "none can be carried out" not in repr(do.sites(engine))
