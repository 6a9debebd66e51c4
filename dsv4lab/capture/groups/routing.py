"""The group routing: which experts every token chose, why, who came next, and how much each of them added.

Section 2.1 of the report: score = sqrt(softplus(logit)), the choice by score + bias, or by a table on hash layers.
Tests: tests/capture/test_trace_invariants.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar, cast

import numpy as np

from dsv4lab.capture.group import F32, I16, Check, Group, Table, variable
from dsv4lab.capture.passes import RecordedPass
from dsv4lab.capture.point import ENGINE, EVERY, REFERENCE, Point
from dsv4lab.capture.protocols import Options, Readable
from dsv4lab.config import HASH, LEARNED, Config

if TYPE_CHECKING:
    from torch import Tensor

RUNNERS = 2  # experts kept beyond the chosen ones: the first rejected decides the margin, the next shows the slope
SUM_TOLERANCE = 1e-4  # of weights that a division made one


class Routing(Group):
    name = "routing"
    variables: ClassVar[Table] = {
        "kind": variable(
            "layer", "U8", '"hash": a table over token ids chooses; "learned": the biased scores choose', fixed=True
        ),
        "expert": variable(
            "layer token slot", I16, "chosen expert, slots in order of falling weight; numbers are per layer", ids="expert"
        ),
        "logit": variable("layer token slot", F32, "router logit of that expert"),
        "score": variable("layer token slot", F32, "sqrt(softplus(logit))", equation="sqrt(softplus(logit))"),
        "biased_score": variable("layer token slot", F32, "score + bias, which decides the choice on learned layers"),
        "weight": variable(
            "layer token slot", F32, "share in the output: score / sum of chosen scores * routed_scaling_factor",
            equation="score / sum(score) * routed_scaling_factor",
        ),
        "margin": variable("layer token", F32, "last chosen minus first rejected biased score; NaN on hash layers"),
        "shared_norm": variable("layer token", F32, "L2 norm of the shared expert's output"),
        "expert_norm": variable("layer token slot", F32, "L2 norm of the routed expert's output, before its weight"),
        "runner_expert": variable(
            "layer token runner", I16, "nearest experts that were not chosen, best first", ids="expert"
        ),
        "runner_logit": variable("layer token runner", F32, "their router logits"),
        "runner_score": variable("layer token runner", F32, "their scores"),
        "runner_biased_score": variable("layer token runner", F32, "their score + bias"),
    }  # fmt: skip
    points = (
        Point(
            "layers.{i}.ffn.routing.logits", "B T E", "float32", "router logits", "section 2.1", recorders=EVERY,
            engine="BT E",
        ),
        Point(
            "layers.{i}.ffn.routing.scores", "B T E", "float32", "scores of all experts", "section 2.1",
            recorders=(REFERENCE,), engine="BT E",
        ),
        Point(
            "layers.{i}.ffn.routing.biased_scores", "B T E", "float32", "score + bias: who is chosen", "section 2.1",
            routing=(LEARNED,), recorders=(REFERENCE,), engine="BT E",
        ),
        Point(
            "layers.{i}.ffn.routing.experts", "B T K", "int64", "chosen experts", "section 2.1", recorders=EVERY,
            engine="BT K",
        ),
        Point(
            "layers.{i}.ffn.routing.weights", "B T K", "float32", "their weights, scaling included", "section 2.1",
            recorders=EVERY, engine="BT K",
        ),
        Point(
            "layers.{i}.ffn.routed", "B T K D", "model", "what each chosen expert adds", "section 2.1",
            recorders=(REFERENCE,), engine="BT K D",
        ),
        Point(
            "layers.{i}.ffn.shared", "B T D", "model", "what the shared expert adds", "section 2.1", recorders=(REFERENCE,),
            engine="BT D",
        ),
        Point(
            "layers.{i}.ffn.norms", "B T K+1", "float32", "L2 norms of what the chosen experts and the shared one add",
            "section 2.1", recorders=ENGINE, engine="BT K+1",
            not_on_reference="it keeps the vectors themselves",
        ),
        Point("layers.{i}.ffn.out", "B T D", "model", "what the experts add together", "section 2.1"),
    )  # fmt: skip

    def sizes(self, config: Config, tokens: int, layers: Sequence[int], options: Options) -> dict[str, int]:
        return {
            "slot": config.num_experts_per_tok,
            "runner": max(0, min(RUNNERS, config.n_routed_experts - config.num_experts_per_tok)),
        }

    def fill_fixed(self, arrays: dict[str, np.ndarray], layers: Sequence[int], config: Config) -> None:
        arrays["kind"][:] = [config.routing_kinds[layer] for layer in layers]

    def write(self, p: RecordedPass) -> None:
        import torch

        from dsv4lab.kernels.topk import best_first

        arrays, layers = p.rows.arrays[self.name], p.rows.layers[self.name]
        hashed = [p.rows.config.routing_kinds[layer] == HASH for layer in layers]
        weights, experts = p.stack(self.name, "ffn.routing.weights"), p.stack(self.name, "ffn.routing.experts")
        logits = p.stack(self.name, "ffn.routing.logits")
        scores, biased = _scores(p, layers, hashed)
        order = best_first(weights, weights.shape[-1])[1]
        experts, weights = experts.gather(-1, order), weights.gather(-1, order)
        routed, shared = _norms(p, layers)
        shown = {
            "expert": experts, "weight": weights, "expert_norm": routed.gather(-1, order) / weights,
            "logit": logits.gather(-1, experts), "score": scores.gather(-1, experts),
            "biased_score": biased.gather(-1, experts), "shared_norm": shared,
        }  # fmt: skip
        rejected = biased.scatter(-1, experts, -torch.inf)
        runners = min(arrays["runner_expert"].shape[-1], rejected.shape[-1]) if "runner_expert" in arrays else 0
        if runners:
            best, runner = best_first(rejected, runners)
            best = best.masked_fill(none := best == -torch.inf, torch.nan)  # an edit has banned all that were left
            shown["margin"] = shown["biased_score"].min(-1).values - best[..., 0]
            shown |= {"runner_expert": runner.masked_fill(none, -1), "runner_biased_score": best}
            for name, values in (("runner_logit", logits), ("runner_score", scores)):
                shown[name] = values.gather(-1, runner).masked_fill(none, torch.nan)
        # A table chose on hash layers: there is no bias, and no margin between chosen and rejected.
        for name in {"margin", "biased_score", "runner_biased_score"} & shown.keys():
            for row in np.flatnonzero(hashed).tolist():
                shown[name][row].fill_(torch.nan)
        for name, tensor in shown.items():
            p.put(arrays[name], np.s_[:, p.tokens], tensor)

    def check(self, trace: Readable) -> Iterator[Check]:
        if not trace.has(self.name, "weight") or "weight" in trace.run.get("absent", {}).get(self.name, ()):
            return
        weight, config = trace.values(self.name, "weight"), trace.config
        total = weight @ np.ones(weight.shape[-1], weight.dtype)  # many times faster than sum() on short axes
        if config.norm_topk_prob and config.scoring_func != "softmax":
            scale = config.routed_scaling_factor
            # transformers rounds the sum, the quotient and the scaled weight to bfloat16, each by up to 2**-8 of itself.
            rounds = trace.run.get("engine") == "attached" and trace.run.get("dtype") == "bfloat16"
            limit = 3 * 2**-8 if rounds else SUM_TOLERANCE
            yield Check("routing weights sum to the scaling factor", abs(total - scale) / scale, limit)
        yield Check("expert ids exist on every layer and token", trace.values(self.name, "expert") < 0, 0)


def _scores(p: RecordedPass, layers: list[int], hashed: list[bool]) -> tuple[Tensor, Tensor]:
    """Scores and biased scores [L, T, E] as they passed, or from the logits; on hash layers the second are the first."""
    import torch

    from dsv4lab.kernels.expert_routing import score_experts

    scores: list[Tensor] = []
    biased: list[Tensor] = []
    for layer, is_hash in zip(layers, hashed, strict=True):
        where = f"layers.{layer}.ffn.routing"
        score = p.values.get(f"{where}.scores")
        if score is None:
            score = score_experts(p.values[f"{where}.logits"])
        with_bias = None if is_hash else p.values.get(f"{where}.biased_scores")
        if with_bias is None:
            bias = None if is_hash else p.bias(layer)
            with_bias = score if bias is None else score + bias
        scores.append(score)
        biased.append(with_bias)
    return torch.cat(scores), torch.cat(biased)


def _norms(p: RecordedPass, layers: list[int]) -> tuple[Tensor, Tensor]:
    """L2 norms of what the chosen experts [L, T, K] and the shared one [L, T] add, measured by the pass or here."""
    if f"layers.{layers[0]}.ffn.norms" in p.values:
        both = p.stack(Routing.name, "ffn.norms")
        return both[..., :-1], both[..., -1]
    added = (p.stack(Routing.name, f"ffn.{part}").float() for part in ("routed", "shared"))
    # torch leaves the types of its norms open.
    routed, shared = (cast("Tensor", part.norm(dim=-1)) for part in added)  # pyright: ignore[reportUnknownMemberType]
    return routed, shared
