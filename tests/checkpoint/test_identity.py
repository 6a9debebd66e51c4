"""What a folder is said to be: every release and what is made of them, and another architecture never taken for V4."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from checkpoints import random_state, tiny_config
from released_folders import dspark_drafts, release_config, write_released

from dsv4lab.checkpoint.identity import by_place, identify
from dsv4lab.checkpoint.inspect import inspect
from dsv4lab.checkpoint.inventory import official
from dsv4lab.checkpoint.shards import Header
from dsv4lab.checkpoint.writer import save_checkpoint
from dsv4lab.config import FLASH, PRO, Config
from dsv4lab.errors import LabError
from dsv4lab.loading import TINY, load

ROOT = Path(__file__).resolve().parents[2]


def headers(config: Config, **more) -> dict[str, Header]:
    return {name: Header("x", s.dtype, s.shape, s.bytes) for name, s in (official(config) | more).items()}


@pytest.fixture(scope="module")
def flash():
    return headers(FLASH)


def spark(config: Config) -> dict[str, Header]:
    trunk = {name: header for name, header in headers(config).items() if not name.startswith("mtp.")}
    return trunk | {name: Header("x", s.dtype, s.shape, s.bytes) for name, s in dspark_drafts(config).items()}


def test_the_releases_are_named(flash):
    assert identify(release_config(FLASH), flash).name == "DeepSeek-V4-Flash"
    pro = identify(release_config(PRO), headers(PRO))
    assert pro.name == "DeepSeek-V4-Pro" and "published ones of Pro; whether their values are too" in pro.differs[0]


@pytest.mark.parametrize(("config", "name"), [(FLASH, "DeepSeek-V4-Flash-Base"), (PRO, "DeepSeek-V4-Pro-Base")])
def test_a_base_is_told_by_its_experts(config, name):
    base = config.replace(expert_dtype="fp8")
    found = identify(release_config(base, base=True), headers(base))
    assert found.name == name and "FP8 and not in FP4" in found.differs[0]
    assert "Base" not in identify(release_config(config), headers(config)).name
    # without the key, what is stored decides
    assert "Base" not in identify(release_config(config, base=True), headers(config)).name


def test_the_later_drafts_are_named_and_their_inventory_is_the_published_one():
    tensors = spark(FLASH)
    assert (len(tensors), sum(header.bytes for header in tensors.values())) == (72_317, 166_878_536_440)
    stages = [sum(name.startswith(f"mtp.{i}.") for name in tensors) for i in range(3)]
    assert stages == [1568, 1565, 1572]
    found = identify(release_config(FLASH, dspark=True), tensors)
    assert found.name == "DeepSeek-V4-Flash-0731" and "DSpark" in found.differs[0]
    assert identify(release_config(PRO, dspark=True), spark(PRO)).name == "DeepSeek-V4-Pro-0813 or V4-Pro-DSpark"
    # drafts left out of the folder: the configuration still says so
    trunk = {name: header for name, header in tensors.items() if not name.startswith("mtp.")}
    assert "V4-Flash-0731 or V4-Flash-DSpark" in identify(release_config(FLASH, dspark=True), trunk).name


def test_changed_sizes_and_numbers_are_told_one_by_one(flash):
    pruned = identify(release_config(FLASH.replace(n_routed_experts=128)), headers(FLASH.replace(n_routed_experts=128)))
    assert pruned.name == "DeepSeek-V4-Flash, changed"
    assert pruned.differs[0] == "pruned to 128 experts in every layer, released with 256"
    short = FLASH.replace(num_hidden_layers=20, layer_kinds=(), routing_kinds=())
    assert (
        identify(release_config(short), headers(short)).differs[0] == "20 layers of 43, the first ones by their kinds"
    )
    third = identify(release_config(PRO.replace(index_topk=512, routed_scaling_factor=1.5)), headers(PRO))
    assert "index_topk is 512, released with 1024" in third.differs and third.name == "DeepSeek-V4-Pro"
    assert "routed_scaling_factor is 1.5, released with 2.5" in third.differs
    words = FLASH.replace(vocab_size=129281)
    assert (
        "129,281 rows of vocabulary, released with 129,280" in identify(release_config(words), headers(words)).differs
    )
    assert "released with" not in str(identify(release_config(FLASH), flash).differs)


def test_a_model_of_other_sizes_is_its_own(tmp_path):
    config = tiny_config()
    save_checkpoint(random_state(config), config, tmp_path / "tiny")
    report = inspect(tmp_path / "tiny")
    assert report.identity == "a DeepSeek-V4 of its own sizes (5 layers of width 128)"
    assert report.differs == ["config.json is as dsv4lab writes it"]
    assert "8 layers of width 384" in inspect(TINY, deep=False).identity


def test_what_transformers_saved_and_what_was_converted_is_told():
    plain = {n: Header("x", s.dtype, s.shape, s.bytes) for n, s in official(FLASH, quantize=False).items()}
    assert (
        "experts stored as BF16, no release is: converted or fine-tuned"
        in identify(release_config(FLASH), plain).differs
    )
    saved = {f"model.{name}": header for name, header in headers(FLASH).items() if not name.startswith("mtp.")}
    values = release_config(FLASH) | {"transformers_version": "5.23.0", "_name_or_path": "someone/tuned\x1b[2J"}
    told = identify(values, saved).differs
    assert "saved by transformers 5.23.0, which drops the draft blocks" in told
    assert told[-1].startswith("config.json names its origin: someone/tuned\\x1b")


def test_tensors_for_images_are_named_and_the_text_model_stays_whole(flash):
    images = {
        "vision.blocks.0.attn.weight": Header("x", "BF16", (8, 8), 128), "aligner.w.weight": Header("x", "BF16", (8,), 16),
        "image_newline": Header("x", "BF16", (8,), 16),
    }  # fmt: skip
    found = identify(release_config(FLASH), flash | images)
    assert found.name == "DeepSeek-V4-Flash-Vision-Exp" and found.covered
    assert (
        "3 tensors for images (aligner.w.weight, image_newline and 1 more (3 in all); 0.00 GB), which are not"
        in (found.differs[0])
    )


V41 = {
    "model_type": "deepseek_v41",
    "text_config": {
        "model_type": "deepseek_v41_text", "hidden_size": 5120, "num_hidden_layers": 40, "q_lora_rank": 1280,
        "n_routed_experts": 384, "moe_intermediate_size": 2304, "rms_norm_eps": 1e-20,
        "compress_ratios": [0, 0] + [2] * 18 + [1] * 20 + [0] * 3, "kv_source_layer_ids": [2, 8, 14, 20],
        "index_source_layer_ids": [2, 8, 14, 20, 24, 28, 32, 36],
    },
    "vision_config": {"hidden_size": 1024},
}  # fmt: skip
V41_TENSORS = {
    "layers.1.engram.table.weight": Header("x", "F8_E4M3", (1 << 20, 1024), 1 << 30),
    "layers.2.attn.indexer.wk.weight": Header("x", "F8_E4M3", (128, 512), 65536),
    "vision.patch.weight": Header("x", "BF16", (8,), 16),
    "layers.0.attn.wq_a.weight": Header("x", "F8_E4M3", (1280, 5120), 6553600),
}


def test_the_next_architecture_is_named_with_what_differs():
    found = identify(V41, V41_TENSORS)
    text = "\n".join(found.differs)
    assert found.name == "DeepSeek-V4.1" and not found.covered
    for words in (
        "another architecture", "hidden_size 5120 (V4-Flash 4096)", "[0, 1, 2] (V4: 0, 4, 128)", "kv_source_layer_ids",
        "index_source_layer_ids", "vision_config: images", "1 tensor Engram tables: layers.1.engram.table.weight; 1.07 GB",
        "1 tensor that V4 does not have: layers.2.attn.indexer.wk.weight", "1 tensor for images: vision.patch.weight",
    ):  # fmt: skip
        assert words in text, words


@pytest.mark.parametrize(
    ("values", "tensors"),
    [
        (V41, {}),
        (V41["text_config"], {}),
        (V41["text_config"] | {"model_type": "deepseek_v4"}, {}),  # a conversion that names it so
        (release_config(FLASH), V41_TENSORS),  # its tensors beside V4's configuration
        ({"model_type": "other", "text_config": V41["text_config"]}, {}),
    ],
)
def test_it_is_known_by_its_configuration_or_by_its_tensors(values, tensors, tmp_path):
    assert identify(values, tensors).name == "DeepSeek-V4.1"


def test_its_folder_is_refused_by_name_and_never_read(tmp_path):
    from released_folders import Stored

    tensors = {name: Stored(h.shape, h.dtype, "") for name, h in V41_TENSORS.items()}
    write_released(tmp_path / "a", FLASH, tensors=tensors, values=V41)
    report = inspect(tmp_path / "a")
    assert report.identity == "DeepSeek-V4.1" and not report.loadable and "deepseek_v41" in report.problems[-1]
    assert "kv_source_layer_ids" in str(report) and report.ways == []
    write_released(tmp_path / "b", FLASH, tensors=official(FLASH) | tensors)
    report = inspect(tmp_path / "b")
    assert report.identity == "DeepSeek-V4.1" and not report.loadable
    assert "DeepSeek-V4.1 is another architecture, which is not read." in report.problems
    for folder in ("a", "b"):
        with pytest.raises(LabError, match="another architecture"):
            load(tmp_path / folder)


@pytest.mark.parametrize(
    "values",
    [{}, {"model_type": 5}, {"model_type": "llama"}, {"text_config": 3}, {"model_type": "deepseek_v4"}, {"text_config": []},
     {"model_type": "deepseek_v41", "text_config": {"compress_ratios": "0", "hidden_size": "\x1b[2J"}},
     {"model_type": "deepseek_v41", "compress_ratios": [[], None, 10**400]}],
)  # fmt: skip
def test_odd_values_are_an_answer_too(values):
    found = identify(values, {"\x1b": Header("x", "F32", (), 4)})
    assert not found.covered and found.name.isprintable() and all(line.isprintable() for line in found.differs)


def test_places_are_counted_and_the_rest_is_summed():
    names = ["layers.3.a", "layers.3.b", "mtp.0.x", "model.layers.10.c", "vision.q", "norm.weight"]
    assert by_place(names) == "layer 3: 2, draft blocks: 1, layer 10: 1, images: 1, outside the layers: 1"
    many = [f"layers.{i}.x" for i in range(9)]
    assert by_place(many).endswith("layer 5: 1, 3 more places: 3") and by_place([]) == ""


# Whole releases, at full size ---------------------------------------------------------------------------------------


TOTALS = {
    "flash": (FLASH, 159_609_485_896, 69_187, 46, "DeepSeek-V4-Flash"),
    "pro": (PRO, 864_704_792_696, 145_116, 64, "DeepSeek-V4-Pro"),
}
SAY = """
import json, sys, time
begun = time.process_time()
from dsv4lab.checkpoint.inspect import inspect
report = inspect(sys.argv[1])
print(json.dumps({"report": report.to_dict(), "text": str(report), "seconds": time.process_time() - begun,
                  # The kernel's own figure of this program: getrusage's also counts the tests that started it.
                  "peak": int(next(x for x in open("/proc/self/status") if x.startswith("VmHWM")).split()[1]) * 1024}))
"""


@pytest.mark.parametrize("name", TOTALS)
def test_a_complete_release_is_described_in_seconds_and_little_memory(name, tmp_path):
    config, total, count, shards, called = TOTALS[name]
    try:
        assert write_released(tmp_path / name, config) == total
    except OSError:
        pytest.skip("the file system has no sparse files of this size")
    assert sum(file.stat().st_blocks * 512 for file in (tmp_path / name).iterdir()) < 200e6, "the data are holes"
    done = subprocess.run(
        [sys.executable, "-c", SAY, str(tmp_path / name)], capture_output=True, text=True, cwd=ROOT, check=True
    )
    found = json.loads(done.stdout)
    report = found["report"]
    assert report["loadable"] and report["identity"] == called and report["problems"] == []
    assert (report["bytes"], report["tensors"], len(report["shards"])) == (total, count, shards)
    assert report["missing"] == report["unexpected"] == report["wrong"] == [] and not report["values_read"]
    assert found["seconds"] < 10 and found["peak"] < 1 << 30, (found["seconds"], found["peak"])


def test_later_drafts_at_full_size_leave_the_trunk_loadable(tmp_path, monkeypatch):
    from dsv4lab.checkpoint import inspect as module
    from dsv4lab.checkpoint.ways import Gpu, Machine

    trunk = {name: stored for name, stored in official(FLASH).items() if not name.startswith("mtp.")}
    total = write_released(
        tmp_path / "spark", FLASH, tensors=trunk | dspark_drafts(FLASH), values=release_config(FLASH, dspark=True)
    )
    monkeypatch.setattr(module, "this_machine", lambda: Machine((Gpu("NVIDIA H200", 1 << 40),), 1 << 40))
    report = inspect(tmp_path / "spark")
    assert total == report.bytes == 166_878_536_440 and report.identity == "DeepSeek-V4-Flash-0731"
    assert report.without_mtp and not report.loadable and len(report.problems) == 1
    drafts = sum(stored.bytes for stored in dspark_drafts(FLASH).values())
    assert report.bytes_by_part["draft (MTP)"] == drafts and "not of this model" not in report.bytes_by_part
    assert "unexpected 3,140 (draft blocks: 3,140)" in str(report)
    resident = report.ways[0]
    assert resident.settings == "mtp=False" and resident.load_seconds == (total - drafts) / 2e9


def test_a_release_with_a_layer_missing_and_tensors_too_many_is_told_in_both_directions(tmp_path):
    config = FLASH.replace(num_hidden_layers=4, layer_kinds=(), routing_kinds=())
    tensors = {name: s for name, s in official(config).items() if not name.startswith("layers.2.")}
    tensors["layers.3.extra.weight"] = tensors["norm.weight"]
    write_released(tmp_path / "cut", config, tensors=tensors)
    report = inspect(tmp_path / "cut")
    # Weights are counted; that their multipliers are missing too says nothing more.
    lost = sum(name.startswith("layers.2.") and not name.endswith(".scale") for name in official(config))
    assert len(report.missing) == lost and report.unexpected == ["layers.3.extra.weight"]
    assert f"missing    {lost:,} (layer 2: {lost:,})" in str(report)
    assert "unexpected 1 (layer 3: 1)" in str(report)
