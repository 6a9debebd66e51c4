"""What a picture of the model says of its parts: places in running order with their sizes, and a card for every part.

Facts: dsv4lab/analysis/architecture.py.   View: widgets/follow_token.py.
Tests: tests/widgets/test_architecture_cards.py.
"""

from __future__ import annotations

from typing import Any

from dsv4lab.analysis.architecture import PARTS, layer_words, part_points, part_sizes, place_parts
from dsv4lab.checkpoint.inventory import active_parameters
from dsv4lab.config import Config
from dsv4lab.widgets.registry import registered, stem_of


def place_rows(config: Config) -> list[dict[str, Any]]:
    """Per place in running order: place, kind, routing, words, parameters, cells of [part, parameters, bytes].

    Bytes are -1 where a layer does not have the part.
    """
    sizes, rows = part_sizes(config), []
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
    return rows


def model_totals(config: Config) -> dict[str, int]:
    """Parameters, bytes, active parameters, layers, streams."""
    sizes = part_sizes(config).values()
    return {
        "parameters": sum(size.parameters for size in sizes),
        "bytes": sum(size.bytes for size in sizes),
        "active": active_parameters(config),
        "layers": config.num_hidden_layers,
        "streams": config.hc_mult,
    }


def part_cards(config: Config) -> dict[str, dict[str, Any]]:
    """Per part: title, does, equation, section, file, tab, code, points."""
    # Of the two views that are always in sight no tab can be opened.
    titles = {stem_of(view): view.title for view in registered()}
    return {
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
