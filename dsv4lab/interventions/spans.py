"""A piece of text as the tokens that it lies in.   Tests: tests/interventions/test_selection.py."""

from __future__ import annotations

from dsv4lab.capture.pieces import bytes_of
from dsv4lab.capture.trace import Trace
from dsv4lab.errors import EditError, shown
from dsv4lab.interventions.selection import Span


def span(trace: Trace, text: str, *, nth: int = 0) -> Span:
    """The tokens of a trace in which a piece of its text lies, `nth` of its occurrences.

    >>> import dsv4lab as lab
    >>> trace = lab.Session(lab.load()).generate("Once upon a time", max_new_tokens=1, temperature=0)
    >>> lab.span(trace, "upon a")
    Span(start=2, stop=4)

    Raises EditError for a text that does not occur so often.
    """
    pieces = [bytes_of(trace, position) for position in range(len(trace))]
    whole, wanted, at = b"".join(pieces), text.encode(), -1
    for _ in range(nth + 1):
        at = whole.find(wanted, at + 1) if wanted else -1
        if at < 0:
            raise EditError(
                f"{shown(text)} occurs {whole.count(wanted) if wanted else 0} times in the trace's text, nth={nth}."
            )
    ends, total = [], 0
    for piece in pieces:
        total += len(piece)
        ends.append(total)
    first = next(i for i, end in enumerate(ends) if end > at)
    last = next(i for i, end in enumerate(ends) if end >= at + len(wanted))
    return Span(first, last + 1)
