"""dsv4lab/training/gradients.py: the loss of weighted tokens."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from small_model import CONFIG, small_model, some_ids

from dsv4lab.training.gradients import Gradients, next_token_loss
from dsv4lab.training.plan import moment, stages
from dsv4lab.training.presets import Preset


def inputs() -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    generator = torch.Generator().manual_seed(0)
    hidden, head = torch.randn(2, 5, 8, generator=generator), torch.randn(11, 8, generator=generator)
    return hidden.requires_grad_(), head, torch.randint(0, 11, (2, 5), generator=generator)


def test_equal_weights_give_the_plain_mean_and_its_gradient() -> None:
    hidden, head, targets = inputs()
    plain = F.cross_entropy((hidden @ head.T).flatten(0, 1), targets.flatten())
    (expected,) = torch.autograd.grad(plain, hidden)
    for weight in (1.0, 3.0):  # only proportions matter
        loss = next_token_loss(hidden, head, targets, torch.full((2, 5), weight))
        # float32 sums of ten terms in another order: a few units of the last place.
        torch.testing.assert_close(loss, plain, rtol=3e-7, atol=0)
        torch.testing.assert_close(torch.autograd.grad(loss, hidden)[0], expected, rtol=1e-6, atol=1e-8)


def test_a_token_without_weight_has_no_say() -> None:
    hidden, head, targets = inputs()
    weights = torch.ones(2, 5)
    weights[0] = 0
    loss = next_token_loss(hidden, head, targets, weights)
    torch.testing.assert_close(loss, next_token_loss(hidden[1:], head, targets[1:], weights[1:]))
    (gradient,) = torch.autograd.grad(loss, hidden)
    assert bool((gradient[0] == 0).all()) and bool((gradient[1] != 0).any())


def test_twice_the_weight_is_the_token_twice() -> None:
    hidden, head, targets = inputs()
    weights = torch.ones(2, 5)
    weights[1] = 2
    twice = next_token_loss(hidden[[0, 1, 1]], head, targets[[0, 1, 1]], torch.ones(3, 5))
    torch.testing.assert_close(next_token_loss(hidden, head, targets, weights), twice)


def test_a_batch_that_asks_for_nothing_is_no_division_by_nothing() -> None:
    hidden, head, targets = inputs()
    assert next_token_loss(hidden, head, targets, torch.zeros(2, 5)) == 0


def test_dropout_is_for_texts_and_not_for_generated_rows() -> None:
    """A text's tokens weigh alike; in a generated row some count more, so that is how the two are told apart."""
    found = {}
    rows = some_ids(2 * 50).view(2, -1)
    for dropout in (0.0, 0.5):
        preset = Preset(CONFIG, rows=2, length=48, dropout=dropout)
        (stage, *_), now = stages(preset), moment(preset, 0.5, 100)
        for kind in ("text", "generated"):
            weights = torch.ones(2, 50)
            if kind == "generated":
                weights[:, 20:] = 5.0
            torch.manual_seed(0)
            gradients = Gradients(small_model().requires_grad_(), preset, stage, torch.device("cpu"))
            found[dropout, kind] = float(gradients(rows, weights, now)[0]["next"])
    assert found[0.5, "generated"] == found[0.0, "generated"]
    assert abs(found[0.5, "text"] - found[0.0, "text"]) > 1e-3


def test_entries_that_nobody_picks_are_read_when_the_moment_says_so() -> None:
    preset, rows = Preset(CONFIG, rows=2, length=48, dropout=0.0, unpicked_from=0.5), some_ids(2 * 50).view(2, -1)
    (stage, *_), found = stages(preset), []
    for progress in (0.49, 0.5):
        gradients = Gradients(small_model().requires_grad_(), preset, stage, torch.device("cpu"))
        found.append(float(gradients(rows, torch.ones(2, 50), moment(preset, progress, 100))[0]["next"]))
    assert abs(found[0] - found[1]) > 1e-4
