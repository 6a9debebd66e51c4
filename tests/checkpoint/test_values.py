"""Numbers are judged by their bits, alike for every dtype, in the file and in memory."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from checkpoints import random_state, tiny_config
from safetensors.torch import load_file, save_file

from dsv4lab.checkpoint.reader import open_checkpoint
from dsv4lab.checkpoint.shards import SINGLE, Header
from dsv4lab.checkpoint.values import fault_of
from dsv4lab.checkpoint.writer import save_checkpoint
from dsv4lab.errors import CheckpointError
from dsv4lab.kernels.quantization import dequantize_fp8_tiles

DTYPES = {
    "F32": torch.float32, "BF16": torch.bfloat16, "F16": torch.float16, "F64": torch.float64, "F8_E4M3": torch.float8_e4m3fn,
}  # fmt: skip


def _parts(tensor: torch.Tensor):
    yield from np.array_split(tensor.view(torch.uint8).numpy(), [tensor.element_size() * 3])


@pytest.mark.parametrize("dtype", DTYPES)
def test_every_bit_pattern_is_judged_as_torch_judges_it(dtype):
    size = DTYPES[dtype].itemsize
    draw = np.random.default_rng(0).integers(0, 256, (4096, size), dtype=np.uint8)
    draw[:256, -1] = np.arange(256)  # every sign and exponent
    draw[256:512, -2 if size > 1 else -1] = 0xFF
    tensor = torch.from_numpy(draw.reshape(-1)).view(DTYPES[dtype])
    # A NaN is below nothing: what is not below the limit is bad. F16 and F8 end long before it.
    bad = int((~(tensor.to(torch.float64).abs() < 2.0**40)).sum())
    told = fault_of("t", Header("s", dtype, (4096,), 4096 * size), _parts(tensor))
    assert bad and told is not None and f"t: {bad:,} of 4,096 values" in told
    fine = torch.ones(4096).to(DTYPES[dtype])
    assert fault_of("t", Header("s", dtype, (4096,), 0), _parts(fine)) is None


@pytest.mark.parametrize("name", ["norm.weight", "attn_sink"])
@pytest.mark.parametrize("dtype", DTYPES)
def test_a_number_is_judged_the_same_alone_and_among_others(dtype, name):
    """Among fine ones a single number decides whether any are counted."""
    size, header = DTYPES[dtype].itemsize, Header("s", dtype, (3,), 0)
    exponents = np.arange(1 << 16, dtype=np.uint16) if size > 1 else np.arange(256, dtype=np.uint8)
    numbers = np.zeros((len(exponents), size), np.uint8)
    numbers[:, -min(size, 2) :] = exponents.view(np.uint8).reshape(len(exponents), -1)
    numbers[:, : size - 2] = 0xFF  # the fraction's low bits
    numbers = numbers[:: 1 if size < 4 else 7]
    far = np.abs(torch.from_numpy(numbers.reshape(-1)).view(DTYPES[dtype]).to(torch.float64).numpy())
    limit = np.inf if name == "attn_sink" else 2.0**40
    fine = torch.tensor([-1.0, 1.0]).to(DTYPES[dtype]).view(torch.uint8).numpy()
    for number, size_of_it in zip(numbers, far, strict=True):
        told = fault_of(name, header, iter([np.concatenate((fine, number))]))
        assert (told is None) == bool(size_of_it < limit), (number, size_of_it)
        assert told is None or "1 of 3 values" in told


@pytest.mark.parametrize(
    ("dtype", "values", "bad"),
    [
        ("F8_E8M0", [0, 1, 127, 167], 0), ("F8_E8M0", [255, 168, 127], 2), ("U8", [255, 0], 1),
        ("F32", [0.0, 1.0, 2.0**40], 0), ("F32", [-1.0, float("nan"), float("inf"), 1e38, 1.0], 4),
        ("F32", [-0.0, 2.0**40], 0), ("F32", [0.0, -1e-38], 1), ("F32", [2.0**40 * (1 + 2.0**-23)], 1),
    ],
)  # fmt: skip
def test_multipliers_must_be_usable(dtype, values, bad):
    data = np.array(values, "<f4").view(np.uint8) if dtype == "F32" else np.array(values, np.uint8)
    told = fault_of("t", Header("s", dtype, (len(values),), 0), iter([data]), multipliers=True)
    assert (told is None) == (bad == 0) and (told is None or f"{bad} of {len(values)} multipliers" in told)


@pytest.mark.parametrize(
    ("name", "fine"), [("layers.0.attn.attn_sink", True), ("layers.0.ffn.gate.bias", True), ("norm.weight", False)]
)
def test_what_is_added_to_logits_may_say_never(name, fine):
    header, low = Header("s", "F32", (2,), 8), np.array([-3e38, 1.0], "<f4").view(np.uint8)
    assert (fault_of(name, header, iter([low])) is None) == fine
    assert fault_of(name, header, iter([np.array([-np.inf, 1.0], "<f4").view(np.uint8)])) is not None


def test_packed_reading_for_the_engine_refuses_the_same(tmp_path):
    config = tiny_config(num_hidden_layers=1, layer_kinds=("sliding",), num_nextn_predict_layers=0)
    save_checkpoint(random_state(config), config, tmp_path / "x")
    file = next((tmp_path / "x").glob("*.safetensors"))
    tensors = load_file(file)
    tensors["layers.0.ffn.experts.2.w1.scale"].view(torch.uint8)[3, 1] = 255
    save_file(tensors, file)
    checkpoint = open_checkpoint(tmp_path / "x")
    for read in (checkpoint.read_packed, lambda name: checkpoint.read(name, torch.float32)):
        with pytest.raises(CheckpointError, match=r"experts\.2\.w1\.scale: 1 of 512 multipliers"):
            read("layers.0.ffn.experts.w1")


@pytest.mark.parametrize("width", [64, 128, 192, 320])
@pytest.mark.parametrize("scales", [torch.float32, torch.uint8])
def test_joined_matrices_that_share_a_tile_are_cut_after_they_are_unpacked(width, scales, tmp_path):
    """As transformers' own FP8 quantiser writes them: one grid of tiles over both, whatever the width."""
    config = tiny_config(
        num_hidden_layers=1,
        layer_kinds=("sliding",),
        num_nextn_predict_layers=0,
        expert_dtype="fp8",
        moe_intermediate_size=width,
    )
    save_checkpoint(random_state(config), config, tmp_path / "single")
    tensors = load_file(next((tmp_path / "single").glob("*.safetensors")))
    for expert in range(4):
        for leaf in ("w1.weight", "w1.scale", "w3.weight", "w3.scale"):
            del tensors[f"layers.0.ffn.experts.{expert}.{leaf}"]
    generator = torch.Generator().manual_seed(width)
    codes = torch.randn(4, 2 * width, 128, generator=generator).to(torch.float8_e4m3fn)
    grid = torch.randint(120, 130, (4, -(-2 * width // 128), 1), generator=generator, dtype=torch.uint8)
    scale = grid if scales == torch.uint8 else torch.exp2(grid.float() - 127)
    tensors["layers.0.mlp.experts.gate_up_proj"] = codes
    tensors["layers.0.mlp.experts.gate_up_proj_scale_inv"] = scale
    (tmp_path / "joined").mkdir()
    save_file(tensors, tmp_path / "joined" / SINGLE)
    (tmp_path / "joined" / "config.json").write_bytes((tmp_path / "single" / "config.json").read_bytes())
    checkpoint = open_checkpoint(tmp_path / "joined")
    whole = dequantize_fp8_tiles(codes, scale, torch.float32)
    for position, name in enumerate(("w1", "w3")):
        want = whole[:, position * width : (position + 1) * width]
        assert torch.equal(checkpoint.read(f"layers.0.ffn.experts.{name}", torch.float32), want)
        packed = checkpoint.read_packed(f"layers.0.ffn.experts.{name}")
        assert (packed is None) == (width % 128 != 0 or scales == torch.float32)
        if packed is not None:
            assert torch.equal(dequantize_fp8_tiles(packed.codes, packed.scale, torch.float32), want)
