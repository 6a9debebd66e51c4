"""Exercises of lesson 09, the released weights.   Tests: tests/course/test_lesson_09.py."""

from __future__ import annotations

import itertools
from collections import OrderedDict

import numpy as np

from dsv4lab.attention_kinds import COMPRESSED
from dsv4lab.checkpoint.inventory import official
from dsv4lab.checkpoint.selection import shards_needed
from dsv4lab.checkpoint.ways import COPY, read_per_token
from dsv4lab.config import FLASH, PRO, Config
from dsv4lab.costs import cache_bytes
from dsv4lab.course.answer import Answer
from dsv4lab.course.exercise import exercise


def _bytes(config: Config) -> dict[str, int]:
    """Bytes in the release's files by our weights' names."""
    out: dict[str, int] = {}
    for item in official(config).values():
        out[item.ours] = out.get(item.ours, 0) + item.bytes
    return out


@exercise(
    "09.1", "What one token reads", 1,
    "Every token reads all that is no routed expert, and k of n experts in each layer.",
    "rest + experts * k / n",
)  # fmt: skip
def reads(answer: Answer) -> str:
    """A function (bytes of all routed experts, bytes of the rest, k, n) -> bytes that one token reads."""
    for experts, rest, k, n in ((147e9, 8e9, 6, 256), (10e6, 12e6, 4, 16)):
        mistakes = {
            "this is everything; only k of n experts are read": experts + rest,
            "only the experts are in it; attention, the shared expert and the head are read too": experts * k / n,
            "k of n experts, and yours takes one of n": rest + experts / n,
            "the rest is not shared out: every token reads all of it": (experts + rest) * k / n,
        }
        answer.close(rest + experts * k / n, "the number of bytes", answer.call(experts, rest, k, n), mistakes, 1e-6)
    share = read_per_token(FLASH, _bytes(FLASH)) / sum(_bytes(FLASH).values())
    return f"of Flash's files one token reads {share:.0%}"


@exercise(
    "09.2", "How fast can it be?", 1,
    "Each token must bring its bytes from the GPU's memory once; a second brings `bandwidth` bytes.",
    "bandwidth / bytes, and with several GPUs in a row for one text: still one after the other.",
)  # fmt: skip
def floor(answer: Answer) -> str:
    """A function (bytes a token, bytes a second of one GPU, GPUs) -> most tokens a second of ONE text, split by layers."""
    for size, speed, gpus in ((11.7e9, COPY["NVIDIA H200"], 1), (11.7e9, COPY["NVIDIA H200"], 2), (2e9, 1e12, 4)):
        mistakes = {
            "split by layers the GPUs work one after the other, so a second one makes one text no faster": gpus
            * speed
            / size
            if gpus > 1
            else -1,
            "this is seconds a token": size / speed,
        }
        answer.close(speed / size, "tokens a second", answer.call(size, speed, gpus), mistakes)
    return "the floor that no kernel beats; README says what share of it is reached"


@exercise(
    "09.3", "Which shards does a slice need?", 2,
    'A name like "layers.12.attn.wq" belongs to layer 12; what is in no layer (embedding, norm, head) is always needed.',
    'A beginning does not need the draft blocks ("mtp.0. ..."). And mind that "layers.12" begins with "layers.1".',
)  # fmt: skip
def shards(answer: Answer) -> str:
    """A function ({tensor: shard}, k) -> the set of shards that the first k layers need."""
    where = {"embed.weight": "s-01", "norm.weight": "s-46", "head.weight": "s-46", "mtp.0.norm.weight": "s-47"}
    where |= {f"layers.{i}.attn.wq_a.weight": f"s-{i + 2:02}" for i in range(43)}
    where |= {f"layers.{i}.ffn.gate.weight": f"t-{i // 2:02}" for i in range(43)}
    for k in (1, 2, 4):
        want = set(shards_needed(where, k, mtp=True))
        got = answer.call(where, k)
        answer.true_of(
            isinstance(got, (set, list, tuple, frozenset, dict)) and all(isinstance(one, str) for one in got),
            "hand back the names of shards, as a set or a list",
        )
        got = set(got)
        answer.true_of("s-47" not in got, "draft blocks are not part of a model's beginning")
        answer.true_of(
            {"s-01", "s-46"} <= got, "what lies in no layer is missing: the embedding, and the norm and head at the end"
        )
        deep = sorted(got - want)
        answer.true_of(not deep, f"{k} layers do not need {deep[:1]}: layers {k} to 42 are not read, and 12 is not 1")
        lost = sorted(want - got)
        answer.true_of(not lost, f"{k} layers also need {lost[:1]}: a layer's tensors may lie in two shards")
    return "four layers of Flash are six shards of 46"


@exercise(
    "09.4", "The cache of a long text", 2,
    "A CSA layer has an entry and an index key for every `csa_rate` tokens, an HCA layer an entry for every `hca_rate`.",
    "Only whole blocks have an entry: T // rate.",
)  # fmt: skip
def cached(answer: Answer) -> str:
    """A function (config, T, bytes of an entry, bytes of an index key) -> bytes of entries and keys, without windows."""
    picking, whole = (next(kind for kind in COMPRESSED if kind.picks is picks) for picks in (True, False))
    entry, key = 584, 68
    for config, length in ((FLASH, 65_536), (PRO, 1_000_003)):
        held = cache_bytes(config, length)
        csa, hca = (len(config.layers_of_kind(kind.name)) for kind in (picking, whole))
        picked, read = csa * (length // picking.rate(config)), hca * (length // whole.rate(config))
        plain = picked * (entry + key) + read * entry
        mistakes = {
            "the index keys of the CSA layers are missing": plain - picked * key,
            "HCA layers have no indexer, so they keep no index keys": plain + read * key,
            "an entry stands for several tokens; yours keeps one for each": (csa * (entry + key) + hca * entry)
            * length,
            "only the CSA layers are in it": picked * (entry + key),
        }
        want = sum(held.values()) - held.get("window", 0)
        answer.close(plain, "the number of bytes", answer.call(config, length, entry, key), mistakes, 1e-6)
        assert abs(plain - want) < 0.01 * want, "the exercise and the package's own formula agree"
    return "a million tokens of Pro take a few gigabytes"


@exercise(
    "09.5", "Share the layers out", 3,
    "Layers stay in order: each GPU gets a range. Take a limit, fill GPUs from the first layer on, see if they suffice.",
    "The best limit lies between the largest layer and the sum; halve the interval until it is found, or try every cut.",
)  # fmt: skip
def split(answer: Answer) -> str:
    """A function (bytes of each layer [L], GPUs) -> layers of each GPU, in order, so that the fullest one is least full."""
    rng = np.random.default_rng(0)
    for sizes, gpus in (
        ([4, 4, 4, 4], 2),
        ([9, 1, 1, 1, 1, 1], 2),
        ([1, 1, 1, 9], 3),
        (rng.integers(1, 20, 11).tolist(), 3),
    ):
        counts = [int(n) for n in np.ravel(answer.array(np.zeros(gpus), "the counts", answer.call(list(sizes), gpus)))]
        answer.true_of(min(counts) >= 0, "a GPU cannot have fewer than no layers")
        answer.true_of(sum(counts) == len(sizes), f"{sum(counts)} layers are shared out; there are {len(sizes)}")
        best = min(
            _fullest(sizes, [b - a for a, b in itertools.pairwise((0, *cuts, len(sizes)))])
            for cuts in _cuts(sizes, gpus)
        )
        mine = _fullest(sizes, counts)
        answer.true_of(
            mine == best, f"layers of {sizes} on {gpus} GPUs: your fullest one holds {mine}, and {best} is possible"
        )
    return "what `placement='split'` does, with the bytes that are free on each GPU"


@exercise(
    "09.6", "Keep the hot experts", 3,
    "Least recently used: what was used now goes to the end; when there is no room, the first of the line leaves.",
    "An OrderedDict with move_to_end and popitem(last=False) does it, or a list.",
)  # fmt: skip
def hot(answer: Answer) -> str:
    """A function (experts in the order of their use, capacity) -> how many uses find their expert on the GPU (LRU)."""
    rng = np.random.default_rng(1)
    texts = [([1, 2, 1, 3, 1, 2], 2), ([1, 2, 3] * 4, 2), (rng.geometric(0.3, 200).tolist(), 4)]
    for used, room in texts:
        want = _lru(used, room)
        mistakes = {
            "these are the misses": len(used) - want,
            "this is first in, first out: a use must make its expert the newest": _lru(used, room, renew=False),
            "there is no room for all of them: the least recently used one must leave": len(used) - len(set(used)),
            "this is a share; count the uses": want / len(used),
        }
        answer.close(
            want, f"the count for {used[:6]}... with room for {room}", answer.call(list(used), room), mistakes, 1e-9
        )
    return "the fewer experts a text uses, the more of them are there already"


def _cuts(sizes: list[int], gpus: int) -> itertools.combinations_with_replacement[tuple[int, ...]]:
    return itertools.combinations_with_replacement(range(len(sizes) + 1), gpus - 1)


def _fullest(sizes: list[int], counts: list[int]) -> int:
    edges = [0, *itertools.accumulate(counts)]
    return max(sum(sizes[a:b]) for a, b in itertools.pairwise(edges))


def _lru(used: list[int], room: int, *, renew: bool = True) -> int:
    held: OrderedDict[int, None] = OrderedDict()
    hits = 0
    for one in used:
        if one in held:
            hits += 1
            if renew:
                held.move_to_end(one)
            continue
        if len(held) == room:
            held.popitem(last=False)
        held[one] = None
    return hits
