"""Starting the real JupyterLab and driving it in headless Chromium, through Lab's own command registry."""

from __future__ import annotations

import ast
import contextlib
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parents[2]
OVERRIDES = {
    "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False},
    "@jupyterlab/apputils-extension:sessionDialogs": {"skipKernelRestartDialog": True},
    "@jupyterlab/notebook-extension:tracker": {"windowingMode": "none"},  # keeps every cell in the page
}
NOISE = ("debug_request", "create_subshell_request")
CURRENT = "window.jupyterapp.shell.currentWidget"


class Lab(NamedTuple):
    url: str
    token: str
    root: Path


def chromium_path() -> str | None:
    return next(
        (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
    )


@contextlib.contextmanager
def serve(tmp: Path) -> Iterator[Lab]:
    """A JupyterLab with settings and files of its own under `tmp`; ends only the process it started."""
    root = tmp / "root"
    root.mkdir(parents=True)
    (tmp / "cfg/labconfig").mkdir(parents=True)
    (tmp / "cfg/labconfig/default_setting_overrides.json").write_text(json.dumps(OVERRIDES))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    token, url = secrets.token_hex(8), f"http://127.0.0.1:{port}"
    own = {
        "JUPYTER_CONFIG_DIR": "cfg",
        "JUPYTER_DATA_DIR": "data",
        "JUPYTER_RUNTIME_DIR": "rt",
        "JUPYTERLAB_SETTINGS_DIR": "set",
        "JUPYTERLAB_WORKSPACES_DIR": "ws",
        "IPYTHONDIR": "ipy",
    }
    env = os.environ | {name: str(tmp / folder) for name, folder in own.items()}
    env["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{env['PATH']}"
    env["PYTHONPATH"] = os.pathsep.join([str(ROOT), str(ROOT / "tests" / "fakes"), env.get("PYTHONPATH", "")])
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--ServerApp.ip=127.0.0.1"]
    command += [f"--ServerApp.port={port}", "--ServerApp.port_retries=0", f"--IdentityProvider.token={token}"]
    command += [
        f"--ServerApp.root_dir={root}",
        "--LabApp.expose_app_in_browser=True",
        "--LabApp.extension_manager=readonly",
    ]
    with (tmp / "lab.log").open("wb") as log:
        process = subprocess.Popen(command, env=env, stdout=log, stderr=subprocess.STDOUT, start_new_session=True)
        try:
            for _ in range(900):
                assert process.poll() is None, (tmp / "lab.log").read_text()[-2000:]
                try:
                    urllib.request.urlopen(f"{url}/api/status?token={token}", timeout=2).close()
                    break
                except OSError:
                    time.sleep(0.1)
            yield Lab(url, token, root)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(20)


def write_notebook(lab: Lab, name: str, cells: list[str]) -> str:
    import nbformat.v4 as v4

    notebook = v4.new_notebook(cells=[v4.new_code_cell(cell) for cell in cells])
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    (lab.root / name).write_text(json.dumps(notebook))
    return name


def expect(locator: Any, seconds: float = 20) -> Any:
    """Playwright's assertions of an element, which wait: a page draws at the next frame, or when its kernel has answered."""
    from playwright.sync_api import expect as waiting

    waiting.set_options(timeout=1000 * seconds)
    return waiting(locator)


class Page:
    """One notebook in one tab; collects what must not happen (page errors, requests that leave the machine)."""

    def __init__(
        self, browser: Any, lab: Lab, name: str, *, width: int = 1280, height: int = 720, dark: bool = False,
        on_frame: bool = False,
    ) -> None:  # fmt: skip
        self.page = browser.new_page(viewport={"width": width, "height": height})
        self.received = 0  # bytes over websockets, counted when asked for
        if on_frame:
            self.page.on("websocket", lambda socket: socket.on("framereceived", self._count))
        self.errors: list[str] = []
        self.away: list[str] = []
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", lambda line: self.errors.append(line.text) if line.type == "error" else None)
        self.page.on("request", lambda request: self._request(request.url, lab.url))
        self.page.goto(f"{lab.url}/lab/tree/{name}?token={lab.token}&reset")
        self.page.wait_for_function(
            "() => window.jupyterapp && document.querySelector('.jp-Notebook .jp-Cell')", timeout=90000
        )
        self.page.evaluate(
            "async () => { const a = window.jupyterapp; await a.restored; const w = a.shell.currentWidget;"
            " await w.context.ready; await w.sessionContext.ready }"
        )
        self.page.wait_for_function(f"() => {CURRENT}.sessionContext.session?.kernel?.status === 'idle'", timeout=90000)
        if dark:
            self.command("apputils:change-theme", {"theme": "JupyterLab Dark"})
            self.page.wait_for_function("() => document.body.dataset.jpThemeLight === 'false'")

    def _count(self, frame: Any) -> None:
        self.received += len(frame) if isinstance(frame, (bytes, str)) else 0

    def _request(self, url: str, home: str) -> None:
        local = (home, home.replace("http", "ws", 1), "blob:", "data:", "about:")
        if not url.startswith(local):
            self.away.append(url)

    @property
    def mistakes(self) -> list[str]:
        return [error for error in self.errors if not any(noise in error for noise in NOISE)] + self.away

    def command(self, name: str, args: dict[str, Any] | None = None) -> Any:
        return self.page.evaluate("([c, a]) => window.jupyterapp.commands.execute(c, a)", [name, args or {}])

    def run_all(self) -> None:
        done = self.command("notebook:run-all-cells")
        outputs = self.page.evaluate(
            f"() => {CURRENT}.content.widgets.flatMap(c => c.outputArea ? c.outputArea.model.toJSON() : [])"
        )
        assert done and not [o for o in outputs if o["output_type"] == "error"], outputs

    def kernel(self, expression: str) -> Any:
        """A literal from the notebook's own kernel."""
        text = self.page.evaluate(
            """async e => { const k = window.jupyterapp.shell.currentWidget.sessionContext.session.kernel;
            const r = (await k.requestExecute({code: '', user_expressions: {r: e}, store_history: false}).done)
              .content.user_expressions.r;
            if (r.status !== 'ok') throw new Error(r.evalue); return r.data['text/plain'] }""",
            expression,
        )
        return ast.literal_eval(text)

    def kernel_is(self, expression: str, expected: Any, seconds: float = 20) -> None:
        """Wait until a literal from the kernel equals `expected`: what the page sends takes its time."""
        until = time.monotonic() + seconds
        while (value := self.kernel(expression)) != expected and time.monotonic() < until:
            self.page.wait_for_timeout(50)
        assert value == expected, f"{expression} in the kernel"

    def drawn(self, title: str, n: int = 0) -> dict[str, Any]:
        """The data a view last drew; views are found by their title."""
        return self.page.evaluate(
            """([title, n]) => { const all = [...document.querySelectorAll('.dsv')].filter(
              e => e.querySelector('.dsv-title').textContent === title); return all[n]?.drawn ?? {} }""",
            [title, n],
        )

    def wait_drawn(self, title: str, condition: str, timeout: int = 20000) -> dict[str, Any]:
        """Wait until `condition` (JavaScript over d) holds for what a view drew."""
        find = "[...document.querySelectorAll('.dsv')].find(e => e.querySelector('.dsv-title').textContent === title)"
        self.page.wait_for_function(
            f"title => {{ const e = {find}; const d = e?.drawn; return d && ({condition}) }}",
            arg=title,
            timeout=timeout,
        )
        return self.drawn(title)

    def front(self, title: str) -> None:
        """Bring a view to the front as a reader does: the tab of its group, then its own where there are several."""
        group = self.kernel(f"next(g for _, t, g in e.room.places if t == {title!r})")
        self.page.locator(".dsv-groups [role=tab]").filter(has_text=group).first.click()
        self.page.locator(".dsv-groups [aria-selected=true]").filter(has_text=group).wait_for()
        own = self.page.locator(f".dsv-group-views [role=tab]:text-is('{title}')")
        if own.count():
            own.first.click()
        heads = {"Next token": "What could have come", "Indexer": "Indexer picks"}
        self.page.wait_for_function(
            "title => document.querySelector('.dsv-shown:not(.dsv-second) .dsv-title')?.textContent === title",
            arg=heads.get(title, title),
        )

    def close(self) -> None:
        self.page.evaluate(f"async () => {{ await {CURRENT}.sessionContext.shutdown() }}")
        self.page.close()
