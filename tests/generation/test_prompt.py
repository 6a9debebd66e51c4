"""Prompts of every form: ids of a row, or one sentence that names the form that is wanted."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
import xarray

from dsv4lab.errors import PromptError
from dsv4lab.generation.prompt import prompt_ids


@pytest.mark.parametrize(
    "prompt",
    [
        [0, 5, 7],
        (0, 5, 7),
        range(0, 3),
        np.array([0, 5], np.int32),
        torch.tensor([3, 4]),
        iter([1, 2]),
        {0: 1}.keys(),
        xarray.DataArray([3, 4]),
    ],
)
def test_rows_of_whole_numbers_are_ids(prompt):
    ids = prompt_ids(prompt, None, 10)
    assert ids and all(type(i) is int for i in ids)


@pytest.mark.parametrize(
    ("prompt", "words"),
    [
        (None, "NoneType"), (5, "int"), (2.5, "float"), (Path("a"), "Path"), (b"abc", "bytes"), (True, "bool"),
        ("", "empty"), ([], "no token ids"), (np.array([]), "no token ids"), (torch.tensor(3), r"shape \(\)"),
        (torch.tensor([[0, 3]]), r"shape \(1, 2\).*take \[0\]"), (np.zeros((2, 3), int), r"shape \(2, 3\)"),
        ([[0, 3]], "list of list"), (["a", "b"], "list of str"), ([0.5], "whole number"), ([None], "whole number"),
        ([True], "whole number"), ([0, "x"], "whole number"), ({"input_ids": [1]}, "input_ids"), ({1, 2.5}, "whole number"),
        ([{"role": "user", "content": "Hi"}], "messages"), ([10], "outside"), ([-1], "outside"), ([1 << 70], "outside"),
        ("text", "no tokenizer"),
    ],
)  # fmt: skip
def test_other_forms_are_named(prompt, words):
    with pytest.raises(PromptError, match=words) as caught:
        prompt_ids(prompt, None, 10)
    assert len(str(caught.value)) < 300


def test_ids_of_text_are_held_against_the_model_too():
    class TwoTokens:
        def encode(self, text, *, bos):
            return [0, 12]

    with pytest.raises(PromptError, match="token id 12 is outside"):
        prompt_ids("a", TwoTokens(), 10)
