"""`lab.compare` and `dsv4lab compare`: the sentence, the table, the page, the JSON, and who is to be believed."""

from __future__ import annotations

import html.parser
import json
import re

import pytest
import torch
from small_model import CONFIG, small_model, some_ids
from typer.testing import CliRunner

import dsv4lab as lab
from dsv4lab.checkpoint.writer import save_checkpoint
from dsv4lab.cli import app
from dsv4lab.comparison.kit_model import CONFIG as KIT
from dsv4lab.comparison.kit_model import drawn
from dsv4lab.comparison.mistakes import MISTAKES, plant
from dsv4lab.comparison.order import IN_LAYER
from dsv4lab.comparison.words import LOOK_AT
from dsv4lab.errors import PromptError, SettingError

torch.set_num_threads(1)
IDS = some_ids(26)[0].tolist()


def wrong(name: str, layer: int = 3):
    out = small_model()
    plant(out, name, [layer])
    return out


@pytest.fixture(scope="module")
def found():
    return lab.compare(small_model(), wrong("slot biases forgotten"), IDS)


def test_the_sentence_names_place_values_cause_and_the_next_step(found):
    assert found.sentence.startswith(
        "B (reference) parts from A (reference) at layers.3.attn.compressor.gate (csa, learned routing), entry 0, "
        "complete with token 3 (at ["
    )
    assert "Everything before it agrees; look at slot biases" in found.sentence
    assert found.sentence.endswith("It looks like: slot biases forgotten. A prompt of 4 tokens still shows it.")


def test_every_place_has_words_for_what_to_look_at():
    parts = {part.removeprefix("attn.") if part.startswith("attn.mixing") else part for part in IN_LAYER}
    parts = {part[4:] if part.startswith("ffn.mixing") else part for part in parts}
    assert parts | {"streams", "head_mixing.pre", "logits"} == set(LOOK_AT)
    assert {part for mistake in MISTAKES for part in mistake.shows} <= {*IN_LAYER, "streams"}


def test_what_is_told_is_also_plain_values(found):
    values = json.loads(json.dumps(found.to_dict(), default=str))
    assert values["first"]["point"] == found.first.place.name and values["shortest"] == 4
    assert [point["point"] for point in values["points"]] == [line.place.name for line in found.walk.lines]
    assert {share["what"] for share in values["replay"]} == {"experts", "picks", "entries", "all three"}
    assert "<-- first" in str(found) and "% is arithmetic" in str(found)


def test_a_side_that_disagrees_with_itself_is_not_believed():
    found = lab.compare(wrong("overlap lost in decode"), small_model(), IDS[:13], split=False)
    assert found.verdict == "same", "their whole prompts agree"
    assert any("A disagrees with itself" in note for note in found.notes)
    departs = [words for words in found.alone.values() if "layers.3.attn.compressor.gate" in words]
    assert len(departs) == 2, "in chunks and token by token"


def test_the_cut_that_is_enough_is_said():
    found = lab.compare(small_model(), wrong("overlap lost in decode"), IDS, split=False)
    assert found.cut == 4 and found.sentence.endswith(
        "A prompt of 8 tokens still shows it, read as 4 and then the rest."
    )


def test_a_mistake_of_one_length_is_found_though_the_whole_prompt_is_right():
    found = lab.compare(small_model(), wrong("last entry of an unfinished block", 3), IDS[:24], split=False)
    assert found.first is not None and found.walk.way.startswith(("chunks", "a prompt of"))
    assert found.shortest is not None and found.shortest % CONFIG.csa_rate


def test_a_fault_of_a_single_length_is_found_by_trying_it():
    b = small_model()
    b.get_submodule("layers.3.ffn.out").register_forward_hook(lambda _m, _a, x: x + (x.shape[1] == 16))
    found = lab.compare(small_model(), b, IDS[:24], split=False)
    assert found.first is not None and found.first.place.name == "layers.3.ffn.out"
    assert found.walk.way == "a prompt of 16 tokens" and found.shortest == 16


def test_bfloat16_against_float32_is_noise_and_a_mistake_in_bfloat16_is_not():
    half = small_model().cast(torch.bfloat16)
    found = lab.compare(small_model(), half, IDS, ways=False, shorten=False)
    assert found.verdict == "same", found.sentence
    plant(half, "post without its factor 2", [4])
    found = lab.compare(small_model(), half, IDS, ways=False, shorten=False)
    assert found.first is not None and found.first.place.name == "layers.4.attn.mixing.post"


def on_the_edge(second: float):
    """The third expert of layer 2 is, at every token, a choice between two whose scores are `second` apart."""
    model = small_model()
    routing = model.layers[2].ffn.routing
    routing.weight[1] = routing.weight[0]
    routing.bias.copy_(torch.tensor([0, second, 10, 10, -10, -10, -10]))
    return model


def test_what_lies_behind_a_tie_is_judged_with_the_choices_forced():
    a, b = on_the_edge(0), on_the_edge(2e-6)
    found = lab.compare(a, b, IDS, ways=False)
    assert found.verdict == "same" and found.walk.way == "whole, with A's choices forced"
    assert found.walk.lines[-1].judged == len(IDS) and any("26 choices" in note for note in found.notes)
    plant(b, "window one too long", [4])
    found = lab.compare(a, b, IDS, ways=False, shorten=False)
    assert found.first is not None and found.first.place.name == "layers.4.attn.weights"
    assert found.first.token == CONFIG.sliding_window and "read as whole, with A's choices forced" in found.sentence


def test_other_numerics_are_said_to_be_a_difference():
    release = small_model()
    release.numerics.release = True
    found = lab.compare(small_model(), release, IDS, ways=False, shorten=False, split=False)
    assert found.verdict == "differs" and any("as the release does" in note for note in found.notes)


class Page(html.parser.HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.outside: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.outside += [value for name, value in attrs if name in ("src", "href") and value]


def test_the_page_needs_nothing_from_outside_and_shows_what_was_found(found, tmp_path):
    found.notes.append("<script>alert('a note is text')</script>")
    place = found.to_html(tmp_path / "page.html")
    text = place.read_text(encoding="utf-8")
    page = Page()
    page.feed(text)
    assert "script" not in page.tags and not page.outside and not re.search(r"https?://", text)
    assert page.tags.count("tr") > len(found.walk.lines) and "svg" in page.tags
    assert 'class="departs first"' in text and "layers.3.attn.compressor.gate" in text
    found.notes.pop()
    assert found._repr_html_() in text.replace(
        "<p>&lt;script&gt;alert(&#x27;a note is text&#x27;)&lt;/script&gt;</p>\n", ""
    )
    with pytest.raises(SettingError, match=r"ends in \.html"):
        found.to_html(tmp_path / "page.pdf")


def test_bad_prompts_are_refused_in_words():
    for prompt, words in (([], "no token ids"), ([99], "token id 99 is outside"), ("text", "no tokenizer")):
        with pytest.raises(PromptError, match=words):
            lab.compare(small_model(), small_model(), prompt)


def run(*arguments: str):
    return CliRunner().invoke(app, ["compare", *arguments])


def test_the_command_line_finds_a_planted_mistake_and_says_so_by_its_exit_code(tmp_path):
    save_checkpoint(drawn(), KIT, tmp_path / "model")
    save_checkpoint(drawn(seed=8), KIT, tmp_path / "other")
    few, model = ",".join(map(str, range(2, 8))), str(tmp_path / "model")
    same = run(model, f"{model}@reference,cpu", "--ids", few)
    assert same.exit_code == 0 and "agree within noise at every point over 6 tokens" in same.stdout
    page = tmp_path / "page.html"
    done = run(model, f"{model}@sink dropped", "--ids", few, "--json", "--html", str(page))
    assert done.exit_code == 1 and page.is_file()
    values = json.loads(done.stdout)
    assert values["first"]["point"] == "layers.0.attn.weights" and values["likely"] == ["sink dropped"]
    two = run(model, str(tmp_path / "other"), "--ids", few, "--json")
    assert two.exit_code == 1 and json.loads(two.stdout)["first"]["point"] == "streams.embedding"
    for arguments, words in (
        ((model, "/nowhere"), "no such file or folder"),
        ((model, f"{model}@sink droped"), "Mistakes that can be planted"),
        ((model, model, "--ids", "1,x"), "are no token ids"),
        ((model, model, "--prompt", "text"), "no tokenizer.json"),
    ):
        refused = run(*arguments)
        assert refused.exit_code == 2 and words in refused.stderr and "Traceback" not in refused.stderr
