"""`python -m dsv4lab.training TEXTFOLDER --out DIR`: train a DeepSeek-V4 on a folder of texts, evaluate and store it.

TEXTFOLDER holds .txt or .txt.xz files (see data.py), or a corpus that `--prepare` made of them. Nothing is downloaded.
Surprising: the numbers printed at the end belong to the files in DIR, read back from the disk, not to the run's weights.
Ctrl-C ends it after the step at hand and stores what it has; a second one ends at once.
Tests: tests/training/test_training.py.
"""

from __future__ import annotations

import argparse
import datetime
import json
import shlex
import shutil
import sys
import time
from dataclasses import asdict, replace
from pathlib import Path

import torch

from dsv4lab.checkpoint.reader import load_state_dict
from dsv4lab.checkpoint.writer import save_checkpoint
from dsv4lab.errors import LabError
from dsv4lab.files import check_writable, full_path
from dsv4lab.model.transformer import Transformer
from dsv4lab.terminal import stops_at_interrupt
from dsv4lab.training.card import write_card
from dsv4lab.training.corpus import Corpus
from dsv4lab.training.evaluate import bits_per_byte, tell
from dsv4lab.training.presets import PRESETS, Preset
from dsv4lab.training.tokenizer import save_tokenizer
from dsv4lab.training.train import Clock, train

_OPENINGS = ("Once upon a time", "One day, a little girl named Lily", "", "The old king had three sons")
_TEMPERATURE = 0.7
_SHARD = 12 * 2**20  # bytes: small files travel more easily
_MODEL, _FACTS = "model", "run.json"  # what --out gets: the checkpoint, and the facts of the run and its evaluation
_NOTES = "NOTES.md"  # in --out, optional: what was expected and seen, for the card
_DATA = "DATA.md"  # beside the texts: what they are and under which licences


def main(arguments: list[str] | None = None) -> int:
    """Run the command line, the process's own by default; returns the exit code (2 mistaken, 130 interrupted)."""
    options = _parser().parse_args(arguments)
    try:
        return _run(options, sys.argv[1:] if arguments is None else arguments)
    except LabError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"error: {error.filename or 'input or output'}: {error.strerror or error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("stopped; nothing was stored.", file=sys.stderr)
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m dsv4lab.training", description="Train a small DeepSeek-V4.")
    parser.add_argument("texts", type=Path, help="folder of .txt/.txt.xz files, or a prepared corpus")
    parser.add_argument("--out", type=Path, required=True, help="folder for the checkpoint (or the corpus)")
    parser.add_argument("--prepare", action="store_true", help="only tokenise: write a corpus to --out")
    parser.add_argument("--skip-evaluation", action="store_true", help="store only; measure later with --evaluate")
    parser.add_argument("--evaluate", action="store_true", help="measure what --out holds already; train nothing")
    parser.add_argument("--preset", choices=sorted(PRESETS), default="shipped")
    parser.add_argument("--start", type=Path, help="go on from the --out folder of an earlier run")
    parser.add_argument("--minutes", type=float, help="train so long, compiling included")
    parser.add_argument("--steps", type=int, help="or so many steps")
    parser.add_argument("--code", action="store_true", help="add Python's own standard library as domain 'code'")
    parser.add_argument("--watch", help="domain checked during the run (default: stories, else the first)")
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument(
        "--set", nargs="*", default=[], metavar="NAME=VALUE", help="change fields of the preset, as JSON"
    )
    return parser


def _run(options: argparse.Namespace, arguments: list[str]) -> int:
    preset, device = _changed(PRESETS[options.preset], options.set), _checked(options)
    corpus = Corpus.load(options.texts) or Corpus.of_texts(
        options.texts, vocab_size=preset.config.vocab_size, with_code=options.code,
        megabytes=preset.megabytes, vocabulary=preset.vocabulary,
    )  # fmt: skip
    if options.prepare:
        corpus.save(options.out, max_length=preset.config.max_position_embeddings)
        if (options.texts / _DATA).is_file():
            shutil.copyfile(options.texts / _DATA, options.out / _DATA)
        print(f"{options.out}: {sum(len(t.ids) for t in corpus.train.values()):,} tokens to train on")
        return 0
    if corpus.tokenizer.vocab_size != preset.config.vocab_size:
        print(f"the texts' tokenizer has {corpus.tokenizer.vocab_size} tokens; so does the model.")
        preset = replace(preset, config=preset.config.replace(vocab_size=corpus.tokenizer.vocab_size))
    if options.evaluate:
        return _evaluate(options, corpus, device)
    if options.watch is not None and options.watch not in corpus.heldout:
        raise LabError(f"--watch {options.watch}: no such domain. Held-out texts are of {', '.join(corpus.heldout)}.")
    watch = options.watch or ("stories" if "stories" in corpus.heldout else next(iter(corpus.heldout), None))
    clock = Clock(steps=options.steps, seconds=None if options.minutes is None else 60 * options.minutes)
    begun = time.monotonic()
    start, earlier = _start(options.start, preset)
    with stops_at_interrupt(lambda: print("stopping after this step …", file=sys.stderr)) as stopped:
        model, report = train(
            preset, corpus, clock, device=device, watch=watch, seed=options.seed, start=start, stopped=stopped
        )
    if report.stopped and not report.steps:
        raise KeyboardInterrupt
    print(
        f"{report.steps} steps, {report.tokens:,} tokens in {report.seconds:.0f} s; epochs "
        + " ".join(f"{name} {count:.1f}" for name, count in report.epochs.items())
    )
    save_tokenizer(corpus.tokenizer, options.out / "parts", max_length=preset.config.max_position_embeddings)
    save_checkpoint(
        model, model.config, options.out / _MODEL, max_shard_bytes=_SHARD,
        tokenizer_files=sorted((options.out / "parts").iterdir()),
    )  # fmt: skip
    facts = {
        "command": shlex.join(["python", "-m", "dsv4lab.training", *arguments]),
        "device": torch.cuda.get_device_name(device) if device.type == "cuda" else "a CPU",
        "date": datetime.date.today().isoformat(),
        "step_tokens": preset.rows * preset.length,
        "length": preset.length,
        "round_from": preset.round_from,
        "report": asdict(report),
        "earlier": earlier,
    }
    _write_facts(options.out, facts)
    print(f"stored after {time.monotonic() - begun:.0f} s", flush=True)
    if report.stopped:
        print(f"stopped by Ctrl-C after {report.steps} steps; {options.out} holds what it had. Measure it: --evaluate.")
        return 130
    return 0 if options.skip_evaluation else _evaluate(options, corpus, device)


def _checked(options: argparse.Namespace) -> torch.device:
    """Refuse what could not work, before hours of work and not after them; the device to train on."""
    options.out = full_path(options.out, LabError)
    if options.prepare or not options.evaluate:
        check_writable(options.out / _MODEL, LabError)
    if not options.prepare and not options.evaluate:
        if (options.out / _MODEL).exists() or (options.out / _FACTS).exists():
            raise LabError(f"--out {options.out} holds a trained model already; it stays. Choose another folder.")
        if (options.minutes is None) == (options.steps is None):
            raise LabError("give either --minutes or --steps: how long shall it train?")
        if options.steps is not None and options.steps < 1:
            raise LabError(f"--steps {options.steps}: give 1 or more.")
        if options.minutes is not None and not 0 < options.minutes < float("inf"):
            raise LabError(f"--minutes {options.minutes}: give a number above 0.")
    if options.evaluate and not (options.out / _FACTS).is_file():
        raise LabError(f"--evaluate: {options.out} holds no {_FACTS}; give the --out folder of a run that has stored.")
    try:
        device = torch.device(options.device)
    except RuntimeError:
        raise LabError(f"--device {options.device}: no such device; use cpu, cuda or cuda:1.") from None
    if device.type not in ("cpu", "cuda") or (device.type == "cuda" and not torch.cuda.is_available()):
        raise LabError(f"--device {options.device}: not here; use cpu{', cuda' * torch.cuda.is_available()}.")
    return device


def _evaluate(options: argparse.Namespace, corpus: Corpus, device: torch.device) -> int:
    """Measure what is stored under --out, let it tell, write its card."""
    facts, begun = json.loads((options.out / _FACTS).read_text(encoding="utf-8")), time.monotonic()
    model = load_stored(options.out / _MODEL).to(device)
    length, rows = facts["length"], 64 if device.type == "cuda" else 8
    facts["bits_per_byte"] = {}
    for name, tokens in corpus.heldout.items():
        facts["bits_per_byte"][name] = bits_per_byte(model, tokens, length=length, rows=rows)
        print(f"{name} held out: {facts['bits_per_byte'][name]:.4f} bits per byte", flush=True)
    facts["samples"] = [
        {"opening": o, "temperature": _TEMPERATURE, "seed": i}
        | {"text": tell(model, corpus.tokenizer, o, tokens=min(300, length), seed=i)}
        for i, o in enumerate(_OPENINGS)
    ]
    for sample in facts["samples"]:
        print("---", sample["text"], sep="\n")
    _write_facts(options.out, facts)
    note = options.texts / _DATA
    data = (
        note.read_text(encoding="utf-8") if note.is_file() else "Not described: the texts had no DATA.md beside them."
    )
    write_card(options.out / _MODEL, model, corpus, facts, data)
    print(f"evaluated in {time.monotonic() - begun:.0f} s")
    return 0


def _start(folder: Path | None, preset: Preset) -> tuple[dict[str, torch.Tensor] | None, list[dict]]:
    """The weights to go on from and the facts of the runs before, from the --out folder of an earlier run."""
    if folder is None:
        return None, []
    loaded = load_state_dict(folder / _MODEL, dtype=torch.float32)
    if loaded.config.to_dict() != preset.config.to_dict():
        raise LabError(
            f"--start {folder}: its config.json is not the preset's; go on with the preset it was made with."
        )
    facts = json.loads((folder / _FACTS).read_text(encoding="utf-8"))
    return loaded.state_dict, [*facts.pop("earlier", []), facts]


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8") if file.is_file() else ""


def _write_facts(folder: Path, facts: dict) -> None:
    (folder / _FACTS).write_text(json.dumps(facts, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def load_stored(folder: Path) -> Transformer:
    """The model of a checkpoint folder, dequantised to float32."""
    loaded = load_state_dict(folder, dtype=torch.float32)
    model = Transformer(loaded.config)
    model.load_state_dict(loaded.state_dict)
    return model


def _changed(preset: Preset, changes: list[str]) -> Preset:
    """Fields of the preset, or of its config, replaced by NAME=JSON."""
    for change in changes:
        name, _, text = change.partition("=")
        try:
            value = json.loads(text)
        except json.JSONDecodeError:
            raise LabError(f"--set {change}: {text!r} is not JSON. Write a number, or a string in quotes.") from None
        if name in Preset.__dataclass_fields__:
            preset = replace(preset, **{name: value})
        elif name in type(preset.config).__dataclass_fields__:
            preset = replace(preset, config=preset.config.replace(**{name: value}))
        else:
            raise LabError(
                f"--set {name}: no such field. Known: {', '.join(Preset.__dataclass_fields__)}, and Config's."
            )
    return preset


if __name__ == "__main__":
    sys.exit(main())
