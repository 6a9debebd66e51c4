"""Lengths at which something begins or ends: one token, windows, blocks of both rates, powers of two, and one to either
side.

Whole, cut there and continued, and token by token must be one text. Rates and window are those of the shipped model.
"""

from __future__ import annotations

import pytest
import torch
from small_model import CONFIG, small_model, some_ids

from dsv4lab.model.kv_cache import Cache

LONGEST = 1025
LENGTHS = sorted(
    {1, 2}
    | {edge + side for edge in (4, 32, 36, 64, 96, 100, 128, 160, 256, 320, 512, 1024) for side in (-1, 0, 1)}
)  # fmt: skip
# Float32 sums in another order, at logits of about 4; entropies of near ties move no logit.
CLOSE = {"atol": 3e-5, "rtol": 0}


@pytest.fixture(scope="module")
def texts():
    """The model, 1,025 ids, and their logits token by token."""
    config = CONFIG.replace(
        csa_rate=4,
        hca_rate=32,
        sliding_window=64,
        index_topk=16,
        max_position_embeddings=2048,
        num_hidden_layers=4,
        layer_kinds=("sliding", "csa", "hca", "csa"),
        routing_kinds=("hash", "learned", "learned", "learned"),
    )
    model, ids = small_model(config), some_ids(LONGEST)
    cache, steps = Cache(config, rewindable=True), []
    with torch.inference_mode():
        for token in ids.split(1, 1):
            steps.append(model(token, cache))
    return model, ids, torch.cat(steps, 1), cache


@torch.inference_mode()
@pytest.mark.parametrize("length", LENGTHS)
def test_whole_and_cut_there_and_taken_back_are_the_text_token_by_token(texts, length):
    model, ids, steps, cache = texts
    torch.testing.assert_close(model(ids[:, :length]), steps[:, :length], **CLOSE)
    chunked, more = Cache(model.config), min(LONGEST, length + 40)
    model(ids[:, :length], chunked, last_only=True)
    if more > length:
        torch.testing.assert_close(model(ids[:, length:more], chunked), steps[:, length:more], **CLOSE)
        taken_back = cache.at(length)
        torch.testing.assert_close(model(ids[:, length:more], taken_back), steps[:, length:more], **CLOSE)
        assert taken_back.bytes() == chunked.bytes()


@torch.inference_mode()
def test_chunks_that_end_at_every_one_of_them(texts):
    model, ids, steps, _ = texts
    cache, at = Cache(model.config), 0
    for length in [*LENGTHS, LONGEST]:
        if length > at:
            torch.testing.assert_close(model(ids[:, at:length], cache), steps[:, at:length], **CLOSE)
            at = length
