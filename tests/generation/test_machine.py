"""A Session driven by chance: streams, stops, interrupts, resumes, branches, saves, on random small models.

After every step the trace is whole: as long as the cache, its checks green, its numbers those of one pass over its tokens.
"""

from __future__ import annotations

import tempfile
from functools import lru_cache
from pathlib import Path

import numpy as np
import torch
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from same_trace import assert_same_trace
from small_model import CONFIG, small_model

from dsv4lab.capture.plan import Plan
from dsv4lab.capture.trace import Trace
from dsv4lab.costs import held_bytes
from dsv4lab.session import Session

# One pass over all tokens against chunks and steps: float32 sums in another order, at logits of about 4.
CLOSE = 1e-4
CAPTURES = (None, "standard", "all", ("routing", "mtp"), ("attention", "indexer", "compressor"), "lens")


@lru_cache(maxsize=8)
def model_of(seed: int):
    """A random configuration: one to four layers of any kinds, small rates and windows, two to four streams."""
    rng = np.random.default_rng(seed)
    layers, experts = int(rng.integers(1, 5)), int(rng.integers(2, 7))
    config = CONFIG.replace(
        num_hidden_layers=layers, layer_kinds=tuple(rng.choice(["sliding", "csa", "hca"], layers).tolist()),
        routing_kinds=tuple(rng.choice(["hash", "learned"], layers).tolist()), hc_mult=int(rng.integers(2, 5)),
        csa_rate=int(rng.integers(2, 6)), hca_rate=int(rng.integers(3, 10)), sliding_window=int(rng.integers(1, 9)),
        index_topk=int(rng.integers(1, 6)), n_routed_experts=experts, num_experts_per_tok=int(rng.integers(1, experts + 1)),
        num_nextn_predict_layers=int(rng.integers(0, 2)), hidden_size=32, moe_intermediate_size=16,
    )  # fmt: skip
    return small_model(config, seed)


class Sessions(RuleBasedStateMachine):
    @initialize(seed=st.integers(0, 40), kept=st.booleans())
    def begin(self, seed, kept):
        self.model = model_of(seed)
        self.session = Session(self.model, rewindable=kept)
        self.temperature = 0.8

    @rule(
        prompt=st.lists(st.integers(0, CONFIG.vocab_size - 1), min_size=1, max_size=40), new=st.integers(0, 12),
        capture=st.sampled_from(CAPTURES), temperature=st.sampled_from([0.0, 0.8, 2.0]), seed=st.integers(0, 3),
    )  # fmt: skip
    def generate(self, prompt, new, capture, temperature, seed):
        if Plan.of(capture).left_out(self.model.config) and capture not in ("standard", "all", None):
            capture = "standard"  # a group that this model cannot have is refused; tests/capture/test_plan.py
        self.session.generate(prompt, max_new_tokens=new, capture=capture, temperature=temperature, seed=seed)

    @rule(
        prompt=st.lists(st.integers(0, 60), min_size=1, max_size=20),
        taken=st.integers(0, 5),
        how=st.sampled_from(["close", "stop"]),
    )
    def cut_short(self, prompt, taken, how):
        stream = self.session.stream(prompt, max_new_tokens=9, capture="standard")
        for _, _step in zip(range(taken), stream, strict=False):
            pass
        if how == "close":
            stream.close()
        else:
            self.session.stop()
            assert len(list(stream)) <= 1
        assert how == "close" or self.session.trace.run["ended"] == "stopped"

    @precondition(lambda self: self.session.trace is not None)
    @rule(new=st.integers(0, 10))
    def resume(self, new):
        before = len(self.session.trace) + self.session.text.unread  # the rest of the prompt comes first
        steps = list(self.session.resume(max_new_tokens=new))
        assert len(self.session.trace) == before + len(steps)

    @precondition(lambda self: self.session.trace is not None)
    @rule(new=st.integers(1, 8), layer=st.integers(0, 3), calls=st.integers(1, 6))
    def interrupted(self, new, layer, calls):
        left = [calls]

        def hook(_module, _args, _value):
            left[0] -= 1
            if left[0] == 0:
                raise KeyboardInterrupt

        module = self.model.layers[layer % self.model.config.num_hidden_layers].ffn.out
        handle = module.register_forward_hook(hook)
        try:
            list(self.session.resume(max_new_tokens=new))
        except KeyboardInterrupt:
            assert self.session.trace.run["ended"] == "interrupted"
        finally:
            handle.remove()

    @precondition(lambda self: self.session.trace is not None)
    @rule(where=st.floats(0, 1), token=st.none() | st.integers(0, 60), new=st.integers(0, 6), take=st.booleans())
    def branch(self, where, token, new, take):
        length, text = len(self.session.trace), self.ids()
        if not length:  # stopped before its first token: there is nothing to branch at
            return
        position = 1 + int(where * (length - 1))
        twin = self.session.branch(position, token)
        steps = list(twin.resume(max_new_tokens=new))
        assert self.ids() == text, "the origin stays as it was"
        assert twin.trace.values("tokens", "id").tolist()[:position] == text[:position]
        assert token is None or not steps or steps[0].id == token
        if take:
            self.session = twin

    @precondition(lambda self: self.session.trace is not None)
    @rule()
    def save_and_open(self):
        with tempfile.TemporaryDirectory() as folder:
            trace = Trace.open(self.session.trace.save(Path(folder) / "run.zarr"))
            assert_same_trace(trace, self.session.trace, 0, least=1)
            assert trace.text == self.session.trace.text

    def ids(self) -> list[int]:
        return self.session.trace.values("tokens", "id").tolist()

    @invariant()
    def trace_is_whole(self):
        session = getattr(self, "session", None)
        if session is None or session.trace is None:
            return
        trace, run, ids = session.trace, session.trace.run, self.ids()
        assert len(trace) == session.cache.length == len(ids)
        if not ids:
            return
        if "checks" in run:  # a branch that was not resumed has none yet
            assert all(check["ok"] for check in run["checks"].values()), run["checks"]
        phase = np.arange(len(ids)) >= run["prompt_tokens"]
        assert trace.values("tokens", "phase").astype(bool).tolist() == phase.tolist()
        with torch.inference_mode():
            expected = self.model(torch.tensor([ids]))[0].log_softmax(-1)
        own = expected[torch.arange(len(ids) - 1), torch.tensor(ids[1:], dtype=torch.long)].numpy()
        np.testing.assert_allclose(trace.values("tokens", "logprob")[1:], own, atol=CLOSE)
        # Beginning the next run would draw from this.
        np.testing.assert_allclose(session.text.logits[0, -1].log_softmax(-1).numpy(), expected[-1].numpy(), atol=CLOSE)
        mtp = "mtp" in trace.groups and self.model.config.num_nextn_predict_layers > 0
        assert session.cache.bytes() == sum(held_bytes(self.model.config, len(ids), mtp=mtp).values())


Sessions.TestCase.settings = settings(
    max_examples=40, stateful_step_count=8, deadline=None, database=None, derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)  # fmt: skip
TestSessions = Sessions.TestCase
