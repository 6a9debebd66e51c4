"""A repository id: what the cache has is used without a network, what it lacks is told with the command that fetches it."""

from __future__ import annotations

import json
import pickle
import shlex
import socket
import subprocess
import sys
import threading
from fnmatch import fnmatchcase
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
import torch
from hub_cache import COMMIT, put_into_cache
from released_folders import shard_name, write_released
from small_model import CONFIG, small_model, some_ids

import dsv4lab as lab
from dsv4lab import errors, hub
from dsv4lab.checkpoint.shards import INDEX
from dsv4lab.checkpoint.writer import save_checkpoint
from dsv4lab.config import FLASH, PRO
from dsv4lab.errors import (
    BrokenCacheError,
    LabError,
    LoginError,
    MissingPartError,
    NoSuchRepositoryError,
    NotInCacheError,
    OfflineError,
    RepositoryError,
)
from dsv4lab.hub import is_repository_id

torch.set_num_threads(1)
SMALL = "someone/small-v4"
FLASH_ID = "deepseek-ai/DeepSeek-V4-Flash"
SMALL_COMMAND = "--include '*.json' --include 'encoding/*'"


@pytest.fixture
def no_network(monkeypatch):
    def refuse(*arguments, **options):
        raise AssertionError(f"a network call: {arguments}")

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@pytest.fixture
def small(tmp_path, no_network):
    """(cache, snapshot) of a small model, one shard per layer."""
    save_checkpoint(small_model(), CONFIG, tmp_path / "small", quantize=False, max_shard_bytes=1)
    cache = tmp_path / "cache"
    return cache, put_into_cache(tmp_path / "small", cache, SMALL)


@pytest.fixture
def flash(tmp_path, no_network):
    """(cache, snapshot) of the Flash release with its small files and no shard."""
    write_released(tmp_path / "flash", FLASH, only=lambda number: False)
    cache = tmp_path / "cache"
    return cache, put_into_cache(tmp_path / "flash", cache, FLASH_ID)


def patterns(command: str) -> list[str]:
    words = shlex.split(command)
    return [words[i + 1] for i, word in enumerate(words) if word == "--include"]


def matched(command: str, names) -> set[str]:
    return {name for name in names if any(fnmatchcase(name, pattern) for pattern in patterns(command))}


# What an id is ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", [FLASH_ID, "a/b", "9x/y.z-1_2"])
def test_an_id_is_owner_and_name(text):
    assert is_repository_id(text)


@pytest.mark.parametrize(
    "text",
    ["tiny", "a/b/c", "/a/b", "./a", "../b", "~/a", "a/", "/a", "a b/c", "a/b\n", "é/b", "", None, 5, Path("a/b"),
     "x" * 300],
)  # fmt: skip
def test_everything_else_is_a_path(text):
    assert not is_repository_id(text)


def test_an_existing_folder_is_a_folder_whatever_it_is_called(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    save_checkpoint(small_model(), CONFIG, tmp_path / "a" / "b", quantize=False)
    assert not is_repository_id("a/b") and is_repository_id("a/c")
    assert lab.load("a/b").config == CONFIG


# What the cache has -------------------------------------------------------------------------------------------------


def test_a_cached_model_loads_and_is_inspected_without_a_network(small):
    cache, snapshot = small
    model = lab.load(SMALL, cache_dir=cache)
    assert model.config == CONFIG and torch.equal(model(some_ids(9)), small_model()(some_ids(9)))
    assert lab.load(SMALL, cache_dir=str(cache), revision=COMMIT).digest == model.digest
    report = lab.inspect(SMALL, cache_dir=cache)
    assert report.loadable and report.path == f"{SMALL} ({snapshot})" and report.problems == []


def test_the_environment_of_huggingface_hub_says_where_the_cache_is(small):
    cache, _ = small
    code = f"import dsv4lab as lab; print(lab.inspect({SMALL!r}, deep=False).loadable)"
    for variables in ({"HF_HUB_CACHE": str(cache)}, {"HF_HOME": str(cache.parent / "home")}):
        if "HF_HOME" in variables:
            (cache.parent / "home").mkdir()
            cache.rename(cache.parent / "home" / "hub")
        root = Path(lab.__file__).parents[1]
        environment = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(root), "HF_HUB_OFFLINE": "1", **variables}
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=False
        )
        assert done.stdout == "True\n", done.stderr


def test_a_branch_and_a_tag_are_read_from_the_notes_of_the_cache(small):
    cache, snapshot = small
    refs = snapshot.parent.parent / "refs"
    (refs / "refs" / "pr").mkdir(parents=True)
    (refs / "refs" / "pr" / "1").write_text(COMMIT)
    assert lab.load(SMALL, cache_dir=cache, revision="refs/pr/1").config == CONFIG
    with pytest.raises(NotInCacheError, match="the cache has only main, refs/pr/1 of it") as met:
        lab.load(SMALL, cache_dir=cache, revision="v2")
    assert f"hf download {SMALL} --revision v2 --cache-dir {cache} {SMALL_COMMAND}" == met.value.command


def test_nothing_of_it_is_told_with_the_command_for_the_small_files(tmp_path, no_network):
    with pytest.raises(NotInCacheError, match=r"no network call was made.*") as met:
        lab.load("deepseek-ai/DeepSeek-V4-Flush", cache_dir=tmp_path)
    command = f"hf download deepseek-ai/DeepSeek-V4-Flush --cache-dir {tmp_path} {SMALL_COMMAND}"
    assert met.value.command == command and command in str(met.value) and "may not exist" in str(met.value)
    report = lab.inspect("deepseek-ai/DeepSeek-V4-Flush", cache_dir=tmp_path)
    assert not report.loadable and command in report.problems[0]


# What is needed of it -----------------------------------------------------------------------------------------------


EVERY = [shard_name(number, 46) for number in range(1, 47)]


@pytest.mark.parametrize(
    ("settings", "numbers"),
    [
        ({"layers": range(4)}, [1, 2, 3, 4, 5, 45]),
        ({"layers": range(1)}, [1, 2, 45]),
        ({"layers": range(12)}, [*range(1, 14), 45]),
        ({"layers": range(42)}, [*range(1, 44), 45]),
        ({"layers": range(43)}, range(1, 47)),
        ({"mtp": False}, range(1, 46)),
        ({}, range(1, 47)),
    ],
)
def test_the_command_fetches_the_shards_that_are_needed_and_no_others(flash, settings, numbers):
    cache, _ = flash
    with pytest.raises(NotInCacheError) as met:
        lab.load(FLASH_ID, cache_dir=cache, **settings)
    assert matched(met.value.command, EVERY) == {shard_name(number, 46) for number in numbers}
    assert f"{len(numbers)} shards" in str(met.value) and len(str(met.value)) < 1400
    assert not matched(met.value.command, ["config.json", "model.safetensors.index.json", "README.md"])


def test_four_layers_of_flash_are_six_shards_and_their_size_is_told(flash):
    cache, _ = flash
    with pytest.raises(NotInCacheError, match=r"6 shards of the 6 that its first 4 layers need .*\(16\.4 GB\)") as met:
        lab.load(FLASH_ID, cache_dir=cache, layers=range(4))
    assert patterns(met.value.command) == ["model-0000[1-5]-of-00046.safetensors", "model-00045-of-00046.safetensors"]


def test_what_is_there_is_not_fetched_again_and_what_was_begun_is_told(flash):
    cache, snapshot = flash
    write_released(snapshot.parent / "whole", FLASH, only=lambda number: number in (1, 3))
    for number in (1, 3):
        (snapshot.parent / "whole" / shard_name(number, 46)).rename(snapshot / shard_name(number, 46))
    (snapshot.parent.parent / "blobs" / "abc.incomplete").write_bytes(b"half")
    with pytest.raises(NotInCacheError, match=r"4 shards of the 6 .*1 of them was begun and goes on") as met:
        lab.load(FLASH_ID, cache_dir=cache, layers=range(4))
    assert matched(met.value.command, EVERY) == {shard_name(number, 46) for number in (2, 4, 5, 45)}
    report = lab.inspect(FLASH_ID, cache_dir=cache)
    assert not report.loadable and len(report.problems) == 1 and "44 shards are not in the cache" in report.problems[0]
    assert len(report.absent) == 44 and report.tensors < 2000 and report.identity == "DeepSeek-V4-Flash"


def test_the_command_is_one_that_the_hub_s_own_program_understands(flash, monkeypatch):
    from huggingface_hub.cli import download
    from huggingface_hub.cli.hf import app

    cache, _ = flash
    asked = []
    monkeypatch.setattr(download, "snapshot_download", lambda **options: asked.append(options) or str(cache))
    with pytest.raises(NotInCacheError) as met:
        lab.load(FLASH_ID, cache_dir=cache, layers=range(4), revision=COMMIT)
    program, *words = shlex.split(met.value.command)
    app.main(words, standalone_mode=False)
    assert program == "hf"
    assert asked[0]["repo_id"] == FLASH_ID and asked[0]["revision"] == COMMIT
    assert asked[0]["allow_patterns"] == patterns(met.value.command) and asked[0]["cache_dir"] == str(cache)


def test_pro_s_patterns_fit_its_sixty_four_shards(tmp_path, no_network):
    write_released(tmp_path / "pro", PRO, only=lambda number: False)
    put_into_cache(tmp_path / "pro", tmp_path / "cache", "deepseek-ai/DeepSeek-V4-Pro")
    with pytest.raises(NotInCacheError) as met:
        lab.load("deepseek-ai/DeepSeek-V4-Pro", cache_dir=tmp_path / "cache", layers=range(20))
    every = [shard_name(number, 64) for number in range(1, 65)]
    assert matched(met.value.command, every) == {shard_name(number, 64) for number in [*range(1, 22), 63]}


# Caches that are damaged --------------------------------------------------------------------------------------------


def _blob(snapshot, name):
    return (snapshot / name).resolve()


BROKEN = {
    "the note of main is empty": (lambda s: (s.parent.parent / "refs/main").write_text(""), BrokenCacheError, "no commit"),
    "the note of main leads out": (
        lambda s: (s.parent.parent / "refs/main").write_text("../../.."), BrokenCacheError, "no commit"),
    "the note of main is not text": (
        lambda s: (s.parent.parent / "refs/main").write_bytes(b"\xff\xfe"), BrokenCacheError, "cannot be read"),
    "the note of main names what is not there": (
        lambda s: (s.parent.parent / "refs/main").write_text("f" * 40), BrokenCacheError, "no snapshot of it"),
    "no note at all": (lambda s: (s.parent.parent / "refs/main").unlink(), NotInCacheError, f"only {COMMIT} of it"),
    "config.json's blob is gone": (
        lambda s: _blob(s, "config.json").unlink(), NotInCacheError, "lacks config.json .a link whose file is gone"),
    "the index's blob is gone": (lambda s: _blob(s, INDEX).unlink(), NotInCacheError, f"lacks {INDEX}"),
    "the index is cut short": (
        lambda s: _blob(s, INDEX).write_text('{"weight_map": {'), BrokenCacheError, "not a usable index.*--force-download"),
    "a shard's blob is gone": (
        lambda s: _blob(s, sorted(s.glob("*.safetensors"))[1].name).unlink(), NotInCacheError, "1 shard is not in"),
}  # fmt: skip


@pytest.mark.parametrize("damage", BROKEN)
def test_a_broken_cache_is_one_clear_error_and_the_same_in_the_report(small, damage):
    cache, snapshot = small
    change, kind, words = BROKEN[damage]
    change(snapshot)
    with pytest.raises(kind, match=words) as met:
        lab.load(SMALL, cache_dir=cache)
    assert len(str(met.value)) < 1400 and all(line.isprintable() for line in str(met.value).split("\n"))
    report = lab.inspect(SMALL, cache_dir=cache)
    assert not report.loadable and str(met.value) in "\n".join(report.problems)


def test_a_shard_that_leads_out_of_the_cache_is_refused(small, tmp_path):
    cache, snapshot = small
    shard = sorted(snapshot.glob("*.safetensors"))[0]
    (tmp_path / "elsewhere").write_bytes(shard.read_bytes())
    shard.unlink()
    shard.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(LabError, match="leads out of the folder"):
        lab.load(SMALL, cache_dir=cache)


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        *[({"revision": bad}, "revision=") for bad in (5, "", "../main", "a//b", "-x", "a\nb", "x" * 500, "..", "a\\b")],
        *[({"cache_dir": bad}, "cache_dir=") for bad in (5, "", "a\0b", ["x"])],
        *[({"local_files_only": bad}, "local_files_only=") for bad in (None, 1, "no")],
        *[({"layers": bad}, "layers=") for bad in (4, range(0), range(1, 4), [0, 2], [True], "all", range(4, 0, -1))],
        ({"layers": range(10**7)}, "layers"),
    ],
)  # fmt: skip
def test_arguments_of_the_wrong_kind_are_one_short_sentence(small, settings, words):
    with pytest.raises(LabError, match=words) as met:
        lab.load(SMALL, **({"cache_dir": small[0]} | settings))
    assert len(str(met.value)) < 1000 and all(line.isprintable() for line in str(met.value).split("\n"))


@pytest.mark.parametrize("name", ["a/b--c", "a/b..c", "a/.b", "a-/b", "a/" + "b" * 150])
def test_what_looks_like_an_id_and_can_be_none_is_told(tmp_path, name, no_network):
    with pytest.raises(NoSuchRepositoryError, match="no folder of this name is here"):
        lab.load(name, cache_dir=tmp_path)


def test_without_huggingface_hub_an_id_says_what_to_install_and_folders_work(tmp_path):
    code = (
        "import sys; sys.modules['huggingface_hub'] = None\n"
        "import dsv4lab as lab; from dsv4lab.errors import MissingPartError\n"
        "print(lab.load().config.num_hidden_layers, lab.inspect(lab.loading.TINY, deep=False).loadable)\n"
        "try: lab.load('someone/some-model')\n"
        "except MissingPartError as error: print(error)\n"
        "print(lab.inspect('someone/some-model').problems)"
    ).replace("lab.loading.TINY", "__import__('dsv4lab.loading').loading.TINY")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("8 True\n") and done.stdout.count("pip install 'dsv4lab[hub]'") == 2


ROOT = Path(__file__).resolve().parents[2]


def test_a_revision_of_a_folder_is_refused(tmp_path):
    for path in (None, tmp_path, str(tmp_path)):
        with pytest.raises(LabError, match="revision='main' belongs to a repository id"):
            lab.load(path, revision="main")
    assert "belongs to a repository id" in lab.inspect(tmp_path, revision="main").problems[0]


def test_the_commands_take_ids_and_end_in_words(flash):
    from typer.testing import CliRunner

    from dsv4lab.cli import app

    cache, _ = flash
    done = CliRunner().invoke(app, ["inspect", FLASH_ID, "--cache-dir", str(cache)])
    assert done.exit_code == 1 and "DeepSeek-V4-Flash" in done.output and "--include '*.safetensors'" in done.output
    words = ["generate", "Once", "--checkpoint", FLASH_ID, "--cache-dir", str(cache)]
    done = CliRunner().invoke(app, [*words, "--layers", "4"])
    assert (
        done.exit_code == 2 and done.output.count("\n") == 1 and "'model-0000[1-5]-of-00046.safetensors'" in done.output
    )
    assert done.output.endswith("--include model-00045-of-00046.safetensors\n"), "nothing is cut off"
    done = CliRunner().invoke(app, [*words, "--layers", "0"])
    assert done.exit_code == 2 and "no beginning" in done.output
    done = CliRunner().invoke(app, [*words, "--revision", "../x"])
    assert done.exit_code == 2 and "no branch, tag or commit" in done.output


def test_every_error_of_an_id_is_caught_by_one_class_and_survives_pickling():
    kinds = (NotInCacheError, BrokenCacheError, NoSuchRepositoryError, LoginError, OfflineError)
    assert all(issubclass(kind, RepositoryError) and issubclass(kind, LabError) for kind in kinds)
    assert not issubclass(MissingPartError, RepositoryError)
    kept = pickle.loads(pickle.dumps(errors.NotInCacheError("what", "hf download a/b")))
    assert str(kept) == "what" and kept.command == "hf download a/b"


# When the network is asked for --------------------------------------------------------------------------------------


class _Hub(BaseHTTPRequestHandler):
    """Answers as the hub does to what is not to be had."""

    def do_GET(self):
        self.server.asked.append(self.path)
        status, code = self.server.answer
        self.send_response(status)
        if code:
            self.send_header("X-Error-Code", code)
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_HEAD = do_GET

    def log_message(self, *_):
        pass


@pytest.fixture
def server(monkeypatch):
    from huggingface_hub import constants

    with HTTPServer(("127.0.0.1", 0), _Hub) as server:
        server.asked, server.answer = [], (404, None)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        monkeypatch.setattr(constants, "ENDPOINT", f"http://127.0.0.1:{server.server_port}")
        monkeypatch.setattr(constants, "HF_HUB_OFFLINE", False)
        yield server
        server.shutdown()
        thread.join()


@pytest.mark.parametrize(
    ("answer", "kind", "words"),
    [
        ((404, "RepoNotFound"), NoSuchRepositoryError, "knows no such repository.*hf auth login"),
        ((401, None), LoginError, "not for everybody, or does not exist.*hf auth login"),
        ((403, "GatedRepo"), LoginError, "after an agreement only.*hf auth login"),
        ((404, "RevisionNotFound"), NoSuchRepositoryError, "no such revision"),
        ((403, None), LoginError, "refuses it .403.*hf auth login"),
        ((418, None), OfflineError, "could not be fetched.*hf download"),
    ],
)  # fmt: skip
def test_what_the_hub_refuses_is_one_clear_error(server, tmp_path, answer, kind, words):
    server.answer = answer
    with pytest.raises(kind, match=words) as met:
        lab.load("someone/secret", cache_dir=tmp_path, local_files_only=False)
    assert server.asked and met.value.__cause__ is None and "\n" not in str(met.value)


def test_without_being_asked_for_the_hub_is_not_called(server, tmp_path):
    with pytest.raises(NotInCacheError):
        lab.load("someone/secret", cache_dir=tmp_path)
    lab.inspect("someone/secret", cache_dir=tmp_path)
    assert server.asked == []


def test_offline_says_so_at_once(server, tmp_path, monkeypatch):
    from huggingface_hub import constants

    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", True)
    with pytest.raises(OfflineError, match="HF_HUB_OFFLINE forbids it"):
        lab.load("someone/secret", cache_dir=tmp_path, local_files_only=False)
    assert server.asked == []


def test_a_hub_that_cannot_be_reached_is_one_clear_error(tmp_path, monkeypatch):
    from huggingface_hub import constants

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        monkeypatch.setattr(constants, "ENDPOINT", f"http://127.0.0.1:{free.getsockname()[1]}")
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", False)
    with pytest.raises(OfflineError, match="could not be fetched"):
        lab.load("someone/secret", cache_dir=tmp_path, local_files_only=False)


def test_asked_for_it_fetches_the_small_files_and_then_the_shards_that_are_needed(tmp_path, monkeypatch):
    import huggingface_hub
    from huggingface_hub import constants

    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", False)
    source, asked = tmp_path / "source", []
    save_checkpoint(small_model(), CONFIG, source, quantize=False, max_shard_bytes=1)
    where = json.loads((source / INDEX).read_text())["weight_map"]
    snapshot = put_into_cache(source, tmp_path / "cache", SMALL)
    hidden = tmp_path / "hidden"
    snapshot.rename(hidden)

    def fetch(repository, *, revision, cache_dir, allow_patterns):
        asked.append(allow_patterns)
        snapshot.mkdir(exist_ok=True)
        for file in hidden.iterdir():
            if any(fnmatchcase(file.name, pattern) for pattern in allow_patterns):
                file.rename(snapshot / file.name)

    monkeypatch.setattr(huggingface_hub, "snapshot_download", fetch)
    model = lab.load(SMALL, cache_dir=tmp_path / "cache", local_files_only=False, layers=range(2))
    assert asked[0] == list(hub.SMALL_FILES) and model.config.num_hidden_layers == 2
    needed = {shard for name, shard in where.items() if not name.startswith(("layers.", "mtp."))}
    needed |= {where[name] for name in where if name.startswith(("layers.0.", "layers.1."))}
    assert {file.name for file in snapshot.glob("*.safetensors")} == needed
