"""transformers' DeepSeek-V4 as the independent truth: random tiny models, every parameter that could be ignored randomised.

A freshly constructed model has zero sinks, zero slot biases and one-expert hash tables; a port that ignores them all would
pass. So everything is drawn anew here.
"""

from __future__ import annotations

import copy
import random

import torch

KINDS = {"sliding": "sliding_attention", "csa": "compressed_sparse_attention", "hca": "heavily_compressed_attention"}

# Three shapes that differ in everything a port can get wrong: schedule, rates, groups, windows, streams, scaling, YaRN.
CASES = {
    "all kinds, yarn": dict(
        layers="sliding sliding csa hca csa", rates=(4, 8), hashed=2, window=8, topk=3, experts=6, chosen=2,
        heads=4, groups=2, streams=4, scaling=1.5, limit=0.05, yarn=True, rope=8, head_dim=32, hidden=64,
    ),
    "hca first, no yarn, two streams": dict(
        layers="hca hca csa hca csa csa", rates=(4, 16), hashed=3, window=5, topk=2, experts=9, chosen=3,
        heads=6, groups=3, streams=2, scaling=2.5, limit=0.5, yarn=False, rope=4, head_dim=16, hidden=48,
    ),
    "one group, wide top-k, no hash, three streams": dict(
        layers="csa sliding hca csa", rates=(4, 6), hashed=0, window=13, topk=7, experts=5, chosen=5,
        heads=3, groups=1, streams=3, scaling=1.0, limit=2.0, yarn=True, rope=16, head_dim=24, hidden=40,
    ),
}  # fmt: skip


def random_case(seed: int) -> dict:
    """A shape of every kind of size: one layer to six, top-k beyond all entries, every expert chosen, windows of one
    token.
    """
    rng = random.Random(seed)
    layers = [rng.choice(list(KINDS)) for _ in range(rng.randint(1, 6))]
    rope, groups, chosen = rng.choice([2, 4, 8]), rng.choice([1, 2, 4]), rng.randint(1, 4)
    return dict(
        layers=" ".join(layers), rates=(rng.randint(2, 7), rng.choice([8, 9, 12, 16])), hashed=rng.randint(0, len(layers)),
        window=rng.choice([1, 2, 5, 8, 17]), topk=rng.choice([1, 2, 5, 40]), experts=chosen + rng.choice([0, 1, 5]),
        chosen=chosen, heads=groups * rng.randint(1, 3), groups=groups, streams=rng.choice([2, 3, 4]),
        scaling=rng.choice([1.0, 1.5, 2.5]), limit=rng.choice([0.1, 1.0, 10.0]), yarn=rng.random() < 0.5, rope=rope,
        head_dim=rope * rng.choice([2, 4]), hidden=rng.choice([32, 48, 80]),
    )  # fmt: skip


def transformers_config(case: dict):
    from transformers import DeepseekV4Config

    kinds = [KINDS[kind] for kind in case["layers"].split()]
    hashed, experts = case["hashed"], case["experts"]
    yarn = {"rope_type": "yarn", "factor": 16, "beta_fast": 32, "beta_slow": 1, "original_max_position_embeddings": 32}
    return DeepseekV4Config(
        vocab_size=97, hidden_size=case["hidden"], moe_intermediate_size=32, num_hidden_layers=len(kinds),
        num_attention_heads=case["heads"], num_key_value_heads=1, head_dim=case["head_dim"], q_lora_rank=24,
        n_routed_experts=experts, n_shared_experts=1, num_experts_per_tok=case["chosen"],
        o_groups=case["groups"], o_lora_rank=16, index_n_heads=16, index_head_dim=16, index_topk=case["topk"],
        sliding_window=case["window"], hc_mult=case["streams"], layer_types=kinds,
        compress_rates={KINDS["csa"]: case["rates"][0], KINDS["hca"]: case["rates"][1]},
        mlp_layer_types=["hash_moe"] * hashed + ["moe"] * (len(kinds) - hashed),
        partial_rotary_factor=case["rope"] / case["head_dim"], max_position_embeddings=512, rope_theta=10000.0,
        compress_rope_theta=160000.0, rope_parameters=yarn if case["yarn"] else None,
        swiglu_limit=case["limit"], routed_scaling_factor=case["scaling"],
    )  # fmt: skip


def randomise(model: torch.nn.Module, seed: int) -> None:
    """Draw every parameter and buffer of a transformers model so that none can be ignored unnoticed."""
    generator = torch.Generator().manual_seed(seed)

    def draw(tensor: torch.Tensor) -> torch.Tensor:
        return torch.randn(tensor.shape, generator=generator)

    with torch.no_grad():
        for name, parameter in model.named_parameters():
            if name.endswith("norm.weight") or "layernorm" in name:
                parameter.copy_(1 + 0.2 * draw(parameter))
            elif "hc.scale" in name or "hc_scale" in name:
                parameter.copy_(0.5 + draw(parameter).abs())
            elif parameter.ndim == 1 or "position_bias" in name:
                parameter.copy_(draw(parameter))
            else:
                parameter.copy_(draw(parameter) * parameter.shape[-1] ** -0.5)
        for name, buffer in model.named_buffers():
            if name.endswith("tid2eid"):
                rows = [
                    torch.randperm(model.config.n_routed_experts, generator=generator) for _ in range(buffer.shape[0])
                ]
                buffer.copy_(torch.stack(rows)[:, : buffer.shape[1]])
            if name.endswith("e_score_correction_bias"):
                buffer.copy_(0.3 * draw(buffer))


def transformers_model(case: str | dict, seed: int = 1):
    from transformers import DeepseekV4ForCausalLM

    torch.manual_seed(seed)
    model = DeepseekV4ForCausalLM(transformers_config(CASES[case] if isinstance(case, str) else case)).eval().float()
    randomise(model, seed)
    return model


_RENAMES = (
    ("model.", ""), ("lm_head.", "head."), ("embed_tokens.", "embed."), ("hc_head.hc_", "head_mixing."),
    ("attn_hc.", "attn.mixing."), ("ffn_hc.", "ffn.mixing."), ("input_layernorm.", "attn.norm."),
    ("post_attention_layernorm.", "ffn.norm."), ("self_attn.", "attn."), ("compressor.indexer.", "indexer."),
    ("indexer.q_b_proj", "indexer.wq_b"), ("indexer.scorer.", "indexer."), ("sinks", "sink"), ("q_a_proj", "wq_a"),
    ("q_a_norm", "q_norm"), ("q_b_proj", "wq_b"), ("o_a_proj", "wo_a"), ("o_b_proj", "wo_b"),
    ("mlp.gate.e_score_correction_bias", "ffn.routing.bias"), ("mlp.gate.", "ffn.routing."),
    ("mlp.shared_experts.", "ffn.shared_expert."), ("mlp.experts.", "ffn.experts."),
    ("shared_expert.gate_proj", "shared_expert.w1"), ("shared_expert.up_proj", "shared_expert.w3"),
    ("shared_expert.down_proj", "shared_expert.w2"), ("experts.down_proj", "experts.w2"),
    ("gate_proj", "wgate"), ("position_bias", "ape"), ("attn.kv_proj", "attn.wkv"), ("compressor.kv_proj", "compressor.wkv"),
    ("compressor.kv_norm", "compressor.norm"), ("indexer.kv_norm", "indexer.norm"), ("indexer.kv_proj", "indexer.wkv"),
)  # fmt: skip


def our_state_dict(theirs: torch.nn.Module) -> dict[str, torch.Tensor]:
    """Rename a transformers model's tensors by plain replacement (independent of dsv4lab.checkpoint)."""
    out = {}
    for name, tensor in theirs.state_dict().items():
        for old, new in _RENAMES:
            name = name.replace(old, new)
        for part in ("ape", "wkv", "wgate", "norm"):  # the indexer's own compressor is a module of its own in ours
            name = name.replace(f"indexer.{part}", f"indexer.compressor.{part}")
        if name.endswith("experts.gate_up_proj"):
            gate, up = tensor.chunk(2, 1)
            out[name.replace("gate_up_proj", "w1")], out[name.replace("gate_up_proj", "w3")] = gate, up
        else:
            out[name] = tensor
    return out


TOLERANCE = 1e-5  # logits of order 4: what either side is off from a float64 twin (3e-6 to 8e-6, seen in 2026-11)


@torch.no_grad()
def open_to_float32(ours: torch.nn.Module, ids: torch.Tensor, seed: int = 0) -> float:
    """How far two right answers may lie apart: at least TOLERANCE, else what this model makes of its last bits.

    Both sides run the same float32 sums in an order that the processor's own library chooses. So the room is measured
    where the test runs: as much as moving the embedding by sixteen of its roundings changes.
    """
    moved = copy.deepcopy(ours)
    noise = torch.randn(ours.embed.weight.shape, generator=torch.Generator().manual_seed(seed))
    moved.load_state_dict(ours.state_dict() | {"embed.weight": ours.embed.weight * (1 + 1e-6 * noise)})
    room = (moved(ids) - ours(ids)).abs().max().item()
    assert room < 50 * TOLERANCE, "this model's choices turn on the last bits: it shows nothing"
    return max(TOLERANCE, room)
