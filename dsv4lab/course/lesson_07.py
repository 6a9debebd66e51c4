"""Exercises of lesson 07, cause.   Tests: tests/course/test_lesson_07.py."""

from __future__ import annotations

from functools import cache
from types import SimpleNamespace
from typing import Any

import numpy as np
import torch

from dsv4lab.config import Config
from dsv4lab.course.answer import Answer, Untouched, Wrong
from dsv4lab.course.exercise import exercise
from dsv4lab.errors import EditError
from dsv4lab.interventions.indexer import DROP, Picks, entry_mask
from dsv4lab.interventions.matching import Usage, matched
from dsv4lab.interventions.registry import rules_of
from dsv4lab.interventions.routing import BanExpert
from dsv4lab.interventions.rule import Rule
from dsv4lab.interventions.selection import token_mask
from dsv4lab.probes.effect import bootstrap
from dsv4lab.probes.forced import compared
from dsv4lab.probes.sweep import false_discovery
from dsv4lab.recorded_run import recorded

OLD = 64  # tokens


@cache
def _shipped() -> tuple[Config, int]:
    """The shipped model's configuration, and the tokens of the recorded run."""
    run = recorded()
    return run.config, len(run)


def _rules(given: Any) -> tuple[Rule, ...]:
    """Rules in any form in which the package takes them. Raises Wrong."""
    if given is ... or given is None:
        raise Untouched
    if callable(given):
        raise Wrong("it should be a rule, and it is a function. Call it: do.ban_expert(...)")
    try:
        rules = rules_of(given)
    except EditError as error:
        raise Wrong(f"it should be a rule of dsv4lab.do: {error}") from None
    if not rules:
        raise Wrong("a list without rules changes nothing")
    return rules


def _layers(rule: Rule) -> list[int]:
    """The layers on which it acts in the shipped model. Raises Wrong."""
    try:
        return rule.layers_on(_shipped()[0])
    except EditError as error:
        raise Wrong(f"the model has no place for it: {error}") from None


def _positions(rules: tuple[Rule, ...]) -> set[int]:
    """The positions of the recorded run at which one of the rules acts."""
    every = torch.arange(_shipped()[1])
    return {int(p) for rule in rules for p in every[token_mask(rule.tokens, every)]}


@exercise(
    "07.1", "One expert, one span", 1,
    "do.ban_expert takes the expert's number, layer= and tokens=.",
    "tokens=slice(10, 20) are the tokens 10 to 19, as everywhere in Python.",
)  # fmt: skip
def ban(answer: Answer) -> str:
    """A rule: no token from 10 up to and with 19 visits expert 3 of layer 5, the next best comes in."""
    rules = _rules(answer.given)
    for rule in rules:
        name = rule.to_dict()["rule"]
        answer.true_of(isinstance(rule, BanExpert), f"this rule is {name!r}; a ban is do.ban_expert")
        assert isinstance(rule, BanExpert)
        answer.true_of(rule.experts == (3,), f"expert 3 is to be banned, and this rule bans {list(rule.experts)}")
        answer.true_of(
            _layers(rule) == [5], f"the rule acts on the layers {_layers(rule)}; only layer 5 is meant: layer=5"
        )
        answer.true_of(
            rule.mode == "reroute",
            'mode="contribution" lets the expert be chosen and adds nothing; here the next best shall come in',
        )
    at = _positions(rules)
    answer.true_of(len(at) < _shipped()[1], "the rule acts on every token; the span is missing: tokens=")
    answer.true_of(20 not in at, "token 20 is banned too; a span ends before its second number")
    wrong = sorted(at ^ set(range(10, 20)))
    answer.true_of(
        not wrong, f"token {wrong[0] if wrong else 0} is {'in' if wrong and wrong[0] in at else 'not in'} it"
    )
    return "plain data: rule.to_dict() is all that a run needs to be repeated"


@exercise(
    "07.2", "Forget what is old", 2,
    "do.picks(drop=..., layer=4, queries=position). Which entries does drop= need?",
    "Entry i ends with token 4 i + 3. It is old when position - (4 i + 3) > 64, so the old ones are a range from 0 on.",
)  # fmt: skip
def forget(answer: Answer) -> str:
    """A function (position) -> the rule with which this query of layer 4 picks no entry that ended over 64 tokens ago."""
    config, length = _shipped()
    rate = config.kind_of(4).rate(config)
    for position in (203, 300, 441):
        number = np.arange((position + 1) // rate)  # complete entries
        end = rate * number + rate - 1
        want = set(number[position - end > OLD].tolist())
        rules = _rules(answer.call(position))
        got: set[int] = set()
        for rule in rules:
            name = rule.to_dict()["rule"]
            answer.true_of(isinstance(rule, Picks), f"{name!r} changes another part; the choice itself is do.picks")
            assert isinstance(rule, Picks)
            answer.true_of(rule.how == DROP, f"drop= takes entries out; yours says {rule.how}")
            answer.true_of(_layers(rule) == [4], f"the rule acts on the layers {_layers(rule)}; layer 4 is meant")
            answer.true_of(_positions((rule,)) == {position}, "only the query at `position` is meant: queries=position")
            mask = entry_mask(rule.entries, len(number), 4, config, length)
            got |= set(number[mask.numpy()].tolist())
        answer.true_of(got != set(number.tolist()), "the rule drops every entry; the last 64 tokens stay readable")
        young, kept = sorted(got - want), sorted(want - got)
        last = young[0] if young else 0
        answer.true_of(
            not young,
            f"query {position} loses entry {last}, which ended only {position - (rate * last + rate - 1)} tokens before",
        )
        first = kept[0] if kept else 0
        ago = position - (rate * first + rate - 1)
        answer.true_of(
            not kept,
            f"query {position} can still pick entry {first}, which ended {ago} tokens before",
        )
    return "the indexer decides who is read, and the rule decides who may be asked"


@exercise(
    "07.3", "An effect in nats", 1,
    "Logits become log probabilities by log_softmax(-1), in each run on its own.",
    "Take the given token's log probability of every row, logp[np.arange(n), ids], edited minus plain; then the mean.",
)  # fmt: skip
def nats(answer: Answer) -> str:
    """A function (plain [n, V], edited [n, V], ids [n]) -> mean change of the given tokens' log probability."""
    for seed in range(3):
        draw = torch.Generator().manual_seed(seed)
        plain = torch.randn(12, 20, generator=draw) * 2
        edited = plain + torch.randn(12, 20, generator=draw)
        ids = torch.randint(0, 20, (12,), generator=draw)
        forced: Any = SimpleNamespace(ids=ids.tolist(), first=0, plain=plain.log_softmax(-1))
        change = compared(forced, edited.log_softmax(-1))["change"]
        want = float(change.mean())
        at = torch.arange(12), ids
        likeliest = plain.argmax(-1)
        mistakes = {
            "the sign is turned round: edited minus plain, so that a loss is negative": -want,
            "these are logits; only after log_softmax do two runs have the same scale": (edited - plain)[at].mean(),
            "these are probabilities; an effect in nats is a difference of their logarithms": (
                edited.softmax(-1) - plain.softmax(-1)
            )[at].mean(),
            "this is the sum over the tokens; the mean does not depend on the length of the text": float(change.sum()),
            "you ask about the likeliest token; the text says which token was given": (
                edited.log_softmax(-1) - plain.log_softmax(-1)
            )[torch.arange(12), likeliest].mean(),
            "this is in bits (log2); nats are the natural logarithm": want / np.log(2),
        }
        answer.close(want, "the mean change", answer.call(plain, edited, ids), mistakes)
    return "negative means: the text became less likely"


@exercise(
    "07.4", "An interval around it", 2,
    "change = edited - plain, token by token. change[draw] is [R, n]: R texts drawn from it. Then a mean for each.",
    "np.percentile(means, [2.5, 97.5]) of the R means.",
)  # fmt: skip
def interval(answer: Answer) -> str:
    """A function (plain [n], edited [n], draw [R, n]) -> (low, high), the 95 % bootstrap interval of the mean change."""
    for seed in range(3):
        rng = np.random.default_rng(seed + 10)
        plain = -rng.exponential(3.0, 40)
        edited = plain + rng.normal(-0.2, 0.5, 40)
        draw = np.random.default_rng(seed).integers(0, 40, (1000, 40))  # what bootstrap draws
        change = edited - plain
        want = bootstrap(change, seed, 1000)

        def ends(values: np.ndarray, low: float = 2.5) -> np.ndarray:
            return np.percentile(values, [low, 100 - low])

        one, other = (ends(values[draw].mean(-1)) for values in (plain, edited))
        mistakes = {
            "this is where single tokens lie; an interval of the mean needs the mean of every drawn text": ends(change),
            "this is the interval of the edited run alone; its difference to the plain run is asked for": other,
            "the two runs are taken apart; a pair belongs together, so take the differences first": other - one,
            "an end of the one run minus the other end of the other: the pairs are lost": other - one[::-1],
            "this is a 90 % interval; 95 % leaves 2.5 % on each side": ends(change[draw].mean(-1), 5.0),
            "the sign is turned round: edited minus plain": ends(-change[draw].mean(-1)),
            "this is the standard error around the mean, not an interval of 95 %": change.mean()
            + np.array([-1, 1]) * change[draw].mean(-1).std(),
        }
        answer.close(want, "(low, high)", answer.call(plain, edited, draw), mistakes)
    return "most of a token's log probability is the same in both runs, and a pair takes it out"


@exercise(
    "07.5", "A twin for comparison", 2,
    "Twice as often and half as often are equally far: compare log(uses + 1).",
    "The expert itself is no twin: np.argsort of the distances, without it, and the first two.",
)  # fmt: skip
def twins(answer: Answer) -> str:
    """A function (uses [E], expert) -> the two other experts whose use is nearest to its own, in any order."""
    config, _ = _shipped()
    rows = [(np.array([100, 45, 160, 205, 12, 3, 7, 300, 1, 20, 30, 5, 2, 9, 15, 600], float), 0)]
    rows += [(np.random.default_rng(seed).permutation(16) ** 2.0 + 3, 5) for seed in (1, 2)]
    for uses, expert in rows:
        usage = Usage(100, {5: (uses, np.ones(16))})
        rules = matched([BanExpert(experts=(expert,), layers=5)], config, usage, 2, 0)  # pyright: ignore[reportArgumentType]
        want = sorted(rule.experts[0] for arm in rules for rule in arm if isinstance(rule, BanExpert))
        got = answer.array(want, "the two experts", answer.call(uses, expert))
        answer.true_of(expert not in got, f"expert {expert} is among them; an arm must be another than the edit itself")
        others = [e for e in range(16) if e != expert]
        mistakes = {
            "these are nearest by difference; 50 uses are little for a busy expert only, so compare by ratio": sorted(
                others, key=lambda e: abs(uses[e] - uses[expert])
            )[:2],
            "these are the busiest; banning them would be a stronger edit": sorted(others, key=lambda e: -uses[e])[:2],
            "these are the rarest; banning them would be a weaker edit": sorted(others, key=lambda e: uses[e])[:2],
            "these are its neighbours by number; a number says nothing about an expert": [
                (expert - 1) % 16, (expert + 1) % 16,
            ],
        }  # fmt: skip
        told = {words: sorted(pair) for words, pair in mistakes.items()}
        answer.close(want, "the pair of experts", np.sort(got), told, within=1e-9)
    return "an effect beside arms that fire as often says what this expert does, and not what any ban does"


@exercise(
    "07.6", "Sixteen tests at once", 3,
    "Sort the p values; the i-th of n (from 1) becomes p n / i. Then no q may be larger than a later one.",
    "np.minimum.accumulate(raw[::-1])[::-1] makes them monotone; put them back in the order in which they came.",
)  # fmt: skip
def discoveries(answer: Answer) -> str:
    """A function (p [n]) -> q [n], Benjamini-Hochberg: the smallest false discovery rate at which each is kept."""
    for p in (
        np.array([0.04, 0.001, 0.03, 0.5, 0.2, 0.011]),
        np.random.default_rng(2).random(16) ** 2,
        np.array([0.9, 0.95, 0.97]),
    ):
        want, n = false_discovery(p), len(p)
        order = np.argsort(p)
        raw = np.empty(n)
        raw[order] = p[order] * n / np.arange(1, n + 1)
        mistakes = {
            "these are the p values as they came": p,
            "p times n is Bonferroni's correction; the i-th smallest p is multiplied with n / i": np.minimum(p * n, 1),
            "p times n is Bonferroni's correction (and it should end at 1)": p * n,
            "a larger p has a smaller q here: take the minimum over all that come later in the order": raw,
            "a larger p has a smaller q here: the minimum over later ones is missing": np.minimum(raw, 1),
            "right, but in the order of size; each q belongs where its p stood": np.sort(want),
            "the accumulated minimum runs from the wrong end: start at the largest p": _put(
                np.minimum.accumulate(raw[order]), order
            ),
        }
        answer.close(want, "q", answer.call(p), mistakes, within=1e-6)
    return "of what has q below 0.1, about one in ten is chance"


def _put(values: np.ndarray, order: np.ndarray) -> np.ndarray:
    out = np.empty(len(values))
    out[order] = values
    return out
