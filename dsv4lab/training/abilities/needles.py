"""Recall of one fact among many, and what the lightning indexer has to do with it.

For every text: is the answer exact; is an entry of the fact among the picks of some CSA layer at the queries that write the
answer; is it still exact when the fact's entries are taken out of all picks, and when as many random ones are.
Surprising: the arms read the same text by force, with the answer in it, which is what greedy writing comes to (answers.py).
Tests: tests/training/test_abilities_inside.py.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from dsv4lab import do
from dsv4lab.analysis.lightning_indexer import picks_of, span_ranks
from dsv4lab.capture.plan import Plan
from dsv4lab.interfaces import Model
from dsv4lab.interventions.matching import Usage, matched
from dsv4lab.interventions.rule import Rule
from dsv4lab.interventions.selection import Span
from dsv4lab.probes.forced import Forced
from dsv4lab.session import Session
from dsv4lab.text import Tokenizer
from dsv4lab.training.abilities.answers import Asked, asked, is_exact
from dsv4lab.training.abilities.measures import Measure, mean, share
from dsv4lab.training.worlds.document import EVALUATION
from dsv4lab.training.worlds.recall import recall

DISTANCES = (256, 2048, 16384)  # tokens between the fact and the answer
_MARGIN = 200  # tokens of fact, question and what a distance misses


@dataclass(frozen=True)
class Case:
    """What was seen on one text; `picked` and the arms are None where the model has no indexer."""

    distance: int
    exact: bool
    picked: bool | None  # judged where the answer is exact
    without: bool | None  # exact without the fact's entries
    without_random: bool | None


def cases(
    session: Session, tokenizer: Tokenizer, distance: int, *, n: int, purpose: str = EVALUATION, seed: int = 0
) -> list[Case]:
    """`n` texts with the fact so far away, or as far as the model's context allows."""
    longest = session.model.config.max_position_embeddings - _MARGIN
    found = []
    for number in range(n):
        document = recall(
            number, distance=min(distance, longest), before=0.15 if 1.2 * distance < longest else 0.0, purpose=purpose,
            seed=seed, count=lambda texts: [len(ids) for ids in tokenizer.encode_many(list(texts))],
        )  # fmt: skip
        found.append(case(session, tokenizer, asked(document, tokenizer)))
    return found


def case(session: Session, tokenizer: Tokenizer, text: Asked) -> Case:
    """One text; its last question is the one that counts, and one sentence knows the answer."""
    model, (first, end), (fact,) = session.model, text.answers[-1], text.support[-1]
    ids = text.ids[: end + 1]  # with what ends the answer
    forced = Forced(model, ids, first)

    def exact(rules: Sequence[Rule]) -> bool:
        logprobs = forced.run(rules)[0] if rules else forced.plain
        likeliest = np.zeros(len(ids), np.int64)
        likeliest[first - 1 : end] = logprobs.argmax(-1).cpu().numpy()
        return is_exact(likeliest, ids, (first, end), tokenizer)

    plain, distance = exact(()), first - fact[1]
    if not model.config.picking_layers:
        return Case(distance, plain, None, None, None)
    drop = do.picks(drop=Span(*fact), layers="csa")
    twins = matched((drop,), model.config, Usage(len(ids), {}), 1, seed=len(ids))
    picked = is_picked(session, ids[:first], end - first, fact) if plain else None
    return Case(distance, plain, picked, exact((drop,)), exact(twins[0]) if twins else None)


def is_picked(session: Session, prompt: Sequence[int], new_tokens: int, fact: tuple[int, int]) -> bool:
    """Whether some CSA layer picks an entry that holds a token of the fact, at a query that writes one of the new tokens."""
    plan = Plan(groups=("indexer",), prompt_queries=len(prompt))
    trace = session.generate(prompt, max_new_tokens=new_tokens, temperature=0, capture=plan)
    for layer in session.model.config.picking_layers:
        picks = picks_of(trace, layer)
        writing = (picks.query >= len(prompt) - 1) & (picks.query < len(prompt) + new_tokens - 1)
        if (span_ranks(picks, fact[0], fact[1] - 1)[writing] >= 0).any():
            return True
    return False


def needle_recall(
    session: Session, tokenizer: Tokenizer, *, n: int = 40, distances: Sequence[int] = DISTANCES,
    purpose: str = EVALUATION, seed: int = 0, say: Callable[[str], None] = lambda _: None,
) -> list[Measure]:  # fmt: skip
    """Recall at each distance, the share of right answers whose fact was picked, and both arms of removed entries."""
    found = []
    for distance in distances:
        seen = cases(session, tokenizer, distance, n=n, purpose=purpose, seed=seed)
        found += measured(distance, seen)
        say(f"recall at {distance:,} tokens, {purpose}")
    return found


def measured(distance: int, seen: Sequence[Case]) -> list[Measure]:
    """The cases of a distance as rows of the table."""
    name = f"recall at {distance:,} tokens"
    about = mean("", [one.distance for one in seen], "texts").value
    return [
        share(name, (one.exact for one in seen), "texts", "" if math.isnan(about) else f"measured distance {about:,.0f}"),
        share(f"{name}: fact among the picks", (one.picked for one in seen if one.picked is not None), "right answers"),
        share(f"{name}: without its entries", (one.without for one in seen if one.without is not None), "texts"),
        share(
            f"{name}: without as many random entries",
            (one.without_random for one in seen if one.without_random is not None), "texts",
        ),
    ]  # fmt: skip


def session_of(model: Session | Model) -> Session:
    """A session on the model, or the session itself."""
    return model if isinstance(model, Session) else Session(model, rewindable=False)
