"""Many edits on some texts, one after the other, as a heat map: every expert, every stream, every layer's picks.

Each arm is read by force from the first layer that it touches (forced.py), a sham arm per row of the map first. With a file
a sweep that was stopped goes on where it was. Whether a cell is more than noise: a sign-flip test on the change of
log-probability, tokens taken in blocks since neighbours are alike, and Benjamini-Hochberg over all cells that acted.
Tests: tests/probes/test_sweep.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from dsv4lab.errors import EditError, PromptError, SettingError, shown
from dsv4lab.generation.prompt import prompt_ids
from dsv4lab.interfaces import Model
from dsv4lab.interventions.each import Cell, Each
from dsv4lab.interventions.record import digest
from dsv4lab.probes.effect import bootstrap
from dsv4lab.probes.forced import Forced, compared
from dsv4lab.probes.sweep_store import SweepStore

if TYPE_CHECKING:
    import xarray

    from dsv4lab.session import Session

METRICS = ("kl", "change", "flip")
BLOCK = 8  # tokens whose changes are flipped together
FLIPS = 4096  # random sign patterns; all of them where there are fewer


@dataclass
class Sweep:
    """What every arm did.

    cells   xarray along `cell`, with its family, layer and column: means over all tokens of `kl` and `change` (nats; below
            zero: less likely) and `flip`, the interval `low`, `high` of the change, `fired`, `p` and `q` (NaN where the arm
            never acted), and `in_spreads`: how far the metric lies from the other cells of its row, in their spread
    metric  the one that `map` shows
    tokens  how many predicted tokens each mean is over, of `texts` texts
    by_token  xarray, cell x token: what the means are of, all texts behind each other, with `text` and `position`
    arms    the cells with their rules, in order
    prompts the texts' ids
    """

    cells: xarray.Dataset
    metric: str
    tokens: int
    texts: int
    by_token: xarray.Dataset
    arms: tuple[Cell, ...]
    prompts: tuple[tuple[int, ...], ...]

    def map(self, family: str | None = None, variable: str | None = None) -> xarray.DataArray:
        """One family as layer x column. Raises EditError for a family that was not swept."""
        import xarray

        there = list(dict.fromkeys(self.cells.family.values.tolist()))
        family = there[0] if family is None else family
        if family not in there:
            raise EditError(f"{shown(family)} was not swept; there are {', '.join(there)}.")
        part = self.cells.isel(cell=np.flatnonzero(self.cells.family.values == family))
        layers, columns = (list(dict.fromkeys(part[name].values.tolist())) for name in ("layer", "column"))
        name = variable or self.metric
        grid = np.full((len(layers), len(columns)), np.nan)
        for layer, column, value in zip(part.layer.values, part.column.values, part[name].values, strict=True):
            grid[layers.index(layer), columns.index(column)] = value
        coords = {"layer": layers, "column": columns}
        return xarray.DataArray(grid, dims=("layer", "column"), coords=coords, name=name, attrs={"title": self.title})

    @property
    def title(self) -> str:
        """What was swept, with n and how many cells remain after the correction for their number."""
        found = int((self.cells.q.values < 0.05).sum())
        return (
            f"{self.cells.sizes['cell']} arms, n={self.tokens} tokens of {self.texts} text{'s' * (self.texts != 1)}, "
            f"{found} with q < 0.05"
        )

    def __repr__(self) -> str:
        order = np.argsort(-np.abs(np.nan_to_num(self.cells[self.metric].values)))[:10]
        return "\n".join([self.title, *(self._line(int(i)) for i in order)])

    def _line(self, i: int) -> str:
        one = self.cells.isel(cell=i)
        return (
            f"  {one.family.item()} {one.column.item()} of layer {one.layer.item()}: kl {one.kl.item():.4f}, change "
            f"{one.change.item():+.4f} [{one.low.item():+.4f}, {one.high.item():+.4f}] nats, q {one.q.item():.3g}"
        )

    def to_dict(self) -> dict[str, Any]:
        """As JSON has it."""
        names = ("family", "layer", "column", *self.cells.data_vars)
        columns = {str(name): self.cells[name].values.tolist() for name in names}
        return {
            "title": self.title,
            "metric": self.metric,
            "tokens": self.tokens,
            "texts": self.texts,
            "cells": columns,
        }


def sweep(
    session: Session | Model,
    prompts: str | Sequence[str] | Sequence[int] | Sequence[Sequence[int]],
    each: Any = "expert",
    *,
    metric: str = "kl",
    file: str | Path | None = None,
    progress: bool | Callable[[int, int], object] = True,
    stopped: Callable[[], bool] = lambda: False,
) -> Sweep:
    """Run every arm of `each` on every text and tell what it does to the texts' own tokens.

    prompts  one text or several, as text or ids; two tokens at least each
    each     do.each_expert(), do.each_stream(), do.each_picks(), their names, or several of them
    file     JSON lines, written as the sweep goes; a sweep with the same file goes on where that one ended
    progress whether a bar is printed; or who is told (arms done, arms of all texts) instead
    stopped  asked before every arm: whether to end here, with the cells that are done for all texts

    >>> import dsv4lab as lab
    >>> from dsv4lab import do
    >>> m = lab.sweep(lab.load(engine="reference"), "Once upon a time", do.each_stream(layers=[7]), progress=False)
    >>> m.map().shape
    (1, 4)

    Raises EditError for places that the model has not, for a file of another sweep, and when it is stopped before the first
    cell is done; BodyError for a body that cannot
    edit, PromptError and SettingError for what cannot be run.
    """
    from tqdm import tqdm

    model: Model = getattr(session, "model", session)  # type: ignore[assignment]
    if metric not in METRICS:
        raise SettingError(f"metric={shown(metric)} is unknown; use {', '.join(METRICS)}.")
    several = isinstance(each, Iterable) and not isinstance(each, (str, dict))
    families = [Each.of(one) for one in (each if several else [each])]
    texts = _texts(model, prompts)
    cells = [cell for family in families for cell in family.cells(model.config)]
    model.check_edits([cell.rule for cell in cells[:1]])
    store = SweepStore(
        file, {"model": model.digest, "texts": digest(texts), "each": [family.to_dict() for family in families]}
    )
    told = progress if callable(progress) else None
    every = len(cells) * len(texts)
    with store, tqdm(total=every, initial=len(store.done), unit="arm", disable=progress is not True) as bar:
        for number, ids in enumerate(texts):
            waiting = [i for i in range(len(cells)) if (number, i) not in store.done]
            if not waiting or stopped():
                continue
            forced = Forced(model, ids, 1)
            for i in waiting:
                if stopped():
                    break
                _run(forced, cells, i, number, store)
                bar.update()
                if told is not None:
                    told(len(store.done), every)
    done = [i for i in range(len(cells)) if all((number, i) in store.done for number in range(len(texts)))]
    if not done:
        raise EditError(f"the sweep was stopped before one of its {len(cells)} arms was done on every text.")
    rows = [[store.done[number, i] for number in range(len(texts))] for i in done]
    return _result([cells[i] for i in done], rows, metric, texts)


def _run(forced: Forced, cells: list[Cell], i: int, number: int, store: SweepStore) -> None:
    cell = cells[i]
    row = cell.family, cell.layer, number
    if row not in store.shams:  # the first arm of a row stands for it: the hooks are the same
        forced.sham([cell.rule])
        store.shams.clear()  # one row after the other: what arms are compared with is large
        store.shams[row] = forced.baseline([cell.rule])
    logprobs, fired = forced.run([cell.rule])
    compare = compared(forced, logprobs, store.shams[row])
    found = {key: value.astype(float).tolist() for key, value in compare.items()}
    store.add(number, i, {**found, "fired": sum(fired.values())})


def _texts(model: Model, prompts: Any) -> list[list[int]]:
    one = isinstance(prompts, str) or (len(prompts) > 0 and isinstance(prompts[0], int))
    texts = [prompt_ids(text, model.tokenizer, model.config.vocab_size) for text in ([prompts] if one else prompts)]
    short = [ids for ids in texts if len(ids) < 2]
    if short or not texts:
        raise PromptError(
            "a sweep asks how likely a text's tokens are, each behind those before it; give two tokens or more."
        )
    return texts


def _result(cells: list[Cell], rows: list[list[dict[str, Any]]], metric: str, texts: list[list[int]]) -> Sweep:
    import xarray

    mean = {key: np.array([np.concatenate([one[key] for one in row]).mean() for row in rows]) for key in METRICS}
    fired = np.array([sum(one["fired"] for one in row) for row in rows])
    intervals = np.array([bootstrap(np.concatenate([one["change"] for one in row]), i) for i, row in enumerate(rows)])
    p = np.array(
        [sign_flip([one["change"] for one in row]) if times else np.nan for row, times in zip(rows, fired, strict=True)]
    )
    values = {
        **mean, "low": intervals[:, 0], "high": intervals[:, 1], "fired": fired, "p": p, "q": false_discovery(p),
        "in_spreads": _in_spreads(cells, mean[metric]),
    }  # fmt: skip
    coords = {name: ("cell", [getattr(cell, name) for cell in cells]) for name in ("family", "layer", "column")}
    data = xarray.Dataset({key: ("cell", value) for key, value in values.items()}, coords=coords)
    return Sweep(
        data, metric, sum(len(one["change"]) for one in rows[0]), len(texts), _by_token(rows, texts, coords), tuple(cells),
        tuple(tuple(ids) for ids in texts),
    )  # fmt: skip


def _by_token(rows: list[list[dict[str, Any]]], texts: list[list[int]], coords: dict[str, Any]) -> xarray.Dataset:
    """What every arm did to every token that is predicted, float32."""
    import xarray

    data = {
        key: (("cell", "token"), np.array([np.concatenate([one[key] for one in row]) for row in rows], np.float32))
        for key in METRICS
    }
    text = np.concatenate([np.full(len(ids) - 1, number) for number, ids in enumerate(texts)])
    position = np.concatenate([np.arange(1, len(ids)) for ids in texts])
    return xarray.Dataset(data, coords={**coords, "text": ("token", text), "position": ("token", position)})


def _in_spreads(cells: list[Cell], values: np.ndarray) -> np.ndarray:
    """How far each lies from the others of its row, in their spread; NaN where a row has fewer than three."""
    out, keys = np.full(len(cells), np.nan), [(cell.family, cell.layer) for cell in cells]
    for i, key in enumerate(keys):
        others = np.array([values[j] for j, other in enumerate(keys) if other == key and j != i])
        if len(others) > 1 and others.std(ddof=1) > 0:
            out[i] = (values[i] - others.mean()) / others.std(ddof=1)
    return out


def sign_flip(texts: Sequence[Sequence[float]], seed: int = 0) -> float:
    """Two-sided p that a change is zero on the whole: how often random signs of its blocks give as large a sum.

    Neighbouring tokens are alike, so a block of tokens of one text keeps one sign.
    """
    sums = np.array([sum(text[at : at + BLOCK]) for text in texts for at in range(0, len(text), BLOCK)])
    n = len(sums)
    if 1 << n <= FLIPS:
        signs = 1 - 2 * ((np.arange(1 << n)[:, None] >> np.arange(n)) & 1)
        return float((abs(signs @ sums) >= abs(sums.sum()) * (1 - 1e-12)).mean())
    signs = 1 - 2 * np.random.default_rng(seed).integers(0, 2, (FLIPS, n))
    # The plain pattern counts as one of them: a p of zero would claim more than was tried.
    return float((1 + (abs(signs @ sums) >= abs(sums.sum()) * (1 - 1e-12)).sum()) / (1 + FLIPS))


def false_discovery(p: np.ndarray) -> np.ndarray:
    """Benjamini-Hochberg: the smallest false-discovery rate at which each p [n] is kept; NaN stays out."""
    q, there = np.full(len(p), np.nan), np.flatnonzero(~np.isnan(p))
    order = there[np.argsort(p[there], kind="stable")]
    if len(order):
        raw = p[order] * len(order) / np.arange(1, len(order) + 1)
        q[order] = np.minimum.accumulate(raw[::-1])[::-1].clip(max=1)
    return q
