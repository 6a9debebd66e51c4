"""Lessons in a learner's own folder: copied, renewed where untouched, never over what was changed, and in the wheel."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from dsv4lab.course import open_lab
from dsv4lab.course.copies import copy_lessons
from dsv4lab.errors import LabError

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def source(tmp_path):
    for name in ("00_tour.ipynb", "01_next.ipynb", "solutions/01_next.ipynb", "README.md"):
        file = tmp_path / "shipped" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"first {name}")
    return tmp_path / "shipped"


def test_they_are_copied_once_and_renewed_only_where_nobody_changed_them(source, tmp_path):
    mine = tmp_path / "mine" / "deeper"
    assert str(copy_lessons(mine, source)) == "4 new"
    assert str(copy_lessons(mine, source)) == "all as they were"
    (mine / "01_next.ipynb").write_text("with my answers")
    (mine / "notes.ipynb").write_text("my own")
    for file in source.rglob("*.*"):
        file.write_text("second")
    (source / "02_more.ipynb").write_text("second")
    copied = copy_lessons(mine, source)
    assert copied.new == ["02_more.ipynb"] and copied.kept == ["01_next.ipynb"] and len(copied.renewed) == 3
    assert str(copied) == "1 new; 3 renewed; 1 left as you changed them (01_next.ipynb)"
    assert (mine / "01_next.ipynb").read_text() == "with my answers" and (mine / "notes.ipynb").read_text() == "my own"
    assert (mine / "00_tour.ipynb").read_text() == "second"


def test_without_its_notes_every_file_that_differs_counts_as_changed(source, tmp_path):
    mine = tmp_path / "mine"
    copy_lessons(mine, source)
    (mine / ".dsv4lab-lessons.json").write_text("{")
    (source / "00_tour.ipynb").write_text("second")
    assert (
        copy_lessons(mine, source).kept == ["00_tour.ipynb"]
        and (mine / "00_tour.ipynb").read_text() == "first 00_tour.ipynb"
    )


def test_a_place_that_cannot_be_written_and_lessons_that_are_not_there_are_told(source, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(LabError, match="the lessons cannot be copied there"):
        copy_lessons(tmp_path / "file" / "mine", source)
    with pytest.raises(LabError, match="no lessons here"):
        copy_lessons(tmp_path / "mine", tmp_path / "empty")


def test_the_command_uses_a_clone_s_own_and_copies_for_everybody_else(tmp_path, monkeypatch, capsys):
    started = []
    monkeypatch.setattr(open_lab.subprocess, "call", lambda command: started.append(command[3]) or 0)
    monkeypatch.chdir(ROOT)
    assert open_lab.open_lab(None, None, []) == 0 and started == [str(Path("notebooks") / "00_tour.ipynb")]
    monkeypatch.chdir(tmp_path)
    open_lab.open_lab(None, None, ["--no-browser"])
    assert started[1] == str(Path("dsv4lab-lessons") / "00_tour.ipynb") and (tmp_path / started[1]).is_file()
    assert "Lessons in dsv4lab-lessons: " in capsys.readouterr().out
    open_lab.open_lab(None, tmp_path / "here", [])
    assert started[2] == str(tmp_path / "here" / "00_tour.ipynb")
    assert (tmp_path / "here" / "solutions" / "01_expert_routing.ipynb").is_file()


def test_the_wheel_holds_them(tmp_path):
    pytest.importorskip("setuptools")
    source = tmp_path / "source"
    source.mkdir()
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    for name in ("dsv4lab", "kernels", "widgets", "notebooks"):
        left_out = shutil.ignore_patterns("node_modules", "__pycache__", "models")
        shutil.copytree(ROOT / name, source / name, symlinks=True, ignore=left_out)
    command = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "-w", tmp_path, source]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    names = zipfile.ZipFile(next(tmp_path.glob("*.whl"))).namelist()
    for name in ("00_tour.ipynb", "README.md", "solutions/01_expert_routing.ipynb", "images/explorer.png"):
        assert f"dsv4lab/notebooks/{name}" in names
