"""How much of full attention the indexer's picks cover: measured with the model, on a few probe queries, after a run.

For each probe the run's cache is taken back to just before it, its token is run again, and in every CSA layer the same
query attends to all complete entries instead of the picked ones. The run itself and all layers' inputs stay as they were.
Nothing is said about queries that were not probed.   Tests: tests/test_indexer_recall.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from dsv4lab.config import CSA
from dsv4lab.errors import CaptureError
from dsv4lab.kernels.sparse_attention import sparse_attention
from dsv4lab.model.cache import Cache
from dsv4lab.model.transformer import Transformer

if TYPE_CHECKING:
    import xarray

    from dsv4lab.session import Session

NAMES = ("entries", "picked", "window", "sink")


def measure_recall(session: Session, probes: int | Sequence[int] = 16) -> xarray.Dataset:
    """Attach the group `recall` to the session's trace and return it.

    probes   how many queries, evenly spaced over those that had a choice, or their positions
    """
    run, model = session._run, session.model
    cache = None if run is None else run.cache
    if run is None or not isinstance(model, Transformer) or not isinstance(cache, Cache) or not cache.rewindable:
        raise CaptureError(
            "recall needs a run of the reference engine whose cache can be taken back: generate at most 32,768 tokens, "
            "then call measure_recall(session)."
        )
    layers = model.config.layers_of_kind(CSA)
    positions = _positions(model, cache.length, probes)
    ids = run.writer.arrays["tokens"]["id"]
    shares = [_probe(model, cache, int(ids[p]), p, layers) for p in positions]
    values = {name: np.stack([probe[name] for probe in shares], 1) for name in NAMES}  # [layer, probe, head]
    run.writer.attach("recall", layers, {"position": np.array(positions), **values})
    return run.writer.trace["recall"]


def _positions(model: Transformer, length: int, probes: int | Sequence[int]) -> list[int]:
    config = model.config
    first = (config.index_topk + 1) * config.csa_rate - 1  # here a query sees one entry more than it may pick
    if not isinstance(probes, int):
        wrong = [p for p in probes if not 0 < p < length]
        if wrong:
            raise CaptureError(
                f"probe {wrong[0]} is not a token after the first; the run has tokens 0 to {length - 1}."
            )
        return sorted(set(probes))
    if length <= first:
        raise CaptureError(
            f"no query of these {length} tokens had a choice: up to token {first} all entries fit into the "
            f"{config.index_topk} picks, so they cover everything. Use a longer text."
        )
    return sorted(set(np.linspace(first, length - 1, probes).astype(int).tolist()))


@torch.inference_mode()
def _probe(model: Transformer, cache: Cache, token: int, position: int, layers: list[int]) -> dict[str, np.ndarray]:
    """{name: [layer, head]} for one query."""
    twin = cache.at(position)
    before = {layer: twin.layers[layer].window for layer in layers}
    seen: dict[str, torch.Tensor] = {}
    names = [f"layers.{layer}.attn.{part}" for layer in layers for part in ("query", "key", "indexer.picks")]
    handles = [
        model.get_submodule(name).register_forward_hook(lambda _m, _a, out, name=name: seen.update({name: out}))
        for name in names
    ]
    try:
        model.run_layers(torch.tensor([[token]], device=model.device), twin)
    finally:
        for handle in handles:
            handle.remove()
    found: dict[str, list[np.ndarray]] = {name: [] for name in NAMES}
    for layer in layers:
        attention: Any = model.layers[layer].attn
        kept = before[layer]
        new = seen[f"layers.{layer}.attn.key"]
        window = new if kept is None else torch.cat((kept, new), 1)
        state = twin.layers[layer].compressor
        assert state is not None  # every CSA layer has a compressor
        _, lists = sparse_attention(
            seen[f"layers.{layer}.attn.query"], window, state.entries.rows, None, attention.sink,
            start=position, window_size=attention.window, rate=attention.rate, lists=True,
        )  # fmt: skip
        assert lists is not None  # they were asked for
        weight = lists.weight[0, 0].nan_to_num()  # [head, place]
        past, picks = weight[:, lists.window :], seen[f"layers.{layer}.attn.indexer.picks"][0, 0]
        parts = {
            "entries": past.sum(-1),
            "picked": past[:, picks[picks >= 0]].sum(-1),
            "window": weight[:, : lists.window].sum(-1),
            "sink": lists.sink[0, 0],
        }
        for name, value in parts.items():
            found[name].append(value.float().cpu().numpy())
    return {name: np.stack(values) for name, values in found.items()}
