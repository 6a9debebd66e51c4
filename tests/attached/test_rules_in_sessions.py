"""Texts that an attached model writes under rules: the reference's tokens and traces, branches, passes that are cut off."""

from __future__ import annotations

import functools

import pytest
import torch
from attached_pair import ids_of, pair
from oracle import CASES
from same_trace import assert_same_trace

import dsv4lab as lab
from dsv4lab import do
from dsv4lab.generation import reference as generation

torch.set_num_threads(1)
YARN, HCA = list(CASES)[:2]
PROMPT, OTHER = ids_of(26, 3), ids_of(20, 7)
ARMS = {
    "routing": [do.ban_expert(1), do.swap_expert(0, 2, weight="kept", layers="hash")],
    "picks": [do.picks(oracle=True)],
    "picks of a step": [do.picks(reuse="step")],
    "entries": [do.entry("mean", what="both"), do.gates("uniform", layers="hca")],
    "reading": [do.window(3), do.compressed(heads=[0], mode="drop"), do.sink(layer=2)],
    "an entry": [do.entry("delete", entries=[1])],
    "mixing": [do.comb("mean", site="attn"), do.post(site="ffn")],
    "streams": [do.stream("zero", streams=[1], layer=0), do.rescue(2, streams=[0])],
    "logits": [do.add(torch.randn(97, generator=torch.Generator().manual_seed(4)) * 3, point="logits")],
    "patch": [do.patch(OTHER, layer=1)],
}


@functools.cache
def both(case: str):
    return pair(case)


def written(model, edits, new: int = 8, capture: str = "all"):
    return lab.Session(model).generate(PROMPT, max_new_tokens=new, temperature=0, capture=capture, edits=edits)


@pytest.mark.parametrize("case", [YARN, HCA])
@pytest.mark.parametrize("name", ARMS)
def test_greedy_tokens_and_traces_are_the_references(name, case, monkeypatch):
    monkeypatch.setattr(generation, "CHUNK", 11)
    ours, theirs = (written(model, ARMS[name]) for model in both(case))
    plain = written(both(case)[1], None)
    assert theirs.run["edits"]["rules"] == ours.run["edits"]["rules"] and len(theirs) == len(ours)
    assert_same_trace(theirs, ours, atol=3e-4)
    assert all(check["ok"] for check in theirs.run["checks"].values()) == all(
        check["ok"] for check in ours.run["checks"].values()
    )
    parted = [theirs.values("tokens", "logprob")[4:26], plain.values("tokens", "logprob")[4:26]]
    assert abs(parted[0] - parted[1]).max() > 1e-3, "and the rules did something"


def test_a_record_runs_again_and_ends_with_the_text():
    attached = both(YARN)[1]
    before = written(attached, None)
    edited = written(attached, ARMS["mixing"])
    again = written(attached, edited.run["edits"])
    assert_same_trace(again, edited, atol=0)
    assert_same_trace(written(attached, None), before, atol=0)


@pytest.mark.parametrize("name", ["streams", "logits", "picks of a step", "entries", "mixing"])
def test_branches_and_resumed_texts_go_on_under_the_rules(name):
    found = []
    for model in both(YARN):
        session = lab.Session(model)
        session.generate(PROMPT, max_new_tokens=5, temperature=0, edits=ARMS[name])
        twin = session.branch(28)
        twin_ids = [step.id for step in twin.resume(max_new_tokens=5, temperature=0)]
        on = [step.id for step in session.resume(max_new_tokens=3)]
        assert session.cache_at(13).length == 13
        found.append((twin_ids, on))
    assert found[0] == found[1]
    assert found[1][0][3:] == found[1][1][:2], "a branch writes on what its origin would have written"


def test_a_pass_that_is_cut_off_has_not_been():
    attached = both(YARN)[1]
    edits = [do.stream("mean", streams=[1], layer=0), do.rescue(2, streams=[0])]
    whole = [step.id for step in lab.Session(attached).stream(PROMPT, max_new_tokens=6, temperature=0, edits=edits)]
    session = lab.Session(attached)
    steps = session.stream(PROMPT, max_new_tokens=6, temperature=0, edits=edits)
    found = [next(steps).id, next(steps).id]

    def fails(_m, _a, _value):
        if session.text.editing._pass is not None:  # in the pass itself, and not in the plain one before it
            raise KeyboardInterrupt

    handle = attached.get_submodule("layers.3.ffn.out").register_forward_hook(fails)
    with pytest.raises(KeyboardInterrupt):
        next(steps)
    handle.remove()
    found += [step.id for step in session.resume(max_new_tokens=4)]
    assert found == whole


def test_two_texts_with_different_rules_do_not_meet():
    attached = both(YARN)[1]
    alone = [
        written(attached, ARMS[name], capture="standard").values("tokens", "id").tolist()
        for name in ("mixing", "reading")
    ]
    sessions = [lab.Session(attached) for _ in range(2)]
    steps = [
        session.stream(PROMPT, max_new_tokens=8, temperature=0, edits=ARMS[name])
        for session, name in zip(sessions, ("mixing", "reading"), strict=True)
    ]
    for _ in zip(*steps, strict=True):
        pass
    assert [session.trace.values("tokens", "id").tolist() for session in sessions] == alone


def test_generate_of_transformers_stays_plain_beside_an_edited_text():
    attached = both(YARN)[1]
    ids = torch.tensor([PROMPT])
    before = attached.theirs.generate(ids, max_new_tokens=4, do_sample=False, pad_token_id=0)
    session = lab.Session(attached)
    steps = session.stream(PROMPT, max_new_tokens=4, temperature=0, edits=ARMS["mixing"])
    next(steps)
    assert torch.equal(attached.theirs.generate(ids, max_new_tokens=4, do_sample=False, pad_token_id=0), before)
    list(steps)
