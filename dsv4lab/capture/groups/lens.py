"""The group lens: which token every layer's streams would name, put straight through the model's collapse, norm and head.

Section 2.1 of the report (the head).   Tests: tests/capture/test_trace_invariants.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from dsv4lab.capture.group import F32, I8, I32, Group, Table, variable
from dsv4lab.capture.groups.streams import STREAMS, layers_and_embedding
from dsv4lab.capture.groups.tokens import RANKS
from dsv4lab.capture.passes import LatePass, ReadOut, RecordedPass, put_now
from dsv4lab.capture.protocols import Options, Put, Rows
from dsv4lab.config import Config

if TYPE_CHECKING:
    from torch import Tensor

    from dsv4lab.model.transformer import Transformer

_LOGITS = 1 << 24  # that are made at a time


class Lens(Group):
    name = "lens"
    drop = 2
    variables: ClassVar[Table] = {
        "top_id": variable(
            "layer token rank", I32, "likeliest next tokens if the layer's streams went straight to the head",
            ids="vocabulary",
        ),
        "top_prob": variable("layer token rank", F32, "their probabilities"),
        "stream_id": variable(
            "layer token stream_alone", I32, "likeliest next token if one stream alone went through norm and head",
            ids="vocabulary",
        ),
        "stream_prob": variable("layer token stream_alone", F32, "its probability (only with Plan(stream_lens=True))"),
        "agree": variable(
            "layer token", I8, "1 if the first of them is the model's final first choice, 0 if not; -1 not read yet",
            ids="flag",
        ),
    }  # fmt: skip
    points = STREAMS

    def layers(self, config: Config) -> list[int]:
        return layers_and_embedding(config)

    def sizes(self, config: Config, tokens: int, layers: Sequence[int], options: Options) -> dict[str, int]:
        alone = {"stream_alone": config.hc_mult} if options.stream_lens else {}
        return {"rank": min(RANKS, config.vocab_size), **alone}

    def decoder(self, layers: Sequence[int], options: Options) -> dict[str, Any]:
        return {"lens": tuple(layers), "alone": options.stream_lens}

    def write_read_out(self, p: RecordedPass, out: ReadOut) -> None:
        count = len(out.rows.lens)
        if not count:
            return
        found, at = out.lens, np.ix_(np.arange(count), out.positions)
        share = (found.values - found.log_sum[..., None]).exp()
        _store(p.rows, at, found.ids, share, out.own.ids[..., 0], p.put)
        if out.alone is not None:
            _store_alone(p.rows, at, *out.alone, p.put)

    def write_late(self, p: LatePass) -> None:
        import torch

        from dsv4lab.kernels.topk import best_first

        arrays, final = p.rows.arrays[self.name], p.logits[0].argmax(-1)
        streams = p.after(p.rows.layers[self.name]).float().to(p.model.dtype)
        size = max(1, _LOGITS // (len(p.ids) * p.model.config.vocab_size))
        for rows in torch.split(torch.arange(len(streams)), size):
            # Ranked by logits: two of them can be unequal and their probabilities equal.
            read = p.model.read_out(streams[rows], listened=False)
            best, ids = best_first(read, arrays["top_id"].shape[-1])
            share, at = (best - read.logsumexp(-1, keepdim=True)).exp(), np.ix_(np.asarray(rows), p.positions)
            _store(p.rows, at, ids, share, final)
            if "stream_id" in arrays:
                _store_alone(p.rows, at, *_alone(p.model, streams[rows]))


def _alone(model: Transformer, streams: Tensor) -> tuple[Tensor, Tensor]:
    """What each stream [R, T, N, D] would answer alone: no collapse, the final norm brings it to size.

    returns  likeliest ids and their probabilities [R, T, N]
    """
    import torch

    from dsv4lab.kernels.head import head_logits

    found: list[tuple[Tensor, Tensor]] = []
    for stream in range(streams.shape[-2]):
        logits = head_logits(model.norm(streams[..., stream, :]), model.head.weight)
        best, ids = logits.max(-1)
        found.append((ids, (best - logits.logsumexp(-1)).exp()))
    ids, probabilities = (torch.stack(parts, -1) for parts in zip(*found, strict=True))
    return ids, probabilities


def _store(rows: Rows, at: Any, ids: Tensor, probabilities: Tensor, final: Tensor, put: Put = put_now) -> None:
    """ids and probabilities [L, T, R] at layers and positions `at`; final [T]: the model's own first choice."""
    arrays = rows.arrays[Lens.name]
    put(arrays["top_id"], at, ids)
    put(arrays["top_prob"], at, probabilities)
    put(arrays["agree"], at, ids[..., 0] == final)


def _store_alone(rows: Rows, at: Any, ids: Tensor, probabilities: Tensor, put: Put = put_now) -> None:
    """ids and probabilities [L, T, N] of what every stream would answer alone."""
    arrays = rows.arrays[Lens.name]
    put(arrays["stream_id"], at, ids)
    put(arrays["stream_prob"], at, probabilities)
