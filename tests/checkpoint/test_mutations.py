"""10,000 damaged checkpoints from a fixed seed: each loads, or is refused by an error of ours, soon and in little memory.

What loads must give finite logits, and `inspect` must say beforehand what `load` will do.
"""

from __future__ import annotations

import json
import random
import struct
from pathlib import Path

import psutil
import pytest
import torch
from checkpoints import random_state, tiny_config
from mutations import main, mutate_header, mutate_json, write_json
from published_configs import INFERENCE, RELEASE

from dsv4lab.checkpoint.inspect import inspect
from dsv4lab.checkpoint.matching import match
from dsv4lab.checkpoint.shards import INDEX, SINGLE, scan
from dsv4lab.checkpoint.writer import save_checkpoint
from dsv4lab.config import Config
from dsv4lab.errors import ConfigError, LabError
from dsv4lab.loading import load
from dsv4lab.training.tokenizer import save_tokenizer, train_tokenizer

FOLDERS, CONFIGS, HEADERS = 150, 6300, 3550
CONFIG = tiny_config(
    vocab_size=262, hidden_size=32, num_hidden_layers=3, layer_kinds=("sliding", "csa", "hca"), hca_rate=8,
    num_attention_heads=2, head_dim=32, qk_rope_head_dim=8, q_lora_rank=32, o_lora_rank=32, index_n_heads=2,
    index_head_dim=32, n_routed_experts=2, num_experts_per_tok=1, moe_intermediate_size=32,
    routing_kinds=("hash", "learned", "learned"), sliding_window=4,
)  # fmt: skip
IDS = torch.randint(0, 262, (1, 20), generator=torch.Generator().manual_seed(0))


def write_source(folder: Path) -> Path:
    """A whole folder, as small as one can be: four shards, every kind of layer, a tokenizer of bytes."""
    tokenizer = train_tokenizer(["a"], 262)
    save_tokenizer(tokenizer, folder.with_name("words"), max_length=2048)
    files = sorted(folder.with_name("words").iterdir())
    save_checkpoint(random_state(CONFIG), CONFIG, folder, max_shard_bytes=60_000, tokenizer_files=files)
    return folder


def judge_folder(folder: Path) -> str | None:
    """What is not right about how a damaged folder is met, or None."""
    try:
        report = inspect(folder)
        text = str(report) + json.dumps(report.to_dict(), ensure_ascii=False)
        if not all(character.isprintable() or character == "\n" for character in text):
            return "inspect prints control characters"
    except Exception as error:
        return f"inspect raised {type(error).__name__}: {str(error)[:200]}"
    try:
        model = load(folder, device="cpu")
    except LabError as error:
        if report.loadable:
            return f"inspect says it can be loaded, but: {error}"
        if len(str(error)) > 4000:
            return f"a message of {len(str(error)):,} characters"
        return None
    except Exception as error:
        return f"load raised {type(error).__name__}: {str(error)[:200]}"
    if not report.loadable:
        return f"loaded, though inspect says: {report.problems[:1]}"
    try:
        if not model(IDS % model.config.vocab_size).isfinite().all():
            return "loaded in silence, and its logits are not finite"
        if model.tokenizer is not None:
            model.tokenizer.decode(model.tokenizer.encode("a b", bos=True))
    except LabError:
        return None
    except Exception as error:
        return f"the first pass raised {type(error).__name__}: {str(error)[:200]}"
    return None


@pytest.mark.timeout(300)
def test_damaged_folders_are_refused_in_our_words_or_load_whole(tmp_path):
    source = write_source(tmp_path / "whole")
    assert judge_folder(source) is None and inspect(source).loadable
    before = psutil.Process().memory_info().rss
    wrong = main(FOLDERS, 0, judge_folder, source, tmp_path)
    assert not wrong, f"{len(wrong)} of {FOLDERS}:\n" + "\n".join(wrong[:20])
    assert psutil.Process().memory_info().rss - before < 200e6


@pytest.mark.parametrize("values", [CONFIG.to_dict(), RELEASE, INFERENCE], ids=["ours", "release", "inference"])
def test_damaged_configs_are_refused_in_our_words_or_read_and_written(values):
    """What is read can be written and read again, and implies a list of tensors in no time."""
    for number in range(CONFIGS // 3):
        draw = random.Random(f"config {number}")
        changed = mutate_json(json.loads(json.dumps(values)), draw)
        try:
            config = Config.from_dict(changed)
        except ConfigError as error:
            assert len(str(error)) < 2000, f"number {number}: {len(str(error)):,} characters"
            continue
        assert Config.from_dict(json.loads(json.dumps(config.to_dict()))) == config, f"number {number}"


def test_damaged_headers_are_refused_in_our_words_or_matched(tmp_path):
    source = write_source(tmp_path / "whole")
    shards = [file.read_bytes()[:200_000] for file in sorted(source.glob("*.safetensors"))]
    place = tmp_path / "one"
    place.mkdir()
    for number in range(HEADERS):
        draw = random.Random(f"header {number}")
        data = mutate_header(draw.choice(shards), draw)
        (place / SINGLE).write_bytes(data)
        found = scan(place)
        assert all(len(problem) < 1500 and problem.isprintable() for problem in found.problems), f"number {number}"
        if not found.problems:
            assert sum(header.bytes for header in found.tensors.values()) + 8 + struct.unpack("<Q", data[:8])[0] == len(
                data
            )
            match(found.tensors, CONFIG)


def test_headers_of_many_names_are_read_in_a_moment(tmp_path):
    """60,000 names, all of them twice or one of them: the search for doubles looks at each once."""
    import time

    names = [f'"{i}":{{"dtype":"U8","shape":[0],"data_offsets":[0,0]}}' for i in range(60_000)]
    for raw in (",".join([*names, names[-1]]), ",".join(names + names)):
        data = f"{{{raw}}}".encode()
        (tmp_path / SINGLE).write_bytes(struct.pack("<Q", len(data)) + data)
        begun = time.perf_counter()
        assert "is there twice" in scan(tmp_path).problems[0]
        assert time.perf_counter() - begun < 5


def test_the_generator_reaches_every_file_and_repeats_itself(tmp_path):
    source = write_source(tmp_path / "whole")
    done: list[list[str]] = [[], []]
    for round_ in done:
        main(60, 3, lambda folder, round_=round_: round_.append(_state(folder)), source, tmp_path)
    assert done[0] == done[1] and len(set(done[0])) > 50
    assert (source / INDEX).is_file() and inspect(source).loadable, "the source stays whole"
    assert write_json({"a": 10**400}, random.Random(0))


def _state(folder: Path) -> str:
    return json.dumps(
        sorted((f.name, f.is_file() and f.read_bytes().hex()) for f in folder.iterdir() if not f.is_dir())
    )
