"""Planted mistakes are found at the right point, layer and token, and clean pairs raise no alarm."""

from __future__ import annotations

import time

import pytest
import torch
from oracle import random_case, transformers_config
from small_model import CONFIG, small_model

from dsv4lab.comparison.compare import compare
from dsv4lab.comparison.edits import exchange
from dsv4lab.comparison.mistakes import MISTAKES, plant
from dsv4lab.config import Config
from dsv4lab.kernels.expert_routing import choose_experts

torch.set_num_threads(1)  # these tensors are tiny; threads only wait for each other
ONE_INDEX_HEAD = CONFIG.replace(index_n_heads=1)  # ReLU makes about every other score exactly 0
DECODE = "chunks cut at every dangerous length"

# name: (layer it is planted in, where it must be found, token, how the text was read, the shortest prompt)
WHERE = {
    "rope base of compressed layers": (2, "attn.query", 1, "whole", 2),
    "rope base of sliding layers": (0, "attn.query", 1, "whole", 2),
    "entries rotated at their number": (3, "attn.weights", 7, "whole", 8),
    "overlap lost in decode": (3, "attn.compressor.gate", 7, DECODE, 8),
    "comb transposed": (4, "ffn.mixing.pre", 0, "whole", 1),
    "entries visible too early": (2, "attn.keys", 6, "whole", 8),
    "bias in the weights": (5, "ffn.routing.weights", 0, "whole", 1),
    "sink dropped": (1, "attn.weights", 0, "whole", 1),
    "index keys unrotated": (5, "attn.indexer.scores", 7, "whole", 8),
    "ties": (3, "attn.indexer.picks", None, "whole", None),
    "post without its factor 2": (4, "attn.mixing.post", 0, "whole", 1),
    "last entry of an unfinished block": (2, "attn.compressor.gate", 24, "whole", 1),
    "window one too long": (0, "attn.weights", 6, "whole", 7),
    "output not turned back": (4, "attn.out", 1, "whole", 2),
    "shared expert not clamped": (2, "ffn.shared", 0, "whole", 1),
    "slot biases forgotten": (4, "attn.compressor.gate", 7, "whole", 8),
}


@pytest.mark.parametrize("name", [mistake.name for mistake in MISTAKES])
def test_a_planted_mistake_is_located(name):
    layer, part, token, way, shortest = WHERE[name]
    config = ONE_INDEX_HEAD if name == "ties" else CONFIG
    wrong = small_model(config)
    plant(wrong, name, [layer])
    started = time.process_time()
    # A mistake of whole prompts is found in the first reading; what A's other readings say is test_compare.py's.
    found = compare(small_model(config), wrong, split=False, ways=way != "whole")
    assert time.process_time() - started < 60
    line = found.walk.tie if name == "ties" else found.first
    assert line is not None and (line.place.layer, line.place.part) == (layer, part)
    assert found.verdict == ("ties" if name == "ties" else "differs") and found.walk.way == way
    assert token in (None, line.token) and found.shortest == shortest
    assert found.cut == (4 if name == "overlap lost in decode" else None)
    assert name in found.likely and name in found.sentence and line.place.name in found.sentence


def test_every_known_mistake_is_planted_here():
    assert set(WHERE) == {mistake.name for mistake in MISTAKES} and len(WHERE) >= 10


def test_a_mistake_in_every_layer_is_found_in_the_first():
    wrong = small_model()
    plant(wrong, "post without its factor 2")
    found = compare(small_model(), wrong, split=False, shorten=False, ways=False)
    assert found.first is not None and found.first.place.name == "layers.0.attn.mixing.post"


def test_a_mistake_that_no_list_has_is_located_all_the_same():
    """One expert of the second place is swapped where few would look: at one token of one layer."""
    wrong = small_model()

    def swapped(biased, slots):
        chosen = choose_experts(biased, slots)
        if chosen.shape[1] > 11:
            chosen[:, 11, 1] = biased[:, 11].argmin(-1)
        return chosen

    exchange(wrong.layers[4].ffn.routing, "forward", choose_experts=swapped)
    found = compare(small_model(), wrong, ways=False)
    assert found.first is not None and found.first.place.name == "layers.4.ffn.routing.experts"
    assert found.first.token == 11 and found.shortest == 12 and "only A has" in found.sentence
    experts = next(share for share in found.shares if share.what == "experts")
    assert experts.explains > 0.99 and experts.forced == 1


def random_config(seed: int) -> Config:
    return Config.from_dict(transformers_config(random_case(seed)).to_dict())


def random_ids(count: int, seed: int) -> list[int]:
    return torch.randint(0, 97, (count,), generator=torch.Generator().manual_seed(seed)).tolist()


@pytest.mark.parametrize("seed", range(25))  # and 25 pairs with transformers: tests/attached/test_attach.py
def test_no_false_alarm_on_clean_pairs(seed):
    config = random_config(seed)
    ids, every_way = (random_ids(13, seed), True) if seed % 2 else (random_ids(25, seed), False)
    pair = small_model(config, seed), small_model(config, seed)
    found = compare(*pair, ids, ways=every_way, split=False, shorten=False)
    assert found.verdict != "differs", found.sentence
    assert not [words for words in found.alone.values() if "departs" in words]
