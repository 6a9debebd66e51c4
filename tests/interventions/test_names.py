"""Names that people bring along from other tools."""

from __future__ import annotations

import pytest
from small_model import CONFIG

from dsv4lab import do
from dsv4lab.capture.points import names
from dsv4lab.errors import EditError
from dsv4lab.interventions.names import aliases, ours
from dsv4lab.interventions.streams import place


def test_every_own_name_means_itself():
    for name in names(CONFIG):
        layer, point = ours(name)
        assert place(point, -1 if layer is None else layer) == name


def test_every_alias_is_a_place_of_the_model():
    own = {name.replace(".3.", ".{i}.").replace("streams.3", "streams.{i}") for name in names(CONFIG)}
    for theirs, mine in aliases().items():
        assert mine in own, theirs
        layer, point = ours(theirs.format(i=3))
        assert place(point, -1 if layer is None else layer) == mine.format(i=3)


def test_an_unknown_name_offers_the_nearest():
    with pytest.raises(EditError, match=r"Near: .*layers.{i}.attn.indexer.picks"):
        ours("layers.3.attn.indexer.pick")
    assert do.hook("blocks.5.hook_mlp_out", abs).layers == (5,)
