"""Key-value recall in plain words: a fact among many of its form, hidden in a story and asked for at the end.

"The code of the green lamp is seven four two one." ... "What is the code of the green lamp? It is seven four two one."
No sentence but the fact holds the key before the question, and none at all the answer: the fact must be read.
Surprising: the distance is counted in tokens, from the end of the fact to the answer, so it depends on a tokenizer; whoever
asks gives the count. Tests: tests/training/test_recall.py.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from random import Random

from dsv4lab.training.worlds import filler
from dsv4lab.training.worlds.document import HELD_OUT, TRAINING, Document, WorldError, Writer, randomness
from dsv4lab.training.worlds.facts import ASKED, CODE, KINDS, MOST, Fact, facts_about
from dsv4lab.training.worlds.state import new_world
from dsv4lab.training.worlds.story import Teller

Count = Callable[[Sequence[str]], Sequence[float]]  # tokens of each of some texts
_PARAGRAPH = 0.15  # how often a sentence begins one


def recall(
    number: int, *, distance: int, count: Count, questions: int = 1, kind: str | None = None, distractors: int | None = None,
    haystack: Sequence[str] | None = None, before: float = 0.15, purpose: str = TRAINING, seed: int = 0,
) -> Document:  # fmt: skip
    """Text `number` of a seed: the last question's fact lies so many tokens before its answer.

    questions     how many of the facts are asked for, the farthest last
    distractors   facts of the same kind that are not asked for; by default one in about 80 tokens
    haystack      stories to hide the facts in (by default a story world), up to `before` of the distance in front
    """
    random = randomness("recall", purpose, seed, number)
    r, held = random.random, purpose == HELD_OUT
    lead_room = int(distance * before * r())
    sentences = (
        _world_text(random, distance + lead_room, held) if haystack is None else _stories(random, haystack, distance)
    )
    others = max(1, distance // 80) if distractors is None else distractors
    around, own = " ".join(sentences), kind or KINDS[int(4 * r())]
    facts = facts_about(random, own, min(MOST[own], questions + others), held, around)
    if len(facts) <= questions and kind is None:  # real stories may know every place or name
        facts = facts_about(random, CODE, questions + others, held, around)
    if len(facts) < questions:
        raise WorldError(
            f"only {len(facts)} facts of kind {own!r} are new to this text; ask for fewer, or kind='code'."
        )
    asked, rest = facts[:questions], facts[questions:]
    mixed = [*asked[1:], *rest]
    random.shuffle(mixed)
    ends = ["".join(_asked(one)) for one in asked]
    room = distance - sum(count([*ends, *(" " + fact.text for fact in mixed)])) + sum(count([asked[0].value + "."]))
    body, lead = _fill(sentences, count, room, lead_room, random)
    # Every other fact somewhere behind the first: asked ones and distractors alike.
    places = sorted(int(r() * (len(body) + 1)) for _ in mixed)
    writer, told = Writer(), {}
    for gap, sentence in lead:
        writer.sentence(sentence, gap)
    told[asked[0]] = len(writer.document.sentences)
    writer.sentence(asked[0].text, " ")
    queue = list(zip(places, mixed, strict=True))
    for at in range(len(body) + 1):
        while queue and queue[0][0] == at:
            fact = queue.pop(0)[1]
            told[fact] = len(writer.document.sentences)
            writer.sentence(fact.text, " ")
        if at < len(body):
            writer.sentence(body[at][1], body[at][0])
    for fact in [*asked[1:], asked[0]]:
        _ask(writer, fact, told[fact], first=fact is [*asked[1:], asked[0]][0])
    return writer.finish()


def many(number: int, *, facts: int, purpose: str = TRAINING, seed: int = 0) -> Document:
    """Text `number` of a seed: facts one after the other, then a question about each, in another order."""
    random = randomness("many", purpose, seed, number)
    kind, held = KINDS[int(4 * random.random())], purpose == HELD_OUT
    known, writer, told = facts_about(random, kind, min(facts, MOST[kind]), held, ""), Writer(), {}
    for fact in known:
        if random.random() < 0.2:
            writer.sentence(filler.ambient(random), " ")
        told[fact] = len(writer.document.sentences)
        writer.sentence(fact.text, " ")
    random.shuffle(known)
    for at, fact in enumerate(known):
        _ask(writer, fact, told[fact], first=at == 0)
    return writer.finish()


def _asked(fact: Fact) -> tuple[str, str, str]:
    question, lead = ASKED[fact.kind]
    return "\n" + question.format(k=fact.key, w=fact.who) + " " + lead, fact.value, "."


def _ask(writer: Writer, fact: Fact, told: int, *, first: bool) -> None:
    before, value, after = _asked(fact)
    writer.plain("\n" * first + before)
    writer.answer(fact.kind, (fact.key, fact.who) if fact.who else (fact.key,), value, (told,))
    writer.plain(after)


Parts = list[tuple[str, str]]  # sentences, each with the gap in front of it


def _fill(sentences: list[str], count: Count, room: float, before: float, random: Random) -> tuple[Parts, Parts]:
    """(sentences that fill the room, sentences in front of the fact)."""
    parts: Parts = [("\n\n" if random.random() < _PARAGRAPH else " ", sentence) for sentence in sentences]
    # As tokenizers cut: a blank belongs to the word behind it, the end of a line to the full stop before it.
    pieces = [
        gap.strip("\n") + sentence + after.strip(" ")
        for (gap, sentence), (after, _) in zip(parts, [*parts[1:], ("", "")], strict=True)
    ]
    sizes, at = count(pieces), 0
    while at < len(parts) and before > 0:
        before -= sizes[at]
        at += 1
    lead = parts[:at]
    while at < len(parts) and room > sizes[at]:
        room -= sizes[at]
        at += 1
    if at == len(parts) and room > 20:
        raise WorldError(f"the stories to hide facts in end {room:.0f} tokens early; give more of them.")
    body = parts[len(lead) : at]
    while room > 5:  # what no sentence fits is filled by some that change nothing
        idle = [filler.ambient(random) for _ in range(16)]
        size, near = min(zip(count(idle), idle, strict=True), key=lambda pair: abs(pair[0] - room))
        body.insert(int(random.random() * (len(body) + 1)), (" ", near))
        room -= size
    return body, lead


def _world_text(random: Random, tokens: int, held: bool) -> list[str]:
    teller = Teller(random, new_world(random, min(100, tokens // 10), held), held, 0.5)
    teller.tell(12 + tokens // 8)
    document, parts = teller.writer.finish(), []
    for (start, end), needs in zip(document.sentences, teller.world.needs, strict=True):
        if needs >= 0:  # a fact in between would come between "she" and her name
            parts[-1] += " " + document.text[start:end]
        else:
            parts.append(document.text[start:end])
    return parts


def _stories(random: Random, haystack: Sequence[str], distance: int) -> list[str]:
    """Sentences of stories from a random one on, in ASCII, enough for the distance."""
    sentences: list[str] = []
    at, room = int(random.random() * len(haystack)), 8 * distance + 1000  # characters, more than enough
    for offset in range(len(haystack)):
        for one in re.split(r"(?<=[.!?]) +|\n+", haystack[(at + offset) % len(haystack)]):
            if room > 0 and (sentence := one.strip()) and sentence.isascii():
                sentences.append(sentence)
                room -= len(sentence)
        if room <= 0:
            break
    return sentences
