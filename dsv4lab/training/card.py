"""The README.md of a trained model: every number in it comes from the run, or from the stored files read back.

What the texts are and under which licences only their collector knows: a DATA.md beside them becomes the card's section.
Tests: tests/test_training.py.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path

from dsv4lab.config import CSA, HASH, HCA, SLIDING, Config
from dsv4lab.model.transformer import Transformer
from dsv4lab.training.corpus import Corpus
from dsv4lab.training.train import Report

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

{temperature}, seed {seed}, unedited; the opening "{opening}" was given:

{story}

## How it was trained

`{command}`

{steps:,} steps of {step_tokens:,} tokens, {tokens:,} tokens in all, {minutes:.1f} minutes on {device}, {date}. Passes over
the texts: {epochs}. Muon for matrices, AdamW for the rest; from {round_from:.0%} of the run on, the forward saw every weight
as it is stored, with straight-through gradients. The routers' loads were evened by moving their biases, the indexers
learned from the attention mass of the entries they rank, the draft (MTP) block from the token after the next.

## Data

{data}

## Limits

- It writes short, simple English stories with a thread that holds for some paragraphs, and makes mistakes a child would
  notice: names change, objects appear and vanish. It knows nothing, answers nothing and follows no instructions.
- Other languages and program code are in its vocabulary and its training in small parts only.
- Many of its texts are a hundred years old and more and keep the views of their time. Not safe for children as it is.
- Trained on rows of {length} tokens; it accepts {context:,}, what it does beyond {length} was not trained.
- The hash layers' tables are random (balanced by token frequency), not those of a release.
- Measured with exact activations; the release's rounding of activations was not part of the training.
"""


@dataclass
class Run:
    """What the card says about the run beyond its report."""

    command: str
    device: str
    step_tokens: int
    length: int
    round_from: float


def write_card(
    folder: Path, model: Transformer, corpus: Corpus, report: Report, run: Run, scores: dict[str, float],
    sample: tuple[str, str, float, int], data: str,
) -> None:  # fmt: skip
    """Write folder/README.md. `sample` is (opening, story, temperature, seed), `data` the section about the texts."""
    opening, story, temperature, seed = sample
    (folder / "README.md").write_text(
        _CARD.format(
            size=_size(folder, model),
            shape="\n".join(f"| {what} | {value} |" for what, value in _shape(model.config).items()),
            scores=_scores(scores, corpus),
            temperature=f"Temperature {temperature}",
            seed=seed,
            opening=opening,
            story="\n".join(f"> {line}".rstrip() for line in story.splitlines()),
            command=run.command,
            steps=report.steps,
            step_tokens=run.step_tokens,
            tokens=report.tokens,
            minutes=report.seconds / 60,
            device=run.device,
            date=datetime.date.today().isoformat(),
            epochs=", ".join(f"{name} {count:.1f}" for name, count in report.epochs.items()),
            round_from=run.round_from,
            length=run.length,
            context=model.config.max_position_embeddings,
            data=data.strip(),
        ),
        encoding="utf-8",
    )


def _size(folder: Path, model: Transformer) -> str:
    weights = sum(parameter.numel() for parameter in model.parameters())
    stored = sum(file.stat().st_size for file in folder.iterdir() if file.suffix == ".safetensors")
    return f"{weights / 1e6:.1f} million weights in {stored / 2**20:.1f} MiB."


def _shape(config: Config) -> dict[str, str]:
    kinds = ", ".join(f"{config.layer_kinds.count(kind)} {kind}" for kind in (SLIDING, CSA, HCA))
    hashed = config.routing_kinds.count(HASH)
    return {
        "layers": f"{config.num_hidden_layers} ({kinds}), and {config.num_nextn_predict_layers} draft (MTP) block",
        "width, streams": f"{config.hidden_size}, {config.hc_mult}",
        "attention": f"{config.num_attention_heads} heads of {config.head_dim}, window {config.sliding_window}",
        "compression": f"CSA {config.csa_rate} tokens per entry, HCA {config.hca_rate}",
        "indexer": f"{config.index_n_heads} heads of {config.index_head_dim}, {config.index_topk} entries picked",
        "experts": (
            f"{config.n_routed_experts} of width {config.moe_intermediate_size}, {config.num_experts_per_tok} chosen, "
            f"1 shared; {hashed} layers routed by hash"
        ),
        "vocabulary": f"{config.vocab_size}, byte-level BPE of its own",
    }


def _scores(scores: dict[str, float], corpus: Corpus) -> str:
    rows = ["| held out | documents | bytes | bits per byte |", "| --- | --- | --- | --- |"]
    for name, bits in scores.items():
        tokens = corpus.heldout[name]
        rows.append(f"| {name} | {len(tokens):,} | {tokens.bytes:,} | {bits:.4f} |")
    return "\n".join(rows)
