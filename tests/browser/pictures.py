"""Takes the pictures of notebooks/images from the real JupyterLab: python tests/browser/pictures.py [name ...].

The shipped model, the prompt of the tour, and what is chosen are fixed, so a new picture differs only where a view does.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

from lab_driver import Page, chromium_path, serve, write_notebook  # noqa: E402

IMAGES = ROOT / "notebooks" / "images"
PROMPT = "Once upon a time there was a little fox. The little fox had a red ball, and"
RUN = f"""import dsv4lab as lab
model = lab.load()
session = lab.Session(model)
trace = session.generate({PROMPT!r}, max_new_tokens=220, seed=11)
"""
# Two stories in one text, long enough for the indexer to have a choice.
LONG = """stories = []
for seed, who in ((2, "girl"), (4, "bird")):
    opening = f"Once upon a time there was a little {who} who lived in the wood."
    stories.append(session.generate(opening, max_new_tokens=200, temperature=0.7, seed=seed, capture=None).text)
long = session.generate(" ".join(text.split(">", 1)[1].split("<")[0] for text in stories), max_new_tokens=0)
"""
# name: (code of the cell that shows something, element)
SHOTS: dict[str, tuple[str, str]] = {
    "explorer": ("lab.explore(lab.Session(model))", ".dsv-explorer"),
    "expert_load": (
        "from dsv4lab.widgets.expert_load import ExpertLoad\nfrom dsv4lab.widgets.selection import Selection\n"
        "ExpertLoad(trace, Selection(layer=7, expert=1))", ".dsv",
    ),
    "lightning_indexer": (
        LONG + "from dsv4lab.widgets.lightning_indexer import LightningIndexer\n"
        "from dsv4lab.widgets.selection import Selection\nLightningIndexer(long, Selection(layer=4))", ".dsv",
    ),
}  # fmt: skip


def take(browser: Any, lab: Any, name: str) -> Path:
    code, element = SHOTS[name]
    # The hidden cell and side bar leave the width of a laptop's screen to what is shown.
    page = Page(
        browser,
        lab,
        write_notebook(lab, f"{name}.ipynb", [RUN + code]),
        width=1400 if element == ".dsv-explorer" else 980,
        height=1400,
    )
    page.command("application:toggle-left-area")
    page.run_all()
    page.page.wait_for_timeout(2500)
    target = IMAGES / f"{name}.png"
    page.page.locator(element).first.screenshot(path=str(target))
    assert page.mistakes == [], page.mistakes
    page.close()
    return target


def main() -> None:
    from playwright.sync_api import sync_playwright

    names = sys.argv[1:] or list(SHOTS)
    with tempfile.TemporaryDirectory() as folder, serve(Path(folder) / "lab") as lab, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium_path(), args=["--no-sandbox"])
        for name in names:
            path = take(browser, lab, name)
            print(f"{path.name}: {path.stat().st_size / 1000:.0f} kB")
        browser.close()


if __name__ == "__main__":
    main()
