"""All abilities of a model, one after the other, within a budget.   Tests: tests/training/test_abilities_inside.py."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from dsv4lab.config import LEARNED
from dsv4lab.errors import SettingError
from dsv4lab.interfaces import Model
from dsv4lab.session import Session
from dsv4lab.text import Tokenizer
from dsv4lab.training.abilities.answers import STORY_LENGTHS, copied, story_answers
from dsv4lab.training.abilities.causes import specialist_measures, specialists, stream_measures
from dsv4lab.training.abilities.inside import accepted_drafts, expert_measures, mixing_measures, observe, usual_domains
from dsv4lab.training.abilities.measures import Measure
from dsv4lab.training.abilities.needles import DISTANCES, needle_recall, session_of
from dsv4lab.training.corpus import Corpus
from dsv4lab.training.data import read_domains
from dsv4lab.training.worlds.document import EVALUATION, HELD_OUT

_LEAST = 16  # tokens of a text that says something about a domain
_PROMPT = 48  # tokens of a story that are given before drafts are counted


def abilities(
    model: Session | Model, *, n: int = 40, sentences: Sequence[int] = STORY_LENGTHS, distances: Sequence[int] = DISTANCES,
    domains: Mapping[str, Sequence[Sequence[int]]] | None = None, say: Callable[[str], None] = lambda _: None,
) -> list[Measure]:  # fmt: skip
    """Everything that is measured, each on `n` cases (questions, texts, sequences).

    domains   ids of texts kept back, by domain, for experts, streams and drafts (of "stories", else of the first domain);
              by default generated ones and Python's library
    say       hears what has been measured

    Raises SettingError for a model without a tokenizer, or n below 1.
    """
    session = session_of(model)
    body, tokenizer = session.model, session.model.tokenizer
    if tokenizer is None:
        raise SettingError("this checkpoint has no tokenizer.json, and questions are asked in words.")
    if n < 1:
        raise SettingError(f"n={n}; give how many cases are measured, 1 or more.")
    found: list[Measure] = []
    for purpose in (EVALUATION, HELD_OUT):
        found += story_answers(body, tokenizer, n=n, sentences=sentences, purpose=purpose, say=say)
    for purpose in (EVALUATION, HELD_OUT):
        rows = needle_recall(session, tokenizer, n=n, distances=distances, purpose=purpose, say=say)
        found += [row.renamed(f"{row.name}, {purpose}") for row in rows]
    found.append(copied(body, tokenizer, n=n))
    say(found[-1].name)
    texts = usual_domains(tokenizer, n) if domains is None else {k: list(v[:n]) for k, v in domains.items()}
    seen = observe(session, texts)
    learned = [i for i, kind in enumerate(body.config.routing_kinds) if kind == LEARNED]
    found += expert_measures(seen, learned) + mixing_measures(seen)
    say("experts and streams")
    # Chosen by every other text, tried on those between them.
    half = [one for name in texts for one in [text for text in seen if text.domain == name][::2]]
    between = {name: many[1::2] for name, many in texts.items()}
    if all(between.values()):
        found += specialist_measures(session, specialists(half, learned), between)
        say("specialists")
    found += stream_measures(session, texts)
    say("streams taken away")
    if body.config.num_nextn_predict_layers:
        stories = texts.get("stories") or next(iter(texts.values()))
        found.append(accepted_drafts(session, [ids[:_PROMPT] for ids in stories]))
        say(found[-1].name)
    return found


def kept_back(folder: str | Path, tokenizer: Tokenizer) -> dict[str, list[list[int]]]:
    """Texts kept back in a folder of texts or in a prepared corpus, by domain, as ids behind a begin marker."""
    corpus = Corpus.load(folder)
    if corpus is None:
        domains = {
            domain.name: [[tokenizer.bos_id, *ids] for ids in tokenizer.encode_many(domain.heldout)]
            for domain in read_domains(folder)
        }
    else:
        if corpus.tokenizer.vocab_size != tokenizer.vocab_size:
            raise SettingError(
                f"{folder}: its tokenizer has {corpus.tokenizer.vocab_size} tokens, the model's {tokenizer.vocab_size}; "
                "give the corpus that the model was trained on, or its texts."
            )
        domains = {
            name: [tokens.document(i)[:-1].tolist() for i in range(len(tokens))]
            for name, tokens in corpus.heldout.items()
        }
    return {name: long for name, texts in domains.items() if (long := [ids for ids in texts if len(ids) >= _LEAST])}
