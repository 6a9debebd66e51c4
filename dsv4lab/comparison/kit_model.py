"""The parity kit's own model: every mechanism of the release at the release's rates, and narrow.

Every weight is drawn, so that none can be left out unnoticed: fresh models have zero sinks, zero slot biases and tables of
one expert, and a port that ignores them all would pass. Rates, window and formats are the release's, since ports write
them down as numbers.   Tests: tests/comparison/test_parity_kit.py.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch

from dsv4lab.checkpoint.inventory import I64, weights
from dsv4lab.checkpoint.writer import save_checkpoint
from dsv4lab.config import Config, Yarn
from dsv4lab.generation.reference import Reference
from dsv4lab.interfaces import Model
from dsv4lab.loading import load

SEED = 4  # one of those for which a right port in bfloat16 stays within what is allowed at nearly all places
PROMPT_SEED = 27  # of the first 700 the one whose closest choice is farthest from its noise floor, 9 times it
TOKENS = 261  # two blocks of 128, a window that has moved on, an indexer that leaves entries out, an unfinished block
CONFIG = Config(
    vocab_size=256, hidden_size=128, num_hidden_layers=5, num_attention_heads=4, head_dim=128, qk_rope_head_dim=32,
    q_lora_rank=128, o_groups=2, o_lora_rank=128, sliding_window=128,
    layer_kinds=("sliding", "csa", "hca", "csa", "hca"), csa_rate=4, hca_rate=128,
    yarn=Yarn(factor=16, original_max_position_embeddings=128), max_position_embeddings=2048,
    index_n_heads=16, index_head_dim=128, index_topk=16, n_routed_experts=8, num_experts_per_tok=3,
    moe_intermediate_size=128, routing_kinds=("hash", "hash", "learned", "learned", "learned"), swiglu_limit=1.0,
    num_nextn_predict_layers=0,
)  # fmt: skip


def drawn(config: Config = CONFIG, seed: int = SEED) -> dict[str, torch.Tensor]:
    """A state dict {name: weight in its own shape} in which nothing is zero, one or alike.

    Drawn by numpy, whose numbers are the same on every processor; torch's are not, and a last bit can be a step of FP4.
    """
    random = np.random.default_rng(seed)
    out: dict[str, torch.Tensor] = {}
    for name, weight in weights(config).items():
        if weight.format == I64:
            rows = [random.permutation(config.n_routed_experts) for _ in range(config.vocab_size)]
            out[name] = torch.from_numpy(np.stack(rows)[:, : config.num_experts_per_tok].astype(np.int64))
            continue
        draw = torch.from_numpy(random.standard_normal(weight.shape, dtype=np.float32))
        if name.endswith("norm.weight"):
            out[name] = 1 + 0.2 * draw
        elif name.endswith("mixing.scale"):
            out[name] = 0.5 + draw.abs()
        elif draw.ndim == 1 or name.endswith("ape"):
            out[name] = draw
        else:
            out[name] = draw * weight.shape[-1] ** -0.5
    return out


def write_model(folder: Path) -> Model:
    """Write the checkpoint in the release's layout, and load what was written: its rounded weights are the truth."""
    save_checkpoint(drawn(), CONFIG, folder)
    return load(folder, engine="reference", device="cpu", dtype="float32")


def with_ties() -> Reference:
    """The same with a single head in the indexer, of which ReLU makes many scores exactly 0."""
    config = CONFIG.replace(index_n_heads=1)
    model = Reference(config).eval().requires_grad_(False)
    model.load_state_dict(drawn(config), strict=True)
    return model


def prompt() -> list[int]:
    """The kit's tokens: drawn ones, such that no choice of the model turns on rounding."""
    return np.random.default_rng(PROMPT_SEED).integers(0, CONFIG.vocab_size, TOKENS).tolist()
