"""dsv4lab/training: bits per byte, the whole command from texts to a measured checkpoint, and the model that ships."""

from __future__ import annotations

import json
import math
import os
import signal
from pathlib import Path

import numpy as np
import pytest
import torch
from small_model import small_model, some_ids

import dsv4lab
from dsv4lab.config import Config
from dsv4lab.text import Tokenizer
from dsv4lab.training.__main__ import main
from dsv4lab.training.clock import Clock
from dsv4lab.training.data import Tokens
from dsv4lab.training.evaluate import bits_per_byte, split_windows, tell
from dsv4lab.training.measure import load_stored
from dsv4lab.training.plan import rate_scale
from dsv4lab.training.presets import PRESETS
from dsv4lab.training.run import move_biases

SHIPPED = Path(dsv4lab.__file__).parent / "models" / "tiny"
STORY = (
    "Once upon a time, there was a little girl named Lily. She liked to play in the park with her mom. One day, she saw "
    "a big dog. The dog was sad. Lily said, \"Do not be sad. You can play with us.\" The dog was happy."
)  # fmt: skip


@pytest.mark.parametrize(("count", "length"), [(2, 8), (8, 8), (9, 8), (50, 8), (1, 8)])
def test_windows_judge_every_token_once_with_half_a_window_before_it(count: int, length: int) -> None:
    ids = np.arange(count)
    judged: list[int] = []
    for window, first in split_windows(ids, length):
        assert len(window) <= length
        assert first >= min(length // 2, window[0] + 1)
        judged += window[first:].tolist()
    assert judged == list(range(1, count))


def test_bits_per_byte_counts_every_token_of_the_text() -> None:
    model, ids = small_model(), some_ids(30)[0]
    tokens = Tokens(ids.numpy().astype(np.uint16), np.array([0, 12, 30]), sizes=np.array([30, 70]))
    bits, alone = 0.0, []
    for document in (ids[:11], ids[12:29]):  # the last token of each is the end marker
        logprobs = model(document[None])[0].log_softmax(-1)
        alone.append(-float(logprobs[:-1].gather(1, document[1:, None]).sum()) / math.log(2))
        bits += alone[-1]
    assert bits_per_byte(model, tokens, length=64) == pytest.approx(bits / 100, rel=1e-5)
    assert bits_per_byte(model, tokens, length=64, rows=1) == pytest.approx(bits / 100, rel=1e-5)
    assert bits_per_byte(model, tokens, length=64, documents=1) == pytest.approx(alone[0] / 30, rel=1e-5)


def test_a_clock_counts_steps_or_seconds_never_both() -> None:
    assert Clock(steps=10).progress(5) == 0.5
    assert Clock(seconds=-1).progress(0) == 1.0
    with pytest.raises(ValueError, match="either"):
        Clock(steps=1, seconds=1)


def test_rates_warm_up_stay_and_fall_to_nothing() -> None:
    preset = PRESETS["shipped"]
    scales = [rate_scale(preset, p, step) for step, p in ((0, 0.0), (99, 0.1), (500, 0.4), (900, 0.7), (999, 1.0))]
    assert scales == pytest.approx([0.01, 1.0, 1.0, 0.5, 0.0])


def test_biases_rise_for_experts_that_got_less_than_their_share() -> None:
    model = small_model()
    names = [f"layers.{i}.ffn.routing.bias" for i in range(2, 6)]
    before = [model.get_parameter(name).clone() for name in names]
    load = torch.tensor([0.0, 10, 10, 10, 10, 10, 20])
    move_biases(model, [load] * 5, 0.5)
    for name, bias in zip(names, before, strict=True):
        assert (model.get_parameter(name) - bias).tolist() == pytest.approx([0.5, 0, 0, 0, 0, 0, -0.5], abs=1e-6)


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole command, 20 steps of a very small model on texts of two kinds."""
    folder = tmp_path_factory.mktemp("texts")
    for name, words in (("tales", "The cat sat on the mat."), ("sums", "One and one is two.")):
        texts = [f"{words} {words} Number {i}.\n\n{words} {'The end. ' * (i % 5)}" for i in range(120)]
        (folder / f"{name}.txt").write_text("\n<|endoftext|>\n".join(texts), encoding="utf-8")
    (folder / "DATA.md").write_text("Sentences made up for a test.", encoding="utf-8")
    changes = ["vocab_size=300", "warmup=2", "rows=8"]
    out = folder / "out"
    arguments = [str(folder), "--out", str(out), "--preset", "speck", "--steps", "20", "--device", "cpu", "--set"]
    assert main(arguments + changes) == 0
    return folder


def test_twenty_steps_lower_the_loss_and_the_heldout_bits(trained: Path) -> None:
    report = json.loads((trained / "out" / "run.json").read_text(encoding="utf-8"))["report"]
    bits = [check["bits_per_byte"] for check in report["checks"]]
    assert report["steps"] == 20
    assert report["tokens"] == 20 * 8 * 128
    assert bits[-1] < 0.6 * bits[0]


def test_the_stored_model_is_the_release_s_layout_and_is_what_was_measured(trained: Path) -> None:
    out = trained / "out" / "model"
    facts = json.loads((trained / "out" / "run.json").read_text(encoding="utf-8"))
    tokenizer = Tokenizer.load(out)
    assert tokenizer is not None
    assert {"config.json", "generation_config.json", "tokenizer.json", "tokenizer_config.json", "README.md"} <= {
        file.name for file in out.iterdir()
    }
    documents = [t for t in (trained / "sums.txt").read_text(encoding="utf-8").split("\n<|endoftext|>\n")][99:100]
    bits = bits_per_byte(load_stored(out), Tokens.of(documents, tokenizer), length=64)
    assert bits == pytest.approx(facts["bits_per_byte"]["sums"], rel=1e-4)


def test_the_card_holds_the_measured_numbers_the_command_and_the_data_note(trained: Path) -> None:
    card = (trained / "out" / "model" / "README.md").read_text(encoding="utf-8")
    facts = json.loads((trained / "out" / "run.json").read_text(encoding="utf-8"))
    for name, bits in facts["bits_per_byte"].items():
        assert f"| {name} |" in card
        assert f"{bits:.4f}" in card
    assert "--steps 20" in card
    assert "Sentences made up for a test." in card
    assert facts["samples"][0]["text"].splitlines()[0].rstrip() in card


def test_a_run_can_go_on_from_an_earlier_one(trained: Path) -> None:
    arguments = [str(trained), "--out", str(trained / "on"), "--start", str(trained / "out"), "--preset", "speck"]
    arguments += ["--steps", "2", "--device", "cpu", "--skip-evaluation", "--set", "vocab_size=300", "rows=8"]
    assert main(arguments) == 0
    first, second = (
        json.loads((trained / name / "run.json").read_text(encoding="utf-8"))["report"]["losses"][0]["next"]
        for name in ("out", "on")
    )
    assert second < 0.6 * first
    assert len(json.loads((trained / "on" / "run.json").read_text(encoding="utf-8"))["earlier"]) == 1


@pytest.mark.parametrize(
    ("extra", "words"),
    [
        ([], "either --minutes or --steps"),
        (["--steps", "1", "--set", "nonsense=1"], "no such field"),
        (["--steps", "1", "--set", "rows=many"], "is not JSON"),
        (["--steps", "-1"], "give 1 or more"),
        (["--steps", "0"], "give 1 or more"),
        (["--minutes", "-3"], "above 0"),
        (["--minutes", "nan"], "above 0"),
        (["--steps", "1", "--device", "mps"], "not here"),
        (["--steps", "1", "--device", "nonsense"], "no such device"),
        (["--steps", "1", "--watch", "poems"], "no such domain"),
        (["--evaluate"], "holds no run.json"),
    ],
)
def test_mistakes_are_named_and_nothing_is_trained(
    extra: list[str], words: str, trained: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(trained), "--out", str(trained / "no"), "--preset", "speck", *extra]) == 2
    assert words in capsys.readouterr().err
    assert not (trained / "no").exists()


def test_a_place_that_is_taken_or_cannot_be_written_is_refused_before_training(
    trained: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("dsv4lab.training.job.train", lambda *_, **__: pytest.fail("trained first"))
    for out, words in ((trained / "out", "already"), (trained / "sums.txt" / "x", "cannot be written")):
        assert main([str(trained), "--out", str(out), "--preset", "speck", "--steps", "1"]) == 2
        assert words in capsys.readouterr().err


def test_ctrl_c_ends_after_the_step_and_keeps_a_state_that_can_be_finished(
    trained: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    steps = []

    def third(*arguments: object) -> None:
        steps.append(move_biases(*arguments))  # type: ignore[arg-type]
        if len(steps) == 3:
            os.kill(os.getpid(), signal.SIGINT)

    out = trained / "stopped"
    arguments = [str(trained), "--out", str(out), "--preset", "speck", "--steps", "500", "--device", "cpu"]
    changes = ["--set", "vocab_size=300", "rows=8"]
    with monkeypatch.context() as patched:
        patched.setattr("dsv4lab.training.run.move_biases", third)
        assert main([*arguments, *changes]) == 130
    assert "holds the state of step 3" in capsys.readouterr().out
    assert [file.name for file in out.iterdir()] == ["state.safetensors"]
    assert main([*arguments, "--finish", "--skip-evaluation", *changes]) == 0
    report = json.loads((out / "run.json").read_text(encoding="utf-8"))["report"]
    assert report["steps"] == 3 and load_stored(out / "model").config.num_hidden_layers
    assert not (out / "state.safetensors").exists()


# The model that ships -------------------------------------------------------------------------------------------------


def test_the_shipped_model_is_small_enough_and_has_every_mechanism() -> None:
    assert sum(file.stat().st_size for file in SHIPPED.iterdir()) <= 32 * 2**20
    config = Config.read(SHIPPED)
    assert {kind: config.layer_kinds.count(kind) for kind in ("sliding", "csa", "hca")} == {
        "sliding": 2,
        "csa": 3,
        "hca": 3,
    }
    assert set(config.routing_kinds) == {"hash", "learned"}
    assert (config.hc_mult, config.num_nextn_predict_layers, config.expert_dtype) == (4, 1, "fp4")
    assert config.to_dict() == PRESETS["shipped"].config.to_dict()


def test_the_shipped_model_reads_simple_english_and_tells_a_story() -> None:
    model, tokenizer = load_stored(SHIPPED), Tokenizer.load(SHIPPED)
    assert tokenizer is not None
    assert bits_per_byte(model, Tokens.of([STORY], tokenizer)) < 0.9
    told = tell(model, tokenizer, "Once upon a time", tokens=40, temperature=0.5)
    assert told == tell(model, tokenizer, "Once upon a time", tokens=40, temperature=0.5)
    words = told.split()
    assert len(words) > 15
    assert len(set(words)) > 10


def test_the_card_of_the_shipped_model_says_what_it_is_not() -> None:
    card = (SHIPPED / "README.md").read_text(encoding="utf-8")
    for words in ("not a DeepSeek release", "bits per byte", "CDLA-Sharing-1.0", "Not safe for children", "random"):
        assert words in card
