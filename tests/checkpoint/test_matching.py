"""What a folder's headers promise against what a configuration implies, with no data at all."""

import pytest
import torch
from checkpoints import assert_same_state, random_state, tiny_config
from safetensors.torch import load_file, save_file

from dsv4lab.checkpoint.inventory import official
from dsv4lab.checkpoint.matching import Source, match
from dsv4lab.checkpoint.reader import load_state_dict
from dsv4lab.checkpoint.shards import SINGLE, Header
from dsv4lab.checkpoint.writer import save_checkpoint
from dsv4lab.config import FLASH

CONFIG = tiny_config(num_hidden_layers=3, layer_kinds=("sliding", "csa", "hca"))
STACKED = "model.layers.0.mlp.experts"


def headers(config=CONFIG, changes=None):
    """The headers of an honest folder; `changes` replace (dtype, shape) by official name, None removes."""
    found = {name: Header("x", item.dtype, item.shape, item.bytes) for name, item in official(config).items()}
    for name, change in (changes or {}).items():
        found.pop(name, None)
        if change is not None:
            found[name] = Header("x", change[0], change[1], 0)
    return found


@pytest.mark.parametrize("config", [CONFIG, FLASH, FLASH.replace(expert_dtype="fp8")])
def test_an_honest_folder_matches_completely(config):
    result = match(headers(config), config)
    assert result.complete and result.notes == [] and result.config == config
    assert len(result.sources["layers.0.ffn.experts.w1"]) == config.n_routed_experts


def test_fp8_experts_may_stand_where_the_config_says_fp4():
    """As in a folder whose experts were widened for hardware without FP4; each tensor's own dtype decides."""
    result = match(headers(CONFIG.replace(expert_dtype="fp8")), CONFIG)
    assert result.complete


def test_a_joined_stack_serves_both_matrices():
    kept = {name: h for name, h in headers().items() if not name.startswith("layers.0.ffn.experts")}
    kept[f"{STACKED}.gate_up_proj"] = Header("x", "BF16", (4, 256, 128), 0)
    kept[f"{STACKED}.down_proj"] = Header("x", "BF16", (4, 128, 128), 0)
    result = match(kept, CONFIG)
    assert result.complete
    assert result.sources["layers.0.ffn.experts.w1"] == {None: Source(f"{STACKED}.gate_up_proj", half=0)}
    assert result.sources["layers.0.ffn.experts.w3"] == {None: Source(f"{STACKED}.gate_up_proj", half=1)}
    kept[f"{STACKED}.gate_up_proj"] = Header("x", "BF16", (4, 128, 128), 0)
    assert match(kept, CONFIG).wrong == [
        f"{STACKED}.gate_up_proj: shape [4, 128, 128], expected [4, 256, 128] for BF16."
    ]


def test_experts_stored_stacked_and_singly_are_refused():
    result = match(headers() | {f"{STACKED}.down_proj": Header("x", "BF16", (4, 128, 128), 0)}, CONFIG)
    assert len(result.wrong) == 1 and "both stacked" in result.wrong[0]


def test_an_expert_too_many_is_unexpected():
    name = "layers.0.ffn.experts.4.w1.weight"
    assert match(headers(changes={name: ("I8", (128, 64))}), CONFIG).unexpected == [name]


def test_a_tensor_of_another_kind_of_layer_is_unexpected():
    for name in (
        "layers.0.attn.compressor.ape",
        "layers.0.ffn.gate.bias",
        "layers.3.attn_norm.weight",
        "mtp.1.norm.weight",
    ):
        assert match(headers(changes={name: ("F32", (4,))}), CONFIG).unexpected == [name]


def test_each_missing_tensor_is_named_once():
    names = ["norm.weight", "layers.1.ffn.experts.2.w3.weight", "layers.0.attn.wq_a.scale", "mtp.0.hc_head_fn"]
    assert sorted(match(headers(changes=dict.fromkeys(names)), CONFIG).missing) == sorted(names)


def test_stacked_quantised_experts_of_transformers_are_read(tmp_path):
    """Joined FP4 experts with joined multipliers give the same weights as the release's single matrices."""
    save_checkpoint(random_state(CONFIG), CONFIG, tmp_path / "release")
    tensors = load_file(next((tmp_path / "release").glob("*.safetensors")))
    for leaf in ("weight", "scale"):
        suffix = "" if leaf == "weight" else "_scale_inv"
        singles = {
            w: [tensors.pop(f"layers.0.ffn.experts.{e}.{w}.{leaf}") for e in range(4)] for w in ("w1", "w3", "w2")
        }
        # torch.cat and stack have no E8M0; the bytes are what counts.
        raw = {w: torch.stack([t.view(torch.uint8) for t in parts]) for w, parts in singles.items()}
        dtype = singles["w1"][0].dtype
        tensors[f"{STACKED}.gate_up_proj{suffix}"] = torch.cat([raw["w1"], raw["w3"]], dim=1).view(dtype)
        tensors[f"{STACKED}.down_proj{suffix}"] = raw["w2"].view(dtype)
    (tmp_path / "joined").mkdir()
    save_file(tensors, tmp_path / "joined" / SINGLE)
    (tmp_path / "joined" / "config.json").write_bytes((tmp_path / "release" / "config.json").read_bytes())
    found, expected = (load_state_dict(tmp_path / n, dtype=torch.float32).state_dict for n in ("joined", "release"))
    assert_same_state(found, expected)
