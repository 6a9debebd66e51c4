"""Discoveries: a place of the run that is shown, a question with choices, and the run's own numbers as the answer.

Each is a function that asks dsv4lab/analysis/discoveries.py for its place. Surprising: nothing is written by hand but the
sentences; where a run has no such place it says so.
Picture: src/toolbar_discover.js.   Tests: tests/widgets/test_discoveries.py.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from dsv4lab.analysis import discoveries as found_in
from dsv4lab.capture.trace import Trace
from dsv4lab.errors import LabError
from dsv4lab.widgets.words import said_token

SHARES = ((0.1, "less than 10 %"), (0.3, "10 to 30 %"), (0.6, "30 to 60 %"), (1.01, "more than 60 %"))
GAINS = ((0.5, "no larger"), (2, "about ten times"), (6, "about a thousand times"), (1e9, "more than a million times"))
MOST_TOKENS = 4096  # of runs that are looked through: a longer one would have to be read whole before it is shown
EVEN = 0.999  # share from which on it is said that all are the same

Card = dict[str, Any]


def discoveries_of(trace: Trace) -> list[Card]:
    """{name, title} and either {question, choices, answer, reveal, link} or {missing} for each of them, in their order."""
    return [_made(name, title, missing, make, trace) for name, (title, missing, make) in DISCOVERIES.items()]


def _made(name: str, title: str, missing: str, make: Callable[[Trace], Card | None], trace: Trace) -> Card:
    if len(trace) > MOST_TOKENS:
        missing = f"This run has {len(trace):,} tokens; runs of up to {MOST_TOKENS:,} are looked through."
        return {"name": name, "title": title, "missing": missing}
    try:
        card = make(trace) if len(trace) else None
    except LabError as error:  # a trace of which only a part was captured
        missing, card = str(error), None
    return {"name": name, "title": title, **(card or {"missing": missing})}


def _card(question: str, choices: list[str], answer: int, reveal: str, **link: Any) -> Card:
    return {"question": question, "choices": choices, "answer": answer, "reveal": reveal, "link": urlencode(link)}


def _word(trace: Trace, token: int) -> str:
    return f"“{said_token(trace.pieces_between(token, token + 1)[0])}”"


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"


def _list(numbers: list[int], most: int = 6) -> str:
    return ", ".join(map(str, numbers[:most])) + (" …" if len(numbers) > most else "")


def _home(trace: Trace) -> int:
    """The layer in which most can be seen, as the explorer begins with it."""
    config = trace.config
    return (config.picking_layers or config.compressed_layers or [config.num_hidden_layers - 1])[0]


def _of(value: float, steps: tuple[tuple[float, str], ...]) -> tuple[list[str], int]:
    """The words of all steps, and which of them the value belongs to."""
    return [words for _, words in steps], next(i for i, (end, _) in enumerate(steps) if value < end)


def same_word(trace: Trace) -> Card | None:
    """How much of its experts a word keeps."""
    found = found_in.same_word(trace)
    if found is None:
        return None
    word, times = _word(trace, found.tokens[0]), found.times
    same = [layer for layer, share in found.shared.items() if share > EVEN]
    answer = 0 if len(same) == len(found.shared) else 1 if same else 2
    parts = [f"{word} stands at tokens {_list(found.tokens)}."]
    if found.table:
        parts.append(
            f"In layers {_list(found.table)}, which choose by a table, two of its places share "
            f"{_percent(found.mean(found.table))} of their experts;"
        )
    if found.learned:
        parts.append(
            f"in layers {_list(found.learned)}, which choose by the token's state, {_percent(found.mean(found.learned))}."
        )
    layer = found.learned[0] if found.learned else found.table[0]
    return _card(
        f"{word} comes {times} times. Does it go to the same experts each time?",
        ["in every layer", "in some layers only", "in no layer"], answer, " ".join(parts),
        tab="Expert load", layer=layer, token=found.tokens[-1],
        expert=int(trace.part("routing", "expert", layer=layer, token=found.tokens[-1])[0]),
    )  # fmt: skip


def far_reader(trace: Trace) -> Card | None:
    """The head that reads the compressed past most."""
    found = found_in.far_reader(trace)
    if found is None:
        return None
    heads = sorted({found.head, *_others(found.head, len(found.entries))})
    lowest = min(found.entries)
    return _card(
        f"Which of these heads of layer {found.layer} reads the compressed past most?",
        [f"head {head}" for head in heads], heads.index(found.head),
        f"Head {found.head}: over {found.queries} queries {_percent(found.entries[found.head])} of its attention goes to "
        f"compressed entries and {_percent(found.window)} to its window. The layer's other extreme gives them "
        f"{_percent(lowest)} (head {found.entries.index(lowest)}).",
        tab="Attention", layer=found.layer, token=found.token, head=found.head,
    )  # fmt: skip


def _others(one: int, count: int) -> list[int]:
    """Three other numbers, spread over all; always the same ones."""
    return [other for other in (range(0, count, max(1, count // 4))) if other != one][:3]


def entry(trace: Trace) -> Card | None:
    """What the most read entry is made of."""
    found = found_in.most_read_entry(trace)
    if found is None or len(found.sources) < 2:
        return None
    shown = sorted(found.sources[: found_in.SHOWN_SOURCES])
    best, gate = found.sources[0]
    tokens = sorted(token for token, _ in found.sources)
    text = "".join(trace.pieces_between(tokens[0], tokens[-1] + 1)).strip()
    return _card(
        f"Token {found.token} {_word(trace, found.token)} reads entry {found.entry} of layer {found.layer} most. Which "
        "token went into that entry most?",
        [f"{token} {_word(trace, token)}" for token, _ in shown], [token for token, _ in shown].index(best),
        f"Token {best} {_word(trace, best)}, with a mean gate of {gate:.2f}; evenly each of the {len(tokens)} tokens would "
        f"have {1 / len(tokens):.2f}. The entry stands for \u2068{text!s:.80}\u2069.",
        tab="Compressor", layer=found.layer, token=found.token, entry=found.entry,
    )  # fmt: skip


def fork(trace: Trace) -> Card | None:
    """Where the story was closest to another one."""
    found = found_in.closest_fork(trace)
    if found is None:
        return None
    word, other = _word(trace, found.token), f"“{said_token(trace.word(found.instead.id))}”"
    choices, answer = _of(found.came.probability, SHARES)
    return _card(
        f"At token {found.token} the story came closest to another one: {word} came. How likely was it?",
        choices, answer,
        f"{word} had {_percent(found.came.probability)}, {other} {_percent(found.instead.probability)}. Click {other} in "
        "the list and the story goes on from there with it.",
        tab="Next token", layer=_home(trace), token=found.token,
    )  # fmt: skip


def without_sinkhorn(trace: Trace) -> Card | None:
    """The product of all mixing matrices without Sinkhorn."""
    found = found_in.without_sinkhorn(trace)
    if found is None:
        return None
    choices, answer = _of(found.without, GAINS)
    return _card(
        f"The {found.sites} mixing matrices of token {found.token} {_word(trace, found.token)}, one after the other: how "
        "much larger could a stream become if Sinkhorn were left out?",
        choices, answer,
        f"10^{found.without:.1f} times, over layers {found.first} to {found.last}. With Sinkhorn it is 10^"
        f"{abs(found.with_sinkhorn):.2f}, since all columns sum to one. "
        "(These weights without it, not a model trained without.)",
        tab="Residual streams", layer=found.last, token=found.token, mixing="product",
    )  # fmt: skip


def draft(trace: Trace) -> Card | None:
    """How many proposals of the draft block came."""
    found = found_in.drafts(trace)
    if found is None:
        return None
    share = found.came / found.proposed
    choices, answer = _of(share, SHARES)
    parts = [f"{found.came} of {found.proposed} came ({_percent(share)})."]
    for place, words in ((found.hit, "came"), (found.miss, "did not come")):
        if place is not None:
            proposed = f"“{said_token(trace.word(int(trace.part('mtp', 'id', token=place))))}”"
            parts.append(f"Its surest guess that {words}: {proposed} for token {place} {_word(trace, place)}.")
    return _card(
        f"The draft block guesses each token before the trunk has read the one before it. How many of its {found.proposed} "
        "guesses came?",
        choices, answer, " ".join(parts),
        tab="Next token", layer=_home(trace), token=found.hit if found.hit is not None else found.miss,
    )  # fmt: skip


def lens(trace: Trace) -> Card | None:
    """From which layer on the answer is named."""
    found = found_in.first_layer_that_knows(trace)
    if found is None:
        return None
    third = len(found.layers) / 3
    at = found.layers.index(found.layer)
    thirds = [found.layers[round(i * third) : round((i + 1) * third)] for i in range(3)]
    name = {-1: "the embedding"}
    return _card(
        f"After token {found.token} {_word(trace, found.token)} the model answers “{said_token(trace.word(found.answer))}”. "
        "From which layer on does every layer say so?",
        [f"{name.get(part[0], part[0])} to {part[-1]}" for part in thirds],
        next(i for i, part in enumerate(thirds) if found.layer in part),
        f"From {name.get(found.layer, f'layer {found.layer}')} on: {len(found.layers) - at} of {len(found.layers)} "
        "read-outs name it, and the ones before name something else at least once.",
        tab="Lens", layer=max(0, found.layer), token=found.token,
    )  # fmt: skip


# name: (title, what is said where the run has no such place, what makes it)
DISCOVERIES: dict[str, tuple[str, str, Callable[[Trace], Card | None]]] = {
    "same_word": (
        "Same word, same experts?",
        "No word comes three times in this run, or routing was not captured. A longer text has one.", same_word,
    ),
    "far_reader": (
        "Who reads the far past?",
        "No query of this run has a past beyond its window, or attention was not captured. Write more tokens.", far_reader,
    ),
    "entry": (
        "What is this entry made of?",
        "No query of this run reads a compressed entry whose gates were captured. Write more tokens.", entry,
    ),
    "fork": ("Fork the story here", "This run wrote no token that could have been another one.", fork),
    "sinkhorn": (
        "Where would the streams go without Sinkhorn?",
        "The mixing matrices were not captured before Sinkhorn, or the run has one token only.", without_sinkhorn,
    ),
    "draft": (
        "What did the draft block guess?",
        "This run holds no proposal of a draft (MTP) block for a token that was written.", draft,
    ),
    "lens": (
        "Which layer first knows the answer?",
        "The lens was not captured, or at no written token of this run does it agree with the answer.", lens,
    ),
}  # fmt: skip
