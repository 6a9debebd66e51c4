"""dsv4lab/training/optimizer.py and initial.py: directions, formats, tables, where streams begin."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from dsv4lab.checkpoint.reader import load_state_dict
from dsv4lab.checkpoint.writer import save_checkpoint
from dsv4lab.model.transformer import Transformer
from dsv4lab.training.initial import balanced_table, initialise
from dsv4lab.training.optimizer import Optimizer, orthogonalise, round_as_stored, stored_as
from dsv4lab.training.presets import PRESETS

CONFIG = PRESETS["speck"].config


def new_model() -> Transformer:
    model = Transformer(CONFIG)
    initialise(model, np.ones(CONFIG.vocab_size), seed=1)
    return model


def new_optimizer(model: Transformer) -> Optimizer:
    return Optimizer(model, muon_rate=0.01, adam_rate=0.01, muon_decay=0.1, adam_decay=0.1)


def give_gradients(model: Transformer) -> None:
    generator = torch.Generator().manual_seed(0)
    for parameter in model.parameters():
        if parameter.requires_grad:
            parameter.grad = torch.randn(parameter.shape, generator=generator)


@pytest.mark.parametrize("shape", [(3, 32, 32), (2, 16, 64), (2, 64, 16)])
def test_orthogonalised_matrices_have_singular_values_near_one(shape: tuple[int, ...]) -> None:
    torch.manual_seed(0)
    values = torch.linalg.svdvals(orthogonalise(torch.randn(shape) * 5, steps=8))
    assert values.min() > 0.6
    assert values.max() < 1.3


def test_a_step_moves_every_trained_weight_and_spares_the_routing_bias() -> None:
    model = new_model()
    before = {name: p.detach().clone() for name, p in model.named_parameters()}
    give_gradients(model)
    new_optimizer(model).step(1.0)
    same = {name for name, p in model.named_parameters() if torch.equal(p, before[name])}
    assert same == {name for name in before if name.endswith("routing.bias")}


def test_rates_times_nothing_change_nothing() -> None:
    model = new_model()
    before = {name: p.detach().clone() for name, p in model.named_parameters()}
    give_gradients(model)
    new_optimizer(model).step(0.0)
    assert all(torch.equal(p, before[name]) for name, p in model.named_parameters())


def test_names_are_stored_as_the_release_stores_them() -> None:
    formats = {name: stored_as(name) for name, _ in new_model().named_parameters()}
    assert {n for n, f in formats.items() if f == "fp4"} == {n for n in formats if ".experts.w" in n}
    assert formats["layers.2.attn.indexer.wq_b.weight"] == formats["mtp.0.e_proj.weight"] == "fp8"
    for plain in ("compressor.wkv", "indexer.compressor.wgate", "indexer.weights_proj"):
        assert formats[f"layers.2.attn.{plain}.weight"] == "plain"


def test_published_weights_are_exactly_what_the_checkpoint_returns(tmp_path: Path) -> None:
    model = new_model()
    optimizer = new_optimizer(model)
    optimizer.rounding = True
    give_gradients(model)
    optimizer.step(1.0)
    save_checkpoint(model, CONFIG, tmp_path / "stored")
    loaded = load_state_dict(tmp_path / "stored", dtype=torch.float32).state_dict
    rounded = [name for name, _ in model.named_parameters() if stored_as(name) != "plain"]
    assert len(rounded) > 20
    for name in rounded:
        assert torch.equal(loaded[name], model.state_dict()[name]), name


def test_masters_keep_what_rounding_hides() -> None:
    model = new_model()
    optimizer = new_optimizer(model)
    weight = model.get_parameter("layers.0.ffn.experts.w1")
    plain = weight.detach().clone()
    optimizer.rounding = True
    optimizer.publish()
    assert not torch.equal(weight, plain)
    assert torch.equal(weight, round_as_stored("layers.0.ffn.experts.w1", plain))
    optimizer.rounding = False
    optimizer.publish()
    assert torch.equal(weight, plain)


def test_hash_tables_are_distinct_in_a_row_and_even_by_frequency() -> None:
    frequency = 1.0 / np.arange(1, 1001)  # the most frequent token takes 13 percent of all places
    table = balanced_table(frequency, experts=16, slots=4, seed=0)
    assert all(len(set(row)) == 4 for row in table.tolist())
    load = np.zeros(16)
    for slot in range(4):
        np.add.at(load, table[:, slot].numpy(), frequency)
    # The first token alone fills its four experts beyond the mean, so compare with the unavoidable.
    assert load.max() / load.mean() < 1.1
    assert len({tuple(sorted(row)) for row in table.tolist()}) > 300


def test_layers_get_different_tables_and_sites_read_different_streams() -> None:
    model = new_model()
    tables = [model.get_buffer(f"layers.{i}.ffn.routing.tid2eid") for i in (0, 1)]
    assert not torch.equal(tables[0], tables[1])
    bases = [model.get_parameter(f"layers.{i}.{site}.mixing.base") for i in range(4) for site in ("attn", "ffn")]
    assert [int(base[: CONFIG.hc_mult].argmax()) for base in bases] == [0, 1, 2, 3] * 2


def test_streams_stay_as_much_as_a_preset_says() -> None:
    model = Transformer(CONFIG)
    initialise(model, np.ones(CONFIG.vocab_size), stay=(3.0, 1.8))
    for site, logit in (("attn", 3.0), ("ffn", 1.8)):
        comb = model.get_parameter(f"layers.2.{site}.mixing.base")[2 * CONFIG.hc_mult :].view(CONFIG.hc_mult, -1)
        assert torch.equal(comb, logit * torch.eye(CONFIG.hc_mult))


def test_while_the_indexers_learn_alone_no_other_weight_moves() -> None:
    model = new_model()
    before = {name: p.detach().clone() for name, p in model.named_parameters()}
    give_gradients(model)
    optimizer = new_optimizer(model)
    optimizer.step(1.0, 0.0)
    moved = {name for name, p in model.named_parameters() if not torch.equal(p, before[name])}
    assert moved == {name for name in before if ".indexer." in name}
    optimizer.step(0.0, 1.0)
    moved = {name for name, p in model.named_parameters() if not torch.equal(p, before[name])}
    assert moved == {name for name in before if not name.endswith("routing.bias")}


@pytest.mark.parametrize("momentum", [0.95, 0.99])
def test_the_momentum_is_what_is_kept_of_it(momentum: float) -> None:
    model = new_model()
    optimizer = Optimizer(
        model, muon_rate=0.01, adam_rate=0.01, muon_decay=0.0, adam_decay=0.0, momentum=momentum
    )  # fmt: skip
    give_gradients(model)
    optimizer.step(1.0)
    name = "layers.0.attn.wq_a.weight"  # the first of its shape, so its stack has its name
    kept, gradient = optimizer.state()[f"{name}/momentum"], model.get_parameter(name).grad
    assert gradient is not None
    torch.testing.assert_close(kept[0], (1 - momentum) * gradient)


def test_a_restored_optimizer_takes_the_same_next_step() -> None:
    models = [new_model(), new_model()]
    first, second = (new_optimizer(model) for model in models)
    give_gradients(models[0])
    first.step(1.0)
    second.restore({name: value.clone() for name, value in first.state().items()})
    for model, optimizer in zip(models, (first, second), strict=True):
        give_gradients(model)
        optimizer.step(0.5)
    for (name, ours), theirs in zip(models[0].named_parameters(), models[1].parameters(), strict=True):
        assert torch.equal(ours, theirs), name


@pytest.mark.gpu
@pytest.mark.skipif(not torch.cuda.is_available(), reason="a graph needs a GPU")
def test_a_recorded_step_moves_the_weights_as_launches_do() -> None:
    """Bit for bit, over a change of rounding and while only the indexers learn."""
    models = [new_model().cuda(), new_model().cuda()]
    optimizers = [new_optimizer(model) for model in models]
    generator = torch.Generator("cuda").manual_seed(0)
    for model in models:
        for parameter in model.parameters():
            if parameter.requires_grad:
                parameter.grad = torch.empty_like(parameter)
    for step, (rounding, rates) in enumerate(
        [(False, (1.0, 1.0))] * 3 + [(False, (0.5, 0.0)), *[(True, (0.3, 0.3))] * 3]
    ):
        if step == 1:
            optimizers[0].record()
        for ours, theirs in zip(models[0].parameters(), models[1].parameters(), strict=True):
            if ours.grad is not None and theirs.grad is not None:
                theirs.grad.copy_(ours.grad.normal_(generator=generator))
        for optimizer in optimizers:
            optimizer.rounding = rounding
            optimizer.step(*rates)
        for (name, ours), theirs in zip(models[0].named_parameters(), models[1].parameters(), strict=True):
            assert torch.equal(ours, theirs), (step, name)
    assert all(optimizers[0]._graphs[rounding] is not None for rounding in (False, True))
