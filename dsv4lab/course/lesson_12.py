"""Exercises of lesson 12, a small study.   Tests: tests/course/test_lesson_12.py."""

from __future__ import annotations

import re

import numpy as np

from dsv4lab.course.answer import Answer
from dsv4lab.course.exercise import exercise

CLAIMS = ("prove", "causes", "is responsible", "makes full stops", "no effect", "does nothing", "significant")


@exercise(
    "12.1", "More at these tokens than elsewhere?", 1,
    "The effect at a token is edited minus plain: below zero it became less likely.",
    "The mean effect where `where` is True, minus the mean effect where it is False.",
)  # fmt: skip
def difference(answer: Answer) -> str:
    """A function (plain [T], edited [T], where [T] bool) -> mean effect at these tokens minus mean effect elsewhere."""
    for seed in range(3):
        rng = np.random.default_rng(seed)
        plain, where = -rng.exponential(2, 40), rng.random(40) < 0.25
        edited = plain - 0.3 * where + rng.normal(0, 0.1, 40)
        change = edited - plain
        want = change[where].mean() - change[~where].mean()
        mistakes = {
            "the sign is turned round: the effect is edited minus plain": -want,
            "this is the effect at these tokens alone; a damage that is everywhere would count too": change[
                where
            ].mean(),
            "these tokens are compared with all tokens, and they are among them": change[where].mean() - change.mean(),
            "sums depend on how many tokens there are; take means": change[where].sum() - change[~where].sum(),
            "this compares the edited text's own tokens; subtract the plain run first": edited[where].mean()
            - edited[~where].mean(),
        }
        answer.close(want, "the difference", answer.call(plain, edited, where), mistakes)
    return "damage that hits every token alike is no finding about these"


@exercise(
    "12.2", "How sure is the mean?", 2,
    "Draw as many values as there are, with replacement, many times; take the mean of each draw.",
    "The 2.5 and 97.5 percentiles of these means are the interval: np.percentile(means, [2.5, 97.5]).",
)  # fmt: skip
def interval(answer: Answer) -> str:
    """A function (values [n]) -> (low, high), a 95 % bootstrap interval of the mean."""
    for seed, n in ((0, 40), (1, 400)):
        values = np.random.default_rng(seed).exponential(1.0, n)
        low, high = (float(v) for v in answer.array((0.0, 0.0), "the interval", answer.call(values)))
        error = values.std() / n**0.5
        middle, half = (low + high) / 2, (high - low) / 2
        answer.true_of(low < high, f"the lower end comes first; yours is ({low:.3g}, {high:.3g})")
        wide = "this is where the values lie, not their mean: take the mean of each draw"
        answer.true_of(half < 0.6 * 1.96 * values.std(), wide)
        answer.true_of(
            abs(middle - values.mean()) < error, f"the mean {values.mean():.3g} should lie near the middle of it"
        )
        answer.true_of(
            half > 1.3 * error,
            "the interval is too narrow for 95 %; 2.5 % lie on either side, and each draw has as many values as there are",
        )
        answer.true_of(
            half < 2.6 * error, "the interval is too wide for 95 %; does each draw have as many values as there are?"
        )
    return "about twice the standard error on either side, and no formula was needed"


@exercise(
    "12.3", "Is it more than a random edit does?", 2,
    "Count the random edits whose effect is at least as large, whatever their sign.",
    "The edit itself is one of the possible ones: (1 + count) / (1 + number of random edits).",
)  # fmt: skip
def rank(answer: Answer) -> str:
    """A function (effect, random effects [n]) -> p, the share of edits at least as strong, the edit itself included."""
    for effect, others in ((-0.5, [0.1, -0.2, 0.6, -0.5, 0.0]), (2.0, [0.1, -0.2, 1.9]), (0.1, np.linspace(-1, 1, 19))):
        others = np.asarray(others)
        count = (np.abs(others) >= abs(effect)).sum()
        n = len(others)
        mistakes = {
            "p cannot be 0: the edit itself is one of those that were possible, so add 1 above and below": count / n,
            "add 1 below, too: the edit is one of n + 1": (1 + count) / n,
            "a strong effect of the other sign is as surprising; compare sizes": (1 + (others >= effect).sum())
            / (n + 1),
            "these are the weaker ones; count those that are at least as strong": (
                1 + (np.abs(others) < abs(effect)).sum()
            )
            / (n + 1),
            "as strong counts as well: >= and not >": (1 + (np.abs(others) > abs(effect)).sum()) / (n + 1),
        }
        answer.close((1 + count) / (n + 1), "p", answer.call(effect, others), mistakes)
    return "with 19 random edits p cannot fall below 0.05, however strong the effect is"


@exercise(
    "12.4", "How many false alarms?", 1,
    "Each of the 80 has a chance of 0.05 to look like a finding although there is none.",
    "80 * 0.05.",
)  # fmt: skip
def alarms(answer: Answer) -> str:
    """The number of experts of 80 that pass p < 0.05 by chance alone, on average."""
    mistakes = {
        "this is the chance of a single one; there are 80": 0.05,
        "this is the chance that there is at least one; how many are to be expected?": 1 - 0.95**80,
        "most of them do not pass": 76.0,
        "all of them would be very bad luck": 80.0,
    }
    answer.close(4.0, "the expected number", mistakes=mistakes)
    return "which is why the number of arms belongs into the title"


@exercise(
    "12.5", "Texts, not tokens", 3,
    "Tokens of one text resemble each other. What is drawn again is the text, with all its tokens.",
    "Join the values of the drawn texts (one may come twice), and take one mean over all of them.",
)  # fmt: skip
def by_text(answer: Answer) -> str:
    """A function (values by text, drawn texts) -> the mean over all tokens of the drawn texts."""
    texts = [np.array([1.0, 2.0, 3.0]), np.array([10.0]), np.array([-4.0, -2.0])]
    for drawn in ([0, 0, 1], [2, 1, 1], [0, 1, 2]):
        joined = np.concatenate([texts[i] for i in drawn])
        mistakes = {
            "this is the mean of the texts' means; a longer text has more tokens to say": np.mean(
                [texts[i].mean() for i in drawn]
            ),
            "a text that was drawn twice counts twice": np.concatenate([texts[i] for i in sorted(set(drawn))]).mean(),
            "this is the mean of all texts; take the drawn ones": np.concatenate(texts).mean(),
            "this is the sum": joined.sum(),
        }
        answer.close(joined.mean(), "the mean", answer.call(texts, drawn), mistakes)
    return "with three texts there are three things to draw from, and the interval says so"


@exercise(
    "12.6", "An honest sentence", 3,
    "Say how many tokens and texts, the effect with its unit and both ends of its interval, and what random edits did.",
    "On ... tokens of ... texts: ... nats [..., ...]; random bans: p = ... Say that, and no more.",
)  # fmt: skip
def sentence(answer: Answer) -> str:
    """A function (tokens, texts, effect, low, high, p) -> a sentence that says all of it and claims no more."""
    for tokens, texts, effect, low, high, p in ((37, 2, -0.08, -0.21, 0.05, 0.41), (112, 3, -0.52, -0.77, -0.3, 0.06)):
        said = answer.call(tokens, texts, effect, low, high, p)
        answer.true_of(isinstance(said, str), f"write a sentence, a piece of text; yours is a {type(said).__name__}")
        numbers = [float(n) for n in re.findall(r"-?\d+(?:\.\d+)?", said.replace("\u2212", "-"))]

        def has(value: float, places: float = 0.011, numbers: list[float] = numbers) -> bool:
            return any(abs(abs(n) - abs(value)) < places for n in numbers)

        answer.true_of(has(tokens, 0.1), f"it does not say on how many tokens it rests ({tokens})")
        answer.true_of(has(texts, 0.1), f"it does not say on how many texts it rests ({texts})")
        answer.true_of(has(effect), f"the effect itself is missing ({effect})")
        answer.true_of(has(low) and has(high), f"an effect without its interval says nothing: {low} to {high}")
        answer.true_of("nat" in said.lower(), "the unit is missing: nats")
        answer.true_of(has(p) and "random" in said.lower(), f"what did random bans do? p = {p} belongs into it")
        found = [word for word in CLAIMS if word in said.lower()]
        answer.true_of(not found, f"“{found[0] if found else ''}” claims more than these numbers say")
    return "a reader can now disagree with you, which is what a sentence about an effect is for"
