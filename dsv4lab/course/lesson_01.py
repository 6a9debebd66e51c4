"""Exercises of lesson 01, expert routing.   Tests: tests/course/test_lesson_01.py."""

from __future__ import annotations

import numpy as np
import torch

from dsv4lab.analysis.expert_load import expert_load
from dsv4lab.course.answer import Answer
from dsv4lab.course.exercise import exercise
from dsv4lab.kernels.expert_routing import choose_experts, score_experts, weigh_experts
from dsv4lab.recorded_run import recorded

K = 4


def _drawn(seed: int, experts: int = 16) -> torch.Tensor:
    return torch.randn(experts, generator=torch.Generator().manual_seed(seed)) * 3


@exercise(
    "01.1", "The score of one expert", 1,
    "softplus(x) is log(1 + exp(x)); the score is its square root.",
    "exp(200) is no float32 number any more. torch.nn.functional.softplus and np.logaddexp(0, x) know how to avoid it.",
)  # fmt: skip
def score(answer: Answer) -> str:
    """A function (logits [E]) -> scores [E], √softplus."""
    for logits in (_drawn(1), torch.tensor([-300.0, -20.0, 0.0, 20.0, 300.0])):
        want = score_experts(logits)
        mistakes = {
            "this is softplus; its square root is still to be taken": want**2,
            "this is the sigmoid, which DeepSeek-V3 used; V4 takes √softplus": logits.sigmoid(),
            "this is a softmax over the experts; each score of V4 looks at its own logit alone": logits.softmax(-1),
        }
        answer.close(want, "the score", answer.call(logits), mistakes)
    return "√softplus, and it holds for logits of ±300 too"


@exercise(
    "01.2", "Who is chosen", 1,
    "Add the bias to the scores before you compare them.",
    "torch.topk(score + bias, k).indices, or np.argsort with the sign turned round.",
)  # fmt: skip
def choose(answer: Answer) -> str:
    """A function (score [E], bias [E], k) -> ids of the k chosen experts, in any order."""
    for seed in range(8):
        score, bias = score_experts(_drawn(seed)), _drawn(seed + 50) / 3
        want = choose_experts(score + bias, K)
        got = answer.array(want, "the chosen experts", answer.call(score, bias, K))
        mistakes = {
            "these are the best by score alone; the bias takes part in the choice": choose_experts(score, K),
            "these are the worst; the largest sums are chosen": choose_experts(-(score + bias), K),
            "the bias counts with its own sign: it is added": choose_experts(score - bias, K),
        }
        others = {words: other.sort().values for words, other in mistakes.items()}
        answer.close(want.sort().values, "the set of chosen experts", np.sort(got), others, within=1e-9)
    return "the bias decides who works"


@exercise(
    "01.3", "How much each of them counts", 2,
    "Take the scores of the chosen experts only, divide them by their sum, multiply with `scaling`.",
    "The bias is not an argument: no weight may depend on it.",
)  # fmt: skip
def weigh(answer: Answer) -> str:
    """A function (score [E], chosen [K], scaling) -> weights [K]."""
    for seed in range(4):
        score = score_experts(_drawn(seed))
        chosen = choose_experts(score + _drawn(seed + 50) / 3, K)
        want = weigh_experts(score, chosen, scaling=1.5)
        mistakes = {
            "the weights sum to 1; `scaling` is still missing": want / 1.5,
            "you divide by the sum over all experts; only the chosen ones count": 1.5 * score[chosen] / score.sum(),
            "this is a softmax of the scores; V4 divides by their sum": 1.5 * score[chosen].softmax(-1),
            "these are the scores themselves, times `scaling`; divide by the sum of the chosen ones": 1.5
            * score[chosen],
        }
        answer.close(want, "the weight", answer.call(score, chosen, 1.5), mistakes)
    return "the weights of a token always sum to the scaling factor, whoever is chosen"


@exercise(
    "01.4", "Count the work", 1,
    "np.bincount counts whole numbers; its minlength= keeps experts that nobody chose.",
    "The rate is the count over what even use would give, which is T x K / E.",
)  # fmt: skip
def load(answer: Answer) -> str:
    """A function (expert [T, K], experts E) -> rate [E], the count over even use."""
    for seed, last in ((0, 16), (1, 9)):
        expert = np.random.default_rng(seed).integers(0, last, (40, K))
        count = np.bincount(expert.ravel(), minlength=16)
        want = count * 16 / expert.size
        got = answer.call(expert, 16)
        short = hasattr(got, "__len__") and 0 < len(got) < 16 and not hasattr(got[0], "__len__")
        answer.true_of(not short, "experts that nobody chose are missing; they have the rate 0")
        mistakes = {
            "this is the count; divide it by what even use would give": count,
            "this is the share of all choices; even use should be 1, so multiply it with the number of experts": count
            / expert.size,
            "even use is T x K / E; yours leaves out the K": want * K,
        }
        answer.close(want, "the rate", got, mistakes)
    return "1 is even use, and unused experts are in it"


@exercise(
    "01.5", "Whose are the full stops?", 2,
    'trace["routing"].expert.sel(layer=layer).values is [token, slot]; trace.pieces holds the text of every token.',
    "Keep the rows where the piece is the asked one, count the experts in them, take the largest count.",
)  # fmt: skip
def whose(answer: Answer) -> str:
    """A function (trace, layer, piece) -> the expert that is chosen most often for tokens whose text is `piece`."""
    trace = recorded()
    expert = trace["routing"].expert.values
    for layer, piece in ((7, "."), (0, "."), (5, " the")):
        rows = expert[layer][[text == piece for text in trace.pieces]]
        count = np.bincount(rows.ravel(), minlength=16)
        given = Answer(answer.call(trace, layer, piece))
        number = float(given.array(0.0, "the expert"))
        answer.true_of(number.is_integer(), f"an expert is a whole number, and yours is {number}")
        got = int(number)
        answer.true_of(0 <= got < 16, f"there is no expert {got}; they are numbered 0 to 15")
        overall = int(expert_load(trace).choices.sel(layer=layer).values.argmax())
        best = int(count.max())
        answer.true_of(
            count[got] == best or got != overall,
            f"expert {got} has most work in layer {layer} over the whole text; only tokens {piece!r} are asked for",
        )
        answer.true_of(
            count[got] == best,
            f"in layer {layer} expert {got} is chosen for {count[got]} of {len(rows)} {piece!r}; another one for {best}",
        )
    return (
        "a word's favourite expert differs from layer to layer, since an expert's number is its name in its layer only"
    )


@exercise(
    "01.6", "Keep the load even", 3,
    "An expert with less than the mean load should become likelier: its bias goes up.",
    "Every bias moves by the same small step; only the sign depends on the load: np.sign(mean - load).",
)  # fmt: skip
def balance(answer: Answer) -> str:
    """A function (bias [E], load [E], step) -> the biases after one step of training's balancing without a loss."""
    rng = np.random.default_rng(0)
    for _ in range(3):
        bias, load = rng.normal(size=16), rng.integers(0, 60, 16).astype(float)
        way = np.sign(load.mean() - load)
        want = bias + 0.001 * way
        mistakes = {
            "busy experts become likelier this way; the sign is turned round": bias - 0.001 * way,
            "the step should not depend on how uneven the load is, only on its sign": bias
            + 0.001 * (load.mean() - load),
            "this is the change; add it to the bias": 0.001 * way,
            "compare with the mean load, not with the median": bias + 0.001 * np.sign(np.median(load) - load),
        }
        answer.close(want, "the bias", answer.call(bias, load, 0.001), mistakes, within=1e-6)
    return "every step moves every bias a little towards even use; no gradient is disturbed"
