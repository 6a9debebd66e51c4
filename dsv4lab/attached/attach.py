"""`attach`: the lab's points on a live DeepseekV4ForCausalLM of transformers.

The attached model is a body like the others: the same names, captured groups, sessions and caches. What passes a point is
what transformers' modules compute, heard by hooks on them and by a watch inside them (watch.py); a value that a hook on a
point returns goes on in its place. Surprising: `hf_model.generate(...)` is heard as well, since the hooks are on the model.
Tests: tests/attached/test_attach.py.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from typing import Any

import torch
from torch import Tensor, nn

from dsv4lab.attached.cache import AttachedCache
from dsv4lab.attached.expert_share import sample
from dsv4lab.attached.modules import install
from dsv4lab.attached.places import places_of
from dsv4lab.attached.text import AttachedText
from dsv4lab.attached.watch import Watch
from dsv4lab.capture import points
from dsv4lab.capture.listening import Listening, Points
from dsv4lab.capture.plan import Plan
from dsv4lab.capture.trace_writer import TraceWriter
from dsv4lab.config import Config
from dsv4lab.errors import BodyError, LabError, PromptError, ShapeError, printable
from dsv4lab.interventions.editing import Editing
from dsv4lab.interventions.rule import Rule
from dsv4lab.model.hook_point import HookPoint
from dsv4lab.model.parts import Numerics
from dsv4lab.model.seam import Seam
from dsv4lab.text import Tokenizer

_SAMPLED = 64  # numbers of each tensor that the digest reads


def attach(hf_model: Any, tokenizer: Tokenizer | None = None) -> AttachedModel:
    """The lab's points, capture and traces on a live transformers model.

    hf_model    a DeepseekV4ForCausalLM of transformers 5.17 or newer, in eval()
    tokenizer   of this package (`dsv4lab.text.Tokenizer.load(folder)`); without one prompts are ids

    `lab.Session(lab.attach(hf_model))` writes texts and traces, `.points[name].listen(function)` hears a point,
    `.get_submodule(name).register_forward_hook(hook)` changes one, rules of `do` act in its own passes as on the reference,
    `.detach()` takes all hooks off again. The draft block is not part of it: transformers drops it.

    Raises LabError for a model of another class, one that is being trained, and one that is attached already.
    """
    name = type(hf_model).__name__
    if name != "DeepseekV4ForCausalLM":
        raise LabError(f"a {name} cannot be attached; give a DeepseekV4ForCausalLM of transformers.")
    if hf_model.training:
        raise LabError("the model is in training mode, in which attention drops weights; call its eval() first.")
    if getattr(hf_model, "_dsv4lab_attached", False):
        raise LabError("this model is attached already; use that one, or call its detach() first.")
    return AttachedModel(hf_model, tokenizer)


class AttachedModel(nn.Module):
    """A transformers model as a body. Its modules are points alone; the weights stay where they were, in `theirs`."""

    engine = "attached"
    theirs: Any
    norm: Any
    head: Any

    def __init__(self, theirs: Any, tokenizer: Tokenizer | None = None) -> None:
        super().__init__()
        # Not as modules: the names inside must be those of the points and nothing else.
        self.__dict__ |= {"theirs": theirs, "norm": theirs.model.norm, "head": theirs.lm_head}
        # Text alone of a config: whatever it was read from holds for this model.
        self.config = Config.from_dict(theirs.config.to_dict()).replace(num_nextn_predict_layers=0)
        self.numerics, self.tokenizer = Numerics(), tokenizer
        self.end_ids = self.config.end_ids
        dtype, device = str(self.dtype).removeprefix("torch."), self.device
        self.notes = [f"{type(theirs).__name__} of transformers, attached; {dtype} on {device}"]
        self.digest = "attached:" + _digest(theirs)
        for name, place in places_of(self.config, theirs).items():
            _add(self, name.split("."), place)
        for point in points.names(self.config):
            _add(self, point.split("."), HookPoint())
        self._local = threading.local()
        self._handles = install(self, theirs)
        theirs._dsv4lab_attached = True

    def detach(self) -> None:
        """Take every hook off the transformers model."""
        for handle in self._handles:
            handle.remove()
        self._handles = []
        self.theirs._dsv4lab_attached = False

    @property
    def device(self) -> torch.device:
        """Where the embedding is, and where ids are sent."""
        return self.theirs.model.embed_tokens.weight.device

    @property
    def dtype(self) -> torch.dtype:
        """The dtype of the embedding and of activations."""
        return self.theirs.model.embed_tokens.weight.dtype

    @property
    def points(self) -> Points:
        """All points by name: `model.points[name].listen(function)`."""
        return Points(self.config, self._listen)

    def forward(self, ids: Tensor, cache: AttachedCache | None = None, *, last_only: bool = False) -> Tensor:
        """ids [B, T] -> logits [B, T, V] float32 (only the last position with `last_only`); a cache is moved on by T."""
        logits, _ = self.run(ids, cache)
        return logits[:, -1:] if last_only else logits

    def run(self, ids: Tensor, cache: AttachedCache | None = None) -> tuple[Tensor, Tensor]:
        """One pass of the transformers model over ids [B, T]: logits [B, T, V] float32 and the last streams [B, T, N, D].

        Raises PromptError past the model's context.
        """
        cache = self.new_cache(ids.shape[1]) if cache is None else cache
        end = cache.length + ids.shape[1]
        if end > self.config.max_position_embeddings:
            raise PromptError(
                f"{end} tokens do not fit this model's context of {self.config.max_position_embeddings}; shorten the "
                "prompt or ask for fewer new tokens."
            )
        last: list[Tensor] = []
        thread = threading.get_ident()

        def keep(_module: Any, _args: Any, out: Tensor) -> None:
            if threading.get_ident() == thread:  # another session may use the model at the same time
                last.append(out)

        kept = self.theirs.model.layers[-1].register_forward_hook(keep)
        try:
            out = self.theirs(input_ids=ids.to(self.device), past_key_values=cache.theirs, use_cache=True)
        finally:
            kept.remove()
        cache.length = end
        return out.logits.float(), last[-1]

    def read_out(self, streams: Tensor, *, listened: bool = False) -> Tensor:
        """Collapse, norm and head of transformers: [B, T, N, D] -> logits [B, T, V] float32; no point hears it.

        Raises BodyError for `listened=True`: outside of a pass nothing is heard.
        """
        if listened:
            raise BodyError("attached model", "a read-out that is heard", "its head runs inside the pass", "model(ids)")
        body = self.theirs.model
        return self.theirs.lm_head(body.norm(body.hc_head(streams))).float()

    def new_cache(self, tokens: int) -> AttachedCache:
        """An empty cache of transformers; it grows by itself."""
        from transformers import DynamicCache

        return AttachedCache(self.config, DynamicCache(config=self.theirs.config))

    def plain_cache(self) -> AttachedCache:
        """An empty cache for a run beside another one; it goes back by a mark alone."""
        return self.new_cache(0)

    @torch.inference_mode()
    def read_points(self, ids: Tensor, names: Sequence[str], cache: AttachedCache | None = None) -> dict[str, Tensor]:
        """Run ids [B, T] and return what passed these points, {name: tensor of any shape}.

        Raises CaptureError for a name that is no point of this model.
        """
        thread, found = threading.get_ident(), {}

        def keeper(name: str) -> Callable[[Tensor], None]:
            def keep(value: Tensor) -> None:
                if threading.get_ident() == thread:
                    found[name] = value

            return keep

        listening = [self.points[name].listen(keeper(name)) for name in names]
        try:
            self(ids, cache)
        finally:
            for one in listening:
                one.remove()
        return found

    def sink(self, layer: int) -> Tensor:
        """Every head's logit [H] of attending to nothing, in this layer."""
        return self.theirs.model.layers[layer].self_attn.sinks

    def wait_until_ready(
        self,
        say: Callable[[str], None] | None = None,
        stopped: Callable[[], bool] = lambda: False,
        captured: bool = False,
    ) -> None:
        """Nothing is prepared here."""

    def check_edits(self, rules: Sequence[Rule]) -> list[str]:
        """Names of the places that these rules change. Raises EditError for rules that cannot be carried out here."""
        return Editing(self, rules).places

    def new_text(
        self,
        writer: TraceWriter,
        plan: Plan,
        prompt: list[int],
        *,
        rewindable: bool = True,
        edits: Sequence[Rule] = (),
    ) -> AttachedText:
        """A text that begins with these ids and is written into `writer`, with `edits` at work in transformers' own
        passes; earlier states are not kept.
        """
        return AttachedText(self, writer, plan, prompt, editing=Editing(self, edits))

    def bytes_beside(self, tokens: int, *, rewindable: bool = True) -> int:
        """Nothing is kept so that a text can be gone back to."""
        return 0

    # What the hooks on transformers' modules ask -----------------------------------------------------------------------

    @property
    def watch(self) -> Watch | None:
        """That of the pass that this thread is making, if it is making one."""
        return getattr(self._local, "watch", None)

    def set_watch(self, watch: Watch | None) -> None:
        """Begin this thread's pass, or end it."""
        self._local.watch = watch

    def wanted(self, name: str) -> bool:
        """Whether somebody listens to this point."""
        return self.point(name).wanted

    def seam(self, name: str) -> Seam[Any]:
        """A place that rules change and nobody else hears (places.py)."""
        module, _, last = name.rpartition(".")
        return getattr(self.get_submodule(module), last)

    def point(self, name: str) -> HookPoint:
        """The module of a point."""
        found = self.get_submodule(name)
        assert isinstance(found, HookPoint)
        return found

    def passed(self, name: str, value: Tensor) -> Tensor:
        """Let listeners hear a value of any shape; what goes on, the same object unless one of them changed it.

        Raises ShapeError for a change of shape, CaptureError for a change of what can only be heard.
        """
        point = self.point(name)
        if not point.wanted:
            return value
        with nullcontext() if self.watch is None else self.watch.looking_away():
            if name.endswith("compressor.gate"):
                point.only_heard(value.mean(-1), name, "a mean over channels; change compressor.entries")
                return value
            after = point(value)
        if after.shape != value.shape and not name.endswith("picks"):
            raise ShapeError(f"{name}: a hook returned {list(after.shape)}; this point needs {list(value.shape)}.")
        return after if after is value else after.to(value.dtype)

    def _listen(self, name: str, function: Callable[[Tensor], object]) -> Listening:
        def hear(_module: object, _args: object, value: Tensor) -> None:
            function(value)

        hear.only_listens = True  # type: ignore[attr-defined]  # read by HookPoint.may_change
        return Listening(self.point(name).register_forward_hook(hear).remove)


def _add(module: nn.Module, path: list[str], last: nn.Module) -> None:
    """A module at the end of a path of modules."""
    for part in path[:-1]:
        if part not in module._modules:
            module.add_module(part, nn.Module())
        module = module._modules[part]  # type: ignore[assignment]
    module.add_module(path[-1], last)


def _digest(theirs: Any) -> str:
    """Of a sample of every weight: enough to tell two models apart."""
    digest = hashlib.sha256()
    for name, tensor in sorted(theirs.state_dict().items()):
        digest.update(f"{printable(name)} {tuple(tensor.shape)} {tensor.dtype} ".encode())
        digest.update(sample(tensor, _SAMPLED).numpy().tobytes())
    return digest.hexdigest()
