"""dsv4lab/training/abilities, answers: who knows everything gets all right, who guesses gets chance; intervals are right."""

from __future__ import annotations

import json
import math

import numpy as np
import pytest
from story_readers import CONFIG, TOKENIZER, StandIn, documents, oracle, random_model

from dsv4lab.errors import PromptError
from dsv4lab.training.abilities.answers import asked, copied, ends_answer, is_exact, right_answers, story_answers
from dsv4lab.training.abilities.measures import mean, share, table, wilson
from dsv4lab.training.worlds.document import EVALUATION, HELD_OUT
from dsv4lab.training.worlds.induction import UNJUDGED, induction, ordinary_ids
from dsv4lab.training.worlds.story import story


@pytest.mark.parametrize("purpose", [EVALUATION, HELD_OUT])
def test_who_knows_the_stories_answers_all_and_who_guesses_none(purpose: str) -> None:
    for reader, value in ((oracle(documents(12, purpose)), 1.0), (random_model(), 0.0)):
        (found,) = story_answers(reader, TOKENIZER, n=20, sentences=[12], purpose=purpose)
        assert found.value == value and found.n >= 20
        assert found.low <= value <= found.high


def test_an_answer_that_does_not_stop_is_wrong() -> None:
    document = story(1, sentences=12, purpose=EVALUATION)
    text = asked(document, TOKENIZER)
    likeliest = np.array([*text.ids[1:], 0])
    for first, end in text.answers:
        assert is_exact(likeliest, text.ids, (first, end), TOKENIZER)
        assert TOKENIZER.decode(text.ids[first:end]).strip() in {q.answer for q in document.questions}
        for going_on in (" and", "my", "s"):
            further = likeliest.copy()
            further[end - 1] = TOKENIZER.encode(going_on)[0]
            assert not is_exact(further, text.ids, (first, end), TOKENIZER)
        wrong = likeliest.copy()
        wrong[first - 1] += 1
        assert not is_exact(wrong, text.ids, (first, end), TOKENIZER)
    assert ends_answer(TOKENIZER.eos_id, TOKENIZER) and ends_answer(TOKENIZER.encode(',"')[0], TOKENIZER)


def test_who_names_a_place_at_random_is_right_by_chance() -> None:
    draw, right, chance = np.random.default_rng(0), list[bool](), list[float]()
    for number in range(12):
        document = story(number, sentences=40, questions=12, purpose=EVALUATION)
        text = asked(document, TOKENIZER)
        places = sorted({event.target for event in document.events if event.kind == "go"})
        firsts = {place: TOKENIZER.encode(" " + place)[0] for place in places}
        for question, (first, end) in zip(document.questions, text.answers, strict=True):
            if question.answer not in places or end - first > 1:  # of one token, or the first would decide nothing
                continue
            for _ in range(100):
                likeliest = np.array([*text.ids[1:], 0])
                likeliest[first - 1] = firsts[places[draw.integers(len(places))]]
                right.append(is_exact(likeliest, text.ids, (first, end), TOKENIZER))
                chance.append(1 / len(places))
    assert len(right) > 300 and np.mean(right) == pytest.approx(np.mean(chance), abs=0.08)


def test_a_copyist_copies_and_a_guesser_does_not() -> None:
    ordinary = ordinary_ids(TOKENIZER)
    texts = [
        [0, *induction(i, length=16, ordinary=ordinary, purpose=EVALUATION).ids.tolist()] for i in range(6)
    ]  # fmt: skip
    assert copied(oracle(texts), TOKENIZER, n=6, length=16).value == 1.0
    back = StandIn(lambda read: read[-16] if len(read) > 16 else 0)  # what stood 16 places before the next one
    found = copied(back, TOKENIZER, n=6, length=16)
    assert found.value == 1.0 and found.n == 6 * (16 - UNJUDGED)
    assert copied(random_model(), TOKENIZER, n=20, length=16).value < 0.05


def test_more_than_the_context_is_refused_or_left_out() -> None:
    short = StandIn(lambda read: 0)
    short.config = CONFIG.replace(max_position_embeddings=256)
    (found,) = story_answers(short, TOKENIZER, n=4, sentences=[100])
    assert found.n == 0 and math.isnan(found.value) and found.note == "longer than the context"
    with pytest.raises(PromptError, match="do not fit"):
        right_answers(short, story(0, sentences=100), TOKENIZER)


@pytest.mark.parametrize(
    ("right", "n", "low", "high"),
    [(0, 10, 0.0, 0.2775), (5, 10, 0.2366, 0.7634), (10, 10, 0.7225, 1.0), (1, 1, 0.2065, 1)],
)
def test_wilson_is_wilson(right: int, n: int, low: float, high: float) -> None:
    assert wilson(right, n) == pytest.approx((low, high), abs=1e-4)
    assert all(math.isnan(bound) for bound in wilson(0, 0))


def test_measures_are_rows_and_json() -> None:
    found = [
        share("a", [True, False, True, True], "texts"),
        mean("b", [1.0, 3.0], "texts", "note"),
        share("c", [], "x"),
    ]
    assert [one.value for one in found[:2]] == [0.75, 2.0] and found[1].low == 1.0 and found[1].high == 3.0
    text = table(found)
    assert "0.750" in text and "0.301 to 0.954" in text and "nan" in text and "note" in text
    values = json.loads(json.dumps([one.to_dict() for one in found], allow_nan=False))
    assert values[2]["value"] is None and values[0]["n"] == 4
