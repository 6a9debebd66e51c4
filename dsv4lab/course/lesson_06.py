"""Exercises of lesson 06, the cost of a million tokens.   Tests: tests/course/test_lesson_06.py."""

from __future__ import annotations

import numpy as np

from dsv4lab.analysis.cost import counted, flops_at
from dsv4lab.attention_kinds import CSA, HCA, SLIDING
from dsv4lab.config import FLASH, LEARNED, PRO, Config
from dsv4lab.costs import (
    cache_bytes,
    decode_flops,
    entry_bytes,
    growth_per_token,
    index_key_bytes,
)
from dsv4lab.course.answer import Answer
from dsv4lab.course.exercise import exercise
from dsv4lab.recorded_run import recorded

MILLION = 1_048_576
CALLS = 1_000  # of size_at


@exercise(
    "06.1", "One entry and its key", 1,
    "Of the entry: (channels - rotary) bytes in FP8, 2 * rotary bytes in 16 bits, and a byte for every 64 FP8 channels.",
    "Two parts of an entry are rounded up to multiples of 8 on their own: the channels, and the multipliers.",
)  # fmt: skip
def entry(answer: Answer) -> str:
    """A function (channels, rotary, index channels) -> (bytes of an entry, bytes of an index key)."""
    for channels, rotary, index in ((512, 64, 128), (256, 32, 64), (128, 32, 64), (320, 64, 96)):
        config = FLASH.replace(head_dim=channels, qk_rope_head_dim=rotary, index_head_dim=index)
        size, key = entry_bytes(config), index_key_bytes(config)
        plain = channels - rotary
        groups = -(-plain // 64)
        scaled = plain + 2 * rotary
        case = f"for {channels} channels, {rotary} of them rotary, "
        got = answer.array(np.zeros(2), "the pair (entry, key)", answer.call(channels, rotary, index))
        mistakes = {
            "the multipliers are missing: one byte for 64 FP8 channels": scaled,
            "the multipliers are rounded up to a multiple of 8 bytes": scaled + groups,
            "rotary channels have 16 bits, two bytes each": plain + rotary + 8,
            "only the FP8 channels are one byte; rotary ones are counted once more here": channels + 2 * rotary + 8,
            "everything is in 16 bits here; only the rotary channels are": entry_bytes(config, "bf16"),
            "these are bits; a byte has eight": 8 * size,
        }
        answer.close(size, f"{case}the entry", got[0], mistakes, within=1e-9)
        mistakes = {
            "the key's multipliers are missing: one byte for 32 channels": index // 2,
            "a key shares a multiplier between 32 channels, not 64": index // 2 + -(-index // 64),
            "FP4 is half a byte for a channel; this is an FP8 key": index_key_bytes(config, "fp8"),
            "FP4 is half a byte for a channel; yours takes a whole one": index + -(-index // 32),
        }
        answer.close(key, f"for {index} index channels, the key", got[1], mistakes, within=1e-9)
    return "an index key is about a ninth of an entry, so that all of them can be looked at"


@exercise(
    "06.2", "What a token adds", 1,
    "A CSA layer adds one entry and one index key for `csa_rate` tokens, so each token adds (entry + key) / csa_rate.",
    "HCA layers have no indexer, so no key. Multiply each with the number of its layers and add both.",
)  # fmt: skip
def growth(answer: Answer) -> str:
    """A function (csa layers, hca layers, csa rate, hca rate, entry, key) -> bytes that each further token adds."""
    for config in (FLASH, PRO, recorded().config, FLASH.replace(csa_rate=8, hca_rate=32)):
        want = growth_per_token(config)
        csa, hca = len(config.layers_of_kind(CSA)), len(config.layers_of_kind(HCA))
        rates = config.csa_rate, config.hca_rate
        size, key = entry_bytes(config), index_key_bytes(config)
        mistakes = {
            "the index keys are missing; each CSA entry has one": size * (csa / rates[0] + hca / rates[1]),
            "HCA layers have no indexer, so no index key": (size + key) * (csa / rates[0] + hca / rates[1]),
            "an entry stands for many tokens: divide by the rate": csa * (size + key) + hca * size,
            "this is one layer of each kind; a token adds to all of them": (size + key) / rates[0] + size / rates[1],
            "the rates are the other way round": csa * (size + key) / rates[1] + hca * size / rates[0],
            "this is for a whole HCA block; one token is asked for": want * rates[1],
        }
        given = answer.call(csa, hca, *rates, size, key)
        answer.close(want, "what a token adds", given, mistakes, within=1e-6)
    return "of Flash's 3,514 bytes, HCA's twenty layers add less than a hundred"


@exercise(
    "06.3", "One layer, one more token", 2,
    "Per vector that is read: a score and a sum, each one multiply-add (2 FLOPs) per head and channel.",
    "CSA reads min(context, window) + min(index_topk, context // csa_rate) vectors; its indexer scores all entries.",
)  # fmt: skip
def one_layer(answer: Answer) -> str:
    """A function (config, context) -> FLOPs of (CSA's attention, its indexer's scores, full attention) in one layer."""
    for config, context in ((FLASH, MILLION), (PRO, 131_072), (FLASH, 1_001), (PRO, 90)):
        csa, full = _one_layer(config, CSA), _one_layer(config, SLIDING).replace(sliding_window=context)
        found = decode_flops(csa, context)
        want = found.attention, found.indexer, decode_flops(full, context).attention
        got = answer.array(np.zeros(3), "the three numbers", answer.call(config, context))
        window, picked = min(context, config.sliding_window), min(config.index_topk, context // config.csa_rate)
        entries = context // config.csa_rate
        vector = want[2] / context
        where = f"at {context:,} tokens"
        told = {
            "the window is missing": vector * picked,
            "the picked entries are missing": vector * window,
            "a multiply-add is two operations": want[0] / 2,
            "score and sum are one multiply-add each, so 4 FLOPs a channel": want[0] / 4,
            "attention reads the picked entries, not all of them": vector * (window + entries),
            "there are not yet so many entries to pick": vector * (window + config.index_topk),
            "there are not yet so many tokens for the window": vector * (config.sliding_window + picked),
            "all heads work; this is one of them": want[0] / config.num_attention_heads,
        }
        answer.close(want[0], f"{where}, CSA's attention", got[0], told, within=1e-6)
        told = {
            "the indexer scores entries, not tokens": want[1] * context / max(entries, 1),
            "the indexer scores every entry; only then it can pick": want[1] * picked / max(entries, 1),
            "a multiply-add is two operations": want[1] / 2,
            "the indexer makes scores and no sum over vectors": want[1] * 2,
            "the indexer has heads and channels of its own": vector / 2 * entries,
        }
        answer.close(want[1], f"{where}, the indexer", got[1], told, within=1e-6)
        told = {
            "a multiply-add is two operations": want[2] / 2,
            "full attention reads every token": want[0],
            "full attention reads tokens, not entries": vector * entries,
        }
        answer.close(want[2], f"{where}, full attention", got[2], told, within=1e-6)
    return (
        "at a million tokens Flash's layer reads 640 vectors for 1,048,576, and its indexer works fifty times as much"
    )


def _one_layer(config: Config, kind: str) -> Config:
    return config.replace(num_hidden_layers=1, layer_kinds=(kind,), routing_kinds=(LEARNED,))


@exercise(
    "06.4", "A convention", 2,
    "fp8 and experts count 1; bf16, float32 and attention 2; the indexer 0.5 in FP4 and 1 in FP8; head 0.",
    "sum(weight[name] * value for name, value in classes.items()).",
)  # fmt: skip
def convention(answer: Answer) -> str:
    """A function (FLOPs by class, format of the indexer "fp4" or "fp8") -> equivalent FP8 FLOPs as published."""
    for config, context in ((FLASH, MILLION), (PRO, MILLION), (None, MILLION), (FLASH, 4096)):
        flops = flops_at(config, context)
        want = counted(flops)
        mistakes = {
            "this is the raw sum; a 16-bit operation counts twice, an FP4 one half": flops.total,
            "the output matrix (head) is counted here; the published numbers leave it out": flops.equivalent(),
            "raw, without the output matrix; the weights are still missing": flops.total - flops.head,
            "attention is in 16 bits and counts twice": flops.equivalent(head=False, attention=1.0),
            "the indexer's format decides: 0.5 in FP4, 1 in FP8": flops.equivalent(
                head=False, indexer=1.0 if flops.index_format == "fp4" else 0.5
            ),
            "experts' FP4 weights meet FP8 inputs, and count as FP8": flops.equivalent(head=False, experts=0.5),
            "float32 counts as 16 bits do, twice": flops.equivalent(head=False, float32=4.0),
            "the grouped output and the compressors (bf16) count twice": flops.equivalent(head=False, bf16=1.0),
            "turned round: the cheaper format counts less": flops.equivalent(
                head=False, bf16=0.5, float32=0.5, attention=0.5, indexer=2.0 if flops.index_format == "fp4" else 1.0
            ),
        }
        given = answer.call(flops.by_class(), flops.index_format)
        answer.close(want, "the number of equivalent operations", given, mistakes, within=1e-6)
    return "a ratio of two models is a ratio under a convention; say which"


@exercise(
    "06.5", "When is it full?", 3,
    "size_at never falls. Keep a length that fits and one that does not, and ask for the middle of both.",
    "First double `high` until size_at(high) > limit; then while high - low > 1: middle = (low + high) // 2.",
)  # fmt: skip
def full(answer: Answer) -> str:
    """A function (size_at, limit) -> the smallest length whose cache is larger than `limit` bytes."""
    for config, limit in ((FLASH, 10**9), (PRO, 5 * 10**9), (FLASH, 100), (recorded().config, 200_000), (FLASH, 25112)):
        asked: list[int] = []

        def size_at(length: int, config: Config = config, asked: list[int] = asked) -> int:
            asked.append(length)
            if len(asked) > CALLS:
                raise RuntimeError(f"more than {CALLS} lengths were asked for; halve the interval instead")
            return _size(config, length)

        got = float(answer.array(0.0, "the length", answer.call(size_at, limit)))
        answer.true_of(
            got == int(got) and got > 0, f"a length is a whole number of tokens, 1 or more; yours is {got:g}"
        )
        length = int(got)
        held, before = _size(config, length), _size(config, length - 1)
        after = _size(config, length + 1)
        answer.true_of(
            held > limit or after <= limit,
            f"{length:,} is the last length that still fits into {limit:,} bytes; the next one is asked for",
        )
        answer.true_of(held > limit, f"a cache of {length:,} tokens has {held:,} bytes, which fits into {limit:,}")
        answer.true_of(before <= limit, f"{length - 1:,} tokens already have {before:,} bytes, more than {limit:,}")
    return "twenty questions for a million lengths"


def _size(config: Config, length: int) -> int:
    return sum(cache_bytes(config, length).values())
