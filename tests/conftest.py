"""Shared by all tests: helpers beside the tests are importable, and notebook cells are compared for real.

The gate for notebooks (run them with --nbval): a cell that writes to stderr fails unless it is tagged "allow-stderr",
and a notebook in which no printed text is compared is refused, since stripped outputs would pass with any result.
"""

from __future__ import annotations

import importlib.util
import os
import signal
import sys
from pathlib import Path

import pytest
import torch

sys.path.insert(0, str(Path(__file__).parent / "fakes"))
import quick_interpreter

os.environ.setdefault("DSV4LAB_PROGRESS", "")  # what whoever runs the tests has solved is neither read nor changed

# A shell that starts the tests with "&" has them ignore Ctrl-C, and what they start as well; some tests send one.
signal.signal(signal.SIGINT, signal.default_int_handler)
if not torch.cuda.is_available():
    # Triton builds its own functions when it is first imported, by whichever test that is: the choice must stand before.
    os.environ.setdefault("TRITON_INTERPRET", "1")
    if importlib.util.find_spec("triton") is not None:
        quick_interpreter.once_a_launch()


@pytest.fixture(scope="module")
def large_blocks():
    """For whole models in the interpreter, which takes programs one after the other: the fewest programs, and no search for
    whole numbers that overflow, which the kernels' own tests do.
    """
    patch = pytest.MonkeyPatch()
    if not torch.cuda.is_available():
        from dsv4lab.kernels import attention_output_triton, experts_triton, linear_plain_triton, linear_triton

        several = [*experts_triton.ROWS.values(), *attention_output_triton.ROWS.values()]
        for sizes in (*several, linear_triton.ROWS, linear_plain_triton.BLOCK):
            patch.setitem(sizes, "BLOCK_O", 64)
        quick_interpreter.without_overflow_checks(patch)
    yield
    patch.undo()


def _is_cell(item: pytest.Item) -> bool:
    return type(item).__name__ == "IPyNbCell"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item):
    result = yield
    if _is_cell(item) and "allow-stderr" not in item.cell.metadata.get("tags", []):  # type: ignore[attr-defined]
        outputs = item.test_outputs or []  # type: ignore[attr-defined]
        errors = "".join(o.text for o in outputs if o.output_type == "stream" and o.name == "stderr")
        if errors:
            pytest.fail("cell wrote to stderr:\n" + errors, pytrace=False)
    return result


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--quick",
        action="store_true",
        help="leave out what needs a browser, Triton, transformers, processes or minutes",
    )


# What takes longer than the rest together: folders and files below tests/.
_LONG = (
    "browser", "engine", "training", "kernels/test_hopper", "model/test_against_transformers", "model/test_lengths",
    "model/test_interventions", "attached", "comparison/test_planted", "comparison/test_parity_kit",
    "comparison/test_compare", "checkpoint/test_mutations", "checkpoint/test_transformers", "capture/test_trace_damage",
    "capture/test_trace_files", "capture/test_trace_snapshot", "capture/test_trace_invariants", "generation/test_session",
    "generation/test_faults", "generation/test_machine", "package/test_cli", "package/test_memory", "package/test_claims",
    "package/test_loading", "package/test_examples", "checkpoint/test_inspect", "checkpoint/test_matching",
    "package/test_config", "checkpoint/test_names", "package/test_hub", "package/test_chat", "checkpoint/test_identity",
    "widgets/test_extreme_runs", "widgets/test_explorer", "widgets/test_prompts", "widgets/test_growing",
    "widgets/test_sharing", "widgets/test_discoveries", "analysis/test_discoveries", "analysis/test_nucleus",
    "comparison/test_sides", "package/test_recorded", "interventions/test_indexer",
    "checkpoint/test_selection", "widgets/test_closing", "widgets/test_more_views",
    "interventions/test_editing", "interventions/test_reading", "interventions/test_sham", "probes/test_sweep",
    "widgets/test_page", "widgets/test_live_run", "widgets/test_pace", "widgets/test_what_if", "bench", "served",
    "widgets/test_chat_form", "course/test_site", "course/test_copies", "course/test_lesson_",
    "course/test_programs", "course/test_roofline",
)  # fmt: skip


def _is_long(path: Path) -> bool:
    place = path.relative_to(Path(__file__).parent).as_posix()
    return place.startswith(_LONG) or path.stem.endswith("_triton")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    return True if config.getoption("--quick") and _is_long(collection_path) else None  # not even imported


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    compared: dict[Path, int] = {}
    for item in filter(_is_cell, items):
        prints = any(o.get("name") == "stdout" for o in item.cell.outputs)  # type: ignore[attr-defined]
        checked = bool(item.options["check"] and item.cell.execution_count and prints)  # type: ignore[attr-defined]
        compared[item.path] = compared.get(item.path, 0) + checked
    silent = [path.name for path, count in compared.items() if not count]
    if silent:
        raise pytest.UsageError(
            f"no printed text is compared in {', '.join(silent)}. Run the notebook and save outputs."
        )
