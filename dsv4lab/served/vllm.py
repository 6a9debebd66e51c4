"""vLLM's OpenAI form: POST /v1/completions of a server started with --enable-return-routed-experts.

Experts of the prompt stand in `prompt_routed_experts`, those of the answer in the choice's `routed_experts`; newer versions
put all of them into the choice. They are nested lists, base64 of a .npy file, or a dict with data, dtype and shape. Picks of
the indexer are not told. Source: vLLM's documentation, "Routed Experts" (0.21 and later).
Tests: tests/served/test_from_server.py.
"""

from __future__ import annotations

import re
from typing import Any

import numpy as np

from dsv4lab.config import Config
from dsv4lab.errors import ServerError, shown
from dsv4lab.served.answer import Answer, rows_of
from dsv4lab.served.http import Refused, ask

NAME = "vLLM"
HOW = "start it with --enable-return-routed-experts"
_TOKEN = re.compile(r"token_id:(\d+)")


def version(url: str, **asked: Any) -> str | None:
    """The server's version if it is one of these, else None."""
    try:
        told = ask(url, "/version", **asked)
    except Refused:
        return None
    return str(told["version"]) if isinstance(told, dict) and "version" in told else None


def generate(url: str, ids: list[int], sampling: dict[str, Any], ranks: int, config: Config, **asked: Any) -> Answer:
    """The continuation of ids, drawn as `sampling` says (max_new_tokens, temperature, top_p, seed)."""
    models = ask(url, "/v1/models", **asked)
    try:
        model = models["data"][0]["id"]
    except (IndexError, KeyError, TypeError):
        raise ServerError(f"{url}/v1/models answered {shown(models, 80)}, which names no model.") from None
    body = {
        "model": model, "prompt": ids, "max_tokens": sampling["max_new_tokens"], "temperature": sampling["temperature"],
        "top_p": sampling["top_p"], "seed": sampling["seed"], "logprobs": ranks, "return_token_ids": True,
        "return_tokens_as_token_ids": True,
    }  # fmt: skip
    told = ask(url, "/v1/completions", body, **asked)
    try:
        choice = told["choices"][0]
        marks = (choice.get("logprobs") or {}).get("tokens") or []
        written = choice.get("token_ids")
        everything = [*ids, *([int(i) for i in written] if written is not None else map(_id, marks))]
        logprob = np.full(len(everything), np.nan, np.float32)
        top: dict[int, list[tuple[int, float]]] = {}
        if choice.get("logprobs"):
            rows = zip(choice["logprobs"]["token_logprobs"], choice["logprobs"].get("top_logprobs") or [], strict=False)
            for at, (value, best) in enumerate(rows, len(ids)):
                logprob[at] = np.nan if value is None else float(value)
                best = sorted((best or {}).items(), key=lambda one: -one[1])
                top[at] = [(_id(name), float(value)) for name, value in best][:ranks]
        ended = "end marker" if choice.get("finish_reason") == "stop" else "stopped"
    except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
        raise ServerError(
            f"the server's answer {shown(told, 120)} is not vLLM's documented one ({type(error).__name__}: {error})."
        ) from None
    return Answer(everything, len(ids), logprob, _experts(told, choice, len(everything), config), top=top, ended=ended)


def _experts(told: dict[str, Any], choice: dict[str, Any], tokens: int, config: Config) -> np.ndarray | None:
    parts = [
        rows_of(place[name], name)
        for place, name in ((told, "prompt_routed_experts"), (choice, "routed_experts"))
        if place.get(name) is not None
    ]
    if not parts:
        return None
    shapes = {part.shape[1:] for part in parts}
    wanted = (config.num_hidden_layers, config.num_experts_per_tok)
    if shapes != {wanted}:
        raise ServerError(
            f"the server tells experts of {sorted(shapes)} (layers, experts of a token), this checkpoint has {wanted}. Give "
            "the checkpoint that it serves as checkpoint=."
        )
    experts = np.concatenate(parts)
    # Some versions give the last token, which nothing has read, a row of its own.
    if len(experts) not in (tokens - 1, tokens):
        raise ServerError(
            f"the server tells the experts of {len(experts):,} tokens for a text of {tokens:,}; is it another version?"
        )
    return experts[: tokens - 1]


def _id(mark: str) -> int:
    found = _TOKEN.fullmatch(mark)
    if found is None:
        raise ValueError(f"{mark!r} is no token_id:N")
    return int(found[1])
