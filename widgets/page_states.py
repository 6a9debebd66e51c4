"""Every state a view can show of a finished run, as compressed chunks for a page without a kernel.

A view's parts (view.py) say what depends on what, so each part is computed once for every value of its own fields and
not for every combination of all. Surprising: nothing here knows any view. Tests: tests/widgets/test_page.py.
"""

from __future__ import annotations

import base64
import gzip
import json
import math
import zlib
from collections.abc import Iterator, Sequence
from itertools import product
from typing import Any

import numpy as np

from dsv4lab.capture.trace import Trace
from dsv4lab.widgets.view import Part, View

# Fields whose values cannot be listed, or mean nothing on a page with one run; they stay as they were exported.
FIXED = ("run", "tab", "beside", "hover_token", "hover_head", "hover_entry")
RANGE = (
    "query_first",
    "query_last",
)  # of these pairs a page holds the whole text, and the one chosen when it was written
Ranges = Sequence[tuple[int, int]]
WHOLE_TEXT: Ranges = ((-1, -1),)
DIGITS = 6  # significant digits of numbers in tables; arrays stay exact


def values_of(field: str, view: View, trace: Trace, tokens: range, ranges: Ranges = WHOLE_TEXT) -> list[Any]:
    """All values that a field of a part can take on the page."""
    config = trace.config
    if field.startswith("own."):
        name = field.removeprefix("own.")
        known, now = view.choices(name), getattr(view, name)
        return known if now in known or not view.has_trait(name) else [*known, now]
    if field.startswith("token//"):
        size = int(field.removeprefix("token//"))
        return list(range(tokens.start // size, (tokens.stop - 1) // size + 1))
    if field in RANGE:
        return sorted({pair[RANGE.index(field)] for pair in ranges})
    return {
        "layer": list(range(config.num_hidden_layers)),
        "token": list(tokens),
        "site": [0, 1],
        "head": list(range(-1, config.num_attention_heads)),
        "expert": list(range(-1, config.n_routed_experts)),
    }.get(field) or (
        list(range(-1, most_entries(trace)))
        if field in ("entry", "shown_entry")
        else [getattr(view.selection, field)]
        if field in FIXED
        else []
    )


def most_entries(trace: Trace) -> int:
    """Entries of the layer that has most."""
    rates = [trace.config.rate(kind) for kind in set(trace.config.layer_kinds)]
    smallest = min((rate for rate in rates if rate), default=0)
    return len(trace) // smallest if smallest else 0


def frozen_of(part: Part, view: View) -> dict[str, Any]:
    """A part's frozen fields; a control that no part varies keeps the value it has now."""
    fixed = {
        field
        for field in part.frozen
        if field.startswith("own.")
        and view.has_trait(field.removeprefix("own."))
        and all(field in one.frozen for one in view.parts if field in one.fields)
        and len({one.frozen[field] for one in view.parts if field in one.fields}) == 1
    }
    return {f: getattr(view, f.removeprefix("own.")) if f in fixed else value for f, value in part.frozen.items()}


def held_values(view: View, trace: Trace, tokens: range) -> dict[str, list[Any]]:
    """Own traits that parts depend on, each with the values that the page can show."""
    held: dict[str, list[Any]] = {}
    for part in view.parts:
        frozen = frozen_of(part, view)
        for field in part.fields:
            name = field.removeprefix("own.")
            if field.startswith("own.") and view.has_trait(name):
                values = [frozen[field]] if field in frozen else values_of(field, view, trace, tokens)
                held[name] = list(dict.fromkeys([*held.get(name, []), *values]))
    return held


def traits_of(part: Part, view: View) -> list[str]:
    """The traits a part sets; a part that names none sets all of the view's own."""
    return list(part.traits) or view.own_traits()


def combinations(
    view: View, part: Part, trace: Trace, tokens: range, ranges: Ranges = WHOLE_TEXT
) -> tuple[list[str], list[tuple]]:
    """The fields of a part beside the token, and all combinations of their values that the page holds."""
    outer, frozen = [field for field in part.fields if field != "token"], frozen_of(part, view)
    lists = [[frozen[f]] if f in frozen else values_of(f, view, trace, tokens, ranges) for f in outer]
    found = list(product(*lists))
    if set(RANGE) <= set(outer):
        first, last = (outer.index(field) for field in RANGE)
        found = [one for one in found if (one[first], one[last]) in ranges]
    return outer, found


def chunks(
    view: View, part: Part, trace: Trace, tokens: range, ranges: Ranges = WHOLE_TEXT
) -> Iterator[tuple[str, str]]:
    """(name, base64 of a gzip) for each combination of the part's fields; a chunk holds all tokens of its combination.

    Inside: four bytes with the length of a JSON head {"tokens", "said", "json": {trait: [...]}, "bytes": {trait: [sizes]},
    "planes": {trait: width}}, then the bytes, trait by trait, those with a width as _laid_out has them.
    """
    outer, found = combinations(view, part, trace, tokens, ranges)
    inner = list(tokens) if "token" in part.fields else [None]
    names = traits_of(part, view)
    for combination in found:
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
        laid = {name: _laid_out(b"".join(values)) for name, values in packed.items() if values}
        head["planes"] = {name: width for name, (width, _) in laid.items() if width > 1}
        body = b"".join(whole for _, whole in laid.values())
        yield ",".join(map(str, combination)), _packed(head, body)


def _laid_out(whole: bytes) -> tuple[int, bytes]:
    """(width, bytes): all first bytes of numbers `width` wide, then all second ones; the width that packs best.

    The exponents of weights are much alike and their last bits are noise: apart they take a tenth less.
    """
    found = [(1, whole)]
    for width in (2, 4):
        if len(whole) % width == 0:
            found.append((width, np.frombuffer(whole, np.uint8).reshape(-1, width).T.tobytes()))
    return min(found, key=lambda one: len(zlib.compress(one[1], 1)))


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
