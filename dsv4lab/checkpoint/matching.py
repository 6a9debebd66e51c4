"""Does a folder hold the tensors its configuration implies? Answered from names, dtypes and shapes, before any data.

Accepts the release's formats (FP8 tiles, FP4 rows, E8M0 multipliers) and plain floats, in any spelling of names.py.
Surprising: transformers drops the draft blocks when it saves but keeps their number in config.json.
Tests: tests/checkpoint/test_matching.py.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from dsv4lab.checkpoint.inventory import BF16, F32, FP4, FP8, I64, Weight, packing, weights
from dsv4lab.checkpoint.names import Place, left_over, official_name, plain_name, recognise, scale_name
from dsv4lab.checkpoint.shards import Header, some
from dsv4lab.config import Config

FLOATS = ("F32", "BF16", "F16")
_SCALE_DTYPES = ("F8_E8M0", "U8", "F32")
_PACKED = {"F8_E4M3": FP8, "I8": FP4, "U8": FP4}


@dataclass(frozen=True)
class Source:
    """Where one weight (or one expert of a stack) is stored. `half` is 0 or 1 when the tensor joins w1 and w3."""

    name: str
    scale: str | None = None
    half: int | None = None


@dataclass
class Match:
    """`sources[ours][expert]` for everything found (expert None: the whole tensor) and what speaks against loading."""

    config: Config
    sources: dict[str, dict[int | None, Source]] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    unexpected: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def complete(self) -> bool:
        """Whether every weight was found and nothing else; loading needs that."""
        return not (self.missing or self.unexpected or self.wrong)


def match(tensors: dict[str, Header], config: Config, *, mtp: bool = True) -> Match:
    """Compare stored tensors with a configuration.

    mtp      False leaves the draft (MTP) blocks out, whether stored or not
    """
    result = Match(_with_mtp_as_stored(tensors, config, mtp))
    if result.config.num_nextn_predict_layers != config.num_nextn_predict_layers:
        stored = any(plain_name(name).startswith("mtp.") for name in tensors)
        reason = "as asked" if stored or not mtp else "transformers does not save them"
        result.notes.append(f"no draft (MTP) blocks are loaded: {reason}. The model cannot draft tokens.")
    if not mtp:
        tensors = {name: header for name, header in tensors.items() if not plain_name(name).startswith("mtp.")}
    expected = weights(result.config)
    put_aside: dict[str, list[str]] = {}
    scales: dict[tuple[str, int | None], str] = {}
    for name in tensors:
        place = recognise(name)
        if place is None or not _fits(place, expected):
            reason = left_over(name) or ("nothing is in them" if 0 in tensors[name].shape else None)
            if reason is None:
                result.unexpected.append(name)
            else:
                put_aside.setdefault(reason, []).append(name)
            continue
        for position, ours in enumerate(place.ours):
            half = position if len(place.ours) > 1 else None
            if place.scale:
                known, found = scales.get((ours, place.expert)), name
                scales[ours, place.expert] = name
            else:
                known = result.sources.get(ours, {}).get(place.expert)
                known, found = known and known.name, name
                result.sources.setdefault(ours, {})[place.expert] = Source(name, half=half)
            if known:
                result.wrong.append(f"{ours} is stored twice, as {known} and as {found}. Keep one of them.")
    for reason, names in put_aside.items():
        result.notes.append(f"put aside: {some(sorted(names))} ({reason}).")
    _attach_scales(result, scales)
    _tie_head(result)
    for ours, weight in expected.items():
        _check(result, tensors, ours, weight)
    # A joined w1 and w3 is judged once for each of them.
    result.missing, result.wrong = list(dict.fromkeys(result.missing)), list(dict.fromkeys(result.wrong))
    result.config = _with_experts_as_stored(result, tensors)
    return result


def _tie_head(result: Match) -> None:
    """One matrix for embedding and head, where the config says so and no head is stored; ours are two from then on."""
    if result.config.tie_word_embeddings:
        if "head.weight" not in result.sources and "embed.weight" in result.sources:
            result.sources["head.weight"] = dict(result.sources["embed.weight"])
            result.notes.append("the head is the embedding's matrix, as tie_word_embeddings says.")
        result.config = result.config.replace(tie_word_embeddings=False)


def _with_experts_as_stored(result: Match, tensors: dict[str, Header]) -> Config:
    """`expert_dtype` of the packed experts that are stored, whatever config.json says of them."""
    found = {
        _PACKED.get(tensors[source.name].dtype)
        for ours, sources in result.sources.items()
        if ".experts." in ours
        for source in sources.values()
    }
    kinds = found - {None}
    return result.config.replace(expert_dtype=kinds.pop()) if len(kinds) == 1 and None not in found else result.config


def _with_mtp_as_stored(tensors: dict[str, Header], config: Config, mtp: bool) -> Config:
    from_transformers = any(name.startswith("model.") for name in tensors)
    stored = any(plain_name(name).startswith("mtp.") for name in tensors)
    absent = not mtp or (from_transformers and not stored)
    return config.replace(num_nextn_predict_layers=0) if absent else config


def _fits(place: Place, expected: dict[str, Weight]) -> bool:
    for ours in place.ours:
        if ours not in expected or (place.expert is not None and place.expert >= expected[ours].shape[0]):
            return False
    return True


def _attach_scales(result: Match, scales: dict[tuple[str, int | None], str]) -> None:
    for (ours, expert), name in scales.items():
        source = result.sources.get(ours, {}).get(expert)
        if source is not None:  # else the weight itself is missing, which says more
            result.sources[ours][expert] = Source(source.name, name, source.half)


def _check(result: Match, tensors: dict[str, Header], ours: str, weight: Weight) -> None:
    """Judge one of our weights: all its experts there, every dtype readable, every shape right."""
    found = result.sources.get(ours, {})
    stacked = ".experts." in ours
    if None in found and len(found) > 1:
        result.wrong.append(
            f"{ours} is stored both stacked ({found[None].name}) and expert by expert. Keep one of them."
        )
    if None in found:
        wanted: list[int | None] = [None]
    else:
        wanted = list(range(weight.shape[0])) if stacked else [None]
    for expert in wanted:
        name = official_name(ours, expert if expert is not None or not stacked else 0)
        if expert not in found:
            result.missing.append(name)
            continue
        shape = weight.shape if expert is None else weight.shape[1:]
        _check_source(result, tensors, found[expert], weight.format, shape)


def _check_source(
    result: Match, tensors: dict[str, Header], source: Source, format: str, shape: tuple[int, ...]
) -> None:
    if source.half is not None:
        shape = (*shape[:-2], 2 * shape[-2], shape[-1])
    stored = tensors[source.name]
    quantisable = format in (FP8, FP4)
    readable = ("I64", "I32") if format == I64 else (*FLOATS, *_PACKED) if quantisable else FLOATS
    if stored.dtype not in readable:
        result.wrong.append(f"{source.name}: dtype {stored.dtype}, expected {_spoken(format)}.")
        return
    packed = _PACKED.get(stored.dtype)
    _, stored_shape, scale_shape = packing(packed or (I64 if format == I64 else BF16), shape)
    if stored.shape != stored_shape:
        result.wrong.append(
            f"{source.name}: shape {list(stored.shape)}, expected {list(stored_shape)} for {stored.dtype}."
        )
        return
    if source.scale is None:
        if packed:
            result.missing.append(scale_name(source.name))
        return
    scale = tensors[source.scale]
    if not packed:
        result.wrong.append(
            f"{source.scale}: multipliers beside {source.name}, which is {stored.dtype}, not quantised."
        )
    elif scale.dtype not in _SCALE_DTYPES:
        result.wrong.append(f"{source.scale}: dtype {scale.dtype}, expected F8_E8M0.")
    elif scale.shape != scale_shape:
        result.wrong.append(f"{source.scale}: shape {list(scale.shape)}, expected {list(scale_shape or ())}.")


def _spoken(format: str) -> str:
    floats = "BF16, F16 or F32"
    return {FP8: f"F8_E4M3, {floats}", FP4: f"I8 (packed FP4), F8_E4M3, {floats}", F32: floats, I64: "I64"}.get(
        format, floats
    )
