"""The promise of interfaces.py: every name of its protocols is used on every body, and means the same there."""

from __future__ import annotations

import pytest
import torch
from engine_models import THREE as TRUNK
from kernel_device import DEVICE
from same_trace import assert_same_trace
from small_model import small_model, some_ids

from dsv4lab import interfaces
from dsv4lab.capture.listening import ListenedPoint
from dsv4lab.capture.plan import Plan
from dsv4lab.engine.build_weights import from_model
from dsv4lab.engine.engine import LISTENED, Engine
from dsv4lab.errors import BodyError, CaptureError
from dsv4lab.generation.sampling import SamplingParams
from dsv4lab.session import Session

pytestmark = pytest.mark.usefixtures("large_blocks")

THREE = TRUNK.replace(num_nextn_predict_layers=1)
PROMPT = some_ids(9)[0].tolist()
CLOSE = 2e-4  # float32 sums in another order; streams and queries reach about 30


@pytest.fixture(scope="module")
def bodies():
    model = small_model(THREE).to(DEVICE)
    engine = Engine(from_model(model))
    engine.chunk = 5
    return model, engine


@pytest.fixture(scope="module")
def texts(bodies):
    """A text of both bodies, its prompt read and one token written."""
    texts = []
    for body in bodies:
        session = Session(body)
        session.generate(PROMPT, max_new_tokens=1, temperature=0, capture=None)
        texts.append(session.text)
    return texts


def members(protocol: type) -> set[str]:
    names = set(protocol.__annotations__) | {name for name in vars(protocol) if not name.startswith("_")}
    return names | ({"__call__"} if "__call__" in vars(protocol) else set())


IDS, GREEDY = some_ids(4), SamplingParams.of(2, 0.0, 1.0, 0)
# What each name gives, in a form that can be compared: numbers are tensors, the rest must be equal.
MODEL = {
    "engine": lambda m: m.engine in ("reference", "triton"),
    "config": lambda m: m.config,
    "tokenizer": lambda m: m.tokenizer,
    "end_ids": lambda m: m.end_ids,
    "notes": lambda m: [type(note) for note in m.notes],
    "digest": lambda m: type(m.digest),
    "numerics": lambda m: m.numerics.release,
    "device": lambda m: m.device,
    "dtype": lambda m: m.dtype,
    "points": lambda m: [p for p in m.points if p.endswith("picks")],
    "__call__": lambda m: torch.cat((m(IDS), m(IDS, last_only=True)), 1),
    "new_cache": lambda m: m.new_cache(4).length,
    "read_points": lambda m: m.read_points(IDS, ["layers.1.attn.out"])["layers.1.attn.out"],
    "sink": lambda m: m.sink(2),
    "check_edits": lambda m: m.check_edits([]),
    "new_text": lambda m: new_text(m).unread,
    "bytes_beside": lambda m: m.bytes_beside(40, rewindable=False),
    "wait_until_ready": lambda m: m.wait_until_ready(None, lambda: True),
}
CACHE = {
    "length": lambda c: c.length,
    "bytes": lambda c: c.bytes(),
    "counts": lambda c: [c.counts(layer) for layer in range(3)],
    "window_of": lambda c: c.window_of(1),
    "entries_of": lambda c: c.entries_of(1),
    "at": lambda c: (c.at(c.length).length, c.at(c.length).entries_of(1)),
}
TEXT = {
    "writer": lambda t: t.writer.length,
    "plan": lambda t: t.plan,
    "prompt": lambda t: t.prompt,
    "prompt_tokens": lambda t: t.prompt_tokens,
    "cache": lambda t: t.cache.length,
    "logits": lambda t: t.logits.reshape(-1),
    "unread": lambda t: t.unread,
    "branch": lambda t: (t.branch(6).cache.length, t.branch(6).logits.reshape(-1)),
    "cache_at": lambda t: t.cache_at(5).window_of(0),
    "make_room": lambda t: t.make_room(3),
    "catch_up": lambda t: t.catch_up(),
    "resumes": lambda t: t.resumes(GREEDY),
    "stretch": lambda t: go_on(t),
}


def go_on(text) -> list[int]:
    """Two more tokens, whether or not another test was here before."""
    text.make_room(2)
    text.resumes(GREEDY)
    return [step.id for step in text.stretch(GREEDY, lambda: False)]


def new_text(model):
    session = Session(model)
    session.generate(PROMPT, max_new_tokens=0, capture=None)
    text = session.text
    return model.new_text(text.writer.prefix(2), text.plan, PROMPT)


def same(theirs, mine) -> None:
    if isinstance(theirs, torch.Tensor):
        torch.testing.assert_close(mine.float(), theirs.float(), atol=CLOSE, rtol=1e-4)
    elif isinstance(theirs, tuple) and any(isinstance(part, torch.Tensor) for part in theirs):
        for one, other in zip(theirs, mine, strict=True):
            same(one, other)
    else:
        assert theirs == mine


def test_every_name_of_the_protocols_is_used_here():
    for protocol, uses in ((interfaces.Model, MODEL), (interfaces.Text, TEXT), (interfaces.KVCache, CACHE)):
        assert members(protocol) == set(uses)


@pytest.mark.parametrize("name", MODEL)
def test_a_model_s_names_mean_the_same_on_every_body(bodies, name):
    assert all(isinstance(body, interfaces.Model) for body in bodies)
    same(*(MODEL[name](body) for body in bodies))


@pytest.mark.parametrize("name", TEXT)
def test_a_text_s_names_mean_the_same_on_every_body(texts, name):
    assert all(isinstance(text, interfaces.Text) for text in texts)
    same(*(TEXT[name](text) for text in texts))


@pytest.mark.parametrize("name", CACHE)
def test_a_cache_s_names_mean_the_same_on_every_body(bodies, name):
    caches = []
    for body in bodies:
        cache = body.new_cache(9) if body.engine == "triton" else type(body.new_cache(9))(THREE, rewindable=True)
        body(torch.tensor([PROMPT]), cache)
        caches.append(cache)
    assert all(isinstance(cache, interfaces.KVCache) for cache in caches)
    same(*(CACHE[name](cache) for cache in caches))


def test_what_a_body_cannot_do_names_the_way_that_works(bodies):
    engine = bodies[1]
    cache = engine.new_cache(4)
    engine(IDS, cache)
    tries = {
        r"session\.cache_at\(length\)": lambda: cache.at(2),
        r"no modules.*engine='reference'": lambda: engine.get_submodule("layers.0.attn.out"),
    }
    for told, impossible in tries.items():
        with pytest.raises(BodyError, match=told) as error:
            impossible()
        assert error.value.body == "engine" and error.value.way and error.value.reason


HEARD = (
    "layers.1.attn.indexer.picks", "layers.1.attn.key", "layers.2.attn.weights", "layers.0.ffn.routing.weights",
    "layers.1.attn.mixing.comb", "layers.2.attn.out", "streams.0", "logits", "layers.1.attn.compressor.gate",
    "layers.1.attn.compressor.entries", "head_mixing.pre",
)  # fmt: skip


THINNED = Plan(groups=("routing", "attention", "indexer", "compressor", "mixing", "streams"), prompt_queries=3)


@pytest.mark.parametrize("capture", [THINNED, None], ids=["some queries captured", "nothing captured"])
def test_listeners_hear_the_same_of_a_text_on_every_body_and_change_nothing(bodies, capture):
    heard = []
    for body in bodies:
        session, found = Session(body), {name: [] for name in HEARD}
        plain = session.generate(PROMPT, max_new_tokens=2, seed=4, capture=capture)
        handles = [body.points[n].listen(lambda value, n=n, found=found: found[n].append(value.clone())) for n in HEARD]
        assert (LISTENED in body.notes) is (body.engine == "triton")
        trace = session.generate(PROMPT, max_new_tokens=2, seed=4, capture=capture)
        for handle in handles:
            handle.remove()
            handle.remove()  # a second time does nothing
        assert LISTENED not in body.notes
        assert trace.values("tokens", "id").tolist() == plain.values("tokens", "id").tolist()
        if capture:
            assert_same_trace(trace, plain, CLOSE, least=20)  # all that is captured, steps and thinned prompt alike
        rows = {name: [] for name in HEARD}
        for name, values in found.items():
            for value in values:
                rows[name] += [part.flatten().float().cpu() for part in value[0]]  # a row per token or entry
        heard.append(rows)
        before = {name: len(values) for name, values in found.items()}
        session.generate(PROMPT[:3], max_new_tokens=0, capture=None)
        assert {name: len(values) for name, values in found.items()} == before  # nobody listens any more
    for name in HEARD:
        theirs, mine = heard[0][name], heard[1][name]
        assert len(theirs) == len(mine) > 0, name
        for one, other in zip(theirs, mine, strict=True):
            # Places of a prompt's pass differ in how many are empty at the end: what is there must be equal.
            kept = [value[value.isfinite() & (value != -1)] for value in (one, other)]
            torch.testing.assert_close(kept[1], kept[0], atol=CLOSE, rtol=1e-4, msg=name)


def test_points_are_a_mapping_that_says_what_each_is(bodies):
    model, engine = bodies
    assert set(engine.points) == set(model.points) and len(model.points) == len(list(model.points)) > 60
    point = model.points["layers.1.attn.indexer.picks"]
    assert isinstance(point, ListenedPoint) and point.row.dims == "B T K" and "chosen entries" in repr(point)
    assert "layers.1.attn.compressor.entries" in model.points and "nothing" not in model.points
    assert "points" in repr(engine.points)
    with pytest.raises(CaptureError, match="no such point"):
        model.points["layers.1.attn.nothing"]
    seen = []
    with model.points["logits"].listen(seen.append):
        model(IDS)
    model(IDS)
    assert len(seen) == 1
