"""The house: the build map, the order of imports, a light `import dsv4lab`."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# Lower rooms must not know higher ones; equal rank is one room's business.
RANK = {
    "concepts": 1,
    "errors": 0, "memory": 0, "json_files": 0, "named_ids": 0, "digest": 0, "files": 1, "terminal": 1,
    "config": 1, "config_keys": 1,
    "threads": 0, "course": 11, "attention_kinds": 1, "config_checks": 1, "config_spellings": 1,
    "kernels": 2, "text": 3, "tokenizer_files": 3, "chat": 3, "chat_prompt": 3, "chat_texts": 3,
    "chat_messages": 2,
    "checkpoint": 4, "hub": 4, "model": 4, "costs": 4,
    "capture": 5, "interventions": 6, "generation": 6, "do": 7, "engine": 7, "interfaces": 7, "recorded_run": 6,
    "loading": 9, "placement": 9, "loading_ahead": 9, "session": 8, "run_writer": 8, "attached": 8, "served": 8,
    "analysis": 8, "probes": 9, "ranks": 9, "comparison": 10, "widgets": 10, "doctor": 10, "training": 10,
    "commands": 12, "cli": 13, "__main__": 14,
}  # fmt: skip


def modules() -> list[tuple[str, Path]]:
    found = []
    for folder, prefix in ((ROOT / "dsv4lab", ""), (ROOT / "kernels", "kernels."), (ROOT / "widgets", "widgets.")):
        for file in sorted(folder.rglob("*.py")):
            if folder.name == "dsv4lab" and file.relative_to(folder).parts[0] in ("kernels", "widgets"):
                continue
            found.append((prefix + ".".join(file.relative_to(folder).with_suffix("").parts), file))
    return found


def imports_of(source: str) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("dsv4lab"):
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names if alias.name.startswith("dsv4lab")}
    return names


def violations(module: str, source: str) -> list[str]:
    own = RANK.get(module.split(".")[0])
    bad = []
    for name in imports_of(source):
        room = name.split(".")[1] if "." in name else ""
        if own is not None and RANK.get(room, -1) > own:
            bad.append(f"{module} imports {name}")
    return bad


@pytest.mark.parametrize(("module", "file"), modules(), ids=lambda value: value if isinstance(value, str) else "")
def test_imports_go_one_way(module, file):
    if module == "__init__":
        return  # names where things are, and imports them only when asked
    assert module.split(".")[0] in RANK, f"{module}: give its room a rank in this test"
    assert not violations(module, file.read_text())


def circles(graph: dict[str, set[str]]) -> list[list[str]]:
    """Modules that can reach themselves, late imports and imports of types counted; one list for each knot of them."""
    reach = {name: set(others) for name, others in graph.items()}
    for middle in graph:
        for name in graph:
            if middle in reach[name]:
                reach[name] |= reach[middle]
    knots = {frozenset(other for other in reach[name] if name in reach[other]) for name in graph if name in reach[name]}
    return sorted(sorted(knot) for knot in knots)


def import_graph() -> dict[str, set[str]]:
    files = {f"dsv4lab.{module}": file for module, file in modules() if module != "__init__"}
    graph: dict[str, set[str]] = {}
    for module, file in files.items():
        graph[module] = set()
        for name in imports_of(file.read_text()):
            while name and name not in files:
                name = name.rpartition(".")[0]
            if name and name != module:
                graph[module].add(name)
    return graph


def test_no_module_imports_itself_by_a_detour():
    assert circles(import_graph()) == []
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}}) == [["a", "b", "c"]]


def test_the_order_check_can_fail():
    assert violations("model.attention", "from dsv4lab.session import Session\n")
    assert violations("kernels.sinkhorn", "import dsv4lab.model.layer\n")
    assert not violations("session", "from dsv4lab.model.kv_cache import Cache\n")


def test_packages_are_the_folders_on_disk_and_the_links_resolve():
    table = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]
    on_disk = {
        "dsv4lab" + "".join(f".{part}" for part in file.parent.relative_to(ROOT / "dsv4lab").parts)
        for file in (ROOT / "dsv4lab").rglob("__init__.py")
    }
    assert set(table["packages"]) == on_disk | {
        "dsv4lab.kernels", "dsv4lab.kernels.common", "dsv4lab.widgets", "dsv4lab.notebooks",
    }  # fmt: skip
    for name in ("kernels", "widgets", "notebooks"):
        assert (ROOT / "dsv4lab" / name).is_symlink() and (ROOT / "dsv4lab" / name).resolve() == ROOT / name
        # transformers imports a top-level `kernels` package if it finds one
        assert not (ROOT / name / "__init__.py").exists()


def test_the_tests_that_docstrings_name_exist():
    named = {
        (file.name, path)
        for folder in ("dsv4lab", "kernels", "widgets")
        for file in (ROOT / folder).rglob("*.py")
        for path in re.findall(r"tests/[\w/*]+(?:\.py)?", ast.get_docstring(ast.parse(file.read_text())) or "")
    }
    assert len(named) > 50
    assert not [name for name in sorted(named) if not list(ROOT.glob(name[1]))]


def fresh(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


HEAVY = ("torch", "xarray", "zarr", "transformers", "ipywidgets", "plotly", "tokenizers", "huggingface_hub")


def test_importing_the_package_is_light():
    code = f"import sys, dsv4lab; print([n for n in {HEAVY!r} if n in sys.modules])"
    assert fresh(code) == "[]"
    assert fresh(code.replace("import sys, dsv4lab", "import sys, dsv4lab, torch")) == "['torch']"


def test_opening_a_trace_needs_no_torch():
    code = (
        "import sys; sys.modules['torch'] = None\n"
        "import dsv4lab as lab\n"
        "try: lab.Trace.open('nowhere.zarr')\n"
        "except lab.errors.TraceError as e: print('clear')"
    ).replace("lab.errors", "__import__('dsv4lab.errors').errors")
    assert fresh(code) == "clear"
