"""JSON to a server and back, whatever goes wrong told in one sentence.   Tests: tests/served/test_from_server.py."""

from __future__ import annotations

import http.client
import json
import urllib.error
import urllib.parse
import urllib.request
from typing import Any

from dsv4lab.errors import ServerError, printable, shown

MOST_BYTES = 4 << 30  # an answer larger than this is refused; a million tokens of Flash's experts are 1 GB


def ask(url: str, path: str, body: dict[str, Any] | None = None, *, timeout: float, key: str | None = None) -> Any:
    """GET, or POST where there is a body. Returns what the JSON says.

    Raises ServerError for a server that is not there, cuts the connection, refuses, or answers in no JSON.
    """
    headers = {"Content-Type": "application/json", **({"Authorization": f"Bearer {key}"} if key else {})}
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url.rstrip("/") + path, data, headers)
    try:
        with urllib.request.urlopen(request, timeout=timeout) as answer:
            raw, left = answer.read(MOST_BYTES + 1), answer.length
    except urllib.error.HTTPError as error:
        raise Refused(error.code, f"{url}{path} answered {error.code}: {_told(error)}") from None
    except TimeoutError:
        raise ServerError(f"{url}{path} did not answer within {timeout:g} s; give a longer timeout=.") from None
    except (urllib.error.URLError, http.client.HTTPException, OSError) as error:
        reason = getattr(error, "reason", None) or error
        if isinstance(reason, TimeoutError):
            raise ServerError(f"{url}{path} did not answer within {timeout:g} s; give a longer timeout=.") from None
        words = printable(f"{type(reason).__name__}: {reason}", 200)
        raise ServerError(f"{url}{path}: {words}. Is the server running, and is this its address?") from None
    if left and len(raw) <= MOST_BYTES:
        raise ServerError(f"{url}{path} cut the connection {left:,} bytes before the end of its answer; ask again.")
    if len(raw) > MOST_BYTES:
        raise ServerError(f"{url}{path} answered with more than {MOST_BYTES:,} bytes; ask for a shorter text.")
    try:
        return json.loads(raw)
    except (ValueError, RecursionError):
        raise ServerError(
            f"{url}{path} answered {shown(raw[:80].decode(errors='replace'))}, which is no JSON."
        ) from None


class Refused(ServerError):
    """The server answered, and said no; `code` is HTTP's."""

    def __init__(self, code: int, words: str) -> None:
        super().__init__(words)
        self.code = code


def check_url(url: Any) -> str:
    """An address that can be asked. Raises ServerError for anything else."""
    parts = urllib.parse.urlsplit(url) if isinstance(url, str) else None
    if parts is None or parts.scheme not in ("http", "https") or not parts.netloc:
        raise ServerError(f"url={shown(url)} is no address; write it as http://127.0.0.1:30000.")
    return str(url).rstrip("/")


def _told(error: urllib.error.HTTPError) -> str:
    try:
        return printable(error.read(2000).decode(errors="replace").strip() or error.reason, 300)
    except (OSError, http.client.HTTPException):
        return printable(str(error.reason), 300)
