"""Release numerics on the engine against the same in plain PyTorch: a cache in the release's formats, inputs in FP8."""

from __future__ import annotations

import pytest
import torch
from engine_models import THREE as TRUNK
from engine_models import two_texts
from kernel_device import DEVICE
from same_trace import assert_same_trace
from small_model import small_model, some_ids

from dsv4lab.analysis.cost import held_cache
from dsv4lab.capture.plan import Plan
from dsv4lab.config import FLASH
from dsv4lab.costs import cache_bytes, held_bytes
from dsv4lab.engine.batch import continue_texts
from dsv4lab.engine.build_weights import from_model
from dsv4lab.engine.engine import Engine
from dsv4lab.engine.kv_cache import EngineCache, engine_cache_bytes
from dsv4lab.kernels.kv_cache import StoredKeys, row_bytes, unpack_entries, unpack_index_keys
from dsv4lab.session import Session

pytestmark = pytest.mark.usefixtures("large_blocks")

THREE = TRUNK.replace(num_nextn_predict_layers=1)
# Exact numerics agree to 2e-5 here. Rounding adds nothing as long as both sides round alike: a value that lies within the
# float32 error of a tie may go either way, and then moves by a sixteenth of itself; none does in these short texts.
CLOSE = {"atol": 5e-5, "rtol": 0}


@pytest.fixture(scope="module")
def models():
    model = small_model(THREE).to(DEVICE)
    model.numerics.release = True
    engine = Engine(from_model(model))
    engine.numerics.release = True
    return model, engine


def test_logits_in_chunks_equal_the_references_and_those_of_the_whole(models):
    model, engine = models
    ids = two_texts(8)
    whole = engine(ids)
    torch.testing.assert_close(whole, model(ids), **CLOSE)
    engine.chunk = 5
    torch.testing.assert_close(engine(ids), whole, **CLOSE)
    engine.numerics.release = model.numerics.release = False
    exact = engine(ids[:, :3])
    torch.testing.assert_close(exact, model(ids[:, :3]), **CLOSE)
    engine.numerics.release = model.numerics.release = True
    assert (exact - whole[:, :3]).abs().max() > 1e-3, "rounding shows"


def stable(model, ids: torch.Tensor) -> list[int]:
    """How many tokens of each text come before a value that float32's own error can round the other way.

    Found by moving the embedding by that error, a few times: from such a value on the logits are not the same.
    """
    weight, want = model.embed.weight, model(ids)
    kept, reach = weight.detach().clone(), [ids.shape[1]] * len(ids)
    for seed in range(8):
        noise = torch.randn(kept.shape, generator=torch.Generator().manual_seed(seed)).to(kept.device)
        weight.data.copy_(kept * (1 + 1e-6 * noise))
        moved = ((model(ids) - want).abs() > CLOSE["atol"]).any(-1)
        reach = [min(far, int(row.nonzero()[0])) if row.any() else far for far, row in zip(reach, moved, strict=True)]
    weight.data.copy_(kept)
    return reach


def test_steps_write_what_the_reference_would(models):
    model, engine = models
    ids, new = two_texts(5), 64 if DEVICE == "cuda" else 4  # the interpreter takes a second for each
    want = ids
    for _ in range(new):
        want = torch.cat((want, model(want, last_only=True)[:, -1].argmax(-1, keepdim=True)), 1)
    got, reaches = torch.cat((ids, continue_texts(engine, ids, new)), 1), stable(model, want)
    assert min(reaches) >= 5 + 4 and max(reaches) == 5 + new, "nothing would be compared"
    for mine, theirs, reach in zip(got.tolist(), want.tolist(), reaches, strict=True):
        assert mine[:reach] == theirs[:reach]


@pytest.fixture(scope="module")
def runs(models):
    model, engine = models
    prompt, new = some_ids(9)[0].tolist(), 7  # completes blocks of both rates after the prompt
    plan, session = Plan.of("all"), Session(engine)
    engine.chunk = 5
    mine = session.generate(prompt, max_new_tokens=new, temperature=0, capture=plan)
    return session, mine, Session(model).generate(prompt, max_new_tokens=new, temperature=0, capture=plan)


def test_every_array_of_the_trace_equals_the_references(runs):
    """Decoded steps and the prompt alike; the lists of attention are of the rounded keys."""
    _, mine, theirs = runs
    assert mine.run["numerics"] == theirs.run["numerics"] == "release" and mine.groups == theirs.groups
    assert_same_trace(mine, theirs, atol=2e-4)


def test_a_text_read_whole_and_one_written_step_by_step_leave_the_same_cache(runs):
    session, mine, _ = runs
    stepped, engine = session.cache, session.model
    read = Session(engine)
    read.generate(mine.values("tokens", "id").tolist(), max_new_tokens=0, capture=None)
    for one, other in zip(stepped.layers, read.cache.layers, strict=True):
        for a, b in ((one.window, other.window), (one.entries, other.entries)):
            if a is not None:
                assert isinstance(a, StoredKeys) and isinstance(b, StoredKeys)
                values = [unpack_entries(rows, THREE.head_dim, torch.float32) for rows in (a, b)]
                count = min(values[0].shape[1], values[1].shape[1])
                torch.testing.assert_close(values[0][:, :count], values[1][:, :count], atol=1e-5, rtol=0)
        if one.index_keys is not None:
            values = [unpack_index_keys(rows, torch.float32) for rows in (one.index_keys, other.index_keys)]
            count = min(values[0].shape[1], values[1].shape[1])
            assert torch.equal(values[0][:, :count], values[1][:, :count])


@pytest.mark.parametrize("release", [True, False])
def test_the_formula_is_what_the_cache_holds_to_the_byte(models, release):
    _, engine = models
    engine.numerics.release = release
    for tokens in (3, 9):
        session = Session(engine)
        trace = session.generate(some_ids(tokens)[0].tolist(), max_new_tokens=0, capture=["tokens"])
        parts = held_bytes(THREE, tokens, itemsize=4, release=release)
        assert trace.run["cost"]["cache_bytes"] == session.cache.bytes() == sum(parts.values())
        held = held_cache(trace)
        assert held is not None and held["formula"] == parts
    engine.numerics.release = True


def test_the_released_model_s_state_takes_584_and_68_bytes_a_key():
    million = 1 << 20
    cache = EngineCache(FLASH, million, dtype=torch.bfloat16, device="meta", release=True)
    layer = cache.layers[2]
    assert row_bytes(layer.window) == row_bytes(layer.entries) == 584 and row_bytes(layer.index_keys) == 68
    cache.length = million
    parts = held_bytes(FLASH, million, itemsize=2, release=True)
    assert cache.bytes() == sum(parts.values())
    report = cache_bytes(FLASH, million)
    # Of the window's keys a step brings one itself.
    assert {name: parts[name] for name in report} == report | {"window": report["window"] - 43 * 584}
    # Allocated is more: the ring's whole window, and whole blocks of the columns that wait (content and gate, float32).
    blocks = 2 * 4 * (21 * 8 * 2 * (512 + 128) + 20 * 128 * 512)
    room = engine_cache_bytes(FLASH, million, dtype=torch.bfloat16, release=True)
    assert room == cache.bytes() - parts["waiting"] + 43 * 584 + blocks
    assert cache.bytes() < 0.53 * sum(held_bytes(FLASH, million, itemsize=2).values())


def test_a_larger_state_takes_over_a_smaller_one(runs):
    session = runs[0]
    small = session.cache
    large = EngineCache(THREE, 60, dtype=torch.float32, device=DEVICE, release=True)
    large.take(small)
    assert large.bytes() == small.bytes()
    for mine, theirs in zip(large.layers, small.layers, strict=True):
        for name in ("window", "entries", "index_keys"):
            rows = getattr(theirs, name)
            if rows is not None:
                count = rows.codes.shape[1]
                assert torch.equal(getattr(mine, name).codes[:, :count], rows.codes)
                assert torch.equal(getattr(mine, name).scale[:, :count], rows.scale)
