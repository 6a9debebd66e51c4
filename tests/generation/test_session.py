"""Sessions: same tokens whatever is captured, stopping, refusing, and no hook left behind."""

from __future__ import annotations

import threading

import numpy as np
import pytest
import torch
from small_model import CONFIG, small_model, some_ids

from dsv4lab.capture.plan import Plan
from dsv4lab.errors import CacheError, CaptureError, LabError, RunError
from dsv4lab.generation import reference
from dsv4lab.model.hook_point import HookPoint
from dsv4lab.session import Session


@pytest.fixture
def session():
    return Session(small_model())


def hooks_left(model) -> int:
    return sum(len(module._forward_hooks) for module in model.modules() if isinstance(module, HookPoint))


PROMPT = some_ids(21)[0].tolist()


def test_tokens_are_the_same_with_and_without_capture(session):
    runs = [
        session.generate(PROMPT, max_new_tokens=25, seed=4, capture=capture).values("tokens", "id").tolist()
        for capture in (None, "standard", "all", "routing")
    ]
    assert all(run == runs[0] for run in runs)
    assert runs[0] != session.generate(PROMPT, max_new_tokens=25, seed=5).values("tokens", "id").tolist()


def test_greedy_continuation_is_the_argmax_of_a_whole_pass(session):
    trace = session.generate(PROMPT, max_new_tokens=12, temperature=0, capture=None)
    ids = torch.tensor(trace.values("tokens", "id"))[None].long()
    best = session.model(ids)[0].argmax(-1)
    assert ids[0, len(PROMPT) :].tolist() == best[len(PROMPT) - 1 : -1].tolist()


def test_a_long_prompt_is_read_in_chunks_with_the_same_result(session, monkeypatch):
    prompt = some_ids(150)[0].tolist()
    whole = session.generate(prompt, max_new_tokens=5, temperature=0, capture="routing")
    monkeypatch.setattr(reference, "CHUNK", 13)
    chunked = session.generate(prompt, max_new_tokens=5, temperature=0, capture="routing")
    assert whole.values("tokens", "id").tolist() == chunked.values("tokens", "id").tolist()
    torch.testing.assert_close(
        torch.tensor(whole.values("routing", "weight")), torch.tensor(chunked.values("routing", "weight")),
        atol=1e-5, rtol=0,
    )  # fmt: skip


def test_stop_from_another_thread_ends_after_the_current_token(session):
    seen = []
    for step in session.stream(PROMPT, max_new_tokens=200):
        seen.append(step)
        if len(seen) == 3:
            thread = threading.Thread(target=session.stop)
            thread.start()
            thread.join()
    assert len(seen) == 3
    assert session.trace.run["ended"] == "stopped" and session.trace.finished
    assert len(session.trace) == len(PROMPT) + 3
    assert hooks_left(session.model) == 0


def test_leaving_the_loop_early_leaves_no_hook_and_frees_the_session(session):
    stream = session.stream(PROMPT, max_new_tokens=50)
    next(stream)
    assert hooks_left(session.model) > 0
    stream.close()
    assert hooks_left(session.model) == 0
    assert session.trace.run["ended"] == "closed"
    assert len(session.generate(PROMPT, max_new_tokens=2)) == len(PROMPT) + 2


def test_a_failing_run_leaves_no_hook_and_says_so(session):
    def fail(*_):
        raise RuntimeError("no memory")

    handle = session.model.layers[3].ffn.out.register_forward_hook(fail)
    with pytest.raises(RuntimeError, match="no memory"):
        session.generate(PROMPT, max_new_tokens=2)
    handle.remove()
    assert hooks_left(session.model) == 0
    assert session.trace.run["ended"].startswith("failed")
    assert session.generate(PROMPT, max_new_tokens=2).run["ended"] == "max_new_tokens"


def test_a_second_stream_on_a_running_session_is_refused(session):
    stream = session.stream(PROMPT, max_new_tokens=5)
    next(stream)
    with pytest.raises(RunError, match="already generating"):
        next(session.stream(PROMPT, max_new_tokens=5))
    stream.close()


def test_a_layer_that_does_not_fire_stops_the_run(session):
    layer = session.model.layers[3]
    original, layer.ffn.routing.weights = layer.ffn.routing.weights, HookPoint()
    forward = layer.ffn.routing.forward

    def around(x, ids):  # the layer now routes through a point that the recorder does not know
        layer.ffn.routing.weights, hooked = HookPoint(), layer.ffn.routing.weights
        try:
            return forward(x, ids)
        finally:
            layer.ffn.routing.weights = hooked

    layer.ffn.routing.forward = around
    with pytest.raises(CaptureError, match=r"layers\.3\.ffn\.routing\.weights did not fire"):
        session.generate(PROMPT, max_new_tokens=1, capture="routing")
    layer.ffn.routing.weights = original


@pytest.mark.parametrize(
    ("prompt", "settings", "words"),
    [
        ("", {}, "empty"),
        ([], {}, "no token ids"),
        ([1, CONFIG.vocab_size], {}, f"token id {CONFIG.vocab_size} .* vocabulary of {CONFIG.vocab_size}"),
        ("text", {}, "no tokenizer.json"),
        ([1] * 390, {"max_new_tokens": 11}, "context is 400, so 0 to 10"),
        ([1] * 401, {"max_new_tokens": 0}, "401 tokens and max_new_tokens=0"),
        ([1], {"max_new_tokens": -1}, "max_new_tokens=-1"),
        ([1], {"temperature": -1.0}, "temperature is -1"),
        ([1], {"temperature": float("nan")}, "temperature is nan"),
        ([1], {"top_p": 0}, "top_p is 0"),
        ([1], {"capture": "thoughts"}, r"groups \['thoughts'\]"),
        ([1], {"capture": Plan(layers=(9,))}, r"layers \[9\]"),
    ],
)
def test_bad_input_is_refused_before_anything_runs(session, prompt, settings, words):
    with pytest.raises(LabError, match=words):
        session.stream(prompt, **settings)
    assert session.trace is None and hooks_left(session.model) == 0


def test_a_resumed_run_equals_an_uninterrupted_one(session):
    """Greedy, so that the draws are the same: tokens, and every array of the trace."""
    whole = session.generate(PROMPT, max_new_tokens=30, temperature=0, capture="all")
    parts = Session(session.model)
    parts.generate(PROMPT, max_new_tokens=9, temperature=0, capture="all")
    steps = list(parts.resume(max_new_tokens=21, temperature=0))
    assert [step.token for step in steps] == list(range(len(PROMPT) + 9, len(PROMPT) + 30))
    assert_same(parts.trace, whole)
    assert parts.trace.finished and parts.trace.run["resumed"][0]["token"] == len(PROMPT) + 9


@pytest.mark.parametrize("position", [1, 4, 20, 21, 22, 29, 38, 41])
def test_a_branch_goes_on_as_the_original_would_have(session, position):
    whole = session.generate(PROMPT, max_new_tokens=20, temperature=0, capture="all")
    twin = session.branch(position)
    assert len(twin.trace) == position and twin.trace.text == whole.text[: len(twin.trace.text)]
    ids = whole.values("tokens", "id")
    for at in range(position, len(ids)):  # each token forced, so that a branch inside the prompt compares too
        twin._forced = int(ids[at])
        list(twin.resume(max_new_tokens=1))
    assert_same(twin.trace, whole, skip=("phase",))


def assert_same(found, expected, skip=()):
    """Two traces hold the same numbers; float32 sums of one pass and of several differ in the last places."""
    assert found.groups == expected.groups
    for group in expected.groups:
        for name in expected.variables(group):
            a, b = found.values(group, name), expected.values(group, name)
            if name in skip:
                continue
            size = tuple(slice(0, min(x, y)) for x, y in zip(a.shape, b.shape, strict=True))
            if b.dtype.kind == "f":
                np.testing.assert_allclose(a[size], b[size], rtol=2e-4, atol=2e-4, err_msg=f"{group}.{name}")
            else:
                np.testing.assert_array_equal(a[size], b[size], err_msg=f"{group}.{name}")


def test_a_branch_with_another_token_leaves_the_original_alone(session):
    trace = session.generate(PROMPT, max_new_tokens=20, temperature=0, capture="routing")
    before = trace.values("tokens", "id").tolist()
    other = (before[30] + 1) % CONFIG.vocab_size
    twin = session.branch(30, token=other)
    list(twin.resume(max_new_tokens=11, temperature=0))
    after = twin.trace.values("tokens", "id").tolist()
    assert after[:30] == before[:30] and after[30] == other and len(after) == 41
    fresh = Session(session.model)
    fresh.generate(after[:31], max_new_tokens=10, temperature=0, capture=None)
    assert fresh.trace.values("tokens", "id").tolist() == after
    assert trace.values("tokens", "id").tolist() == before


@pytest.mark.parametrize("position", [0, 24, -1])
def test_a_branch_needs_a_token_of_the_run(session, position):
    with pytest.raises(CacheError, match="cannot be branched"):
        session.branch(1)
    session.generate(PROMPT, max_new_tokens=2, capture=None)
    with pytest.raises(CacheError, match=f"position {position} cannot be branched at; the last run has tokens 0 to 22"):
        session.branch(position)


def test_resuming_without_a_run_says_what_to_call(session):
    with pytest.raises(RunError, match=r"call stream\(\) or generate\(\) first"):
        session.resume()


def test_nothing_leaks_out_of_a_paused_stream(session):
    """Between two steps the caller has its own gradients and threads."""
    threads = torch.get_num_threads()
    stream = session.stream(PROMPT, max_new_tokens=3)
    next(stream)
    assert not torch.is_inference_mode_enabled() and torch.get_num_threads() == threads
    stream.close()
