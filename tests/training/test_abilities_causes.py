"""dsv4lab/training/abilities/causes.py: who is a specialist, what its ban costs, what a stream is good for."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from story_readers import CONFIG, TOKENIZER, random_checkpoint

from dsv4lab.loading import load
from dsv4lab.session import Session
from dsv4lab.training.abilities import causes
from dsv4lab.training.abilities.causes import Specialist, specialist_measures, specialists, stream_measures
from dsv4lab.training.abilities.inside import Seen, usual_domains

LEARNED = [i for i, kind in enumerate(CONFIG.routing_kinds) if kind == "learned"]


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Session:
    return Session(load(random_checkpoint(tmp_path_factory.mktemp("model")), engine="reference"))


@pytest.fixture(scope="module")
def texts() -> dict[str, list[list[int]]]:
    return {name: [ids[:40] for ids in many] for name, many in usual_domains(TOKENIZER, 3).items() if name != "code"}


def seen(domain: str, *choices: list[int]) -> Seen:
    return Seen(domain, np.array(choices), np.zeros((1, 2)), np.zeros((1, 2)), 0.0)


def test_a_specialist_is_the_expert_that_one_domain_prefers_most() -> None:
    few = [
        seen("code", [10, 10, 20], [30, 5, 5]),
        seen("stories", [30, 5, 5], [10, 10, 20]),
        seen("stories", [20, 10, 10], [10, 10, 20]),
    ]
    assert specialists(few, [3, 5]) == [Specialist(3, 0, "stories"), Specialist(5, 0, "code")]
    assert specialists(few[1:], [3, 5]) == []  # one domain has nobody to differ from


def test_a_ban_is_told_beside_matched_bans(session: Session, texts, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[float] = []
    real = causes.effect

    def effect(*arguments, **options):
        found = real(*arguments, **options)
        one = found.summary.sel(arm="ban")
        told.append(one.random_mean.item() - one.change.item())
        return found

    monkeypatch.setattr(causes, "effect", effect)
    chosen = Specialist(LEARNED[0], 1, "worlds")
    ban, among = specialist_measures(session, [chosen], texts)
    known = [one for one in told if np.isfinite(one)]
    assert known and ban.n == len(known) and ban.value == pytest.approx(np.mean(known))
    assert "expert 1 on worlds" in ban.name and among.n == 1 and among.value == float(ban.low > 0)


def test_a_stream_that_is_taken_away_costs_what_its_absence_does(session: Session, texts) -> None:
    found = stream_measures(session, {"worlds": texts["worlds"][:1]})
    assert len(found) == CONFIG.hc_mult
    ids, first = texts["worlds"][0], 8
    model, middle = session.model, (CONFIG.num_hidden_layers - 1) // 2
    given = torch.tensor([ids])

    def logprobs(hook=None) -> np.ndarray:
        handle = None if hook is None else model.layers[middle].register_forward_hook(hook)
        with torch.inference_mode():
            logits = model(given)[0, first - 1 : -1].log_softmax(-1)
        if handle is not None:
            handle.remove()
        return logits.gather(-1, given[0, first:, None])[:, 0].numpy()

    def without(stream: int):
        def hook(_module, _arguments, out):
            out = out.clone()
            out[:, :, stream] = 0
            return out

        return hook

    for stream, one in enumerate(found):
        want = (logprobs() - logprobs(without(stream))).mean()
        assert one.value == pytest.approx(want, abs=1e-5)
    assert len({round(one.value, 6) for one in found}) == CONFIG.hc_mult
