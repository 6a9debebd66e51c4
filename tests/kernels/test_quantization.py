"""The number formats against definitions written out by hand: every code, every edge, every tie."""

import math
from itertools import pairwise

import pytest
import torch

from dsv4lab.errors import ShapeError
from dsv4lab.kernels import quantization as q

E2M1 = [0.0, 0.5, 1.0, 1.5, 2.0, 3.0, 4.0, 6.0]
INFINITY = float("inf")


def e4m3_value(code: int) -> float:
    """The format's definition: one sign bit, four exponent bits (bias 7), three mantissa bits; only 0x7F is NaN."""
    sign, exponent, mantissa = -1.0 if code & 128 else 1.0, (code >> 3) & 15, code & 7
    if exponent == 15 and mantissa == 7:
        return math.nan
    return sign * (mantissa * 2.0**-9 if exponent == 0 else (8 + mantissa) * 2.0 ** (exponent - 10))


def random(*shape, spread=4.0, seed=0):
    generator = torch.Generator().manual_seed(seed)
    return torch.randn(shape, generator=generator) * torch.exp2(spread * torch.randn(shape, generator=generator))


# Powers of two


@pytest.mark.parametrize("exponent", range(-127, 128))
def test_power_of_two_ceil_maps_powers_to_themselves_and_rounds_up_right_after(exponent):
    power = torch.tensor(2.0**exponent)
    assert q.power_of_two_ceil(power) == 2.0**exponent
    if exponent < 127:
        assert q.power_of_two_ceil(torch.nextafter(power, torch.tensor(INFINITY))) == 2.0 ** (exponent + 1)


def test_e8m0_edge_bytes():
    assert q.e8m0_decode(torch.tensor(0, dtype=torch.uint8)) == 2.0**-127
    assert q.e8m0_decode(torch.tensor(127, dtype=torch.uint8)) == 1.0
    assert q.e8m0_decode(torch.tensor(120, dtype=torch.uint8)) == 2.0**-7
    assert q.e8m0_decode(torch.tensor(254, dtype=torch.uint8)) == 2.0**127
    assert q.e8m0_decode(torch.tensor(255, dtype=torch.uint8)).isnan()
    assert q.e8m0_encode(torch.tensor([0.0, 1e-45, INFINITY, math.nan, 3e38])).tolist() == [0, 0, 255, 255, 255]


def test_e8m0_bytes_survive_a_round_trip_and_agree_with_torch():
    byte = torch.arange(256, dtype=torch.uint8)
    assert torch.equal(q.e8m0_encode(q.e8m0_decode(byte)), byte)
    theirs = byte.view(torch.float8_e8m0fnu)
    assert torch.equal(q.e8m0_decode(theirs)[:255], theirs.to(torch.float32)[:255])


def test_scale_bytes_equal_the_division_they_avoid():
    largest = torch.cat([random(4000, spread=20).abs(), 448 * torch.exp2(torch.arange(-100.0, 100.0))])
    largest = torch.cat([largest, torch.nextafter(largest, torch.tensor(INFINITY)), largest * 3 / 448, torch.zeros(1)])
    for byte, limit in ((q.fp8_scale_byte(largest), 448), (q.fp4_scale_byte(largest), 6)):
        assert torch.equal(byte, q.e8m0_encode((largest.double() / limit).float()))


# Elements


def test_every_e4m3_code_decodes_to_its_definition():
    codes = torch.arange(256, dtype=torch.uint8).view(torch.float8_e4m3fn)[:, None].expand(256, 1).contiguous()
    one = torch.full((2, 1), 127, dtype=torch.uint8)
    values = q.dequantize_fp8_tiles(codes, one, torch.float32)[:, 0]
    expected = torch.tensor([e4m3_value(code) for code in range(256)])
    assert torch.equal(values.isnan(), expected.isnan()) and int(values.isnan().sum()) == 2
    assert torch.equal(values.nan_to_num(), expected.nan_to_num())


def test_e4m3_rounds_ties_to_even_and_saturates():
    grid = sorted({e4m3_value(code) for code in range(127)})
    for index, (low, high) in enumerate(pairwise(grid)):
        even = low if index % 2 == 0 else high
        assert q.round_to_e4m3(torch.tensor((low + high) / 2)).float() == even
    assert q.round_to_e4m3(torch.tensor([449.0, -1e9])).float().tolist() == [448.0, -448.0]


def test_every_e2m1_code_decodes_and_encodes():
    codes = torch.arange(16)
    values = q.e2m1_decode(codes)
    assert values.tolist() == E2M1 + [-value for value in E2M1]
    assert torch.signbit(values).tolist() == [False] * 8 + [True] * 8  # minus zero is a code of its own
    assert torch.equal(q.e2m1_encode(values).long(), codes)


def test_e2m1_rounds_ties_to_even_and_saturates():
    ties = {0.25: 0.0, 0.75: 1.0, 1.25: 1.0, 1.75: 2.0, 2.5: 2.0, 3.5: 4.0, 5.0: 4.0, 7.0: 6.0}
    for tie, even in ties.items():
        x = torch.tensor(tie)
        assert q.round_to_e2m1(x) == even and q.round_to_e2m1(-x) == -even
        if tie < 6:
            below, above = torch.nextafter(x, x * 0), torch.nextafter(x, x * 2)
            assert q.round_to_e2m1(below) == max(v for v in E2M1 if v < tie)
            assert q.round_to_e2m1(above) == min(v for v in E2M1 if v > tie)


# Weights


def test_the_even_element_lies_in_the_low_nibble():
    weight = torch.zeros(1, 32)
    weight[0, :4] = torch.tensor([6.0, 0.5, -1.0, 3.0])
    packed, byte = q.quantize_fp4_rows(weight)
    assert byte.tolist() == [[127]] and packed.dtype == torch.int8 and packed.shape == (1, 16)
    assert packed.view(torch.uint8)[0, :2].tolist() == [7 | 1 << 4, 10 | 5 << 4]


@pytest.mark.parametrize("shape", [(128, 128), (256, 384), (3, 128, 256), (2, 70, 200), (5, 3)])
def test_fp8_tiles_stay_within_half_a_step(shape):
    weight = random(*shape)
    codes, byte = q.quantize_fp8_tiles(weight)
    assert codes.shape == weight.shape and byte.shape == (*shape[:-2], -(-shape[-2] // 128), -(-shape[-1] // 128))
    back = q.dequantize_fp8_tiles(codes, byte, torch.float32)
    scale = q.e8m0_decode(byte).repeat_interleave(128, -2).repeat_interleave(128, -1)[..., : shape[-2], : shape[-1]]
    # Three mantissa bits: relative 2^-4; below the smallest normal number half of 2^-9 times the scale.
    assert ((weight - back).abs() <= torch.maximum(weight.abs() * 2**-4, scale * 2**-10)).all()
    assert torch.equal(q.fake_quantize_fp8_tiles(weight), back)


@pytest.mark.parametrize("shape", [(1, 32), (64, 96), (2, 3, 64)])
def test_fp4_rows_stay_within_half_a_step(shape):
    weight = random(*shape)
    packed, byte = q.quantize_fp4_rows(weight)
    back = q.dequantize_fp4_rows(packed, byte, torch.float32)
    scale = q.e8m0_decode(byte).repeat_interleave(32, -1)
    assert ((weight - back).abs() <= torch.maximum(weight.abs() / 4, scale / 4)).all()
    assert ((weight.abs() / scale).unflatten(-1, (-1, 32)).amax(-1) > 3).all(), "the scale is the smallest that fits"
    assert torch.equal(q.fake_quantize_fp4_rows(weight), back)


def test_quantised_values_survive_another_round_trip_exactly():
    for quantize, dequantize in (
        (q.quantize_fp8_tiles, q.dequantize_fp8_tiles),
        (q.quantize_fp4_rows, q.dequantize_fp4_rows),
    ):
        once = dequantize(*quantize(random(256, 256)), torch.float32)
        again = quantize(once.to(torch.bfloat16))
        assert torch.equal(dequantize(*again, torch.float32), once)
        assert torch.equal(dequantize(*again, torch.bfloat16).float(), once), "bfloat16 holds every value"


def test_every_tile_and_row_group_uses_its_own_scale():
    weight = torch.ones(256, 256)
    weight[128:, :128] *= 2.0**20
    weight[:128, 128:] *= 2.0**-20
    assert q.quantize_fp8_tiles(weight)[1].tolist() == [[119, 99], [139, 119]]  # 1 / 448 rounds up to 2^-8
    assert q.quantize_fp4_rows(weight)[1][200].tolist() == [145] * 4 + [125] * 4


def test_scales_are_accepted_as_bytes_e8m0_and_float():
    codes, byte = q.quantize_fp8_tiles(random(128, 256))
    packed, row_byte = q.quantize_fp4_rows(random(128, 256))
    for dequantize, data, raw in ((q.dequantize_fp8_tiles, codes, byte), (q.dequantize_fp4_rows, packed, row_byte)):
        expected = dequantize(data, raw, torch.float32)
        assert torch.equal(dequantize(data, raw.view(torch.float8_e8m0fnu), torch.float32), expected)
        assert torch.equal(dequantize(data, q.e8m0_decode(raw), torch.float32), expected)


def test_a_tile_that_is_not_finite_comes_back_as_nan():
    weight = torch.ones(128, 256)
    weight[3, 5] = INFINITY
    back = q.fake_quantize_fp8_tiles(weight)
    assert back[:, :128].isnan().all() and torch.equal(back[:, 128:], weight[:, 128:])


def test_zero_weights_stay_zero():
    zero = torch.zeros(128, 128)
    assert torch.equal(q.fake_quantize_fp8_tiles(zero), zero) and torch.equal(q.fake_quantize_fp4_rows(zero), zero)


def test_wrong_shapes_are_refused_with_both_sizes():
    with pytest.raises(ShapeError, match="multiple of 32 inputs, got 40"):
        q.quantize_fp4_rows(torch.zeros(2, 40))
    codes, byte = q.quantize_fp8_tiles(torch.zeros(128, 128))
    with pytest.raises(ShapeError, match=r"scale has shape \(1,\).*need \(1, 1\)"):
        q.dequantize_fp8_tiles(codes, byte[0], torch.float32)


# Activations


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16, torch.float64])
def test_simulated_activations_keep_dtype_and_are_stable(dtype):
    x = random(5, 448).to(dtype)
    for once in (q.simulate_fp8(x, 64), q.simulate_fp4(x)):
        assert once.dtype == dtype and not torch.equal(once, x)
    assert torch.equal(q.simulate_fp8(q.simulate_fp8(x, 64), 64), q.simulate_fp8(x, 64))
    assert torch.equal(q.simulate_fp4(q.simulate_fp4(x)), q.simulate_fp4(x))


def test_simulate_fp8_matches_the_equation_written_out():
    x = random(3, 128)
    expected = torch.empty_like(x)
    for row in range(3):
        for first in (0, 64):
            values = x[row, first : first + 64]
            scale = 2.0 ** math.ceil(math.log2(max(values.abs().max().item(), 1e-4) / 448))
            expected[row, first : first + 64] = (values / scale).to(torch.float8_e4m3fn).float() * scale
    assert torch.equal(q.simulate_fp8(x, 64), expected)


def test_small_activations_use_the_floor_of_the_scale():
    x = torch.full((1, 64), 1e-10)
    assert torch.equal(q.simulate_fp8(x, 64), torch.zeros(1, 64)), "1e-10 is below half a step of the scale for 1e-4"


def test_a_ragged_last_group_has_its_own_scale():
    x = random(2, 96)
    both = torch.cat([q.simulate_fp8(x[:, :64], 64), q.simulate_fp8(x[:, 64:], 64)], dim=1)
    assert torch.equal(q.simulate_fp8(x, 64), both)


def test_hadamard_is_its_own_inverse_and_keeps_dot_products():
    x, y = random(6, 128, spread=1.0), random(6, 128, spread=1.0, seed=1)
    torch.testing.assert_close(q.hadamard(q.hadamard(x)), x, rtol=1e-5, atol=1e-5)
    torch.testing.assert_close((q.hadamard(x) * q.hadamard(y)).sum(-1), (x * y).sum(-1), rtol=1e-4, atol=1e-3)


def test_hadamard_is_in_sylvester_order():
    matrix = torch.ones(1, 1)
    for _ in range(3):
        matrix = torch.cat([torch.cat([matrix, matrix], 1), torch.cat([matrix, -matrix], 1)], 0)
    torch.testing.assert_close(q.hadamard(torch.eye(8)), matrix * 8**-0.5)
    with pytest.raises(ShapeError, match="power of two, got 6"):
        q.hadamard(torch.zeros(6))
