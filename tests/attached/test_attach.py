"""An attached transformers model is a body: the same points, traces, sessions and edits as the reference on its weights."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
import torch
from attached_pair import ids_of, pair
from oracle import CASES, TOLERANCE, open_to_float32, random_case, transformers_model

import dsv4lab as lab
from dsv4lab.attached.attach import attach
from dsv4lab.capture import points
from dsv4lab.capture.point import layer_of
from dsv4lab.comparison.compare import compare
from dsv4lab.comparison.reading import read
from dsv4lab.errors import BodyError, CaptureError, LabError, PromptError
from dsv4lab.interfaces import KVCache, Model

torch.set_num_threads(1)  # these tensors are tiny; threads only wait for each other


@pytest.fixture(scope="module", params=list(CASES))
def both(request):
    return pair(request.param)


@pytest.fixture(scope="module")
def one():
    return pair("all kinds, yarn")


def test_it_keeps_the_promise_of_a_body(one):
    assert isinstance(one[1], Model) and isinstance(one[1].new_cache(3), KVCache)


def test_every_point_is_heard_and_equals_the_reference(both):
    reference, attached = both
    ids = ids_of(21)
    ours, theirs = read(reference, ids), read(attached, ids)
    names = points.names(attached.config)
    assert sorted(theirs.values) == sorted(ours.values) == sorted(names)
    every_way = attached.config.hc_mult == 4  # of the first case
    found = compare(reference, attached, ids, ways=every_way, split=False, shorten=False)
    assert found.verdict == "same", found.sentence


def test_traces_are_equal_group_by_group(both):
    reference, attached = both
    ids = ids_of(37)
    room = open_to_float32(reference, torch.tensor([ids])) / TOLERANCE  # at least 1
    ours, theirs = (
        lab.Session(m).generate(ids, max_new_tokens=5, temperature=0, capture="all") for m in (reference, attached)
    )
    assert ours.groups == theirs.groups and len(ours.groups) >= 8
    assert all(check["ok"] for check in theirs.run["checks"].values())
    for group in ours.groups:
        assert ours.variables(group) == theirs.variables(group)
        for name in ours.variables(group):
            a, b = ours.values(group, name), theirs.values(group, name)
            if a.dtype.kind != "f":
                assert np.array_equal(a, b), f"{group}.{name}"
                continue
            assert np.array_equal(np.isnan(a), np.isnan(b)), f"{group}.{name}"
            size = max(1.0, float(np.nanmax(np.abs(a[np.isfinite(a)]), initial=0)))
            apart = np.nanmax(np.abs(np.where(a == b, 0, a - b)), initial=0)
            assert apart < 2 * TOLERANCE * room * size, f"{group}.{name}: {apart}"


@pytest.mark.parametrize("seed", range(25))
def test_no_false_alarm_on_random_models_of_transformers(seed):
    reference, attached = pair(random_case(seed), seed)
    found = compare(reference, attached, ids_of(20, seed), ways=False, split=False, shorten=False)
    assert found.verdict != "differs", found.sentence


def _changed(value: torch.Tensor) -> torch.Tensor:
    if value.dtype == torch.int64:
        return value.roll(1, 1)
    noise = torch.rand(value.shape, generator=torch.Generator().manual_seed(1))
    return torch.where(value.isfinite(), value * noise + 0.1 * noise, value)


def test_a_changed_value_does_what_it_does_on_the_reference(one):
    attached = one[1]
    ids = torch.tensor([ids_of(17)])
    before = attached(ids)
    # Of each kind of place the last one: of hash layers, and of learned ones of every kind of attention.
    layers = (1, 3, 4)
    for name in points.names(attached.config):
        if layer_of(name) not in (None, *layers):
            continue
        if name.endswith(("attn.keys", "compressor.gate")):
            continue
        out = []
        for model in one:
            handle = model.get_submodule(name).register_forward_hook(lambda _m, _a, value: _changed(value))
            with torch.inference_mode():
                out.append(model(ids))
            handle.remove()
        assert (out[0] - out[1]).abs().max() < 1e-4, name
        assert not torch.equal(out[1], before), name
    assert torch.equal(attached(ids), before), "and it ends with the hooks"


def test_keys_can_be_left_out_and_not_added(one):
    ids, name = torch.tensor([ids_of(21)]), "layers.2.attn.keys"

    def without_the_first_entry(_m, _a, key):
        out = key.clone()
        out[..., 8:][out[..., 8:] == 0] = -1
        return out

    out = []
    for model in one:
        handle = model.get_submodule(name).register_forward_hook(without_the_first_entry)
        with torch.inference_mode():
            out.append(model(ids))
        handle.remove()
    assert (out[0] - out[1]).abs().max() < 1e-4 and not torch.allclose(out[1], one[1](ids), atol=1e-3)
    handle = one[1].get_submodule(name).register_forward_hook(lambda _m, _a, key: key.roll(1, 1))
    with pytest.raises(CaptureError, match=r"layers\.2\.attn\.keys: a hook asks for a key that the model had masked"):
        one[1](ids)
    handle.remove()
    assert one[1].watch is None, "a pass that fails leaves nothing active"


def test_generate_of_transformers_is_heard(one):
    attached, heard = one[1], []
    with attached.points["layers.4.ffn.routing.experts"].listen(lambda value: heard.append(value.shape)):
        attached.theirs.generate(torch.tensor([[1, 2, 3, 4, 5]]), max_new_tokens=3, do_sample=False, pad_token_id=0)
    assert heard == [(1, 5, 2), (1, 1, 2), (1, 1, 2)]


def test_sessions_branch_and_resume_like_the_reference(one):
    texts = []
    for model in one:
        session = lab.Session(model)
        session.generate(ids_of(30), max_new_tokens=3, temperature=0)
        twin = session.branch(20)
        texts.append([step.id for step in twin.resume(max_new_tokens=4, temperature=0)])
        assert session.cache_at(13).counts(2) == {"window": 7, "entries": 3, "waiting": 1, "index keys": 3}
        assert session.cache is not None and session.cache.bytes() > 0
    assert texts[0] == texts[1]


def test_an_interrupted_pass_leaves_the_text_as_it_was(one):
    attached = one[1]
    whole = [step.id for step in lab.Session(attached).stream(ids_of(18), max_new_tokens=6, temperature=0)]
    session = lab.Session(attached)
    steps = session.stream(ids_of(18), max_new_tokens=6, temperature=0)
    found = [next(steps).id, next(steps).id]

    def fails(_m, _a, _value):
        raise KeyboardInterrupt

    handle = attached.get_submodule("layers.3.ffn.out").register_forward_hook(fails)
    with pytest.raises(KeyboardInterrupt):
        next(steps)
    handle.remove()
    found += [step.id for step in session.resume(max_new_tokens=4)]
    assert found == whole


def test_a_mistake_in_transformers_own_code_is_located():
    """What is heard is what its modules compute: one of them forgets the block before, in its own cache."""
    from transformers.models.deepseek_v4.modeling_deepseek_v4 import DeepseekV4CSACache

    reference, attached = pair("all kinds, yarn")
    ids = ids_of(12)

    def forgets(self, name, chunk_kv, chunk_gate, head_dim):
        return None, None

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DeepseekV4CSACache, "update_overlap_state", forgets)
        found = compare(reference, attached, ids)
    assert found.first is not None and found.first.place.name == "layers.2.attn.compressor.gate"
    assert found.walk.way.startswith("chunks") and found.likely == ["overlap lost in decode"]
    entries = next(share for share in found.shares if share.what == "entries")
    assert entries.explains > 0.99, "forced entries mend it"
    with torch.no_grad():
        attached.theirs.model.layers[3].self_attn.sinks.fill_(-1e9)
    found = compare(reference, attached, ids, ways=False)
    assert found.first is not None and found.first.place.name == "layers.3.attn.weights"
    assert found.likely == ["sink dropped"] and found.shortest == 1


def test_two_sessions_use_it_at_the_same_time(one):
    attached = one[1]
    prompts = [ids_of(15, seed) for seed in (3, 4)]
    alone = [lab.Session(attached).generate(ids, max_new_tokens=4, temperature=0) for ids in prompts]
    with ThreadPoolExecutor(2) as pool:
        both = list(pool.map(lambda ids: lab.Session(attached).generate(ids, max_new_tokens=4, temperature=0), prompts))
    for a, b in zip(alone, both, strict=True):
        assert np.array_equal(a.values("tokens", "id"), b.values("tokens", "id"))
        assert np.array_equal(a.values("routing", "expert"), b.values("routing", "expert"))


def test_a_pass_of_another_thread_in_the_middle_of_one_changes_nothing(one):
    attached, ids, begun = one[1], torch.tensor([ids_of(9)]), []
    before = attached.run(ids)

    def meanwhile(_value):
        if not begun:
            begun.append(threading.Thread(target=attached.run, args=(torch.tensor([ids_of(9, seed=8)]),)))
            begun[0].start()
            begun[0].join()

    with attached.points["head_mixing.pre"].listen(meanwhile):
        after = attached.run(ids)
    assert begun and all(torch.equal(a, b) for a, b in zip(before, after, strict=True))


def test_what_cannot_be_attached_is_refused_in_words(one):
    theirs = one[1].theirs
    with pytest.raises(LabError, match="attached already"):
        attach(theirs)
    with pytest.raises(LabError, match="a Linear cannot be attached; give a DeepseekV4ForCausalLM"):
        attach(torch.nn.Linear(2, 2))
    fresh = transformers_model("all kinds, yarn").train()
    with pytest.raises(LabError, match="training mode"):
        attach(fresh)
    with pytest.raises(CaptureError, match="layer 0 is sliding"):
        _ = one[1].points["layers.0.attn.indexer.picks"]
    with pytest.raises(PromptError, match="context of 512"):
        one[1](torch.zeros(1, 513, dtype=torch.int64))
    with pytest.raises(BodyError, match="keeps no earlier state"):
        one[1].new_cache(4).at(2)


def test_detach_leaves_the_model_as_it_came():
    theirs = transformers_model("one group, wide top-k, no hash, three streams")
    attached = attach(theirs)
    attached.detach()
    modules = list(theirs.modules())
    assert not any(module._forward_hooks or module._forward_pre_hooks for module in modules)
    attach(theirs).detach()
