"""What a run reads: the texts of a corpus, and beside them the generated kinds that its preset mixes in.

Surprising: a corpus none of whose domains the preset names is read by the size of its domains, in the share that named
domains would have had. Tests: tests/training/test_mixing.py.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from dsv4lab.training.corpus import Corpus
from dsv4lab.training.data import Mixture, Source
from dsv4lab.training.plan import stages
from dsv4lab.training.presets import Preset
from dsv4lab.training.worlds.fresh import Fresh
from dsv4lab.training.worlds.rows import KINDS, enough_for

# Characters of each of these domains in which recall texts hide their facts: so many that they are not read too often.
_HAYSTACK = {"stories": 4e6, "books": 8e6}


@contextmanager
def mixture_of(preset: Preset, corpus: Corpus, seed: int) -> Iterator[Mixture]:
    """The rows of a run; processes that make generated ones end with it."""
    kinds = [kind for kind in KINDS if preset.first_mix.get(kind) or preset.last_mix.get(kind)]
    if not kinds:
        yield _mixture(preset, corpus, seed, {})
        return
    # A few cores are better left to the training itself; the rows are the same.
    cores = os.cpu_count() or 1
    workers = 0 if cores < 4 else min(8, cores - 2)
    with Fresh(
        corpus.tokenizer, preset.length + 2, seed=seed, workers=workers, haystack=_haystack(preset, corpus)
    ) as fresh:
        yield _mixture(preset, corpus, seed, {kind: fresh.sources[kind] for kind in kinds})


def _mixture(preset: Preset, corpus: Corpus, seed: int, sources: dict[str, Source]) -> Mixture:
    first = _shares(preset.first_mix, corpus)
    last = _shares(preset.last_mix, corpus) if preset.last_mix else first
    return Mixture(corpus.train, preset.length + 2, first=first, last=last, seed=seed, sources=sources)


def _shares(mix: dict[str, float], corpus: Corpus) -> dict[str, float]:
    """The weights of the corpus' domains and of the generated kinds."""
    texts = {name: mix[name] for name in corpus.train if name in mix}
    generated = {kind: mix[kind] for kind in KINDS if kind in mix}
    if not any(texts.values()):
        tokens = {name: len(domain.ids) for name, domain in corpus.train.items()}
        named = sum(weight for name, weight in mix.items() if name not in generated) or 1.0
        texts = {name: named * count / sum(tokens.values()) for name, count in tokens.items()}
    return texts | generated


def _haystack(preset: Preset, corpus: Corpus) -> list[str] | None:
    """Texts to hide facts in, in plain ASCII as the generated texts are; None where there are too few of them."""
    plain: list[str] = []
    for domain, most in _HAYSTACK.items():
        if (tokens := corpus.train.get(domain)) is None:
            continue
        size = 0
        for i in range(len(tokens)):
            text = corpus.tokenizer.decode(tokens.document(i).tolist(), markers=False)
            if text.isascii():
                plain.append(text)
                size += len(text)
            if size >= most:
                break
    return plain if enough_for(plain, max(stage.length for stage in stages(preset)) + 2) else None
