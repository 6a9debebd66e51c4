"""The shipped model in a folder of its own with chat texts and a token for tools, as a released checkpoint has them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from encoding_file import FIRST_RELEASE, write_encoding

from dsv4lab.chat import DSML
from dsv4lab.digest import TINY


def write_chat_model(folder: Path, source: str = FIRST_RELEASE) -> Path:
    """A copy of the shipped model whose last letters' token is the marker of tools; `source` is its encoding file."""
    shutil.copytree(TINY, folder)
    write_encoding(folder, source)
    file = folder / "tokenizer.json"
    values = json.loads(file.read_text(encoding="utf-8"))
    vocabulary, merges = values["model"]["vocab"], values["model"]["merges"]
    last, number = max(vocabulary.items(), key=lambda item: item[1])
    assert "".join(merges[-1]) == last  # nothing is made of it
    del vocabulary[last], merges[-1]
    values["added_tokens"].append({**values["added_tokens"][-1], "id": number, "content": DSML})
    file.write_text(json.dumps(values, ensure_ascii=False), encoding="utf-8")
    return folder
