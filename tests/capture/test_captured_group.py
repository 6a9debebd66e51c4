"""A captured group is one object: registering one is all it takes, and nobody keeps a list of groups beside the registry."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import numpy as np
import pytest
import torch
from small_model import CONFIG, small_model, some_ids

import dsv4lab
from dsv4lab.capture.checks import check_trace
from dsv4lab.capture.group import F32, Check, Group, Table, variable
from dsv4lab.capture.passes import RecordedPass
from dsv4lab.capture.plan import Plan
from dsv4lab.capture.point import REFERENCE, Point
from dsv4lab.capture.points import POINTS
from dsv4lab.capture.protocols import Readable
from dsv4lab.capture.registry import GROUPS
from dsv4lab.capture.trace import Trace
from dsv4lab.errors import CaptureError
from dsv4lab.model.hook_point import HookPoint
from dsv4lab.session import Session

PROMPT, NEW = 9, 5


class Loudness(Group):
    """Made up: how much the experts of a layer add, and the largest of it."""

    name = "loudness"
    variables: ClassVar[Table] = {
        "norm": variable("layer token", F32, "L2 norm of what the experts add"),
        "largest": variable("layer token", F32, "largest size of a channel of it"),
    }
    points = (
        Point("layers.{i}.ffn.out", "B T D", "model", "what the experts add", "section 2.1", recorders=(REFERENCE,)),
    )

    def write(self, p: RecordedPass) -> None:
        arrays, added = p.rows.arrays[self.name], p.stack(self.name, "ffn.out")
        p.put(arrays["norm"], np.s_[:, p.tokens], added.norm(dim=-1))
        p.put(arrays["largest"], np.s_[:, p.tokens], added.abs().amax(-1))

    def check(self, trace: Readable) -> Iterator[Check]:
        if trace.has(self.name, "norm"):
            too_large = trace.values(self.name, "largest") > trace.values(self.name, "norm")
            yield Check("no channel is larger than the norm", too_large, 0)


@pytest.fixture
def registered(monkeypatch):
    monkeypatch.setitem(GROUPS, Loudness.name, Loudness())


@pytest.mark.parametrize("layers", [None, (1, 4)])
def test_a_made_up_variable_is_captured_stored_reopened_and_checked(registered, tmp_path, layers):
    model, plan = small_model(), Plan(groups=("routing", "loudness"), layers=layers)
    trace = Session(model).generate(some_ids(PROMPT)[0].tolist(), max_new_tokens=NEW, capture=plan)
    kept = list(layers or range(CONFIG.num_hidden_layers))
    assert trace.layers("loudness") == kept and trace["loudness"].norm.shape == (len(kept), PROMPT + NEW)
    ids = torch.tensor(trace.values("tokens", "id")[None]).long()
    added = model.read_points(ids, ["layers.4.ffn.out"])["layers.4.ffn.out"][0]
    np.testing.assert_allclose(trace["loudness"].norm.sel(layer=4), added.norm(dim=-1), rtol=1e-5)
    assert trace.run["checks"]["no channel is larger than the norm"]["ok"]
    again = Trace.open(trace.save(tmp_path / "loud.zarr"))
    np.testing.assert_array_equal(again.values("loudness", "largest"), trace.values("loudness", "largest"))
    assert again["loudness"].norm.attrs["meaning"] == "L2 norm of what the experts add"
    assert check_trace(again) == trace.run["checks"]
    trace.values("loudness", "largest")[0, 3] = 1e9
    assert not check_trace(trace)["no channel is larger than the norm"]["ok"]


def test_a_made_up_variable_has_a_price_and_lives_through_a_branch(registered):
    estimate = Plan(groups=("loudness",)).estimate(CONFIG, 100, 20, beside=0)
    assert estimate.groups["loudness"] == 2 * 6 * 120 * 4
    session = Session(small_model())
    whole = session.generate(some_ids(PROMPT)[0].tolist(), max_new_tokens=NEW, capture=["loudness"])
    twin = session.branch(PROMPT + 1).trace
    assert np.array_equal(twin.values("loudness", "norm"), whole.values("loudness", "norm")[:, : PROMPT + 1])


def test_a_group_that_is_not_registered_is_unknown():
    with pytest.raises(CaptureError, match=r"capture names the groups \['loudness'\]"):
        Plan(groups=("loudness",))


def test_a_point_that_a_layer_forgets_is_refused_by_name():
    class Deaf(HookPoint):
        def __call__(self, x):
            return x  # and nobody hears of it

    model = small_model()
    model.get_submodule("layers.3.ffn.routing").logits = Deaf()
    with pytest.raises(CaptureError, match=r"layers\.3\.ffn\.routing\.logits did not fire"):
        Session(model).generate(some_ids(4)[0].tolist(), max_new_tokens=0, capture=["routing"])


def test_every_point_of_a_group_says_what_the_engine_has_there():
    for group in GROUPS.values():
        for point in group.points:
            assert not (point.not_on_reference and REFERENCE in point.recorders), point.name
    assert len({point.name for point in POINTS}) == len(POINTS)


# What is said about one group in particular: a plan asks for whole streams, a tiled trace is one of picks, and a group that
# was renamed is named by both names.
ALLOWED = {"plan.py": {"streams"}, "tiling.py": {"indexer"}, "schema_versions.py": {"mtp"}}


def test_nobody_keeps_a_second_list_of_groups():
    root = Path(dsv4lab.__file__).parent
    files = [*(root / "capture").glob("*.py"), *(root / "engine").glob("rec*.py")]
    assert len(files) > 20
    for file in files:
        said = {node.value for node in ast.walk(ast.parse(file.read_text())) if isinstance(node, ast.Constant)}
        # Every trace has tokens, which is a fact of a file, too; "logits" is also a point of the model.
        named = {word for word in said if isinstance(word, str)} & set(GROUPS) - {"tokens", "logits"}
        assert named <= ALLOWED.get(file.name, set()), (file.name, named)
