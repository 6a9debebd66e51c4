"""Each lesson from top to bottom in the real JupyterLab: every view is drawn, nothing fails, nothing is asked of the net."""

from __future__ import annotations

import os
import shutil

import pytest
from lab_driver import CURRENT, ROOT, expect

from dsv4lab.course.lessons import LESSONS
from dsv4lab.digest import TINY

pytestmark = [pytest.mark.browser, pytest.mark.timeout(900)]

# Of every cell that shows a widget or a chart: how many it has, and how many of them stand in the page with a size.
SHOWN = f"""() => {CURRENT}.content.widgets.filter(c => c.outputArea).map((cell, at) => {{
  const kinds = cell.outputArea.model.toJSON().flatMap(o => Object.keys(o.data ?? {{}}));
  const seen = [...cell.node.querySelectorAll('.widget-container, .jupyter-widgets, .js-plotly-plot, .dsv')];
  return {{at, wanted: kinds.filter(k => /widget-view|plotly/.test(k)).length,
    seen: seen.filter(e => e.getBoundingClientRect().height > 8).length}} }}).filter(c => c.wanted)"""


@pytest.fixture(scope="module")
def notebooks(lab):
    if not (TINY / "config.json").is_file():
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"the shipped model is not in {TINY}")
    shutil.copytree(ROOT / "notebooks", lab.root / "course", dirs_exist_ok=True)
    return "course"


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.name)
def test_a_lesson_runs_and_shows_all_its_views(open_page, notebooks, lesson):
    page = open_page(f"{notebooks}/{lesson.name}.ipynb", width=1280, height=900)
    cells = page.page.evaluate(SHOWN)
    assert cells, "a lesson shows at least one view"
    page.page.wait_for_function(f"() => ({SHOWN})().every(cell => cell.seen >= cell.wanted)")
    whole = page.page.locator(".jp-Notebook")
    for words in ("Error displaying widget", "Loading widget", "Traceback"):
        expect(whole).not_to_contain_text(words)
    empty = "[...document.querySelectorAll('.jp-Notebook .dsv')].filter(v => v.offsetParent && !v.drawn"
    page.page.wait_for_function(f"() => {empty} && !v.classList.contains('empty')).length === 0", timeout=30000)
    assert page.page.locator(".dsv-message:visible").all_inner_texts() == []  # a sentence in place of a picture
    assert page.mistakes == []
