"""Explorer: write a prompt, press Run, and see the linked views fill while the model generates.

A thread (live_run.py) reads the session's steps; the views are refreshed from it about ten times a second, always with
the newest state (values in between are never sent). A saved trace gets the same views without the run controls.
Surprising: Stop only asks the session; the thread ends by itself after the token it is working on.
Tests: tests/widgets/test_explorer.py, tests/widgets/test_live_run.py, tests/browser/.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import ipywidgets as w

from dsv4lab.capture.trace import Trace
from dsv4lab.errors import LabError
from dsv4lab.widgets.architecture_map import ArchitectureMap
from dsv4lab.widgets.closing import close_with_parts, replace_of_this_cell
from dsv4lab.widgets.compressor import Compressor
from dsv4lab.widgets.controls import RunControls
from dsv4lab.widgets.cost import Cost
from dsv4lab.widgets.expert_load import ExpertLoad
from dsv4lab.widgets.expert_routing import ExpertRouting
from dsv4lab.widgets.generation import Generation
from dsv4lab.widgets.hyper_connections import HyperConnections
from dsv4lab.widgets.lens import Lens
from dsv4lab.widgets.lightning_indexer import LightningIndexer
from dsv4lab.widgets.links import check_link, fields_of
from dsv4lab.widgets.live_run import LiveRun, run_of
from dsv4lab.widgets.selection import Selection
from dsv4lab.widgets.sparse_attention import SparseAttention
from dsv4lab.widgets.token_strip import TokenStrip
from dsv4lab.widgets.view import View
from dsv4lab.widgets.words import NO_WIDGETS, ending_words, model_words, said_token, trace_words

PROBES = 16  # queries that the indexer's button measures recall at
# The views in tabs, in their order: attribute of the explorer, title, class.
TABS: tuple[tuple[str, str, type[View]], ...] = (
    ("attention", "Attention", SparseAttention),
    ("mixing", "Residual streams", HyperConnections),
    ("compressor", "Compressor", Compressor),
    ("lens", "Lens", Lens),
    ("generation", "Next token", Generation),
    ("load", "Expert load", ExpertLoad),
    ("indexer", "Indexer", LightningIndexer),
    ("cost", "Cost", Cost),
    ("map", "Map", ArchitectureMap),
)
# Own traits that a link carries beside the selection: name in the link, attribute of the explorer, trait.
LINKED = (("colour", "strip", "measure"), ("cells", "routing", "colour"), ("rows", "attention", "rows"))


class Explorer(w.VBox):
    """Linked views of one run. `run()`, `stop()` and `selection` do what the buttons and clicks do."""

    strip: TokenStrip
    routing: ExpertRouting
    attention: SparseAttention
    mixing: HyperConnections
    compressor: Compressor
    lens: Lens
    generation: Generation
    load: ExpertLoad
    indexer: LightningIndexer
    cost: Cost
    map: ArchitectureMap

    def __init__(
        self,
        source: Any,
        *,
        prompt: str = "",
        selection: Selection | None = None,
        other: Trace | None = None,
        link: str = "",
        **settings: Any,
    ) -> None:
        _check_source(source)
        self.session: Any = None if isinstance(source, Trace) else source
        self._live: LiveRun | None = None
        self._sessions: list[Any] = []  # the run of the prompt box, then its branches
        self._origins: dict[int, int] = {}  # of a branch: which run it left
        self.trace: Any = source if isinstance(source, Trace) else None
        self.other = other
        self._own_selection = selection is None
        self.selection = selection if selection is not None else Selection(layer=_first_layer(source))
        self.strip = TokenStrip(self.trace, self.selection, other=other)
        self.routing = ExpertRouting(self.trace, self.selection, other=other)
        front = self.selection.tab or TABS[0][1]
        for name, title, view in TABS:
            # Hidden views read nothing, not even the first time.
            extra: dict[str, Any] = {"other": other} if view is Generation else {}
            setattr(self, name, view(self.trace if title == front else None, self.selection, **extra))
        self.tabbed: list[View] = [getattr(self, name) for name, _, _ in TABS]
        self.views: list[View] = [self.strip, self.routing, *self.tabbed]
        self.controls = RunControls(prompt, **settings)
        self.controls.run_button.on_click(lambda _: self.run())
        self.controls.stop_button.on_click(lambda _: self.stop())
        self.generation.can_branch = self.indexer.can_measure = hasattr(self.session, "branch")
        self.indexer.observe(lambda _: self.measure_recall(), names="wish")
        self.strip.on_msg(lambda _, content, __: self._pressed(content))
        self.generation.observe(
            lambda change: self.branch(change["new"]["position"], change["new"]["id"]), names="wish"
        )
        self.runs = w.Dropdown(description="showing", layout=w.Layout(width="340px", display="none"))
        self.runs.observe(lambda _: self._choose_run(), names="index")
        top = w.VBox([self.controls if self.session is not None else self.controls.status, self.runs])
        titles = [title for _, title, _ in TABS]
        shown = titles.index(front) if front in titles else 0
        right = w.Tab(self.tabbed, titles=titles, selected_index=shown, layout=w.Layout(flex="1 1 0", min_width="0"))
        self.tabs = right
        right.observe(lambda _: self._front(), names="selected_index")
        self.selection.observe(lambda _: self._front_by_title(), names="tab")
        left = w.VBox([self.routing], layout=w.Layout(flex="1 1 0", min_width="0"))
        left.add_class("dsv-pane")
        super().__init__([top, self.strip, w.HBox([left, right], layout=w.Layout(width="100%"))])
        self.add_class("dsv-explorer")
        if self.session is not None:
            for view in self.views:
                view.empty = "Empty until the first run. Write a prompt above and press Run."
                view.refresh()
            self.controls.say(f"Ready. {model_words(self.session)}")
        else:
            self.controls.say(f"A saved run of {len(self.trace)} tokens, {trace_words(self.trace)}")
        self._wake()
        for view in self.tabbed:
            view.show(self.trace)
        if self.session is not None:
            self.map.describe(self.session.model.config)
        if link:
            self.restore(link)

    # Keeping --------------------------------------------------------------------------------------------------------

    @property
    def link(self) -> str:
        """The screen as a short string: what is chosen, which view is in front, what colours mean. `restore` reads it."""
        own = {name: getattr(getattr(self, view), trait) for name, view, trait in LINKED}
        default = {name: getattr(type(getattr(self, view)), trait).default_value for name, view, trait in LINKED}
        changed = urlencode({name: value for name, value in own.items() if value != default[name]})
        return "&".join(part for part in (self.selection.to_link(), changed) if part)

    def restore(self, link: str) -> Explorer:
        """Bring back the screen of a `link`. LabError when it names what this run does not have; nothing moves then."""
        fields = fields_of(link)
        own = {name: fields.pop(name, None) for name, _, _ in LINKED}
        for name, view, trait in LINKED:
            known = getattr(self, view).choices(trait)
            if own[name] is not None and self.trace is not None and own[name] not in known:
                raise LabError(f"link says {name}={own[name]}; this explorer has {', '.join(known)}.")
        config = self.trace.config if self.trace is not None else self.session.model.config
        check_link(fields, config, self.trace, [title for _, title, _ in TABS])
        self.selection.from_link(urlencode(fields))
        if self.selection.run in self.runs.options:
            self.runs.index = self.runs.options.index(self.selection.run)
        for name, view, trait in LINKED:
            target = getattr(self, view)
            setattr(target, trait, own[name] or getattr(type(target), trait).default_value)
        return self

    def to_html(self, path: str | Path) -> Path:
        """Write the run that is shown as one HTML file: the same views, linked, without network and without a kernel."""
        from dsv4lab.widgets.page import write_page

        return write_page(self, path)

    # Running --------------------------------------------------------------------------------------------------------

    @property
    def running(self) -> bool:
        return self._live is not None and self._live.running

    def _pressed(self, content: Any) -> None:
        """Ctrl+Enter in the prompt box. It brings the text along: the box itself may not have told its last letters yet."""
        if isinstance(content, dict) and content.get("press") == "run" and isinstance(content.get("prompt"), str):
            self.controls.prompt.value = content["prompt"]
            self.run()

    def run(self, prompt: str | None = None, *, wait: bool = False) -> Explorer:
        """Start generating from the prompt box (or `prompt`); with wait=True, return when the run has ended."""
        if self.session is None:
            raise LabError("This explorer shows a saved trace; explore(Session(model)) can run prompts.")
        controls = self.controls
        if prompt is not None:
            controls.prompt.value = prompt
        if self.running and not controls.run_button.disabled:
            self._join()  # the last run has said its last word and is about to end
        if self.running:
            return self
        if not controls.prompt.value:
            controls.say("Write a prompt first.", wrong=True)
            return self
        if self._busy():
            return self
        session, text, settings = self.session, controls.prompt.value, controls.settings()
        self._list_run(session, "the run", first=True)
        self.selection.set_trait("token", -1)
        self._start(session, lambda: session.stream(text, **settings), settings["max_new_tokens"], wait)
        return self

    def _busy(self) -> bool:
        """Whether the model works for another explorer; then the status says so."""
        if run_of(self.session.model) is None:
            return False
        self.controls.say("This model is generating for another explorer: stop that run, or wait until it ends.", True)
        return True

    def branch(self, position: int, token_id: int, *, wait: bool = False) -> Explorer:
        """Go on from `position` with another token, from the shown run's cache; both runs can be chosen under "showing"."""
        shown = self._sessions[self.runs.index or 0] if self._sessions else self.session
        if self.running:
            self.controls.say("Stop the run first, then branch.", wrong=True)
            return self
        if self._busy():
            return self
        settings = self.controls.settings()
        draw = {name: settings[name] for name in ("max_new_tokens", "temperature", "top_p", "seed")}
        try:
            twin = shown.branch(position, token_id)
        except LabError as error:
            self.controls.say(str(error), wrong=True)
            return self
        word = said_token(twin.trace.word(token_id))
        self._origins[len(self._sessions)] = self.runs.index or 0
        self._list_run(twin, f"branch at {position}: “{word}”")
        self.selection.token = position  # the fork is what is looked at, now and when the branch has ended
        self._start(twin, lambda: twin.resume(**draw), draw["max_new_tokens"], wait)
        return self

    def _start(self, session: Any, make_steps: Callable[[], Any], wanted: int, wait: bool) -> None:
        self.controls.busy(True)
        self._live = LiveRun(session, make_steps, wanted, _Screen(self)).start()
        if wait:
            self._join()

    def _list_run(self, session: Any, name: str, *, first: bool = False) -> None:
        self._sessions = [session] if first else [*self._sessions, session]
        self._compare(None)
        names = [name] if first else [*self.runs.options, name]
        self.runs.options = names
        self.runs.index = len(names) - 1
        self.runs.layout.display = "none" if len(names) == 1 else ""

    def _choose_run(self) -> None:
        """Show another run; while one is being written, its own views stay on it."""
        if self.runs.index is None or self.running or self.runs.index >= len(self._sessions):
            return
        self.selection.run = self.runs.value or ""
        trace = self._sessions[self.runs.index].trace
        if trace is not None:
            self._show(trace)
            self._beside()

    def _beside(self) -> None:
        """Offer the comparison with the run beside the shown one: a branch's origin, else the last branch."""
        if len(self._sessions) < 2:
            return
        at = self.runs.index or 0
        beside = self._origins.get(at, len(self._sessions) - 1)
        names = (self.runs.options[at], self.runs.options[beside])
        self._compare(self._sessions[beside].trace, names)

    def _compare(self, other: Trace | None, names: tuple[str, str] = ("this run", "the other run")) -> None:
        self.other = other
        self.strip.compare(other)
        self.routing.compare(other)
        self.generation.compare(other, names)

    def _join(self) -> None:
        if self._live is not None:
            self._live.join()

    def stop(self, *, wait: bool = False) -> None:
        """End the run after the token that is being worked on; with wait=True, return when it has ended."""
        if self._live is not None and self.running:
            self._live.stop()
            if wait:
                self._join()

    def close(self) -> None:
        """End the run, close every widget of this explorer, and let go of the session and the trace."""
        if not hasattr(self, "tabs"):
            return super().close()  # it was refused before it was built
        if self._live is not None and self.running:
            self._live.abandon()
            self._join()
        for view in self.views:
            view.close()
        close_with_parts([self, self.controls, self.selection], keep=() if self._own_selection else [self.selection])
        self.session = self.trace = self.other = self._live = None
        self._sessions = []

    def measure_recall(self, probes: int = PROBES) -> Explorer:
        """Measure how much of full attention the indexer's picks cover, for the run that is shown."""
        from dsv4lab.analysis.indexer_recall import measure_recall

        shown = self._sessions[self.runs.index or 0] if self._sessions else self.session
        if self.running:
            self.controls.say("Stop the run first, then measure.", wrong=True)
        elif shown is not None and not self._busy():
            self.controls.say(f"Measuring recall at {probes} queries …")
            try:
                measure_recall(shown, probes)
                self.controls.say(f"Recall measured at {probes} queries.")
            except LabError as error:
                self.controls.say(f"Recall was not measured: {error}", wrong=True)
            self.indexer.refresh()
        return self

    def _front(self) -> None:
        """A tab was chosen: its title is part of the selection, and only what is seen follows run and clicks."""
        self.selection.tab = self.tabs.titles[self.tabs.selected_index or 0]
        self._wake()

    def _front_by_title(self) -> None:
        if self.selection.tab in self.tabs.titles:
            self.tabs.selected_index = self.tabs.titles.index(self.selection.tab)

    def _wake(self) -> None:
        for at, view in enumerate(self.tabbed):
            view.sleep(at != (self.tabs.selected_index or 0))

    def _show(self, trace: Trace) -> None:
        self.trace = trace
        for view in self.views:
            view.show(trace)

    def __repr__(self) -> str:
        return f"Explorer({'session' if self.session is not None else 'trace'}, {self.selection})"

    def _repr_mimebundle_(self, **options: Any) -> Any:
        bundle: Any = super()._repr_mimebundle_(**options)
        what = "a session" if self.session is not None else f"a trace of {len(self.trace or ())} tokens"
        data = bundle[0] if isinstance(bundle, tuple) else bundle
        if data is not None:
            data["text/plain"] = NO_WIDGETS.format(what=what)
        return bundle


class _Screen:
    """What a live run tells, put where the reader looks."""

    def __init__(self, explorer: Explorer) -> None:
        self._explorer = explorer
        self.show, self.progress, self.say = explorer._show, explorer.controls.progress, explorer.controls.say

    def ended(self, run: LiveRun) -> None:
        explorer = self._explorer
        if run.session.trace is not None and run.began:
            explorer._show(run.session.trace)
            explorer._beside()
        for view in explorer.views:
            view.settle()
        explorer.controls.progress(run.count, run.wanted)
        explorer.controls.say(run.error or ending_words(run), bool(run.error))
        explorer.controls.busy(False)


def explore(session_or_trace: Any, **options: Any) -> Explorer:
    """Linked views of a live session (with Run and Stop) or of a finished trace.

    options: prompt="...", selection=Selection(...), link="layer=4&token=17" (what `explorer.link` gave), other=Trace (a
    run to compare with), and max_new_tokens=, temperature=, top_p=, seed= for the controls.
    Outside a notebook it prints how to write a static page instead of leaving you with an invisible widget.
    """
    explorer = Explorer(session_or_trace, **options)
    replace_of_this_cell(explorer)
    if not _in_notebook():
        print(NO_WIDGETS.format(what="a trace" if explorer.session is None else "a session"))
    return explorer


def _check_source(source: Any) -> None:
    if not isinstance(source, Trace) and not hasattr(source, "stream"):
        raise LabError(
            f"explore() shows a Session or a Trace, not a {type(source).__name__}. "
            "With a model: explore(Session(model)). With a path: explore(Trace.open(path))."
        )


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
    layers = config.picking_layers or config.compressed_layers or [config.num_hidden_layers - 1]
    return layers[0]
