"""Errors, ties and floors: what counts as a difference, and what is noise."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from small_model import CONFIG, small_model, some_ids

from dsv4lab.comparison.difference import row_errors, sizes, walk
from dsv4lab.comparison.floor import apart, fixed_floor, measured_floor
from dsv4lab.comparison.order import place_of
from dsv4lab.comparison.reading import read
from dsv4lab.comparison.record import Record

torch.set_num_threads(1)
EXPERTS, SCORES = "layers.3.ffn.routing.experts", "layers.3.ffn.routing.biased_scores"
WEIGHTS, ENTRIES = "layers.3.ffn.routing.weights", "layers.3.attn.compressor.entries"


def record(tokens: int = 6, **values: np.ndarray) -> Record:
    return Record(CONFIG, list(range(tokens)), {name.replace("_", "."): rows for name, rows in values.items()})


def of(values: dict[str, np.ndarray], tokens: int = 6) -> Record:
    return Record(CONFIG, list(range(tokens)), values)


def chosen(rows: list[list[int]]) -> np.ndarray:
    out = np.zeros((len(rows), 4), bool)
    for row, ids in enumerate(rows):
        out[row, ids] = True
    return out


def test_an_error_is_relative_to_its_row_and_infinite_where_one_side_has_nothing():
    a = np.array([[1.0, -1, 1], [100, -100, 100], [1, 1, -np.inf], [0, 0, 0]])
    b = a.copy()
    b[0, 1], b[1, 1], b[2, 0] = -1.1, -110, np.nan
    errors = row_errors(place_of("logits"), a[:, :, None], b[:, :, None])
    assert errors[1] == pytest.approx(0.1) and errors[2] == np.inf and errors[3] == 0
    assert errors[0] == pytest.approx(0.1 / sizes(a)[0]) and sizes(a)[3] > 0, "small rows are measured by all"
    same = np.array([[np.nan, np.inf, -np.inf]])
    assert row_errors(place_of("logits"), same, same).tolist() == [0]


def test_a_choice_between_nearly_equal_scores_is_a_tie_and_ends_the_judgement():
    scores = np.array([[4.0, 3, 2, 1]] * 4, np.float32)
    scores[2] = [4, 3, 3.0000002, 1]
    after = np.ones((4, 4), np.float32)
    a = of({EXPERTS: chosen([[0, 1]] * 4), SCORES: scores, WEIGHTS: after}, 4)
    b = of(
        {EXPERTS: chosen([[0, 1], [0, 1], [0, 2], [1, 3]]), SCORES: scores, WEIGHTS: after * [[1], [1], [9], [9]]}, 4
    )
    found = walk(a, b, {SCORES: 1e-5, WEIGHTS: 1e-5})
    assert found.first is None and found.tie is None
    experts, weights = found.lines[1:]
    assert (experts.ties, experts.differ) == (1, 0) and weights.judged == 2 and weights.error == 0
    # the same with a score that is far: a mistake, at the token where it is
    far = walk(a, b, {SCORES: 1e-9, WEIGHTS: 1e-5})
    assert far.first is not None and (far.first.place.name, far.first.token) == (EXPERTS, 2)
    assert "only A has 1, only B 2" in far.first.detail and far.first.differ == 2


def test_exactly_equal_scores_are_another_rule_and_told_as_that():
    scores = np.array([[3.0, 2, 2, 1]] * 3, np.float32)
    a, b = (of({EXPERTS: chosen([[0, 1], [0, 1], [0, n]]), SCORES: scores}, 3) for n in (1, 2))
    found = walk(a, b, {})
    assert found.first is None and found.tie is not None and found.tie.token == 2
    assert "exactly equal scores" in found.tie.detail


def test_without_scores_another_choice_is_a_difference():
    a, b = (of({EXPERTS: chosen([[0, 1], [0, n]])}, 2) for n in (1, 2))
    found = walk(a, b, {})
    assert found.first is not None and found.first.token == 1


def test_another_number_of_entries_is_said():
    rows = np.ones((2, 8), np.float32)
    found = walk(of({ENTRIES: rows}, 9), of({ENTRIES: np.ones((3, 8), np.float32)}, 9), {})
    assert found.first is not None and found.first.detail == "A has 2 entries and B 3"
    assert (found.first.row, found.first.token) == (2, 8), "the third would be complete at token 11, which is not there"


def test_the_first_point_is_the_first_in_the_order_of_computation():
    names = ["layers.1.attn.out", "layers.0.ffn.out", "streams.0", "logits"]
    a = of({name: np.ones((6, 3), np.float32) for name in names})
    b = of({name: np.ones((6, 3), np.float32) for name in names})
    b.values["layers.1.attn.out"] = a.values["layers.1.attn.out"] * 2  # at token 0
    b.values["streams.0"] = a.values["streams.0"].copy()
    b.values["streams.0"][4] += 1  # later in the text, and earlier in the computation
    found = walk(a, b, {})
    assert [line.place.name for line in found.lines] == ["layers.0.ffn.out", "streams.0", "layers.1.attn.out", "logits"]
    assert found.first is not None and (found.first.place.name, found.first.token) == ("streams.0", 4)


def test_what_is_only_partly_known_is_not_compared():
    a, b = of({SCORES: np.ones((2, 4))}, 2), of({SCORES: np.zeros((2, 4))}, 2)
    assert walk(a, b, {}).first is not None
    b.partial = {SCORES}
    assert walk(a, b, {}).lines == []


def test_the_floor_grows_with_the_depth_and_follows_the_dtype():
    model = small_model()
    ids = some_ids(25)[0].tolist()
    whole = read(model, ids)
    floor = measured_floor(model, whole, [], "float32", seeds=2)
    assert set(floor) == set(whole.values) and all(0 < value < 1e-2 for value in floor.values())
    assert floor["logits"] > 2 * floor["layers.0.attn.mixing.post"]
    coarse = measured_floor(model, whole, [], "bfloat16", seeds=1)
    assert coarse["logits"] > 100 * floor["logits"] and min(coarse.values()) < 0.05
    assert fixed_floor(whole, "float32")["logits"] < fixed_floor(whole, "bfloat16")["logits"] <= 0.25


def test_the_floor_is_measured_with_the_choices_kept(monkeypatch):
    """A shake that flips an expert is no noise, and what lies behind it could not be measured."""
    model = small_model()
    whole = read(model, some_ids(25)[0].tolist())
    heard: list[Record] = []
    monkeypatch.setattr("dsv4lab.comparison.floor.apart", lambda a, b: heard.append(b) or apart(a, b))
    measured_floor(model, whole, [], "bfloat16", seeds=2)
    sets = [name for name in whole.values if name.endswith(("routing.experts", "indexer.picks"))]
    assert len(heard) == 2 and len(sets) == 9
    assert all(np.array_equal(one.values[name], whole.values[name]) for one in heard for name in sets)
    assert not np.array_equal(heard[0].values["logits"], whole.values["logits"])
