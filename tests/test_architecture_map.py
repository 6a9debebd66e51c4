"""Claims of analysis/architecture.py and the map: every tensor in one part, published totals, real files, real views."""

from __future__ import annotations

from pathlib import Path

import pytest
from synthetic_trace import CONFIG, synthetic_trace

from dsv4lab.analysis.architecture import LAYER_PARTS, PARTS, has_part, layer_words, part_of, part_sizes
from dsv4lab.checkpoint.inventory import official, weights
from dsv4lab.config import FLASH, PRO
from dsv4lab.widgets.architecture_map import ArchitectureMap
from dsv4lab.widgets.selection import Selection

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize(("config", "total"), [(FLASH, 159_609_485_896), (PRO, 864_704_792_696)])
def test_the_parts_together_are_the_published_checkpoint_to_the_byte(config, total):
    assert sum(size.bytes for size in part_sizes(config).values()) == total


def test_every_tensor_belongs_to_a_part_that_its_layer_has():
    config = CONFIG
    sizes = part_sizes(config)
    assert sum(size.bytes for size in sizes.values()) == sum(stored.bytes for stored in official(config).values())
    for name in weights(config):
        place, part = part_of(name)
        assert part.split(" 0")[0].split(" 1")[0] in PARTS and (place, part) in sizes
        if place.isdigit():
            assert has_part(config, int(place), part)
    for layer in range(config.num_hidden_layers):
        for part in ("compressor", "indexer"):
            assert has_part(config, layer, part) == ((str(layer), part) in sizes)


@pytest.mark.parametrize("name", PARTS)
def test_every_part_names_a_file_and_a_view_that_exist(name):
    part = PARTS[name]
    assert (ROOT / part.file).is_file() and (ROOT / "widgets" / f"{part.view}.py").is_file()
    scope: dict = {}
    exec(ArchitectureMap(config=CONFIG, part=name).card["code"], scope)  # the line it tells the reader to write
    assert part.equation and part.section.startswith("section 2")


def test_the_map_lists_layers_in_order_with_what_they_lack_marked():
    view = ArchitectureMap(synthetic_trace(20), Selection(layer=2))
    places = [row[0] for row in view.rows]
    assert places == ["top", *map(str, range(6)), "bottom", "draft"]
    assert [row[1] for row in view.rows[1:7]] == list(CONFIG.layer_kinds)
    compressor, indexer = LAYER_PARTS.index("compressor"), LAYER_PARTS.index("indexer")
    assert [row[3][indexer] >= 0 for row in view.rows[1:7]] == [kind == "csa" for kind in CONFIG.layer_kinds]
    assert [row[3][compressor] >= 0 for row in view.rows[1:7]] == [kind != "sliding" for kind in CONFIG.layer_kinds]
    assert sum(c for row in view.rows for c in row[3] if c > 0) == view.totals["bytes"]


def test_a_click_shows_equation_file_size_and_the_points_of_that_layer():
    view = ArchitectureMap(synthetic_trace(20), Selection(layer=2), part="indexer")
    assert view.card["file"] == "dsv4lab/model/lightning_indexer.py" and "ReLU" in view.card["equation"]
    assert "layers.2.attn.indexer.picks" in [name for name, _ in view.card["points"]]
    assert view.card["bytes"] == part_sizes(CONFIG)["2", "indexer"].bytes
    view.selection.layer = 3
    assert view.card["bytes"] is None and view.card["points"] == []
    view.part, view.selection.site = "mixing", 1
    assert {name.split(".")[2] for name, _ in view.card["points"]} == {"ffn"}
    view.part, view.place = "head", "bottom"
    assert [name for name, _ in view.card["points"]] == ["head_mixing.pre", "logits"]
    view.part, view.place = "draft", "draft"
    assert view.card["points"] == [] and view.card["parameters"] > 0


def test_a_configuration_is_enough_before_the_first_run():
    view = ArchitectureMap(config=FLASH)
    assert view.message == "" and len(view.rows) == 46 and view.totals["bytes"] == 159_609_485_896
    assert "Nothing has been run yet" in ArchitectureMap().message
    view = ArchitectureMap(synthetic_trace(12), as_table=True)
    assert len(view.numbers["rows"]) == 9 and "–" in view.numbers["rows"][1]


def test_the_words_of_a_layer_say_what_it_reads_and_who_chooses():
    assert layer_words(FLASH, 2) == (
        "reads the last 128 tokens and at most 512 entries of 4 tokens, picked; "
        "a table over token ids chooses 6 of 256 experts"
    )
    assert "all entries of 128 tokens; scores choose" in layer_words(FLASH, 3)
