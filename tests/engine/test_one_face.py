"""What a session, a lesson or a study asks of a model has one name and one meaning in plain PyTorch and on the engine.

Without a GPU the engine runs in Triton's interpreter.
"""

from __future__ import annotations

import pytest
import torch
from engine_models import THREE as TRUNK
from kernel_device import DEVICE
from same_trace import assert_same_trace
from small_model import some_ids

from dsv4lab.capture import points
from dsv4lab.costs import held_bytes
from dsv4lab.engine.build_weights import from_model
from dsv4lab.engine.decoder import Decoder
from dsv4lab.engine.engine import Engine
from dsv4lab.errors import BodyError, CaptureError
from dsv4lab.probes.indexer_recall import NAMES, measure_recall
from dsv4lab.session import Session

pytestmark = pytest.mark.usefixtures("large_blocks")

THREE = TRUNK.replace(num_nextn_predict_layers=1)
PROMPT, NEW = some_ids(9)[0].tolist(), 2  # the interpreter takes seconds a token
# Float32 sums in another order; streams and queries reach about 30.
CLOSE = 2e-4


@pytest.fixture(scope="module")
def bodies():
    from small_model import small_model

    model = small_model(THREE).to(DEVICE)
    engine = Engine(from_model(model))
    engine.chunk = 5
    return model, engine


@pytest.fixture(scope="module")
def runs(bodies):
    sessions = [Session(body) for body in bodies]
    for session in sessions:
        session.generate(PROMPT, max_new_tokens=NEW, seed=3, capture=["mtp", "indexer"])
    return sessions


def test_a_seed_means_the_same_text_on_every_body(runs):
    ids = [session.trace.values("tokens", "id").tolist() for session in runs]
    assert ids[0] == ids[1] and len(ids[0]) == len(PROMPT) + NEW


def test_every_point_reads_the_same(bodies):
    model, engine = bodies
    ids = some_ids(5)
    for first, second in ((ids, None), (ids[:, :3], ids[:, 3:])):  # whole, and the rest behind a cache
        names = points.names(THREE)
        found = []
        for body in (model, engine):
            cache = body.new_cache(5)
            if second is not None:
                body(first, cache, last_only=True)
            found.append(body.read_points(first if second is None else second, names, cache))
        assert set(found[0]) == set(found[1]) and len(found[0]) > 60
        for name in found[0]:
            theirs, mine = found[0][name], found[1][name]
            assert mine.shape == theirs.shape, name
            if theirs.dtype.is_floating_point:
                torch.testing.assert_close(
                    mine.float(), theirs.float(), atol=CLOSE, rtol=1e-4, equal_nan=True, msg=name
                )
            elif name.endswith(("experts", "picks", "keys")):
                assert mine.sort(-1).values.tolist() == theirs.sort(-1).values.tolist(), name


def test_a_point_that_is_not_there_is_named(bodies):
    engine = bodies[1]
    for body in bodies:
        with pytest.raises(CaptureError, match="no such point"):
            body.read_points(some_ids(3), ["layers.0.attn.nothing"])
    with pytest.raises(BodyError, match="read_points"):
        engine.get_submodule("layers.0.attn.out")


def test_only_the_last_position_and_a_cache_that_goes_on(bodies):
    ids = some_ids(7)
    whole = bodies[0](ids)
    for body in bodies:
        cache = body.new_cache(7)
        torch.testing.assert_close(body(ids[:, :4], cache, last_only=True), whole[:, 3:4], atol=CLOSE, rtol=0)
        torch.testing.assert_close(body(ids[:, 4:], cache), whole[:, 4:], atol=CLOSE, rtol=0)
        assert cache.length == 7


@pytest.mark.parametrize("capture", ["mtp", None])
def test_caches_hold_the_same_rows_and_the_formula_s_bytes_at_every_length(bodies, capture):
    sessions = [Session(body) for body in bodies]
    for session in sessions:
        session.generate(PROMPT, max_new_tokens=2, temperature=0, capture=capture)
    for length in (1, 4, 7, 11) if capture else (11,):
        caches = [session.cache if length == 11 else session.cache_at(length) for session in sessions]
        formula = sum(held_bytes(THREE, length, itemsize=4, mtp=capture == "mtp").values())
        assert [cache.bytes() for cache in caches] == [formula, formula]
        for layer in range(3):
            assert caches[0].counts(layer) == caches[1].counts(layer)
            for read in ("window_of", "entries_of"):
                theirs, mine = (getattr(cache, read)(layer) for cache in caches)
                assert (theirs is None) == (mine is None)
                if theirs is not None:
                    torch.testing.assert_close(mine, theirs, atol=CLOSE, rtol=1e-4)
    assert all(s.trace.run["cost"]["cache_bytes"] == s.cache.bytes() for s in sessions)


def test_recall_is_the_same(runs):
    found = [measure_recall(session, [7, 10]) for session in runs]
    for name in NAMES:
        torch.testing.assert_close(
            torch.tensor(found[1][name].values), torch.tensor(found[0][name].values), atol=1e-5, rtol=1e-4
        )
    assert all(torch.equal(body.sink(1).cpu(), runs[0].model.sink(1).cpu()) for body in (r.model for r in runs))


def test_stopped_in_the_prompt_the_engine_reads_the_rest_too(bodies, runs):
    session = Session(bodies[1])
    session.on_prompt = lambda read, of: session.stop() if read == 5 else None
    assert len(session.generate(PROMPT, max_new_tokens=NEW, seed=3, capture=["mtp", "indexer"])) == 5
    session.on_prompt = None
    list(session.resume(max_new_tokens=NEW))
    assert_same_trace(session.trace, runs[1].trace, CLOSE, least=10)
    assert all(check["ok"] for check in session.trace.run["checks"].values())


def test_an_interrupt_of_the_engine_changes_no_text(bodies, runs, monkeypatch):
    launch, left = Decoder.launch, [2]

    def interrupted(self):
        left[0] -= 1
        launch(self)  # the device has taken the step
        if not left[0]:
            raise KeyboardInterrupt

    session = Session(bodies[1])
    with monkeypatch.context() as patch:
        patch.setattr(Decoder, "launch", interrupted)
        with pytest.raises(KeyboardInterrupt):
            session.generate(PROMPT, max_new_tokens=NEW, seed=3, capture=["mtp", "indexer"])
    assert session.trace.run["ended"] == "interrupted"
    list(session.resume(max_new_tokens=len(PROMPT) + NEW - len(session.trace)))
    assert_same_trace(session.trace, runs[1].trace, CLOSE, least=10)


def test_two_sessions_take_turns_on_one_engine(bodies, runs):
    sessions = [Session(bodies[1]) for _ in range(2)]
    streams = [s.stream(PROMPT, max_new_tokens=NEW, seed=3, capture=["mtp", "indexer"]) for s in sessions]
    for _ in range(NEW):
        for stream in streams:
            next(stream)
        bodies[1](some_ids(3))
    for session, stream in zip(sessions, streams, strict=True):
        assert next(stream, None) is None
        assert_same_trace(session.trace, runs[1].trace, CLOSE, least=10)


@pytest.mark.parametrize("part", ["routing.logits", "indexer.runner_scores", "sink_weight"])
def test_a_variable_that_the_engine_forgets_is_refused_by_name(bodies, monkeypatch, part):
    """Whichever pass forgets it: the array would stay empty, and look like what was not captured."""
    from dsv4lab.engine.capture_buffer import CaptureBuffer

    allocate = CaptureBuffer.allocate

    def forgetful(self, name, *shape, **kind):
        value = allocate(self, name, *shape, **kind)
        if name.endswith(part):
            self.values.pop(name, None)
        return value

    session = Session(bodies[1])
    monkeypatch.setattr(CaptureBuffer, "allocate", forgetful)
    with pytest.raises(CaptureError, match=part.replace(".", r"\.")):
        session.generate(PROMPT[:3], max_new_tokens=0, capture="all")
