"""The views' programs: what is made of Python for them is current, the built ones are too, and their own tests pass.

The claims about JavaScript are in JavaScript, beside what they are about: *.test.js in widgets/src/ and widgets/src/common/.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from dsv4lab.widgets import codes, javascript
from dsv4lab.widgets.registry import registered, stem_of
from dsv4lab.widgets.view import STATIC

WIDGETS = STATIC.parent
PROGRAMS = sorted(STATIC.glob("*.js"))
CHANGED = "is not what `make js` makes; run it and commit what it changes"
needs_node = pytest.mark.skipif(
    shutil.which("node") is None, reason="node is not installed; the browser tests run the same code"
)
needs_tools = pytest.mark.skipif(
    not (WIDGETS / "node_modules/esbuild").exists(),
    reason="the tools that build the programs are not installed (`make js`)",
)


def node(*arguments: str) -> str:
    done = subprocess.run(["node", *arguments], capture_output=True, text=True, timeout=120, cwd=WIDGETS, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@needs_node
def test_the_claims_written_in_javascript_hold():
    tests = [str(file.relative_to(WIDGETS)) for file in sorted((WIDGETS / "src").rglob("*.test.js"))]
    said = node("--test", *tests)
    assert int(re.findall(r"^# pass (\d+)", said, re.M)[0]) >= 50


def test_sinkhorns_steps_in_the_page_are_those_of_the_models_own_definition():
    """hyper_connections.test.js holds the page's function against this file, which is held against the definition here."""
    torch = pytest.importorskip("torch")
    from dsv4lab.kernels.sinkhorn import sinkhorn

    stored = json.loads((WIDGETS / "src/sinkhorn_steps.json").read_text())
    logits = torch.tensor(stored["logits"]).reshape(1, 4, 4).expand(2, 4, 4)  # two: the general path
    for steps, expected in stored["steps"].items():
        found = sinkhorn(logits.contiguous(), steps=int(steps))[0].flatten()
        torch.testing.assert_close(found, torch.tensor(expected), rtol=0, atol=1e-6)


def test_codes_and_traits_are_those_of_python():
    assert (WIDGETS / "src/common/codes.js").read_text(encoding="utf-8") == javascript.codes(), CHANGED
    assert (WIDGETS / "src/traits.d.ts").read_text(encoding="utf-8") == javascript.traits(), CHANGED
    named = {name: value for name, value in vars(codes).items() if name.isupper()}
    written = dict(re.findall(r"^export const (\w+) = (-?\d+);", javascript.codes(), re.M))
    assert {name: int(value) for name, value in written.items()} == named


@needs_node
@needs_tools
def test_the_built_programs_are_current(tmp_path):
    node("build.mjs", str(tmp_path))
    built = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    kept = {file.name: file.read_bytes() for file in STATIC.iterdir()}
    assert sorted(built) == sorted(kept), CHANGED
    assert not [name for name in built if built[name] != kept[name]], CHANGED


def test_every_view_has_a_program_and_every_program_a_view():
    stems = {stem_of(view) for view in registered()} | {"chat_form"}  # a control, which no page and no tab has
    assert {file.stem for file in PROGRAMS} == stems | {"page"}
    looks = {file.stem for file in (STATIC.parent / "src").glob("*.css")}  # who has none takes the theme as it is
    assert {file.stem for file in STATIC.glob("*.css")} == looks and looks < stems | {"page", "theme"}


@pytest.mark.parametrize("file", PROGRAMS, ids=lambda file: file.stem)
def test_nothing_is_fetched_and_no_token_becomes_markup(file: Path):
    text = file.read_text(encoding="utf-8")
    words = ("import(", "fetch(", "XMLHttpRequest", "innerHTML", "outerHTML", "insertAdjacentHTML", "eval(")
    assert not [word for word in words if word in text] and not re.search(r"\bimport\b", text)
    assert text.count("http") == text.count("http://www.w3.org/2000/svg")
