"""Architecture map: the loaded model, layer by layer in the order they run, every part with its parameters and bytes.

A click on a part selects its layer and shows its equation, its source file and its captured points; a button brings its view
to the front. Needs only the configuration in the trace (or one given), no weights.
Picture: src/architecture_map.js.   Facts: dsv4lab/analysis/architecture.py.   Tests: tests/widgets/test_architecture_map.py.
"""

from __future__ import annotations

from typing import Any

from traitlets import Dict, List, Unicode

from dsv4lab.analysis.architecture import LAYER_PARTS, PARTS, layer_words, part_points, part_sizes, place_parts
from dsv4lab.capture.trace import Trace
from dsv4lab.checkpoint.inventory import active_parameters
from dsv4lab.config import Config
from dsv4lab.widgets.about import MAP
from dsv4lab.widgets.registry import registered, stem_of
from dsv4lab.widgets.view import Host, Part, View


class ArchitectureMap(View):
    """The figure and the card of the chosen part. `config` is shown while there is no trace yet."""

    name, slot, title, tab = "map", "tab", "Map", 90
    tab_group = "Cost"
    says = MAP
    purpose = "Here you will see the parts of the model, and what each computes."
    parts = (Part("_figure", (), ("rows", "columns", "totals", "cards")),)

    rows = List(
        help="per place in running order: place, kinds, words, parameters, cells of [part, parameters, bytes]"
    ).tag(sync=True)
    columns = List(list(LAYER_PARTS), help="parts of a layer in the order they run").tag(sync=True)
    totals = Dict(help="parameters, bytes, active parameters, layers, streams").tag(sync=True)
    cards = Dict(help="per part: title, does, equation, section, file, code, tab, points").tag(sync=True)
    part = Unicode("attention", help="the chosen part").tag(sync=True)
    place = Unicode("", help='"top", "bottom" or "draft"; empty: the selected layer').tag(sync=True)

    def __init__(
        self, trace: Any = None, selection: Any = None, *, config: Config | None = None, **options: Any
    ) -> None:
        self.config, self.needs_run = config, config is None
        super().__init__(trace, selection, **options)

    def join(self, explorer: Host) -> None:
        """Before the first run the model's own configuration is shown."""
        if explorer.session is not None:
            self.config, self.needs_run = explorer.session.model.config, False
            self.refresh()

    def _figure(self, trace: Trace | None) -> None:
        config = trace.config if trace is not None else self.config
        if config is None:
            return
        sizes = part_sizes(config)
        rows = []
        for place, cells in place_parts(config):
            layer = int(place) if place.isdigit() else -1
            found = [[part, *sizes[place, key]] if (place, key) in sizes else [part, 0, -1] for part, key in cells]
            rows.append({
                "place": place,
                "kind": config.layer_kinds[layer] if layer >= 0 else "",
                "routing": config.routing_kinds[layer] if layer >= 0 else "",
                "words": layer_words(config, layer) if layer >= 0 else "",
                "parameters": sum(cell[1] for cell in found),
                "cells": found,
            })  # fmt: skip
        self.rows = rows
        self.totals = {
            "parameters": sum(size.parameters for size in sizes.values()),
            "bytes": sum(size.bytes for size in sizes.values()),
            "active": active_parameters(config),
            "layers": config.num_hidden_layers,
            "streams": config.hc_mult,
        }
        # Of the two views that are always in sight no tab can be opened.
        titles = {stem_of(view): view.title for view in registered()}
        self.cards = {
            name: {
                "title": part.title,
                "does": part.does,
                "equation": part.equation,
                "section": part.section,
                "file": part.file,
                "tab": titles[part.view],
                "code": f"from dsv4lab.widgets.{part.view} import {part.view.title().replace('_', '')}",
                "points": [list(point) for point in part_points(config, name)],
            }
            for name, part in PARTS.items()
        }
