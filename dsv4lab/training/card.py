"""The README.md of a trained model: every number in it comes from the run, or from the stored files read back.

What the texts are and under which licences only their collector knows: a DATA.md beside them becomes the card's section,
a NOTES.md in the run's folder a section on what was expected and seen.
Tests: tests/training/test_training.py.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from dsv4lab.attention_kinds import COMPRESSED, KINDS
from dsv4lab.config import HASH, Config
from dsv4lab.model.transformer import Transformer
from dsv4lab.training.corpus import Corpus

_CARD = """---
license: mit
language: en
pipeline_tag: text-generation
---

# A small DeepSeek-V4, trained from nothing

{size}

It is **not a DeepSeek release** and shares no weight with one: only the architecture, the tensor names and the number
formats are the same. It exists to be looked into: with dsv4lab, `lab.load()` opens it on a laptop's CPU.

## What it is

| | |
| --- | --- |
{shape}

Formats as in the release: routed experts FP4 (e2m1, one power-of-two scale per 32 inputs), other matrices of attention
and shared experts FP8 (e4m3, 128x128 tiles), embedding, head, compressors, routers and norms BF16, hyper-connections,
sinks and routing biases F32.

## How well it predicts

Bits per UTF-8 byte of texts it was not trained on (lower is better), measured with the stored, rounded weights read back
from these files, in windows of {length} tokens, begin marker given, end marker not counted:

{scores}

## A sample

{sample}:

{story}

## How it was trained

{runs}

Muon for matrices, AdamW for the rest. For {rounded} of the steps the forward saw every weight as it is stored, with
straight-through gradients. {chosen} The routers' loads were evened by moving their biases, the
indexers learned from the attention mass of the entries they rank, the draft (MTP) block from the token after the next.

{notes}## Data

{data}

## Limits

{limits}
"""
_STORIES = (
    "It writes short, simple English stories with a thread that holds for some paragraphs, and makes mistakes a child\n"
    "  would notice: names change, objects appear and vanish. It knows nothing, answers nothing, follows no instructions."
)
_ANY = "It goes on with texts in the manner of those it learned from; what it says is made up."
_OTHERS = "Other languages and program code are in its vocabulary and its training in small parts only."
_OLD = "Many of its texts are a hundred years old and more and keep the views of their time. Not safe for children as it is."
_CHOSEN = {
    "average": "Stored is the mean of the weights of the last steps, rounded.",
    "check": "Stored are the weights of the held-out check that was best.",
    "last": "Stored are the weights of the last step.",
}


def write_card(
    folder: Path, model: Transformer, corpus: Corpus, facts: dict[str, Any], data: str, notes: str = ""
) -> None:
    """Write folder/README.md from run.json's facts (runs, bits per byte, samples), a section about the texts, and notes."""
    runs, sample = [*facts["earlier"], facts], facts["samples"][0]
    (folder / "README.md").write_text(
        _CARD.format(
            size=_size(folder, model),
            shape="\n".join(f"| {what} | {value} |" for what, value in _shape(model.config).items()),
            scores=_scores(facts["bits_per_byte"], corpus, facts.get("judged")),
            sample=f'Temperature {sample["temperature"]}, seed {sample["seed"]}, opening "{sample["opening"]}", unedited',
            story="\n".join(f"> {line}".rstrip() for line in sample["text"].splitlines()),
            runs="\n".join(_run(number, run) for number, run in enumerate(runs, start=1)),
            rounded=f"{sum(_rounded(run) for run in runs) / sum(run['report']['steps'] for run in runs):.0%}",
            chosen=_CHOSEN[facts["report"].get("chosen", "last")],
            length=facts["length"],
            limits="\n".join(f"- {limit}" for limit in _limits(model.config, facts, set(corpus.train))),
            data=data.strip(),
            notes=f"### What was expected, tried and seen\n\n{notes.strip()}\n\n" if notes.strip() else "",
        ),
        encoding="utf-8",
    )


def _size(folder: Path, model: Transformer) -> str:
    weights = sum(parameter.numel() for parameter in model.parameters())
    stored = sum(file.stat().st_size for file in folder.iterdir() if file.suffix == ".safetensors")
    return f"{weights / 1e6:.1f} million weights in {stored / 2**20:.1f} MiB."


def _shape(config: Config) -> dict[str, str]:
    kinds = ", ".join(f"{config.layer_kinds.count(kind)} {kind}" for kind in KINDS)
    rates = [f"{kind.title} {kind.rate(config)}" for kind in COMPRESSED]
    hashed = config.routing_kinds.count(HASH)
    return {
        "layers": f"{config.num_hidden_layers} ({kinds}), and {config.num_nextn_predict_layers} draft (MTP) block",
        "width, streams": f"{config.hidden_size}, {config.hc_mult}",
        "attention": f"{config.num_attention_heads} heads of {config.head_dim}, window {config.sliding_window}",
        "compression": f"{rates[0]} tokens per entry{''.join(f', {rate}' for rate in rates[1:])}",
        "indexer": f"{config.index_n_heads} heads of {config.index_head_dim}, {config.index_topk} entries picked",
        "experts": (
            f"{config.n_routed_experts} of width {config.moe_intermediate_size}, {config.num_experts_per_tok} chosen, "
            f"1 shared; {hashed} layers routed by hash"
        ),
        "vocabulary": f"{config.vocab_size}, byte-level BPE of its own",
    }


def _limits(config: Config, facts: dict[str, Any], domains: set[str]) -> list[str]:
    """What the model is not, as far as the names of its texts and its plan tell."""
    longest = facts.get("longest", facts["length"])
    rounded = facts.get("preset", {}).get("round_activations_from", 1.0) < 1
    return [
        _STORIES if "stories" in domains else _ANY,
        *([_OTHERS] if domains & {"multilingual", "code"} else []),
        *([_OLD] if "books" in domains else []),
        f"Trained on rows of up to {longest} tokens; it accepts {config.max_position_embeddings:,}, what it does beyond "
        f"{longest} was not trained.",
        "The hash layers' tables are random (balanced by token frequency), not those of a release.",
        "Measured with exact activations; the release's rounding of activations was "
        + ("part of the training, at its end." if rounded else "not part of the training."),
    ]


def _scores(scores: dict[str, float], corpus: Corpus, judged: int | None) -> str:
    rows = ["| held out | documents | bytes | bits per byte |", "| --- | --- | --- | --- |"]
    for name, bits in scores.items():
        sizes = corpus.heldout[name].sizes[:judged]
        rows.append(f"| {name} | {len(sizes):,} | {sizes.sum():,} | {bits:.4f} |")
    return "\n".join(rows)


def _run(number: int, facts: dict[str, Any]) -> str:
    report = facts["report"]
    epochs = ", ".join(f"{name} {count:.1f}" for name, count in report["epochs"].items())
    return (
        f"{number}. `{facts['command']}`\n"
        f"   {report['steps']:,} steps of {facts['step_tokens']:,} tokens, {report['tokens']:,} in all, in "
        f"{report['seconds'] / 60:.1f} minutes on {facts['device']}, {facts['date']}. Passes over the texts: {epochs}."
    )


def _rounded(facts: dict[str, Any]) -> float:
    """Steps of a run that saw rounded weights; progress runs about evenly with the steps."""
    return facts["report"]["steps"] * (1 - facts["round_from"])
