"""What the parts do on texts of several domains: the experts' work, what they have to do with the domain, how streams mix.

Mutual information of chosen expert and domain is judged beside the same with the texts' domains shuffled: with few texts
chance alone gives some. Whole texts are shuffled, since tokens of one text go together.
Tests: tests/training/test_abilities_inside.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from dsv4lab.analysis.expert_load import count_choices
from dsv4lab.analysis.generation import draft_acceptance
from dsv4lab.analysis.hyper_connections import SITES, exchange
from dsv4lab.capture.plan import Plan
from dsv4lab.capture.trace import Trace
from dsv4lab.config import LEARNED
from dsv4lab.errors import SettingError
from dsv4lab.session import Session
from dsv4lab.text import Tokenizer
from dsv4lab.training.abilities.measures import Measure, mean, wilson
from dsv4lab.training.data import standard_library
from dsv4lab.training.worlds.document import EVALUATION
from dsv4lab.training.worlds.recall import many
from dsv4lab.training.worlds.story import story

SHUFFLES = 200
TOKENS = 256  # of a text
Domains = Mapping[str, Sequence[Sequence[int]]]  # ids of texts by domain


def usual_domains(tokenizer: Tokenizer, n: int) -> dict[str, list[list[int]]]:
    """`n` texts of each domain that is at hand everywhere: generated stories and facts, and Python's library."""
    texts = {
        "worlds": [story(i, sentences=25, purpose=EVALUATION).text for i in range(n)],
        "facts": [many(i, facts=12, purpose=EVALUATION).text for i in range(n)],
        "code": standard_library().heldout[:n],
    }
    return {name: [[tokenizer.bos_id, *ids] for ids in tokenizer.encode_many(many)] for name, many in texts.items()}


@dataclass
class Seen:
    """What one text did: counts of choices [layer, expert], comb's diagonal and its spread [layer, site], mean cosine."""

    domain: str
    choices: np.ndarray
    diagonal: np.ndarray
    spread: np.ndarray
    cosine: float


def observe(session: Session, domains: Domains, *, tokens: int = TOKENS) -> list[Seen]:
    """The first `tokens` tokens of every text, read once."""
    if not any(len(texts) for texts in domains.values()):
        raise SettingError("no text to read; give domains with at least one text each.")
    plan = Plan(groups=("routing", "mixing", "streams"))
    return [
        _seen(name, session.generate(list(ids[:tokens]), max_new_tokens=0, capture=plan))
        for name, texts in domains.items() for ids in texts
    ]  # fmt: skip


def _seen(domain: str, trace: Trace) -> Seen:
    config = trace.config
    learned = [layer for layer in trace.layers("routing") if config.routing_kinds[layer] == LEARNED]
    rows = [trace.layers("routing").index(layer) for layer in learned]
    choices, _ = count_choices(trace.values("routing", "expert")[rows], config.n_routed_experts)
    stays = (
        1 - exchange(trace.values("mixing", "comb"))[..., 1:]
    )  # [layer, site, token]; the first one is like no other
    middle = trace.layers("streams").index((config.num_hidden_layers - 1) // 2)
    first, second = np.triu_indices(config.hc_mult, 1)
    cosine = trace.values("streams", "cosine")[middle, 1:, first, second]
    return Seen(domain, choices, stays.mean(-1), stays.std(-1), float(cosine.mean()))


def expert_measures(seen: Sequence[Seen], learned: Sequence[int]) -> list[Measure]:
    """Per learned layer: experts used, largest load over the mean, information about the domain beside its control."""
    found, names = [], sorted({one.domain for one in seen})
    labels = np.array([names.index(one.domain) for one in seen])
    counts = np.stack([one.choices for one in seen]).astype(float)  # [text, layer, expert]
    random = np.random.default_rng(0)
    for row, layer in enumerate(learned):
        own = counts[:, row]
        total = own.sum(0)
        drawn = own[random.integers(0, len(own), (SHUFFLES, len(own)))].sum(1)
        used, peak = (drawn > 0).mean(-1), drawn.max(-1) / drawn.mean(-1)
        found += [
            _among(f"layer {layer}: experts used", float((total > 0).mean()), used, len(own)),
            _among(f"layer {layer}: max / mean load", float(total.max() / total.mean()), peak, len(own)),
        ]
        found.append(_information(layer, own, labels, random))
    return found


def _among(name: str, value: float, again: np.ndarray, n: int, note: str = "") -> Measure:
    """A number of `n` texts, and what it was `again` on texts drawn from them."""
    low, high = np.percentile(again, [2.5, 97.5])
    return Measure(name, value, float(low), float(high), n, "texts", note)


def _information(layer: int, own: np.ndarray, labels: np.ndarray, random: np.random.Generator) -> Measure:
    groups = int(labels.max()) + 1
    control = [information(_by_domain(own, random.permutation(labels), groups)) for _ in range(SHUFFLES)]
    again = []
    for _ in range(SHUFFLES):
        drawn = [random.choice(np.flatnonzero(labels == group), (labels == group).sum()) for group in range(groups)]
        rows = np.concatenate(drawn)
        again.append(information(_by_domain(own[rows], labels[rows], groups)))
    note = f"bits; shuffled {np.mean(control):.4f}, 95 % of them below {np.percentile(control, 95):.4f}"
    value = information(_by_domain(own, labels, groups))
    return _among(f"layer {layer}: information of expert and domain", value, np.array(again), len(own), note)


def _by_domain(counts: np.ndarray, labels: np.ndarray, groups: int) -> np.ndarray:
    """[text, expert] -> [domain, expert], every domain with the same weight."""
    table = np.stack([counts[labels == group].sum(0) for group in range(groups)])
    return table / np.maximum(table.sum(-1, keepdims=True), 1)


def information(table: np.ndarray) -> float:
    """Mutual information, in bits, of the row and the column of a table of weights [row, column]."""
    share = table / table.sum()
    chance = share.sum(1, keepdims=True) * share.sum(0, keepdims=True)
    known = share > 0
    return float((share[known] * np.log2(share[known] / chance[known])).sum())


def mixing_measures(seen: Sequence[Seen]) -> list[Measure]:
    """How alike the streams are at mid depth, and for every site how much of a stream stays in it."""
    found = [
        mean("cosine of streams at mid depth", [one.cosine for one in seen], "texts", "mean over pairs and tokens")
    ]
    diagonal, spread = (np.stack([getattr(one, name) for one in seen]) for name in ("diagonal", "spread"))
    drawn = diagonal[np.random.default_rng(0).integers(0, len(diagonal), (SHUFFLES, len(diagonal)))].mean(1)
    name, low = "share of sites whose comb's diagonal is below 0.85", diagonal.mean(0) < 0.85
    found.append(_among(name, float(low.mean()), (drawn < 0.85).mean((-1, -2)), len(diagonal), f"of {low.size} sites"))
    for layer in range(diagonal.shape[1]):
        for site, name in enumerate(SITES):
            note = f"spread between tokens {spread[:, layer, site].mean():.4f}"
            found.append(mean(f"layer {layer}, {name}: comb's mean diagonal", diagonal[:, layer, site], "texts", note))
    return found


def accepted_drafts(session: Session, prompts: Sequence[Sequence[int]], *, new_tokens: int = 60) -> Measure:
    """Share of the draft block's proposals that come, on greedy continuations of these prompts."""
    came = proposed = 0
    for prompt in prompts:
        trace = session.generate(list(prompt), max_new_tokens=new_tokens, temperature=0, capture=Plan(groups=("mtp",)))
        accepted, drafts = draft_acceptance(trace)
        came, proposed = came + accepted, proposed + drafts
    value = came / proposed if proposed else float("nan")
    return Measure(
        "accepted drafts, greedy", value, *wilson(came, proposed), proposed, "tokens", f"{len(prompts)} texts"
    )
