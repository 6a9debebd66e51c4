"""The lessons as notebooks: every exercise in three cells, a solution for each, and no cell whose result nobody checks."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from dsv4lab.course.exercise import LEVELS, exercises
from dsv4lab.course.lessons import LESSONS, lesson_of

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"
FOUND = sorted(NOTEBOOKS.glob("*.ipynb"))
WITH_EXERCISES = [lesson for lesson in LESSONS if exercises(lesson.number)]


def cells(file: Path) -> list[dict]:
    return json.loads(file.read_text(encoding="utf-8"))["cells"]


def source(cell: dict) -> str:
    return "".join(cell["source"])


def prints(cell: dict) -> bool:
    """Whether what it prints is compared when the lessons are run."""
    ignored = "nbval-ignore-output" in cell["metadata"].get("tags", [])
    return not ignored and any(output.get("name") == "stdout" for output in cell["outputs"])


def test_the_table_lists_the_notebooks_in_their_order():
    assert [f"{lesson.name}.ipynb" for lesson in LESSONS] == [file.name for file in FOUND]
    readme = (NOTEBOOKS / "README.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| \[(\w+)\]", readme, re.MULTILINE) == [lesson.name for lesson in LESSONS]
    assert lesson_of(1) is lesson_of("01") is lesson_of("1") is lesson_of("01.3") is LESSONS[1]


def test_the_pages_for_teachers_name_exercises_and_prompts_that_are_there():
    from dsv4lab.widgets.prompts import EXAMPLES

    words = (NOTEBOOKS / "TEACHING.md").read_text(encoding="utf-8")
    prompts = re.findall(r"^\| (.+?) \| (.+?) \| .+? \|$", words.partition("| prompt | view")[2], re.MULTILINE)
    known = {example.name: example.view for example in EXAMPLES}
    assert len(prompts) == 7 and all(known[name] == view for name, view in prompts)
    listed = re.findall(r"^\| (\d\d) ([A-Z].+?) \|", words, re.MULTILINE)
    assert listed == [(lesson.number, lesson.title) for lesson in LESSONS]


@pytest.mark.parametrize("lesson", WITH_EXERCISES, ids=lambda lesson: lesson.number)
def test_every_exercise_is_three_cells_and_has_a_solution(lesson):
    there = cells(NOTEBOOKS / f"{lesson.name}.ipynb")
    solved = cells(NOTEBOOKS / "solutions" / f"{lesson.name}.ipynb")
    tasks = {match[1]: i for i, cell in enumerate(there) if (match := re.match(r"### (\d\d\.\d+) · ", source(cell)))}
    assert list(tasks) == [one.name for one in exercises(lesson.number)]
    for one in exercises(lesson.number):
        task, stub, check = there[tasks[one.name] : tasks[one.name] + 3]
        assert source(task).startswith(f"### {one.name} · {one.title} ({LEVELS[one.level]})\n")
        assert "..." in source(stub) and not stub["outputs"]
        assert source(check).startswith(f'lab.check("{one.name}", ')
        assert check["outputs"][0]["text"][0].startswith(f"{one.name} · open")
        said = [cell["outputs"][0]["text"][0] for cell in solved if source(cell) == source(check)]
        assert len(said) == 1 and said[0].startswith(f"{one.name} · right")
    assert source(there[-2]) == source(solved[-1]) == f'lab.progress("{lesson.number}")'


@pytest.mark.parametrize("lesson", WITH_EXERCISES, ids=lambda lesson: lesson.number)
def test_every_guess_is_followed_by_what_it_was(lesson):
    there = [source(cell) for cell in cells(NOTEBOOKS / f"{lesson.name}.ipynb") if cell["cell_type"] == "code"]
    asked = [(i, match[1]) for i, text in enumerate(there) if (match := re.search(r"(\w+) = lab\.guess\(", text))]
    assert len(asked) >= 2
    for i, name in asked:
        assert there[i].rstrip().endswith(f"\n{name}") and f"{name}.was(" in there[i + 1]
        assert re.search(rf'lab\.guess\(\s*"{lesson.number}\.[a-z]"', there[i])


@pytest.mark.parametrize("lesson", WITH_EXERCISES, ids=lambda lesson: lesson.number)
def test_no_cell_s_result_goes_unchecked(lesson):
    """What a cell makes is printed and compared in it, or in the next cell that does something."""
    code = [cell for cell in cells(NOTEBOOKS / f"{lesson.name}.ipynb") if cell["cell_type"] == "code"]
    pairs = zip(code, [*code[1:], None], strict=True)
    silent = [source(cell)[:60] for cell, after in pairs if not prints(cell) and (after is None or not prints(after))]
    assert not silent
    assert 20 <= len(code) <= 60 and all(len(source(cell).splitlines()) <= 15 for cell in code)


def test_links_between_lessons_lead_somewhere():
    lost = []
    for file in [*NOTEBOOKS.glob("*.ipynb"), *NOTEBOOKS.glob("solutions/*.ipynb")]:
        words = "\n".join(source(cell) for cell in cells(file) if cell["cell_type"] == "markdown")
        lost += [
            f"{file.name}: {link}"
            for link in re.findall(r"\]\(([\w./-]+)\)", words)
            if not (file.parent / link).exists()
        ]
    assert not lost
