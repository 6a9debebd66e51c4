"""Sentences that change nothing: weather, feelings, small talk, and how stories open and end.

Put together from parts, so that a long text seldom repeats one; none names a thing, a container or a place of the world.
Tests: tests/training/test_worlds.py.
"""

from __future__ import annotations

from random import Random

from dsv4lab.training.worlds.words import capital

OPENINGS = (
    "Once upon a time there were some friends who lived close to each other.",
    "This is a story about an ordinary day.",
    "It was the first warm day of the year.",
    "It had rained all night, but now the sun was out.",
    "One day something was different, although nobody could say what.",
    "Long ago, in a small town, everybody knew everybody.",
    "It was a gray morning, and the wind was blowing.",
    "Nobody had any plans that day.",
    "Listen carefully, for this is a story with many turns.",
    "It was the day before the big feast.",
    "The holidays had just begun.",
    "Snow had fallen, and everything was quiet.",
)
ENDINGS = (
    "And so the day came to an end.", "After that everybody rested.", "At last the sun went down.",
    "That was enough for one day.", "In the evening all was quiet.", "And that is how it was.",
    "Then it was time for supper.", "It had been a good day.",
)  # fmt: skip
LINKS = (
    "Then", "Then", "Soon", "After that,", "A little later", "Next", "After a while", "Soon after that,", "Now",
    "A moment later", "Before long", "At last",
)  # fmt: skip

_SCENE = (
    "a soft rain began to fall", "the clouds drifted apart", "the wind blew from the west", "the sun came out",
    "the sun went behind a cloud", "a door creaked", "the leaves rustled", "it smelled of fresh bread",
    "the shadows grew longer", "it was getting warm", "it was getting cool", "everything was quiet", "the rain stopped",
    "a rainbow could be seen", "somebody was laughing", "somebody was singing", "a branch broke", "the grass was still wet",
    "the sky was as blue as could be", "white clouds sailed by", "a gust of wind came up", "a few drops fell",
    "the air was full of dust", "it thundered", "a dog barked", "water dripped from the trees", "the fog was lifting",
    "a wheel squeaked", "the first stars could be seen",
)  # fmt: skip
_SCENE_BEGINS = (
    "",
    "",
    "outside ",
    "far away ",
    "for a moment ",
    "once again ",
    "all of a sudden ",
    "in the distance ",
)
_BEAST = (
    "bird", "bee", "frog", "dog", "cat", "crow", "duck", "squirrel", "butterfly", "snail", "goose", "cricket", "robin",
    "hedgehog", "sparrow", "rabbit",
)  # fmt: skip
_BEAST_WORD = ("small", "brown", "sleepy", "hungry", "happy", "young", "fat", "shy", "clever", "noisy")
_BEAST_DID = (
    "went by", "made a funny sound", "looked up and moved on", "was sleeping in the sun", "hurried past",
    "was looking for food", "could be heard far away", "sat quite still", "turned around twice", "seemed to listen",
)  # fmt: skip
_FELT = (
    "felt happy", "was a little sad", "was hungry", "was in a good mood", "was tired", "felt very brave", "was thirsty",
    "felt sleepy", "was a bit bored", "felt warm inside", "thought about lunch", "thought of an old song",
    "wondered about the stars", "wished for snow", "tried to remember a rhyme", "hummed", "smiled", "looked at the clouds",
    "sat quite still", "listened to the wind",
)  # fmt: skip
_TAIL = ("", "", "", " for a while", " again", " for no reason at all", " and said nothing", " as so often")
_DID = (
    "laughed out loud", "yawned", "began to sing", "whistled a tune", "counted to twenty", "sneezed three times",
    "scratched one ear", "remembered a dream", "told a long story about a giant", "practiced standing on one leg",
    "closed both eyes for a moment", "nodded slowly", "waved at the clouds", "stretched and sighed", "stamped both feet",
    "turned around twice", "was as proud as could be", "could not stop smiling", "did a little dance", "took a deep breath",
    "nearly fell asleep", "made up a new song", "jumped for joy", "rubbed both hands",
)  # fmt: skip
_SAID = (
    "What a lovely day", "I think it will rain", "I am so hungry", "Did you hear that", "I had a funny dream last night",
    "Tomorrow will be even better", "I wish it were my birthday", "My feet hurt", "I could sing all day",
    "Do you know any riddles", "It smells like rain", "Everything is fine", "I like days like this", "How quiet it is",
    "Time goes by so fast", "Let us play a game", "I cannot wait for supper", "That was fun", "Who is making that noise",
    "I am not tired at all",
)  # fmt: skip
_VERB = ("said", "cried", "whispered", "murmured", "called")


def ambient(random: Random) -> str:
    """One sentence without any person in it."""
    r = random.random
    if r() < 0.55:
        return capital(f"{_of(_SCENE_BEGINS, r)}{_of(_SCENE, r)}.")
    word = _of(_BEAST_WORD, r)
    return f"A {word} {_of(_BEAST, r)} {_of(_BEAST_DID, r)}."


def about(who: str, random: Random) -> str:
    """One sentence about a person ("Mira" or "she"), who does or feels something that changes nothing."""
    r = random.random
    return f"{who} {_of(_DID, r)}." if r() < 0.5 else f"{who} {_of(_FELT, r)}{_of(_TAIL, r)}."


def small_talk(name: str, random: Random) -> str:
    """One sentence in which a person says something of no consequence."""
    r = random.random
    words = _of(_SAID, r)
    if words.startswith(("Did", "Do ", "Who")):
        return f'"{words}?" asked {name}.'
    return f'"{words}," {_of(_VERB, r)} {name}.'


def _of(values: tuple[str, ...], r) -> str:
    return values[int(r() * len(values))]
