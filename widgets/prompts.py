"""Prompts: beginnings of texts whose runs with the shipped model show something, each with the view that shows it best.

They were chosen by trying; what a run shows is said without numbers, which only the run has.
Tests: tests/widgets/test_prompts.py.
"""

from __future__ import annotations

from typing import NamedTuple


class Example(NamedTuple):
    """A prompt for the menu: its name there, the title of the view to look at, and why."""

    name: str
    prompt: str
    view: str
    why: str


EXAMPLES: tuple[Example, ...] = (
    Example(
        "A fox and a ball", "Once upon a time there was a little fox. The little fox had a red ball, and", "Attention",
        "Some heads look at the words just before, others at the compressed past.",
    ),
    Example(
        "The same again", "The cat sat on the mat. The dog sat on the log. The cat sat on the mat. The dog sat on the log. "
        "The cat sat on", "Lens", "What has been there before is expected: see from which layer on its words are named.",
    ),
    Example(
        "Two balls", "Tom had a red ball. Lily had a blue ball. Tom threw the red ball to Lily. Lily threw the",
        "Next token",
        "Two colours stand in the text. How likely was the other one? Click it, and the story goes on with it.",
    ),
    Example(
        "The same words", "The cat ran. The dog ran. The bird sang. The", "Expert load",
        "Few words, again and again: in the layers with a table each of them always gets the same experts.",
    ),
    Example(
        "A little program", "def add(a, b):\n    return a + b\n\ndef sub(a, b):\n    return a - b\n\ndef mul(a, b):\n",
        "Expert load", "Code goes to other experts than a story does; run both and compare.",
    ),
    Example(
        "A play", "ROMEO:\nO, speak again, bright angel!\n\nJULIET:\n", "Next token",
        "The form of a play is learned better than its words: names in capitals and line ends surprise little.",
    ),
    Example(
        "French", "Il était une fois un petit garçon qui", "Compressor",
        "Letters with accents are two bytes, often two tokens, so an entry of four tokens holds less of the text.",
    ),
    Example(
        "Right to left", 'print("שלום")  # peace\nprint("', "Residual streams",
        "Hebrew letters fall into bytes beside a line of code; see whether the streams tell them apart.",
    ),
    Example(
        "A capital", "The capital of France is", "Next token",
        "This model has read no encyclopaedia. What does it think could come?",
    ),
    Example(
        "A hidden key",
        "Once upon a time there was a little girl named Anna. Anna had a secret. The secret was that she had "
        "a green key under her bed. One day her brother came home and they played in the garden. They ran and"
        " they jumped and they laughed. Then it began to rain, so they went inside and drank warm milk. The "
        "rain fell all day long and the cat slept by the fire. Their mom told them a story about a big bear "
        "who lived in a cave and liked to eat honey. At last the sun came out again, and they went to the "
        "park to play with the other children. Her brother asked, \"What is your secret?\" Anna said, \"I "
        "have a",
        "Indexer", "The text is longer than what a layer may pick: is the beginning, with the key, among what it picks?",
    ),
)  # fmt: skip
