"""The colours of widgets/theme.css, by computation: told apart without red-green or blue-yellow sight, and by lightness.

Simulations: Machado, Oliveira and Fernandes 2009, full severity. Distances: CIE 1976, where about 2.3 is just noticeable.
"""

from __future__ import annotations

import re
from itertools import combinations

import numpy as np
import pytest

from dsv4lab.widgets.view import STATIC

SIGHT = {
    "normal": np.eye(3),
    "protanopia": np.array([
        [0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998],
    ]),
    "deuteranopia": np.array([
        [0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881],
    ]),
    "tritanopia": np.array([
        [1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900],
    ]),
}  # fmt: skip
APART = 20  # nearly ten times what is just noticeable


def palette(dark: bool, file: str = "theme", first: str = "ramp-low") -> dict[str, np.ndarray]:
    css = (STATIC.parent / "src" / f"{file}.css").read_text(encoding="utf-8")
    blocks = re.findall(rf"\{{([^}}]*--dsv-{first}[^}}]*)\}}", css)
    found = dict(re.findall(r"--dsv-([\w-]+):\s*(#[0-9a-f]{6}|\d+, \d+, \d+)\s*;", blocks[dark]))

    def rgb(text: str) -> list[int]:
        return [int(text[i : i + 2], 16) for i in (1, 3, 5)] if text[0] == "#" else [int(x) for x in text.split(",")]

    return {name: np.array(rgb(text)) / 255 for name, text in found.items()}


def lab(colour: np.ndarray, sight: str) -> np.ndarray:
    """CIE L*a*b* (D65) of an sRGB colour as seen by that sight."""
    linear = np.where(colour <= 0.04045, colour / 12.92, ((colour + 0.055) / 1.055) ** 2.4)
    linear = np.clip(SIGHT[sight] @ linear, 0, 1)
    xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]) @ linear
    f = np.cbrt(np.maximum(xyz / [0.9505, 1, 1.089], 1e-9))
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("sight", SIGHT)
def test_the_colours_of_kinds_stay_apart(sight, dark):
    colours = palette(dark)
    for one, other in combinations(("entries", "window", "sink", "chosen"), 2):
        assert np.linalg.norm(lab(colours[one], sight) - lab(colours[other], sight)) > APART, (one, other)
    assert np.linalg.norm(lab(colours["tint"], sight) - lab(colours["below"], sight)) > APART


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("sight", SIGHT)
def test_the_ramp_rises_steadily_in_lightness(sight, dark):
    low, high = (palette(dark)[f"ramp-{end}"] for end in ("low", "high"))
    lightness = [lab(low + (high - low) * x, sight)[0] for x in np.linspace(0, 1, 21)]
    steps = np.diff(lightness) * (1 if dark else -1)
    assert (steps > 0.5).all() and abs(lightness[-1] - lightness[0]) > 55


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("sight", SIGHT)
def test_less_and_more_than_even_are_two_colours_away_from_the_middle(sight, dark):
    less, even, more = (lab(palette(dark)[name], sight) for name in ("less", "even", "more"))
    assert np.linalg.norm(less - more) > 2 * APART
    for end in (less, more):  # both leave the middle in the same direction of lightness, far enough to be read in grey
        assert (end[0] - even[0]) * (1 if dark else -1) > APART


@pytest.mark.parametrize("dark", [False, True])
def test_the_streams_are_told_apart_and_are_no_zone(dark):
    zones, found = palette(dark), palette(dark, "follow_token", "stream-0")
    streams = [found[f"stream-{i}"] for i in range(4)]
    for one, other in combinations(streams, 2):
        for sight in SIGHT:
            assert np.linalg.norm(lab(one, sight) - lab(other, sight)) > APART, sight
    for stream in streams:  # lanes and bars differ in shape besides
        for zone in ("entries", "window", "sink", "chosen"):
            assert np.linalg.norm(lab(stream, "normal") - lab(zones[zone], "normal")) > 1.5 * APART, zone
