"""The table of attention kinds: rows that can be told apart, and code that asks them instead of their names."""

from __future__ import annotations

import ast
from dataclasses import fields
from pathlib import Path

import pytest

from dsv4lab.attention_kinds import COMPRESSED, CSA, HCA, KINDS, SLIDING
from dsv4lab.config import FLASH, Config

ROOT = Path(__file__).resolve().parents[2]
# Who may name a kind: the table, a release's presets and schedule, the draft block, which is always sliding.
MAY_NAME = {"attention_kinds.py", "config.py", "config_spellings.py", "presets.py"}


def test_rows_can_be_told_apart_and_their_rates_are_fields_of_a_config() -> None:
    for name in ("name", "title", "words", "glyph", "transformers", "ratio"):
        assert len({getattr(kind, name) for kind in KINDS.values()}) == len(KINDS)
    assert {kind.rate_field for kind in COMPRESSED} <= {field.name for field in fields(Config)}
    assert all(kind.rate(FLASH) == kind.ratio for kind in KINDS.values())
    assert all(KINDS[name].name == name for name in KINDS)


def test_what_the_report_says_of_the_three_kinds() -> None:
    sliding, csa, hca = (KINDS[name] for name in (SLIDING, CSA, HCA))
    assert [kind.rate(FLASH) for kind in (sliding, csa, hca)] == [0, 4, 128]
    assert [kind.sources(FLASH) for kind in (sliding, csa, hca)] == [0, 8, 128]
    assert [kind.entries(FLASH, 4099) for kind in (sliding, csa, hca)] == [0, 1024, 32]
    assert [kind.entries_read(FLASH, 4099) for kind in (sliding, csa, hca)] == [0, 512, 32]


def test_a_config_says_which_of_its_layers_compress_and_which_pick() -> None:
    config = Config(num_hidden_layers=5, layer_kinds=(HCA, SLIDING, CSA, CSA, HCA), csa_rate=6)
    assert config.compressed_layers == [0, 2, 3, 4] and config.picking_layers == [2, 3]
    assert [kind.name for kind in config.kinds] == [SLIDING, CSA, HCA] and config.kind_of(2) is KINDS[CSA]
    assert config.pick_rate == 6
    assert Config(num_hidden_layers=1, layer_kinds=(SLIDING,), csa_rate=5).pick_rate == 5


def named(source: str) -> set[int]:
    """Lines that compare with the name of a kind, look it up in a table of their own, or ask for its rate."""
    names, rates = {"CSA", "HCA", CSA, HCA, SLIDING, "SLIDING"}, {kind.rate_field for kind in COMPRESSED}
    found = set()
    for node in ast.walk(ast.parse(source)):
        parts = [node.left, *node.comparators] if isinstance(node, ast.Compare) else []
        parts += [key for key in node.keys if key] if isinstance(node, ast.Dict) else []
        told = {part.id if isinstance(part, ast.Name) else getattr(part, "value", None) for part in parts}
        asked = isinstance(node, ast.Attribute) and node.attr in rates
        if asked or any(isinstance(name, str) and name in names for name in told):
            found.add(node.lineno)
    return found


@pytest.mark.parametrize("folder", ["dsv4lab", "kernels"])
def test_code_asks_the_row_and_not_the_name(folder: str) -> None:
    # The course teaches the release's kinds by their names.
    files = [file for file in (ROOT / folder).rglob("*.py") if file.name not in MAY_NAME and "course" not in file.parts]
    assert not {str(file.relative_to(ROOT)): lines for file in files if (lines := named(file.read_text()))}


def test_the_check_can_fail() -> None:
    assert named('overlap = kind == "csa"') and named("rate = config.csa_rate") and named('words = {"hca": 1}[kind]')
    assert not named("layers = config.layers_of_kind(CSA)")
