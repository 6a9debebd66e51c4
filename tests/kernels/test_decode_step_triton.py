"""Bookkeeping at the end of a step: the right row, the drawn token, and nothing at all when halted."""

from __future__ import annotations

import torch
from kernel_device import DEVICE, nan

from dsv4lab.kernels.decode_step_triton import advance_step_triton, file_frame_triton


def whole(*values: int) -> torch.Tensor:
    return torch.tensor(values, device=DEVICE)


def test_a_frame_goes_into_its_row_and_no_other():
    frame, ring = (
        torch.arange(1500, dtype=torch.int32, device=DEVICE),
        torch.full((4, 1500), -1, dtype=torch.int32, device=DEVICE),
    )
    file_frame_triton(frame, ring, whole(6))
    assert torch.equal(ring[2], frame) and (ring[[0, 1, 3]] == -1).all()


def test_the_drawn_token_becomes_the_next():
    best, values = whole(5, 1, 9, 2).view(2, 2), torch.tensor([[3.0, 1.0], [2.0, 1.5]], device=DEVICE)
    ids, drawn, position, count = whole(8, 8).view(2, 1), nan(3, 2), whole(40), whole(3)
    halted = torch.ones(1, dtype=torch.int32, device=DEVICE)

    def step() -> None:
        log_sum, entropy = torch.tensor([3.5, 4.0], device=DEVICE), torch.tensor([0.5, 0.25], device=DEVICE)
        advance_step_triton(best[:, 0], values[:, 0], log_sum, entropy, halted, position, count, ids=ids, drawn=drawn)

    step()
    assert ids.flatten().tolist() == [8, 8] and drawn.isnan().all() and (position.item(), count.item()) == (40, 3)
    halted.zero_()
    step()
    assert ids.flatten().tolist() == [5, 9] and (position.item(), count.item()) == (41, 4)
    assert drawn.tolist() == [[5.0, 9.0], [-0.5, -2.0], [0.5, 0.25]]
