"""Follow a token: one moving picture of the whole model, for the chosen token of the shown run.

Layers from top to bottom, each with its two sites; the residual streams as lanes; what attention read as arcs into the text;
the chosen experts; what every layer would say, and the answer. Before a run it is the model's plan, without numbers.
Surprising: playing must not wait for Python, so the page asks for the next tokens ahead (`_asked`) and keeps them; those
answers are messages and no state, so a saved notebook holds the chosen token alone.
Picture: src/follow_token.js.   Numbers: dsv4lab/analysis/token_path.py.   Tests: tests/widgets/test_follow_token.py.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from traitlets import Bytes, Dict, Int, List

from dsv4lab.analysis.token_path import TokenPath, token_path
from dsv4lab.attention_kinds import KINDS
from dsv4lab.capture.trace import Trace
from dsv4lab.config import Config
from dsv4lab.widgets.about import FOLLOW
from dsv4lab.widgets.architecture_cards import model_totals, part_cards, place_rows
from dsv4lab.widgets.view import Host, Part, View, pack, pack_shares, pack_text

AHEAD = 16  # paths that are answered to one question
PAGE = 1024  # tokens of text that are sent together
BEFORE, AFTER = 512, 64  # and those around them: what can be seen beside a page's first and last token
# How the arrays of a path cross: "share" is two bytes for 0..1 (packing.py), others are numpy's names.
LAYOUT = {
    "mass": "share", "zone": "i1", "key": "<i4", "weight": "share", "pre": "<f4", "post": "<f4", "comb": "share",
    "norm": "<f4", "expert": "<i2", "expert_weight": "<f4", "expert_norm": "<f4", "shared_norm": "<f4",
    "margin": "<f4", "lens_prob": "share",
}  # fmt: skip


class FollowToken(View):
    """The path of the chosen token. `config` is shown as a plan while there is no trace yet."""

    name, slot, title, tab = "follow", "tab", "Follow a token", 5
    says = FOLLOW
    purpose = "Here you will see one token travel through all layers."

    places = List(help="per place in order: place, kinds, words, parameters, cells of [part, parameters, bytes]").tag(
        sync=True
    )
    totals = Dict(help="parameters, bytes, active parameters, layers, streams").tag(sync=True)
    cards = Dict(help="per part: title, does, equation, section, file, code, tab, points").tag(sync=True)
    sizes = Dict(
        help="kinds of layers (rate, blocks, picks); streams, experts, chosen, heads, window, scale; layout of `arrays`"
    ).tag(sync=True)
    serial = Int(0, help="another number when what was sent before may no longer hold").tag(sync=True)
    utf8 = Bytes(help="the text around the chosen token").tag(sync=True, grows=True)
    lengths = Bytes().tag(sync=True, grows=True)
    first = Int(0, help="position of the first token of that text").tag(sync=True)
    counts = Dict(help="tokens of the run and of its prompt").tag(sync=True)
    path = Dict(help="token, head, piece, lens (words), agree, answer, missing").tag(sync=True)
    arrays = Bytes(help="the path's arrays one after another, as `sizes.layout` says").tag(sync=True)

    parts = (
        Part("_model", (), ("places", "totals", "cards", "sizes", "serial", "counts")),
        Part("_text", (f"token//{PAGE}",), ("utf8", "lengths", "first")),
        Part("_path", ("token", "head"), ("path", "arrays"), frozen={"head": -1}),
    )

    def __init__(
        self, trace: Any = None, selection: Any = None, *, config: Config | None = None, **options: Any
    ) -> None:
        self.config, self.needs_run = config, config is None
        super().__init__(trace, selection, **options)

    def join(self, explorer: Host) -> None:
        """Before the first run the plan of the session's model is shown."""
        if explorer.session is not None:
            self.config, self.needs_run = explorer.session.model.config, False
            self.refresh()

    def _model(self, trace: Trace | None) -> None:
        config = trace.config if trace is not None else self.config
        if config is None:
            return
        # Making these takes longer than all the rest, and a run asks ten times a second.
        if self._shown_config is not config:
            self._shown_config = config
            self.places, self.totals = place_rows(config), model_totals(config)
            self.cards, self.sizes = part_cards(config), _sizes(config)
        tokens = len(trace) if trace is not None else 0
        prompt = int((trace.values("tokens", "phase")[:tokens] == 0).sum()) if trace is not None else 0
        self.counts = {"tokens": tokens, "prompt": prompt}
        self.serial += 1

    _shown_config: Config | None = None

    def _text(self, trace: Trace | None) -> None:
        if trace is None or not len(trace):
            self.utf8 = self.lengths = b""
            return
        page = self.token // PAGE * PAGE
        first = max(0, page - BEFORE)
        packed = pack_text(trace.pieces_between(first, min(len(trace), page + PAGE + AFTER)))
        self.utf8, self.lengths, self.first = packed["utf8"], packed["lengths"], first

    def _path(self, trace: Trace | None) -> None:
        if trace is None or not len(trace):
            self.path, self.arrays = {}, b""
            return
        self.path, self.arrays = packed_path(trace, token_path(trace, self.token, self.selection.head))

    def _asked(self, widget: Any, content: Any, buffers: Any) -> None:
        """Answer with paths of tokens that will be chosen soon: {"ahead": [token, ...], "head": head}."""
        super()._asked(widget, content, buffers)
        trace, wanted = self.trace, content.get("ahead") if isinstance(content, dict) else None
        if trace is None or not isinstance(wanted, list):
            return
        head = content.get("head", -1)
        real = [t for t in wanted[:AHEAD] if isinstance(t, int) and 0 <= t < len(trace)]
        if real and isinstance(head, int) and -1 <= head < trace.config.num_attention_heads:
            found = [packed_path(trace, token_path(trace, token, head)) for token in real]
            self.send({"ahead": [path for path, _ in found], "serial": self.serial}, [arrays for _, arrays in found])


def _sizes(config: Config) -> dict[str, Any]:
    every, streams, slots = config.num_hidden_layers, config.hc_mult, config.num_experts_per_tok
    return {
        "kinds": {
            name: {"title": kind.title, "glyph": kind.glyph, "words": kind.words, "rate": kind.rate(config),
                   "blocks": kind.blocks, "picks": kind.picks}
            for name, kind in KINDS.items()
        },
        "layers": every, "streams": streams, "experts": config.n_routed_experts, "chosen": slots,
        "heads": config.num_attention_heads, "window": config.sliding_window, "scale": config.routed_scaling_factor,
        "layout": [[name, dtype] for name, dtype in LAYOUT.items()],
    }  # fmt: skip


def packed_path(trace: Trace, path: TokenPath) -> tuple[dict[str, Any], bytes]:
    """A path as it crosses: what is said in words, and all arrays one after another, each with its shape in the first."""
    arrays = {name: getattr(path, name) for name in LAYOUT}
    packed = b"".join(
        pack_shares(arrays[name]) if dtype == "share" else pack(arrays[name], dtype) for name, dtype in LAYOUT.items()
    )
    token, answer = path.token, path.answer
    pieces = trace.pieces_between(token, token + 2)
    head = {
        "token": token,
        "head": path.head,
        "piece": pieces[0],
        "shapes": [list(values.shape) for values in arrays.values()],
        "lens": [[trace.word(int(i)) for i in row if i >= 0] for row in path.lens_id],
        "answer": {
            "word": pieces[1], "probability": None if np.isnan(answer.probability) else answer.probability,
            "rank": answer.rank, "ranks": answer.ranks, "drawn": answer.drawn,
        } if answer is not None else {},
        # Which rows of the lens name the token that came: words alone may look alike and be different tokens.
        "agree": [bool(row[0] == answer.id) for row in path.lens_id] if answer is not None else [],
        "missing": path.missing,
    }  # fmt: skip
    return head, packed
