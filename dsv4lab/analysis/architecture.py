"""The parts of a DeepSeek-V4: what each computes, where its code stands, which view shows it, and how large it is.

Every tensor that a configuration implies belongs to exactly one part; sizes follow from the configuration alone.
Views: widgets/follow_token.py.   Tests: tests/widgets/test_architecture_cards.py.
"""

from __future__ import annotations

from typing import NamedTuple

from dsv4lab.capture.points import POINTS, layers_of
from dsv4lab.checkpoint.inventory import BYTES, I64, packing, weights
from dsv4lab.config import HASH, Config


class Part(NamedTuple):
    """One kind of building block. `view` is the stem of the widget that shows it; `points` begin its captured places."""

    name: str
    title: str
    does: str
    equation: str
    section: str
    file: str
    view: str
    points: tuple[str, ...] = ()


PARTS = {
    part.name: part
    for part in (
        Part(
            "embedding", "embedding", "Looks the token up and copies the vector into every residual stream.",
            "X[j] = Embed[token] for each stream j",
            "section 2.2", "dsv4lab/model/transformer.py", "token_strip", ("streams.embedding",),
        ),
        Part(
            "mixing", "hyper-connection", "Reads one vector from the streams; then mixes them and adds the result.",
            "y = Σj pre[j] · X[j]\nz = F(norm(y))\nX′[k] = post[k] · z + Σj comb[j, k] · X[j]\n"
            "comb = Sinkhorn(logits): columns sum to one, rows nearly",
            "section 2.2", "dsv4lab/model/hyper_connections.py", "hyper_connections", ("mixing",),
        ),
        Part(
            "attention", "attention", "One softmax over window, entries and a sink; one key-value vector for all heads.",
            "q = rotate(norm(Wq_b · norm(Wq_a · x)))\nk = v = rotate(norm(Wkv · x))\n"
            "w = softmax(q · k / √c over window ∪ entries, sink)\n"
            "out = Wo_b · concat over groups(Wo_a · rotate⁻¹(Σ w · k))",
            "section 2.3", "dsv4lab/model/attention.py", "sparse_attention",
            ("attn.query", "attn.key", "attn.keys", "attn.weights", "attn.sink_weight", "attn.out"),
        ),
        Part(
            "compressor", "compressor", "Pools a block of tokens into one entry: two overlapping blocks (CSA) or one (HCA).",
            "C = Wkv · x\nZ = Wgate · x + ape[position mod m]\n"
            "entry = rotate(norm(Σ tokens softmax over tokens(Z) ⊙ C))",
            "section 2.3", "dsv4lab/model/compressor.py", "compressor", ("attn.compressor",),
        ),
        Part(
            "indexer", "lightning indexer", "Scores every complete entry with small heads; the best k go to all heads.",
            "score[t, s] = Σh w[t, h] · ReLU(qI[t, h] · kI[s])\npicks[t] = the k best complete entries",
            "section 2.3, equations 13 to 17", "dsv4lab/model/lightning_indexer.py", "lightning_indexer",
            ("attn.indexer",),
        ),
        Part(
            "routing", "expert routing", "Chooses the experts: by score + bias, or from a table over token ids.",
            "s = √softplus(Wg · x)\nchosen = top-k(s + bias), or table[token]\n"
            "weight = scale · s / Σ chosen s (without bias)",
            "section 2.1", "dsv4lab/model/expert_routing.py", "expert_routing", ("ffn.routing",),
        ),
        Part(
            "experts", "routed experts", "The chosen experts' feed-forward networks, added by their weights.",
            "expert(x) = W2 · (silu(min(W1 · x, limit)) ⊙ clamp(W3 · x, ±limit))\n"
            "out = Σ chosen weight · expert(x) + shared(x)",
            "section 2.1", "dsv4lab/model/experts.py", "expert_load", ("ffn.routed", "ffn.out"),
        ),
        Part(
            "shared expert", "shared expert", "One more expert that every token visits, with weight one.",
            "shared(x) = W2 · (silu(min(W1 · x, limit)) ⊙ clamp(W3 · x, ±limit))",
            "section 2.1", "dsv4lab/model/experts.py", "expert_routing", ("ffn.shared",),
        ),
        Part(
            "head", "collapse, norm and head", "Collapses the streams once more; the output matrix gives the logits.",
            "y = Σj pre[j] · X[j]\nlogits = Whead · norm(y)",
            "section 2.2", "dsv4lab/model/transformer.py", "lens", ("head_mixing", "logits"),
        ),
        Part(
            "draft", "draft block (MTP)", "One more sliding layer that proposes the token after the next.",
            "X[j] = We · norm(Embed[token i + 1]) + Wh · norm(X_i[j])\n"
            "logits for token i + 2 = Whead · norm(collapse(layer(X)))",
            "section 2.1", "dsv4lab/model/mtp.py", "generation",
        ),
    )
}  # fmt: skip

# Of a layer in the order they run; the second mixing belongs to the experts.
LAYER_PARTS: tuple[str, ...] = (
    *("mixing", "attention", "compressor", "indexer"),
    *("mixing", "routing", "experts", "shared expert"),
)


class Size(NamedTuple):
    """Of one part at one place: numbers that are trained, bytes in the release's files."""

    parameters: int
    bytes: int


def part_of(name: str) -> tuple[str, str]:
    """(place, part) of one of our tensors; the place is a layer's number, "top", "bottom" or "draft"."""
    fields = name.split(".")
    if fields[0] == "mtp":
        return "draft", "draft"
    if fields[0] != "layers":
        return ("top", "embedding") if fields[0] == "embed" else ("bottom", "head")
    site, what = fields[2], fields[3]
    if what == "mixing":
        return fields[1], f"mixing {0 if site == 'attn' else 1}"
    if site == "attn":
        return fields[1], what if what in ("compressor", "indexer") else "attention"
    return fields[1], {"routing": "routing", "shared_expert": "shared expert"}.get(what, "experts")


def part_sizes(config: Config) -> dict[tuple[str, str], Size]:
    """Parameters and release bytes (multipliers included) of every part, by place; tables of ids count as bytes only."""
    out: dict[tuple[str, str], Size] = {}
    for name, weight in weights(config).items():
        dtype, shape, scale = packing(weight.format, weight.shape)
        stored = _product(shape) * BYTES[dtype] + (_product(scale) if scale is not None else 0)
        old = out.get(part_of(name), Size(0, 0))
        out[part_of(name)] = Size(old.parameters + (0 if weight.format == I64 else weight.numel), old.bytes + stored)
    return out


def place_parts(config: Config) -> list[tuple[str, list[tuple[str, str]]]]:
    """Places in running order, each with its (part, key of part_sizes); a layer lists every part that a layer can have."""
    keys = [f"mixing {0 if at == 0 else 1}" if part == "mixing" else part for at, part in enumerate(LAYER_PARTS)]
    cells: list[tuple[str, str]] = list(zip(LAYER_PARTS, keys, strict=True))
    layers = [(str(layer), cells) for layer in range(config.num_hidden_layers)]
    drafts = [("draft", [("draft", "draft")])] if config.num_nextn_predict_layers else []
    return [("top", [("embedding", "embedding")]), *layers, ("bottom", [("head", "head")]), *drafts]


def part_points(config: Config, part: str) -> list[tuple[str, str, list[int]]]:
    """(name with {i}, meaning, layers that have it) of what can be captured of a part."""
    found = []
    for point in POINTS:
        inner = point.name.removeprefix("layers.{i}.")
        if any(inner == begin or f".{begin}." in f".{inner}" for begin in PARTS[part].points):
            found.append((point.name, point.meaning, layers_of(point, config) if "{i}" in point.name else []))
    return found


def layer_words(config: Config, layer: int) -> str:
    """What is particular about a layer, in a sentence."""
    kind, routing = config.kind_of(layer), config.routing_kinds[layer]
    reads = f"reads the last {config.sliding_window} tokens"
    if kind.has_entries:
        some = f"picked, at most {config.index_topk}" if kind.picks else "all"
        reads += f" and{',' if kind.picks else ''} {some} entries of {kind.rate(config)} tokens"
    chosen = "a table over token ids chooses" if routing == HASH else "scores choose"
    return f"{reads}; {chosen} {config.num_experts_per_tok} of {config.n_routed_experts} experts"


def _product(shape: tuple[int, ...]) -> int:
    out = 1
    for size in shape:
        out *= size
    return out
