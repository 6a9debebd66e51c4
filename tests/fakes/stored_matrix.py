"""Random matrices as the release stores them, with what they mean."""

from __future__ import annotations

import torch

from dsv4lab.kernels.linear import StoredMatrix
from dsv4lab.kernels.quantization import (
    dequantize_fp4_rows,
    dequantize_fp8_tiles,
    quantize_fp4_rows,
    quantize_fp8_tiles,
)


def stored(draw, kind, experts, outputs, inputs):
    # Rows of very different size: a scale applied to the wrong group cannot hide.
    weight = draw(experts, outputs, inputs) * torch.exp2(draw.integers(-6, 3, experts, outputs, 1).float())
    weight = weight * torch.exp2(draw.integers(-2, 3, experts, 1, inputs).float()) * inputs**-0.5
    if kind == "fp4":
        codes, scale = quantize_fp4_rows(weight)
        return StoredMatrix(codes, scale), dequantize_fp4_rows(codes, scale, torch.float32).double()
    if kind == "fp8":
        codes, scale = quantize_fp8_tiles(weight)
        return StoredMatrix(codes, scale), dequantize_fp8_tiles(codes, scale, torch.float32).double()
    weight = weight.to(torch.bfloat16)
    return StoredMatrix(weight), weight.double()
