"""The table of names: every official name has exactly one place, and every spelling seen on disk leads to it."""

import pytest
from checkpoints import tiny_config

from dsv4lab.checkpoint.inventory import official, weights
from dsv4lab.checkpoint.names import Place, official_name, recognise, transformers_name


def test_every_official_name_is_recognised_as_its_own_place():
    for name, stored in official(tiny_config()).items():
        assert recognise(name) == Place((stored.ours,), stored.expert, stored.scale), name
        assert recognise("model." + name) == recognise(name)


def test_every_transformers_name_is_recognised_as_its_own_place():
    for ours in weights(tiny_config(num_nextn_predict_layers=0)):
        place = recognise(transformers_name(ours))
        assert place is not None and ours in place.ours and place.expert is None and not place.scale


def test_transformers_names_are_those_of_its_own_model():
    from transformers import DeepseekV4Config, DeepseekV4ForCausalLM

    config = tiny_config(num_nextn_predict_layers=0)
    theirs = DeepseekV4ForCausalLM(DeepseekV4Config(**config.to_dict())).state_dict().keys()
    assert {transformers_name(ours) for ours in weights(config)} == set(theirs)


@pytest.mark.parametrize(
    ("stored", "ours"),
    [
        ("model.layers.0.attn.norm.weight", "layers.0.attn.kv_norm.weight"),  # transformers' way back is not exact
        ("model.hc_head.hc_scale", "head_mixing.scale"),
        ("model.embed_tokens.weight", "embed.weight"),
        ("lm_head.weight", "head.weight"),
        ("layers.3.attn_hc.scale", "layers.3.attn.mixing.scale"),  # ends like a multiplier and is none
        ("mtp.0.norm.weight", "mtp.0.norm.weight"),
    ],
)
def test_mixed_spellings_lead_to_the_right_weight(stored, ours):
    assert recognise(stored) == Place((ours,))


def test_multipliers_are_told_from_weights_in_both_spellings():
    weight = "layers.2.ffn.experts.w1"
    assert recognise("layers.2.ffn.experts.7.w1.scale") == Place((weight,), 7, scale=True)
    assert recognise("layers.2.ffn.experts.7.w1.weight_scale_inv") == Place((weight,), 7, scale=True)
    assert recognise("model.layers.2.mlp.experts.gate_up_proj_scale_inv") == Place(
        ("layers.2.ffn.experts.w1", "layers.2.ffn.experts.w3"), scale=True
    )
    assert recognise("layers.2.self_attn.q_a_proj.weight_scale_inv") == Place(
        ("layers.2.attn.wq_a.weight",), scale=True
    )


@pytest.mark.parametrize(
    "unknown",
    ["", "weight", "layers.0.attn.wq_c.weight", "layers.x.attn.wq_a.weight", "mtp.0.main_proj.weight", "vision.embed",
     "layers.0.attn.wq_a.weight.scale", "layers.0.ffn.experts.1.w4.weight", "xlayers.0.hc_attn_fn", "model.", ".scale"],
)  # fmt: skip
def test_nothing_is_matched_by_resemblance(unknown):
    assert recognise(unknown) is None


def test_names_outside_the_table_are_refused_by_name():
    with pytest.raises(LookupError, match=r"layers\.0\.attn\.wq_c\.weight"):
        official_name("layers.0.attn.wq_c.weight")
    with pytest.raises(LookupError, match=r"mtp\.0\.attn\.sink.*drops the draft"):
        transformers_name("mtp.0.attn.sink")
