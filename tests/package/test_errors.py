"""How messages repeat bad values: whole where they are short, cut where they are long, and without any control code."""

from __future__ import annotations

import pytest

from dsv4lab.errors import LabError, RoomError, printable, shown


def test_short_values_are_repeated_as_they_are():
    assert [shown(v) for v in ("a", 3, None, [1, "x"], "日本")] == ["'a'", "3", "None", "[1, 'x']", "'日本'"]


@pytest.mark.parametrize("value", ["x" * 10_000, list(range(10_000)), {"k": "\x1b" * 5000}, b"y" * 9999, 10**4000])
def test_long_values_are_cut_and_their_length_told(value):
    text = shown(value)
    assert len(text) <= 210 and "characters)" in text


def test_a_value_that_python_cannot_write_is_described():
    assert shown(10**6000) == "<int: a number of thousands of digits>"
    assert "thousands of digits" in shown([1, 10**6000])
    deep: list = []
    for _ in range(100_000):
        deep = [deep]
    assert "nested too deep" in shown(deep)


@pytest.mark.parametrize("text", ["\x1b[31mred", "a\nb\tc", "\x9b2J", "\u202eabc", "\ud83d", "\x00"])
def test_nothing_a_terminal_obeys_is_left_in_a_name(text):
    assert printable(text).isprintable() and printable(text).isascii()
    assert printable("naïve 日本 🐉") == "naïve 日本 🐉"
    printable(text).encode("utf-8")


def test_no_room_is_a_lab_error_and_a_memory_error():
    assert issubclass(RoomError, LabError) and issubclass(RoomError, MemoryError)
