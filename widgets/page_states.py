"""Every state a view can show of a finished run, as compressed chunks for a page without a kernel.

A view's parts (view.py) say what depends on what, so each part is computed once for every value of its own fields and
not for every combination of all. Surprising: nothing here knows any view. Tests: tests/test_page.py.
"""

from __future__ import annotations

import base64
import gzip
import json
import math
from collections.abc import Iterator
from itertools import product
from typing import Any

from dsv4lab.capture.trace import Trace
from dsv4lab.widgets.view import Part, View

# Fields whose values cannot be listed, or mean nothing on a page with one run; they stay as they were exported.
FIXED = ("run", "tab", "query_first", "query_last", "hover_token", "hover_head", "hover_entry", "entry")
DIGITS = 6  # significant digits of numbers in tables; arrays stay exact


def values_of(field: str, view: View, trace: Trace, tokens: range) -> list[Any]:
    """All values that a field of a part can take on the page."""
    config = trace.config
    if field.startswith("own."):
        return view.choices(field.removeprefix("own."))
    if field.startswith("token//"):
        size = int(field.removeprefix("token//"))
        return list(range(tokens.start // size, (tokens.stop - 1) // size + 1))
    if field == "shown_entry":
        rates = [config.rate(kind) for kind in set(config.layer_kinds)]
        smallest = min((rate for rate in rates if rate), default=0)
        return list(range(-1, len(trace) // smallest if smallest else 0))
    return {
        "layer": list(range(config.num_hidden_layers)),
        "token": list(tokens),
        "site": [0, 1],
        "head": list(range(-1, config.num_attention_heads)),
        "expert": list(range(-1, config.n_routed_experts)),
    }.get(field, [getattr(view.selection, field)] if field in FIXED else [])


def traits_of(part: Part, view: View) -> list[str]:
    """The traits a part sets; a part that names none sets all of the view's own."""
    return list(part.traits) or view.own_traits()


def chunks(view: View, part: Part, trace: Trace, tokens: range) -> Iterator[tuple[str, str]]:
    """(name, base64 of a gzip) for each combination of the part's fields; a chunk holds all tokens of its combination.

    Inside: four bytes with the length of a JSON head {"tokens", "said", "json": {trait: [...]}, "bytes": {trait: [sizes]}},
    then the bytes, trait by trait.
    """
    outer = [field for field in part.fields if field != "token"]
    lists = [[part.frozen[f]] if f in part.frozen else values_of(f, view, trace, tokens) for f in outer]
    inner = list(tokens) if "token" in part.fields else [None]
    names = traits_of(part, view)
    for combination in product(*lists):
        for field, value in zip(outer, combination, strict=True):
            _put(view, field, value)
        said, plain, packed = [], {name: [] for name in names}, {name: [] for name in names}
        for token in inner:
            if token is not None:
                view.selection.token = token
            said.append(view._attempt(getattr(view, part.method)))
            for name in names:
                value = getattr(view, name)
                (packed if isinstance(value, bytes) else plain)[name].append(value)
        head = {
            "tokens": [] if inner == [None] else inner,
            "said": said,
            "json": {name: short(values) for name, values in plain.items() if values},
            "bytes": {name: [len(value) for value in values] for name, values in packed.items() if values},
        }
        body = b"".join(value for values in packed.values() for value in values)
        yield ",".join(map(str, combination)), _packed(head, body)


def _packed(head: dict[str, Any], body: bytes) -> str:
    words = json.dumps(head, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
    raw = len(words).to_bytes(4, "little") + words + body
    return base64.b64encode(gzip.compress(raw, 9, mtime=0)).decode()


def _put(view: View, field: str, value: Any) -> None:
    if field.startswith("own."):
        name = field.removeprefix("own.")
        if view.has_trait(name):
            view.set_trait(name, value)
    elif field.startswith("token//"):
        view.selection.token = value * int(field.removeprefix("token//"))
    elif field == "shown_entry":
        view.selection.entry = value
    else:
        view.selection.set_trait(field, value)


def short(value: Any) -> Any:
    """Floats cut to DIGITS significant digits, at any depth; what is not finite becomes None, which JSON can say."""
    if isinstance(value, float):
        return float(f"{value:.{DIGITS}g}") if math.isfinite(value) else None
    if isinstance(value, dict):
        return {key: short(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [short(one) for one in value]
    return value
