"""Which alternatives a run could have drawn, against the nucleus of all logits."""

from __future__ import annotations

import numpy as np
import pytest
from small_model import small_model, some_ids

from dsv4lab.analysis.generation import alternatives_at
from dsv4lab.session import Session
from dsv4lab.widgets.generation import Generation
from dsv4lab.widgets.selection import Selection

PROMPT = 12


def run(**settings):
    return Session(small_model()).generate(some_ids(PROMPT)[0].tolist(), max_new_tokens=30, capture="all", **settings)


def nucleus(logits: np.ndarray, temperature: float, top_p: float) -> set[int]:
    """As sampling.sample draws, in float64."""
    scaled = np.exp((logits - logits.max()) / temperature)
    order = np.argsort(-scaled, kind="stable")
    share = scaled[order] / scaled.sum()
    return set(order[np.cumsum(share) - share < top_p].tolist())


@pytest.mark.parametrize(
    ("temperature", "top_p"), [(0.8, 0.95), (0.3, 0.5), (1.0, 0.2), (1.7, 0.6), (0.1, 0.9), (1.0, 1.0)]
)
def test_no_token_is_said_to_be_possible_or_not_against_the_nucleus(temperature, top_p):
    trace = run(temperature=temperature, top_p=top_p, seed=3)
    logits, said = trace.values("logits", "value").astype(np.float64), []
    for token in range(PROMPT, len(trace)):
        inside = nucleus(logits[token - 1], temperature, top_p)
        for row in alternatives_at(trace, token):
            said.append(row.drawable)
            assert row.drawable is None or row.drawable == (row.id in inside), (token, row)
    assert any(one is True for one in said)


def test_at_temperature_zero_only_the_first_could_come_and_in_the_prompt_nothing_is_drawn():
    trace = run(temperature=0)
    for token in range(PROMPT, len(trace)):
        assert [row.drawable for row in alternatives_at(trace, token)] == [True, False, False, False, False]
    assert all(row.drawable is None for row in alternatives_at(trace, PROMPT - 1))


def test_the_view_says_how_the_position_was_drawn():
    trace = run(temperature=0.3, top_p=0.5)
    view = Generation(trace, Selection(token=20))
    assert (view.table["temperature"], view.table["top_p"]) == (0.3, 0.5)
    assert [row["drawable"] for row in view.table["rows"]] == [row.drawable for row in alternatives_at(trace, 20)]
    view.selection.token = 5
    assert view.table["temperature"] is None and view.table["prompt"]
