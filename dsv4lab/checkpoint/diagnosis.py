"""Why a folder does not hold the model of its configuration, in sentences a user can act on.

Surprising: most folders that do not fit are whole. They are of another format, pruned, or of a later release, and to
advise fetching 160 GB again would be wrong. Tests: tests/checkpoint/test_diagnosis.py.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from dsv4lab.checkpoint.names import plain_name, recognise
from dsv4lab.checkpoint.shards import Header, some

if TYPE_CHECKING:
    from dsv4lab.checkpoint.matching import Match

# Names that other formats give to what they store beside a weight; the first that is met names the format.
_FORMATS = (
    (re.compile(r".*\.(weight_scale_2|weight_global_scale|global_scale)"), "NVFP4"),
    (re.compile(r".*\.(weight_packed|weight_shape|weight_zero_point)"), "compressed-tensors"),
    (re.compile(r".*\.(qweight|qzeros|g_idx)"), "GPTQ or AWQ"),
    (re.compile(r".*\.weight\.(absmax|quant_map|nested_absmax|quant_state.*)"), "bitsandbytes"),
    (re.compile(r".*\.(lora_[AB]|base_layer)\..*"), "an adapter (LoRA) that must be merged first"),
    (re.compile(r"blk\.\d+\..*"), "GGUF names"),
    (
        re.compile(r".*\.(weight_scale|input_scale|activation_scale)"),
        "an FP8 or FP4 format with weight_scale or input_scale",
    ),
)
DSPARK = re.compile(r"mtp\.\d+\.(main_proj|main_norm|markov_head|confidence_head)\..*")
_EXPERT = re.compile(r"layers\.(\d+)\.ffn\.experts\.w1")


def explain(tensors: Mapping[str, Header], result: Match, *, without_mtp: bool) -> list[str]:
    """What speaks against loading: a few names each and a count, with the next step.

    without_mtp   whether the folder is complete when its draft blocks are left out
    """
    lines = []
    known = _format(result) or _uneven_experts(tensors, result)
    spark = [name for name in result.unexpected if DSPARK.fullmatch(plain_name(name))]
    if known:
        lines.append(known)
    elif spark:
        rest = "Everything else is there." if without_mtp else "More is wrong beside them:"
        lines.append(
            f"draft blocks of a later kind (DSpark: {some(sorted(spark))}), which are not covered. Load with mtp=False "
            f"(dsv4lab generate --no-mtp). {rest}"
        )
        if without_mtp:
            return lines
    if result.missing:
        lines.append(f"missing: {some(result.missing)}.{'' if known else _about_missing(result, without_mtp)}")
    if result.unexpected:
        names = sorted(result.unexpected)
        lines.append(f"unexpected: {some(names)}.{'' if known else _about_unexpected(result, without_mtp)}")
    if result.wrong:
        shown = "\n  ".join(result.wrong[:3])
        more = f"\n  and {len(result.wrong) - 3:,} more ({len(result.wrong):,} in all)" if len(result.wrong) > 3 else ""
        advice = "" if known else "\n  Use the config.json that came with these shards."
        lines.append(f"wrong:\n  {shown}{more}{advice}")
    return lines


def _about_missing(result: Match, without_mtp: bool) -> str:
    if without_mtp or all(name.startswith("mtp.") for name in result.missing):
        return " Load with mtp=False (dsv4lab generate --no-mtp) to go without the draft blocks."
    return (
        " No file of the folder has them: its config.json, index and shards do not belong together. Fetch config.json and "
        "the index again first; they are small."
    )


def _about_unexpected(result: Match, without_mtp: bool) -> str:
    if without_mtp or all(plain_name(name).startswith("mtp.") for name in result.unexpected):
        return " Another kind of draft block; load with mtp=False (dsv4lab generate --no-mtp) to go without it."
    return " The weights are of another architecture or another config.json."


def _format(result: Match) -> str | None:
    """The sentence for a folder in another program's format."""
    for pattern, format in _FORMATS:
        met = [name for name in result.unexpected if pattern.fullmatch(name)]
        if met:
            return (
                f"stored as {format} ({some(sorted(met))}), which is not read. Take the release's own files (FP8 and FP4 "
                "with .scale), or a conversion to plain BF16."
            )
    return None


def _uneven_experts(tensors: Mapping[str, Header], result: Match) -> str | None:
    """The sentence for layers that hold another number of experts than the configuration says, whole ones each."""
    stored: dict[int, set[int]] = {}
    for name in tensors:
        place = recognise(name)
        if place is None or place.expert is None or place.scale:
            continue
        for ours in place.ours:
            if found := _EXPERT.fullmatch(ours):
                stored.setdefault(int(found[1]), set()).add(place.expert)
    config = result.config
    # The router's rows say how many were meant to be there: without that, a part of the layer may just be missing.
    rows = {
        place.ours[0]: header.shape[0]
        for name, header in tensors.items()
        if header.shape and (place := recognise(name)) and place.ours[0].endswith(".ffn.routing.weight")
    }
    counts = {
        i: len(ids)
        for i, ids in stored.items()
        if ids == set(range(len(ids))) and rows.get(f"layers.{i}.ffn.routing.weight") == len(ids)
    }
    other = {i: count for i, count in sorted(counts.items()) if count != config.n_routed_experts}
    if not other:
        return None
    if len(set(other.values())) == 1 and len(other) == len(stored) == config.num_hidden_layers:
        count = next(iter(other.values()))
        said = f"n_routed_experts says {config.n_routed_experts}"
        return f"every layer holds {count} experts, {said}. Write {count} in config.json."
    listed = ", ".join(f"layer {i} holds {count}" for i, count in list(other.items())[:3])
    more = f" and {len(other) - 3} more layers" if len(other) > 3 else ""
    return (
        f"{listed}{more}, n_routed_experts says {config.n_routed_experts}: a pruned model (REAP) with another number of "
        "experts in some layers, which is not covered. Nothing is missing from the download."
    )
