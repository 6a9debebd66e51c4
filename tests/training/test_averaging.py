"""dsv4lab/training/averaging.py: means of what the tensors were, and the way back."""

from __future__ import annotations

import pytest
import torch

from dsv4lab.training.averaging import Average


@pytest.mark.parametrize(("decay", "expected"), [(0.0, 2.5), (0.5, 3.125)])  # (1+2+3+4)/4; ((1.5*.5+3*.5)*.5+4*.5)
def test_the_mean_of_four_steps(decay: float, expected: float) -> None:
    tensor = torch.zeros(3)
    average = Average([tensor], decay)
    for value in (1.0, 2.0, 3.0, 4.0):
        tensor.fill_(value)
        average.add()
    average.exchange()
    assert tensor.tolist() == pytest.approx([expected] * 3)
    average.exchange()
    assert tensor.tolist() == [4.0] * 3
    tensor.fill_(7.0)
    assert average.means[0].tolist() == pytest.approx([expected] * 3)
