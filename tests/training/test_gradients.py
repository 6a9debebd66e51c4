"""dsv4lab/training/gradients.py: the loss of weighted tokens."""

from __future__ import annotations

import torch
import torch.nn.functional as F

from dsv4lab.training.gradients import next_token_loss


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
