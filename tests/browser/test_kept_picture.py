"""What is left of the views in a notebook that is opened again, without a kernel's widgets: a picture that says so."""

from __future__ import annotations

import json
import shutil

from lab_driver import Page, write_notebook

CELLS = [
    "import dsv4lab as lab\nfrom dsv4lab.widgets.sparse_attention import SparseAttention\ntrace = lab.recorded()\n"
    "lab.explore(trace)",
    "SparseAttention(trace)",
]
SEEN = """() => [...document.querySelectorAll('.dsv-kept-picture')].map(e => {
  const image = e.querySelector('img');
  return {high: e.offsetHeight, words: e.innerText, kind: image.src.slice(0, 15), wide: image.naturalWidth};
})"""


def test_a_saved_notebook_shows_pictures_and_no_error_whether_it_is_trusted_or_not(chromium, lab):
    page = Page(chromium, lab, write_notebook(lab, "kept_picture.ipynb", CELLS), width=1280, height=900)
    page.run_all()
    page.page.wait_for_function(f"() => ({SEEN})().every(p => p.kind === 'data:image/webp')")
    live = page.page.evaluate(SEEN)
    assert [p["high"] for p in live] == [0, 0], "a live view stands alone"
    size = "() => document.querySelector('.dsv-kept-picture img').src.length"
    before = page.page.evaluate(size)
    page.page.locator(".dsv-token").nth(7).click()  # what is kept is what was seen last, not first
    page.page.wait_for_function(f"before => ({size})() !== before", arg=before)
    page.page.evaluate("() => window.jupyterapp.commands.execute('docmanager:save')")
    page.page.wait_for_function("() => !window.jupyterapp.shell.currentWidget.context.model.dirty")
    page.close()
    saved = json.loads((lab.root / "kept_picture.ipynb").read_text())
    sizes = [len(json.dumps(cell["outputs"])) for cell in saved["cells"]]
    assert max(sizes) < 600_000, sizes
    shutil.copy(lab.root / "kept_picture.ipynb", lab.root / "from_elsewhere.ipynb")  # no signature: not trusted
    text = json.dumps(saved).replace("It is not live", "It is  not live")
    (lab.root / "from_elsewhere.ipynb").write_text(text)
    for name, trusted in (("kept_picture.ipynb", True), ("from_elsewhere.ipynb", False)):
        page = Page(chromium, lab, name, width=1280, height=900)
        page.page.wait_for_function(
            f"() => ({SEEN})().length === 2 && ({SEEN})().every(p => p.high > 200 && p.wide > 400)"
        )
        cell = "window.jupyterapp.shell.currentWidget.content.model.cells.get(0)"
        assert page.page.evaluate(f"() => {cell}.trusted") is trusted
        for picture in page.page.evaluate(SEEN):
            assert "run the cell to see the views" in picture["words"]
        text = page.page.locator(".jp-Notebook").inner_text()
        assert "Error displaying" not in text and "Loading widget" not in text
        assert page.page.locator(".dsv").count() == 0, "nothing that looks alive"
        page.close()
