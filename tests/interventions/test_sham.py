"""An arm that writes back what was there changes nothing, bit for bit: 200 random rules on 20 random configurations."""

from __future__ import annotations

import random

import pytest
import torch
from random_rules import random_config, random_rules
from small_model import small_model, some_ids

from dsv4lab import do
from dsv4lab.errors import EditError
from dsv4lab.probes.forced import Forced

torch.set_num_threads(1)


@pytest.mark.parametrize("number", range(20))
def test_ten_random_rules_as_a_sham_change_exactly_nothing(number):
    draw = random.Random(number)
    config = random_config(draw)
    model = small_model(config, seed=number)
    model.numerics.release = number % 4 == 3
    forced = Forced(model, some_ids(26, seed=number, vocabulary=config.vocab_size)[0].tolist(), 1)
    kinds = set()
    for rule in random_rules(draw, config, 10):
        logprobs, visited = forced.run([rule], sham=True)
        assert torch.equal(logprobs, forced.plain), rule.label
        assert sum(visited.values()) > 0, f"{rule.label}: the sham never came by"
        kinds.add(rule.kind)
    assert len(kinds) > 3


@pytest.mark.parametrize(
    "rule", [do.stream("zero", layer=2), do.sink(layer=3), do.gates(layer=3)], ids=lambda r: r.kind
)
def test_a_sham_that_changes_something_is_refused(monkeypatch, rule):
    """The guard can fail: a write-back that is off by the last bit."""
    model = small_model()
    forced = Forced(model, some_ids(20)[0].tolist(), 1)
    forced.sham([rule])
    clone = torch.Tensor.clone
    off = 1 + 2e-6
    monkeypatch.setattr(
        torch.Tensor, "clone", lambda self: clone(self) * off if self.is_floating_point() else clone(self)
    )
    with pytest.raises(EditError, match=r"sham arm of .* still changes log-probabilities by up to"):
        forced.sham([rule])
