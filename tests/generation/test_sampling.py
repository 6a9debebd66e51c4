"""Drawing a token: the nucleus, the number that depends on seed and place, and settings that mean nothing."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from dsv4lab.errors import SettingError
from dsv4lab.generation.sampling import SamplingParams
from dsv4lab.kernels.sampling import sample_token, uniform


def test_the_numbers_are_even_and_differ_by_seed_and_place():
    numbers = np.array([[uniform(seed, place) for place in range(500)] for seed in (0, 1, 1 << 40, (1 << 63) - 1)])
    assert numbers.min() >= 0 and numbers.max() < 1
    # 500 draws: the mean's standard deviation is 0.013, a tenth's share's 0.013
    assert np.allclose(numbers.mean(1), 0.5, atol=0.05)
    assert np.allclose([(row < 0.1).mean() for row in numbers], 0.1, atol=0.05)
    assert len(np.unique(numbers)) == numbers.size


def test_only_the_nucleus_is_drawn_and_all_of_it():
    logits = torch.log(torch.tensor([0.05, 0.5, 0.02, 0.3, 0.1, 0.03]))
    # 0.5 + 0.3 is 0.8: the token that crosses 0.85 still belongs, the next does not.
    found = {sample_token(logits, temperature=1.0, top_p=0.85, seed=3, position=p) for p in range(60)}
    assert found == {1, 3, 4}


def test_shares_follow_the_temperature():
    logits = torch.log(torch.tensor([0.8, 0.2]))

    def share(temperature: float) -> float:
        drawn = [sample_token(logits, temperature=temperature, top_p=1, seed=1, position=p) for p in range(400)]
        return drawn.count(0) / len(drawn)

    assert 0.74 < share(1.0) < 0.86  # 0.8, three standard deviations of 400 draws
    assert 0.59 < share(2.0) < 0.74  # 2 : 1


@pytest.mark.parametrize("temperature", [0, 1e-39, 1e-320, 1e-7])
def test_a_temperature_near_zero_takes_the_likeliest_and_the_lower_id_of_equals(temperature):
    assert sample_token(torch.tensor([1.0, 3.0, 3.0, 2.0]), temperature=temperature, top_p=0.9, seed=0, position=0) == 1


@pytest.mark.parametrize(
    ("setting", "values"),
    {
        "seed": (None, -1, 1 << 63, 3.0, "7", True, [1], np.float64(3)),
        "max_new_tokens": (None, 2.5, "3", True, np.nan, [2], torch.tensor([1, 2])),
        "temperature": (None, "hot", np.nan, np.inf, -0.5, True, [0.5], 10**400, b"1"),
        "top_p": (None, 0, 1.5, np.nan, "1", -1, torch.ones(2)),
    }.items(),
)
def test_settings_that_mean_nothing_are_refused_by_name(setting, values):
    fine = {"max_new_tokens": 3, "temperature": 0.8, "top_p": 0.9, "seed": 1}
    for value in values:
        with pytest.raises(SettingError, match=setting):
            SamplingParams.of(**(fine | {setting: value}))


def test_numbers_of_numpy_and_torch_are_numbers():
    found = SamplingParams.of(np.int64(3), np.float32(0.5), torch.tensor(0.75), torch.tensor(7))
    assert found == SamplingParams(3, 0.5, 0.75, 7) and all(type(v) in (int, float) for v in vars(found).values())
