"""The true state of a story world: who is where, who has what, what was done; and the sentences that made it so.

Every change notes the sentence that tells it, from which the questions' truth follows. Tests: tests/training/test_worlds.py.
"""

from __future__ import annotations

from collections import defaultdict
from random import Random

from dsv4lab.training.worlds import forms, words

INVENTED = 0.3  # of the people of a text that is not held out


class Person:
    """Somebody in a place, with things in hand."""

    __slots__ = ("before", "holds", "name", "place", "since", "subject", "ways", "words")

    def __init__(self, name: str, girl: bool, place: str) -> None:
        self.name, self.place, self.since = name, place, -1
        self.subject = "she" if girl else "he"
        self.words = ("girl", "she", "her", "her") if girl else ("boy", "he", "his", "him")
        self.before: tuple[str, int] | None = None  # where until the last way, and the sentence that told it
        self.ways: defaultdict[str, set[str]] = defaultdict(set)  # by goal: from where
        self.holds: list[Thing] = []


class Container:
    """Something in a place that things can be put in; it never moves."""

    __slots__ = ("name", "place", "since")

    def __init__(self, name: str, place: str) -> None:
        self.name, self.place, self.since = name, place, -1


class Thing:
    """Something that is held by somebody, or in a container, or on the floor of a place."""

    __slots__ = ("alone", "container", "holder", "name", "noun", "place", "since")

    def __init__(self, name: str, place: str) -> None:
        self.name, self.noun, self.place, self.since = name, name.split()[-1], place, -1
        self.holder: Person | None = None
        self.container: Container | None = None
        self.alone = True  # no other thing of the world has this noun


class World:
    """All of them. `here`, `there` and `boxes` are those that the story has mentioned."""

    def __init__(
        self, people: list[Person], things: list[Thing], containers: list[Container], places: list[str]
    ) -> None:
        self.people, self.things, self.containers, self.places = people, things, containers, places
        self.here: list[Person] = []
        self.there: list[Thing] = []
        self.boxes: list[Container] = []
        self.deeds: list[str] = []  # still to be done
        self.done: dict[str, tuple[Person, int]] = {}
        self.seen: dict[str, tuple[Person, int, int]] = {}  # witness, the sentence that says so, the deed's
        self.gave: defaultdict[tuple[str, str], list[tuple[str, int]]] = defaultdict(list)  # (thing, receiver): givers
        self.put_in: defaultdict[tuple[str, str], list[tuple[str, int]]] = defaultdict(list)  # (thing, container): who
        self.needs: list[int] = []  # per sentence the one before that its pronouns need, or -1

    def in_order(self) -> list[Person | Container | Thing]:
        """What the story will mention, in this order: somebody, a container, a thing, then the others by turns."""
        groups: list[list[Person | Container | Thing]] = [
            [*self.people[1:]],
            [*self.things[1:]],
            [*self.containers[1:]],
        ]
        order: list[Person | Container | Thing] = [self.people[0], self.containers[0], self.things[0]]
        while any(groups):
            order += [group.pop(0) for group in groups if group]
        return order

    def meet(self, who: Person, now: int) -> None:
        """Somebody is mentioned first."""
        who.since = now
        self.here.append(who)

    def set_up(self, container: Container, now: int) -> None:
        """A container is mentioned first."""
        container.since = now
        self.boxes.append(container)

    def go(self, who: Person, place: str, now: int) -> None:
        """Somebody goes elsewhere, with all that is in hand."""
        who.before = (who.place, who.since)
        who.ways[place].add(who.place)
        who.place, who.since = place, now

    def hand(self, thing: Thing, who: Person, now: int) -> None:
        """A thing comes into somebody's hands, from wherever it was."""
        self._leave(thing, now)
        thing.holder = who
        who.holds.append(thing)

    def give(self, thing: Thing, giver: Person, who: Person, now: int) -> None:
        """A thing passes from one to the other."""
        self.hand(thing, who, now)
        self.gave[thing.name, who.name].append((giver.name, now))

    def put(self, thing: Thing, who: Person, container: Container, now: int) -> None:
        """A thing goes into a container."""
        self._leave(thing, now)
        thing.container = container
        self.put_in[thing.name, container.name].append((who.name, now))

    def place(self, thing: Thing, place: str, now: int) -> None:
        """A thing lies in a place."""
        self._leave(thing, now)
        thing.place = place

    def _leave(self, thing: Thing, now: int) -> None:
        if thing.since < 0:
            self.there.append(thing)
        if thing.holder is not None:
            thing.holder.holds.remove(thing)
        thing.holder = thing.container = None
        thing.place, thing.since = "", now

    def beside(self, who: Person) -> list[Person]:
        """Others in the same place."""
        return [other for other in self.here if other.place == who.place and other is not who]

    def containers_in(self, place: str) -> list[Container]:
        """Containers in a place."""
        return [one for one in self.boxes if one.place == place]

    def things_in(self, place: str) -> list[Thing]:
        """Things in a place that nobody holds, on the floor or in a container."""
        return [
            thing for thing in self.there
            if thing.place == place or (thing.container is not None and thing.container.place == place)
        ]  # fmt: skip

    def elsewhere(self, place: str, random: Random) -> str:
        """Another place, often one where somebody is."""
        if random.random() < 0.5:  # where somebody is: people who never meet have no story
            goal = self.here[int(random.random() * len(self.here))].place
            if goal != place:
                return goal
        at = int(random.random() * (len(self.places) - 1))
        return self.places[at] if self.places[at] != place else self.places[-1]


def new_world(random: Random, sentences: int, held_out: bool) -> World:
    """People, things, containers and places for a story of so many sentences: more of them in a longer one."""
    r = random.random
    room = min(1.0, sentences / 100)
    people = 2 + int(r() * (1 + 4 * room))
    places = draw(random, words.TRAINING.places, (), people + 1 + int(r() * 3))
    girls = round(people * (0.2 + 0.6 * r()))
    named = [(name, True) for name in draw(random, words.TRAINING.girls, words.HELD_OUT.girls * held_out, girls)]
    named += [(n, False) for n in draw(random, words.TRAINING.boys, words.HELD_OUT.boys * held_out, people - girls)]
    random.shuffle(named)
    if not held_out:
        named = [(words.invented(r, girl) if r() < INVENTED else name, girl) for name, girl in named]
    things = things_named(random, 2 + int(r() * (2 + 6 * room)), held_out)
    containers = draw(
        random, words.TRAINING.containers, words.HELD_OUT.containers * held_out, 1 + int(r() * (2 + 4 * room))
    )
    colours = words.TRAINING.colours
    world = World(
        [Person(name, girl, places[int(r() * len(places))]) for name, girl in named],
        [Thing(name, places[int(r() * len(places))]) for name in things],
        [Container(f"{colours[int(r() * len(colours))]} {noun}", places[int(r() * 2)]) for noun in containers],
        places,
    )
    nouns = [thing.noun for thing in world.things]
    for thing in world.things:
        thing.alone = nouns.count(thing.noun) == 1
    world.deeds = random.sample(forms.DEEDS, 1 + int(r() * (1 + 5 * room)))
    world.people[0].place = world.containers[0].place  # so that something can be done soon
    return world


def things_named(random: Random, count: int, held_out: bool) -> list[str]:
    """So many different things, each a colour and a noun; in one of three pairs two share the noun."""
    r, colours = random.random, words.TRAINING.colours
    names: list[str] = []
    for noun in draw(random, words.TRAINING.nouns, words.HELD_OUT.nouns * held_out, count):
        if names and r() < 0.3:
            noun = names[-1].split()[-1]
        name = f"{colours[int(r() * len(colours))]} {noun}"
        while name in names:
            name = f"{colours[int(r() * len(colours))]} {noun}"
        names.append(name)
    return names


def draw(random: Random, train: tuple[str, ...], held: tuple[str, ...], count: int) -> list[str]:
    """So many different words: of those to train on, or about half of them held out, at least one."""
    if not held:
        return random.sample(train, count)
    new = min(len(held), (count + 1) // 2)
    found = random.sample(held, new) + random.sample(train, count - new)
    random.shuffle(found)
    return found
