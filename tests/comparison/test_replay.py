"""Replay: forcing one side's choices explains what choices did, and nothing of what arithmetic did."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from small_model import CONFIG, small_model, some_ids

from dsv4lab.comparison.forcing import choices_of
from dsv4lab.comparison.mistakes import plant
from dsv4lab.comparison.reading import WHOLE, Way, read
from dsv4lab.comparison.replay import replay, told

torch.set_num_threads(1)
IDS = some_ids(27)[0].tolist()
PIECES = Way("pieces", (6, 7, 8, 15))


@pytest.fixture(scope="module")
def model():
    return small_model()


@pytest.fixture(scope="module")
def whole(model):
    return read(model, IDS)


@pytest.mark.parametrize("way", [WHOLE, PIECES], ids=lambda way: way.name)
def test_forcing_what_is_there_changes_nothing(model, whole, way):
    """The sham: what A chose, forced into A."""
    forced = read(model, IDS, way, names=["logits"], changes=choices_of(whole))
    plain = read(model, IDS, way, names=["logits"])
    assert np.array_equal(forced.values["logits"], plain.values["logits"])
    shares = replay(whole, model, read(model, IDS), WHOLE)
    assert len(shares) == 4 and all(share.forced == 0 and share.error == 0 for share in shares)


def shares_of(mistake: str, layer: int, whole) -> dict:
    wrong = small_model()
    plant(wrong, mistake, [layer])
    return {share.what: share for share in replay(whole, wrong, read(wrong, IDS), WHOLE)}


def test_each_kind_of_mistake_is_explained_by_its_own_part(whole):
    picks = shares_of("index keys unrotated", 5, whole)
    assert picks["picks"].explains == pytest.approx(1) and picks["entries"].explains < 0.1 and picks["picks"].forced
    entries = shares_of("slot biases forgotten", 4, whole)
    assert entries["entries"].explains > 0.9 and entries["picks"].explains < 0.5
    arithmetic = shares_of("post without its factor 2", 5, whole)
    assert arithmetic["all three"].explains < 0.3
    assert "experts" in told(list(picks.values())) and "% is arithmetic" in told(list(picks.values()))
    assert told([]) == ""


def test_entries_that_are_not_as_many_are_left_out_and_counted(whole):
    wrong = small_model()
    plant(wrong, "last entry of an unfinished block", [2])
    ids = IDS[:26]
    record = read(small_model(), ids)
    shares = {share.what: share for share in replay(record, wrong, read(wrong, ids), WHOLE)}
    assert shares["entries"].left_out == 1 and CONFIG.layer_kinds[2] == "hca"
