"""A server on this machine that answers as SGLang or vLLM document it, with what a real run of the reference did."""

from __future__ import annotations

import base64
import io
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import numpy as np

Answers = dict[str, Callable[[dict[str, Any] | None], Any]]


@contextmanager
def serving(answers: Answers) -> Iterator[str]:
    """{path: body -> what is answered}. A number is an HTTP status, bytes go out as they are, None cuts the connection."""

    class Handler(BaseHTTPRequestHandler):
        def answer(self, body: dict[str, Any] | None) -> None:
            found = answers[self.path](body) if self.path in answers else 404
            if found is None:
                self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{")
                self.close_connection = True
                return
            status, raw = (found, b"no") if isinstance(found, int) else (200, found)
            raw = raw if isinstance(raw, bytes) else json.dumps(raw).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(raw)))
            self.end_headers()
            self.wfile.write(raw)

        def do_GET(self) -> None:
            self.answer(None)

        def do_POST(self) -> None:
            self.answer(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def sglang(trace: Any) -> Answers:
    """As SGLang 0.5.x tells a run: int32 in base64, without a shape, of the tokens that were read."""
    ids, prompt = trace.values("tokens", "id").tolist(), trace.run["prompt_tokens"]
    logprob = [None if np.isnan(x) else float(x) for x in trace.values("tokens", "logprob")]
    rows = [[value, token, None] for value, token in zip(logprob, ids, strict=True)]
    best = [
        [[float(value), int(token), None] for token, value in zip(tokens, values, strict=True) if token >= 0] or None
        for tokens, values in zip(trace.values("tokens", "top_id"), trace.values("tokens", "top_logprob"), strict=True)
    ]

    def generate(body: dict[str, Any] | None) -> Any:
        assert body is not None and body["return_routed_experts"] and body["return_indexer_topk"]
        assert body["input_ids"] == ids[:prompt] and body["sampling_params"]["max_new_tokens"] == len(ids) - prompt
        meta = {
            "prompt_tokens": prompt, "completion_tokens": len(ids) - prompt, "finish_reason": {"type": "length"},
            "input_token_logprobs": rows[:prompt], "output_token_logprobs": rows[prompt:],
            "input_top_logprobs": best[:prompt], "output_top_logprobs": best[prompt:],
            "routed_experts": packed(told(trace, "routing", "expert")),
            "indexer_topk": packed(told(trace, "indexer", "entry")),
        }  # fmt: skip
        return {"text": "", "output_ids": ids[prompt:], "meta_info": meta}

    return {"/server_info": lambda _: {"version": "0.5.9"}, "/generate": generate}


def vllm(trace: Any, form: str = "lists") -> Answers:
    """As vLLM tells a run: prompt and answer apart in nested lists (0.21), or all in one .npy file in base64."""
    ids, prompt = trace.values("tokens", "id").tolist(), trace.run["prompt_tokens"]
    experts = told(trace, "routing", "expert")

    def completions(body: dict[str, Any] | None) -> Any:
        assert body is not None and body["prompt"] == ids[:prompt] and body["model"] == "tiny"
        logprobs = {
            "tokens": [f"token_id:{i}" for i in ids[prompt:]],
            "token_logprobs": trace.values("tokens", "logprob")[prompt:].tolist(),
            "top_logprobs": [
                {f"token_id:{i}": float(value) for i, value in zip(tokens, values, strict=True)}
                for tokens, values in zip(
                    trace.values("tokens", "top_id")[prompt:],
                    trace.values("tokens", "top_logprob")[prompt:],
                    strict=True,
                )
            ],
        }
        choice = {"token_ids": ids[prompt:], "logprobs": logprobs, "finish_reason": "length", "routed_experts": None}
        answer = {"choices": [choice], "prompt_routed_experts": None}
        if form == "lists":
            answer["prompt_routed_experts"] = experts[:prompt].tolist()
            choice["routed_experts"] = experts[prompt:].tolist()
        else:
            file = io.BytesIO()
            np.save(file, experts.astype(np.uint8))
            choice["routed_experts"] = base64.b64encode(file.getvalue()).decode()
        return answer

    return {
        "/version": lambda _: {"version": "0.21.0"}, "/v1/models": lambda _: {"data": [{"id": "tiny"}]},
        "/v1/completions": completions,
    }  # fmt: skip


def told(trace: Any, group: str, variable: str) -> np.ndarray:
    """[tokens that were read, layers, numbers], as servers keep it."""
    return trace.values(group, variable).swapaxes(0, 1)[: len(trace) - 1]


def packed(numbers: np.ndarray) -> str:
    return base64.b64encode(np.ascontiguousarray(numbers, "<i4").tobytes()).decode()
