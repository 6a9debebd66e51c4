"""Architecture map: the loaded model, layer by layer in the order they run, every part with its parameters and bytes.

A click on a part selects its layer and shows its equation, its source file and its captured points; a second button opens
its view. Needs only the configuration in the trace (or one given), no weights.
Picture: architecture_map.js.   Facts: dsv4lab/analysis/architecture.py.   Tests: tests/test_architecture_map.py.
"""

from __future__ import annotations

from typing import Any

from traitlets import Dict, List, Unicode

from dsv4lab.analysis.architecture import LAYER_PARTS, PARTS, Size, has_part, layer_words, part_sizes
from dsv4lab.capture.points import POINTS, layers_of
from dsv4lab.capture.trace import Trace
from dsv4lab.config import Config
from dsv4lab.widgets.numbers import NumbersView, Table, style
from dsv4lab.widgets.view import program


class ArchitectureMap(NumbersView):
    """The figure and the card of the chosen part. `wish` asks for a view: {"view": stem, "count": clicks so far}."""

    group = "tokens"
    purpose = "Here you will see the parts of the model, and what each computes."
    watches = ("layer", "site")
    _esm = program("table", "architecture_map")
    _css = style("expert_load", "architecture_map")

    rows = List(
        help="[place, attention kind, routing kind, bytes or -1 of each part, parameters] in running order"
    ).tag(sync=True)
    columns = List([PARTS[name].title for name in LAYER_PARTS]).tag(sync=True)
    names = List(list(LAYER_PARTS)).tag(sync=True)
    totals = Dict(help="parameters, bytes, active parameters, layers").tag(sync=True)
    part = Unicode("attention", help="the chosen part").tag(sync=True)
    place = Unicode("", help='"top", "bottom" or "draft"; empty: the selected layer').tag(sync=True)
    card = Dict(help="title, does, equation, section, file, view, size, points of the chosen part").tag(sync=True)
    wish = Dict(help="the view that the reader wants to open").tag(sync=True)

    def __init__(
        self, trace: Any = None, selection: Any = None, *, config: Config | None = None, **options: Any
    ) -> None:
        self._config = config
        self._sizes: tuple[Any, dict[tuple[str, str], Size]] = (None, {})
        super().__init__(trace, selection, **options)
        self.observe(lambda _: self._card(), names=["part", "place"])

    @property
    def config(self) -> Config | None:
        """Of the trace, else the one given."""
        return self.trace.config if self.trace is not None else self._config

    def refresh(self) -> None:
        if self.trace is None and self._config is not None:  # a model is loaded, nothing was run yet
            with self._lock, self.hold_sync():
                self.message = ""
                self._draw(self._config)
        else:
            super().refresh()

    def fill(self, trace: Trace) -> None:
        self._draw(trace.config)

    def _changed(self, _change: Any) -> None:
        self._card()

    def _of(self, config: Config) -> dict[tuple[str, str], Size]:
        if self._sizes[0] != config:
            self._sizes = (config, part_sizes(config))
        return self._sizes[1]

    def _draw(self, config: Config) -> None:
        from dsv4lab.checkpoint.inventory import active_parameters

        sizes = self._of(config)
        keys = _keys()
        rows = [["top", "", "", [sizes["top", "embedding"].bytes], sizes["top", "embedding"].parameters]]
        for layer in range(config.num_hidden_layers):
            place = str(layer)
            cells = [sizes[place, key].bytes if has_part(config, layer, key) else -1 for key in keys]
            parameters = sum(sizes[place, key].parameters for key in keys if (place, key) in sizes)
            rows.append([place, config.layer_kinds[layer], config.routing_kinds[layer], cells, parameters])
        for place, part in (("bottom", "head"), ("draft", "draft")):
            if (place, part) in sizes:
                rows.append([place, "", "", [sizes[place, part].bytes], sizes[place, part].parameters])
        self.rows = rows
        self.totals = {
            "parameters": sum(size.parameters for size in sizes.values()),
            "bytes": sum(size.bytes for size in sizes.values()),
            "active": active_parameters(config),
            "layers": config.num_hidden_layers,
            "streams": config.hc_mult,
        }
        self._card()

    def _card(self) -> None:
        config = self.config
        if config is None or self.part not in PARTS:
            return
        part, layer = PARTS[self.part], self.selection.layer
        inside = 0 <= layer < config.num_hidden_layers
        place = self.place or (str(layer) if inside else "0")
        key = f"mixing {self.selection.site}" if self.part == "mixing" else self.part
        size = self._of(config).get((place, key))
        self.card = {
            **part._asdict(),
            "points": _points(config, self.part, place, self.selection.site),
            "code": f"from dsv4lab.widgets.{part.view} import {part.view.title().replace('_', '')}",
            "place": place,
            "words": layer_words(config, int(place)) if place.isdigit() else "",
            "parameters": size.parameters if size else None,
            "bytes": size.bytes if size else None,
        }

    def table(self, trace: Trace) -> Table:
        titles = [PARTS[name].title for name in LAYER_PARTS]
        titles[0], titles[4] = f"{titles[0]} (attention)", f"{titles[4]} (experts)"
        rows = []
        for place, kind, routing, cells, parameters in self.rows:
            if place.isdigit():
                rows.append([f"layer {place}", kind, routing, parameters, *[None if c < 0 else c for c in cells]])
            else:
                rows.append(
                    [
                        PARTS[{"top": "embedding", "bottom": "head"}.get(place, "draft")].title,
                        "",
                        "",
                        parameters,
                        cells[0],
                    ]
                )
        head = ["place", "attention", "routing", "parameters", *[f"{title}, bytes" for title in titles]]
        return Table("Parameters and bytes in the release's formats; – : the layer has no such part.", head, rows)


def _points(config: Config, part: str, place: str, site: int) -> list[list[str]]:
    """[name, meaning] of what can be captured of a part at a place."""
    begins = PARTS[part].points
    if part == "mixing":
        begins = ("attn.mixing." if site == 0 else "ffn.mixing.",)
    found = []
    for point in POINTS:
        inner = point.name.removeprefix("layers.{i}.")
        if not any(inner == begin or inner.startswith(f"{begin.rstrip('.')}.") for begin in begins):
            continue
        if "{i}" not in point.name or (place.isdigit() and int(place) in layers_of(point, config)):
            found.append([point.name.replace("{i}", place), point.meaning])
    return found


def _keys() -> list[str]:
    """Keys of part_sizes() for the columns: the two mixings apart."""
    return [f"mixing {0 if at == 0 else 1}" if name == "mixing" else name for at, name in enumerate(LAYER_PARTS)]
