"""dsv4lab/training/gathered.py: picked entries alone give what all of them with a mask give."""

from __future__ import annotations

import pytest
import torch
from small_model import small_model, some_ids

from dsv4lab.training import gathered
from dsv4lab.training.attention_site import Picking, index_loss
from dsv4lab.training.blocked_attention import blocked_attention
from dsv4lab.training.forward import TrainingForward
from dsv4lab.training.gathered import gather_entries, gather_rows, pick_entries, score_gathered

TOKENS = 96  # 24 entries of a picking layer, of which up to 5 are picked
MASKED = Picking(torch.tensor(True), torch.tensor(True), torch.tensor(4), 5)


def rows_of() -> torch.Tensor:
    return some_ids(2 * (TOKENS + 2)).view(2, -1)


@pytest.mark.parametrize("block_bytes", [gathered.BLOCK_BYTES, 20_000])  # all queries at once, and a few at a time
def test_a_pass_over_gathered_picks_equals_the_masked_one_with_all_gradients(
    block_bytes: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gathered, "BLOCK_BYTES", block_bytes)
    found = []
    for picking in (MASKED, MASKED._replace(gathered=True)):
        model = small_model()
        model.requires_grad_(True)
        outputs = TrainingForward(model)(rows_of(), picking)
        (outputs.hidden.square().mean() + outputs.index_loss).backward()
        gradients = {name: p.grad for name, p in model.named_parameters() if p.grad is not None}
        found.append((outputs, gradients))
    (dense, dense_gradients), (picked, picked_gradients) = found
    # float32 and sums in another order; values are around one.
    torch.testing.assert_close(dense.hidden, picked.hidden, rtol=0, atol=1e-5)
    torch.testing.assert_close(dense.index_loss, picked.index_loss, rtol=1e-5, atol=0)
    assert dense_gradients.keys() == picked_gradients.keys()
    for name, gradient in dense_gradients.items():
        torch.testing.assert_close(
            gradient, picked_gradients[name], rtol=1e-4, atol=1e-6, msg=lambda m, n=name: f"{n}: {m}"
        )


def test_gradients_of_gathered_attention_and_of_the_indexer_s_loss_are_right() -> None:
    generator = torch.Generator().manual_seed(0)

    def draw(*shape: int) -> torch.Tensor:
        return torch.randn(*shape, generator=generator, dtype=torch.float64).requires_grad_()

    query, key, entries, sink = draw(2, 8, 2, 4), draw(2, 8, 4), draw(2, 4, 4), draw(2)
    index_query, index_keys, weights = draw(2, 8, 3, 4), draw(2, 4, 4), draw(2, 8, 3)
    picks, complete = pick_entries(index_query.float(), index_keys.float(), weights.float(), 2, rate=2)

    def both(*inputs: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        query, key, entries, sink, index_query, index_keys, weights = inputs
        out, mass = blocked_attention(query, key, gather_entries(entries, picks), complete, sink, 4)
        assert mass is not None
        scores = score_gathered(index_query, gather_entries(index_keys, picks), weights)
        # The mass has no gradient of its own, so it may not move while the inputs are.
        fixed = torch.full_like(mass, 0.5) * (1 + torch.arange(2, dtype=torch.float64))
        return out, index_loss(scores, fixed, complete)

    assert torch.autograd.gradcheck(both, (query, key, entries, sink, index_query, index_keys, weights))


def test_no_query_picks_an_entry_that_is_not_complete() -> None:
    torch.manual_seed(0)
    query, keys, weights = torch.randn(1, 16, 2, 4), torch.randn(1, 4, 4), torch.rand(1, 16, 2)
    picks, complete = pick_entries(query, keys, weights, 3, rate=4)
    seen = (torch.arange(16) + 1) // 4
    assert (complete.sum(-1) == seen.clamp(max=3)).all()
    assert (picks < seen[:, None])[complete].all()


def test_the_gradient_of_every_copy_comes_back_to_its_row() -> None:
    table = torch.zeros(2, 8, dtype=torch.bfloat16, requires_grad=True)
    gather_rows(table, torch.zeros(1000, dtype=torch.int64)).sum().backward()
    assert table.grad is not None
    assert (table.grad[0] == 1000).all()
    assert (table.grad[1] == 0).all()
