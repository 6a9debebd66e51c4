"""Keeps in every lesson the pictures of its views, from the real JupyterLab: python tests/browser/lesson_pictures.py [01].

A lesson on a repository's page, or opened before it was run, then shows its views. Only the outputs of cells that show one
are changed; the printed ones are the tests' and stay as they are. Without names it takes the lessons that have a picture.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

from lab_driver import CURRENT, Page, chromium_path, serve  # noqa: E402

LESSONS = ROOT / "notebooks"
DRAWN = """() => { const all = [...document.querySelectorAll('.dsv-kept-picture img')];
  return all.length > 0 && all.every(i => i.src.startsWith('data:image/webp')) }"""


def picture_of(outputs: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The output that holds a view's picture."""
    for output in outputs:
        if "dsv-kept-picture" in "".join(output.get("data", {}).get("text/html", "")):
            data = {kind: output["data"][kind] for kind in ("text/html", "text/plain")}
            return {"output_type": "display_data", "data": data, "metadata": {}}
    return None


def has_picture(path: Path) -> bool:
    """Whether a view's picture is stored in a lesson; one without a view would be waited for in vain."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return any(picture_of(cell.get("outputs", [])) for cell in cells)


def keep(browser: Any, lab: Any, path: Path) -> str:
    shutil.copy(path, lab.root / path.name)
    page = Page(browser, lab, path.name, width=1280, height=1000)
    page.command("application:toggle-left-area")
    page.run_all()
    page.page.wait_for_function(DRAWN, timeout=60000)
    page.page.wait_for_timeout(8000)  # a view that moved while others were made sends a second one
    run = page.page.evaluate(
        f"() => {CURRENT}.content.widgets.map(c => c.outputArea ? c.outputArea.model.toJSON() : [])"
    )
    page.close()
    lesson = json.loads(path.read_text(encoding="utf-8"))
    sizes = []
    for cell, outputs in zip(lesson["cells"], run, strict=True):
        picture = picture_of(outputs)
        if picture is not None:
            others = [o for o in cell["outputs"] if o["output_type"] == "stream"]
            cell["outputs"] = [*others, picture]
            sizes.append(len(json.dumps(picture)) // 1000)
    path.write_text(json.dumps(lesson, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return f"{path.name}: {len(sizes)} pictures, {', '.join(f'{size} kB' for size in sizes)}"


def main() -> None:
    from playwright.sync_api import sync_playwright

    wanted, lessons = tuple(sys.argv[1:]), sorted(LESSONS.glob("*.ipynb"))
    lessons = [path for path in lessons if (path.name.startswith(wanted) if wanted else has_picture(path))]
    with tempfile.TemporaryDirectory() as folder, serve(Path(folder) / "lab") as lab, sync_playwright() as play:
        browser = play.chromium.launch(
            executable_path=chromium_path(), args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        for path in lessons:
            print(keep(browser, lab, path), flush=True)
        browser.close()


if __name__ == "__main__":
    main()
