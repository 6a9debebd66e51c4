"""Fixtures for tests in the real JupyterLab. Without Chromium they are skipped; in continuous integration they fail."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))


def _missing(what: str) -> None:
    (pytest.fail if os.environ.get("CI") else pytest.skip)(what)


# A page that answers late: each frame, and each message to the kernel, comes so many milliseconds after its time.
# With it (LATE_PAGE=300 in the environment) a test that reads the page before it has drawn fails each time.
LATE = """ms => {
  const frame = window.requestAnimationFrame.bind(window), send = WebSocket.prototype.send;
  window.requestAnimationFrame = work => frame(() => setTimeout(() => work(performance.now()), ms));
  WebSocket.prototype.send = function (data) { setTimeout(() => this.readyState === 1 && send.call(this, data), ms) };
}"""


@pytest.fixture(scope="session")
def chromium():
    from lab_driver import chromium_path

    path = chromium_path()
    if path is None:
        _missing("no chromium on this machine; apt-get install chromium")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        _missing("playwright is not installed; pip install playwright (its own browsers are not needed)")
        raise
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-dev-shm-usage"])
        late = os.environ.get("LATE_PAGE")
        yield LateBrowser(browser, int(late)) if late else browser
        browser.close()


class LateBrowser:
    """A browser all of whose pages answer late; see LATE."""

    def __init__(self, browser, ms: int) -> None:
        self.browser, self.ms = browser, ms

    def new_page(self, **options):
        page = self.browser.new_page(**options)
        page.add_init_script(f"({LATE})({self.ms})")
        return page

    def __getattr__(self, name):
        return getattr(self.browser, name)


@pytest.fixture(scope="session")
def lab(chromium, tmp_path_factory):
    from lab_driver import serve

    with serve(tmp_path_factory.mktemp("lab")) as running:
        yield running


@pytest.fixture
def open_page(chromium, lab):
    """open_page(name, cells=[...], dark=False) -> Page with all cells run; closed, and checked for mistakes, at the end."""
    from lab_driver import Page, write_notebook

    pages = []

    def open_(name: str, cells: list[str] | None = None, **options):
        if cells is not None:
            write_notebook(lab, name, cells)
        page = Page(chromium, lab, name, **options)
        pages.append(page)
        page.run_all()
        return page

    yield open_
    for page in pages:
        page.close()
