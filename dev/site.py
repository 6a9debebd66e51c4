"""The lessons as pages: python dev/site.py FOLDER [01 ...]. Every lesson is run; the views it shows are inside, alive.

A page needs no network and no kernel: the explorer of each cell is written as a page of its own (`to_html`) and shown in a
frame. What a guess was is behind a fold, as it was for the learner. Links between lessons lead to their pages; one that
leads nowhere is an error.   Tests: tests/course/test_site.py.
"""

from __future__ import annotations

import os
import re
import sys
from html import escape
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient
from nbconvert import HTMLExporter
from pygments.formatters import HtmlFormatter

ROOT = Path(__file__).resolve().parents[1]
LESSONS = ROOT / "notebooks"
# Runs behind each cell: `_` is what the cell showed.
_WRITE = "print(_.to_html({path!r}).stat().st_size if hasattr(_, 'to_html') else 0)"
_LOOK = """
:root { color-scheme: light dark; }
body { max-width: 62rem; margin: 0 auto; padding: 1rem; font: 16px/1.55 system-ui, sans-serif; }
pre { overflow-x: auto; padding: .6rem .8rem; border-radius: 4px; font-size: 14px; line-height: 1.4; }
.highlight pre { background: #f3f4f6; }
.anchor-link, .prompt { display: none; }
iframe { width: 100%; height: 52rem; border: 1px solid #8886; }
figure { margin: 1rem 0; }
img { max-width: 100%; height: auto; }
nav { display: flex; justify-content: space-between; gap: 1rem; }
td, th { padding: .2rem .6rem; vertical-align: top; text-align: left; }
a { color: #0b57d0; }
@media (prefers-color-scheme: dark) {
  body { background: #14171c; color: #e4e7eb; }
  .highlight pre { background: #1e232b; }
  a { color: #8ab4f8; }
  iframe { background: #fff; }
}
"""


def main(arguments: list[str]) -> int:
    folder, wanted = Path(arguments[0]).resolve(), tuple(arguments[1:]) or ("",)
    os.environ.setdefault("DSV4LAB_PROGRESS", "")  # nobody's progress in the pages
    lessons = [file for file in sorted(LESSONS.glob("*.ipynb")) if file.name.startswith(wanted)]
    solutions = [file for file in sorted((LESSONS / "solutions").glob("*.ipynb")) if file.name.startswith(wanted)]
    for i, file in enumerate(lessons):
        sizes = write_lesson(
            file, folder, lessons[i - 1] if i else None, lessons[i + 1] if i + 1 < len(lessons) else None
        )
        own = (folder / file.with_suffix(".html").name).stat().st_size
        views = f", views {', '.join(f'{size / 1e6:.1f}' for size in sizes)} MB" if sizes else ""
        print(f"{file.stem}.html: {own / 1e6:.1f} MB{views}", flush=True)
    for file in solutions:
        write_page(
            nbformat.read(file, as_version=4), folder / "solutions" / f"{file.stem}.html", f"../{file.stem}.html"
        )
    write_index(lessons, folder)
    lost = broken_links(folder, {file.stem for file in lessons})
    print("\n".join(lost) or f"{folder / 'index.html'}: {len(lessons)} lessons, every link leads somewhere")
    return bool(lost)


def write_lesson(file: Path, folder: Path, before: Path | None = None, after: Path | None = None) -> list[int]:
    """Run a lesson and write its page and the pages of its views; returns the views' bytes."""
    lesson = nbformat.read(file, as_version=4)
    pages = folder / "views"
    pages.mkdir(parents=True, exist_ok=True)
    client = NotebookClient(
        lesson, timeout=600, kernel_name="python3", resources={"metadata": {"path": str(file.parent)}}
    )
    sizes: list[int] = []
    with client.setup_kernel():
        for i, cell in enumerate(lesson.cells):
            if cell.cell_type != "code":
                continue
            client.execute_cell(cell, i)
            if "nbval-ignore-output" in cell.metadata.get("tags", []):
                page = pages / f"{file.stem}-{len(sizes) + 1}.html"
                written = nbformat.v4.new_code_cell(_WRITE.format(path=str(page)))
                client.execute_cell(written, i)
                lesson.cells[i] = cell  # the client puts what it ran there
                size = int(written.outputs[0].text) if written.outputs else 0
                if size:
                    sizes.append(size)
                    cell.outputs = [_frame(f"views/{page.name}", size)]
            cell.outputs = [_without_widget(output) for output in cell.outputs]
            if ".was(" in cell.source:
                cell.outputs = [_folded(cell.outputs)]
    write_page(lesson, folder / f"{file.stem}.html", *(f"{one.stem}.html" if one else "" for one in (before, after)))
    return sizes


def write_page(lesson: Any, target: Path, before: str = "", after: str = "") -> None:
    """A notebook with its outputs as one page; `before` and `after` are the pages that its ends link to."""
    body, _ = HTMLExporter(
        template_name="basic", embed_images=True, exclude_input_prompt=True, exclude_output_prompt=True
    ).from_notebook_node(lesson)
    body = re.sub(r'href="([\w/.-]+)\.ipynb(#[\w-]*)?"', r'href="\1.html\2"', body)
    title = next(c.source for c in lesson.cells if c.cell_type == "markdown").splitlines()[0].lstrip("# ")
    home = "../index.html" if target.parent.name == "solutions" else "index.html"
    links = [f'<a href="{before}">← before</a>' if before else "<span></span>", f'<a href="{home}">all lessons</a>']
    links.append(f'<a href="{after}">next →</a>' if after else "<span></span>")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(_page(title, f"<nav>{''.join(links)}</nav>{body}<nav>{''.join(links)}</nav>"), encoding="utf-8")


def write_index(lessons: list[Path], folder: Path) -> None:
    """The first page: every lesson with its question."""
    rows = []
    for file in lessons:
        text = nbformat.read(file, as_version=4).cells[0].source
        asked = re.search(r"\*\*Question: (.+?)\*\*", text, re.DOTALL)
        title = text.splitlines()[0].lstrip("# ")
        question = escape(" ".join(asked[1].split()) if asked else "")
        rows.append(f'<tr><td><a href="{file.stem}.html">{escape(title)}</a></td><td>{question}</td></tr>')
    words = (
        "<h1>dsv4lab: the lessons</h1><p>Read here, touch the views in them, and run them in JupyterLab with "
        f"<code>dsv4lab lab</code>. The model is small and was trained by this project; it is not a DeepSeek release.</p>"
        f"<table>{''.join(rows)}</table>"
    )
    (folder / "index.html").write_text(_page("dsv4lab: the lessons", words), encoding="utf-8")


def broken_links(folder: Path, built: set[str]) -> list[str]:
    """Links of the pages to files that are not there; lessons that were not asked for may be missing."""
    lost = []
    every = {file.stem for file in LESSONS.glob("*.ipynb")}
    for page in [*folder.glob("*.html"), *folder.glob("solutions/*.html")]:
        for link in re.findall(
            r'<(?:a|iframe|img)\b[^>]*? (?:href|src)="([^"#:]+)(?:#[^"]*)?"', page.read_text(encoding="utf-8")
        ):
            if not (page.parent / link).exists() and Path(link).stem not in every - built:
                lost.append(f"{page.name}: {link} leads nowhere")
    return lost


def _page(title: str, body: str) -> str:
    code = HtmlFormatter(style="default").get_style_defs(".highlight")
    dark = HtmlFormatter(style="github-dark").get_style_defs(".highlight")
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><style>{code}{_LOOK}'
        f"@media (prefers-color-scheme: dark) {{ {dark} .highlight {{ background: none; }} }}</style></head>"
        f"<body>{body}</body></html>\n"
    )


def _frame(source: str, size: int) -> Any:
    html = (
        f'<figure><iframe src="{source}" loading="lazy" title="The views of this run"></iframe>'
        f'<figcaption><a href="{source}">Open the views alone</a> ({size / 1e6:.1f} MB; they answer to clicks and keys).'
        "</figcaption></figure>"
    )
    return nbformat.v4.new_output("display_data", data={"text/html": html})


def _folded(outputs: list[Any]) -> Any:
    text = "".join(output.get("text", "") for output in outputs)
    html = f"<details><summary>Guess first; then open what it was.</summary><pre>{escape(text)}</pre></details>"
    return nbformat.v4.new_output("display_data", data={"text/html": html})


def _without_widget(output: Any) -> Any:
    output.get("data", {}).pop("application/vnd.jupyter.widget-view+json", None)
    return output


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
