"""The group indexer: which entries every kept query picked, with which scores, and what just missed the cut.

Equations 13 to 17 of the report; CSA layers only.   Tests: tests/capture/test_trace_invariants.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from dsv4lab.capture.group import F32, I16, I32, Check, Group, Table, variable
from dsv4lab.capture.passes import RecordedPass
from dsv4lab.capture.point import ANY_ENTRY, ENGINE, EVERY, PICKING, REFERENCE, Point
from dsv4lab.capture.protocols import Options, Readable
from dsv4lab.config import Config

if TYPE_CHECKING:
    from torch import Tensor

RUNNERS = 16  # entries kept beyond the indexer's cut, so that one sees how close the choice was
_WITHOUT_SCORES = "its runners-up follow from the scores of all entries, which the engine never has together"


class Indexer(Group):
    name = "indexer"
    drop = 4
    variables: ClassVar[Table] = {
        "entry": variable("layer query pick", I32, "picked entry, best score first; -1 padding", ids="entry"),
        "score": variable("layer query pick", F32, "index score of the pick", equation="equation 16"),
        "visible": variable(
            "layer query", I32, "entries complete at that query, floor((position + 1) / rate)", ids="entries",
            equation="floor((position + 1) / rate)",
        ),
        "margin": variable(
            "layer query", F32, "score of the last pick minus that of the first entry left out; NaN if none was"
        ),
        "source_layer": variable(
            "layer", I16, "layer whose indexer made the choice (its own, in V4)", ids="layer", fixed=True
        ),
        "runner_entry": variable(
            "layer query entry_runner", I32, "best entries that were not picked, best first; -1 padding", ids="entry"
        ),
        "runner_score": variable("layer query entry_runner", F32, "their index scores"),
    }  # fmt: skip
    points = (
        Point(
            "layers.{i}.attn.indexer.scores", "B T S", "float32", "entry scores; -inf: not complete", "eq. 16", PICKING,
            recorders=(REFERENCE,), when=ANY_ENTRY,
        ),
        Point(
            "layers.{i}.attn.indexer.picks", "B T K", "int64", "chosen entries, best first; -1: none left", "eq. 17",
            PICKING, recorders=EVERY, when=ANY_ENTRY,
        ),
        Point(
            "layers.{i}.attn.indexer.best", "B T K", "float32", "scores of the chosen entries", "eq. 16", PICKING,
            recorders=ENGINE, not_on_reference=_WITHOUT_SCORES,
        ),
        Point(
            "layers.{i}.attn.indexer.runners", "B T R", "int64", "best entries that were not chosen", "eq. 17", PICKING,
            recorders=ENGINE, not_on_reference=_WITHOUT_SCORES,
        ),
        Point(
            "layers.{i}.attn.indexer.runner_scores", "B T R", "float32", "their scores; -inf: none was left", "eq. 16",
            PICKING, recorders=ENGINE, not_on_reference=_WITHOUT_SCORES,
        ),
    )  # fmt: skip

    def layers(self, config: Config) -> list[int]:
        return config.picking_layers

    def sizes(self, config: Config, tokens: int, layers: Sequence[int], options: Options) -> dict[str, int]:
        entries = tokens // config.pick_rate
        return {
            "pick": min(config.index_topk, max(1, entries)),
            "entry_runner": max(1, min(RUNNERS, entries - config.index_topk)),
        }

    def fill_fixed(self, arrays: dict[str, np.ndarray], layers: Sequence[int], config: Config) -> None:
        arrays["source_layer"][:] = layers

    def write(self, p: RecordedPass) -> None:
        import torch

        if not p.queries:
            return
        arrays, where = p.rows.arrays[self.name], p.query_rows
        positions = np.array(p.queries) + p.start
        config = p.rows.config
        rates = np.array([config.kind_of(layer).rate(config) for layer in p.rows.layers[self.name]])
        arrays["visible"][:, where] = (positions + 1) // rates[:, None]
        for row, layer in enumerate(p.rows.layers[self.name]):
            name = f"layers.{layer}.attn.indexer"
            if f"{name}.picks" not in p.values:
                continue  # no entry is complete yet
            picks = p.values[f"{name}.picks"][0, p.listed].long()  # [Q, K]
            if f"{name}.best" in p.values:
                score = p.values[f"{name}.best"][0, p.listed].masked_fill(picks < 0, torch.nan)
                runners = tuple(p.values[f"{name}.{part}"][0, p.listed] for part in ("runners", "runner_scores"))
            else:
                score, runners = _chosen_and_runners(p.values[f"{name}.scores"][0, p.listed], picks)
            places, left = picks.shape[-1], runners[1][:, 0]
            p.put(arrays["entry"], np.s_[row, where, :places], picks)
            p.put(arrays["score"], np.s_[row, where, :places], score)
            margin = score.nan_to_num(torch.inf).min(-1).values - left
            p.put(arrays["margin"], np.s_[row, where], margin.masked_fill(left == -torch.inf, torch.nan))
            if "runner_entry" in arrays:
                entry, value = (part[:, : arrays["runner_entry"].shape[-1]] for part in runners)
                none, there = value == -torch.inf, np.s_[row, where, : value.shape[-1]]
                p.put(arrays["runner_entry"], there, entry.masked_fill(none, -1))
                p.put(arrays["runner_score"], there, value.masked_fill(none, torch.nan))

    def check(self, trace: Readable) -> Iterator[Check]:
        if trace.has(self.name, "entry"):
            entry, visible = trace.values(self.name, "entry"), trace.values(self.name, "visible")
            yield Check("picks are complete entries", entry >= visible[..., None], 0)
            expected = np.minimum(visible, trace.config.index_topk)
            yield Check("picks are as many as the selection allows", (entry >= 0).sum(-1) != expected, 0)


def _chosen_and_runners(scores: Tensor, picks: Tensor) -> tuple[Tensor, tuple[Tensor, Tensor]]:
    """From the scores of all entries [Q, S]: those of the picks [Q, K], and the best that were left out, best first.

    returns  scores [Q, K], NaN where there is no pick; entries and scores [Q, n] of the runners-up, -inf where none was left
    """
    import torch

    from dsv4lab.kernels.topk import best_first

    score = scores.gather(-1, picks.clamp_min(0)).masked_fill(picks < 0, torch.nan)
    # Empty places point past the end, so that they do not hide entry 0.
    padded = torch.cat((scores, torch.full_like(scores[:, :1], -torch.inf)), -1)
    rest = padded.scatter(-1, picks.masked_fill(picks < 0, scores.shape[-1]), -torch.inf)
    values, entries = best_first(rest, RUNNERS)
    return score, (entries, values)
