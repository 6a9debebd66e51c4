"""Loading: the release's formats and plain floats give the same weights, and every disagreement is refused by name."""

import json

import pytest
import torch
from checkpoints import assert_same_state, edit_json, random_state, tiny_config
from safetensors.torch import load_file, save_file

from dsv4lab.checkpoint.inventory import F32, I64, weights
from dsv4lab.checkpoint.reader import load_state_dict, open_checkpoint
from dsv4lab.checkpoint.shards import SINGLE
from dsv4lab.checkpoint.stacks import Packed
from dsv4lab.checkpoint.writer import save_checkpoint
from dsv4lab.errors import CheckpointError, ConfigError
from dsv4lab.kernels.quantization import dequantize_fp4_rows, dequantize_fp8_tiles, e8m0_decode
from dsv4lab.threads import Threads

SHARD = "model-00001-of-00001.safetensors"
CONFIG = tiny_config(num_hidden_layers=4, layer_kinds=("sliding", "csa", "hca", "csa"))


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    folder = tmp_path_factory.mktemp("checkpoint") / "tiny"
    save_checkpoint(random_state(CONFIG), CONFIG, folder)
    return folder


@pytest.fixture
def editable(written, tmp_path):
    """The written tensors, to be changed and saved as one file with `save(tensors)`."""
    (tmp_path / "config.json").write_bytes((written / "config.json").read_bytes())

    def save(tensors):
        save_file(tensors, tmp_path / SINGLE)
        return tmp_path

    return load_file(written / SHARD), save


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
def test_quantised_weights_come_back_dequantised_in_the_asked_dtype(written, dtype):
    loaded = load_state_dict(written, dtype=dtype)
    stored = load_file(written / SHARD)
    assert loaded.config == CONFIG and loaded.notes == []
    for name, weight in weights(CONFIG).items():
        assert tuple(loaded.state_dict[name].shape) == weight.shape
        assert loaded.state_dict[name].dtype == {F32: torch.float32, I64: torch.int64}.get(weight.format, dtype)
    q = "layers.1.attn.indexer.wq_b"
    expected = dequantize_fp8_tiles(stored[f"{q}.weight"], stored[f"{q}.scale"], dtype)
    assert torch.equal(loaded.state_dict[f"{q}.weight"], expected)
    e = "layers.3.ffn.experts.2.w2"
    expected = dequantize_fp4_rows(stored[f"{e}.weight"], stored[f"{e}.scale"], dtype)
    assert torch.equal(loaded.state_dict["layers.3.ffn.experts.w2"][2], expected)
    assert torch.equal(loaded.state_dict["layers.0.attn.sink"], stored["layers.0.attn.attn_sink"])


def test_multipliers_stored_as_bytes_or_floats_mean_the_same(editable, written):
    expected = load_state_dict(written, dtype=torch.float32).state_dict
    tensors, save = editable
    as_bytes = {k: t.view(torch.uint8) if t.dtype == torch.float8_e8m0fnu else t for k, t in tensors.items()}
    assert_same_state(load_state_dict(save(as_bytes), dtype=torch.float32).state_dict, expected)
    as_floats = {k: e8m0_decode(t) if t.dtype == torch.float8_e8m0fnu else t for k, t in tensors.items()}
    assert_same_state(load_state_dict(save(as_floats), dtype=torch.float32).state_dict, expected)


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16, torch.float16])
def test_plain_floats_are_read_and_float32_tensors_stay_float32(tmp_path, dtype):
    state = random_state(CONFIG, dtype=dtype)
    save_checkpoint(state, CONFIG, tmp_path / "plain", quantize=False)
    assert_same_state(load_state_dict(tmp_path / "plain", dtype=dtype).state_dict, state)


def test_experts_in_fp8_tiles_are_read(tmp_path):
    base = CONFIG.replace(expert_dtype="fp8")
    save_checkpoint(random_state(base), base, tmp_path / "base")
    checkpoint = open_checkpoint(tmp_path / "base")
    packed = checkpoint.read_packed("layers.0.ffn.experts.w1")
    assert packed is not None and packed.format == "fp8" and packed.codes.dtype == torch.float8_e4m3fn
    expected = dequantize_fp8_tiles(packed.codes, packed.scale, torch.float32)
    assert torch.equal(checkpoint.read("layers.0.ffn.experts.w1", torch.float32), expected)


def test_packed_weights_are_the_stored_bytes(written):
    checkpoint = open_checkpoint(written)
    packed = checkpoint.read_packed("layers.0.ffn.experts.w3")
    assert packed is not None and packed.format == "fp4"
    assert packed.codes.shape == (4, 128, 64) and packed.scale.shape == (4, 128, 4)
    assert packed.scale.dtype == torch.uint8 and packed.codes.dtype == torch.int8
    expected = checkpoint.read("layers.0.ffn.experts.w3", torch.float32)
    assert torch.equal(dequantize_fp4_rows(packed.codes, packed.scale, torch.float32), expected)
    assert checkpoint.read_packed("layers.0.ffn.routing.weight") is None


def test_single_layers_can_be_read(written):
    checkpoint = open_checkpoint(written)
    names = checkpoint.names("layers.2.")
    assert "layers.2.attn.compressor.ape" in names and all(name.startswith("layers.2.") for name in names)
    everything = load_state_dict(written, dtype=torch.bfloat16).state_dict
    assert_same_state(checkpoint.load(names, dtype=torch.bfloat16), {name: everything[name] for name in names})
    with pytest.raises(LookupError, match=r"layers\.9\.attn\.sink: this model has no such weight"):
        checkpoint.read("layers.9.attn.sink", torch.float32)


# Refusals


def test_missing_tensors_are_named_and_counted(editable):
    tensors, save = editable
    del tensors["norm.weight"], tensors["layers.1.attn.indexer.compressor.ape"]
    del tensors["layers.0.ffn.experts.3.w1.weight"], tensors["layers.2.attn.wq_a.scale"]
    with pytest.raises(CheckpointError) as error:
        open_checkpoint(save(tensors))
    text = str(error.value)
    assert (
        "layers.0.ffn.experts.3.w1.weight" in text and "4 in all" in text and "No file of the folder has them" in text
    )
    assert "unexpected" not in text, "the multipliers of a missing weight are not a second fault"


def test_unexpected_tensors_are_named(editable):
    tensors, save = editable
    with pytest.raises(CheckpointError, match=r"unexpected: extra\.embed\. The weights are of another architecture"):
        open_checkpoint(save(tensors | {"extra.embed": torch.zeros(2)}))


@pytest.mark.parametrize(
    ("name", "tensor", "words"),
    [
        ("embed.weight", torch.zeros(159, 128), r"embed\.weight: shape \[159, 128\], expected \[160, 128\]"),
        ("layers.1.attn.compressor.ape", torch.zeros(4, 128), r"shape \[4, 128\], expected \[4, 256\]"),
        ("layers.0.attn.wq_a.scale", torch.zeros(2, 1), r"wq_a\.scale: shape \[2, 1\], expected \[1, 1\]"),
        ("layers.0.ffn.experts.0.w1.scale", torch.zeros(1, 1), r"w1\.scale: shape \[1, 1\], expected \[128, 4\]"),
        ("layers.0.attn.wq_a.scale", torch.zeros(1, 1, dtype=torch.int64), "wq_a.scale: dtype I64, expected F8_E8M0"),
        ("layers.0.ffn.gate.tid2eid", torch.zeros(160, 2), "tid2eid: dtype F32, expected I64"),
        ("head.weight", torch.zeros(160, 128, dtype=torch.int64), "head.weight: dtype I64, expected BF16, F16 or F32"),
        # Compressor matrices are never quantised in the release; a file that does so was made by a wrong converter.
        (
            "layers.1.attn.compressor.wkv.weight",
            torch.zeros(256, 128, dtype=torch.float8_e4m3fn),
            "wkv.weight: dtype F8_E4M3, expected BF16, F16 or F32",
        ),
        ("layers.0.attn.wq_a.weight", torch.zeros(128, 128), "multipliers beside layers.0.attn.wq_a.weight, which is F32"),
        ("model.norm.weight", torch.zeros(128), "norm.weight is stored twice, as"),
    ],
)  # fmt: skip
def test_wrong_tensors_are_refused_with_found_and_expected(editable, name, tensor, words):
    tensors, save = editable
    with pytest.raises(CheckpointError, match=words):
        open_checkpoint(save(tensors | {name: tensor}))


def test_a_config_of_another_size_is_refused_with_a_count(written):
    with pytest.raises(CheckpointError, match=r"wrong:[\s\S]*more \([\d,]+ in all\)[\s\S]*Use the config\.json"):
        open_checkpoint(written, CONFIG.replace(hidden_size=256))


def test_damaged_folders_are_refused_with_the_problem(written, tmp_path):
    (tmp_path / "config.json").write_bytes((written / "config.json").read_bytes())
    with pytest.raises(
        CheckpointError, match=r"neither model\.safetensors\.index\.json nor model\.safetensors is there"
    ):
        open_checkpoint(tmp_path)
    (tmp_path / SINGLE).write_bytes((written / SHARD).read_bytes()[:-1])
    with pytest.raises(CheckpointError, match="The download is incomplete"):
        open_checkpoint(tmp_path)
    with pytest.raises(ConfigError, match="no such file"):
        open_checkpoint(tmp_path / "nowhere")


def test_a_table_that_names_an_expert_out_of_range_is_refused(editable):
    tensors, save = editable
    tensors["layers.0.ffn.gate.tid2eid"][5, 1] = 4
    with pytest.raises(CheckpointError, match=r"tid2eid: names experts from 0 to 4, the model has 4"):
        load_state_dict(save(tensors))


# Draft blocks


def test_draft_blocks_are_never_dropped_silently(editable):
    tensors, save = editable
    without = {name: tensor for name, tensor in tensors.items() if not name.startswith("mtp.")}
    folder = save(without)
    with pytest.raises(CheckpointError, match=r"missing: mtp\.0\..*mtp=False"):
        open_checkpoint(folder)
    loaded = load_state_dict(folder, mtp=False)
    assert loaded.config == CONFIG.replace(num_nextn_predict_layers=0)
    assert loaded.notes == ["no draft (MTP) blocks are loaded: as asked. The model cannot draft tokens."]


def test_a_newer_draft_block_is_named_and_can_be_left_out(editable):
    tensors, save = editable
    for name, words in (
        ("main_proj.weight", r"DSpark: mtp\.1\.main_proj\.weight"),
        ("new", r"unexpected: mtp\.1\.new\."),
    ):
        folder = save(tensors | {f"mtp.1.{name}": torch.zeros(2)})
        with pytest.raises(CheckpointError, match=words + r".*mtp=False \(dsv4lab generate --no-mtp\)"):
            open_checkpoint(folder)
    assert not [name for name in load_state_dict(folder, mtp=False).state_dict if name.startswith("mtp.")]


def test_no_drafts_in_config_means_no_note(tmp_path):
    config = CONFIG.replace(num_nextn_predict_layers=0)
    save_checkpoint(random_state(config), config, tmp_path / "x")
    assert load_state_dict(tmp_path / "x").notes == []


def test_config_json_of_the_written_folder_has_the_release_schedule(written):
    values = json.loads((written / "config.json").read_text())
    assert values["compress_ratios"] == [0, 4, 128, 4, 0] and values["expert_dtype"] == "fp4"
    assert values["quantization_config"]["weight_block_size"] == [128, 128]
    edit_json(written / "config.json")  # unchanged values still read
    assert open_checkpoint(written).config == CONFIG


@pytest.mark.parametrize("many", [False, True])
@pytest.mark.parametrize("form", ["released", "plain", "plain, widened", "fp8", "float multipliers", "joined"])
def test_weights_that_are_read_together_are_those_that_are_read_alone(tmp_path, form, many):
    config = CONFIG.replace(expert_dtype="fp8") if form == "fp8" else CONFIG
    state = random_state(config, dtype=torch.bfloat16 if form == "plain, widened" else torch.float32)
    save_checkpoint(state, config, tmp_path, quantize=not form.startswith("plain"))
    tensors = load_file(tmp_path / SHARD)
    if form == "float multipliers":
        tensors = {k: e8m0_decode(t) if t.dtype == torch.float8_e8m0fnu else t for k, t in tensors.items()}
    if form == "joined":  # the first layer's w1 and w3, as transformers stores them
        for leaf, suffix in (("weight", ""), ("scale", "_scale_inv")):
            names = [[f"layers.0.ffn.experts.{i}.{part}.{leaf}" for part in ("w1", "w3")] for i in range(4)]
            parts = [torch.cat([tensors.pop(name).view(torch.uint8) for name in pair]) for pair in names]
            tensors[f"layers.0.mlp.experts.gate_up_proj{suffix}"] = torch.stack(parts)
    for file in tmp_path.glob("model*"):
        file.unlink()
    save_file(tensors, tmp_path / SINGLE)
    checkpoint = open_checkpoint(tmp_path)
    names, sizes, heard = checkpoint.names(), checkpoint.stored_bytes(), list[int]()
    checkpoint.readers = Threads(3) if many else None
    found = checkpoint.read_many({name: (torch.float32, "cpu") for name in names}, heard=heard.append)
    assert list(found) == names and sum(heard) == sum(sizes.values())
    packed = [name for name, value in found.items() if isinstance(value, Packed)]
    assert packed == [name for name in names if checkpoint.packed_format(name)]
    assert bool(packed) == (form not in ("plain", "plain, widened", "float multipliers"))
    for name, value in found.items():
        alone = checkpoint.read(name, torch.float32)
        if isinstance(value, Packed):
            unpack = dequantize_fp8_tiles if value.format == "fp8" else dequantize_fp4_rows
            value = unpack(value.codes, value.scale, torch.float32)
        assert_same_state({name: value}, {name: alone})
    if form == "plain, widened":
        stack = "layers.0.ffn.experts.w2"
        assert checkpoint._stack(stack, torch.float32, "cpu") is None, "it would be there in both dtypes"
        assert checkpoint._stack(stack, torch.bfloat16, "cpu") is not None
    if checkpoint.readers is not None:
        checkpoint.readers.shutdown()


def test_what_is_wrong_with_one_of_many_is_told_as_if_it_were_read_alone(editable):
    tensors, save = editable
    tensors["layers.1.ffn.experts.2.w3.scale"].view(torch.uint8).zero_()
    checkpoint = open_checkpoint(save(tensors))
    every = {name: (torch.float32, "cpu") for name in checkpoint.names()}
    with pytest.raises(CheckpointError, match=r"experts\.2\.w3\.scale: every multiplier is the smallest there is"):
        checkpoint.read_many(every)
    tensors["layers.1.ffn.experts.2.w3.weight"].zero_()  # with weights of zero they are right
    tensors["layers.0.ffn.gate.tid2eid"][7, 1] = 4
    checkpoint = open_checkpoint(save(tensors))
    with pytest.raises(CheckpointError, match=r"tid2eid: names experts from 0 to 4, the model has 4"):
        checkpoint.read_many(every)
