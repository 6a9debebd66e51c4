"""What a user gives as a prompt becomes token ids, or one sentence that says which form is wanted. Tests:
tests/generation/test_prompt.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from dsv4lab.errors import PromptError, SettingError
from dsv4lab.generation.sampling import whole

if TYPE_CHECKING:
    from dsv4lab.text import Tokenizer


def prompt_ids(prompt: Any, tokenizer: Tokenizer | None, vocabulary: int) -> list[int]:
    """Ids of a prompt for a model with `vocabulary` rows: text with the begin marker first, or ids as they are.

    Raises PromptError for an empty prompt, ids outside the vocabulary, and forms that are neither text nor one row of ids.
    """
    if isinstance(prompt, str):
        if not prompt:
            raise PromptError("the prompt is empty; give at least one character, or token ids.")
        if tokenizer is None:
            raise PromptError("this checkpoint has no tokenizer.json; give token ids instead of text.")
        ids = tokenizer.encode(prompt, bos=True)
    else:
        ids = _ids(prompt)
    if not ids:
        raise PromptError("the prompt has no token ids; give at least one.")
    # Here and not in the embedding, where a GPU would only say that an assertion failed.
    wrong = [i for i in ids if not 0 <= i < vocabulary]
    if wrong:
        raise PromptError(f"token id {wrong[0]} is outside this model's vocabulary of {vocabulary}.")
    return ids


def _ids(prompt: Any) -> list[int]:
    """Token ids from a list, a tuple, an array or a tensor of whole numbers in one row; PromptError names other forms."""
    wanted = "give text, or one list of token ids"
    shape = getattr(prompt, "shape", None)
    if shape is not None and len(shape) != 1:
        hint = "; of a batch of one take [0]" if len(shape) == 2 and shape[0] == 1 else ""
        raise PromptError(f"the prompt is an array of shape {tuple(shape)}; {wanted}{hint}.")
    # A tokenizer's answer is iterable too: without this its keys would be taken for ids.
    if isinstance(prompt, Mapping):
        some = ", ".join(map(str, list(cast(Mapping[Any, Any], prompt))[:5]))
        raise PromptError(f"the prompt is a mapping with {some}; {wanted}.")
    if isinstance(prompt, bytes | bytearray) or not isinstance(prompt, Iterable):
        raise PromptError(f"the prompt is a {type(prompt).__name__}; {wanted}.")
    one_by_one = cast(Iterable[Any], prompt)
    found = list(one_by_one) if shape is None else list(cast(Iterable[Any], np.asarray(one_by_one)))
    if found and isinstance(found[0], Mapping):
        raise PromptError(f"the prompt is a list of messages, which Session.chat takes; {wanted}.")
    if found and isinstance(found[0], str | list | tuple):
        raise PromptError(f"the prompt is a list of {type(cast(object, found[0])).__name__}; {wanted}.")
    try:
        return [whole("a token id of the prompt", i) for i in found]
    except SettingError as error:
        raise PromptError(str(error)) from None
