"""Edits in a session's run: what is written, gone back to, stopped, branched, and heard by others."""

from __future__ import annotations

import threading

import numpy as np
import pytest
import torch
from edited import IDS, read, small_model

import dsv4lab as lab
from dsv4lab import do
from dsv4lab.errors import EditError
from dsv4lab.model.kv_cache import HISTORY

torch.set_num_threads(1)
PROMPT = IDS[0, :14].tolist()
GREEDY = dict(max_new_tokens=12, temperature=0)
EDITS = [
    do.ban_expert(2, layer=3),
    do.stream("mean", layer=1, streams=[0]),
    do.picks(reuse="step"),
    do.rescue(4, streams=[3]),
]


@pytest.fixture(scope="module")
def model():
    return small_model()


@pytest.fixture(scope="module")
def edited(model):
    return lab.Session(model).generate(PROMPT, **GREEDY, edits=EDITS)


def ids(trace) -> list[int]:
    return trace.values("tokens", "id").tolist()


def same(a, b) -> None:
    assert ids(a) == ids(b)
    np.testing.assert_allclose(a.values("tokens", "logprob"), b.values("tokens", "logprob"), rtol=1e-3, atol=1e-3)


def test_a_run_with_edits_is_another_run_and_ends_with_them(model, edited):
    session = lab.Session(model)
    plain = session.generate(PROMPT, **GREEDY)
    assert not np.allclose(plain.values("tokens", "logprob")[1:], edited.values("tokens", "logprob")[1:])
    assert not (edited.values("routing", "expert")[edited.row("routing", "layer", 3)] == 2).any()
    assert "edits" not in plain.run and not any(module._forward_hooks for module in model.modules())
    same(plain, session.generate(PROMPT, **GREEDY))


def test_the_trace_keeps_them_and_they_run_again(model, edited, tmp_path):
    record = edited.run["edits"]
    assert record["model"] == model.digest and record["version"] == lab.__version__
    assert len(record["digest"]) == len(record["prompt"]) == 16
    with lab.Trace.open(edited.save(tmp_path / "run.zarr")) as stored:
        again = lab.Session(model).generate(PROMPT, **GREEDY, edits=stored.run["edits"])
    same(edited, again)
    assert again.run["edits"] == record


def test_checks_of_what_is_set_on_purpose_are_absent_and_all_others_hold(model):
    session = lab.Session(model)
    plain = set(session.generate(PROMPT, **GREEDY).run["checks"])
    trace = session.generate(PROMPT, **GREEDY, edits=do.weights(scale=2))
    left = trace.run["checks"]
    assert plain - set(left) == {
        "routing weights sum to the scaling factor",
        "expert ids exist on every layer and token",
    }
    assert all(check["ok"] for check in left.values())
    assert trace.run["edits"]["touches"] == ["routing"]


@pytest.mark.parametrize("rewindable", [True, False])
def test_stopped_and_resumed_or_branched_it_goes_on_with_its_edits(model, edited, rewindable):
    assert HISTORY
    session = lab.Session(model, rewindable=rewindable)
    steps = session.stream(PROMPT, **GREEDY, edits=EDITS)
    for step in steps:
        if step.token == len(PROMPT) + 3:
            session.stop()
    list(session.resume(max_new_tokens=len(edited) - len(session.trace)))
    same(edited, session.trace)
    for position in (15, 16, 20, len(edited)):
        twin = session.branch(position)
        list(twin.resume(max_new_tokens=len(edited) - position))
        same(edited, twin.trace)
    same(edited, session.trace)


def test_a_pass_that_was_cut_off_has_not_been(model, edited):
    session = lab.Session(model)
    boom = []

    def once(value):
        if value.shape[1] == 1 and len(boom) < 1:
            boom.append(True)
            raise KeyboardInterrupt
        return value * 1

    steps = session.stream(PROMPT, **GREEDY, edits=[*EDITS, do.fn(once, point="logits")])
    with pytest.raises(KeyboardInterrupt):
        list(steps)
    assert len(session.trace) == len(PROMPT)
    fired = session.text.editing.fired.copy()
    assert fired[0, 3] > 0 and fired[1, 1] == len(PROMPT) - 1, "only what was written is counted"
    with pytest.raises(EditError, match="never acted"):  # `once` gives back what was there, as long as it lives
        list(session.resume(max_new_tokens=GREEDY["max_new_tokens"]))
    same(edited, session.trace)


def test_whoever_uses_the_model_meanwhile_is_not_edited(model):
    session, beside = lab.Session(model), lab.Session(model)
    plain = beside.generate(PROMPT, **GREEDY)
    before = model(IDS)
    steps = session.stream(PROMPT, **GREEDY, edits=do.stream("zero", layer=2))
    next(steps)
    assert torch.equal(model(IDS), before), "the same thread, between two steps"
    found = []
    other = threading.Thread(target=lambda: found.append(beside.generate(PROMPT, **GREEDY)))
    other.start()
    for _ in steps:
        pass
    other.join()
    same(found[0], plain)


@pytest.mark.parametrize(
    ("function", "words"),
    [
        (lambda v: v[..., :1], r"returned shape \[1, 1, 1\]; this place has \[1, 1, 48\]"),
        (lambda v: v.double(), "returned torch.float64; this place has torch.float32"),
        (lambda v: v * torch.nan, "returned NaN, first at token 14"),
        (lambda v: 3, "returned int; it must return a tensor"),
    ],
    ids=["shape", "dtype", "NaN", "type"],
)
def test_what_cannot_be_used_is_named_with_its_place_and_the_trace_is_kept(model, function, words):
    session = lab.Session(model)
    rule = do.fn(lambda v: v if v.shape[1] > 1 else function(v), point="attn.out", layer=2)
    with pytest.raises(EditError, match=words) as raised:
        session.generate(PROMPT, **GREEDY, edits=rule)
    assert "at layers.2.attn.out" in str(raised.value)
    trace = session.trace
    assert len(trace) == len(PROMPT) and trace.finished and trace.run["ended"].startswith("failed: fn(")
    assert np.isfinite(trace.values("tokens", "logprob")[1:]).all()


def test_a_rule_that_never_acts_is_an_error_and_the_run_is_kept(model):
    session = lab.Session(model)
    rules = [do.window(2), do.picks(drop=[300])]
    with pytest.raises(EditError, match=r"picks\(how=drop, entries=300\) never acted: on layers \[1, 3, 5\]"):
        session.generate(PROMPT, **GREEDY, edits=rules)
    assert len(session.trace) == len(PROMPT) + 12


def test_layers_in_front_of_the_first_change_can_be_left_out(model):
    """Streams of a plain run, put in at the first layer that a rule touches, give the same bits as the whole pass."""
    from dsv4lab.interventions.editing import Editing
    from dsv4lab.model.kv_cache import Cache

    names = ["streams.embedding", *(f"streams.{i}" for i in range(6))]
    plain, _, _ = read(model, [], names)
    cases = [
        (do.window(2, layer=4), 4), (do.picks(reuse=1, layer=5), 1), (do.stream(layer=-1), -1), (do.stream(layer=3), 3),
        (do.add(torch.ones(61), point="logits"), 6), (do.picks(oracle=True, layer=3), 3),
    ]  # fmt: skip
    for rule, first in cases:
        _whole, logits, _ = read(model, rule, names)
        editing, cache = Editing(model, [rule]), Cache(model.config)
        assert editing.first_layer == first
        with torch.inference_mode(), editing.attached(), editing.of_pass(IDS, cache):
            inside = None if first < 0 else plain[names[first]]
            got = model.read_out(model.run_layers(IDS, cache, first=max(first, 0), streams=inside))
        assert torch.equal(got, logits)


def test_where_nobody_is_left_to_come_next_the_trace_says_so(model):
    session = lab.Session(model)
    trace = session.generate(
        PROMPT, **GREEDY, edits=do.ban_expert([0, 2, 4], layer=3)
    )  # four of seven are left, K is three
    row = trace.row("routing", "layer", 3)
    runner, margin = trace.values("routing", "runner_expert")[row], trace.values("routing", "margin")[row]
    assert (runner[:, 0] >= 0).all() and (runner[:, 1] == -1).all() and np.isfinite(margin).all()
    for name in ("biased_score", "logit", "score"):
        values = trace.values("routing", f"runner_{name}")[row]
        assert np.isfinite(values[:, 0]).all() and np.isnan(values[:, 1]).all()
    trace = session.generate(PROMPT, **GREEDY, edits=do.ban_expert([0, 2, 4, 5], layer=3))
    assert (trace.values("routing", "runner_expert")[row] == -1).all()
    assert np.isnan(trace.values("routing", "margin")[row]).all()
