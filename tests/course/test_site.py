"""The lessons as pages: views alive in frames, guesses folded, links that lead somewhere, nothing from elsewhere."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

nbformat = pytest.importorskip("nbformat")
pytest.importorskip("nbconvert")
pytest.importorskip("nbclient")
ROOT = Path(__file__).resolve().parents[2]

VIEW = """
from pathlib import Path


class Shown:
    def to_html(self, path):
        Path(path).write_text("<p>views</p>")
        return Path(path)


Shown()
"""


@pytest.fixture(scope="module")
def site():
    spec = importlib.util.spec_from_file_location("lesson_pages", ROOT / "dev" / "site.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def pages(site, tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    make = nbformat.v4
    lesson = make.new_notebook(
        cells=[
            make.new_markdown_cell(
                "# 01 · A < B\n\n**Question: why\nis that?** See [02](02_b.ipynb) and [what](02_b.ipynb#there)."
            ),
            make.new_code_cell(VIEW, metadata={"tags": ["nbval-ignore-output"]}),
            make.new_code_cell("class Guess:\n    was = print\n\n\nGuess.was('the <answer>')"),
            make.new_code_cell("print(6 * 7, '\" src=\"nothing')"),
        ]
    )
    file = folder / "notebooks" / "01_a.ipynb"
    file.parent.mkdir()
    nbformat.write(lesson, file)
    sizes = site.write_lesson(file, folder, None, Path("02_b.ipynb"))
    site.write_index([file], folder)
    return folder, sizes


def test_views_are_in_frames_with_their_size_and_no_cell_is_lost(pages):
    folder, sizes = pages
    page = (folder / "01_a.html").read_text()
    assert sizes == [len("<p>views</p>")] and (folder / "views" / "01_a-1.html").read_text() == "<p>views</p>"
    assert 'src="views/01_a-1.html"' in page
    assert "Shown" in page and "hasattr" not in page, "a cell shows its own source"
    assert "42" in page and "In [" not in page


def test_what_a_guess_was_is_behind_a_fold(pages):
    page = (pages[0] / "01_a.html").read_text()
    assert "<details><summary>Guess first; then open what it was.</summary><pre>the &lt;answer&gt;" in page


def test_links_lead_to_pages_and_those_that_lead_nowhere_are_told(pages, site):
    folder, _ = pages
    page = (folder / "01_a.html").read_text()
    assert 'href="02_b.html"' in page and 'href="02_b.html#there"' in page and ".ipynb" not in page
    assert set(site.broken_links(folder, {"01_a"})) == {"01_a.html: 02_b.html leads nowhere"}
    (folder / "02_b.html").write_text("")
    assert site.broken_links(folder, {"01_a"}) == []


def test_the_first_page_has_the_question_and_nothing_comes_from_elsewhere(pages):
    folder, _ = pages
    index = (folder / "index.html").read_text()
    assert '<a href="01_a.html">01 · A &lt; B</a>' in index and "<td>why is that?</td>" in index
    for page in folder.glob("*.html"):
        text = page.read_text()
        assert "http://" not in text and "https://" not in text and "<script" not in text
