"""The engine against the reference model: logits whole, in chunks and step by step; weights joined; states sized.

Where there is no GPU all of it runs in Triton's interpreter, on a model of three layers, one of each kind.
"""

from __future__ import annotations

import re

import pytest
import torch
from engine_models import THREE, two_texts
from kernel_device import DEVICE
from small_model import small_model, some_ids

from dsv4lab.engine.batch import continue_texts
from dsv4lab.engine.build_weights import from_model, join
from dsv4lab.engine.capture_buffer import CaptureBuffer, FrameBuffer
from dsv4lab.engine.decoder import Decoder, Wanted
from dsv4lab.engine.engine import Engine
from dsv4lab.engine.kv_cache import EngineCache, engine_cache_bytes
from dsv4lab.engine.layers import uncovered
from dsv4lab.engine.weights import dequantised
from dsv4lab.errors import DeviceMemoryError, MissingPartError, PromptError
from dsv4lab.generation.sampling import SamplingParams
from dsv4lab.kernels.linear import StoredMatrix
from dsv4lab.kernels.quantization import quantize_fp8_tiles

pytestmark = pytest.mark.usefixtures("large_blocks")

# Float32 sums in another order, through three layers, at logits of about 4.
CLOSE = {"atol": 2e-5, "rtol": 0}


@pytest.fixture(scope="module")
def models():
    model = small_model(THREE).to(DEVICE)
    return model, Engine(from_model(model))


def test_logits_of_two_texts_in_chunks_equal_the_models(models):
    model, engine = models
    ids = two_texts(11)
    engine.chunk = 5  # cuts blocks of both rates and the window
    torch.testing.assert_close(engine(ids), model(ids), **CLOSE)


def test_steps_write_what_the_reference_would(models):
    model, engine = models
    ids, new = two_texts(5), 3
    want = ids
    for _ in range(new):
        want = torch.cat((want, model(want, last_only=True)[:, -1].argmax(-1, keepdim=True)), 1)
    assert continue_texts(engine, ids, new).tolist() == want[:, 5:].tolist()


def test_a_halted_step_changes_nothing(models):
    """Compiling and capturing a graph must not disturb the text."""
    _, engine = models
    cache = engine.new_cache(20)
    with torch.inference_mode():
        engine.layers.run(some_ids(7).to(DEVICE), cache, CaptureBuffer((), engine.device))
        kept = [(layer.window.clone(), layer.compressor and layer.compressor.gate.clone()) for layer in cache.layers]
        decoder = Decoder(engine, cache, Wanted(), SamplingParams(1))
    slot = 7 % THREE.sliding_window  # the row that the next token overwrites
    for layer, (window, gate) in zip(cache.layers, kept, strict=True):
        others = [i for i in range(THREE.sliding_window) if i != slot]
        assert torch.equal(layer.window[:, others], window[:, others])
        assert gate is None or layer.compressor is None or torch.equal(layer.compressor.gate, gate)
    assert cache.position.item() == 7 and decoder.last.count.item() == 0


def test_a_frame_lays_out_what_the_buffer_wanted():
    buffer = CaptureBuffer({"a", "b"}, torch.device(DEVICE))
    for _ in range(2):
        buffer.allocate("a", 2, 3).fill_(1.5)
        buffer.allocate("c", 4)
        buffer.allocate("b", 1, dtype=torch.int64).fill_(-5)
    frame = FrameBuffer(buffer)
    frame.allocate("a", 2, 3).fill_(2.5)
    frame.allocate("b", 1, dtype=torch.int64).fill_(7)
    assert set(frame.layout) == {"a", "b"} and frame.bytes == 48
    rows = torch.stack((frame.flat, frame.flat))
    assert frame.view(rows, "a").tolist() == [[[2.5] * 3] * 2] * 2 and frame.view(rows, "b").tolist() == [[7], [7]]


def test_what_a_pass_notes_is_in_the_frame():
    """A value without a place of its own is copied into the frame, where the recorder reads it."""
    first = CaptureBuffer({"noted"}, torch.device(DEVICE))
    first.note("noted", lambda: torch.ones(3, device=DEVICE))
    frame = FrameBuffer(first)
    frame.note("noted", lambda: torch.full((3,), 2.0, device=DEVICE))
    frame.note("unheard", lambda: 1 / 0)
    assert frame.view(frame.flat, "noted").tolist() == [2, 2, 2]


def test_joined_matrices_keep_their_values():
    generator = torch.Generator().manual_seed(2)
    parts, values = [], []
    for rows in (130, 64):
        codes, scale = quantize_fp8_tiles(torch.randn(rows, 256, generator=generator))
        parts.append(StoredMatrix(codes[None], scale[None]))
        values.append(dequantised(parts[-1], torch.float32)[0])
    joined = join(parts)
    assert joined.parts == (slice(0, 130), slice(256, 320)), "the second begins at a tile of its own"
    whole = dequantised(joined.matrix, torch.float32)[0]
    for part, value in zip(joined.parts, values, strict=True):
        assert torch.equal(whole[part], value)
    mixed = join([parts[0], StoredMatrix(values[1].bfloat16()[None])])
    assert mixed.matrix.kind == "plain" and torch.equal(mixed.matrix.codes[0, 130:].float(), values[1])


def test_a_state_is_as_large_as_announced():
    cache = EngineCache(THREE, 40, dtype=torch.float32, device="cpu")
    total = 0
    for layer in cache.layers:
        for rows in (layer.window, layer.entries, layer.index_keys):
            total += 0 if rows is None else rows.nbytes
        for blocks in (layer.compressor, layer.indexer):
            total += 0 if blocks is None else blocks.content.nbytes + blocks.gate.nbytes
    assert engine_cache_bytes(THREE, 40, dtype=torch.float32) == total
    assert cache.bytes() < total


def test_too_little_memory_is_refused_with_ways_that_fit(models, monkeypatch):
    _, engine = models
    need = engine.need(300, 1, 256)
    monkeypatch.setattr(engine, "chunk", 256)
    monkeypatch.setattr(engine, "free_bytes", lambda _stage: need - 1)
    with pytest.raises(DeviceMemoryError, match="300 tokens need about") as refused:
        engine.new_cache(300)
    chunk, tokens = (
        int(number) for number in re.search(r"chunk = (\d+) .* at most (\d+) tokens", str(refused.value)).groups()
    )
    assert engine.new_cache(tokens).capacity == tokens, "the advice holds"
    monkeypatch.setattr(engine, "chunk", chunk)
    assert engine.new_cache(300).capacity == 300
    monkeypatch.setattr(engine, "free_bytes", lambda _stage: 10)
    with pytest.raises(DeviceMemoryError, match="Nothing fits"):
        engine.new_cache(300)


def test_bytes_per_token_are_those_one_token_reads(models):
    """The byte floor of the bench stands on this: everything once, but one embedding, the chosen experts, one table row."""
    model, engine = models
    want = 0
    for name, tensor in model.state_dict().items():
        share = 1.0
        if name == "embed.weight" or name.endswith("tid2eid"):
            share = 1 / THREE.vocab_size
        elif ".experts.w" in name:
            share = THREE.num_experts_per_tok / THREE.n_routed_experts
        want += share * tensor.numel() * tensor.element_size()
    padding = engine.weights.head_site.fn.nbytes * (1 - 1 / (2 + THREE.hc_mult))  # rows of zeros for the shared kernel
    assert abs(engine.weights.bytes_per_token() - want - padding) < 0.01 * want


def test_what_the_engine_cannot_do_is_named(models):
    _, engine = models
    with pytest.raises(PromptError, match="context of 400"):
        engine.new_cache(401)
    for change, word in (
        ({"scoring_func": "sigmoid"}, "sigmoid"),
        ({"hc_mult": 3}, "3 residual"),
        ({"head_dim": 576}, "576"),
    ):
        assert word in str(uncovered(THREE.replace(**change)))
    assert uncovered(THREE) is None
    weights = engine.weights
    object.__setattr__(weights, "config", THREE.replace(scoring_func="softmax"))
    try:
        with pytest.raises(MissingPartError, match="softmax"):
            Engine(weights)
    finally:
        object.__setattr__(weights, "config", THREE)
