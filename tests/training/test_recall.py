"""dsv4lab/training/worlds/recall.py: the fact is the only place that knows, and lies as far away as was asked."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dsv4lab.digest import TINY
from dsv4lab.text import Tokenizer
from dsv4lab.training.tokenizer import train_tokenizer
from dsv4lab.training.worlds import words
from dsv4lab.training.worlds.document import EVALUATION, HELD_OUT, TRAINING, Document, WorldError
from dsv4lab.training.worlds.facts import KEEPS, KINDS, MOST, OWNER
from dsv4lab.training.worlds.recall import many, recall
from dsv4lab.training.worlds.rows import lessons

SHIPPED = Tokenizer.load(TINY)
OWN = train_tokenizer(lessons(0.3), 1000)
TALES = [
    f"Once there was a fox number {i}. It ran over the hill. \"Stop!\" cried a hen.\n\nThen the fox slept. " * 30
    for i in range(40)
]  # fmt: skip


NAMES = (*words.TRAINING.girls, *words.TRAINING.boys)
PLACES = words.TRAINING.places


def counter(tokenizer: Tokenizer):
    return lambda texts: [len(ids) for ids in tokenizer.encode_many(list(texts))]


def measured(document: Document, tokenizer: Tokenizer) -> int:
    """Tokens from the end of the last question's fact to its answer."""
    encoding, question = tokenizer.raw.encode(document.text, add_special_tokens=False), document.questions[-1]
    ((_, end),) = document.support(question)
    return encoding.char_to_token(question.start) - encoding.char_to_token(end - 1)


@pytest.mark.parametrize("tokenizer", [SHIPPED, OWN], ids=["shipped", "own"])
@pytest.mark.parametrize(("distance", "texts"), [(256, 12), (2048, 6), (16384, 2)])
@pytest.mark.parametrize("questions", [1, 4])
def test_the_fact_lies_as_far_as_asked(tokenizer: Tokenizer, distance: int, texts: int, questions: int) -> None:
    for number in range(texts):
        document = recall(number, distance=distance, count=counter(tokenizer), questions=questions)
        assert measured(document, tokenizer) == pytest.approx(distance, rel=0.05 if distance < 2000 else 0.015)
        assert len(document.questions) == questions


def test_a_corpus_may_be_the_haystack() -> None:
    document = recall(5, distance=2048, count=counter(OWN), haystack=TALES, purpose=EVALUATION)
    assert measured(document, OWN) == pytest.approx(2048, rel=0.02)
    assert document.text.count("fox") > 20
    with pytest.raises(WorldError, match="give more of them"):
        recall(5, distance=16384, count=counter(OWN), haystack=TALES[:1])


def test_a_haystack_that_knows_every_name_gets_codes() -> None:
    knows_all = [f"The story of {name} is dull." for name in NAMES] + [f"They saw the {place}." for place in PLACES]
    long = [" ".join(knows_all * 4)]
    kinds = {recall(i, distance=1000, count=counter(OWN), haystack=long).questions[0].kind for i in range(20)}
    assert kinds == {"code", "word", "owner"}  # names can be invented
    with pytest.raises(WorldError, match="only 0 facts of kind 'keeps'"):
        recall(1, distance=1000, count=counter(OWN), haystack=long, kind=KEEPS)


def knows(text: str, words: str) -> bool:
    return re.search(rf"\b{words}\b", text) is not None


texts = st.one_of(
    st.builds(
        recall, st.integers(0, 10**6), distance=st.integers(100, 900), questions=st.integers(1, 5),
        count=st.just(lambda texts: [len(text) / 4 for text in texts]), kind=st.sampled_from(KINDS),
        purpose=st.sampled_from([TRAINING, HELD_OUT]),
    ),
    st.builds(many, st.integers(0, 10**6), facts=st.integers(2, 15)),
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(texts)
def test_only_the_fact_knows(document: Document) -> None:
    body = document.text[: document.sentences[-1][1]]
    for question in document.questions:
        ((start, end),) = document.support(question)
        fact, others = document.text[start:end], body[:start] + body[end:]
        assert question.answer in fact and question.about[0] in fact
        assert all(word in fact for word in question.about[1:])
        assert not knows(others, question.about[0])
        assert not knows(others, question.answer)
        asked = document.text[document.sentences[-1][1] :]
        assert len(re.findall(rf"\b{question.answer}\b", asked)) == 1
        assert document.text[question.start : question.end] == question.answer


@settings(max_examples=50, deadline=None)
@given(texts)
def test_distractors_have_the_same_form(document: Document) -> None:
    kind = document.questions[0].kind
    mark = {"code": "code", "word": "password", "keeps": "keep|kept", "owner": "belong|own(s|ed|er)"}[kind]
    facts = [s for a, b in document.sentences if re.search(mark, s := document.text[a:b])]
    assert len(facts) >= max(2, len(document.questions))


def test_answers_are_short_and_every_kind_comes() -> None:
    kinds = set()
    for number in range(60):
        for question in many(number, facts=6).questions:
            kinds.add(question.kind)
            assert len(question.answer.split()) <= (4 if question.kind == "code" else 2)
    assert kinds == set(KINDS)


def test_too_many_facts_of_a_kind_are_capped_not_repeated() -> None:
    marks = {KEEPS: "keeps the|to keep|has kept|kept in|is kept|keeps .* in$", OWNER: "belongs|own(s|ed|er)"}
    for kind, mark in marks.items():
        document = recall(1, distance=6000, count=counter(OWN), kind=kind, distractors=500)
        sentences = [document.text[start:end] for start, end in document.sentences]
        assert 20 < sum(bool(re.search(mark, one)) for one in sentences) <= MOST[kind]
