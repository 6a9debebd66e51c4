"""Several texts of equal length continued together: one pass of the prompts, then one step for a token of each.

Nothing is captured; a Session does that for one text. Surprising: up to a few texts a step costs hardly more than for one,
since its time is the weights' bytes. Tests: tests/engine/test_engine.py.
"""

from __future__ import annotations

import torch
from torch import Tensor

from dsv4lab.engine.capture_buffer import CaptureBuffer
from dsv4lab.engine.decoder import Decoder, Wanted
from dsv4lab.engine.model import EngineModel
from dsv4lab.errors import PromptError, SettingError
from dsv4lab.generation.sampling import SamplingParams


@torch.inference_mode()
def continue_texts(engine: EngineModel, ids: Tensor, new_tokens: int, sampling: SamplingParams | None = None) -> Tensor:
    """ids [B, T] -> the next tokens of every text [B, new_tokens]; an end marker does not end it.

    sampling  how they are drawn, by default always the likeliest; how many is said by `new_tokens`
    """
    if ids.ndim != 2 or not ids.numel():
        raise PromptError(f"ids have shape {tuple(ids.shape)}; give [texts, tokens], all texts of one length.")
    if new_tokens < 1:
        raise SettingError(f"new_tokens is {new_tokens}; ask for at least one.")
    batch, tokens = ids.shape
    # Room for all of it at once: a captured step finds its cache at the same place until the end.
    cache = engine.new_cache(tokens + new_tokens, batch=batch)
    buffer = CaptureBuffer((), engine.read_device)
    streams: list[Tensor] = []
    # Chunks of so many tokens over all texts together, since a pass's memory follows its tokens.
    for part in torch.split(ids.to(engine.device), max(1, engine.chunk // batch), 1):
        streams = engine.layers.run(part, cache, buffer)
    last = torch.unflatten(streams[-1], 0, (batch, -1))[:, -1]  # [B, N, D], of every text's last token
    decoder = Decoder(engine, cache, Wanted(), sampling or SamplingParams(new_tokens))
    # The prompt's last token gives the first new one; every step gives the one after.
    decoder.begin(engine.read_out(last))
    out = torch.empty(batch, new_tokens, dtype=torch.int64, device=engine.read_device)
    for i in range(new_tokens):
        # Copied on the device: nothing here makes the host wait for a step.
        out[:, i] = decoder.ids[:, 0]
        # The last new token is drawn already and nobody asks what comes after it.
        if i + 1 < new_tokens:
            decoder.launch()
    return out
