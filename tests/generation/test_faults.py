"""What goes wrong between the steps of a run: interrupts, early stops, two runs on one model, a prompt cut short.

After each of them the text goes on as an unbroken run would have written it, its trace whole.
"""

from __future__ import annotations

import subprocess
import sys
import textwrap
import threading
from pathlib import Path

import pytest
import torch
from same_trace import assert_same_trace
from small_model import small_model, some_ids

from dsv4lab.capture.plan import Plan
from dsv4lab.errors import CaptureError, LabError, NotFiniteError, RunError
from dsv4lab.generation import reference
from dsv4lab.model.hook_point import HookPoint
from dsv4lab.session import Session

PROMPT = some_ids(21)[0].tolist()
ROOT = Path(__file__).resolve().parents[2]
# One chunk or several, one token or several: float32 sums in another order.
CLOSE = 2e-5


@pytest.fixture(scope="module")
def model():
    return small_model()


@pytest.fixture(scope="module")
def whole(model):
    return Session(model).generate(PROMPT, max_new_tokens=30, seed=5, capture="all")


def text_of(trace) -> list[int]:
    return trace.values("tokens", "id").tolist()


def interrupt(model, name: str, calls: int):
    """KeyboardInterrupt when the module runs for the `calls`-th time from now."""
    left = [calls]

    def hook(_module, _args, _value):
        left[0] -= 1
        if not left[0]:
            raise KeyboardInterrupt

    return model.get_submodule(name).register_forward_hook(hook)


@pytest.mark.parametrize("capture", [None, "all"])
@pytest.mark.parametrize(
    ("place", "calls"),
    [("layers.0.attn.out", 2), ("layers.2.attn.compressor.entries", 2), ("layers.3.ffn.out", 9), ("layers.5.attn.out", 10),
     ("layers.1.attn.indexer.compressor.gate", 3), ("layers.0.attn.out", 1), ("layers.4.ffn.routing.experts", 1)],
)  # fmt: skip
def test_an_interrupt_inside_a_pass_changes_nothing(model, whole, place, calls, capture):
    session = Session(model)
    handle = interrupt(model, place, calls)
    with pytest.raises(KeyboardInterrupt):
        session.generate(PROMPT, max_new_tokens=30, seed=5, capture=capture)
    handle.remove()
    assert session.trace.run["ended"] == "interrupted"
    done = max(0, len(session.trace) - len(PROMPT))
    list(session.resume(max_new_tokens=30 - done))
    assert text_of(session.trace) == text_of(whole)
    if capture:
        assert_same_trace(session.trace, whole, CLOSE)
        assert all(check["ok"] for check in session.trace.run["checks"].values())


def test_an_interrupt_while_the_trace_is_written_changes_nothing(model, whole, monkeypatch):
    from dsv4lab.capture.registry import GROUPS

    for group, name, calls in (("mixing", "write", 4), ("lens", "write_late", 3), ("mtp", "write_late", 2)):
        session, left = Session(model), [calls]
        original = getattr(GROUPS[group], name)

        def failing(*args, original=original, left=left, **kwargs):
            left[0] -= 1
            if not left[0]:
                raise KeyboardInterrupt
            return original(*args, **kwargs)

        with monkeypatch.context() as patch:
            patch.setattr(GROUPS[group], name, failing)
            with pytest.raises(KeyboardInterrupt):
                session.generate(PROMPT, max_new_tokens=30, seed=5, capture="all")
        list(session.resume(max_new_tokens=30 - max(0, len(session.trace) - len(PROMPT))))
        assert_same_trace(session.trace, whole, CLOSE)


@pytest.mark.parametrize("way", ["resume", "branch"])
@pytest.mark.parametrize("group", ["lens", "mtp"])
def test_a_tail_that_could_not_be_written_is_written_when_the_run_goes_on(model, whole, monkeypatch, group, way):
    """Lens and drafts follow some tokens behind; what fails when the run ends waits for the next one."""
    from dsv4lab.capture.registry import GROUPS

    def failing(*_args, **_kwargs):
        raise RuntimeError("no room")

    session = Session(model)
    steps = session.stream(PROMPT, max_new_tokens=30, seed=5, capture="all")
    for _ in range(3):
        next(steps)
    with monkeypatch.context() as patch:
        patch.setattr(GROUPS[group], "write_late", failing)
        with pytest.raises(RuntimeError, match="no room"):
            steps.close()
    session = session if way == "resume" else session.branch(24)
    list(session.resume(max_new_tokens=27))
    assert_same_trace(session.trace, whole, CLOSE)


@pytest.mark.parametrize("call", [1, 3, 5])
def test_an_interrupt_right_behind_a_filed_token_keeps_it_whole(model, whole, monkeypatch, call):
    from dsv4lab.capture.trace_writer import TraceWriter

    advance, left = TraceWriter.advance, [call]

    def interrupted(self, *args):
        advance(self, *args)
        left[0] -= 1
        if not left[0]:
            raise KeyboardInterrupt

    session = Session(model)
    with monkeypatch.context() as patch:
        patch.setattr(TraceWriter, "advance", interrupted)
        with pytest.raises(KeyboardInterrupt):
            session.generate(PROMPT, max_new_tokens=30, seed=5, capture="all")
    list(session.resume(max_new_tokens=51 - len(session.trace)))
    assert_same_trace(session.trace, whole, CLOSE)


def test_a_forced_token_waits_until_it_can_come(model):
    session = Session(model)
    session.generate(PROMPT, max_new_tokens=5, temperature=0, capture=None)
    expected = [step.id for step in session.branch(22, 7).resume(max_new_tokens=3)]
    assert expected[0] == 7
    stopped, again = session.branch(22, 7), session.branch(22, 7)
    steps = stopped.resume(max_new_tokens=3)
    stopped.stop()
    assert list(steps) == [] and list(again.resume(max_new_tokens=0)) == []
    for twin in (stopped, again, again.branch(22)):
        assert [step.id for step in twin.resume(max_new_tokens=3)] == expected
        assert [step.id for step in twin.resume(max_new_tokens=1)] != [7]


def test_a_branch_inside_a_sampled_prompt_has_room_for_its_queries(model):
    session = Session(model)
    session.generate(some_ids(100)[0].tolist(), max_new_tokens=5, capture=Plan(prompt_queries=16))
    for position in (3, 50):
        twin = session.branch(position)
        assert len(list(twin.resume(max_new_tokens=60))) == 60
        assert twin.trace["attention"]["query"].values.tolist()[-60:] == list(range(position, position + 60))


def test_an_iterator_that_is_dropped_frees_its_session_at_once(model):
    session = Session(model)
    for _ in session.stream(PROMPT, max_new_tokens=5):
        break
    assert len(list(session.resume(max_new_tokens=2))) == 2


def test_a_branch_draws_with_the_settings_of_its_place(model):
    session = Session(model)
    session.generate(PROMPT, max_new_tokens=5, seed=1, capture=None)
    list(session.resume(max_new_tokens=5, seed=2))
    unbroken = Session(model).generate(PROMPT, max_new_tokens=8, seed=1, capture=None)
    early = session.branch(23)
    list(early.resume(max_new_tokens=6))
    assert text_of(early.trace) == text_of(unbroken)
    late = session.branch(28)
    list(late.resume(max_new_tokens=3))
    assert text_of(late.trace) == text_of(session.trace)


def test_a_run_that_goes_on_stays_within_its_plan_s_budget(model):
    session = Session(model)
    plan = Plan(groups=("routing",), budget=150_000)
    session.generate(PROMPT[:10], max_new_tokens=5, capture=plan)
    with pytest.raises(CaptureError, match="budget is 150 kB"):
        session.resume(max_new_tokens=300)
    assert len(list(session.resume(max_new_tokens=5))) == 5


def test_stopped_in_its_prompt_a_run_reads_the_rest_when_it_goes_on(model, monkeypatch):
    monkeypatch.setattr(reference, "CHUNK", 8)
    unbroken = Session(model).generate(PROMPT, max_new_tokens=12, seed=5, capture="all")
    session = Session(model)
    session.on_prompt = lambda read, of: session.stop() if read == 8 else None
    trace = session.generate(PROMPT, max_new_tokens=12, seed=5, capture="all")
    assert len(trace) == 8 and trace.run["ended"] == "stopped" and not trace.values("tokens", "phase").any()
    session.on_prompt = None
    assert len(list(session.resume(max_new_tokens=12))) == 12
    assert_same_trace(session.trace, unbroken, CLOSE)
    assert session.trace.values("tokens", "phase").tolist() == [0] * 21 + [1] * 12


def test_resume_goes_on_with_the_run_s_own_settings(model, whole):
    for parts in ([7, 23], [1, 1, 28], [0, 30]):
        session = Session(model)
        session.generate(PROMPT, max_new_tokens=parts[0], seed=5, capture=None)
        for count in parts[1:]:
            list(session.resume(max_new_tokens=count))
        assert text_of(session.trace) == text_of(whole)
    other = Session(model)
    other.generate(PROMPT, max_new_tokens=7, seed=5, capture=None)
    list(other.resume(max_new_tokens=23, seed=6))
    assert text_of(other.trace) != text_of(whole)


def test_costs_are_those_of_the_whole_run(model):
    session = Session(model)
    session.generate(PROMPT, max_new_tokens=4, capture=None)
    first = session.trace.run["cost"]
    list(session.resume(max_new_tokens=5))
    both = session.trace.run["cost"]
    assert both["new_tokens"] == 9 and both["seconds"] > first["seconds"]
    assert both["prefill_seconds"] >= first["prefill_seconds"] and both["cache_bytes"] == session.cache.bytes()
    assert both["branching_bytes"] == session.cache.history_bytes() > both["cache_bytes"]
    assert session.trace.run["estimate"]["branching"] >= 30 * 900  # bytes of 30 tokens, each some vectors


def test_a_branch_says_where_it_comes_from(model, whole):
    session = Session(model)
    session.generate(PROMPT, max_new_tokens=10, seed=5)
    for position in (9, 21, 25):
        twin = session.branch(position)
        run = twin.trace.run
        assert run["prompt_tokens"] == min(21, position) and run["branched"]["token"] == position
        assert "cost" not in run and "ended" not in run
        list(twin.resume(max_new_tokens=31 - position))
        assert len(twin.trace) == 31 and len(twin.trace.pieces[twin.trace.run["prompt_tokens"] :]) == 31 - min(
            21, position
        )
        assert text_of(twin.trace)[:position] == text_of(session.trace)[:position]
        if position > 20:  # the same seed at the same places
            assert text_of(twin.trace) == text_of(session.trace)


def test_without_a_history_branches_and_caches_are_read_again(model):
    kept, thin = Session(model), Session(model, rewindable=False)
    for session in (kept, thin):
        session.generate(PROMPT, max_new_tokens=10, seed=5)
    assert thin.trace.run["cost"]["branching_bytes"] == 0 and "branching" not in thin.trace.run["estimate"]
    for position in (1, 4, 20, 21, 29):
        assert thin.cache_at(position).bytes() == kept.cache_at(position).bytes()
        twins = [session.branch(position, 7) for session in (kept, thin)]
        for twin in twins:
            list(twin.resume(max_new_tokens=6, temperature=0))
        assert_same_trace(twins[1].trace, twins[0].trace, CLOSE)


def test_two_sessions_take_turns_on_one_model(model, whole):
    one, two = Session(model), Session(model)
    settings = {"max_new_tokens": 30, "seed": 5, "capture": "all"}
    steps = [session.stream(PROMPT, **settings) for session in (one, two)]
    for _ in range(30):
        for stream in steps:
            next(stream)
        model(torch.tensor([PROMPT]))  # whoever calls the model itself is not heard
    for stream in steps:
        assert next(stream, None) is None
    for session in (one, two):
        assert_same_trace(session.trace, whole, CLOSE)


def test_two_threads_run_one_model_at_the_same_time(model, whole):
    sessions, failed = [Session(model) for _ in range(3)], []
    threads_before = torch.get_num_threads()

    def run(session):
        try:
            session.generate(PROMPT, max_new_tokens=30, seed=5, capture="all")
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=run, args=(session,)) for session in sessions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed
    for session in sessions:
        assert_same_trace(session.trace, whole, CLOSE)
    assert torch.get_num_threads() == threads_before
    assert not sum(len(m._forward_hooks) for m in model.modules() if isinstance(m, HookPoint))


def test_stop_counts_from_when_a_run_is_asked_for(model):
    session = Session(model)
    stream = session.stream(PROMPT, max_new_tokens=9)
    session.stop()
    assert list(stream) == [] and session.trace.run["ended"] == "stopped"
    session.stop()  # nothing runs: harmless, and forgotten
    assert len(session.generate(PROMPT, max_new_tokens=9)) == 30


def test_a_stopped_iterator_that_nobody_advances_frees_its_session(model):
    session = Session(model)
    stream = session.stream(PROMPT, max_new_tokens=9)
    next(stream)
    with pytest.raises(RunError, match="already generating; stop"):
        session.generate(PROMPT, max_new_tokens=1)
    session.stop()
    assert len(session.generate(PROMPT, max_new_tokens=2)) == 23
    assert next(stream, None) is None


@pytest.mark.parametrize("how", ["suspended", "thread"])
def test_a_process_that_ends_in_the_middle_of_a_run_ends_well(how):
    code = f"""
    import sys, threading, time
    sys.path.insert(0, "tests/fakes")
    from small_model import small_model
    from dsv4lab.session import Session
    s = Session(small_model())
    if {how!r} == "suspended":
        steps = s.stream([1, 2, 3], max_new_tokens=300); next(steps)
    else:
        threading.Thread(target=s.generate, args=([1, 2, 3],), kwargs=dict(max_new_tokens=390), daemon=True).start()
        while s.trace is None or len(s.trace) < 5: time.sleep(0.01)
    print("end of the script")
    """
    command = [sys.executable, "-c", textwrap.dedent(code)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0 and done.stdout == "end of the script\n" and not done.stderr, done.stderr


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda s: s.generate(PROMPT, max_new_tokens=2.5), "max_new_tokens is 2.5"),
        (lambda s: s.generate(PROMPT, seed=None), "seed is None"),
        (lambda s: s.generate(PROMPT, capture=5), "capture"),
        (lambda s: s.branch("3"), "position is '3'"),
        (lambda s: s.branch(3, 2.0), "token is 2.0"),
        (lambda s: s.branch(None), "position is None"),
        (lambda s: s.cache_at(0), "length 0"),
        (lambda s: s.cache_at(True), "length is True"),
        (lambda s: s.resume(max_new_tokens=None), "max_new_tokens is None"),
        (lambda s: s.resume(seed="x"), "seed is 'x'"),
    ],
)
def test_values_of_a_wrong_kind_are_refused_by_name(model, call, words):
    session = Session(model)
    session.generate(PROMPT, max_new_tokens=1, capture=None)
    before = text_of(session.trace)
    with pytest.raises(LabError, match=words):
        call(session)
    assert text_of(session.trace) == before and bool(session.text.logits.isfinite().all())


@pytest.mark.parametrize("temperature", [0, 0.8])
def test_numbers_that_are_no_numbers_end_a_run_in_words(temperature):
    """Nothing is drawn from NaN: the likeliest of NaN is an id like any other."""
    broken = small_model()
    handle = broken.layers[3].attn.out.register_forward_hook(
        lambda _m, _a, value: value * (float("nan") if value.shape[1] == 1 else 1)
    )
    session = Session(broken)
    with pytest.raises(NotFiniteError, match="token 21 are not finite"):
        session.generate(PROMPT, max_new_tokens=5, temperature=temperature, capture=None)
    handle.remove()
    assert len(session.trace) == 22 and session.trace.run["ended"].startswith("failed: the logits behind token 21")
