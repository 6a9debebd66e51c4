"""The command line when something is wrong: exit code 2 and one line, before the work is done; what was written is kept."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from synthetic_trace import synthetic_trace

from dsv4lab import cli, terminal
from dsv4lab.capture.trace import Trace
from dsv4lab.errors import LabError
from dsv4lab.session import Session

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def command(monkeypatch, capfd):
    """command(*words) -> exit code, stdout, stderr; in this process, which has torch loaded already."""

    def run(*words) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["dsv4lab", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        out, err = capfd.readouterr()
        return ended.value.code or 0, out, err  # type: ignore[return-value]

    return run


@pytest.fixture(scope="module")
def tiny():
    from dsv4lab.loading import load

    return load(device="cpu")


@pytest.fixture
def loaded(tiny, monkeypatch):
    """The shipped model, read once for all tests of this file."""
    monkeypatch.setattr("dsv4lab.loading.load", lambda *_, **__: tiny)


@pytest.fixture
def loads_nothing(monkeypatch):
    monkeypatch.setattr("dsv4lab.loading.load", lambda *_, **__: pytest.fail("loaded before the place was looked at"))


@pytest.fixture(scope="module")
def stored(tmp_path_factory):
    return synthetic_trace(20).save(tmp_path_factory.mktemp("trace") / "run.zarr")


def start(*words, **options) -> subprocess.Popen:
    environment = os.environ | {"PYTHONPATH": str(ROOT)} | options.pop("environment", {})
    options = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | options
    return subprocess.Popen([sys.executable, "-m", "dsv4lab.cli", *words], env=environment, **options)


def one_line(err: str) -> bool:
    return err.count("\n") == 1 and err.startswith("dsv4lab: ") and "Traceback" not in err


@pytest.mark.parametrize("ending", ["t.zarr", "t.zarr.zip"])
def test_a_trace_that_could_not_be_saved_is_refused_before_the_work(command, loads_nothing, tmp_path, ending):
    (tmp_path / "file").write_text("")
    (tmp_path / "folder.zarr.zip").mkdir()
    for wrong in (
        tmp_path / "file" / ending, tmp_path / ("n" * 300 + ending), f"/proc/{ending}", tmp_path / "folder.zarr.zip",
        tmp_path / "x",
    ):  # fmt: skip
        code, out, err = command("generate", "Once", "--trace", wrong)
        assert code == 2 and one_line(err) and out == "", (wrong, err)
    assert "too long" in command("generate", "Once", "--trace", tmp_path / ("n" * 300 + ending))[2]


def test_a_page_that_could_not_be_written_is_refused_before_the_work(command, stored, tmp_path, monkeypatch):
    monkeypatch.setattr("dsv4lab.widgets.page._page", lambda *_: pytest.fail("computed before the place was looked at"))
    (tmp_path / "file").write_text("")
    (tmp_path / "folder.html").mkdir()
    for wrong in (
        tmp_path / "file" / "p.html", tmp_path / "folder.html", tmp_path / ("n" * 300 + ".html"), "/proc/p.html",
        tmp_path / "p",
    ):  # fmt: skip
        code, out, err = command("report", stored, "--html", wrong)
        assert code == 2 and one_line(err) and out == "", (wrong, err)


def test_what_is_no_trace_is_told_by_report(command, tmp_path):
    (tmp_path / "file.zarr.zip").write_text("x")
    (tmp_path / "empty.zarr").mkdir()
    for wrong in (tmp_path / "file.zarr.zip", tmp_path / "empty.zarr", tmp_path / "none.zarr", tmp_path):
        code, out, err = command("report", wrong, "--html", tmp_path / "p.html")
        assert code == 2 and one_line(err) and out == "", err
    assert not (tmp_path / "p.html").exists()


def test_a_working_folder_that_is_gone_is_told(command, tmp_path, monkeypatch, stored):
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    for words in (("generate", "Once", "--trace", "t.zarr"), ("report", stored, "--html", "p.html")):
        code, _, err = command(*words)
        assert code == 2 and one_line(err) and "working folder is gone" in err


@pytest.mark.parametrize(
    ("problem", "code", "words"),
    [
        (LabError("the model\nis\x1b[31m wrong"), 2, "the model is\\x1b[31m wrong"),
        (PermissionError(13, "Permission denied", "config.json"), 2, "config.json: Permission denied"),
        (KeyboardInterrupt(), 130, "stopped"),
        (ModuleNotFoundError("No module named 'torch'", name="torch"), 2, "torch is not installed"),
        (ModuleNotFoundError("No module named 'ipywidgets'", name="ipywidgets"), 2, "'dsv4lab[lab]'"),
        (ModuleNotFoundError("No module named 'dsv4lab.x'", name="dsv4lab.x"), 1, "mistake of dsv4lab"),
        (ValueError("what nobody thought of"), 1, "mistake of dsv4lab"),
        (LabError("x" * 100_000), 2, "x …"),
    ],
)
def test_whatever_happens_in_a_command_is_one_line(command, monkeypatch, problem, code, words):
    def fail(*_, **__):
        raise problem

    for target, line in (
        ("dsv4lab.loading.load", ("generate", "Once")), ("dsv4lab.checkpoint.inspect.inspect", ("inspect", "x")),
        ("dsv4lab.doctor.examine", ("doctor",)),
    ):  # fmt: skip
        monkeypatch.setattr(target, fail)
        found, _, err = command(*line)
        assert found == code and one_line(err) and words in err and len(err) < 2000, err
        if code == 1:
            report = Path(err.split()[-1])
            assert type(problem).__name__ in report.read_text()
            report.unlink()


def test_numbers_that_are_not_finite_are_null(capfd):
    terminal.write_json({"a": float("nan"), "b": [float("-inf"), 1.5], "c": {"d": (float("inf"),)}, "e": "é"})
    assert json.loads(capfd.readouterr().out) == {"a": None, "b": [None, 1.5], "c": {"d": [None]}, "e": "é"}


def test_failed_checks_are_said(command, tmp_path, stored):
    trace = synthetic_trace(20)
    trace.values("routing", "weight")[2, 3] = 9.0
    code, out, err = command("report", trace.save(tmp_path / "t.zarr"), "--html", tmp_path / "p.html")
    assert code == 0 and out.strip() == str(tmp_path / "p.html")
    assert "CHECK FAILED: routing weights sum to the scaling factor" in err
    assert "CHECK FAILED" in (tmp_path / "p.html").read_text()
    assert "CHECK" not in command("report", stored, "--html", tmp_path / "p.html")[2]


@pytest.mark.parametrize(
    ("name", "words"),
    [("torch", ("generate", "Once")), ("torch", ("doctor",)), ("ipywidgets", ("report", "TRACE", "--html", "p.html"))],
)
def test_a_part_that_is_not_installed_is_named_in_one_sentence(name, words, stored, tmp_path):
    words = [str(stored) if word == "TRACE" else word for word in words]
    code = f"import sys; sys.modules[{name!r}] = None; sys.argv = ['dsv4lab', *{words!r}]\n"
    code += "from dsv4lab.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=tmp_path, check=False, timeout=120,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    if words == ["doctor"] and done.returncode == 0:
        assert "torch" in done.stdout and "Traceback" not in done.stderr  # it may do without
        return
    assert done.returncode == 2 and one_line(done.stderr) and f"{name} is not installed" in done.stderr, done.stderr
    assert ("dsv4lab[lab]" in done.stderr) == (name == "ipywidgets")


@pytest.mark.parametrize("name", ["load", "Session", "explore"])
def test_from_python_too_a_missing_part_is_this_packages_error(name):
    missing = "ipywidgets" if name == "explore" else "torch"
    code = (
        f"import sys; sys.modules[{missing!r}] = None\nimport dsv4lab\nfrom dsv4lab.errors import LabError\n"
        f"try: dsv4lab.{name}\nexcept LabError as error: print(error)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    assert f"{missing} is not installed" in done.stdout


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "utf-8"])
def test_a_terminal_of_few_characters_gets_what_it_can_show(command, loaded, monkeypatch, encoding):
    words = ["generate", "Grüße, 狐", "--max-new-tokens", "2", "--seed", "1"]
    for extra in ([], ["--json"]):
        out = io.BytesIO()
        with monkeypatch.context() as terminal_:
            screen = io.TextIOWrapper(out, encoding=encoding)
            terminal_.setattr(sys, "stdout", screen)
            code, _, err = command(*words, *extra)
        assert code == 0, err
        shown = out.getvalue().decode(encoding)
        if extra:
            assert "Grüße, 狐" in json.loads(shown)["text"]
        else:
            assert shown.startswith({"ascii": "Gr??e, ?", "utf-8": "Grüße, 狐"}.get(encoding, "Grüße, ?"))


def test_output_that_fails_on_the_way_ends_the_run_and_keeps_its_trace(command, loaded, monkeypatch, tmp_path):
    writes = []

    def write(text):
        writes.append(text)
        if len(writes) > 3:
            raise terminal.OutputError("standard output cannot be written (No space left on device).")

    monkeypatch.setattr(terminal, "write", write)
    code, _, err = command("generate", "Once", "--max-new-tokens", "50", "--trace", tmp_path / "t.zarr")
    assert code == 2 and "No space left" in err and "Traceback" not in err
    with Trace.open(tmp_path / "t.zarr") as kept:
        kept.verify()
        assert kept.finished and kept.run["ended"] == "closed"


def test_a_prompt_that_is_not_utf8_is_told(tmp_path):
    process = start(b"generate", b"caf\xe9 au lait", b"--trace", bytes(tmp_path / "t.zarr"))
    out, err = process.communicate(timeout=200)
    assert process.returncode == 2 and out == b"" and one_line(err.decode()) and b"byte E9 at character 3" in err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is full")
def test_full_and_closed_output_is_one_line():
    with open("/dev/full", "w") as full:
        process = start("inspect", str(ROOT / "dsv4lab/models/tiny"), stdout=full)
        _, err = process.communicate(timeout=200)
        assert process.returncode == 2 and b"standard output cannot be written" in err and b"Traceback" not in err
        assert b"Exception ignored" not in err
    shell = f"{sys.executable} -m dsv4lab.cli inspect {ROOT / 'dsv4lab/models/tiny'} --json >&-"
    done = subprocess.run(
        ["sh", "-c", shell], capture_output=True, text=True, check=False, env=os.environ | {"PYTHONPATH": str(ROOT)}
    )
    assert done.returncode == 2 and one_line(done.stderr) and "closed" in done.stderr


@pytest.mark.parametrize("extra", [[], ["--json"]])
def test_ctrl_c_keeps_and_saves_what_was_written(command, loaded, monkeypatch, tmp_path, extra):
    stream = Session.stream

    def interrupted(self, *arguments, **settings):
        steps = stream(self, *arguments, **settings)
        for count, step in enumerate(steps):
            if count == 3:
                os.kill(os.getpid(), signal.SIGINT)
            yield step

    monkeypatch.setattr(Session, "stream", interrupted)
    path = tmp_path / "t.zarr"
    words = ["generate", "Once upon a time", "--max-new-tokens", "400", "--seed", "4", "--trace", path, *extra]
    code, out, err = command(*words)
    assert code == 130 and "Traceback" not in err and "stopped by Ctrl-C: " in err
    with Trace.open(path) as kept:
        kept.verify()
        written = len(kept) - kept.run["prompt_tokens"]
        assert 4 <= written <= 5 and all(check["ok"] for check in kept.run["checks"].values())
        assert f"{written} of 400 tokens" in err
        if extra:
            assert json.loads(out)["text"] == kept.text
        else:
            assert out.startswith("Once upon a time") and kept.text.endswith(out)


def test_ctrl_c_in_a_process_of_its_own_prints_no_traceback(tmp_path):
    path = tmp_path / "t.zarr"
    process = start(
        "generate", "Once upon a time", "--max-new-tokens", "900", "--temperature", "1.5", "--trace", str(path)
    )
    assert process.stdout is not None
    begun = process.stdout.read(16)  # the prompt; the model is loaded
    time.sleep(1)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=200)
    assert process.returncode == 130 and b"Traceback" not in err and b"stopped by Ctrl-C" in err, err
    with Trace.open(path) as kept:
        assert len(kept) < 900 and kept.text.endswith((begun + out).decode())
