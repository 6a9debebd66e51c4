"""The second eigenvalue of a product of many mixings, against the same product with 400 digits."""

from __future__ import annotations

import mpmath
import numpy as np
import pytest

from dsv4lab.analysis.hyper_connections import _minors, _products
from dsv4lab.kernels.sinkhorn import sinkhorn


def exact(matrices: np.ndarray) -> tuple[float, float]:
    """log10 of the largest column sum and of the second eigenvalue, in 400 digits."""
    with mpmath.workdps(400):
        product = mpmath.eye(matrices.shape[-1])
        for matrix in matrices:
            product = product * mpmath.matrix(matrix.tolist())
        n = matrices.shape[-1]
        gain = max(sum(abs(product[i, j]) for i in range(n)) for j in range(n))
        values = sorted((abs(value) for value in mpmath.eig(product, left=False, right=False)), reverse=True)
        return float(mpmath.log10(gain)), float(mpmath.log10(values[1]))


@pytest.mark.parametrize("sites", [1, 16, 86])
@pytest.mark.parametrize("kind", ["sinkhorn", "unconstrained"])
@pytest.mark.parametrize("streams", [2, 4])
def test_what_is_left_of_the_difference_is_not_rounding(sites, kind, streams):
    import torch

    rng = np.random.default_rng(sites + streams)
    logits = rng.normal(size=(sites, streams, streams)) * 1.5 + 1.2 * np.eye(streams)
    if kind == "sinkhorn":
        matrices, scales = sinkhorn(torch.tensor(logits, dtype=torch.float32)).double().numpy(), 0.0
    else:
        largest = logits.max((1, 2), keepdims=True)
        matrices, scales = np.exp(logits - largest), largest[:, 0, 0]
    found = _products(matrices, np.broadcast_to(scales, sites))[:, -1]
    gain, second = exact(matrices)
    shift = float(np.sum(np.broadcast_to(scales, sites))) / np.log(10)
    # 1e-6 of a decade: far below what is drawn; the minors lose a few of float64's sixteen digits to cancellation.
    assert found[0] == pytest.approx(gain + shift, abs=1e-6)
    assert found[2] == pytest.approx(second + shift, abs=1e-6)
    if sites == 86 and kind == "sinkhorn":
        assert second < -16  # here the product itself, in float64, would only show its rounding


def test_minors_of_a_product_are_the_product_of_the_minors():
    a, b = np.random.default_rng(0).normal(size=(2, 4, 4))
    np.testing.assert_allclose(_minors(a @ b), _minors(a) @ _minors(b), atol=1e-12)
    assert _minors(np.array([[1.0, 2.0], [3.0, 5.0]])).tolist() == [[-1.0]]
