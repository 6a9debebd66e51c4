"""How the four residual streams are read, mixed and written (section 2.2 of the report).

Direction, everywhere: next[to] = post[to] * out + sum over from of comb[from, to] * stream[from]. So what the mixing of
several sites does together is the product of their matrices from left to right.
Surprising: every layer does this twice (attention, experts), and the matrices depend on the token.
Views: widgets/hyper_connections.py.   Tests: tests/analysis/test_analysis.py, tests/analysis/test_more_analysis.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dsv4lab.errors import TraceError

if TYPE_CHECKING:
    import xarray

    from dsv4lab.capture.trace import Trace

SITES = ("attention", "experts")
# What mixes in place of comb: as run; the row softmax alone; the bare exponentials, which nothing holds together.
VARIANTS = ("sinkhorn", "row softmax", "unconstrained")


def mixing_at(trace: Trace, layer: int, site: int, token: int) -> xarray.Dataset:
    """pre [stream], comb and comb_logits [stream_from, stream_to], post [stream], stream_norm [stream] (before the layer).

    comb_logits and stream_norm are NaN where they were not captured.
    """
    import xarray

    where = {"layer": layer, "site": site, "token": token}
    pre = trace.part("mixing", "pre", **where)
    comb = trace.part("mixing", "comb", **where)
    logits = trace.part("mixing", "comb_logits", **where) if trace.has("mixing", "comb_logits") else comb * np.nan
    norm = np.full(len(pre), np.nan, np.float32)
    if trace.has("streams", "norm") and layer - 1 in trace.layers("streams"):
        norm = trace.part("streams", "norm", layer=layer - 1, token=token)
    return xarray.Dataset(
        {
            "pre": ("stream", pre),
            "comb": (("stream_from", "stream_to"), comb),
            "comb_logits": (("stream_from", "stream_to"), logits),
            "post": ("stream", trace.part("mixing", "post", **where)),
            "stream_norm": ("stream", norm),
        },
        attrs={
            "layer": layer,
            "site": SITES[site],
            "token": token,
            "sinkhorn_error": float(trace.part("mixing", "sinkhorn_error", **where)),
        },
    )


def mixing_depth(trace: Trace, token: int) -> xarray.Dataset:
    """All sites in the order they are run, for one token: [step] with coordinates layer and site.

    exchange      share of a stream that comes from other streams, 1 - mean diagonal: 0 identity, 1 - 1/N uniform
    largest_pre   the largest of the reading weights
    """
    import xarray

    comb = trace.part("mixing", "comb", token=token)  # [layer, site, from, to]
    pre = trace.part("mixing", "pre", token=token)
    return xarray.Dataset(
        {
            "exchange": ("step", exchange(comb).reshape(-1).astype(np.float32)),
            "largest_pre": ("step", pre.max(-1).reshape(-1)),
        },
        coords=_steps(trace),
    )


def exchange(comb: np.ndarray) -> np.ndarray:
    """comb [..., N, N] -> [...] share of a stream that comes from other streams, 1 - mean diagonal."""
    return 1 - np.diagonal(comb, axis1=-2, axis2=-1).mean(-1)


def mixing_product(trace: Trace, token: int, first_layer: int = 0) -> xarray.Dataset:
    """What the mixing of all sites from `first_layer` on does together, after each step, for one token: [variant, step].

    log_gain         log10 of the largest column sum: how much of all streams, at most, piles up in one of them
    effective_rank   exp of the entropy of the singular values' shares: 1 all streams alike, N all kept apart
    log_second       log10 of the second eigenvalue's modulus: how much of the difference between streams is left
    Layers that were not captured are not jumped over: from the first gap on all three are NaN, and attrs["gap"] says which
    layer was missing. The variants other than "sinkhorn" answer "with these weights, had Sinkhorn been left out", not "had
    the model been trained without it"; they are NaN where comb_logits was not captured.
    """
    import xarray

    comb = trace.part("mixing", "comb", token=token).astype(np.float64)
    layers, sites, n, _ = comb.shape
    matrices = np.full((len(VARIANTS), layers * sites, n, n), np.nan)
    matrices[0] = comb.reshape(-1, n, n)
    scales = np.zeros((len(VARIANTS), layers * sites))  # the true matrix is exp(scale) times the one kept
    if trace.has("mixing", "comb_logits"):
        logits = trace.part("mixing", "comb_logits", token=token).astype(np.float64).reshape(-1, n, n)
        shifted = np.exp(logits - logits.max(-1, keepdims=True))
        largest = logits.max((-1, -2), keepdims=True)
        matrices[1], matrices[2] = shifted / shifted.sum(-1, keepdims=True), np.exp(logits - largest)
        scales[2] = largest[:, 0, 0]
    held = trace.layers("mixing")
    if first_layer not in held:
        raise TraceError(f"mixing of layer {first_layer} was not captured; captured are {held}.")
    first = held.index(first_layer)
    stop = next((at for at in range(first + 1, layers) if held[at] != held[at - 1] + 1), layers)
    out = np.full((3, len(VARIANTS), layers * sites), np.nan)
    for variant, steps in enumerate(matrices):
        if not np.isnan(steps).all():
            out[:, variant, first * sites : stop * sites] = _products(
                steps[first * sites : stop * sites], scales[variant, first * sites : stop * sites]
            )
    names = ("log_gain", "effective_rank", "log_second")
    dims = ("variant", "step")
    data = {name: (dims, values.astype(np.float32)) for name, values in zip(names, out, strict=True)}
    gap = held[stop - 1] + 1 if stop < layers else -1
    attrs = {"unit": "log10", "first": first_layer, "last": held[stop - 1], "gap": gap}
    return xarray.Dataset(data, coords={"variant": list(VARIANTS), **_steps(trace)}, attrs=attrs)


def _products(steps: np.ndarray, scales: np.ndarray) -> np.ndarray:
    """[step, N, N] matrices times exp(scales) -> [3, step]: log10 gain, effective rank, log10 |second eigenvalue|.

    The second eigenvalue of a long product drowns in the rounding of the first. So the 2 x 2 minors are multiplied beside
    it: they belong to a product of their own, whose largest eigenvalue is the first times the second.
    """
    out = np.full((3, len(steps)), np.nan)
    product, pairs = _Product(steps.shape[-1]), _Product(len(np.triu_indices(steps.shape[-1], 1)[0]))
    for step, (matrix, scale) in enumerate(zip(steps, scales, strict=True)):
        product.times(matrix, scale)
        pairs.times(_minors(matrix), 2 * scale)
        if not (np.isfinite(product.matrix).all() and np.isfinite(pairs.matrix).all()):
            break  # a run whose numbers overflowed, or a place that was not captured
        singular = np.linalg.svd(product.matrix, compute_uv=False)
        share = singular / max(singular.sum(), 1e-300)
        gain = _log(np.abs(product.matrix).sum(0).max()) + product.scale
        rank = np.exp(-(share * np.log(np.maximum(share, 1e-300))).sum())
        second = pairs.log_radius() - product.log_radius() if len(pairs.matrix) else np.nan
        out[:, step] = gain / np.log(10), rank, second / np.log(10)
    return out


class _Product:
    """A growing product that neither overflows nor vanishes: exp(scale) * matrix, the matrix kept near one."""

    def __init__(self, n: int) -> None:
        self.matrix, self.scale = np.eye(n), 0.0

    def times(self, factor: np.ndarray, scale: float) -> None:
        product = self.matrix @ factor
        size = max(float(np.abs(product).max(initial=0.0)), 1e-300)
        self.matrix, self.scale = product / size, self.scale + float(scale) + float(np.log(size))

    def log_radius(self) -> float:
        """Natural logarithm of the largest eigenvalue's modulus."""
        return _log(np.abs(np.linalg.eigvals(self.matrix)).max()) + self.scale


def _minors(matrix: np.ndarray) -> np.ndarray:
    """[N, N] -> [pair, pair] determinants of all 2 x 2 parts: minors of a product are the product of the minors."""
    first, second = np.triu_indices(len(matrix), 1)
    across = matrix[np.ix_(first, first)] * matrix[np.ix_(second, second)]
    return across - matrix[np.ix_(first, second)] * matrix[np.ix_(second, first)]


def _log(value: float) -> float:
    return float(np.log(value)) if value > 0 else -np.inf


def mixing_spread(trace: Trace, layer: int, site: int) -> np.ndarray:
    """[3, from, to]: 5 %, 50 % and 95 % of comb over the tokens of the run, the first one apart (its norms dominate)."""
    comb = trace.part("mixing", "comb", layer=layer, site=site)
    comb = comb[1:] if len(comb) > 1 else comb
    known = comb[np.isfinite(comb).all((-1, -2))]
    if not len(known):
        return np.full((3, *comb.shape[1:]), np.nan, np.float32)
    return np.percentile(known, [5, 50, 95], axis=0).astype(np.float32)


def stream_depth(trace: Trace, token: int) -> xarray.Dataset:
    """norm [layer, stream] and cosine [layer, pair] of the streams of one token; layer -1 is after the embedding."""
    import xarray

    norm, cosine = (trace.part("streams", name, token=token) for name in ("norm", "cosine"))
    first, second = np.triu_indices(norm.shape[-1], 1)
    return xarray.Dataset(
        {"norm": (("layer", "stream"), norm), "cosine": (("layer", "pair"), cosine[:, first, second])},
        coords={
            "layer": trace.coordinate("streams", "layer"),
            "pair": [f"{a}–{b}" for a, b in zip(first, second, strict=True)],
        },
    )


def unbalanced(trace: Trace, limit: float = 1e-2) -> xarray.DataArray:
    """[layer, site] share of tokens whose rows still miss a sum of one by more than `limit` after all Sinkhorn steps.

    Of the tokens that were captured; NaN where none was.
    """
    import xarray

    error = trace.values("mixing", "sinkhorn_error")
    known = np.isfinite(error).sum(-1)
    return xarray.DataArray(
        np.divide((error > limit).sum(-1), known, out=np.full(known.shape, np.nan), where=known > 0),
        dims=["layer", "site"],
        coords={"layer": trace.coordinate("mixing", "layer"), "site": list(SITES)},
        name="unbalanced",
        attrs={"limit": limit},
    )


def _steps(trace: Trace) -> dict[str, tuple[str, np.ndarray]]:
    layers = trace.coordinate("mixing", "layer")
    return {
        "layer": ("step", np.repeat(layers, len(SITES))),
        "site": ("step", np.tile(np.arange(len(SITES)), len(layers))),
    }
