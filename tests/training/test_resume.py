"""dsv4lab/training/train.py, run.py, run_state.py: a run that is cut and goes on is the run that was not cut."""

from __future__ import annotations

from dataclasses import asdict, replace
from pathlib import Path

import pytest
import torch
from small_run import PRESET, small_corpus

from dsv4lab.training.clock import Clock
from dsv4lab.training.run import DivergedError, Report, move_biases
from dsv4lab.training.run_state import Keeper, StateError, read_state, write_state
from dsv4lab.training.train import train

CPU = torch.device("cpu")


def run(folder: Path, stop_at: int | None = None, resume: bool = False, preset=PRESET) -> tuple[dict, Report]:
    keeper = Keeper(folder, every=1e9)
    asked = []

    def stopped() -> bool:
        asked.append(True)
        return stop_at is not None and len(asked) > stop_at

    model, report = train(
        preset, small_corpus(), Clock(steps=20), device=CPU, watch="sums", say=lambda _: None,
        keeper=keeper, resumed=keeper.read() if resume else None, stopped=stopped,
    )  # fmt: skip
    return model.state_dict(), report


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict, Report]:
    return run(tmp_path_factory.mktemp("whole"))


@pytest.mark.parametrize("cut", [5, 10, 13])  # indexers alone; picked, averaging; behind the border to longer rows
def test_a_run_cut_in_two_gives_the_same_bits(cut: int, whole: tuple[dict, Report], tmp_path: Path) -> None:
    _, first = run(tmp_path, stop_at=cut)
    assert first.stopped and first.steps == cut
    weights, report = run(tmp_path, resume=True)
    expected, uncut = whole
    assert all(torch.equal(weights[name], value) for name, value in expected.items())
    # Seconds differ; everything else a report says is the same, the losses to the last bit.
    assert asdict(report) | {"seconds": 0} == asdict(uncut) | {"seconds": 0}
    assert report.steps == 20 and set(report.candidates) == {"last", "check", "average"}


def test_a_run_on_generated_texts_is_cut_and_goes_on_the_same(tmp_path: Path) -> None:
    mix = {"sums": 1.0, "worlds": 1.0, "induction": 1.0}
    preset = replace(PRESET, rows=3, length=64, longer=(), first_mix=mix, last_mix=mix)
    expected, uncut = run(tmp_path / "whole", preset=preset)
    run(tmp_path / "cut", stop_at=7, preset=preset)
    weights, report = run(tmp_path / "cut", resume=True, preset=preset)
    assert all(torch.equal(weights[name], value) for name, value in expected.items())
    assert report.losses == uncut.losses and set(report.epochs) == {"sums"}


def test_a_cut_run_without_its_random_state_would_differ(whole: tuple[dict, Report], tmp_path: Path) -> None:
    run(tmp_path, stop_at=10)
    tensors, facts = read_state(tmp_path / "state.safetensors")
    tensors["random/cpu"] = torch.Generator().manual_seed(99).get_state()
    write_state(tmp_path / "state.safetensors", tensors, facts)
    weights, _ = run(tmp_path, resume=True)
    assert any(not torch.equal(weights[name], value) for name, value in whole[0].items())


def test_the_state_of_another_model_is_refused(tmp_path: Path) -> None:
    run(tmp_path, stop_at=1)
    other = replace(PRESET, config=PRESET.config.replace(moe_intermediate_size=64))
    with pytest.raises(StateError, match="not one of this model"):
        run(tmp_path, resume=True, preset=other)


def test_a_loss_that_is_no_number_stops_the_run_and_spares_the_last_state(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(tmp_path, stop_at=4)
    before = (tmp_path / "state.safetensors").read_bytes()
    seen = []

    def poison(model, loads, rate) -> None:
        seen.append(rate)
        move_biases(model, loads, rate)
        if len(seen) == 2:
            model.get_parameter("layers.2.ffn.routing.bias").fill_(float("nan"))
            model.head.weight.data.fill_(float("nan"))

    monkeypatch.setattr("dsv4lab.training.run.move_biases", poison)
    with pytest.raises(DivergedError, match=r"step \d+: the loss is no number.*The state of step 4 is kept"):
        run(tmp_path, resume=True)
    assert (tmp_path / "state.safetensors").read_bytes() == before


def test_the_average_is_stored_when_it_is_better_and_not_when_it_is_worse(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = {}
    for better in (True, False):
        seen = []

        def bits(model, *_, better=better, seen=seen, **__) -> float:
            seen.append({name: value.clone() for name, value in model.state_dict().items()})
            return 1.0 - len(seen) / 1000 if better else 1.0 + len(seen) / 1000

        monkeypatch.setattr("dsv4lab.training.run.bits_per_byte", bits)
        weights, report = run(tmp_path / str(better), preset=replace(PRESET, round_from=0.99))
        found[better] = report.chosen
        # The average is looked at last of all, the run's own last weights just before.
        expected = seen[-1] if better else seen[-2]
        assert all(torch.equal(weights[name], value) for name, value in expected.items())
        assert not torch.equal(seen[-1]["layers.1.attn.wkv.weight"], seen[-2]["layers.1.attn.wkv.weight"])
    assert found == {True: "average", False: "last"}
