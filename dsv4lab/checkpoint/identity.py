"""Which release a folder is, or is nearest to, and in what it differs: from its configuration and the names of its tensors.

Surprising: names and sizes cannot tell a fine-tuned model from the one it was tuned from, nor 0731 from -DSpark; what
cannot be told is said. Source: the published configurations. Tests: tests/checkpoint/test_identity.py.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sized
from dataclasses import dataclass, fields
from typing import Any

from dsv4lab.checkpoint.diagnosis import DSPARK
from dsv4lab.checkpoint.names import plain_name, recognise
from dsv4lab.checkpoint.shards import Header, some
from dsv4lab.config import FLASH, PRO, Config
from dsv4lab.errors import LabError, printable, shown

# (tensors, bytes) of the published checkpoints.
PUBLISHED = {
    "Flash": (69_187, 159_609_485_896),
    "Pro": (145_116, 864_704_792_696),
    "Flash-0731": (72_317, 166_878_536_440),
}
_LATER = {"Flash": "V4-Flash-0731 or V4-Flash-DSpark", "Pro": "V4-Pro-0813 or V4-Pro-DSpark"}
_VISION = re.compile(r"(vision|aligner|visual)\..*|image_.*|multi_modal_projector.*")
_ENGRAM = re.compile(r"(.*[._])?engram[._].*")
# Only V4.1's configuration has these; what each one changes.
_V41_KEYS = {
    "kv_source_layer_ids": "layers that make compressed keys for others, which have none",
    "index_source_layer_ids": "layers that pick for others",
    "engram": "n-gram memory tables (Engram)",
    "engram_config": "n-gram memory tables (Engram)",
    "engram_layer_ids": "n-gram memory tables (Engram)",
    "vision_config": "images",
}
_V41_SIZES = (
    "hidden_size",
    "num_hidden_layers",
    "q_lora_rank",
    "n_routed_experts",
    "moe_intermediate_size",
    "rms_norm_eps",
)
# Fields that say nothing about which model it is.
_NOT_THE_MODEL = {"num_nextn_predict_layers", "expert_dtype", "bos_token_id", "eos_token_id", "more_end_ids"}
_SPARK_KEYS = ("dspark_block_size", "dspark_target_layer_ids", "dspark_markov_rank", "dspark_noise_token_id")


@dataclass(frozen=True)
class Identity:
    """What a folder is called, and sentences about what differs from the release of that name.

    covered   False for an architecture that is not read here
    """

    name: str
    differs: tuple[str, ...] = ()
    covered: bool = True


def identify(values: Mapping[str, Any], tensors: Mapping[str, Header]) -> Identity:
    """Name a folder from config.json's values and the headers of its tensors; never raises for what is in them."""
    if _is_v41(values, tensors):
        return _v41(values, tensors)
    try:
        config = Config.from_dict(dict(values))
    except LabError:
        kind = values.get("model_type")
        return Identity(
            "unknown" if kind == "deepseek_v4" else f"no DeepSeek-V4 (model_type {shown(kind, 60)})", (), False
        )
    family, release = _nearest(config)
    if release is None:
        sizes = f"{config.num_hidden_layers} layers of width {config.hidden_size}"
        return Identity(f"a DeepSeek-V4 of its own sizes ({sizes})", tuple(_origin(values, config, tensors)))
    name, differs = f"DeepSeek-V4-{family}", []
    if _has_spark(values, tensors):
        name = f"DeepSeek-{_LATER[family]}"
        differs.append("its draft blocks are of a later kind (DSpark), which is not read; the trunk is the same")
    elif _is_base(values, tensors):
        name += "-Base"
        differs.append("pre-trained only: experts in FP8 and not in FP4, and no chat format was trained")
    vision = {name: header for name, header in tensors.items() if _VISION.fullmatch(plain_name(name))}
    if vision:
        name += "-Vision-Exp"
        size = sum(header.bytes for header in vision.values())
        differs.append(
            f"{_tensors(vision)} for images ({some(sorted(vision), 2)}; {size / 1e9:.2f} GB), which are not read"
        )
    shape, numbers = _changed(config, release)
    if shape:
        name += ", changed"
        differs += shape
    differs += numbers
    differs += _origin(values, config, tensors)
    count = (len(tensors), sum(header.bytes for header in tensors.values()))
    same = next((key for key, published in PUBLISHED.items() if published == count), None)
    if same is not None:
        name = f"DeepSeek-V4-{same}" if "-" in same else name
        differs.append(
            f"tensors and bytes are the published ones of {same}; whether their values are too, headers cannot say (a "
            "fine-tuned one looks alike)"
        )
    return Identity(name, tuple(differs))


def by_place(names: Iterable[str], most: int = 6) -> str:
    """How many of these tensors lie where: "layer 3: 1,567, layer 4: 2, draft blocks: 9"."""
    count: Counter[str] = Counter()
    for name in names:
        plain = plain_name(name)
        layer = re.match(r"layers\.(\d+)\.", plain)
        if layer is not None:
            place = f"layer {int(layer[1])}" if len(layer[1]) < 10 else "layers far beyond"
        elif plain.startswith("mtp."):
            place = "draft blocks"
        elif _VISION.fullmatch(plain):
            place = "images"
        else:
            place = "outside the layers"
        count[place] += 1
    listed = [f"{place}: {number:,}" for place, number in count.items()]
    rest = sum(list(count.values())[most:])
    return ", ".join(listed[:most]) + (f", {len(listed) - most} more places: {rest:,}" if rest else "")


def _nearest(config: Config) -> tuple[str, Config | None]:
    """The release whose widths these are; a pruned or shortened model has them still."""
    for family, release in (("Flash", FLASH), ("Pro", PRO)):
        widths = ("hidden_size", "num_attention_heads", "head_dim", "q_lora_rank", "moe_intermediate_size", "hc_mult")
        if all(getattr(config, name) == getattr(release, name) for name in widths):
            return family, release
    return "", None


def _changed(config: Config, release: Config) -> tuple[list[str], list[str]]:
    """What differs in the shapes of tensors, and what in mere numbers."""
    shape, numbers = [], []
    layers, experts = config.num_hidden_layers, config.n_routed_experts
    if layers != release.num_hidden_layers:
        first = release.layer_kinds[:layers] == config.layer_kinds and layers < release.num_hidden_layers
        shape.append(
            f"{layers} layers of {release.num_hidden_layers}" + (", the first ones by their kinds" if first else "")
        )
    if experts != release.n_routed_experts:
        what = "pruned to " if experts < release.n_routed_experts else ""
        shape.append(f"{what}{experts} experts in every layer, released with {release.n_routed_experts}")
    if config.vocab_size != release.vocab_size:
        shape.append(f"{config.vocab_size:,} rows of vocabulary, released with {release.vocab_size:,}")
    told = {"num_hidden_layers", "n_routed_experts", "vocab_size", *_NOT_THE_MODEL}
    if layers != release.num_hidden_layers:
        told |= {"layer_kinds", "routing_kinds"}
    for field in fields(Config):
        ours, theirs = getattr(config, field.name), getattr(release, field.name)
        if field.name not in told and ours != theirs:
            numbers.append(f"{field.name} is {shown(ours, 60)}, released with {shown(theirs, 60)}")
    return shape, numbers


def _origin(values: Mapping[str, Any], config: Config, tensors: Mapping[str, Header]) -> list[str]:
    """Who wrote the folder, as far as it shows."""
    out = []
    version = values.get("transformers_version")
    if any(name.startswith(("model.", "lm_head.")) for name in tensors):
        with_version = f" {printable(version, 20)}" if isinstance(version, str) else ""
        out.append(f"saved by transformers{with_version}, which drops the draft blocks")
    elif config.to_dict().items() <= dict(values).items() and set(values) <= {*config.to_dict(), "quantization_config"}:
        out.append("config.json is as dsv4lab writes it")
    experts = {header.dtype for name, header in tensors.items() if ".experts." in name and not name.endswith("scale")}
    if experts and experts <= {"BF16", "F16", "F32"}:
        out.append(f"experts stored as {' and '.join(sorted(experts))}, no release is: converted or fine-tuned")
    origin = values.get("_name_or_path") or values.get("name_or_path")
    if isinstance(origin, str):
        out.append(f"config.json names its origin: {printable(origin, 80)}")
    return out


def _is_base(values: Mapping[str, Any], tensors: Mapping[str, Header]) -> bool:
    if values.get("expert_dtype") not in (None, "fp8"):
        return False
    experts = (header.dtype for name, header in tensors.items() if ".experts." in name and name.endswith(".w1.weight"))
    return set(experts) == {"F8_E4M3"}


def _has_spark(values: Mapping[str, Any], tensors: Mapping[str, Header]) -> bool:
    stored = any(DSPARK.fullmatch(plain_name(name)) for name in tensors if "mtp." in name)
    drafts = any(plain_name(name).startswith("mtp.") for name in tensors if "mtp." in name)
    return stored or (not drafts and any(key in values for key in _SPARK_KEYS))


def _is_v41(values: Mapping[str, Any], tensors: Mapping[str, Header]) -> bool:
    text = _text_values(values)
    kinds = (values.get("model_type"), text.get("model_type"))
    if any(isinstance(kind, str) and kind.startswith("deepseek_v41") for kind in kinds):
        return True
    keys = {"kv_source_layer_ids", "index_source_layer_ids"}
    return bool(keys & text.keys()) or any("engram" in name and _ENGRAM.fullmatch(name) for name in tensors)


def _v41(values: Mapping[str, Any], tensors: Mapping[str, Header]) -> Identity:
    """V4.1: what its configuration says and V4's does not, and which of its tensors V4 does not have."""
    text = _text_values(values)
    differs = ["another architecture, which is not read: no tensor of it is taken for one of V4's"]
    sizes = [f"{name} {shown(text[name], 20)} (V4-Flash {getattr(FLASH, name)})" for name in _V41_SIZES if name in text]
    if sizes:
        differs.append("sizes: " + ", ".join(sizes))
    ratios = text.get("compress_ratios")
    if isinstance(ratios, list):
        met = sorted({ratio for ratio in ratios if type(ratio) is int})
        differs.append(f"tokens per compressed entry: {shown(met, 40)} (V4: 0, 4, 128)")
    found = {**text, **values}
    differs += [f"{key}: {what}" for key, what in _V41_KEYS.items() if found.get(key)]
    engram = [name for name in tensors if _ENGRAM.fullmatch(name)]
    vision = [name for name in tensors if _VISION.fullmatch(plain_name(name))]
    known = {*engram, *vision}
    other = [name for name in tensors if name not in known and recognise(name) is None]
    for what, names in (("Engram tables", engram), ("for images", vision), ("that V4 does not have", other)):
        if names:
            size = sum(tensors[name].bytes for name in names)
            differs.append(f"{_tensors(names)} {what}: {some(sorted(names), 2)}; {size / 1e9:.2f} GB")
    return Identity("DeepSeek-V4.1", tuple(differs), covered=False)


def _tensors(names: Sized) -> str:
    return f"{len(names):,} tensor{'s' * (len(names) != 1)}"


def _text_values(values: Mapping[str, Any]) -> Mapping[str, Any]:
    inner = values.get("text_config")
    return inner if isinstance(inner, dict) else values
