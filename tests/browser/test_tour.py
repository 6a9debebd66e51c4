"""Notebook 00 in the real JupyterLab with the shipped model: run it, press Run, click a token, see the others follow."""

from __future__ import annotations

import os
import shutil

import pytest
from lab_driver import ROOT

from dsv4lab.digest import TINY

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]


@pytest.fixture(scope="module")
def tour(lab):
    if not (TINY / "config.json").is_file():
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"the shipped model is not in {TINY}")
    shutil.copytree(ROOT / "notebooks", lab.root, dirs_exist_ok=True)
    return "00_tour.ipynb"


def test_the_tour_runs_and_its_views_are_linked(open_page, tour):
    page = open_page(tour)
    page.page.locator(".dsv-explorer").first.scroll_into_view_if_needed()
    assert len(page.wait_drawn("Tokens", "d.pieces.length > 40")["pieces"]) == 444
    page.page.locator(".jp-OutputArea").get_by_role("button", name="Run").first.click()
    # What is there at first was recorded, and is longer than this run will be.
    drawn = page.wait_drawn("Tokens", "d.pieces.length > 40 && d.pieces.length < 200", timeout=60000)
    page.page.locator(".jp-OutputArea").get_by_role("button", name="Stop").first.click()
    page.page.wait_for_function("() => /Ended|Done/.test(document.querySelector('.dsv-status').textContent)")
    assert "".join(drawn["pieces"]).startswith("<｜begin▁of▁sentence｜>Once upon a time")
    page.page.get_by_role("tab", name="Read").first.click()
    before = page.wait_drawn("Attention", "d.query >= 0")

    page.page.locator(".dsv-token").nth(12).click()
    after = page.wait_drawn("Attention", "d.query === 12")
    assert after["weights"] != before["weights"] and after["window"][-1] == 12
    mixing = page.kernel(
        "[round(x, 4) for x in explorer.mixing.trace.part('mixing', 'comb', layer=2, site=0, token=12)[0].tolist()]"
    )
    page.page.get_by_role("tab", name="Residual streams").first.click()
    shown = page.wait_drawn("Residual streams", "d.token === 12")
    assert [round(x, 4) for x in shown["comb"][:4]] == mixing
    page.page.get_by_role("tab", name="Route").first.click()
    assert page.wait_drawn("Experts chosen", "d.detail.token === 12")["picked"] == 12
    assert page.mistakes == []
