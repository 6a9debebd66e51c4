"""A server's answer becomes a trace that says what a run of our own said, and nothing that the server did not say."""

from __future__ import annotations

import base64

import numpy as np
import pytest
from serving import packed, serving, sglang, told, vllm

import dsv4lab as lab
from dsv4lab.capture.plan import Plan
from dsv4lab.capture.trace import Trace
from dsv4lab.errors import LabError, PromptError, ServerError, SettingError
from dsv4lab.served.from_server import from_server

PROMPT = "Once upon a time there was a little fox. It had a red ball, and it ran"
NEW = 6


@pytest.fixture(scope="module")
def run():
    plan = Plan(groups=("routing", "indexer"))
    return lab.Session(lab.load(engine="reference")).generate(PROMPT, max_new_tokens=NEW, capture=plan)


def same(trace, run, picks: bool) -> None:
    assert trace.text == run.text and trace.run["prompt_tokens"] == run.run["prompt_tokens"]
    prompt = run.run["prompt_tokens"]
    for name in ("id", "phase", "utf8", "special"):
        np.testing.assert_array_equal(trace.values("tokens", name), run.values("tokens", name), name)
    for name in ("logprob", "top_id", "top_logprob"):
        ours, theirs = (t.values("tokens", name)[prompt:] for t in (run, trace))
        np.testing.assert_array_equal(theirs, ours, name)
    expert = trace.values("routing", "expert")
    np.testing.assert_array_equal(expert[:, :-1], run.values("routing", "expert")[:, :-1])
    assert (expert[:, -1] == -1).all()  # nothing has read the last token
    assert ("indexer" in trace.groups) == picks
    if picks:
        for name in ("entry", "visible"):
            np.testing.assert_array_equal(trace.values("indexer", name), run.values("indexer", name)[:, :-1], name)


def test_sglang_tells_experts_and_picks(run, tmp_path):
    with serving(sglang(run)) as url:
        trace = from_server(url, PROMPT, max_new_tokens=NEW)
    same(trace, run, picks=True)
    np.testing.assert_array_equal(
        trace.values("tokens", "logprob"), run.values("tokens", "logprob")
    )  # the prompt's, too
    assert trace.run["engine"] == "SGLang 0.5.9" and trace.run["ended"] == "stopped"
    assert "weight" in trace.run["absent"]["routing"] and "score" in trace.run["absent"]["indexer"]
    assert np.isnan(trace.values("routing", "weight")).all()
    assert all(check["ok"] for check in trace.run["checks"].values())
    assert set(trace.run["checks"]) == {"phases agree with the prompt's length", "picks are complete entries"} | {
        name for name in trace.run["checks"] if name.startswith("picks are as many")
    }
    again = Trace.open(trace.save(tmp_path / "served.zarr"))
    same(again, run, picks=True)


@pytest.mark.parametrize("form", ["lists", "npy"])
def test_vllm_tells_experts(run, form):
    with serving(vllm(run, form)) as url:
        trace = from_server(url, PROMPT, max_new_tokens=NEW)
    same(trace, run, picks=False)
    assert trace.run["engine"] == "vLLM 0.21.0"
    assert np.isnan(trace.values("tokens", "logprob")[: run.run["prompt_tokens"]]).all()  # it was not asked for these


def broken(run, **meta):
    """SGLang's answer with other facts."""
    answers = sglang(run)
    generate = answers["/generate"]

    def changed(body):
        told_ = generate(body)
        told_["meta_info"] |= meta
        return told_

    return answers | {"/generate": changed}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda run: broken(run, routed_experts=None), "tells no experts; start it with --enable-return-routed-experts"),
        (lambda run: broken(run, routed_experts="not base64!"), "no base64; is it another version"),
        (lambda run: broken(run, routed_experts=base64.b64encode(b"1234567").decode()), "no whole numbers of 4 bytes"),
        (lambda run: broken(run, routed_experts=packed(told(run, "routing", "expert") + 300)), "numbered 30"),
        (lambda run: broken(run, routed_experts=packed(told(run, "routing", "expert")[:, :, :1])), "tells 1 experts of a"),
        (lambda run: broken(run, indexer_topk=packed(told(run, "indexer", "entry") + 9)), "these are no entry numbers"),
        (lambda run: broken(run, output_token_logprobs=[["?"]]), "is not SGLang's documented one"),
        (lambda run: broken(run, output_token_logprobs=[[-1.0, 5, None]] * NEW), "name other tokens"),
        (lambda run: sglang(run) | {"/generate": lambda _: {"error": "x"}}, "is not SGLang's documented one (KeyError"),
        (lambda run: sglang(run) | {"/generate": lambda _: 503}, "answered 503: no"),
        (lambda run: sglang(run) | {"/generate": lambda _: b"<html>"}, "which is no JSON"),
        (lambda run: sglang(run) | {"/generate": lambda _: None}, "cut the connection 999 bytes before the end"),
        (lambda run: vllm(run) | {"/v1/models": lambda _: {"data": []}}, "which names no model"),
        (lambda run: vllm(run) | {"/v1/completions": lambda _: {"choices": []}}, "is not vLLM's documented one"),
        (lambda _: {}, "does not say that it is SGLang or vLLM; say which with server="),
    ],
)  # fmt: skip
def test_what_is_not_documented_is_said(run, change, words):
    with serving(change(run)) as url, pytest.raises(ServerError) as error:
        from_server(url, PROMPT, max_new_tokens=NEW, timeout=20)
    assert words in str(error.value)


def test_experts_of_another_model_are_refused(run):
    answers = vllm(run)
    completions = answers["/v1/completions"]

    def fewer(body):
        told_ = completions(body)
        told_["prompt_routed_experts"] = [row[:3] for row in told_["prompt_routed_experts"]]
        told_["choices"][0]["routed_experts"] = [row[:3] for row in told_["choices"][0]["routed_experts"]]
        return told_

    with serving(answers | {"/v1/completions": fewer}) as url, pytest.raises(ServerError, match="this checkpoint has"):
        from_server(url, PROMPT, max_new_tokens=NEW)


def test_a_server_that_is_silent_or_absent_is_said():
    with pytest.raises(ServerError, match="Is the server running"):
        from_server("http://127.0.0.1:9", "Once", timeout=5)
    import time

    with (
        serving({"/server_info": lambda _: time.sleep(1.0)}) as url,
        pytest.raises(ServerError, match=r"within 0\.2 s"),
    ):
        from_server(url, "Once", timeout=0.2)


@pytest.mark.parametrize(
    ("settings", "error", "words"),
    [
        ({"url": "file:///etc/passwd"}, ServerError, "is no address"),
        ({"url": 3}, ServerError, "is no address"),
        ({"server": "ollama"}, SettingError, "is unknown"),
        ({"timeout": 0}, SettingError, "give seconds above 0"),
        ({"max_new_tokens": 0}, SettingError, "at least one token"),
        ({"prompt": ""}, PromptError, "empty"),
        ({"checkpoint": 3}, LabError, "give a folder"),
    ],
)
def test_bad_arguments_are_refused_before_anything_is_sent(settings, error, words):
    given = {"url": "http://127.0.0.1:9", "prompt": "Once"} | settings
    with pytest.raises(error, match=words):
        from_server(given.pop("url"), given.pop("prompt"), **given)
