"""Watch: sees the tensors that transformers' modules make inside a pass, where no module's output would show them.

It is one of PyTorch's function modes, active in a pass and in the thread that makes it. Modules push a frame when they
begin and pop it when they end; the functions that torch is asked for inside a frame are what the module really computes,
so what passes a point is the running model's own value and never a second computation of ours. A frame knows which call
is which by its function and its number, as in transformers 5.17 to 5.23; a pass in which one is missing is refused.
Tests: tests/attached/test_attach.py, tests/attached/test_rules.py.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

import torch
from torch import Tensor
from torch.overrides import TorchFunctionMode

from dsv4lab.attached.frame import Frame, Passed, Went
from dsv4lab.attached.lists import told, weights_of
from dsv4lab.attached.reading import Changed, changed_reading


class Watch(TorchFunctionMode):
    """Active during one pass of one thread; `passed` lets the listeners of a point hear a value, and change it."""

    def __init__(self, passed: Passed) -> None:
        super().__init__()
        self.passed = passed
        self.frames: list[Frame] = []
        self.start, self.shape = 0, (1, 1)
        self._looks = True

    @contextmanager
    def looking_away(self) -> Generator[None]:
        """Inside, functions are somebody else's: what a hook computes is no part of the module that it hears."""
        before, self._looks = self._looks, False
        try:
            yield
        finally:
            self._looks = before

    def __torch_function__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        kwargs = kwargs or {}
        frame = self.frames[-1] if self.frames and self._looks else None
        rule = frame.rules.get(func) if frame is not None else None
        if frame is None or rule is None:
            return func(*args, **kwargs)
        number = frame.seen[func] = frame.seen.get(func, 0) + 1
        args, kwargs, after = rule(frame, self.passed, number, args, kwargs)
        out = func(*args, **kwargs)
        return out if after is None else after(out)


def mixing_sigmoid(frame: Frame, passed: Passed, number: int, args: Any, kwargs: Any) -> Went:
    """pre is a sigmoid plus eps, the first of its module; post is seen where the module returns it."""

    def after(out: Tensor) -> Tensor:
        eps = frame.kept["eps"]
        pre = out + eps
        changed = passed(f"{frame.where}.pre", pre)
        # Taken off and put on again, eps costs a last bit, so what was not changed goes on as it was.
        return out if changed is pre else torch.where(changed == pre, out, changed - eps)

    return args, kwargs, after if number == 1 else None


def mixing_softmax(frame: Frame, passed: Passed, number: int, args: Any, kwargs: Any) -> Went:
    """What Sinkhorn begins with is what its softmax is given."""
    return (passed(f"{frame.where}.comb_logits", args[0]), *args[1:]), kwargs, None


def attention_cat(frame: Frame, passed: Passed, number: int, args: Any, kwargs: Any) -> Went:
    """RoPE ends with putting turned channels behind the others: of the queries first, then of the keys."""
    dim = kwargs.get("dim", args[1] if len(args) > 1 else 0)
    if dim != -1 or frame.kept.get("turned", 0) >= 2:
        return args, kwargs, None
    frame.kept["turned"] = frame.kept.get("turned", 0) + 1
    name = "query" if frame.kept["turned"] == 1 else "key"

    def after(out: Tensor) -> Tensor:  # [B, H, T, C]
        value = out.transpose(1, 2) if name == "query" else out[:, 0]
        changed = passed(f"{frame.where}.{name}", value)
        if changed is value:
            return out
        # Laid out in memory as it was: products of another layout differ in the last bit.
        return torch.empty_like(out).copy_(changed.transpose(1, 2) if name == "query" else changed[:, None])

    return args, kwargs, after


def attention_softmax(frame: Frame, passed: Passed, number: int, args: Any, kwargs: Any) -> Went:
    """The one softmax over window, entries and sink; what may not be read stands at minus infinity."""
    seam = frame.kept["seam"](f"{frame.where}.reading")
    read = changed_reading(frame, seam, args[0]) if seam.used else Changed(args[0], args[0], None)
    return (read.logits, *args[1:]), kwargs, lambda out: told(frame, passed, read, weights_of(out, read))


def compressor_softmax(frame: Frame, passed: Passed, number: int, args: Any, kwargs: Any) -> Went:
    """Gates of the blocks that became full [B, n, sources, C]: rules change them before, heard is their mean after."""

    def after(out: Tensor) -> Tensor:
        passed(f"{frame.where}.gate", out)
        return out

    gates: Tensor = args[0]
    seam = frame.kept["seam"](f"{frame.where}.gates")
    return (seam(gates) if seam.used else gates, *args[1:]), kwargs, after


def indexer_topk(frame: Frame, passed: Passed, number: int, args: Any, kwargs: Any) -> Went:
    """The scores that the selection sees, entries that are not complete at minus infinity."""
    scores: Tensor = args[0]
    if not scores.shape[-1]:
        return args, kwargs, None
    changed = passed(f"{frame.kept['indexer']}.scores", scores)
    if changed is not scores:
        frame.kept["scores"] = changed
    return (changed, *args[1:]), kwargs, None


def gate_linear(frame: Frame, passed: Passed, number: int, args: Any, kwargs: Any) -> Went:
    """The router's one product gives its logits."""
    batch = frame.kept["shape"]

    def after(out: Tensor) -> Tensor:
        return passed(f"{frame.where}.logits", out.unflatten(0, batch)).flatten(0, 1)

    return args, kwargs, after if number == 1 else None


def gate_topk(frame: Frame, passed: Passed, number: int, args: Any, kwargs: Any) -> Went:
    """Learned routers choose the best of score + bias."""
    batch = frame.kept["shape"]
    biased = passed(f"{frame.where}.biased_scores", args[0].unflatten(0, batch)).flatten(0, 1)
    return (biased, *args[1:]), kwargs, None


def gate_gather(frame: Frame, passed: Passed, number: int, args: Any, kwargs: Any) -> Went:
    """Weights are gathered by the chosen experts, whoever chose them; others are gathered if they are changed here."""
    scores, dim, chosen = args
    chosen = passed(f"{frame.where}.experts", chosen.unflatten(0, frame.kept["shape"])).flatten(0, 1)
    frame.kept["experts"] = chosen
    return (scores, dim, chosen), kwargs, None


MIXING = {torch.sigmoid: mixing_sigmoid, torch.softmax: mixing_softmax}
ATTENTION = {torch.cat: attention_cat, torch.nn.functional.softmax: attention_softmax}
COMPRESSOR = {Tensor.softmax: compressor_softmax}
INDEXER = {Tensor.softmax: compressor_softmax, Tensor.topk: indexer_topk}
GATE = {torch.nn.functional.linear: gate_linear, torch.topk: gate_topk, Tensor.gather: gate_gather}
