"""Claims of widgets/about.py: every view says what to look for, and no symbol is left without a meaning."""

from __future__ import annotations

import re

import pytest

from dsv4lab.widgets.registry import registered
from dsv4lab.widgets.view import STATIC

VIEWS = [view for view in registered() if view.slot in ("text", "tab") and view.says is not None]
PALETTE = re.findall(r"--dsv-([\w-]+):", (STATIC.parent / "src" / "theme.css").read_text(encoding="utf-8"))


def test_every_view_with_a_picture_says_what_to_look_for():
    assert {view.name for view in registered() if view.slot in ("text", "tab")} == {view.name for view in VIEWS}


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
def test_a_view_is_told_in_one_sentence_and_three_and_its_symbols_have_meanings(view):
    says = view.says
    assert says.look_for.endswith(".") and len(says.look_for) <= 120
    assert len(says.explains) == 3 and all(len(words) <= 200 and words.endswith(".") for words in says.explains)
    assert set(re.findall(r"\{(\w+)\}", says.equation)) == set(says.symbols)
    for sign, meaning in says.marks:
        kind, _, colour = sign.partition(" ")
        assert meaning and (not colour or colour in PALETTE), sign
        assert kind in ("fill", "outline", "under", "dotted", "dashed", "ramp") if colour else True


def test_the_words_cross_to_the_page():
    from synthetic_trace import synthetic_trace

    from dsv4lab.widgets.lens import Lens

    assert Lens(synthetic_trace(12)).about["look_for"] == Lens.says.look_for  # type: ignore[union-attr]
