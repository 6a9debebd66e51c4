"""Every equation of the model is written once in Python: one file calls the function that is characteristic of it."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# Files ending in _triton.py are each an equation's second writing, tied to the first by a test on random inputs. Exercises
# hold what is computed by mistake in an equation's place; what is right they take from the definitions.
FILES = sorted(
    file
    for folder in ("dsv4lab", "kernels", "widgets")
    for file in (ROOT / folder).rglob("*.py")
    if not file.name.endswith("_triton.py")
    and not file.is_relative_to(ROOT / "dsv4lab" / "kernels")
    and not file.is_relative_to(ROOT / "dsv4lab" / "course")
)
EQUATIONS = {
    "softplus": {"kernels/expert_routing.py"},  # an expert's score
    "sigmoid": {"kernels/hyper_connections.py", "kernels/expert_routing.py"},  # pre and post; scoring_func "sigmoid"
    "silu": {"kernels/experts.py"},  # the clamped SwiGLU
    "relu": {"kernels/lightning_indexer.py"},  # an entry's score
    "relu_": {"kernels/lightning_indexer.py"},
    "rsqrt": {"kernels/rope.py", "kernels/hyper_connections.py"},  # the norm; the streams' common one, after a product
    "rms_norm": {
        "kernels/rope.py",
        "dsv4lab/model/parts.py",
        "dsv4lab/model/attention.py",
        "dsv4lab/engine/attention.py",
        "dsv4lab/engine/edited_entries.py",
        "dsv4lab/engine/edited_head.py",
        "dsv4lab/engine/edited_layers.py",
    },  # its callers; what an edit changes is normed again
    "cos": {"kernels/rope.py"},  # the turn of a pair
    "sinkhorn": {  # its callers; an edit takes other numbers of steps
        "kernels/hyper_connections.py",
        "dsv4lab/model/hyper_connections.py",
        "dsv4lab/training/attention_site.py",
        "dsv4lab/interventions/mixing.py",
        "dsv4lab/engine/edited_layers.py",
    },
    # In training the order of the picks is nothing, and a sort would be all that the step waits for.
    "topk": {"kernels/topk.py", "dsv4lab/training/attention_site.py", "dsv4lab/training/gathered.py"},
}
# Functions that hold an equation, and the only file that defines one of that name.
DEFINED = {
    "sinkhorn": "kernels/sinkhorn.py",
    "rms_norm": "kernels/rope.py",
    "rotate": "kernels/rope.py",
    "swiglu": "kernels/experts.py",
    "mixes": "kernels/hyper_connections.py",
    "hyper_connections_pre": "kernels/hyper_connections.py",
    "hyper_connections_post": "kernels/hyper_connections.py",
    "score_experts": "kernels/expert_routing.py",
    "choose_experts": "kernels/expert_routing.py",
    "weigh_experts": "kernels/expert_routing.py",
    "pool_blocks": "kernels/compressor.py",
    "score_entries": "kernels/lightning_indexer.py",
    "select_entries": "kernels/lightning_indexer.py",
    "softmax_with_sink": "kernels/attention.py",
    "head_logits": "kernels/head.py",
    "summarise_logits": "kernels/head.py",
    "best_first": "kernels/topk.py",
}


@cache
def called(source: str) -> set[str]:
    """Last names of all that is called: `softplus` in F.softplus(x)."""
    functions = [node.func for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    return {
        f.attr if isinstance(f, ast.Attribute) else f.id for f in functions if isinstance(f, ast.Attribute | ast.Name)
    }


@cache
def defined(source: str) -> set[str]:
    return {node.name for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize("name", EQUATIONS)
def test_only_its_own_file_writes_an_equation(name: str) -> None:
    found = {str(file.relative_to(ROOT)) for file in FILES if name in called(file.read_text())}
    assert found == EQUATIONS[name]


@pytest.mark.parametrize("name", DEFINED)
def test_a_step_is_defined_once(name: str) -> None:
    assert [str(file.relative_to(ROOT)) for file in FILES if name in defined(file.read_text())] == [DEFINED[name]]


def test_the_check_can_fail() -> None:
    assert "softplus" in called("scores = F.softplus(logits).sqrt()")
    assert "rotate" in defined("def rotate(x):\n    return x\n")
