"""dsv4lab/training/abilities, inside: needles among the picks, experts, streams and drafts; and the command."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from story_readers import TOKENIZER, documents, random_checkpoint

from dsv4lab import do
from dsv4lab.analysis.lightning_indexer import NOT_PICKED, NOT_VISIBLE, picks_of, span_ranks
from dsv4lab.errors import SettingError
from dsv4lab.interventions.selection import Span
from dsv4lab.loading import load
from dsv4lab.session import Session
from dsv4lab.training.abilities.__main__ import main
from dsv4lab.training.abilities.answers import Asked, asked
from dsv4lab.training.abilities.inside import Seen, accepted_drafts, expert_measures, information, mixing_measures
from dsv4lab.training.abilities.needles import Case, case, is_picked, measured
from dsv4lab.training.abilities.run import abilities, kept_back
from dsv4lab.training.worlds.document import EVALUATION
from dsv4lab.training.worlds.recall import recall
from dsv4lab.training.worlds.rows import lessons


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return random_checkpoint(tmp_path_factory.mktemp("model"))


@pytest.fixture(scope="module")
def session(folder: Path) -> Session:
    return Session(load(folder, engine="reference"))


def needle() -> Asked:
    def count(texts):
        return [len(ids) for ids in TOKENIZER.encode_many(list(texts))]

    return asked(recall(3, distance=200, purpose=EVALUATION, count=count), TOKENIZER)


def test_picked_is_what_the_trace_says(session: Session) -> None:
    text = needle()
    ids, (first, end), (fact,) = text.ids, text.answers[-1], text.support[-1]
    plan = do.picks(drop=Span(*fact), layers="csa")
    trace = session.generate(ids[:first], max_new_tokens=end - first, temperature=0, capture="indexer")
    seen = 0
    for start in range(0, fact[0] + 60, 12):
        span = (start, start + 4)
        ranks = [
            span_ranks(picks_of(trace, layer), start, start + 3)[first - 1 : end - 1]
            for layer in trace.layers("indexer")
        ]
        expected = bool((np.array(ranks) >= 0).any())
        assert is_picked(session, ids[:first], end - first, span) == expected
        seen |= 1 << expected
    assert seen == 3, "some spans were picked and some were not"
    edited = session.generate(ids[:first], max_new_tokens=end - first, temperature=0, capture="indexer", edits=plan)
    for layer in edited.layers("indexer"):
        assert set(span_ranks(picks_of(edited, layer), fact[0], fact[1] - 1).tolist()) <= {NOT_PICKED, NOT_VISIBLE}


def test_a_case_takes_out_the_fact_and_as_many_others(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    from dsv4lab.training.abilities import needles

    arms: list[Any] = []

    class Watched(needles.Forced):
        def run(self, rules, *, sham=False):
            arms.append(rules)
            return super().run(rules, sham=sham)

    monkeypatch.setattr(needles, "Forced", Watched)
    text = needle()
    answer, (fact,) = text.answers[-1], text.support[-1]
    found = case(session, TOKENIZER, text)
    assert found.exact is False and found.picked is None and found.without is False and found.without_random is False
    assert found.distance == answer[0] - fact[1]
    (dropped,), (random,) = arms
    assert dropped.entries == Span(*fact) and dropped.how == random.how == "drop"
    own = set(range(fact[0] // 4, (fact[1] - 1) // 4 + 2))
    assert len(random.entries) == len(own) and not own & set(random.entries)


def test_recall_is_told_arm_by_arm() -> None:
    seen = [
        Case(250, True, True, False, True),
        Case(260, True, False, False, True),
        Case(255, False, None, False, False),
    ]
    exact, picked, without, chance = measured(256, seen)
    assert (exact.value, exact.n, exact.note) == (pytest.approx(2 / 3), 3, "measured distance 255")
    assert (picked.value, picked.n, picked.of) == (0.5, 2, "right answers")
    assert (without.value, chance.value) == (0.0, pytest.approx(2 / 3))
    assert measured(256, [replace(one, without=None, without_random=None, picked=None) for one in seen])[2].n == 0


def test_information_is_none_for_what_is_independent_and_all_for_what_is_told() -> None:
    assert information(np.outer([1, 2, 1], [3, 1])) == pytest.approx(0)
    assert information(np.eye(4)) == pytest.approx(2)


def seen(domain: str, choices: Sequence[int]) -> Seen:
    sites = np.full((2, 2), 0.9)
    sites[1] = 0.8
    return Seen(domain, np.array([choices]), sites, np.full((2, 2), 0.05), 0.5)


def test_specialists_stand_out_from_the_shuffled_control() -> None:
    draw = np.random.default_rng(0)

    def texts(domain: str, shares: Sequence[float]) -> list[Seen]:
        return [seen(domain, draw.multinomial(400, shares).tolist()) for _ in range(8)]

    special = texts("a", [0.7, 0.1, 0.2, 0]) + texts("b", [0.1, 0.7, 0.2, 0])
    even = texts("a", [0.4, 0.4, 0.2, 0]) + texts("b", [0.4, 0.4, 0.2, 0])
    for group, above in ((special, True), (even, False)):
        used, load_, told = expert_measures(group, [5])
        assert used.value == 0.75 and load_.value == pytest.approx(1.6, abs=0.1)
        assert (told.value > 3 * float(told.note.split()[-1])) == above
        assert told.low <= told.value <= told.high


def test_mixing_is_told_for_every_site() -> None:
    cosine, low, *sites = mixing_measures([seen("a", [1]), seen("b", [1])])
    assert cosine.value == 0.5 and low.value == 0.5 and "of 4 sites" in low.note
    assert [one.value for one in sites] == pytest.approx([0.9, 0.9, 0.8, 0.8])
    assert sites[0].name == "layer 0, attention: comb's mean diagonal" and "0.0500" in sites[0].note


def test_drafts_are_counted_as_the_trace_counts_them(session: Session) -> None:
    from dsv4lab.analysis.generation import draft_acceptance

    prompt = documents(8, EVALUATION, 1)[0][:20]
    found = accepted_drafts(session, [prompt], new_tokens=12)
    trace = session.generate(prompt, max_new_tokens=12, temperature=0)
    came, proposed = draft_acceptance(trace)
    assert (found.value, found.n) == (came / proposed, proposed) and proposed > 8


def test_the_command_measures_all_and_writes_json(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "texts").mkdir()
    for name in ("stories", "tales"):
        (tmp_path / "texts" / f"{name}.txt").write_text("\n<|endoftext|>\n".join(lessons(0.02)), encoding="utf-8")
    arguments = [
        str(folder), "--n", "1", "--sentences", "8", "--distances", "64", "--json", str(tmp_path / "out.json"),
        "--texts", str(tmp_path / "texts"),
    ]  # fmt: skip
    assert main(arguments) == 0
    printed = capsys.readouterr().out
    for words in (
        "story worlds, 8 sentences, held out",
        "recall at 64 tokens, evaluation",
        "induction",
        "layer 3: max",
    ):
        assert words in printed
    values = json.loads((tmp_path / "out.json").read_text())
    assert values["n"] == 1 and len(values["measures"]) > 20
    assert {"name", "value", "low", "high", "n", "of", "note"} == set(values["measures"][0])


def test_mistakes_are_told(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SettingError, match="n=0"):
        abilities(load(folder, engine="reference"), n=0)
    assert main([str(folder), "--json", "/dev/null/a.json"]) == 2
    assert main([str(tmp_path / "nowhere")]) == 2
    assert capsys.readouterr().err.count("error:") == 2
    with pytest.raises(SettingError, match="its tokenizer has"):
        from dsv4lab.training.corpus import Corpus

        (tmp_path / "a.txt").write_text("\n<|endoftext|>\n".join(["a cat and a dog " * 10] * 9), encoding="utf-8")
        Corpus.of_texts(tmp_path, vocab_size=270).save(tmp_path / "corpus", max_length=64)
        kept_back(tmp_path / "corpus", TOKENIZER)
