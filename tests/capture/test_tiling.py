"""Claims of capture/tiling.py: a tiled trace obeys the rules of a real one, keeps its numbers, and says what it is."""

from __future__ import annotations

import numpy as np
import pytest
from small_model import CONFIG, small_model, some_ids

from dsv4lab.capture.plan import Plan
from dsv4lab.capture.tiling import tile
from dsv4lab.errors import TraceError
from dsv4lab.session import Session

RATE, TOPK = CONFIG.csa_rate, CONFIG.index_topk


@pytest.fixture(scope="module")
def real():
    return Session(small_model()).generate(some_ids(61)[0].tolist(), max_new_tokens=0, capture=["indexer"])


def test_picks_of_a_tiled_trace_are_causal_complete_and_at_the_same_distances(real):
    long = tile(real, 1000)
    assert len(long) == 1000 and long.finished
    visible, entry = long.values("indexer", "visible"), long.values("indexer", "entry")
    np.testing.assert_array_equal(visible[0], (np.arange(1000) + 1) // RATE)
    np.testing.assert_array_equal((entry >= 0).sum(-1), np.minimum(visible, TOPK))
    assert (entry < visible[..., None]).all()
    first, period = long.run["tiled"]["from"], long.run["tiled"]["period"]
    for query in (61, 500, 999):
        source = first + (query - first) % period
        np.testing.assert_array_equal(
            visible[:, query, None] - entry[:, query],
            real.values("indexer", "visible")[:, source, None] - real.values("indexer", "entry")[:, source],
        )
        np.testing.assert_array_equal(
            long.values("indexer", "score")[:, query], real.values("indexer", "score")[:, source]
        )
        assert long.values("tokens", "id")[query] == real.values("tokens", "id")[source]
    kept = slice(0, first + period)
    for name in ("entry", "score", "margin", "runner_entry"):
        np.testing.assert_array_equal(long.values("indexer", name)[:, kept], real.values("indexer", name)[:, kept])


def test_a_tiled_trace_says_so_and_survives_a_file(real, tmp_path):
    long = tile(real, 300)
    assert long.run["tiled"]["real_tokens"] == 61 and "checks" not in long.run and "tiled" not in real.run
    from dsv4lab.capture.trace import Trace

    again = Trace.open(long.save(tmp_path / "t.zarr"))
    assert again.run["tiled"] == long.run["tiled"] and again.layers("indexer") == real.layers("indexer")
    np.testing.assert_array_equal(again.values("indexer", "entry"), long.values("indexer", "entry"))


def test_what_cannot_be_tiled_is_refused(real):
    session = Session(small_model())
    short = session.generate(some_ids(10)[0].tolist(), max_new_tokens=0, capture=["indexer"])
    with pytest.raises(TraceError, match="cannot be tiled"):
        tile(short, 100)
    thin = session.generate(some_ids(61)[0].tolist(), max_new_tokens=0, capture=Plan(("indexer",), prompt_queries=4))
    with pytest.raises(TraceError, match="samples its queries"):
        tile(thin, 100)
