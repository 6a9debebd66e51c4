"""Predictions are arithmetic on stored bytes and measured figures, and say what they rest on."""

from __future__ import annotations

from collections import Counter

import pytest

from dsv4lab.checkpoint.inventory import official
from dsv4lab.checkpoint.ways import (
    BUS,
    COPY,
    DISK,
    SHARE,
    Gpu,
    Machine,
    offloaded_speed,
    read_per_token,
    this_machine,
    ways_of,
    widened_bytes,
)
from dsv4lab.config import FLASH, PRO
from dsv4lab.loading import TINY, bytes_needed

EVERY = ("resident", "split", "streamed", "offload", "plain", "layers")
H200 = Gpu("NVIDIA H200", 139 << 30)


def stored_of(config):
    out = Counter()
    for item in official(config).values():
        out[item.ours] += item.bytes
    return out


@pytest.fixture(scope="module")
def flash():
    return stored_of(FLASH)


def test_the_bytes_of_a_token_are_those_of_its_experts_and_all_that_every_token_reads(flash):
    """By hand, from the published sizes: a layer's bytes without its 256 experts of 13.37 MB, and six of them."""
    expert = 3 * 2048 * 4096 // 2 + 3 * 2048 * 4096 // 32
    total = 0
    for layer in range(43):
        size = 3_566_148_952 if layer < 2 else 3_596_055_640 if layer == 2 else 3_568_596_312
        if layer >= 4 and layer % 2 == 0:  # picks, but routes by scores: its inventory, less table, more bias
            size = 3_596_055_640 - 129280 * 6 * 8 + 256 * 4
        total += size - 250 * expert - (129280 * 6 * 8 - 48 if layer < 3 else 0)
    total += 129280 * 4096 * 2 + 4096 * 2 + 4096 * 2 + 4 * (4 * 16384 + 4 + 1)
    assert abs(read_per_token(FLASH, flash) - total) < 10
    assert 10.5e9 < total < 11.5e9


def test_flash_does_not_fit_on_one_h200_and_fits_on_two(flash):
    one = {way.name: way for way in ways_of(FLASH, flash, Machine((H200,), 256 << 30), EVERY)}
    resident = one["all on one NVIDIA H200"]
    assert (
        not resident.fits
        and 160e9 < resident.gpu_bytes < 170e9
        and resident.load_seconds == pytest.approx(79.8, abs=0.1)
    )
    floor = COPY["NVIDIA H200"] / read_per_token(FLASH, flash)
    assert resident.tokens_per_second == SHARE * floor and 195 < SHARE * floor < 220
    assert "11.2 GB" in resident.why and "55%" in resident.why and "4,270 GB/s" in resident.why
    two = {way.name: way for way in ways_of(FLASH, flash, Machine((H200, H200), 256 << 30), EVERY)}
    split = two["split over 2 GPUs"]
    assert split.fits and split.gpu_bytes < 95e9 and not any("layers=" in way.settings for way in two.values())


def test_what_is_offered_is_told_and_nothing_else(flash):
    names = [way.name for way in ways_of(FLASH, flash, Machine((H200,), 8 << 30))]
    ways = [
        "all on one NVIDIA H200",
        "experts beyond the GPU in main memory",
        "streamed through one GPU",
        "plain PyTorch",
    ]
    assert names[:4] == ways and len(names) == 5


def test_the_longest_beginning_that_fits_is_named(flash):
    machine = Machine((H200,), 8 << 30)
    (way,) = [way for way in ways_of(FLASH, flash, machine) if "layers" in way.settings]
    count = int(way.name.split()[2])
    assert way.fits and way.settings == f"layers=range({count})" and 30 < count < 43 and way.gpu_bytes <= H200.free
    assert way.tokens_per_second > 202 and "4,270 GB/s" in way.why, "fewer layers are faster than all of them"
    assert way.gpu_bytes + 3.7e9 > H200.free, "one layer more would not fit"
    (cpu,) = [way for way in ways_of(FLASH, flash, Machine((), 64 << 30)) if "layers" in way.settings]
    assert cpu.memory_bytes <= 64 << 30 < cpu.memory_bytes + 14e9 and "device='cpu'" in cpu.settings
    assert not [way for way in ways_of(PRO, stored_of(PRO), Machine((), 8 << 30)) if way.fits]


def test_an_offloaded_flash_reads_what_is_not_on_the_gpu_across_the_bus(flash):
    """By hand: 44 layers of experts of 13.37 MB (and 1.5 KB of alignment), six of 43 layers' for each token."""
    (way,) = (way for way in ways_of(FLASH, flash, Machine((H200,), 64 << 30)) if "offload" in way.settings)
    hot = int(way.why.split()[0])
    expert = 3 * 2048 * 4096 // 2 + 3 * 2048 * 4096 // 32 + 6 * 256
    assert way.fits and 190 < hot < 230 and way.memory_bytes == expert * (44 * (256 - hot) + 16)
    assert 0 < H200.free - way.gpu_bytes < 44 * expert
    crossing = (1 - hot / 256) * 6 * 43 * expert
    seconds = read_per_token(FLASH, flash) / COPY["NVIDIA H200"] / SHARE + crossing / BUS["NVIDIA H200"]
    assert way.tokens_per_second == pytest.approx(1 / seconds) and f"{crossing / 1e9:.1f} GB across the bus" in way.why
    assert not any("layers=" in other.settings for other in ways_of(FLASH, flash, Machine((H200,), 64 << 30)))
    assert offloaded_speed(100, 0, 1e9) == 100 and offloaded_speed(100, 1e7, 1e9) == pytest.approx(50)


def test_offload_and_streaming_need_little_of_a_small_card(flash):
    card = Gpu("NVIDIA A100-SXM4-80GB", 79 << 30)
    ways = {way.name: way for way in ways_of(FLASH, flash, Machine((card,), 256 << 30), EVERY)}
    offload = ways["experts beyond the GPU in main memory"]
    experts = sum(size for name, size in flash.items() if ".experts." in name)
    assert offload.fits and 0 < card.free - offload.gpu_bytes < 43 * 14e6 and 60e9 < offload.memory_bytes < experts
    assert offload.tokens_per_second is None and "nor was its bus" in offload.why
    streamed = ways["streamed through one GPU"]
    assert streamed.fits and streamed.gpu_bytes < 22e9 and f"{DISK / 1e9:.0f} GB/s of disk (assumed)" in streamed.why
    poor = {way.name: way for way in ways_of(FLASH, flash, Machine((card,), 8 << 30), EVERY)}
    assert not poor["experts beyond the GPU in main memory"].fits


def test_an_unknown_gpu_has_no_predicted_speed(flash):
    (way, *_) = ways_of(FLASH, flash, Machine((Gpu("Some GPU", 1 << 40),), 1 << 40))
    assert way.tokens_per_second is None and "no bandwidth of a Some GPU was measured" in way.why
    assert "speed unknown" in str(way) and str(way).startswith("fits: all on one Some GPU")


def test_plain_pytorch_needs_what_loading_says_it_needs():
    import torch

    from dsv4lab.checkpoint.reader import open_checkpoint

    checkpoint = open_checkpoint(TINY)
    for dtype in (torch.float32, torch.bfloat16):
        assert widened_bytes(checkpoint.config, dtype.itemsize) == bytes_needed(checkpoint, dtype)
    (way, *_) = ways_of(checkpoint.config, stored_of(checkpoint.config), Machine((), 8 << 30))
    assert way.fits and way.settings == "device='cpu'" and way.tokens_per_second is None


def test_this_machine_is_what_the_system_says():
    import torch

    machine = this_machine()
    assert len(machine.gpus) == torch.cuda.device_count() and machine.memory > 1 << 28
