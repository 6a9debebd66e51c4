"""Questions about a story world whose answers follow from what was told, each with the sentences that must be read.

Only what has one answer is asked: a ball that two people gave to Mira is not asked about. Nor is what an earlier question or
its answer has given away: each fact (where Mira is, all about the ball) is asked about once, until something else becomes
true. How one asks is the same in training and in held-out texts. Tests: tests/training/test_worlds.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import NamedTuple

from dsv4lab.training.worlds.document import Writer
from dsv4lab.training.worlds.state import Thing, World

WHERE, WHERE_THING, WHO_HAS, WHAT, BEFORE, GAVE, PUT_BY, DID, SAW = (
    "where", "where thing", "who has", "what", "before", "gave", "put by", "did", "saw",
)  # fmt: skip
KINDS = (WHERE, WHERE_THING, WHO_HAS, WHAT, BEFORE, GAVE, PUT_BY, DID, SAW)
_ASKERS = ("the owl", "the teacher", "Grandmother", "the mayor", "the old man", "the guard")
_ANSWERERS = ("the child", "the crow", "the listener", "somebody", "the little mouse", "the clever fox")


class Open(NamedTuple):
    """A question that could be asked: its words, what stands before the answer, and the answer."""

    kind: str
    about: tuple[str, ...]
    words: str
    lead: str
    answer: str
    support: tuple[int, ...]
    gives_away: tuple[str, ...]  # facts that one knows after question and answer


def ask(
    writer: Writer, world: World, random: Random, count: int, known: set[str], fresh_from: int = 0
) -> set[str]:  # fmt: skip
    """Write up to `count` questions with their answers; returns the facts that they give away.

    known        facts that earlier questions gave away; they are asked about only if they have become others since, by a
                 sentence from number `fresh_from` on
    """
    style, r = int(3 * random.random()), random.random
    by_kind: dict[str, list[Open]] = {}
    for one in possible(world):
        by_kind.setdefault(one.kind, []).append(one)
    kinds, gap, given = list(by_kind), "\n\n", set[str]()
    while kinds and count:
        kind = kinds[int(r() * len(kinds))]
        one = by_kind[kind].pop(int(r() * len(by_kind[kind])))
        if not by_kind[kind]:
            kinds.remove(kind)
        is_old = max(one.support) < fresh_from
        if not given.isdisjoint(one.gives_away) or (is_old and not known.isdisjoint(one.gives_away)):
            continue
        given.update(one.gives_away)
        support = {*one.support, *(world.needs[i] for i in one.support)} - {-1}
        _write(writer, one, tuple(sorted(support)), style, gap, random)
        gap, count = "\n", count - 1
    return given


def _write(writer: Writer, one: Open, support: tuple[int, ...], style: int, gap: str, random: Random) -> None:
    r = random.random
    if style == 0:
        writer.plain(f"{gap}{one.words} {one.lead}")
        end = "."
    elif style == 1:
        writer.plain(f"{gap}Question: {one.words}\nAnswer: {one.lead}")
        end = "."
    else:
        asker, answerer = _ASKERS[int(r() * len(_ASKERS))], _ANSWERERS[int(r() * len(_ANSWERERS))]
        writer.plain(f'{gap}"{one.words}" asked {asker}. "{one.lead}')
        end = f'," said {answerer}.'
    writer.answer(one.kind, one.about, one.answer, support)
    writer.plain(end)


def possible(world: World) -> Iterator[Open]:
    """Every question that the world can answer now."""
    for who in world.here:
        where = (f"where {who.name} is",)
        yield Open(WHERE, (who.name,), f"Where is {who.name}?", "In the ", who.place, (who.since,), where)
        if who.before is not None and len(who.ways[who.place]) == 1:
            words = f"Where was {who.name} before going to the {who.place}?"
            yield Open(
                BEFORE, (who.name, who.place), words, "In the ", who.before[0], (who.before[1], who.since), where
            )
        if len(who.holds) == 1:
            name = who.holds[0].name
            words, support = f"What does {who.name} have?", (who.holds[0].since,)
            yield Open(WHAT, (who.name,), words, "The ", name, support, (name, f"what {who.name} has"))
    for thing in world.there:
        yield _where(thing)
        if (holder := thing.holder) is not None:
            words, known = f"Who has the {thing.name}?", (thing.name, f"what {holder.name} has")
            yield Open(WHO_HAS, (thing.name,), words, "", holder.name, (thing.since,), known)
    for (thing, receiver), givers in world.gave.items():
        if len({name for name, _ in givers}) == 1:
            words, (giver, told) = f"Who gave the {thing} to {receiver}?", givers[-1]
            yield Open(GAVE, (thing, receiver), words, "", giver, (told,), (thing,))
    for (thing, container), people in world.put_in.items():
        if len({name for name, _ in people}) == 1:
            words, (who, told) = f"Who put the {thing} in the {container}?", people[-1]
            yield Open(PUT_BY, (thing, container), words, "", who, (told,), (thing,))
    for done, (who, told) in world.done.items():
        yield Open(DID, (done,), f"Who {done}?", "", who.name, (told,), (done,))
    for done, (witness, told, deed) in world.seen.items():
        yield Open(SAW, (done,), f"Who saw it when somebody {done}?", "", witness.name, (deed, told), (done,))


def _where(thing: Thing) -> Open:
    """Where a thing is: in a container, else in a place, its own or its holder's."""
    about, words, known = (thing.name,), f"Where is the {thing.name}?", (thing.name,)
    if thing.container is not None:
        return Open(WHERE_THING, about, words, "In the ", thing.container.name, (thing.since,), known)
    if (holder := thing.holder) is not None:
        known = (thing.name, f"where {holder.name} is")
        return Open(WHERE_THING, about, words, "In the ", holder.place, (holder.since, thing.since), known)
    return Open(WHERE_THING, about, words, "In the ", thing.place, (thing.since,), known)
