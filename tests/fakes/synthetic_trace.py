"""A synthetic run for tests only: random numbers that obey the model's rules (masses sum to one, causal picks, ...).

It says nothing about a language model. SyntheticRun.step(n) appends n tokens like a recorder would.
"""

from __future__ import annotations

import numpy as np

from dsv4lab.capture.trace_writer import TraceWriter
from dsv4lab.config import Config

CONFIG = Config(
    vocab_size=400,
    hidden_size=64,
    num_hidden_layers=6,
    num_attention_heads=4,
    head_dim=32,
    qk_rope_head_dim=16,
    q_lora_rank=32,
    o_groups=2,
    o_lora_rank=16,
    sliding_window=8,
    layer_kinds=("sliding", "sliding", "csa", "hca", "csa", "hca"),
    hca_rate=16,
    index_n_heads=2,
    index_head_dim=16,
    index_topk=3,
    n_routed_experts=16,
    num_experts_per_tok=3,
    moe_intermediate_size=32,
    num_nextn_predict_layers=1,
)
ALL = ("tokens", "routing", "attention", "indexer", "compressor", "mixing", "streams")
WORDS = [
    b"The",
    b" cat",
    b" sat",
    b" on",
    b" the",
    b" mat",
    b".",
    b"\n",
    b" It",
    b" was",
    b" \xe2\x82",
    b"\xac",
    b" <b>",
]
SPECIAL = b"<\xef\xbd\x9cbos\xef\xbd\x9c>"


def softmax(x: np.ndarray, axis: int) -> np.ndarray:
    e = np.exp(x - x.max(axis, keepdims=True))
    return e / e.sum(axis, keepdims=True)


class SyntheticRun:
    def __init__(self, capacity: int = 96, groups: tuple[str, ...] = ALL, words: list[bytes] | None = None) -> None:
        self.rng = np.random.default_rng(3)
        self.words = words or WORDS
        c = CONFIG
        every = list(range(c.num_hidden_layers))
        sizes = {
            "slot": c.num_experts_per_tok,
            "head": c.num_attention_heads,
            "place": c.sliding_window + max(c.index_topk, capacity // c.hca_rate + 1),
            "pick": c.index_topk,
            "stream": c.hc_mult,
            "rank": 3,
            "source": max(2 * c.csa_rate, c.hca_rate),
            "runner": 2,
        }
        layers = {
            "routing": every,
            "attention": every,
            "indexer": c.layers_of_kind("csa"),
            "compressor": c.layers_of_kind("csa", "hca"),
            "mixing": every,
            "streams": [-1, *every],
        }
        self.writer = TraceWriter(
            groups, sizes, layers, capacity, {"model": c.to_dict(), "seed": 0, "dtype": "float32"}
        )
        self.trace = self.writer.trace

    def step(self, n: int, phase: int = 1) -> None:
        start = self.writer.length
        for t in range(start, start + n):
            self._token(t, phase)
        self.writer.advance(n)

    def _token(self, t: int, phase: int) -> None:
        a, rng, c = self.writer.arrays, self.rng, CONFIG
        word = SPECIAL if t == 0 else self.words[(t * 7 + t // 5) % len(self.words)]
        token = 0 if t == 0 else 1 + self.words.index(word)
        self.writer.put_bytes(t, [word], [t == 0])
        tokens = a["tokens"]
        tokens["id"][t], tokens["phase"][t] = token, phase
        if t:
            tokens["logprob"][t], tokens["entropy"][t] = -rng.exponential(1.5), rng.gamma(2)
        tokens["top_id"][t], tokens["top_logprob"][t] = [1, 2, 3], np.log([0.5, 0.3, 0.1])
        if "routing" in a:
            self._routing(a["routing"], t, token)
        if "attention" in a:
            self._attention(t)
        if "mixing" in a:
            mixing, n = a["mixing"], c.hc_mult
            mixing["pre"][:, :, t] = 1 / (1 + np.exp(rng.normal(size=(c.num_hidden_layers, 2, n)))) + c.hc_eps
            mixing["post"][:, :, t] = 2 / (1 + np.exp(rng.normal(size=(c.num_hidden_layers, 2, n))))
            logits = 2 * np.eye(n) + rng.normal(size=(c.num_hidden_layers, 2, n, n))
            mixing["comb_logits"][:, :, t] = logits
            comb = softmax(logits, -1) + c.hc_eps
            comb /= comb.sum(-2, keepdims=True)
            for _ in range(19):
                comb /= comb.sum(-1, keepdims=True)
                comb /= comb.sum(-2, keepdims=True)
            mixing["comb"][:, :, t] = comb
            mixing["sinkhorn_error"][:, :, t] = np.abs(comb.sum(-1) - 1).max(-1)
        if "streams" in a:
            a["streams"]["norm"][:, t] = np.exp(rng.normal(size=(c.num_hidden_layers + 1, c.hc_mult)) + 1)
            a["streams"]["cosine"][:, t] = np.eye(c.hc_mult) * 0.5 + 0.5

    def _routing(self, routing: dict, t: int, token: int) -> None:
        c, k = CONFIG, CONFIG.num_experts_per_tok
        for layer in range(c.num_hidden_layers):
            logit = self.rng.normal(size=c.n_routed_experts)
            score = np.sqrt(np.log1p(np.exp(logit)))
            bias = np.random.default_rng(layer).normal(size=c.n_routed_experts) * 0.05
            order = np.argsort(-(score + bias))
            chosen = order[:k]
            if c.routing_kinds[layer] == "hash":
                chosen = np.random.default_rng(token * 31 + layer).permutation(c.n_routed_experts)[:k]
                bias = np.zeros_like(bias)
            else:
                routing["margin"][layer, t] = (score + bias)[order[k - 1]] - (score + bias)[order[k]]
                routing["runner_expert"][layer, t] = order[k : k + 2]
                routing["runner_logit"][layer, t] = logit[order[k : k + 2]]
                routing["runner_score"][layer, t] = score[order[k : k + 2]]
                routing["runner_biased_score"][layer, t] = (score + bias)[order[k : k + 2]]
            chosen = chosen[np.argsort(-score[chosen])]
            routing["expert"][layer, t], routing["logit"][layer, t] = chosen, logit[chosen]
            routing["score"][layer, t], routing["biased_score"][layer, t] = score[chosen], (score + bias)[chosen]
            routing["weight"][layer, t] = score[chosen] / score[chosen].sum() * c.routed_scaling_factor
            routing["shared_norm"][layer, t], routing["expert_norm"][layer, t] = 2.0, self.rng.gamma(2, size=k)

    def _attention(self, t: int) -> None:
        a, c = self.writer.arrays, CONFIG
        attention = a["attention"]
        for layer, kind in enumerate(c.layer_kinds):
            visible = (t + 1) // c.rate(kind) if c.rate(kind) else 0
            entries = np.arange(visible)
            if kind == "csa":
                entries = self.rng.permutation(visible)[: c.index_topk]
                row = c.layers_of_kind("csa").index(layer)
                if "indexer" in a:
                    a["indexer"]["visible"][row, t] = visible
                    a["indexer"]["entry"][row, t, : len(entries)] = entries
                    a["indexer"]["score"][row, t, : len(entries)] = -np.sort(-self.rng.normal(size=len(entries)))
            window = np.arange(max(0, t - c.sliding_window + 1), t + 1)
            keys = np.concatenate([window, np.sort(entries)])
            zones = np.r_[np.zeros(len(window)), np.ones(len(entries))]
            attention["key"][layer, t, : len(keys)] = keys
            attention["zone"][layer, t, : len(keys)] = zones
            for head in range(c.num_attention_heads):
                p = softmax(self.rng.normal(size=len(keys) + 1) * 1.5, 0)
                attention["weight"][layer, t, head, : len(keys)] = p[:-1]
                attention["mass_window"][layer, t, head] = p[:-1][zones == 0].sum()
                attention["mass_entries"][layer, t, head] = p[:-1][zones == 1].sum()
                attention["mass_sink"][layer, t, head] = p[-1]
                attention["entropy"][layer, t, head] = -(p * np.log(p)).sum()
            if "compressor" in a and c.rate(kind) and (t + 1) % c.rate(kind) == 0:
                self._gate(layer, (t + 1) // c.rate(kind) - 1)

    def _gate(self, layer: int, entry: int) -> None:
        compressor = self.writer.arrays["compressor"]
        row = CONFIG.layers_of_kind("csa", "hca").index(layer)
        valid = compressor["source_token"][row, entry] >= 0
        compressor["gate"][row, entry, valid] = softmax(self.rng.normal(size=valid.sum()), 0)
        if CONFIG.layer_kinds[layer] == "csa":
            compressor["index_gate"][row, entry, valid] = softmax(self.rng.normal(size=valid.sum()), 0)


def synthetic_trace(
    tokens: int = 60, prompt: int = 12, groups: tuple[str, ...] = ALL, words: list[bytes] | None = None
):
    run = SyntheticRun(max(tokens, 1), groups, words)
    run.step(prompt, phase=0)
    run.step(tokens - prompt)
    run.writer.finish(prompt_tokens=prompt)
    return run.trace
