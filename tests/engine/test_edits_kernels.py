"""Edits with the kernels themselves (in Triton's interpreter where there is no GPU), on rules that together touch every
place; and with keys and entries as the release keeps them. All rules one by one: tests/engine/test_edits.py.
"""

from __future__ import annotations

import pytest
import torch
from edited_engine import TWO, bodies, text_of, written
from every_rule import OTHER, double, ids_of

from dsv4lab import do
from dsv4lab.session import Session

pytestmark = pytest.mark.usefixtures("large_blocks")
torch.set_num_threads(1)  # the matrices are too small to be shared

MANY = [
    [do.ban_expert(1, layer=1), do.weights(scale=0.5, layer=0), do.window(1), do.comb("uniform", site="ffn"),
     do.picks(drop=[0]), do.stream("zero", streams=[1], layer=0)],
    [do.force_expert(2), do.sink(), do.gates("last"), do.comb(steps=1, site="attn"), do.fn(double, point="attn.out"),
     do.fn(double, point="attn.key"), do.pre(site="ffn"), do.picks(recency=True)],
]  # fmt: skip


@pytest.fixture(scope="module")
def pair():
    return bodies()


@pytest.mark.parametrize("rules", MANY, ids=ids_of)
def test_rules_at_every_place_write_what_the_reference_writes(pair, rules):
    theirs, mine = (written(body, rules, text_of(TWO, count=5), new=2) for body in pair)
    assert mine.ids == theirs.ids and mine.fired == theirs.fired
    assert max(abs(a - b) for a, b in zip(mine.logprobs, theirs.logprobs, strict=True)) < 1e-4


def test_keys_and_entries_are_changed_as_the_release_keeps_them():
    """What a rule makes of a key or an entry is stored in eight bits again, so it differs by that rounding and no more."""
    config = TWO.replace(head_dim=64, qk_rope_head_dim=16, index_head_dim=32, sliding_window=4)
    model, engine = bodies(config)
    model.numerics.release = engine.numerics.release = True
    rules = [
        do.entry("from_trace", source=OTHER, what="both"),
        do.fn(double, point="attn.key", layer=0),
        do.sink(layer=1),
    ]
    prompt = text_of(config, count=5)
    theirs, mine = (written(body, rules, prompt, new=1) for body in (model, engine))
    assert mine.fired == theirs.fired
    plain = written(engine, None, prompt, new=1)
    assert abs(mine.logprobs[0] - theirs.logprobs[0]) < 0.2 < 10 * abs(mine.logprobs[0] - plain.logprobs[0])


def test_a_step_with_edits_is_recorded_where_there_is_cuda(pair):
    engine = pair[1]
    session = Session(engine)
    list(session.stream(text_of(TWO, count=3), edits=do.sink(), capture=None, max_new_tokens=1, temperature=0))
    if torch.cuda.is_available():
        from dsv4lab.engine.decoder import Decoder, Wanted
        from dsv4lab.engine.edits import Edits
        from dsv4lab.generation.sampling import SamplingParams

        edits = Edits(engine, [do.sink()], 9)
        assert Decoder(engine, engine.new_cache(9), Wanted(), SamplingParams(2), edits=edits).last.graph is not None
