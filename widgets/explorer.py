"""Explorer: write a prompt, press Run, and see the linked views fill while the model generates.

Here are the layout, the tabs and the link; which views there are says registry.py, what is done with runs runs.py. A thread
(live_run.py, run_loop.py) reads the session's steps; the views are refreshed from it about ten times a second, always with
the newest state (values in between are never sent). A saved trace gets the same views without the run controls.
Tests: tests/widgets/test_explorer.py, tests/widgets/test_live_run.py, tests/browser/.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import ipywidgets as w

from dsv4lab.capture.trace import Trace
from dsv4lab.config import Config
from dsv4lab.errors import LabError
from dsv4lab.recorded_run import place_to_begin, recorded_by
from dsv4lab.widgets.closing import close_with_parts, replace_of_this_cell
from dsv4lab.widgets.controls import RunControls
from dsv4lab.widgets.kept_picture import KeptPicture, display_with_picture, in_notebook
from dsv4lab.widgets.links import check_link, fields_of
from dsv4lab.widgets.registry import linked_traits, registered, tab_titles
from dsv4lab.widgets.run_loop import RunLoop
from dsv4lab.widgets.runs import Runs
from dsv4lab.widgets.selection import Selection
from dsv4lab.widgets.sweep_runs import WithSweeps
from dsv4lab.widgets.view import View
from dsv4lab.widgets.words import NO_WIDGETS, START, model_words, recorded_words, shipped_words, trace_words


class Explorer(WithSweeps, w.VBox):
    """Linked views of one run. `run()`, `stop()`, `try_edits()`, `sweep()` and `selection` do what buttons and clicks do.

    Every view is an attribute under its own name: `strip`, `follow`, `attention`, `indexer`, `compressor`, `routing`,
    `load`, `mixing`, `lens`, `what_if`, `generation`, `cost`. `room` is the bar that says which of them are in sight.
    """

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any: ...

    def __init__(
        self,
        source: Any,
        *,
        prompt: str = "",
        messages: Sequence[Mapping[str, Any]] | None = None,
        selection: Selection | None = None,
        other: Trace | None = None,
        link: str = "",
        sweep: Any = None,
        **settings: Any,
    ) -> None:
        _check_source(source)
        self.session: Any = None if isinstance(source, Trace) else source
        self.trace: Any = source if isinstance(source, Trace) else _first_of(source)
        self.other = other
        self._own_selection = selection is None
        self._picture: KeptPicture | None = None  # once it was displayed
        self._tried, self._measuring = [], None
        self.selection = selection if selection is not None else Selection(layer=_first_layer(source))
        if self.recorded and self._own_selection:
            self.selection.token = place_to_begin(self.trace)
        titles = tab_titles()
        front = self.selection.tab or titles[0]
        self.views: list[View] = [self._made(view, front) for view in registered()]
        self.tabbed = [view for view in self.views if view.slot == "tab"]
        self.controls = RunControls(prompt, **settings)
        if self.session is not None:
            self.controls.chat.join(self.session, self.run)
        if messages is not None:
            self.controls.chat.write(messages)
        self.controls.run_button.on_click(lambda _: self.run())
        self.controls.stop_button.on_click(lambda _: self.stop())
        self.controls.hold_button.on_click(lambda _: self.go_on())
        self.controls.step_button.on_click(lambda _: self.step())
        self.runs = Runs()
        self.runs.observe(lambda _: self._choose_run(), names="index")
        self._loop = RunLoop(self.controls, self._frame, self._finish, self._prepare)
        self.room.furnish([type(view) for view in self.tabbed], _config(source))
        self.selection.observe(lambda _: self._wake(), names=["tab", "beside"])
        self.room.observe(lambda _: self._wake(), names="wide")
        super().__init__(self._laid_out())
        self.add_class("dsv-explorer")
        self._greet()
        self._wake()
        for view in self.tabbed:
            view.show(self.trace)
        for view in self.views:
            view.join(self)
        if sweep is not None:
            self.show_sweep(sweep)
        if link:
            self.restore(link)

    def _made(self, kind: type[View], front: str) -> View:
        """One of the views, also under its name. Hidden ones read nothing, not even the first time."""
        extra: dict[str, Any] = {"other": self.other} if kind.compares else {}
        seen = kind.slot != "tab" or kind.title == front
        view = kind(self.trace if seen else None, self.selection, **extra)
        setattr(self, kind.name, view)
        return view

    def _laid_out(self) -> list[w.Widget]:
        """On top what stays in sight: the controls and the bar. Below them the text, and beside it the views."""
        controls = self.controls if self.session is not None else self.controls.status
        for view in self.tabbed:
            view.add_class(f"dsv-place-{view.name}")  # by which the bar finds it in the page
        return [
            _box("dsv-top", [controls, self.runs, *self._in_slot("bar")]),
            _box("dsv-room", [_box("dsv-text", self._in_slot("text")), _box("dsv-views", self.tabbed)]),
        ]

    def _in_slot(self, slot: str) -> list[View]:
        return [view for view in self.views if view.slot == slot]

    def _greet(self) -> None:
        if self.session is None:
            self.controls.say(f"A saved run of {len(self.trace)} tokens, {trace_words(self.trace)}")
            return
        for view in self.views:
            view.empty = "Empty until the first run. Write a prompt above and press Run."
            view.refresh()
        shown = ""
        if self.trace is not None:
            shown = recorded_words(self.trace) if self.recorded else f"The last run, {len(self.trace)} tokens."
        of_model = shipped_words(getattr(self.session.model, "digest", ""))
        of_model = of_model or model_words(self.session)
        self.controls.say(" ".join(filter(None, (shown, START, of_model))))

    # Keeping --------------------------------------------------------------------------------------------------------

    @property
    def link(self) -> str:
        """The screen as a short string: what is chosen, which view is in front, what colours mean. `restore` reads it."""
        own = {}
        for name, view, trait in linked_traits():
            shown = getattr(self, view)
            if getattr(shown, trait) != _default(shown, trait):
                own[name] = getattr(shown, trait)
        return "&".join(part for part in (self.selection.to_link(), urlencode(own)) if part)

    def restore(self, link: str) -> Explorer:
        """Bring back the screen of a `link`. LabError when it names what this run does not have; nothing moves then."""
        fields = fields_of(link)
        own = {name: fields.pop(name, None) for name, _, _ in linked_traits()}
        for name, view, trait in linked_traits():
            known = getattr(self, view).choices(trait)
            if own[name] is not None and self.trace is not None and own[name] not in known:
                raise LabError(f"link says {name}={own[name]}; this explorer has {', '.join(known)}.")
        config = _config(self.trace if self.trace is not None else self.session)
        check_link(fields, config, self.trace, tab_titles())
        self.selection.from_link(urlencode(fields))
        self.runs.choose(self.selection.run)
        for name, view, trait in linked_traits():
            target = getattr(self, view)
            setattr(target, trait, own[name] or _default(target, trait))
        return self

    def to_html(self, path: str | Path) -> Path:
        """Write the run that is shown as one HTML file: the same views, linked, without network and without a kernel."""
        from dsv4lab.widgets.page import write_page

        return write_page(self, path)

    def close(self) -> None:
        """End the run, close every widget of this explorer, and let go of the session and the trace."""
        if not hasattr(self, "_loop"):
            return super().close()  # it was refused before it was built
        self.stop_sweep()
        self._loop.abandon()
        self.controls.chat.follow(None)
        for view in self.views:
            view.close()
        close_with_parts([self, self.controls, self.selection], keep=() if self._own_selection else [self.selection])
        self.session = self.trace = self.other = None
        self.runs.sessions, self._tried = [], []

    # What is shown --------------------------------------------------------------------------------------------------

    def _wake(self) -> None:
        """Only what is seen follows the run and the clicks."""
        seen = self.room.titles_in_sight()
        for view in self.tabbed:
            view.sleep(view.title not in seen)

    def __repr__(self) -> str:
        return f"Explorer({'session' if self.session is not None else 'trace'}, {self.selection})"

    def _repr_mimebundle_(self, **options: Any) -> Any:
        bundle: Any = super()._repr_mimebundle_(**options)
        what = "a session" if self.session is not None else f"a trace of {len(self.trace or ())} tokens"
        data = bundle[0] if isinstance(bundle, tuple) else bundle
        if data is not None:
            data["text/plain"] = NO_WIDGETS.format(what=what)
        return bundle

    def _ipython_display_(self, **_: Any) -> None:
        """Shown in a cell: the live views, and their picture for the saved notebook."""
        if in_notebook() and self._picture is None:
            self._picture = KeptPicture(self.room, lambda: "the explorer", self._pictured)
        display_with_picture(self._repr_mimebundle_(), self._picture)

    def _pictured(self) -> tuple[Trace, int] | None:
        return None if self.trace is None or not len(self.trace) else (self.trace, self.strip.token)


def explore(session_or_trace: Any, **options: Any) -> Explorer:
    """Linked views of a live session (with Run and Stop) or of a finished trace.

    options: prompt="...", messages=[...] (a conversation for the chat form), selection=Selection(...),
    link="layer=4&token=17" (what `explorer.link` gave), other=Trace (a run to compare with), sweep=(what `lab.sweep` gave),
    and max_new_tokens=, temperature=, top_p=, seed= for the controls.
    Outside a notebook it prints how to write a static page instead of leaving you with an invisible widget.

    >>> import dsv4lab as lab
    >>> lab.explore(lab.Session(lab.load()), prompt="Once upon a time")  # doctest: +SKIP
    >>> lab.explore(lab.Trace.open("run.zarr")).to_html("run.html")  # doctest: +SKIP

    Raises LabError for what is neither, and for a link that names what this run does not have.
    """
    explorer = Explorer(session_or_trace, **options)
    replace_of_this_cell(explorer)
    if not in_notebook():
        print(NO_WIDGETS.format(what="a trace" if explorer.session is None else "a session"))
    return explorer


def _box(name: str, children: Sequence[w.Widget]) -> w.Box:
    box = w.Box(list(children))
    box.add_class(name)
    return box


def _config(source: Any) -> Config:
    return source.config if isinstance(source, Trace) else source.model.config


def _first_of(session: Any) -> Trace | None:
    """What a session shows before a run: its last one, else the run that ships with the package if its model wrote that."""
    if session.trace is not None:
        return session.trace if len(session.trace) else None
    return recorded_by(getattr(session.model, "digest", ""))


def _default(view: View, trait: str) -> Any:
    return type(view).class_traits()[trait].default_value


def _check_source(source: Any) -> None:
    if not isinstance(source, Trace) and not hasattr(source, "stream"):
        raise LabError(
            f"explore() shows a Session or a Trace, not a {type(source).__name__}. "
            "With a model: explore(Session(model)). With a path: explore(Trace.open(path))."
        )


def _first_layer(source: Any) -> int:
    """The first layer with picked entries, where every mechanism can be seen; else the last one."""
    config = _config(source)
    layers = config.picking_layers or config.compressed_layers or [config.num_hidden_layers - 1]
    return layers[0]
