"""Exercises of lesson 02, compressed attention.   Tests: tests/course/test_lesson_02.py."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

from dsv4lab.course.answer import Answer
from dsv4lab.course.exercise import exercise
from dsv4lab.kernels.attention import sparse_attention, visible_entries, visible_window
from dsv4lab.kernels.compressor import pool_blocks
from dsv4lab.kernels.rope import Angles, angles_of, rotate
from dsv4lab.model.rope import frequencies


def _drawn(seed: int, *shape: int) -> Tensor:
    return torch.randn(*shape, generator=torch.Generator().manual_seed(seed))


@exercise(
    "02.1", "The sliding window as a mask", 1,
    "The distance from a query back to a key is query - key; the query's own token has the distance 0.",
    "Allowed are distances from 0 to size - 1. torch.arange(tokens)[:, None] - torch.arange(tokens) holds all of them.",
)  # fmt: skip
def window(answer: Answer) -> str:
    """A function (tokens, size) -> mask [query, key], True where the query may read the key."""
    for tokens, size in ((7, 3), (5, 8), (6, 1)):

        def mask(width: int, first: int = 0, tokens: int = tokens) -> Tensor:
            return visible_window(tokens, tokens, start=0, first=first, size=width, device=None)

        want = mask(size)
        near = (torch.arange(tokens)[:, None] - torch.arange(tokens)).abs() < size
        mistakes = {
            "a query may not read tokens that come after it; yours does": near,
            "this is every earlier token; a window of `size` tokens ends somewhere": mask(tokens),
            "the window holds `size` tokens with the query's own; yours holds one more": mask(size + 1),
            "the query's own token is missing; it is one of the `size`": want & ~torch.eye(tokens).bool(),
            "the window is one token too far back; the query's own token is one of the `size`": mask(size + 1)
            & ~torch.eye(tokens).bool(),
            "the window holds `size` tokens with the query's own; yours holds one fewer": mask(size - 1),
            "rows are queries and columns are keys; yours has them the other way round": want.T,
            "False and True are the wrong way round: True means that the key may be read": ~want,
            "this is what is added to the logits; True or 1 where a key may be read, False or 0 elsewhere": torch.where(
                want, 0.0, -torch.inf
            ),
        }
        answer.close(want, "the mask", answer.call(tokens, size), mistakes)
    return "a query reads itself and the size - 1 tokens before it"


@exercise(
    "02.2", "How many entries are complete", 1,
    "At position p there are p + 1 tokens: positions are counted from 0.",
    "Entry s needs the tokens up to position rate * s + rate - 1. How many such blocks fit into p + 1 tokens?",
)  # fmt: skip
def complete(answer: Answer) -> str:
    """A function (position, rate) -> how many entries the query there may read."""
    for rate in (4, 32):
        positions = range(3 * rate)
        want = torch.tensor([int(visible_entries(1, 9, start=p, rate=rate).sum()) for p in positions])
        got = [float(answer.array(0.0, "the number of entries", answer.call(p, rate))) for p in positions]
        there = torch.tensor(positions)
        mistakes = {
            "the query at position p is itself one of p + 1 tokens; the last token of a block completes it": there
            // rate,
            "an unfinished block has no entry yet; only whole blocks count": -(-(there + 1) // rate),
            "this counts the block that is still being filled": there // rate + 1,
            "the number of entries is a whole number, of blocks that are over": (there + 1) / rate,
        }
        answer.close(want, f"the number of entries at positions 0 to {3 * rate - 1}, rate {rate},", got, mistakes)
    return "an entry can be read from its block's last token on, and not before"


@exercise(
    "02.3", "Attention with a sink", 2,
    "Logits are products of the query with each key, divided by the square root of C; the sink is one more logit.",
    "Take the softmax over keys and sink together, drop the sink's share, and sum the keys with the other weights.",
    "torch.cat((logits, sink[None])).softmax(0)[:-1] @ keys",
)  # fmt: skip
def attend(answer: Answer) -> str:
    """A function (query [C], keys [K, C], sink []) -> output [C] of one head."""
    for seed, size in ((0, 1.0), (1, 3.0), (2, 40.0)):
        query, keys = _drawn(seed, 16) * size, _drawn(seed + 9, 6, 16) * size
        logits = keys @ query / 4
        sink = logits.max().clamp(min=1) - 0.5  # large enough to be missed

        def read(query: Tensor, keys: Tensor, sink: Tensor) -> Tensor:
            count = len(keys)
            out, _ = sparse_attention(
                query[None, None, None], keys[None], None, None, sink[None], start=count - 1, window_size=count
            )
            return out[0, 0, 0]

        want = read(query, keys, sink)
        mistakes = {
            "the weights of the keys sum to 1 here; the sink takes its share of the softmax": read(
                query, keys, torch.tensor(-torch.inf)
            ),
            "the logits are not divided by the square root of the number of channels": read(4 * query, keys, sink),
            "the logits are divided by the number of channels; it is its square root": read(query / 4, keys, sink),
            "the sink is a logit as it is; it is not divided by the square root of the channels": read(
                query, keys, sink / 4
            ),
            "what is added to the sum is exp(sink), not the sink itself": read(query, keys, sink.log()),
        }
        answer.close(want, "the output", answer.call(query, keys, sink), mistakes)
    return "the sink is a logit without a value: a head that finds nothing can say little"


@exercise(
    "02.4", "An HCA entry", 2,
    "The slot bias is added to the gates: token t of the block has the bias of slot t.",
    "In every channel by itself: a softmax over the tokens of the block, then the weighted sum of the content.",
    "(content * (gate + bias).softmax(0)).sum(0)",
)  # fmt: skip
def long_entry(answer: Answer) -> str:
    """A function (content [m, C], gate [m, C], bias [m, C]) -> the pooled entry [C]."""
    for seed, rate in ((0, 32), (3, 5)):
        content, gate, bias = _drawn(seed, rate, 6), _drawn(seed + 1, rate, 6), _drawn(seed + 2, rate, 6)

        def pool(content: Tensor, gate: Tensor) -> Tensor:
            return pool_blocks(content[None, None], gate[None, None], None, overlap=False)[0][0, 0]

        want = pool(content, gate + bias)
        mistakes = {
            "the slot bias is missing; add it to the gates": pool(content, gate),
            "the slot bias belongs to the gates, not to the content": pool(content + bias, gate),
            "the softmax runs over the channels here; it runs over the tokens of the block": (
                content * (gate + bias).softmax(1)
            ).sum(0),
            "this is the plain mean; the gates weigh the tokens": content.mean(0),
            "the gates do not sum to one here; a softmax over the tokens is missing": (content * (gate + bias)).sum(0),
            "the gates do not sum to one here; it is a softmax, not a sigmoid": (content * (gate + bias).sigmoid()).sum(
                0
            ),
            "every channel has gates of its own; yours has one gate for all channels": pool(
                content, (gate + bias).mean(1, keepdim=True).expand_as(gate)
            ),
        }
        answer.close(want, "the entry", answer.call(content, gate, bias), mistakes)
    return "one vector stands for the block, and each channel chose for itself which tokens it is made of"


@exercise(
    "02.5", "A CSA entry", 3,
    "Sources of entry i: the first C columns of block i - 1 and the last C columns of block i, 2 m rows in all.",
    "The slot bias has the same columns as the gates: add it before you take the halves.",
    "One softmax runs over all 2 m rows. Entry 0 has no block before it: m rows are left.",
)  # fmt: skip
def overlapping_entry(answer: Answer) -> str:
    """A function (content [n, m, 2 C], gate [n, m, 2 C], bias [m, 2 C], i) -> the pooled entry i [C]."""
    content, gate, bias = _drawn(0, 3, 4, 10), _drawn(1, 3, 4, 10), _drawn(2, 4, 10)

    def pool(content: Tensor, gate: Tensor) -> Tensor:
        return pool_blocks(content[None], gate[None], None, overlap=True)[0][0]

    def swapped(x: Tensor) -> Tensor:
        return torch.cat(x.chunk(2, -1)[::-1], -1)

    def weighed(content: Sequence[Tensor], gate: Sequence[Tensor]) -> Tensor:
        """One softmax over blocks [m, C]."""
        return (torch.cat(tuple(content)) * torch.cat(tuple(gate)).softmax(0)).sum(0)

    biased = gate + bias
    want = pool(content, biased)
    (for_next, own), (gate_next, gate_own) = content.chunk(2, -1), biased.chunk(2, -1)
    for i in (1, 2, 0):
        alone, before = weighed([own[i]], [gate_own[i]]), weighed([for_next[i - 1]], [gate_next[i - 1]])
        mistakes = {
            "the halves are swapped: the first C columns serve the next entry, the last C the own one": pool(
                swapped(content), swapped(biased)
            )[i],
            "the slot bias is missing; add it to the gates": pool(content, gate)[i],
            "the halves of the slot bias are swapped; its columns are those of the gates": pool(
                content, gate + swapped(bias)
            )[i],
            "this entry knows its own block only; the block before it is a source too": alone,
            "these are two softmaxes; one softmax runs over the tokens of both blocks": alone + before,
            "both blocks give their last C columns here; the block before gives its first C": weighed(
                [own[i - 1], own[i]], [gate_own[i - 1], gate_own[i]]
            ),
        }
        if i == 0:
            nothing = torch.zeros_like(own[0])
            mistakes = {
                "entry 0 has no block before it, and yours takes the last block for it (index -1)": weighed(
                    [for_next[-1], own[0]], [gate_next[-1], gate_own[0]]
                ),
                "missing tokens take part in the softmax of entry 0 with the logit 0; they have no weight at all": (
                    weighed([nothing, own[0]], [nothing, gate_own[0]])
                ),
            }
        answer.close(want[i], f"entry {i}", answer.call(content, gate, bias, i), mistakes)
    return "a block serves two entries, each through its own half of the columns; the first entry has one block"


@exercise(
    "02.6", "Partial RoPE, rotated back", 3,
    "Only the last 2 * len(angle) channels are rotated, in neighbouring pairs (0, 1), (2, 3), ...; the others stay.",
    "Back means by minus the angle: (a, b) becomes (a cos + b sin, b cos - a sin).",
    "pairs = out[:, -2 * len(angle):].unflatten(-1, (-1, 2)); a, b = pairs[..., 0], pairs[..., 1]",
)  # fmt: skip
def rotated_back(answer: Answer) -> str:
    """A function (out [H, C], angle [R / 2] of the query's position) -> [H, C], its last R channels rotated back."""
    for position, width, channels in ((5, 8, 20), (31, 4, 12)):
        out, turns = _drawn(position, 3, channels), frequencies(width, 10_000.0)
        angles = angles_of(torch.tensor([position]), turns)
        angle = position * turns

        def turn(x: Tensor, *, inverse: bool = True, angles: Angles = angles) -> Tensor:
            return rotate(x[None, None], angles, inverse=inverse)[0, 0]

        want, last = turn(out), out[:, -width:]
        apart = torch.arange(width).view(2, -1).T.flatten()  # i beside i + R / 2
        mistakes = {
            "this rotates further on; to rotate back, the angle counts with a minus": turn(out, inverse=False),
            "these are the first channels; the last ones are rotated": torch.cat(
                (turn(out[:, :width]), out[:, width:]), -1
            ),
            "the pairs are neighbours, (0, 1), (2, 3), ...; yours are channel i and channel i + R / 2": torch.cat(
                (out[:, :-width], turn(last[:, apart])[:, apart.argsort()]), -1
            ),
            "only the rotated channels are here; the others stay before them": turn(last),
            "nothing was rotated": out,
        }
        answer.close(want, "the output", answer.call(out, angle), mistakes)
    return "keys are the values, so their sum carries positions; rotated back, only distances are left in it"
