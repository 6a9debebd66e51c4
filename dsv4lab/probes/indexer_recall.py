"""How much of full attention the indexer's picks cover: measured with the model, on a few probe queries, after a run.

The run's tokens are read again, with whichever body the session has; each probe's token passes by itself, and in every
layer that picks the same query attends to all complete entries instead of the picked ones. The run itself stays as it was.
Nothing is said about queries that were not probed.   Tests: tests/probes/test_indexer_recall.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import Tensor

from dsv4lab.config import Config
from dsv4lab.errors import CaptureError
from dsv4lab.generation.sampling import whole
from dsv4lab.interfaces import KVCache, Model
from dsv4lab.kernels.attention import sparse_attention

if TYPE_CHECKING:
    import xarray

    from dsv4lab.session import Session

NAMES = ("entries", "picked", "window", "sink")
_PASS = 256  # tokens between two probes are read so many at a time


def measure_recall(session: Session, probes: int | Sequence[int] = 16) -> xarray.Dataset:
    """Attach the group `recall` to the session's trace and return it.

    probes   how many queries, evenly spaced over those that had a choice, or their positions

    >>> import dsv4lab as lab
    >>> from dsv4lab.probes.indexer_recall import measure_recall
    >>> session = lab.Session(lab.load())
    >>> trace = session.generate("Once upon a time", max_new_tokens=3, temperature=0)
    >>> recall = measure_recall(session, probes=[7])  # so early everything complete is picked
    >>> bool((recall.picked == recall.entries).all())
    True

    Raises CaptureError before a run has ended, for probes outside it, and where no query had a choice.
    """
    run, model = session.text, session.model
    if run is None or not run.writer.finished:
        raise CaptureError("recall is measured on a run that has ended: call session.generate() first, then this.")
    layers = model.config.picking_layers
    positions = _positions(model.config, run.writer.length, probes)
    ids = torch.tensor([run.writer.arrays["tokens"]["id"][: positions[-1] + 1].tolist()], device=model.device)
    cache, read, shares = model.new_cache(ids.shape[1]), 0, []
    for position in positions:
        while read < position:
            part = ids[:, read : min(read + _PASS, position)]
            _ahead(model, part, cache)
            read += part.shape[1]
        shares.append(_probe(model, cache, ids[:, position : position + 1], position, layers))
        read += 1
    values = {name: np.stack([probe[name] for probe in shares], 1) for name in NAMES}  # [layer, probe, head]
    run.writer.attach("recall", layers, {"position": np.array(positions), **values})
    return run.writer.trace["recall"]


@torch.inference_mode()
def _ahead(model: Model, ids: Tensor, cache: KVCache) -> None:
    model(ids, cache, last_only=True)


def _positions(config: Config, length: int, probes: int | Sequence[int]) -> list[int]:
    first = (config.index_topk + 1) * config.pick_rate - 1  # here a query sees one entry more than it may pick
    if isinstance(probes, Iterable) and not isinstance(probes, str):
        probes = [whole("a probe", p) for p in probes]
        least = config.pick_rate - 1  # the token that completes the first entry
        early = [p for p in probes if 0 < p < least]
        if early:
            raise CaptureError(
                f"probe {early[0]} comes before the first entry is complete (token {least}), so it had nothing to pick; "
                f"give positions from {least} on."
            )
        wrong = [p for p in probes if not 0 < p < length]
        if wrong:
            raise CaptureError(
                f"probe {wrong[0]} is not a token after the first; the run has tokens 0 to {length - 1}."
            )
        if not probes:
            raise CaptureError("probes is empty; give positions of queries, or how many.")
        return sorted(set(probes))
    count = whole("probes", probes)
    if count < 1:
        raise CaptureError(f"probes is {count}; measure at least one query.")
    if length <= first:
        raise CaptureError(
            f"no query of these {length} tokens had a choice: up to token {first} all entries fit into the "
            f"{config.index_topk} picks, so they cover everything. Use a longer text."
        )
    return sorted(set(np.linspace(first, length - 1, count).astype(int).tolist()))


@torch.inference_mode()
def _probe(model: Model, cache: KVCache, token: Tensor, position: int, layers: list[int]) -> dict[str, np.ndarray]:
    """{name: [layer, head]} for one query; the cache is moved on by its token."""
    before = {layer: cache.window_of(layer) for layer in layers}
    names = [f"layers.{layer}.attn.{part}" for layer in layers for part in ("query", "key", "indexer.picks")]
    seen = model.read_points(token, names, cache)
    config, found = model.config, {name: [] for name in NAMES}
    for layer in layers:
        kept, new = before[layer], seen[f"layers.{layer}.attn.key"]
        window = new if kept is None else torch.cat((kept, new), 1)
        _, lists = sparse_attention(
            seen[f"layers.{layer}.attn.query"], window, cache.entries_of(layer), None, model.sink(layer),
            start=position, window_size=config.sliding_window, rate=config.rate(config.layer_kinds[layer]), lists=True,
        )  # fmt: skip
        assert lists is not None  # they were asked for
        weight = lists.weight[0, 0].nan_to_num()  # [head, place]
        past, picks = weight[:, lists.window :], seen[f"layers.{layer}.attn.indexer.picks"][0, 0].long()
        parts = {
            "entries": past.sum(-1),
            "picked": past[:, picks[picks >= 0]].sum(-1),
            "window": weight[:, : lists.window].sum(-1),
            "sink": lists.sink[0, 0],
        }
        for name, value in parts.items():
            found[name].append(value.float().cpu().numpy())
    return {name: np.stack(values) for name, values in found.items()}
