"""The concept index: every idea of a DeepSeek-V4, in one sentence, with the places where it lives in this house.

`lab.where("margin")` prints one of them, `lab.where()` the list; CONCEPTS.md is made from the same rows (`make docs`). Each
concept has one stem, the word by which every room names it. Sections and equations are those of the report.
Tests: tests/package/test_concepts.py opens every path and looks for the stem in it.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass, field
from pathlib import Path

from dsv4lab.errors import LabError, shown

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("definition", "model", "kernel", "engine", "points", "captured", "analysis", "view", "lesson", "test")


@dataclass(frozen=True)
class Concept:
    """One idea.

    stem       the word that its places contain (blanks and underscores alike)
    sentence   what it is
    equation   in ASCII, in the letters of model/transformer.py; "" where there is none
    section    of the report
    places     {room: paths from the root of the project}; points are names, not paths
    """

    name: str
    stem: str
    sentence: str
    equation: str
    section: str
    places: dict[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])

    def __str__(self) -> str:
        lines = [f"{self.name} ({self.section})", f"  {self.sentence}"]
        if self.equation:
            lines.append(f"  {self.equation}")
        for room in ROOMS:
            lines += [f"  {room:<10}  {place}" for place in self.places.get(room, ())]
        return "\n".join(lines)


def _row(name: str, stem: str, section: str, sentence: str, equation: str = "", **places: str) -> Concept:
    return Concept(
        name, stem, sentence, equation, section, {room: tuple(text.split()) for room, text in places.items()}
    )


CONCEPTS: tuple[Concept, ...] = (
    _row(
        "hyper-connections (mHC)", "hyper_connections", "section 2.2",
        "N residual streams instead of one: collapsed into a sub-layer's input, and mixed with its output behind it.",
        "X'[k] = post[k] * z + sum over j of comb[j, k] * X[j],  z = sub-layer(sum over j of pre[j] * X[j])",
        definition="kernels/hyper_connections.py", model="dsv4lab/model/hyper_connections.py",
        kernel="kernels/hyper_connections_pre_triton.py kernels/hyper_connections_post_triton.py",
        points="layers.{i}.attn.mixing.pre layers.{i}.ffn.mixing.comb",
        analysis="dsv4lab/analysis/hyper_connections.py", view="widgets/hyper_connections.py",
        lesson="notebooks/04_hyper_connections.ipynb", test="tests/kernels/test_hyper_connections_pre_triton.py",
    ),
    _row(
        "Sinkhorn normalisation", "sinkhorn", "section 2.2",
        "Rows and columns of the residual mixing are divided by their sums in turn, until it is nearly doubly stochastic.",
        "comb = columns(rows(... columns(softmax(logits) + eps)))",
        definition="kernels/sinkhorn.py", model="dsv4lab/model/hyper_connections.py",
        kernel="kernels/hyper_connections_pre_triton.py", points="layers.{i}.attn.mixing.comb_logits",
        view="widgets/hyper_connections.py", lesson="notebooks/04_hyper_connections.ipynb", test="tests/model/test_parts.py",
    ),
    _row(
        "residual streams", "streams", "section 2.2",
        "The N vectors of a token that run through the model side by side; hyper-connections read and write them.",
        definition="dsv4lab/model/transformer.py", engine="dsv4lab/engine/layers.py", points="streams.embedding streams.{i}",
        captured="dsv4lab/capture/groups/streams.py", analysis="dsv4lab/analysis/hyper_connections.py",
        lesson="notebooks/04_hyper_connections.ipynb", test="tests/capture/test_trace_invariants.py",
    ),
    _row(
        "mixing", "mixing", "section 2.2",
        "The three sets of coefficients at a site: pre (what is read), post (where it is written), comb (stream to stream).",
        definition="dsv4lab/model/hyper_connections.py", captured="dsv4lab/capture/groups/mixing.py",
        points="layers.{i}.attn.mixing.pre layers.{i}.attn.mixing.post layers.{i}.attn.mixing.comb",
        analysis="dsv4lab/analysis/hyper_connections.py", test="tests/capture/test_trace_invariants.py",
    ),
    _row(
        "attention", "attention", "section 2.3",
        "Every head reads the window's keys and entries with one softmax, which also has a sink; keys are values.",
        "out = sum over keys of softmax(q . k / sqrt(C), sink) * k",
        definition="kernels/attention.py", model="dsv4lab/model/attention.py", engine="dsv4lab/engine/attention.py",
        kernel="kernels/attention_triton.py kernels/attention_hopper_triton.py kernels/attention_step_triton.py",
        points="layers.{i}.attn.query layers.{i}.attn.keys layers.{i}.attn.weights",
        captured="dsv4lab/capture/groups/attention.py", analysis="dsv4lab/analysis/sparse_attention.py",
        view="widgets/sparse_attention.py", lesson="notebooks/02_compressed_attention.ipynb",
        test="tests/kernels/test_attention_triton.py",
    ),
    _row(
        "attention kinds", "kind", "section 2.3",
        "A layer reads the window only (sliding), every complete entry (HCA), or the entries that an indexer picks (CSA).",
        definition="dsv4lab/attention_kinds.py", model="dsv4lab/model/attention.py",
        lesson="notebooks/02_compressed_attention.ipynb", test="tests/package/test_attention_kinds.py",
    ),
    _row(
        "CSA, compressed sparse attention", "csa", "section 2.3.1",
        "Overlapping entries of few tokens, of which each query reads the best ones by its indexer.",
        definition="dsv4lab/attention_kinds.py", lesson="notebooks/02_compressed_attention.ipynb",
        test="tests/package/test_attention_kinds.py",
    ),
    _row(
        "HCA, heavily compressed attention", "hca", "section 2.3.2",
        "One entry for many tokens, and every query reads all of them that are complete.",
        definition="dsv4lab/attention_kinds.py", lesson="notebooks/02_compressed_attention.ipynb",
        test="tests/package/test_attention_kinds.py",
    ),
    _row(
        "sliding window", "window", "section 2.3",
        "The last tokens, whose keys every layer reads uncompressed; the engine keeps them in a ring.",
        definition="kernels/attention.py", model="dsv4lab/model/kv_cache.py", engine="dsv4lab/engine/kv_cache.py",
        analysis="dsv4lab/analysis/sparse_attention.py", lesson="notebooks/02_compressed_attention.ipynb",
        test="tests/model/test_lengths.py",
    ),
    _row(
        "attention sink", "sink", "section 2.3.3",
        "A learned logit of every head that takes part in the softmax and adds nothing: the way to read little.",
        definition="kernels/attention.py", model="dsv4lab/model/attention.py", points="layers.{i}.attn.sink_weight",
        captured="dsv4lab/capture/groups/attention.py", lesson="notebooks/02_compressed_attention.ipynb",
        test="tests/engine/test_one_face.py",
    ),
    _row(
        "compressor", "compressor", "equations 9 to 12",
        "Makes one entry of a block of tokens: a softmax over them, channel by channel, of what each brings.",
        "entry = rotate(norm(sum over tokens of softmax(gate + ape) * content))",
        definition="kernels/compressor.py", model="dsv4lab/model/compressor.py",
        kernel="kernels/compressor_triton.py kernels/compressor_step_triton.py", points="layers.{i}.attn.compressor.gate",
        captured="dsv4lab/capture/groups/compressor.py", analysis="dsv4lab/analysis/compressor.py",
        view="widgets/compressor.py", lesson="notebooks/02_compressed_attention.ipynb",
        test="tests/kernels/test_compressor_triton.py",
    ),
    _row(
        "lightning indexer", "lightning_indexer", "equations 13 to 17",
        "A small attention of its own that scores every complete entry for a query; the best are picked.",
        "score[s] = sum over heads of w[h] * relu(q[h] . k[s])",
        definition="kernels/lightning_indexer.py", model="dsv4lab/model/lightning_indexer.py",
        kernel="kernels/lightning_indexer_triton.py kernels/lightning_indexer_topk_triton.py",
        analysis="dsv4lab/analysis/lightning_indexer.py", view="widgets/lightning_indexer.py",
        lesson="notebooks/03_lightning_indexer.ipynb", test="tests/kernels/test_lightning_indexer_triton.py",
    ),
    _row(
        "picks", "picks", "equation 17",
        "The entries that a query may read in a CSA layer, best first; among equal scores the older entry.",
        definition="kernels/lightning_indexer.py", model="dsv4lab/model/lightning_indexer.py",
        points="layers.{i}.attn.indexer.picks layers.{i}.attn.indexer.scores",
        captured="dsv4lab/capture/groups/indexer.py", analysis="dsv4lab/analysis/pick_overlap.py",
        lesson="notebooks/03_lightning_indexer.ipynb", test="tests/engine/test_interfaces.py",
    ),
    _row(
        "margin", "margin", "equation 17 and section 2.1",
        "By how much the last one chosen (pick or expert) led the best one left out: how close the choice was.",
        analysis="dsv4lab/analysis/lightning_indexer.py dsv4lab/analysis/expert_routing.py",
        lesson="notebooks/01_expert_routing.ipynb", test="tests/analysis/test_analysis.py",
    ),
    _row(
        "recall", "recall", "section 2.3.1",
        "The share of full attention's mass that the picks cover, measured by running the model again.",
        captured="dsv4lab/capture/groups/recall.py", analysis="dsv4lab/probes/indexer_recall.py",
        lesson="notebooks/03_lightning_indexer.ipynb", test="tests/probes/test_indexer_recall.py",
    ),
    _row(
        "rotary positions (RoPE, YaRN)", "rope", "section 2.3",
        "The last channels of queries, keys and entries turn in pairs with the position; what was read is turned back.",
        "(x, y) at position p -> (x cos pf - y sin pf, x sin pf + y cos pf)",
        definition="kernels/rope.py", model="dsv4lab/model/rope.py", kernel="kernels/rope_triton.py",
        test="tests/kernels/test_rope_triton.py",
    ),
    _row(
        "expert routing", "expert_routing", "section 2.1",
        "Every token is sent to the K experts with the best scores; a bias helps to choose and never enters a weight.",
        "scores = sqrt(softplus(x W)),  chosen = best K of scores + bias,  weights = scaling * scores / sum of the chosen",
        definition="kernels/expert_routing.py", model="dsv4lab/model/expert_routing.py",
        kernel="kernels/expert_routing_triton.py", points="layers.{i}.ffn.routing.experts layers.{i}.ffn.routing.weights",
        analysis="dsv4lab/analysis/expert_routing.py", view="widgets/expert_routing.py",
        lesson="notebooks/01_expert_routing.ipynb", test="tests/kernels/test_expert_routing_triton.py",
    ),
    _row(
        "hash routing", "hash", "section 2.1",
        "In the first layers a table by token id names the experts; scores only set their weights.",
        definition="dsv4lab/model/expert_routing.py", captured="dsv4lab/capture/groups/routing.py",
        analysis="dsv4lab/analysis/expert_routing.py", lesson="notebooks/01_expert_routing.ipynb",
        test="tests/kernels/test_expert_routing_triton.py",
    ),
    _row(
        "experts", "experts", "section 2.1",
        "Small feed-forward networks of which each token passes K, and one shared one that all pass.",
        "down(clamp(up) * silu(clamp(gate)))",
        definition="kernels/experts.py", model="dsv4lab/model/experts.py",
        kernel="kernels/experts_triton.py kernels/experts_few_triton.py kernels/experts_many_triton.py",
        points="layers.{i}.ffn.routed layers.{i}.ffn.shared", lesson="notebooks/01_expert_routing.ipynb",
        test="tests/kernels/test_experts_triton.py",
    ),
    _row(
        "expert load", "expert_load", "section 2.1",
        "How often each expert is chosen over a text: even use is what the routing bias is trained for.",
        analysis="dsv4lab/analysis/expert_load.py", view="widgets/expert_load.py",
        lesson="notebooks/01_expert_routing.ipynb", test="tests/analysis/test_expert_load.py",
    ),
    _row(
        "multi-token prediction (MTP)", "mtp", "section 2.1",
        "A block behind the trunk that pairs a token's streams with the next token and proposes the one after.",
        definition="dsv4lab/model/mtp.py", engine="dsv4lab/engine/mtp.py", captured="dsv4lab/capture/groups/mtp.py",
        test="tests/model/test_parts.py",
    ),
    _row(
        "head", "head", "section 2.1",
        "The last streams collapsed, normed and multiplied with every token's vector: logits.",
        "logits = norm(sum over j of pre[j] * X[j]) W",
        definition="kernels/head.py", model="dsv4lab/model/transformer.py", kernel="kernels/head_triton.py", points="logits",
        captured="dsv4lab/capture/groups/logits.py", test="tests/kernels/test_head_triton.py",
    ),
    _row(
        "lens", "lens", "the head, on an earlier layer",
        "What the model would answer if it ended behind an earlier layer: its streams read by the head.",
        definition="dsv4lab/capture/groups/lens.py", captured="dsv4lab/capture/groups/lens.py",
        analysis="dsv4lab/analysis/lens.py", view="widgets/lens.py", test="tests/analysis/test_more_analysis.py",
    ),
    _row(
        "KV cache", "kv_cache", "section 3.6",
        "What a text keeps: the window's keys, entries, the indexer's keys, and columns of tokens that fill no entry yet.",
        definition="kernels/kv_cache.py", model="dsv4lab/model/kv_cache.py", engine="dsv4lab/engine/kv_cache.py",
        kernel="kernels/kv_cache_triton.py", lesson="notebooks/05_generation_and_cache.ipynb",
        test="tests/kernels/test_kv_cache.py",
    ),
    _row(
        "quantization", "quantization", "section 5.2",
        "Weights in FP4 and FP8 with shared scales, and activations rounded as the release rounds them.",
        definition="kernels/quantization.py",
        kernel="kernels/quantization_triton.py kernels/quantization_dequantize_triton.py",
        test="tests/kernels/test_quantization.py",
    ),
    _row(
        "sampling", "sampling", "no section",
        "How the next token is drawn: temperature, nucleus, and one number that is a function of seed and position.",
        definition="kernels/sampling.py", model="dsv4lab/generation/sampling.py", kernel="kernels/sampling_triton.py",
        test="tests/kernels/test_sampling_triton.py",
    ),
    _row(
        "costs", "cost", "section 3.6 and figure 1",
        "Bytes and operations of a token at any context, and how they compare with a dense model's.",
        definition="dsv4lab/costs.py", analysis="dsv4lab/analysis/cost.py", view="widgets/cost.py",
        lesson="notebooks/06_cost_at_a_million_tokens.ipynb", test="tests/package/test_costs.py",
    ),
    _row(
        "points", "point", "of this lab",
        "Named places where tensors pass; they can be read, listened to, captured and, but for the engine, changed.",
        definition="dsv4lab/capture/points.py", model="dsv4lab/model/hook_point.py", engine="dsv4lab/engine/model.py",
        test="tests/capture/test_points.py",
    ),
    _row(
        "attached model", "attach", "of this lab",
        "A live transformers model as a body: heard and edited inside its own forward, under the same names.",
        definition="dsv4lab/attached/attach.py", points="logits", test="tests/attached/test_attach.py",
    ),
    _row(
        "comparison", "compare", "of this lab",
        "Where two runs part: the first point in the order of computation whose difference leaves the noise, and why.",
        definition="dsv4lab/comparison/compare.py dsv4lab/comparison/difference.py", test="tests/comparison/test_planted.py",
    ),
    _row(
        "noise floor", "floor", "of this lab",
        "How far two right answers may lie apart at a point: what shaking the streams by a few roundings does to it.",
        "floor = 8 * max over shakes of max |a - b| / rms(a),  choices kept",
        definition="dsv4lab/comparison/floor.py", test="tests/comparison/test_difference.py",
    ),
    _row(
        "parity kit", "kit", "of this lab",
        "A small checkpoint, golden values, tolerances and a checker in numpy for whoever ports V4.",
        definition="dsv4lab/comparison/parity_kit.py dsv4lab/comparison/kit_checker.py",
        test="tests/comparison/test_parity_kit.py",
    ),
    _row(
        "capture plan", "plan", "of this lab",
        "What a run keeps, of which layers and queries, and what that costs before it begins.",
        definition="dsv4lab/capture/plan.py", test="tests/capture/test_plan.py",
    ),
    _row(
        "trace", "trace", "of this lab",
        "Everything that was captured of a run, as labelled arrays that outlive it.",
        definition="dsv4lab/capture/trace.py", test="tests/capture/test_trace.py",
    ),
    _row(
        "edit (intervention)", "intervention", "not in the report",
        "A frozen rule that changes what happens at one place of a run: an expert banned, picks dropped, a stream silenced.",
        definition="dsv4lab/interventions/rule.py dsv4lab/do.py", model="dsv4lab/interventions/editing.py",
        captured="dsv4lab/interventions/record.py", analysis="dsv4lab/probes/effect.py",
        test="tests/interventions/test_editing.py",
    ),
    _row(
        "sham arm", "sham", "not in the report",
        "An edit's hooks that write back what was there: they must change nothing, bit for bit, or no effect is told.",
        definition="dsv4lab/interventions/editing.py", analysis="dsv4lab/probes/forced.py",
        test="tests/interventions/test_sham.py",
    ),
    _row(
        "matched random arm", "matched", "not in the report",
        "An edit that resembles another and means nothing: an expert of similar use in the layer, as many other entries.",
        "in_spreads = (change - mean of the matched) / their standard deviation",
        definition="dsv4lab/interventions/matching.py", analysis="dsv4lab/probes/effect.py",
        test="tests/interventions/test_matching.py",
    ),
    _row(
        "reuse of picks", "reuse", "section 2.3.1",
        "A layer reads what an earlier layer, or the step before, has picked, so that its indexer can be skipped.",
        definition="dsv4lab/interventions/indexer.py", analysis="dsv4lab/probes/pick_reuse.py",
        test="tests/probes/test_pick_reuse.py",
    ),
)  # fmt: skip


def where(name: str | None = None) -> None:
    """Print a concept and where it lives; without a name, the list.

    >>> import dsv4lab as lab
    >>> lab.where("margin")  # doctest: +ELLIPSIS
    margin (equation 17 and section 2.1)
      By how much the last one chosen (pick or expert) led the best one left out: how close the choice was.
    ...

    Raises LabError when no concept is meant by the name; it says which are near.
    """
    if name is None:
        print("\n".join(f"{concept.name}: {concept.sentence}" for concept in CONCEPTS))
        return
    print("\n\n".join(str(concept) for concept in find(name)))


def find(name: str) -> list[Concept]:
    """The concepts whose name or stem contains these words; the one that is called so comes alone."""
    if not isinstance(name, str) or not name.strip():  # pyright: ignore[reportUnnecessaryIsInstance]
        raise LabError(f"name={shown(name)} names no concept; lab.where() lists them.")
    word = _plain(name)
    exact = [c for c in CONCEPTS if word in (_plain(c.name), _plain(c.stem))]
    found = exact or [c for c in CONCEPTS if word in f"{_plain(c.name)} {_plain(c.stem)}"]
    found = found or [c for c in CONCEPTS if word in _plain(c.sentence)]
    if not found:
        stems = [c.stem for c in CONCEPTS]
        near = difflib.get_close_matches(word.replace(" ", "_"), stems, 3, 0.5)
        ways = f"near: {', '.join(near)}" if near else "lab.where() lists them"
        raise LabError(f"{shown(name)} is no concept of the index; {ways}.")
    return found


def as_markdown() -> str:
    """CONCEPTS.md: the same rows for people who read before they run."""
    lines = [
        "# Concepts",
        "",
        'Made from `dsv4lab/concepts.py` by `make docs`; in a notebook, `lab.where("margin")` prints a row.',
        "",
    ]
    for concept in CONCEPTS:
        lines += [f"## {concept.name}", "", f"{concept.sentence} ({concept.section}; stem `{concept.stem}`)", ""]
        if concept.equation:
            lines += [f"    {concept.equation}", ""]
        for room in ROOMS:
            places = concept.places.get(room, ())
            names = [f"`{p}`" if room == "points" else f"[{p}]({p})" for p in places]
            if names:
                lines.append(f"- {room}: {', '.join(names)}")
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def _plain(words: str) -> str:
    return words.lower().replace("_", " ").replace("-", " ").strip()


if __name__ == "__main__":
    (ROOT / "CONCEPTS.md").write_text(as_markdown(), encoding="utf-8")
