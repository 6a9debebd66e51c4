"""Drawing on the device: the definition's nucleus, the shares asked for, a number that depends on the place."""

from __future__ import annotations

import torch
from kernel_device import DEVICE, Draw

from dsv4lab.kernels.sampling import sample_token
from dsv4lab.kernels.sampling_triton import sample_token_triton


def drawn(
    logits: torch.Tensor, temperature: float, top_p: float, seed: int, position: int
) -> tuple[list[int], torch.Tensor]:
    out = torch.full((len(logits),), -1, device=DEVICE), torch.full((len(logits),), torch.nan, device=DEVICE)
    numbers = [torch.tensor([value], device=DEVICE) for value in (seed, position)]
    sample_token_triton(logits, torch.tensor([temperature, top_p], device=DEVICE), *numbers, out=out)
    assert torch.equal(out[1], logits.gather(-1, out[0][:, None])[:, 0])
    return out[0].tolist(), out[1]


def test_only_the_nucleus_is_drawn_and_all_of_it():
    logits = torch.log(torch.tensor([[0.05, 0.5, 0.02, 0.3, 0.1, 0.03]], device=DEVICE))
    # 0.5 + 0.3 is 0.8: the token that crosses 0.85 still belongs, the next does not.
    found = {drawn(logits, 1.0, 0.85, 3, position)[0][0] for position in range(60)}
    assert found == {1, 3, 4}
    assert {drawn(logits, 1.0, 0.4, 3, position)[0][0] for position in range(20)} == {1}


def test_shares_follow_the_temperature():
    logits = torch.log(torch.tensor([[0.8, 0.2]], device=DEVICE)).expand(8, -1).contiguous()
    ids = [i for position in range(40) for i in drawn(logits, 1.0, 1.0, 1, position)[0]]
    assert 0.72 < ids.count(0) / len(ids) < 0.88  # 320 draws: 0.8 give or take three standard deviations
    hot = [i for position in range(40) for i in drawn(logits, 2.0, 1.0, 1, position)[0]]
    assert 0.58 < hot.count(0) / len(hot) < 0.76  # 2 : 1


def test_the_same_place_draws_the_same_and_rows_differ():
    logits = Draw("places")(4, 300, scale=0.1)
    first, _ = drawn(logits, 1.0, 1.0, 5, 9)
    assert first == drawn(logits, 1.0, 1.0, 5, 9)[0]
    assert first != drawn(logits, 1.0, 1.0, 6, 9)[0] and first != drawn(logits, 1.0, 1.0, 5, 10)[0]
    assert len(set(drawn(logits[:1].expand(4, -1).contiguous(), 1.0, 1.0, 5, 9)[0])) > 1


def test_the_definition_draws_the_same_tokens():
    logits = Draw("definition")(1, 700, scale=3.0)
    for seed, temperature, top_p in ((0, 1.0, 1.0), (7, 0.8, 0.95), ((1 << 40) + 3, 2.0, 0.6)):
        for position in (0, 1, 77, 100_000):
            found = drawn(logits, temperature, top_p, seed, position)[0][0]
            assert found == sample_token(logits[0], temperature=temperature, top_p=top_p, seed=seed, position=position)
