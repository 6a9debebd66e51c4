"""Which module of transformers' DeepSeek-V4 each point is heard at: the hooks of one attached model.

What a module takes or returns is heard by a hook on it; what it makes inside by the watch, for which the hooks push and
pop frames. Outside of a pass of the whole model (a read-out of an early layer, somebody's own call of a block) every hook
is silent.   Tests: tests/attached/test_attach.py.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol

import torch
from torch import Tensor
from torch.utils.hooks import RemovableHandle

from dsv4lab.attached import watch as rules
from dsv4lab.attached.expert_share import of_each
from dsv4lab.attached.frame import Frame
from dsv4lab.attached.watch import Watch
from dsv4lab.errors import CaptureError, LabError
from dsv4lab.model.seam import Seam

Ready = Callable[[Watch, Frame, Any, dict[str, Any]], None]  # fills a frame from the module's arguments
Done = Callable[[Watch, Frame, Any, Any], Any]  # sees the frame, the arguments and the output; the output that goes on


class Lab(Protocol):
    """What the hooks ask of an attached model."""

    @property
    def watch(self) -> Watch | None:
        """That of the pass that this thread is making."""
        ...

    def set_watch(self, watch: Watch | None) -> None:
        """Begin this thread's pass, or end it."""
        ...

    def wanted(self, name: str) -> bool:
        """Whether somebody listens to this point."""
        ...

    def passed(self, name: str, value: Tensor) -> Tensor:
        """Let listeners hear a value of any shape; what goes on."""
        ...

    def seam(self, name: str) -> Seam[Any]:
        """A place that rules change and nobody else hears."""
        ...


def install(lab: Lab, theirs: Any) -> list[RemovableHandle]:
    """Put all hooks on; raises LabError for a model whose modules are not those of transformers 5.17 to 5.23."""
    try:
        return _install(lab, theirs)
    except AttributeError as error:
        import transformers

        raise LabError(
            f"transformers {transformers.__version__} builds its DeepSeek-V4 otherwise than 5.17 to 5.23 ({error}), so its "
            "points are not known here. Use one of those versions."
        ) from None


def _install(lab: Lab, theirs: Any) -> list[RemovableHandle]:
    body, handles = theirs.model, []
    handles += _whole_pass(lab, theirs)
    handles.append(_first_input(lab, body.layers[0]))
    for number, layer in enumerate(body.layers):
        where = f"layers.{number}"
        for site, module in (("attn", layer.attn_hc), ("ffn", layer.ffn_hc)):
            handles += _mixing(lab, module, f"{where}.{site}.mixing", ("post", "comb"))
        handles += _attention(lab, layer.self_attn, f"{where}.attn")
        handles += _experts(lab, layer.mlp, f"{where}.ffn")
        handles.append(_output(lab, layer, f"streams.{number}"))
    handles += _mixing(lab, body.hc_head, "head_mixing", ())
    handles.append(_output(lab, theirs.lm_head, "logits"))
    return handles


def _whole_pass(lab: Lab, theirs: Any) -> list[RemovableHandle]:
    """The watch is active from the first to the last line of the model's own forward, in the thread that runs it."""

    def begin(_module: Any, args: Any, kwargs: dict[str, Any]) -> None:
        ids = kwargs.get("input_ids", args[0] if args else None)
        if ids is None:
            ids = kwargs["inputs_embeds"][..., 0]
        watch = Watch(lab.passed)
        cache = kwargs.get("past_key_values")
        watch.shape, watch.start = tuple(ids.shape), 0 if cache is None else int(cache.get_seq_length())
        lab.set_watch(watch)
        watch.__enter__()

    def end(_module: Any, _args: Any, _out: Any) -> None:
        watch = lab.watch
        lab.set_watch(None)
        if watch is not None:
            watch.__exit__(None, None, None)

    return [
        theirs.register_forward_pre_hook(begin, with_kwargs=True),
        theirs.register_forward_hook(end, always_call=True),
    ]


def _framed(
    lab: Lab,
    module: Any,
    where: str,
    rule: Mapping[Any, Any],
    ready: Ready | None = None,
    done: Done | None = None,
) -> list[RemovableHandle]:
    """Hooks that push a frame before a module and pop it behind it."""

    def begin(_module: Any, args: Any, kwargs: dict[str, Any]) -> None:
        if lab.watch is not None:
            frame = Frame(where, rule, lab.watch.start, module=module)
            frame.kept |= {"wanted": lab.wanted, "seam": lab.seam, "shape": lab.watch.shape}
            if ready is not None:
                ready(lab.watch, frame, args, kwargs)
            lab.watch.frames.append(frame)

    def end(_module: Any, args: Any, out: Any) -> Any:
        if lab.watch is None or not lab.watch.frames or lab.watch.frames[-1].module is not module:
            return None
        frame = lab.watch.frames.pop()
        return None if done is None or out is None else done(lab.watch, frame, args, out)

    return [
        module.register_forward_pre_hook(begin, with_kwargs=True), module.register_forward_hook(end, always_call=True)
    ]  # fmt: skip


def _first_input(lab: Lab, layer: Any) -> RemovableHandle:
    """The streams behind the embedding are what the first layer is given."""

    def hear(_module: Any, args: Any) -> Any:
        if lab.watch is None:
            return None
        return (lab.passed("streams.embedding", args[0]), *args[1:])

    return layer.register_forward_pre_hook(hear)


def _output(lab: Lab, module: Any, name: str) -> RemovableHandle:
    """A module whose output [B, T, ...] is a point."""

    def hear(_module: Any, _args: Any, out: Tensor) -> Tensor | None:
        return None if lab.watch is None else lab.passed(name, out.float() if name == "logits" else out)

    return module.register_forward_hook(hear)


def _mixing(lab: Lab, module: Any, where: str, returned: tuple[str, ...]) -> list[RemovableHandle]:
    """pre and comb_logits pass inside; post and comb are returned."""

    def ready(_watch: Watch, frame: Frame, _args: Any, _kwargs: Any) -> None:
        frame.kept["eps"] = module.hc_eps if returned else module.eps

    def done(_watch: Watch, frame: Frame, _args: Any, out: Any) -> Any:
        if not frame.seen.get(torch.sigmoid):
            raise _unseen(frame.where, "sigmoid")
        if not returned:
            return out
        changed = (lab.passed(f"{where}.{name}", value) for name, value in zip(returned, out, strict=False))
        return (*changed, *out[len(returned) :])

    rule = rules.MIXING if returned else {torch.sigmoid: rules.mixing_sigmoid}
    return _framed(lab, module, where, rule, ready, done)


def _attention(lab: Lab, module: Any, where: str) -> list[RemovableHandle]:
    def ready(watch: Watch, frame: Frame, _args: Any, kwargs: Any) -> None:
        frame.kept["window"] = module.sliding_window
        positions = kwargs.get("position_ids")
        if isinstance(positions, Tensor):  # the model's own idea of where it is
            frame.start = int(positions.flatten()[0])

    def done(_watch: Watch, frame: Frame, _args: Any, out: Any) -> Any:
        if frame.kept.get("turned", 0) < 2 or not frame.seen.get(torch.nn.functional.softmax):
            raise _unseen(frame.where, "softmax over its keys (attention other than eager)")
        return (lab.passed(f"{where}.out", out[0]), *out[1:])

    handles = _framed(lab, module, where, rules.ATTENTION, ready, done)
    if module.compressor is not None:
        handles += _compressor(lab, module.compressor, where)
    return handles


def _compressor(lab: Lab, module: Any, where: str) -> list[RemovableHandle]:
    name = f"{where}.compressor"

    def done(watch: Watch, _frame: Frame, _args: Any, out: Any) -> Any:
        watch.frames[-1].kept["entries"] = out[0].shape[2]  # attention's own frame, which goes on
        return out

    handles = [*_framed(lab, module, name, rules.COMPRESSOR, None, done), _entries(lab, module.kv_norm, name)]
    indexer = getattr(module, "indexer", None)
    if indexer is None:
        return handles
    inner = f"{where}.indexer.compressor"

    def ready(_watch: Watch, frame: Frame, _args: Any, _kwargs: Any) -> None:
        frame.kept["indexer"] = f"{where}.indexer"

    def picked(watch: Watch, frame: Frame, _args: Any, out: Tensor) -> Tensor:
        if "scores" in frame.kept:
            # transformers asks again which entries are complete, and not which scores are minus infinity: one that a rule
            # took out would come back where nothing else is left to pick.
            taken = frame.kept["scores"].gather(-1, out.clamp_min(0)) == -torch.inf
            out = out.masked_fill(taken, -1)
        if out.shape[-1]:
            out = lab.passed(f"{where}.indexer.picks", out)
        watch.frames[-2].kept["picks"] = out  # the compressor calls it, and attention calls the compressor
        return out

    return [
        *handles, *_framed(lab, indexer, inner, rules.INDEXER, ready, picked), _entries(lab, indexer.kv_norm, inner)
    ]  # fmt: skip


def _entries(lab: Lab, norm: Any, where: str) -> RemovableHandle:
    """A compressor norms the entries of blocks that became full, and turns them later."""

    def hear(_module: Any, _args: Any, out: Tensor) -> Tensor | None:
        return None if lab.watch is None else lab.passed(f"{where}.entries", out)

    return norm.register_forward_hook(hear)


def _experts(lab: Lab, module: Any, where: str) -> list[RemovableHandle]:
    routing = f"{where}.routing"

    def chosen(watch: Watch, frame: Frame, _args: Any, out: Any) -> Any:
        if "experts" not in frame.kept:
            raise _unseen(frame.where, "gathering of weights")
        weights = lab.passed(f"{routing}.weights", out[1].unflatten(0, watch.shape)).flatten(0, 1)
        return out[0], weights, frame.kept["experts"]

    def scored(_module: Any, _args: Any, out: Tensor) -> Tensor | None:
        if lab.watch is None:
            return None
        return lab.passed(f"{routing}.scores", out.unflatten(0, lab.watch.shape)).flatten(0, 1)

    def routed(experts: Any, args: Any, out: Tensor) -> Tensor | None:
        if lab.watch is None or not lab.wanted(f"{where}.routed"):
            return None
        each = of_each(experts, *args).unflatten(0, lab.watch.shape)  # [B, T, K, D]
        changed = lab.passed(f"{where}.routed", each)
        if changed is each:
            return None
        # What was not changed goes on as it was: a sum in another order costs a last bit.
        other = (changed != each).flatten(2).any(-1).flatten()[:, None]
        return torch.where(other, changed.sum(-2).flatten(0, 1).to(out.dtype), out)

    return [
        *_framed(lab, module.gate, routing, rules.GATE, None, chosen),
        module.gate.score_fn.register_forward_hook(scored), module.experts.register_forward_hook(routed),
        _output(lab, module.shared_experts, f"{where}.shared"), _output(lab, module, f"{where}.out"),
    ]  # fmt: skip


def _unseen(where: str, what: str) -> CaptureError:
    return CaptureError(
        f"{where}: its {what} was not seen in this pass, so what its points would say is not known. Load the model with "
        'attn_implementation="eager" and without compiled or replaced kernels.'
    )
