"""Dangerous lengths follow the configuration; the shortest prompt is found though faults come and go with the length."""

from __future__ import annotations

import pytest
from small_model import CONFIG, small_model, some_ids

from dsv4lab.comparison.compare import compare
from dsv4lab.comparison.lengths import dangerous_lengths, default_tokens, shortest_that_shows
from dsv4lab.comparison.reading import read
from dsv4lab.comparison.room import record_bytes, tokens_that_fit
from dsv4lab.config import Config
from dsv4lab.errors import RoomError

FLASH = Config(
    vocab_size=129280, hidden_size=4096, num_hidden_layers=4, layer_kinds=("sliding", "csa", "hca", "csa"),
    routing_kinds=("hash", "learned", "learned", "learned"),
)  # fmt: skip


def test_the_release_s_lengths_are_those_that_people_stumble_over():
    found = set(dangerous_lengths(FLASH, 4000))
    assert {1, 3, 4, 5, 63, 64, 65, 127, 128, 129, 1023, 1024, 1025} <= found
    assert {4 * k + step for k in (1, 2, 3) for step in (-1, 0, 1)} <= found
    assert {128 * k + step for k in (1, 2) for step in (-1, 0, 1)} <= found
    assert 4 * (FLASH.index_topk + 1) in found, "where the indexer begins to leave entries out"
    assert max(dangerous_lengths(FLASH, 100)) <= 100 and default_tokens(FLASH) == 1100


def test_they_are_scaled_to_small_models():
    found = dangerous_lengths(CONFIG, 30)
    assert {5, 6, 7, 8, 9, 15, 16, 17} <= set(found) and found == sorted(set(found))
    tokens = default_tokens(CONFIG)
    assert tokens > 2 * CONFIG.sliding_window and tokens // CONFIG.csa_rate > CONFIG.index_topk


@pytest.mark.parametrize("first", [1, 2, 5, 7, 19, 40, 60])
def test_the_shortest_is_found(first):
    tried: list[int] = []

    def shows(length: int) -> bool:
        tried.append(length)
        return length >= first

    found = shortest_that_shows(shows, [1, 3, 4, 5, 8, 16, 32], 60)
    assert found == first and len(tried) < 40


def test_a_fault_that_comes_and_goes_is_found_where_it_comes_first():
    assert shortest_that_shows(lambda length: length % 8 == 6, [4, 8, 16, 30], 60) == 17 + 5
    assert shortest_that_shows(lambda length: length % 8 == 6, [4, 6, 8], 60) == 6
    assert shortest_that_shows(lambda _length: False, [1, 5], 60) is None


def test_readings_that_do_not_fit_are_refused_with_what_fits(monkeypatch):
    model, ids = small_model(), some_ids(25)[0].tolist()
    held = sum(rows.size * 4 for rows in read(model, ids).values.values())
    assert 0.8 * held < record_bytes(CONFIG, 25) < 1.6 * held, "about what a reading takes"
    monkeypatch.setattr("dsv4lab.comparison.room.free_memory", lambda: 6 * record_bytes(CONFIG, 24))
    assert 16 <= tokens_that_fit(CONFIG, 25) < 24
    with pytest.raises(RoomError, match=r"comparing 25 tokens of this model needs about .* at most 16 tokens"):
        compare(model, model, ids)
    assert len(compare(model, small_model(), ways=False).ids) == tokens_that_fit(CONFIG)
    assert record_bytes(FLASH.replace(num_hidden_layers=4), 1000) > 10**9
