"""Claims of analysis/architecture.py and the cards: every tensor in one part, published totals, real files, real views."""

from __future__ import annotations

from pathlib import Path

import pytest
from synthetic_trace import CONFIG

from dsv4lab.analysis.architecture import LAYER_PARTS, PARTS, layer_words, part_of, part_sizes, place_parts
from dsv4lab.checkpoint.inventory import official, weights
from dsv4lab.config import FLASH, PRO
from dsv4lab.widgets.architecture_cards import model_totals, part_cards, place_rows

ROOT = Path(__file__).parents[2]


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
    listed = {(place, key) for place, cells in place_parts(config) for _, key in cells}
    assert set(sizes) <= listed
    for layer, kind in enumerate(config.layer_kinds):
        assert ((str(layer), "compressor") in sizes) == (kind != "sliding")
        assert ((str(layer), "indexer") in sizes) == (kind == "csa")


@pytest.mark.parametrize("name", PARTS)
def test_every_part_names_a_file_and_a_view_that_exist(name):
    part = PARTS[name]
    assert (ROOT / part.file).is_file() and (ROOT / "widgets" / f"{part.view}.py").is_file()
    scope: dict = {}
    exec(part_cards(CONFIG)[name]["code"], scope)  # the line it tells the reader to write
    assert part.equation and part.section.startswith("section 2")


def test_places_are_listed_in_order_with_what_they_lack_marked():
    rows = place_rows(CONFIG)
    assert [row["place"] for row in rows] == ["top", *map(str, range(6)), "bottom", "draft"]
    layers = rows[1:7]
    assert [row["kind"] for row in layers] == list(CONFIG.layer_kinds)
    compressor, indexer = LAYER_PARTS.index("compressor"), LAYER_PARTS.index("indexer")
    assert [row["cells"][indexer][2] >= 0 for row in layers] == [kind == "csa" for kind in CONFIG.layer_kinds]
    assert [row["cells"][compressor][2] >= 0 for row in layers] == [kind != "sliding" for kind in CONFIG.layer_kinds]
    assert sum(max(cell[2], 0) for row in rows for cell in row["cells"]) == model_totals(CONFIG)["bytes"]


def test_the_points_of_a_part_are_those_of_its_layers():
    cards = part_cards(CONFIG)
    points = {name: [point[0] for point in card["points"]] for name, card in cards.items()}
    assert points["indexer"][:2] == ["layers.{i}.attn.indexer.scores", "layers.{i}.attn.indexer.picks"]
    assert points["compressor"] == ["layers.{i}.attn.compressor.gate", "layers.{i}.attn.compressor.entries"]
    assert {name.split(".")[2] for name in points["mixing"]} == {"attn", "ffn"} and len(points["mixing"]) == 8
    assert points["head"] == ["head_mixing.pre", "logits"] and points["draft"] == []
    assert cards["indexer"]["points"][0][2] == CONFIG.layers_of_kind("csa")
    from dsv4lab.capture.points import POINTS

    listed = [name for names in points.values() for name in names]
    assert sorted(listed) == sorted({p.name for p in POINTS} - {"streams.{i}"})


def test_a_configuration_alone_gives_the_published_size_and_its_parameters():
    totals = model_totals(FLASH)
    assert totals["bytes"] == 159_609_485_896 and len(place_rows(FLASH)) == 46
    assert totals["layers"] == 43 and 0 < totals["active"] < totals["parameters"]


def test_the_words_of_a_layer_say_what_it_reads_and_who_chooses():
    assert layer_words(FLASH, 2) == (
        "reads the last 128 tokens and, picked, at most 512 entries of 4 tokens; "
        "a table over token ids chooses 6 of 256 experts"
    )
    assert "all entries of 128 tokens; scores choose" in layer_words(FLASH, 3)
