"""SGLang's own form: POST /generate with `return_routed_experts` and `return_indexer_topk`.

The server is started with --enable-return-routed-experts and --enable-return-indexer-topk. Both come back in `meta_info` as
base64 of int32, without a shape: [tokens read, layers, numbers]. Picks are told for layers that have an indexer.
Source: SGLang's documentation of the native API and pull request 24392.   Tests: tests/served/test_from_server.py.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from dsv4lab.config import Config
from dsv4lab.errors import ServerError, shown
from dsv4lab.served.answer import Answer, plain_int32
from dsv4lab.served.http import Refused, ask

NAME = "SGLang"
HOW = "start it with --enable-return-routed-experts (and --enable-return-indexer-topk for the picks)"


def version(url: str, **asked: Any) -> str | None:
    """The server's version if it is one of these, else None."""
    for path in ("/server_info", "/get_server_info"):
        try:
            told = ask(url, path, **asked)
        except Refused:
            continue
        if isinstance(told, dict) and "version" in told:
            return str(told["version"])
    return None


def generate(url: str, ids: list[int], sampling: dict[str, Any], ranks: int, config: Config, **asked: Any) -> Answer:
    """The continuation of ids, drawn as `sampling` says (max_new_tokens, temperature, top_p, seed)."""
    body = {
        "input_ids": ids,
        "sampling_params": {
            "max_new_tokens": sampling["max_new_tokens"], "temperature": sampling["temperature"],
            "top_p": sampling["top_p"], "sampling_seed": sampling["seed"],
        },
        "return_logprob": True, "logprob_start_len": 0, "top_logprobs_num": ranks,
        "return_routed_experts": True, "return_indexer_topk": True,
    }  # fmt: skip
    told = ask(url, "/generate", body, **asked)
    try:
        meta = told["meta_info"]
        before, after = meta.get("input_token_logprobs") or [], meta["output_token_logprobs"]
        written = [int(row[1]) for row in after]
        if told.get("output_ids") is not None and [int(i) for i in told["output_ids"]] != written:
            raise ServerError(
                "the server's output_ids and output_token_logprobs name other tokens; is it another version?"
            )
        everything = [*ids, *written]
        logprob = np.full(len(everything), np.nan, np.float32)
        top: dict[int, list[tuple[int, float]]] = {}
        for start, rows, best in (
            (len(ids) - len(before), before, meta.get("input_top_logprobs")),
            (len(ids), after, meta.get("output_top_logprobs")),
        ):
            for at, row in enumerate(rows, start):
                logprob[at] = np.nan if row[0] is None else float(row[0])
            for at, row in enumerate(best or [], start):
                top[at] = [(int(one[1]), float(one[0])) for one in row or []]
        reason = meta.get("finish_reason") or {}
    except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
        raise ServerError(
            f"the server's answer {shown(told, 120)} is not SGLang's documented one ({type(error).__name__}: {error})."
        ) from None
    read, experts, picks = len(everything) - 1, meta.get("routed_experts"), meta.get("indexer_topk")
    return Answer(
        everything, len(ids), logprob, top=top, ended="end marker" if reason.get("type") == "stop" else "stopped",
        experts=None if experts is None else plain_int32(experts, read, config.num_hidden_layers, "routed_experts"),
        picks=None if picks is None else plain_int32(picks, read, len(config.picking_layers), "indexer_topk"),
    )  # fmt: skip
