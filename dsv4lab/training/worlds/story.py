"""Story worlds: a few people, things, containers and places; what happens is told, and the truth is known at every sentence.

Rules of the telling, so that every question has one answer. "She" or "he" stands only where the sentence before named that
person and nobody else; "it" only where the sentence before named that thing and no other. A noun stands without its colour
where no other thing of the world has it. Things are put, taken and given by people who are there.
Surprising: document i of a seed depends on these two numbers and the settings alone. Tests: tests/training/test_worlds.py.
"""

from __future__ import annotations

from random import Random

from dsv4lab.training.worlds import filler, forms
from dsv4lab.training.worlds.document import HELD_OUT, TRAINING, Document, Event, Writer, randomness
from dsv4lab.training.worlds.questions import ask
from dsv4lab.training.worlds.state import Container, Person, Thing, World, new_world
from dsv4lab.training.worlds.words import capital, with_article

_PRONOUN, _IT, _LINK, _SHORT_NAME, _STAY = 0.7, 0.5, 0.3, 0.3, 0.5  # how often, where the rules allow it


def story(
    number: int, *, sentences: int, questions: int = 6, purpose: str = TRAINING, seed: int = 0, every: int = 0,
    filler_share: float | None = None,
) -> Document:  # fmt: skip
    """Story `number` of a seed: so many sentences (at least 5), then questions.

    purpose        "training"; "evaluation", which is fresh; "held out", where words and forms come that training never has
    every          sentences between some questions in the middle, about what is true there; 0 asks at the end alone
    filler_share   share of sentences that change nothing; by default drawn for each story
    """
    random = randomness("story", purpose, seed, number)
    teller = Teller(random, new_world(random, sentences, purpose == HELD_OUT), purpose == HELD_OUT, filler_share)
    asked, fresh_from = set[str](), 0
    for told in range(every, sentences - 4, every) if every else ():
        teller.tell(told)
        asked |= ask(teller.writer, teller.world, random, 1 + int(3 * random.random()), asked, fresh_from)
        fresh_from = len(teller.writer.document.sentences)
        teller.begin_paragraph()
    teller.tell(sentences)
    if random.random() < 0.3 and sentences > 12:
        teller.plain(filler.ENDINGS[int(random.random() * len(filler.ENDINGS))])
    ask(teller.writer, teller.world, random, questions, asked, fresh_from)
    return teller.writer.finish()


class Teller:
    """Makes things happen in a world and tells them."""

    def __init__(self, random: Random, world: World, held_out: bool, filler_share: float | None = None) -> None:
        self.random, self.world, self.writer, self.forms = (
            random,
            world,
            Writer(),
            _BOTH if held_out else forms.TRAINING,
        )
        self._filler = 0.1 + 0.5 * random.random() if filler_share is None else filler_share
        self._named: Person | None = None  # the only person that the sentence before named
        self._thing: Thing | None = None  # the only thing that it named
        self._last: Person | None = None  # whom it is about
        self._told = 0
        self._paragraph = 0
        self._gap = ""
        self._waiting: list[Person | Container | Thing] = world.in_order()

    def tell(self, sentences: int) -> None:
        """Go on until there are so many sentences."""
        r = self.random.random
        if not self._told:
            self.plain(filler.OPENINGS[int(r() * len(filler.OPENINGS))])
            for _ in range(3):
                self._introduce(self._waiting.pop(0))
        while self._told < sentences:
            if self._waiting and r() < 0.3:
                self._introduce(self._waiting.pop(0))
            elif r() < self._filler:
                self._idle(self._somebody())
            else:
                self._act(self._somebody())

    def _somebody(self) -> Person:
        """Often the one whom the sentence before was about: a story follows somebody for a while."""
        if self._last is not None and self.random.random() < _STAY:
            return self._last
        self._last = self.world.here[int(self.random.random() * len(self.world.here))]
        return self._last

    def begin_paragraph(self) -> None:
        """The next sentence begins a paragraph, and repeats names."""
        self._gap, self._named, self._thing = "\n\n", None, None

    def plain(self, text: str) -> None:
        """A sentence that tells no event and names nobody."""
        self._write(text)
        self._named = self._thing = None

    # What happens ---------------------------------------------------------------------------------------------------

    def _introduce(self, what: Person | Container | Thing) -> None:
        world, r = self.world, self.random.random
        if isinstance(what, Person):
            if world.here:
                what.place = world.places[int(r() * len(world.places))]
            world.meet(what, self._told)
            self._say(forms.PERSON, what, place=what.place, pronoun=False)
        elif isinstance(what, Container):
            world.set_up(what, self._told)
            self._say(forms.CONTAINER, None, container=what, place=what.place)
        elif r() < 0.4:
            world.place(what, what.place, self._told)
            self._say(forms.THING, None, what, place=what.place)
        else:
            who = world.here[int(r() * len(world.here))]
            world.hand(what, who, self._told)
            self._say(forms.HAS if r() < 0.5 else forms.FIND, who, what)

    def _act(self, who: Person) -> None:
        """One event that this person can bring about where he or she is."""
        r, world, now = self.random.random, self.world, self._told
        choice = r()
        if who.holds and choice < 0.6:
            thing = who.holds[int(r() * len(who.holds))]
            others = world.beside(who)
            if others and choice < 0.3:
                other = others[int(r() * len(others))]
                world.give(thing, who, other, now)
                self._say(forms.GIVE, who, thing, other=other)
                return
            containers = world.containers_in(who.place)
            if containers and choice < 0.55:
                container = containers[int(r() * len(containers))]
                world.put(thing, who, container, now)
                self._say(forms.PUT, who, thing, container=container)
                return
            if choice < 0.12 or choice > 0.55:
                world.place(thing, who.place, now)
                self._say(forms.LEAVE, who, thing, place=who.place)
                return
        elif choice < 0.85 and (things := world.things_in(who.place)):
            thing = things[int(r() * len(things))]
            container = thing.container
            world.hand(thing, who, now)
            if container is None:
                self._say(forms.TAKE, who, thing)
            else:
                self._say(forms.TAKE_OUT, who, thing, container=container)
            return
        elif choice > 0.94 and world.deeds:
            self._deed(who)
            return
        before, goal = who.place, world.elsewhere(who.place, self.random)
        others = world.beside(who)
        if others and r() < 0.15:
            other = others[int(r() * len(others))]
            world.go(who, goal, now)
            world.go(other, goal, now)
            self._say(forms.TOGETHER, who, other=other, place=goal, former=before)
        else:
            world.go(who, goal, now)
            self._say(forms.GO, who, place=goal, former=before)

    def _deed(self, who: Person) -> None:
        done = self.world.deeds.pop()
        self.world.done[done] = (who, self._told)
        self._say(forms.DEED, who, deed=done)
        others = self.world.beside(who)
        if others and self.random.random() < 0.6:
            witness = others[int(self.random.random() * len(others))]
            self.world.seen[done] = (witness, self._told, self._told - 1)
            self._say(forms.SAW, witness, deed=done, pronoun=False)

    def _idle(self, who: Person) -> None:
        r = self.random.random()
        if r < 0.35:
            self.plain(filler.ambient(self.random))
            return
        if r < 0.6:
            self._write(filler.small_talk(who.name, self.random))
        elif who is self._named and r < 0.8:
            self._write(capital(filler.about(who.subject, self.random)), self._told - 1)
            self._named = self._thing = None  # a second pronoun would be too far from the name
            return
        else:
            self._write(filler.about(who.name, self.random))
        self._named, self._thing = who, None

    # How it is told -------------------------------------------------------------------------------------------------

    def _say(
        self, kind: str, who: Person | None, thing: Thing | None = None, *, other: Person | None = None,
        container: Container | None = None, place: str = "", former: str = "", deed: str = "",
        pronoun: bool = True,
    ) -> None:  # fmt: skip
        r, choices = self.random.random, self.forms[kind]
        form = choices[int(r() * len(choices))]
        begins, needs = form.startswith("{a} "), -1
        slots = {"b": other.name if other else "", "p": "the " + place, "q": "the " + former, "d": deed}
        if who is not None:
            slots["g"], slots["h"], slots["s"], slots["o"] = who.words
            slots["a"] = who.name
            if pronoun and begins and who is self._named and r() < _PRONOUN:
                slots["a"], needs = who.subject, self._told - 1
        if container is not None:
            slots["c"], slots["v"] = "the " + container.name, with_article(container.name)
        if thing is not None:
            if "{n}" in form:
                slots["n"] = with_article(thing.name)
            elif thing is self._thing and form not in _NEVER_IT and r() < _IT:
                slots["t"], needs = "it", self._told - 1
            else:
                slots["t"] = "the " + (thing.noun if thing.alone and r() < _SHORT_NAME else thing.name)
        text = form.format_map(slots)
        if begins and r() < _LINK and kind not in _NO_LINK:
            text = filler.LINKS[int(r() * len(filler.LINKS))] + " " + text
        elif needs >= 0:
            text = capital(text)
        self.writer.document.events.append(
            Event(
                kind, self._told, who.name if who else "", thing.name if thing else container.name if container else "",
                place or (container.name if container else "") or (other.name if other else "") or deed,
            )
        )  # fmt: skip
        if kind == forms.TOGETHER and other is not None:
            self.writer.document.events.append(Event(kind, self._told, other.name, "", place))
        self._write(text, needs)
        by_name = who is not None and other is None and slots["a"] == who.name
        self._named = who if by_name else None
        self._thing = thing if container is None and slots.get("t") != "it" else None

    def _write(self, text: str, needs: int = -1) -> None:
        """Add a sentence; `needs` is the one before, if this one says "she" or "it" of what that one named."""
        self.writer.sentence(text, self._gap)
        self.world.needs.append(needs)
        self._told += 1
        self._paragraph += 1
        self._gap = " "
        if self._paragraph > 3 and self.random.random() < 0.25:
            self._gap, self._paragraph = "\n\n", 0


_NO_LINK = (forms.PERSON, forms.HAS, forms.SAW)  # "Then" says that something happens
_NEVER_IT = frozenset(
    form for both in (forms.TRAINING, forms.HELD_OUT) for many in both.values() for form in many
    if any(words in form for words in ("{b} {t}", "went {t}", "helped", "up {t}", "out {t}"))
)  # fmt: skip
_BOTH = {  # a third of the forms of a held-out text is held out
    kind: train + forms.HELD_OUT[kind] * (len(train) // len(forms.HELD_OUT[kind]) // 2)
    for kind, train in forms.TRAINING.items()
}
