"""Who and what can be in a world: names, things, colours, containers, places; and THE split of them.

Every tenth of names, things and containers (the last of each line below) is held out, and so is every tenth sentence form
(forms.py): no generated training text has one, whatever its seed. `TRAINING` and `HELD_OUT` are the only way to the words,
but for invented names.
Surprising: the promise is about generated text; a corpus may know any word. Tests: tests/training/test_worlds.py.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

EVERY = 10  # the last of so many is held out

_GIRLS = """
Mira Anna Lily Emma Nora Ella Rosa Clara Ida Tilda
Lucy Molly Sara Maya Tess Hana Greta Alma Nina Ottilie
Leah Cora Freya Elsa Vera Pia Dora Edith Zoe Wilma
Jane Kate Mary Amy Ruth Bella Marta Lena Sofia Philippa
Petra Olga Stella Rita Paula Ines Agnes Celia Julia Yolanda
Helen Irma Judith Karin Laura Nadia Polly Susan Tara Zelda
"""
_BOYS = """
Tom Ben Max Sam Jack Finn Leo Oscar Paul Ulrich
Karl Peter Henry Hugo Otto Emil Felix Jonas Luke Casimir
Noah Adam Simon Victor Walter Edgar Oliver Theo Toby Thorsten
Ralph Martin Nils Anton Bruno David Eric Frank George Ignatius
Harry Isaac Jacob Kurt Louis Marco Ned Owen Philip Valentin
Robin Stefan Tim Arthur Carl Daniel Gustav Ivan Liam Xavier
"""
_NOUNS = """
ball key kite spoon lamp book drum cup hat flute
coat shoe ring coin doll bell brush comb plate thimble
knife fork hammer rope map letter candle clock mirror compass
pencil ruler ribbon button needle scarf glove sock belt locket
apple pear plum carrot onion potato cake cookie bun walnut
stone shell feather leaf flower rose acorn stick marble pebble
whistle trumpet puppet puzzle balloon lantern ladder broom shovel telescope
pillow blanket towel sponge soap bottle mug teapot kettle saucer
camera radio magnet wheel nail screw saw rake anchor lasso
hook chain crown mask sword shield flag medal ticket tambourine
violin guitar trowel vase napkin spade axe chisel pin hourglass
peach lemon melon cherry bean turnip cucumber pumpkin muffin pretzel
wig cape boot sandal slipper apron vest cap bonnet bracelet
pipe wand globe dice domino biscuit tart pie waffle dumpling
rug carpet stool cushion candlestick sieve basin dish fan parasol
"""
_COLOURS = (
    "red blue green yellow white black brown silver golden wooden tiny old new round shiny striped painted soft heavy "
    "little purple orange pink gray smooth big pretty strange plain spotted"
)
_CONTAINERS = """
box basket drawer chest jar bucket cupboard trunk barrel casket
pot case crate sack tin bowl bag cabinet suitcase hamper
tub pail wardrobe backpack locker safe wagon cart tray satchel
urn vat bin purse pouch vault closet folder bureau pannier
"""
_PLACES = (
    "kitchen garden attic barn cellar forest school library shop tower castle cave park meadow mill bakery stable harbor "
    "cottage greenhouse workshop bedroom hallway pantry nursery courtyard orchard village market museum theater station "
    "church tent shed garage bathroom chapel palace hut farmhouse playground valley cabin inn office tavern vineyard "
    "lighthouse boathouse"
)
DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


@dataclass(frozen=True)
class Words:
    """Words that one kind of document draws from. Colours and places are never held out."""

    girls: tuple[str, ...]
    boys: tuple[str, ...]
    nouns: tuple[str, ...]
    containers: tuple[str, ...]
    colours: tuple[str, ...] = tuple(_COLOURS.split())
    places: tuple[str, ...] = tuple(_PLACES.split())

    @property
    def own(self) -> frozenset[str]:
        """The words of this side of the split: those that the other side never uses."""
        return frozenset((*self.girls, *self.boys, *self.nouns, *self.containers))


def split(values: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(to train on, held out): the last of every `EVERY`, and of what is left over at the end."""
    held = tuple(v for i, v in enumerate(values) if i % EVERY == EVERY - 1)
    return tuple(v for v in values if v not in held), held


_PARTS = [split(tuple(text.split())) for text in (_GIRLS, _BOYS, _NOUNS, _CONTAINERS)]
TRAINING = Words(*(train for train, _ in _PARTS))
HELD_OUT = Words(*(held for _, held in _PARTS))


_ONSETS = (*"bdfghjklmnprstvwz", "br", "dr", "fl", "gr", "kl", "th", "tr", "sh")
_VOWELS, _ENDS = tuple("aeiou"), ("n", "l", "r", "s", "m", "k", "x", "nd", "rt", "th")
_REAL = {*TRAINING.girls, *TRAINING.boys, *HELD_OUT.girls, *HELD_OUT.boys}


def invented(r: Callable[[], float], girl: bool) -> str:
    """A name that is in no list, of two or three syllables; that of a girl ends in a vowel, that of a boy does not.

    Names from a list are learned by heart and then known by their first letters; only one never seen must be copied.
    """
    while True:
        count = 2 + int(r() * 1.4)
        name = "".join(_any(_ONSETS, r) + _any(_VOWELS, r) for _ in range(count)) + ("" if girl else _any(_ENDS, r))
        if name.capitalize() not in _REAL:
            return name.capitalize()


def _any(values: Sequence[str], r: Callable[[], float]) -> str:
    return values[int(r() * len(values))]


def with_article(name: str) -> str:
    """The name of one thing as it is first met: "a red ball", "an old key"."""
    return f"an {name}" if name[0] in "aeiou" else f"a {name}"


def capital(text: str) -> str:
    """The text with its first letter in upper case, an opening quotation mark passed over."""
    return text[:1] + text[1:2].upper() + text[2:] if text[:1] == '"' else text[:1].upper() + text[1:]
