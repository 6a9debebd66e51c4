"""Sessions on the engine: the whole trace equals the reference's, and stopping, resuming and branching work."""

from __future__ import annotations

import gc
import threading

import numpy as np
import pytest
import torch
from engine_models import THREE as TRUNK
from kernel_device import DEVICE
from same_trace import assert_same_trace
from small_model import small_model, some_ids

from dsv4lab.capture.plan import Plan
from dsv4lab.costs import held_bytes
from dsv4lab.engine.build_weights import from_model
from dsv4lab.engine.decoder import Decoder
from dsv4lab.engine.engine import Engine
from dsv4lab.errors import CaptureError, DeviceMemoryError
from dsv4lab.session import Session

pytestmark = pytest.mark.usefixtures("large_blocks")

THREE = TRUNK.replace(num_nextn_predict_layers=1)
PROMPT = some_ids(9)[0].tolist()
NEW = 6  # completes blocks of both rates after the prompt; one token more would complete another
# Float32 sums in another order; norms and logits reach about 30.
CLOSE = 2e-4


@pytest.fixture(scope="module")
def runs():
    model = small_model(THREE).to(DEVICE)
    engine = Engine(from_model(model))
    engine.chunk = 5
    plan = Plan.of("all")
    plan = Plan(groups=plan.groups, vectors=(-1, 1), stream_lens=True)
    session = Session(engine)
    mine = session.generate(PROMPT, max_new_tokens=NEW, temperature=0, capture=plan)
    return session, mine, Session(model).generate(PROMPT, max_new_tokens=NEW, temperature=0, capture=plan)


def test_every_array_of_the_trace_equals_the_references(runs):
    _, mine, theirs = runs
    assert mine.values("tokens", "id").tolist() == theirs.values("tokens", "id").tolist()
    assert mine.run["engine"] == "triton" and all(check["ok"] for check in mine.run["checks"].values())
    assert set(mine.groups) == set(theirs.groups)
    assert_same_trace(mine, theirs, atol=CLOSE)


def test_between_two_steps_the_trace_catches_up_with_the_tokens_that_were_handed_out(runs):
    session = Session(runs[0].model)
    steps = session.stream(PROMPT, max_new_tokens=NEW, temperature=0)
    for taken in (1, 2, 3):
        next(steps)
        session.catch_up()
        assert len(session.trace) == len(PROMPT) + taken  # without it they would wait for half a ring of frames
    for _ in steps:
        pass
    session.catch_up()  # nothing is on its way any more
    theirs = runs[1].values("tokens", "id").tolist()
    assert session.trace.values("tokens", "id").tolist() == theirs
    np.testing.assert_array_equal(session.trace.values("routing", "expert"), runs[1].values("routing", "expert"))


def test_the_first_token_does_not_wait_for_the_prompts_rows(runs, monkeypatch):
    """They are gigabytes where a model is deep; the trace has them at the next catching up."""
    from dsv4lab.capture.trace_writer import TraceWriter

    advance, gate = TraceWriter.advance, threading.Event()

    def late(self, tokens, queries=None):
        assert gate.wait(60)
        advance(self, tokens, queries)

    monkeypatch.setattr(TraceWriter, "advance", late)
    session = Session(runs[0].model)
    steps = session.stream(PROMPT[:4], max_new_tokens=2, temperature=0)
    step = next(steps)
    assert len(session.trace) == 0 and step.token == 4
    gate.set()
    session.catch_up()
    assert len(session.trace) == 5
    second = next(steps)
    assert list(steps) == []
    assert [step.id, second.id] == session.trace.values("tokens", "id")[4:].tolist()


def test_layers_that_do_not_lie_together_are_read_out_as_they_are(runs):
    """The lens of the embedding and of layer 1; in a step their streams are not neighbours of the last layer's."""
    session, _, _ = runs
    plan = Plan(groups=("lens", "streams"), layers=(-1, 1), stream_lens=True)
    part = Session(session.model).generate(PROMPT[:5], max_new_tokens=2, temperature=0, capture=plan)
    model = small_model(THREE).to(DEVICE)
    theirs = Session(model).generate(PROMPT[:5], max_new_tokens=2, temperature=0, capture=plan)
    assert part.coordinate("lens", "layer").tolist() == [-1, 1]
    assert_same_trace(part, theirs, atol=CLOSE, least=10)


def test_a_chunk_without_a_query_of_the_plan_is_recorded(runs):
    session, plan = runs[0], Plan(groups=("attention", "indexer"), prompt_queries=7)
    part = Session(session.model)
    part.model.chunk = 3
    try:
        mine = part.generate(PROMPT, max_new_tokens=0, temperature=0, capture=plan)
    finally:
        part.model.chunk = 5
    theirs = Session(small_model(THREE).to(DEVICE)).generate(PROMPT, max_new_tokens=0, temperature=0, capture=plan)
    assert mine.coordinate("attention", "query").tolist() == [0, 7, 8]
    for group in ("attention", "indexer"):
        for name in mine.variables(group):
            np.testing.assert_allclose(mine.values(group, name), theirs.values(group, name), atol=CLOSE, err_msg=name)


def assert_same_drafts(part, whole) -> None:
    """The draft block's cache went on where it was: its proposals are those of the text that was never interrupted."""
    for name in ("id", "agree"):
        assert part.values("mtp", name).tolist() == whole.values("mtp", name)[: len(part)].tolist()


def test_the_cache_is_as_large_as_the_formula_says(runs):
    _, mine, _ = runs
    assert mine.run["cost"]["cache_bytes"] == sum(held_bytes(THREE, len(mine), itemsize=4, mtp=True).values())


def test_stopped_and_resumed_is_the_same_text(runs):
    engine, whole = runs[0].model, runs[1].values("tokens", "id").tolist()
    session = Session(engine)
    steps = []
    for step in session.stream(PROMPT, max_new_tokens=NEW, temperature=0, capture="mtp"):
        steps.append(step)
        if len(steps) == 2:
            session.stop()
    # The token under way when stop() was called still counts.
    assert session.trace.run["ended"] == "stopped" and 2 <= len(steps) <= 3
    steps += session.resume(max_new_tokens=2, temperature=0)
    assert [step.id for step in steps] == whole[len(PROMPT) : len(PROMPT) + len(steps)]
    assert [step.token for step in steps] == list(range(len(PROMPT), len(PROMPT) + len(steps)))
    assert len(session.trace) == len(PROMPT) + len(steps)
    assert_same_drafts(session.trace, runs[1])


def test_a_stream_that_is_closed_goes_on_where_it_was(runs):
    """Closing must leave cache and trace at the same token, although the device was one ahead."""
    engine, whole = runs[0].model, runs[1].values("tokens", "id").tolist()
    session = Session(engine)
    steps = session.stream(PROMPT, max_new_tokens=NEW, temperature=0, capture=None)
    next(steps)
    steps.close()
    assert session.trace.run["ended"] == "closed"
    assert len(session.trace) == session.cache.length == session.cache.position.item()
    for _ in session.resume(max_new_tokens=2, temperature=0):
        pass
    assert session.trace.values("tokens", "id").tolist() == whole[: len(session.trace)]


def test_a_prompt_that_is_stopped_has_made_no_tokens(runs):
    session = Session(runs[0].model)
    session.on_prompt = lambda done, of: session.stop()
    assert list(session.stream(PROMPT, max_new_tokens=2, temperature=0, capture=None)) == []
    assert session.trace.run["ended"] == "stopped" and session.trace.run["cost"]["new_tokens"] == 0
    assert len(session.trace) == 5, "the chunk that was read stays"


def test_a_branch_goes_on_from_its_prefix(runs):
    session, mine, _ = runs
    whole = mine.values("tokens", "id").tolist()
    position = len(PROMPT) + 2
    twin = session.branch(position)
    assert [step.id for step in twin.resume(max_new_tokens=1, temperature=0)] == whole[position : position + 1]
    forced = session.branch(position, token=3)
    assert [step.id for step in forced.resume(max_new_tokens=1, temperature=0)] == [3]
    assert_same_drafts(twin.trace, mine)
    assert session.trace.values("tokens", "id").tolist() == whole, "the origin stays as it is"


def test_a_failure_while_writing_reaches_the_caller(runs, monkeypatch):
    engine = runs[0].model

    def broken(*_args):
        raise RuntimeError("disk full")

    monkeypatch.setattr("dsv4lab.capture.groups.tokens.Tokens.begin", broken)
    session = Session(engine)
    with pytest.raises(CaptureError, match="disk full"):
        session.generate(PROMPT[:3], max_new_tokens=1, temperature=0, capture=None)
    monkeypatch.undo()
    assert len(session.generate(PROMPT[:3], max_new_tokens=1, temperature=0, capture=None)) == 4


def test_running_out_of_memory_leaves_a_usable_session(runs, monkeypatch):
    session = Session(runs[0].model)
    layers = runs[0].model.layers

    def full(*_args, **_kwargs):
        raise torch.OutOfMemoryError("no room")

    monkeypatch.setattr(layers, "run", full)
    with pytest.raises(DeviceMemoryError, match=r"out of memory after 0 tokens.*chunk = 256"):
        session.generate(PROMPT[:3], max_new_tokens=0, capture=None)
    assert session.trace.run["ended"] == "out of memory"
    monkeypatch.undo()
    assert len(session.generate(PROMPT[:3], max_new_tokens=0, capture=None)) == 3


def test_a_run_that_is_over_leaves_no_decoder_to_the_garbage_collection(runs):
    """Its graph would be freed at any time after, in the middle of the next graph's capture as well."""

    def decoders() -> set[int]:
        return {id(thing) for thing in gc.get_objects() if type(thing) is Decoder}

    gc.collect()
    before = decoders()
    gc.disable()
    try:
        Session(runs[0].model).generate(PROMPT[:4], max_new_tokens=1, capture=["routing"])
        assert decoders() <= before
    finally:
        gc.enable()
