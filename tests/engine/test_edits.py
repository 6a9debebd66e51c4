"""Every rule on the engine writes what it writes on the reference, and acts as often: in chunks, in steps, at the head.

Where there is no GPU the kernels are replaced by their definitions, so that all rules can be tried; with one they are the
kernels, and the steps are captured graphs. tests/engine/test_edits_kernels.py has the kernels in Triton's interpreter.
"""

from __future__ import annotations

import random
from contextlib import contextmanager

import pytest
import torch
from edited_engine import TWO, bodies, random_engine_config, text_of, written
from every_rule import RULES, TOGETHER, ids_of
from random_rules import random_rules

from defined_kernels import use_definitions  # isort: skip - it imports the engine
from dsv4lab import do
from dsv4lab.engine.edited_pass import EditedPass
from dsv4lab.engine.pass_context import PassContext
from dsv4lab.errors import EditError
from dsv4lab.interventions.checking import check_rules
from dsv4lab.interventions.streams import Rescue

torch.set_num_threads(1)  # the matrices are too small to be shared

CLOSE = 1e-4  # nats: float32 sums in another order


@pytest.fixture(scope="module", autouse=True)
def definitions():
    patch = pytest.MonkeyPatch()
    use_definitions(patch)
    yield
    patch.undo()


@pytest.fixture(scope="module")
def pair():
    return bodies()


def assert_same(mine, theirs):
    assert mine.ids == theirs.ids
    assert max(abs(a - b) for a, b in zip(mine.logprobs, theirs.logprobs, strict=True)) < CLOSE
    assert mine.fired == theirs.fired


def without_counts(run, rules):
    return run._replace(fired={place: count for place, count in run.fired.items() if place[0] not in rules})


@pytest.mark.parametrize("rules", [*RULES, *TOGETHER], ids=ids_of)
def test_a_rule_writes_the_same_tokens_on_both_bodies_and_acts_as_often(pair, rules):
    model, engine = pair
    theirs = written(model, rules, text_of(TWO))
    assert theirs.fired, "this rule tries nothing"
    assert_same(written(engine, rules, text_of(TWO)), theirs)


@pytest.mark.parametrize("number", range(10))
def test_random_rules_on_random_configurations(number):
    draw = random.Random(number)
    config = random_engine_config(draw)
    model, engine = bodies(config, seed=number)
    prompt, tried = text_of(config, seed=number, count=draw.randint(4, 11)), 0
    while tried < 8:
        rules = random_rules(draw, config, draw.choice([1, 1, 2, 3]))
        try:
            check_rules(rules, config)
            theirs = written(model, rules, prompt)
        except EditError:  # they contradict each other, or one has nothing to act on: then so it is on the engine
            with pytest.raises(EditError):
                written(engine, rules, prompt)
            continue
        mine = written(engine, rules, prompt)
        # A rescue acts where the plain run differs, be it by a last bit, and those are the bodies' own.
        rescued = {number for number, rule in enumerate(rules) if isinstance(rule, Rescue)}
        assert_same(*(without_counts(run, rescued) for run in (mine, theirs)))
        tried += 1


def test_a_position_is_met_in_the_graph(pair):
    """The rule acts on one token that is written: those before keep their bits, and it is counted once."""
    from dsv4lab import do

    engine, prompt = pair[1], text_of(TWO)
    plain = written(engine, None, prompt)
    got = written(engine, do.add([3.0] * TWO.hidden_size, layer=0, tokens=[len(prompt) + 1]), prompt)
    assert got.fired == {(0, 0): 1}
    assert got.logprobs[:2] == plain.logprobs[:2] and got.logprobs[2] != plain.logprobs[2]


@pytest.mark.parametrize("rules", [RULES[0], *TOGETHER], ids=ids_of)
def test_stopped_resumed_and_branched_it_is_the_same_text(pair, rules):
    from dsv4lab.session import Session

    model, engine = pair
    whole = written(model, rules, text_of(TWO), new=5).ids
    session = Session(engine)
    first = [s.id for s in session.stream(text_of(TWO), edits=rules, capture=None, max_new_tokens=2, temperature=0)]
    again = session.branch(len(text_of(TWO)) + 1)
    assert first + [s.id for s in session.resume(max_new_tokens=3)] == whole  # the cache has grown
    assert [s.id for s in again.resume(max_new_tokens=4)] == whole[1:]  # its prefix was read again, with the edits


@pytest.mark.parametrize("rules", [RULES[0], *TOGETHER], ids=ids_of)
def test_the_trace_holds_what_was_used(pair, rules):
    from same_trace import assert_same_trace

    from dsv4lab.session import Session

    found = [
        Session(body).generate(text_of(TWO), edits=rules, capture="standard", max_new_tokens=4, temperature=0)
        for body in pair
    ]
    assert_same_trace(found[1], found[0], atol=2e-4)
    assert found[0].run["edits"]["rules"] == found[1].run["edits"]["rules"]
    assert found[0].run["edits"]["touches"] == found[1].run["edits"]["touches"]
    torch.testing.assert_close(
        torch.tensor(found[1].values("tokens", "id")), torch.tensor(found[0].values("tokens", "id"))
    )


@pytest.mark.parametrize(("how", "aside"), [("identity", True), ("uniform", True), ("mean", False), ("shuffle", False)])
def test_only_what_changes_where_it_lies_is_changed_beside_the_chain(pair, how, aside, monkeypatch):
    """A hook's new tensor would give its memory back while the other stream still reads it; no CPU would show that."""
    beside, seen = [], []
    real = PassContext.side_stream

    @contextmanager
    def side_stream(ctx):
        beside.append(ctx)
        with real(ctx):
            yield
        beside.pop()

    change = EditedPass.change_flat

    def noting(self, name, value):
        if self.fixed and name.endswith("mixing.comb") and self.touches(name):
            seen.append(bool(beside))
        return change(self, name, value)

    monkeypatch.setattr(PassContext, "side_stream", side_stream)
    monkeypatch.setattr(EditedPass, "change_flat", noting)
    written(pair[1], [do.comb(how)], text_of(TWO))
    assert seen and set(seen) == {aside}
