"""What edits do at the end of a pass: to the last collapse, and the logits.   Tests: tests/engine/test_edits.py."""

from __future__ import annotations

from torch import Tensor

from dsv4lab.engine.edited_layers import rows
from dsv4lab.engine.edited_pass import EditedPass
from dsv4lab.engine.edits import Edits
from dsv4lab.engine.model import EngineModel
from dsv4lab.kernels.hyper_connections import hyper_connections_pre
from dsv4lab.kernels.rope import rms_norm

COLLAPSE, LOGITS = "head_mixing.pre", "logits"


def changes_head(edits: Edits | None) -> bool:
    """Whether a rule changes what the head says of the model's own streams."""
    return edits is not None and edits.touches(COLLAPSE, LOGITS)


def changed_vectors(engine: EngineModel, made: EditedPass, streams: Tensor) -> Tensor:
    """`engine.final_vectors` of streams [M, N, D] after the rules for the last collapse."""
    vectors, pre = engine.collapsed(streams)
    pre, acted = made.change_flat(COLLAPSE, pre)
    if acted is None:
        return vectors
    norm, eps = engine.weights.head_site.norm, engine.config.rms_norm_eps
    return rows(acted, rms_norm(hyper_connections_pre(streams, pre), norm, eps=eps), vectors)


def read_out(engine: EngineModel, edits: Edits | None, streams: Tensor, positions: Tensor, start: int = 0) -> Tensor:
    """`engine.read_out` of streams [M, N, D] of one text's tokens at positions [M], after the rules for the head."""
    if edits is None or not changes_head(edits):
        return engine.read_out(streams)
    made = EditedPass(edits, positions[None], positions, None, None, start)
    return made.change_flat(LOGITS, engine.logits(changed_vectors(engine, made, streams)))[0]
