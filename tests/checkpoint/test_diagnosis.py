"""Advice fits the folder: another format, a pruned model or a later release is never called an incomplete download."""

from __future__ import annotations

import pytest
from checkpoints import tiny_config

from dsv4lab.checkpoint.diagnosis import explain
from dsv4lab.checkpoint.inventory import official
from dsv4lab.checkpoint.matching import match
from dsv4lab.checkpoint.shards import Header

CONFIG = tiny_config(num_hidden_layers=3, layer_kinds=("sliding", "csa", "hca"))
WRONG_ADVICE = ("Fetch the missing shards", "Use the config.json that came", "another architecture")


def _headers(config=CONFIG) -> dict[str, Header]:
    return {name: Header("x", item.dtype, item.shape, item.bytes) for name, item in official(config).items()}


def _told(tensors: dict[str, Header], config=CONFIG) -> str:
    result = match(tensors, config)
    assert not result.complete
    return "\n".join(explain(tensors, result, without_mtp=match(tensors, config, mtp=False).complete))


@pytest.mark.parametrize(
    ("added", "lost", "words"),
    [
        (("weight_scale", "weight_scale_2"), "scale", "stored as NVFP4"),
        (("weight_packed", "weight_scale", "weight_shape"), "weight", "stored as compressed-tensors"),
        (("qweight", "qzeros", "scales"), "weight", "stored as GPTQ or AWQ"),
        (("weight.absmax", "weight.quant_map"), "scale", "stored as bitsandbytes"),
        (("weight_scale", "input_scale"), "scale", "stored as an FP8 or FP4 format with weight_scale"),
        (("lora_A.weight",), "weight", "adapter"),
    ],
)
def test_another_programs_format_is_named(added, lost, words):
    tensors = _headers()
    for expert in range(4):
        base = f"layers.0.ffn.experts.{expert}.w1"
        del tensors[f"{base}.{lost}"]
        tensors |= {f"{base}.{suffix}": Header("x", "F32", (1,), 4) for suffix in added}
    text = _told(tensors)
    assert words in text.splitlines()[0] and not any(advice in text for advice in WRONG_ADVICE)


def _pruned(tensors: dict[str, Header], layer: int, left: int) -> None:
    for expert in range(left, 4):
        for name in [name for name in tensors if name.startswith(f"layers.{layer}.ffn.experts.{expert}.")]:
            del tensors[name]
    for leaf in ("weight", "bias"):
        name = f"layers.{layer}.ffn.gate.{leaf}"
        if name in tensors:
            old = tensors[name]
            tensors[name] = Header("x", old.dtype, (left, *old.shape[1:]), 0)


def test_fewer_experts_in_one_layer_are_a_pruned_model():
    tensors = _headers()
    _pruned(tensors, 2, 3)
    text = _told(tensors)
    assert "layer 2 holds 3, n_routed_experts says 4" in text and "Nothing is missing" in text
    assert not any(advice in text for advice in WRONG_ADVICE)


def test_fewer_experts_in_every_layer_are_a_number_in_config_json():
    tensors = _headers()
    for layer in range(3):
        _pruned(tensors, layer, 2)
    assert "every layer holds 2 experts, n_routed_experts says 4. Write 2 in config.json" in _told(tensors)


def test_more_experts_than_the_config_says_are_counted_too():
    assert "every layer holds 4 experts, n_routed_experts says 3" in _told(
        _headers(), CONFIG.replace(n_routed_experts=3, num_experts_per_tok=2)
    )


def test_a_layer_that_lost_experts_but_not_its_routers_rows_is_no_pruned_model():
    tensors = _headers()
    for name in [name for name in tensors if name.startswith("layers.1.ffn.experts.3.")]:
        del tensors[name]
    text = _told(tensors)
    assert "holds" not in text and "missing: layers.1.ffn.experts.3.w1.weight" in text and "config.json" in text


def test_later_drafts_are_named_and_everything_else_beside_them():
    spark = {
        f"mtp.0.{leaf}": Header("x", "BF16", (2,), 4)
        for leaf in ("main_proj.weight", "markov_head.markov_w1", "main_norm.weight")
    }
    text = _told(_headers() | spark)
    assert "DSpark: mtp.0.main_norm.weight" in text and "--no-mtp" in text and "Everything else is there" in text
    assert len(text.splitlines()) == 1
    tensors = _headers() | spark
    del tensors["norm.weight"]
    text = _told(tensors)
    assert "DSpark" in text and "missing: norm.weight" in text and "Everything else" not in text


LEFT_OVER = {
    "layers.0.attn.rotary_emb.inv_freq": (16,), "model.rotary_emb.inv_freq": (16,), "vision.patch.weight": (3, 3),
    "aligner.weight": (2,), "image_newline": (128,), "mtp.0.head.weight": (160, 128), "mtp.0.emb.tok_emb.weight": (160, 128),
    "marker": (0,), "model.visual.blocks.0.w": (1,),
}  # fmt: skip


@pytest.mark.parametrize("name", LEFT_OVER)
def test_known_left_overs_are_put_aside_with_a_note(name):
    result = match(_headers() | {name: Header("x", "BF16", LEFT_OVER[name], 0)}, CONFIG)
    assert result.complete and name in result.notes[0] and "put aside" in result.notes[0]


@pytest.mark.parametrize("prefix", ["model.", "language_model.", "model.language_model.", "language_model.model."])
def test_a_text_model_inside_another_one_is_found(prefix):
    tensors = {prefix + name: header for name, header in _headers().items()}
    result = match(tensors, CONFIG)
    assert result.complete and result.config.num_nextn_predict_layers == 1
    assert match(tensors, CONFIG, mtp=False).complete


def test_a_tied_head_is_the_embedding_only_where_the_config_says_so_and_none_is_stored():
    tensors = _headers()
    del tensors["head.weight"]
    assert match(tensors, CONFIG).missing == ["head.weight"]
    tied = match(tensors, CONFIG.replace(tie_word_embeddings=True))
    assert (
        tied.complete
        and tied.sources["head.weight"][None].name == "embed.weight"
        and "tie_word_embeddings" in tied.notes[0]
    )
    assert tied.config == CONFIG, "a saved copy has two matrices and says so"
    both = match(_headers(), CONFIG.replace(tie_word_embeddings=True))
    assert both.complete and both.sources["head.weight"][None].name == "head.weight" and both.notes == []


def test_the_stored_experts_say_what_they_are():
    packed = match(_headers(CONFIG.replace(expert_dtype="fp4")), CONFIG.replace(expert_dtype="fp8"))
    assert packed.complete and packed.config.expert_dtype == "fp4"
    assert match(_headers(CONFIG.replace(expert_dtype="fp8")), CONFIG).config.expert_dtype == "fp8"
