"""Weights whose routed experts do not all fit on the device: loaded from a checkpoint, or made of weights that are there.

Everything but the experts is the resident model's. Tests: tests/engine/test_offload.py.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import torch

from dsv4lab.checkpoint.expert_sizes import expert_sizes
from dsv4lab.checkpoint.reader import Checkpoint
from dsv4lab.engine.expert_store import ExpertStore
from dsv4lab.engine.load_weights import from_checkpoint
from dsv4lab.engine.stages import on
from dsv4lab.engine.weights import LayerWeights, Weights
from dsv4lab.errors import RoomError


def load_offloaded(
    checkpoint: Checkpoint,
    *,
    dtype: torch.dtype,
    device: torch.device,
    hot: int,
    say: Callable[[str], None] | None = None,
) -> Weights:
    """A checkpoint's weights with `hot` experts of each layer on the device and the others in main memory.

    Raises what `from_checkpoint` raises; nothing is left in either memory then.
    """
    stored, config = checkpoint.stored_bytes(), checkpoint.config
    for name in stored:
        if ".experts." in name and checkpoint.packed_format(name) is None:
            # Not kept as it is stored: its numbers in the activations' dtype are what lies in memory.
            stored[name] = checkpoint.weights[name].numel * dtype.itemsize
    sizes = expert_sizes(stored, config.n_routed_experts)
    try:
        with on(device):
            store = ExpertStore(config, sizes, hot, device)
    except torch.OutOfMemoryError:
        raise RoomError(
            f"{device} has no room for {hot} experts of each layer, {sizes.on_device(hot) / 1e9:.1f} GB: something else "
            "took memory meanwhile. Free some, or keep fewer there with experts_on_device=."
        ) from None
    weights = from_checkpoint(checkpoint, dtype=dtype, device=device, say=say, store=store)
    if device.type == "cuda":
        torch.cuda.empty_cache()  # whole matrices were there on their way to main memory
    return weights


def offloaded(weights: Weights, hot: int) -> Weights:
    """The same weights of one device with only `hot` experts of each layer there; those that were given stay as they are."""
    config, (device, _) = weights.config, weights.stages[0]
    layers = {f"layers.{i}": layer for i, layer in enumerate(weights.layers)}
    if weights.mtp is not None:
        layers["mtp.0"] = weights.mtp.layer
    stored = {
        f"{where}.ffn.experts.{part}": getattr(layer, part).bytes()
        for where, layer in layers.items()
        for part in ("w1", "w3", "w2")
    }
    with on(device):
        store = ExpertStore(config, expert_sizes(stored, config.n_routed_experts), hot, device)

        def kept(where: str, layer: LayerWeights) -> LayerWeights:
            w1, w3, w2 = (
                store.keep(f"{where}.ffn.experts.{part}", getattr(layer, part)) for part in ("w1", "w3", "w2")
            )
            return replace(layer, w1=w1, w3=w3, w2=w2)

        mtp = None if weights.mtp is None else replace(weights.mtp, layer=kept("mtp.0", weights.mtp.layer))
        trunk = [kept(where, layer) for where, layer in layers.items() if where != "mtp.0"]
    return replace(weights, layers=trunk, mtp=mtp, store=store)
