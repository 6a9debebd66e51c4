"""Bits per byte: how well a model predicts texts it has not seen, whatever its tokenizer.

Total negative log-likelihood of the documents' tokens, in bits, over their UTF-8 bytes; lower is better. Each document
stands alone behind its begin marker, the end marker is not counted. Surprising: with windows, a token is only ever judged
with at least half a window before it, or with all there is. Tests: tests/training/test_training.py.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from dsv4lab.model.kv_cache import Cache
from dsv4lab.model.transformer import Transformer
from dsv4lab.text import Tokenizer
from dsv4lab.training.data import Tokens


@torch.no_grad()
def bits_per_byte(
    model: Transformer, tokens: Tokens, *, length: int = 1024, documents: int | None = None, rows: int = 16
) -> float:
    """Bits per UTF-8 byte of a domain's documents (the first `documents` of them), in windows of `length` tokens."""
    count = len(tokens) if documents is None else min(documents, len(tokens))
    windows = [w for i in range(count) for w in split_windows(tokens.document(i)[:-1], length)]
    windows.sort(key=lambda window: len(window[0]))
    total = 0.0
    for first in range(0, len(windows), rows):
        total += _nats(model, windows[first : first + rows])
    return total / math.log(2) / int(tokens.sizes[:count].sum())


def split_windows(ids: np.ndarray, length: int) -> Iterator[tuple[np.ndarray, int]]:
    """(window, index in it from which tokens are judged) so that every token but the first is judged exactly once."""
    start, judged = 0, 1
    while judged < len(ids):
        end = min(start + length, len(ids))
        yield ids[start:end], judged - start
        judged, start = end, end - length // 2


def _nats(model: Transformer, windows: list[tuple[np.ndarray, int]]) -> float:
    """Sum of the negative log-likelihoods of a batch of windows, padded on the right."""
    longest = max(len(ids) for ids, _ in windows)
    batch = np.zeros((len(windows), longest), np.int64)
    judge = np.zeros((len(windows), longest), bool)
    for row, (ids, first) in enumerate(windows):
        batch[row, : len(ids)] = ids
        judge[row, first : len(ids)] = True
    ids = torch.from_numpy(batch).to(model.device)
    logits = model(ids)[:, :-1]
    losses = F.cross_entropy(logits.flatten(0, 1).float(), ids[:, 1:].flatten(), reduction="none")
    return float((losses.double() * torch.from_numpy(judge[:, 1:].reshape(-1)).to(losses.device)).sum())


@torch.no_grad()
def tell(
    model: Transformer, tokenizer: Tokenizer, prompt: str = "", *,
    tokens: int = 300, temperature: float = 0.7, seed: int = 0,
) -> str:  # fmt: skip
    """One continuation of a prompt, until the end marker or `tokens` tokens."""
    random = torch.Generator().manual_seed(seed)
    cache, told = Cache(model.config), tokenizer.encode(prompt, bos=True)
    ids: Tensor = torch.tensor([told], device=model.device)
    for _ in range(tokens):
        logits = model(ids, cache, last_only=True)[0, -1].float().cpu()
        chosen = int(torch.multinomial((logits / temperature).softmax(-1), 1, generator=random))
        if chosen == tokenizer.eos_id:
            break
        told.append(chosen)
        ids = torch.tensor([[chosen]], device=model.device)
    return tokenizer.decode(told, markers=False)
