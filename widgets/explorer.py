"""Explorer: write a prompt, press Run, and see the linked views fill while the model generates.

One daemon thread reads the session's steps; the views are refreshed from it about ten times a second, always with the
newest state (values in between are never sent). A saved trace gets the same views without the run controls.
Surprising: Stop only asks the session; the thread ends by itself after the token it is working on.
Tests: tests/test_widgets_explorer.py, tests/browser/.
"""

from __future__ import annotations

import threading
import time
import weakref
from typing import Any

import ipywidgets as w

from dsv4lab.capture.schema import SCHEMA
from dsv4lab.capture.trace import Trace
from dsv4lab.errors import LabError
from dsv4lab.widgets.expert_routing import ExpertRouting
from dsv4lab.widgets.hyper_connections import HyperConnections
from dsv4lab.widgets.selection import Selection
from dsv4lab.widgets.sparse_attention import SparseAttention
from dsv4lab.widgets.token_strip import TokenStrip

CAPTURES = [group for group in SCHEMA if group not in ("tokens", "logits")]
PERIOD = 0.1  # seconds between two refreshes of the views while a run is going on
NO_WIDGETS = (
    "Explorer of {what}. If you read this instead of seeing the views, this front end shows no widgets: "
    'write a page that opens anywhere with dsv4lab.report.to_html(trace, "trace.html").'
)
_running: weakref.WeakSet[Any] = weakref.WeakSet()  # sessions that are generating for some explorer


class Explorer(w.VBox):
    """Linked views of one run. `run()`, `stop()` and `selection` do what the buttons and clicks do."""

    def __init__(self, source: Any, *, prompt: str = "", selection: Selection | None = None, **settings: Any) -> None:
        self.session: Any = None if isinstance(source, Trace) else source
        self._thread: threading.Thread | None = None
        self._closing = False
        self.trace: Any = source if isinstance(source, Trace) else None
        self.selection = selection if selection is not None else Selection(layer=_first_layer(source))
        self.strip = TokenStrip(self.trace, self.selection)
        self.routing = ExpertRouting(self.trace, self.selection)
        self.attention = SparseAttention(self.trace, self.selection)
        self.mixing = HyperConnections(self.trace, self.selection)
        self.views = [self.strip, self.routing, self.attention, self.mixing]
        self.status = w.HTML(layout=w.Layout(min_height="20px", margin="0"))
        self.status.add_class("dsv-status")
        rows: list[w.Widget] = [*self._controls(prompt, settings)] if self.session is not None else [self.status]
        right = w.Tab([self.attention, self.mixing], titles=("Attention", "Residual streams"))
        right.layout = w.Layout(flex="1 1 0", min_width="0")
        left = w.VBox([self.routing], layout=w.Layout(flex="1 1 0", min_width="0"))
        left.add_class("dsv-pane")
        super().__init__([*rows, self.strip, w.HBox([left, right], layout=w.Layout(width="100%"))])
        self.add_class("dsv-explorer")
        if self.session is not None:
            for view in self.views:
                view.empty = "Empty until the first run. Write a prompt above and press Run."
                view.refresh()
            self._say(f"Ready. {_model_words(self.session)}")
        else:
            self._say(f"A saved run of {len(self.trace)} tokens, {_trace_words(self.trace)}")

    # Running --------------------------------------------------------------------------------------------------------

    @property
    def running(self) -> bool:
        return self._thread is not None and self._thread.is_alive()

    def run(self, prompt: str | None = None, *, wait: bool = False) -> Explorer:
        """Start generating from the prompt box (or `prompt`); with wait=True, return when the run has ended."""
        if self.session is None:
            raise LabError("This explorer shows a saved trace; explore(Session(model)) can run prompts.")
        if prompt is not None:
            self.prompt.value = prompt
        if self.running:
            return self
        if not self.prompt.value:
            self._say("Write a prompt first.", wrong=True)
            return self
        if self.session in _running:
            self._say("This session is generating for another explorer. Stop that one, or make a second Session.", True)
            return self
        _running.add(self.session)
        self.run_button.disabled, self.stop_button.disabled = True, False
        self.selection.set_trait("token", -1)
        settings = self._settings()
        self._thread = threading.Thread(target=self._work, args=(self.prompt.value, settings), daemon=True)
        self._thread.start()
        if wait:
            self._thread.join()
        return self

    def stop(self) -> None:
        """End the run after the token that is being worked on."""
        if self.running and self.session is not None:
            self.session.stop()

    def close(self) -> None:
        """End the run, then close every widget of this explorer."""
        self._closing = True
        thread = self._thread
        self.stop()
        if thread is not None and thread is not threading.current_thread():
            thread.join(timeout=30)
        for widget in (*self.views, self.selection, *self.children):
            widget.close()
        super().close()

    def _work(self, prompt: str, settings: dict[str, Any]) -> None:
        session, count, started, shown, cost = self.session, 0, time.monotonic(), 0.0, 0.0
        wanted = settings["max_new_tokens"]
        self._progress(0, wanted)
        self._say("Reading the prompt …")
        ending, first, wrong, steps = "", None, False, None
        try:
            steps = session.stream(prompt, **settings)
            for _ in steps:
                count += 1
                first = first or time.monotonic()
                if self._closing:
                    break
                now = time.monotonic()
                if now - shown >= max(PERIOD, 3 * cost):  # a slow refresh never takes more than a quarter of the time
                    self._show(session.trace)
                    self._progress(count, wanted)
                    rate = (count - 1) / (now - first) if count > 1 and now > first else 0.0
                    left = f", about {(wanted - count) / rate:.0f} s left" if rate else ""
                    self._say(f"Generating: {count} of {wanted} tokens, {rate:.1f} per second{left}")
                    shown = time.monotonic()
                    cost = shown - now
        except LabError as error:
            ending, wrong = str(error), True
        except Exception as error:  # a thread has no cell to fail in, so the words go where the reader looks
            ending, wrong = f"The run failed: {type(error).__name__}: {error}", True
        finally:
            if steps is not None:
                steps.close()  # a stream left in the middle keeps its session busy
            _running.discard(session)
        if self._closing:
            return
        trace = getattr(session, "trace", None)
        if trace is not None:
            self._show(trace)
        if not ending:
            seconds = time.monotonic() - (first or started)
            rate = (count - 1) / seconds if count > 1 and seconds > 0 else 0.0
            ended = "" if trace is None else trace.run.get("ended", "")
            word = "Done" if count >= wanted else f"Ended ({ended})" if ended else "Ended"
            ending = f"{word}: {count} tokens in {time.monotonic() - started:.1f} s, {rate:.1f} per second. "
            ending += _checks_words(trace)
        self._progress(count, wanted)
        self._say(ending, wrong)
        self.run_button.disabled, self.stop_button.disabled = False, True

    def _show(self, trace: Trace) -> None:
        self.trace = trace
        for view in self.views:
            view.show(trace)

    # Controls -------------------------------------------------------------------------------------------------------

    def _controls(self, prompt: str, settings: dict[str, Any]) -> list[w.Widget]:
        known = {"max_new_tokens": 120, "temperature": 0.8, "top_p": 0.95, "seed": 0}
        unknown = sorted(set(settings) - set(known))
        if unknown:
            raise TypeError(f"explore() has no setting {', '.join(unknown)}; it has {', '.join(known)}.")
        value = {**known, **settings}
        self.prompt = w.Textarea(
            value=prompt, placeholder="Write the beginning of a text …", layout=w.Layout(flex="1 1 auto", height="52px")
        )
        self.prompt.tooltip = "Prompt"
        button = w.Layout(width="84px")
        self.run_button = w.Button(description="Run", button_style="primary", icon="play", layout=button)
        self.stop_button = w.Button(description="Stop", icon="stop", disabled=True, layout=button)
        self.more_button = w.ToggleButton(description="Settings", icon="sliders", layout=w.Layout(width="104px"))
        self.run_button.on_click(lambda _: self.run())
        self.stop_button.on_click(lambda _: self.stop())
        wide, label = w.Layout(width="190px"), {"description_width": "90px"}
        self.max_new_tokens = w.BoundedIntText(
            value["max_new_tokens"], min=1, max=100000, description="new tokens", layout=wide, style=label
        )
        self.temperature = w.BoundedFloatText(
            value["temperature"], min=0, max=5, step=0.1, description="temperature", layout=wide, style=label
        )
        self.top_p = w.BoundedFloatText(
            value["top_p"], min=0.01, max=1, step=0.05, description="top-p", layout=wide, style=label
        )
        self.seed = w.IntText(value["seed"], description="seed", layout=wide, style=label)
        self.captures = {
            group: w.Checkbox(True, description=group, indent=False, layout=w.Layout(width="110px"))
            for group in CAPTURES
        }
        numbers = w.HBox([self.max_new_tokens, self.temperature, self.top_p, self.seed])
        ticks = w.HBox([w.Label("capture"), *self.captures.values()])
        numbers.layout.flex_flow = ticks.layout.flex_flow = "row wrap"
        panel = w.VBox([numbers, ticks], layout=w.Layout(display="none"))
        self.more_button.observe(lambda c: setattr(panel.layout, "display", "" if c["new"] else "none"), names="value")
        self.bar = w.IntProgress(0, 0, 1, layout=w.Layout(width="160px", height="12px", margin="5px 8px 0 2px"))
        buttons = w.HBox([self.run_button, self.stop_button, self.more_button])
        return [w.HBox([self.prompt, buttons]), panel, w.HBox([self.bar, self.status])]

    def _settings(self) -> dict[str, Any]:
        chosen = [group for group, box in self.captures.items() if box.value]
        return {
            "max_new_tokens": self.max_new_tokens.value,
            "temperature": self.temperature.value,
            "top_p": self.top_p.value,
            "seed": self.seed.value,
            "capture": "standard" if len(chosen) == len(CAPTURES) else ["tokens", *chosen],
        }

    def _progress(self, done: int, wanted: int) -> None:
        with self.bar.hold_sync():
            self.bar.max, self.bar.value = wanted, done

    def _say(self, words: str, wrong: bool = False) -> None:
        safe = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        self.status.value = f'<span role="status">{"⚠ " if wrong else ""}{safe}</span>'

    def __repr__(self) -> str:
        return f"Explorer({'session' if self.session is not None else 'trace'}, {self.selection})"

    def _repr_mimebundle_(self, **options: Any) -> Any:
        bundle: Any = super()._repr_mimebundle_(**options)
        what = "a session" if self.session is not None else f"a trace of {len(self.trace or ())} tokens"
        data = bundle[0] if isinstance(bundle, tuple) else bundle
        if data is not None:
            data["text/plain"] = NO_WIDGETS.format(what=what)
        return bundle


def explore(session_or_trace: Any, **options: Any) -> Explorer:
    """Linked views of a live session (with Run and Stop) or of a finished trace.

    options: prompt="...", selection=Selection(...), max_new_tokens=, temperature=, top_p=, seed= for the controls.
    Outside a notebook it prints how to write a static page instead of leaving you with an invisible widget.
    """
    explorer = Explorer(session_or_trace, **options)
    if not _in_notebook():
        print(NO_WIDGETS.format(what="a trace" if explorer.session is None else "a session"))
    return explorer


def _in_notebook() -> bool:
    try:
        from IPython import get_ipython
    except ImportError:
        return False
    shell = get_ipython()
    return shell is not None and hasattr(shell, "kernel")


def _first_layer(source: Any) -> int:
    """The first layer with picked entries, where every mechanism can be seen; else the last one."""
    config = source.config if isinstance(source, Trace) else source.model.config
    layers = config.layers_of_kind("csa") or config.layers_of_kind("hca") or [config.num_hidden_layers - 1]
    return layers[0]


def _model_words(session: Any) -> str:
    c = session.model.config
    kinds = ", ".join(
        f"{len(c.layers_of_kind(kind))} {kind}" for kind in ("sliding", "csa", "hca") if kind in c.layer_kinds
    )
    experts = f"{c.num_experts_per_tok} of {c.n_routed_experts} experts work on each token"
    return f"Model: {c.num_hidden_layers} layers ({kinds}); {experts}."


def _trace_words(trace: Trace | None) -> str:
    if trace is None:
        return ""
    weights, dtype = str(trace.run.get("weights", ""))[:12], trace.run.get("dtype", "")
    source = f"weights {weights}, {dtype}" if weights else "of unknown weights"
    return f"{source}. {_checks_words(trace)}"


def _checks_words(trace: Trace | None) -> str:
    """What the run checked about itself, in one sentence; a failed check is named first."""
    checks = trace.run.get("checks", {}) if trace is not None else {}
    failed = [name for name, check in checks.items() if not check["ok"]]
    if failed:
        return f"⚠ CHECK FAILED: {'; '.join(failed)}."
    held = f"{len(checks)} checks hold (sums, ids, picks). " if checks else ""
    return held + "Click a token, a cell or a key: the other views follow."
