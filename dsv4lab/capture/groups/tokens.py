"""The group tokens: ids, bytes, and how the model saw every token before it came. It is kept in every trace.

Section 2.1 of the report (the head).   Tests: tests/capture/test_trace_invariants.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

import numpy as np

from dsv4lab.capture.group import F32, I8, I16, I32, Check, Group, Table, variable
from dsv4lab.capture.passes import ReadOut, RecordedPass
from dsv4lab.capture.protocols import Options, Readable
from dsv4lab.config import Config

RANKS = 5  # alternatives kept per token, and per layer by the lens


class Tokens(Group):
    name = "tokens"
    variables: ClassVar[Table] = {
        "id": variable("token", I32, "token id", ids="token"),
        "phase": variable("token", I8, "0 prefill (part of the prompt), 1 decode (generated)", ids="flag"),
        "logprob": variable(
            "token", F32, "log probability the model gave this token before it came; NaN for the first", unit="nats",
            equation="logit - log(sum(exp(logits)))",
        ),
        "entropy": variable(
            "token", F32, "entropy of all the model's probabilities for it, before temperature and top-p", unit="nats",
            equation="-sum(p * log(p))",
        ),
        "top_id": variable("token rank", I32, "likeliest token ids for this position, likeliest first", ids="vocabulary"),
        "top_logprob": variable("token rank", F32, "their log probabilities", unit="nats"),
        "utf8": variable("token byte", "uint8", "raw bytes of the token, padded with zeros"),
        "utf8_length": variable("token", I16, "how many of those bytes count", ids="byte"),
        "special": variable("token", "bool", "a marker of the tokenizer, not text"),
    }  # fmt: skip

    def sizes(self, config: Config, tokens: int, layers: Sequence[int], options: Options) -> dict[str, int]:
        return {"rank": min(RANKS, config.vocab_size), "byte": 16}

    def begin(self, p: RecordedPass) -> None:
        """Ids, phase and bytes."""
        arrays = p.rows.arrays[self.name]
        arrays["id"][p.tokens] = p.ids
        arrays["phase"][p.tokens] = np.arange(p.start, p.start + len(p.ids)) >= p.prompt_tokens
        if p.tokenizer is not None:
            specials = [p.tokenizer.is_special(i) for i in p.ids]
            p.rows.put_bytes(p.start, [p.tokenizer.token_bytes(i) for i in p.ids], specials)

    def write_read_out(self, p: RecordedPass, out: ReadOut) -> None:
        """How the tokens behind these positions were seen before they came."""
        if out.next_logits is None:
            return
        # At the last position it may not be known yet what came next.
        known = slice(len(out.next_logits))
        arrays, stats, positions = p.rows.arrays[self.name], out.own.at(known), out.positions[known] + 1
        p.put(arrays["logprob"], positions, out.next_logits - stats.log_sum)
        p.put(arrays["entropy"], positions, stats.entropy)
        p.put(arrays["top_id"], positions, stats.ids)
        p.put(arrays["top_logprob"], positions, stats.values - stats.log_sum[:, None])

    def check(self, trace: Readable) -> Iterator[Check]:
        if "prompt_tokens" in trace.run:
            generated = np.arange(len(trace)) >= trace.run["prompt_tokens"]
            yield Check("phases agree with the prompt's length", trace.values(self.name, "phase") != generated, 0)
