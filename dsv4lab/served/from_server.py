"""A text written by a running vLLM or SGLang server, as a trace: chosen experts and picks, as far as the server tells them.

The weights need not be here: the server has them. What is needed of the checkpoint are config.json and tokenizer.json.
Nothing is made up: what a server does not tell (router scores and weights, norms, streams) is absent from the trace, and
`trace.run["absent"]` names it. Tests: tests/served/test_from_server.py.
"""

from __future__ import annotations

import platform
import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from dsv4lab.capture.checks import check_trace
from dsv4lab.capture.registry import GROUPS
from dsv4lab.capture.token_strings import learn_strings
from dsv4lab.capture.trace import Trace
from dsv4lab.capture.trace_writer import TraceWriter
from dsv4lab.config import Config
from dsv4lab.digest import TINY
from dsv4lab.errors import LabError, ServerError, SettingError, shown
from dsv4lab.generation.prompt import prompt_ids
from dsv4lab.generation.sampling import SamplingParams
from dsv4lab.hub import is_repository_id, request_of, snapshot
from dsv4lab.served import sglang, vllm
from dsv4lab.served.answer import Answer
from dsv4lab.served.http import check_url
from dsv4lab.text import Tokenizer

SERVERS: dict[str, ModuleType] = {"sglang": sglang, "vllm": vllm}
RANKS = 5  # alternatives asked for of each token
_TOLD = {"routing": ("kind", "expert"), "indexer": ("entry", "visible", "source_layer")}


def from_server(
    url: str,
    prompt: str | Sequence[int],
    *,
    checkpoint: str | Path | None = None,
    max_new_tokens: int = 200,
    temperature: float = 0.8,
    top_p: float = 0.95,
    seed: int = 0,
    server: str = "auto",
    timeout: float = 600.0,
    key: str | None = None,
) -> Trace:
    """Have a running server continue a prompt, and return what it tells of the run.

    url         where it listens, as http://127.0.0.1:30000
    checkpoint  folder or repository id of the model that it serves; config.json and tokenizer.json are read. None: the
                shipped model
    server      "sglang", "vllm", or "auto": asked what it is
    timeout     seconds that it may take for the whole text
    key         sent as a bearer token, where the server wants one

    The trace has the tokens, the experts of every token and layer (in the server's order), and with SGLang the picks of the
    indexer. Start the server with --enable-return-routed-experts (SGLang also: --enable-return-indexer-topk).

    >>> from dsv4lab.served.from_server import from_server
    >>> from_server("127.0.0.1:30000", "Once")
    Traceback (most recent call last):
        ...
    dsv4lab.errors.ServerError: url='127.0.0.1:30000' is no address; write it as http://127.0.0.1:30000.

    Raises ServerError for a server that is not there, tells no experts, answers in another form, or serves another model;
    PromptError and SettingError before anything is sent.
    """
    url = check_url(url)
    if server not in ("auto", *SERVERS):
        raise SettingError(f"server={shown(server)} is unknown; use 'auto', {', '.join(map(repr, SERVERS))}.")
    if isinstance(timeout, bool) or not isinstance(timeout, (int, float)) or not 0 < timeout < 1e6:
        raise SettingError(f"timeout={shown(timeout)}; give seconds above 0.")
    folder = _folder(checkpoint)
    config, tokenizer = Config.read(folder / "config.json"), Tokenizer.load(folder)
    ids = prompt_ids(prompt, tokenizer, config.vocab_size)
    sampling = SamplingParams.of(max_new_tokens, temperature, top_p, seed)
    if sampling.max_new_tokens < 1:
        raise SettingError(f"max_new_tokens={max_new_tokens}: a server writes at least one token.")
    asked: dict[str, Any] = {"timeout": float(timeout), "key": key}
    kind, engine = _kind_of(url, server, asked)
    begun = time.perf_counter()
    answer: Answer = kind.generate(url, ids, asdict(sampling), RANKS, config, **asked)
    seconds = time.perf_counter() - begun
    _check(answer, config, kind)
    answer.engine = engine
    return to_trace(answer, config, tokenizer, sampling=asdict(sampling), seconds=seconds)


def to_trace(
    answer: Answer, config: Config, tokenizer: Tokenizer | None, *, sampling: dict[str, Any], seconds: float
) -> Trace:
    """A finished trace of what was told; the last token, which nothing has read, has no experts and no picks."""
    assert answer.experts is not None
    tokens, read = len(answer.ids), len(answer.experts)
    groups = ["tokens", "routing"] + (["indexer"] if answer.picks is not None else [])
    layers = {"routing": list(range(config.num_hidden_layers)), "indexer": config.picking_layers}
    sizes = {"rank": min(RANKS, config.vocab_size), "byte": 16, "slot": answer.experts.shape[-1], "query": read}
    if answer.picks is not None:
        sizes["pick"] = answer.picks.shape[-1]
    absent = {group: sorted(set(GROUPS[group].variables) - set(_TOLD[group])) for group in groups[1:]}
    run = {
        "model": config.to_dict(), "weights": "", "engine": answer.engine, "sampling": sampling, "seed": sampling["seed"],
        "prompt_tokens": answer.prompt_tokens, "absent": absent,
        "versions": {"numpy": np.__version__, "python": platform.python_version()},
    }  # fmt: skip
    writer = TraceWriter(groups, sizes, {group: layers[group] for group in groups[1:]}, tokens, run)
    arrays = writer.arrays
    _write_tokens(arrays["tokens"], answer)
    if tokenizer is not None:
        pieces = [tokenizer.token_bytes(i) for i in answer.ids]
        writer.put_bytes(0, pieces, [tokenizer.is_special(i) for i in answer.ids])
    arrays["routing"]["expert"][:, :read] = answer.experts.swapaxes(0, 1)
    if answer.picks is not None:
        picks, positions = answer.picks.swapaxes(0, 1), np.arange(read)
        arrays["indexer"]["entry"][:, :, : picks.shape[-1]] = picks
        rates = np.array([config.kind_of(layer).rate(config) for layer in layers["indexer"]])
        arrays["indexer"]["visible"][:] = (positions + 1) // rates[:, None]
    writer.positions["query"][:] = np.arange(read)
    writer.advance(tokens, read)
    learn_strings(writer, tokenizer, 0, tokens, ["tokens"])
    cost = {"seconds": seconds, "new_tokens": tokens - answer.prompt_tokens}
    return writer.finish(ended=answer.ended, cost=cost, checks=check_trace(writer.trace))


def _write_tokens(arrays: dict[str, np.ndarray], answer: Answer) -> None:
    arrays["id"][:] = answer.ids
    arrays["phase"][:] = np.arange(len(answer.ids)) >= answer.prompt_tokens
    arrays["logprob"][:] = answer.logprob
    ranks = arrays["top_id"].shape[-1]
    for position, best in answer.top.items():
        for rank, (token, logprob) in enumerate(best[:ranks]):
            arrays["top_id"][position, rank], arrays["top_logprob"][position, rank] = token, logprob


def _kind_of(url: str, server: str, asked: dict[str, Any]) -> tuple[ModuleType, str]:
    """Which server this is, and its name with its version."""
    for name, kind in SERVERS.items():
        if server in ("auto", name):
            version = kind.version(url, **asked)
            if version is not None:
                return kind, f"{kind.NAME} {version}"
            if server == name:
                return kind, kind.NAME
    names = " or ".join(kind.NAME for kind in SERVERS.values())
    raise ServerError(f"{url} does not say that it is {names}; say which with server=.")


def _check(answer: Answer, config: Config, kind: ModuleType) -> None:
    """That the answer can be one of this model's."""
    wrong = [i for i in answer.ids if not 0 <= i < config.vocab_size]
    if wrong:
        raise ServerError(
            f"the server wrote token {wrong[0]}, and this checkpoint's vocabulary has {config.vocab_size:,}."
        )
    if answer.experts is None:
        raise ServerError(f"the server tells no experts; {kind.HOW}.")
    experts, wanted = answer.experts, config.num_experts_per_tok
    if experts.shape[-1] != wanted or experts.min(initial=0) < 0 or experts.max(initial=0) >= config.n_routed_experts:
        raise ServerError(
            f"the server tells {experts.shape[-1]} experts of a token, numbered {experts.min()} to {experts.max()}; this "
            f"checkpoint has {wanted} of {config.n_routed_experts}. Give the one that it serves as checkpoint=."
        )
    if answer.picks is not None and len(answer.picks):
        complete = (np.arange(len(answer.picks)) + 1) // config.pick_rate
        if (answer.picks.max(axis=(1, 2)) >= complete).any():
            at = int((answer.picks.max(axis=(1, 2)) >= complete).argmax())
            raise ServerError(
                f"the server tells that token {at} picked entry {answer.picks[at].max()}, with {complete[at]} complete: "
                "these are no entry numbers. Is it another version?"
            )


def _folder(checkpoint: Any) -> Path:
    if checkpoint is None:
        return TINY
    if is_repository_id(checkpoint):
        return snapshot(request_of(checkpoint))
    if not isinstance(checkpoint, (str, Path)):
        raise LabError(
            f"checkpoint={shown(checkpoint)}; give a folder, a repository id, or None for the shipped model."
        )
    return Path(checkpoint).expanduser()
