"""The head's product and the summary of logits against their definitions."""

from __future__ import annotations

import pytest
import torch
from kernel_device import DEVICE, Draw, difference, nan

from dsv4lab.kernels.head import head_logits, summarise_logits
from dsv4lab.kernels.head_triton import head_logits_triton, summarise_logits_triton


@pytest.mark.parametrize(
    "dtypes", [(torch.float32, torch.bfloat16), (torch.bfloat16, torch.bfloat16), (torch.float32,) * 2]
)
@pytest.mark.parametrize(("rows", "width", "vocabulary"), [(1, 96, 130), (13, 64, 61)])
def test_logits_are_those_of_a_float32_product(rows, width, vocabulary, dtypes):
    draw = Draw(f"head{rows}{dtypes}")
    x, head = draw(rows, width, dtype=dtypes[0]), draw(vocabulary, width, dtype=dtypes[1])
    out = nan(rows, vocabulary)
    assert head_logits_triton(x, head, out=out) is out
    # Float32 sums in another order, of operands that lose nothing: three bfloat16 parts hold 24 bits.
    assert difference(out, head_logits(x.double().float(), head)) < 1e-6


def test_a_row_is_the_same_beside_others():
    draw = Draw("beside")
    x, head = draw(5, 64), draw(70, 64, dtype=torch.bfloat16)
    alone = head_logits_triton(x[:1], head, block_rows=16)
    assert torch.equal(alone, head_logits_triton(x, head, block_rows=16)[:1])


@pytest.mark.parametrize(("rows", "vocabulary"), [(1, 2049), (3, 61), (2, 5000)])
def test_summary_matches_its_definition(rows, vocabulary):
    logits = Draw(f"summary{vocabulary}")(rows, vocabulary, scale=4.0)
    logits[:, 7] = logits[:, 3] = 40.0  # a tie: the lower id comes first
    ranks = 5
    out = nan(rows), nan(rows), torch.full((rows, ranks), -7, device=DEVICE), nan(rows, ranks)
    got = summarise_logits_triton(logits, ranks, out=out)
    want = summarise_logits(logits, ranks)
    assert all(a is b for a, b in zip(got, out, strict=True))
    assert torch.equal(got[2], want[2]) and torch.equal(got[3], want[3])
    assert got[2][:, :2].tolist() == [[3, 7]] * rows
    for mine, theirs in zip(got[:2], want[:2], strict=True):
        torch.testing.assert_close(mine, theirs, atol=1e-5, rtol=1e-5)


@pytest.mark.filterwarnings("ignore:invalid value:RuntimeWarning", "ignore:divide by zero:RuntimeWarning")  # of NumPy
def test_ids_of_what_is_no_number_are_rows_of_the_embedding_all_the_same():
    logits = Draw("not a number")(3, 300)
    logits[0], logits[1, 5], logits[2] = torch.nan, torch.nan, -torch.inf
    found = summarise_logits_triton(logits, 5)[2]
    assert ((found >= 0) & (found < 300)).all()
