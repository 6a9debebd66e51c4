"""View: what the views share. Python owns the state and reduces the trace; the page draws bytes.

A subclass names the group it needs and its `parts`: which method fills which traits from which fields of the selection.
A click computes only the parts that depend on it; a live run sends only what a trait tagged `grows` has gained; an
exported page stores every part's states (widgets/page.py). A view without parts of its own has one, `fill`.
`refresh()` is safe from any thread and turns every error into a sentence inside the view.
The picture of a view in widgets/<stem>.py is widgets/src/<stem>.js, bundled into widgets/static/ by `make js`.
Tests: tests/widgets/test_views.py.
"""

from __future__ import annotations

import contextlib
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, ClassVar, Literal, NamedTuple, Protocol

from ipywidgets import widget_serialization
from traitlets import Dict, Instance, Unicode

from dsv4lab.capture.trace import Trace
from dsv4lab.errors import LabError, TraceError
from dsv4lab.widgets.about import About
from dsv4lab.widgets.closing import close_with_parts
from dsv4lab.widgets.growing import Growing
from dsv4lab.widgets.kept_picture import KeptPicture, display_with_picture, in_notebook
from dsv4lab.widgets.packing import pack, pack_shares, pack_text, quantise
from dsv4lab.widgets.resting import Resting
from dsv4lab.widgets.selection import DERIVED, Selection

__all__ = ["Part", "View", "pack", "pack_shares", "pack_text", "program", "quantise", "style"]
STATIC = Path(__file__).parent / "static"
Slot = Literal["", "bar", "text", "tab"]
HIDDEN = (
    "This part was not looked at before the notebook was saved, so its numbers are not here; they need a kernel: run the "
    'cell again. explorer.to_html("run.html") keeps every part.'
)


def program(stem: str) -> str:
    """The built JavaScript of a view: one module that needs nothing from elsewhere."""
    return (STATIC / f"{stem}.js").read_text(encoding="utf-8")


def style(stem: str) -> str:
    """The built style of a view: the look all views share, then its own if it has one."""
    own = STATIC / f"{stem}.css"
    return (own if own.exists() else STATIC / "theme.css").read_text(encoding="utf-8")


def _check_trace(trace: Any, view: str) -> None:
    """Refuse what is no trace, and say how to get one from it."""
    if trace is None or isinstance(trace, Trace):
        return
    ways = f"with a path: {view}(Trace.open(path))" if isinstance(trace, (str, Path)) else ""
    if hasattr(trace, "stream"):
        ways = f"with a session: {view}(session.trace) after a run, or explore(session)"
    raise TraceError(
        f"{view} shows a Trace, not a {type(trace).__name__}; {ways or 'a session has one: session.trace'}."
    )


class Part(NamedTuple):
    """One reduction of a view.

    method   name of the method that takes the trace and sets `traits`
    fields   what the result depends on: fields of the selection, "shown_entry" (hovered, else clicked), "token//256"
             (which stretch of 256 tokens), or the view's own traits, written "own.name"
    traits   the traits it sets; () means all of the view's own
    frozen   fields that an exported page does not vary, with their values: {"head": -1}
    """

    method: str
    fields: tuple[str, ...]
    traits: tuple[str, ...] = ()
    frozen: dict[str, Any] = {}  # noqa: RUF012 - never changed


class Host(Protocol):
    """What a view may ask of the explorer that shows it.

    can_branch       whether its session can go on from a place of its run
    run              start generating, from the prompt box or from `prompt`
    branch           go on from the first `position` tokens with `token_id` forced as the next one
    measure_recall   run the model again on probe queries of the shown run
    """

    session: Any  # None when a saved trace is shown

    @property
    def can_branch(self) -> bool: ...
    def run(self, prompt: str | None = None) -> Any: ...
    def branch(self, position: int, token_id: int) -> Any: ...
    def measure_recall(self) -> Any: ...


class View(Growing):
    """One picture of one trace, linked to the others by a Selection.

    A subclass that names its `slot` is one of the explorer's views (registry.py), and needs no other entry anywhere.
    """

    name = ""  # the explorer's attribute that holds the view, and its name in an exported page
    slot: ClassVar[Slot] = ""  # in the explorer: "bar" and "text" are always in sight; "" is not there
    title = ""  # the words on its tab, which a link names
    tab = 0  # its place among the tabs: lower is further left
    tab_group: ClassVar[str] = ""  # the tab under which it stands with others; "" is a tab of its own
    companion: ClassVar[bool] = False  # whether it comes beside another view by itself where there is room for two
    linked: ClassVar[dict[str, str]] = {}  # own traits that a link carries: name in the link -> trait
    compares = False  # whether it can show another run beside its own
    group = "tokens"
    empty = "Nothing has been run yet."
    purpose = ""
    watches: tuple[str, ...] = ("layer", "token")
    parts: tuple[Part, ...] = ()
    needs_run = True  # False: parts are also filled, with None for the trace, before anything was run
    _css = style("theme")

    says: ClassVar[About | None] = None  # what to look for, and what "?" explains

    message = Unicode("", help="shown instead of the picture").tag(sync=True)
    about = Dict(help="the words of `says`").tag(sync=True)
    kept = Unicode("", help="class of the picture beside this view in the notebook").tag(sync=True, asks=True)
    selection = Instance(Selection).tag(sync=True, **widget_serialization)

    def __init_subclass__(cls, **options: Any) -> None:
        """Give a view of this folder its built program and style."""
        stem = cls.__module__.rpartition(".")[2]
        is_ours = cls.__module__.startswith("dsv4lab.widgets.") and (STATIC / f"{stem}.js").exists()
        if is_ours and "_esm" not in vars(cls):  # traitlets makes subclasses of its own that have these as traits
            cls._esm, cls._css = program(stem), style(stem)
        super().__init_subclass__(**options)

    def __init__(
        self,
        trace: Trace | None = None,
        selection: Selection | None = None,
        *,
        other: Trace | None = None,
        **options: Any,
    ) -> None:
        if other is not None and not self.compares:
            raise TypeError(f"{type(self).__name__} shows one run and has no option other.")
        self.other = other
        unknown = sorted(set(options) - set(self.trait_names()))
        if unknown:
            own = ", ".join(n for n in type(self).class_own_traits(sync=True) if not n.startswith("_"))
            raise TypeError(f"{type(self).__name__} has no option {', '.join(unknown)}; its own are {own}, layout.")
        _check_trace(trace, type(self).__name__)
        self._asleep = self._stale = False
        self._keys: dict[str, tuple] = {}  # what each part was last computed for
        self._said: dict[str, str] = {}
        self._resting = Resting()
        self._picture: KeptPicture | None = None  # once it was displayed by itself
        self._linked = selection is not None  # somebody else's selection is not closed with this view
        self.trace: Trace | None = trace
        if not self.parts:
            self.parts = (Part("fill", self.watches),)
        about = self.says._asdict() if self.says is not None else {}
        super().__init__(selection=selection if selection is not None else Selection(), about=about, **options)
        fields = {field for part in self.parts for field in part.fields}
        stated = {field.split("//")[0] for field in fields if not field.startswith("own.")}
        names = {name for field in stated for name in DERIVED.get(field, (field,))}
        self._watched = sorted(names)
        if names:
            self.selection.observe(self._followed, names=self._watched)
        own = sorted({field.removeprefix("own.") for field in fields if field.startswith("own.")} & set(self.traits()))
        if own:
            self.observe(self._followed, names=own)
        self.on_msg(self._asked)
        self.refresh()

    @property
    def token(self) -> int:
        """The chosen position; the newest one while nothing is chosen."""
        count = len(self.trace) if self.trace is not None else 0
        return self.selection.token if 0 <= self.selection.token < count else count - 1

    def show(self, trace: Trace | None) -> None:
        """Show another trace."""
        self.trace = trace
        self.refresh()

    def sleep(self, asleep: bool) -> None:
        """A hidden view neither reads nor sends; it catches up when it is shown again."""
        self._asleep = asleep
        if not asleep and self._stale:
            self.refresh()

    def show_growing(self, trace: Trace) -> None:
        """Show a run that is being written; parts that take long come less often than the others."""
        self.trace = trace
        if self._asleep and self._stale and self.message == HIDDEN:
            return  # nothing to do until it is looked at, and most views of an explorer are not
        self.refresh([part for part in self.parts if self._resting.is_ready(part.method)])

    def refresh(self, parts: Iterable[Part] | None = None) -> None:
        """Read the trace again and send what changed, in all parts or in some."""
        self._stale = self._asleep
        if self._asleep:
            if self.trace is not None and len(self.trace):
                self.message = HIDDEN  # replaced as soon as the view is looked at; a saved notebook keeps it
        else:
            with self._lock, self.hold_sync():
                self._compute(self.parts if parts is None else parts)
        if self.trace is not None and self.trace.finished:
            self.settle()

    def close(self) -> None:
        """Take the view off every page and let go of the trace."""
        if hasattr(self, "_lock"):
            with contextlib.suppress(ValueError):  # it was closed before
                self.selection.unobserve(self._followed, names=self._watched)
            self._withdraw()
            self.trace = None
        super().close()

    def _withdraw(self) -> None:
        """Close the view and what belongs to it alone, but go on holding the trace."""
        close_with_parts([self], keep=[self.selection] if self._linked else ())

    def fill(self, trace: Trace) -> None:
        """Reduce the trace to this view's traits (in a subclass without parts of its own)."""
        raise NotImplementedError

    @classmethod
    def own_traits(cls) -> list[str]:
        """Names of the traits that this view adds to what all views have."""
        shared = set(View.class_traits())
        return [name for name in cls.class_traits(sync=True) if name not in shared and not name.startswith("_")]

    def join(self, explorer: Host) -> None:
        """Called once by the explorer that shows this view: what the view asks of it is connected here."""

    def compare(self, other: Trace | None, names: tuple[str, str] = ("this run", "the other run")) -> None:
        """Show another run beside this one, in views that can; None takes it away."""
        if self.compares:
            self.other = other
            self.refresh()

    def twin(self) -> View:
        """A view of the same run that no page shows: for computing states without sending them."""
        own = {field.removeprefix("own.") for part in self.parts for field in part.fields if field.startswith("own.")}
        same = {name: getattr(self, name) for name in own if self.has_trait(name)}
        view = type(self)(self.trace, **same, **self._twin_options())
        view._withdraw()
        return view

    def _twin_options(self) -> dict[str, Any]:
        """What else a twin is made with: the other run, in views that compare two."""
        return {"other": self.other} if self.compares else {}

    def choices(self, name: str) -> list[Any]:
        """Values of an own trait that an exported page can choose from; the present one unless a subclass knows more."""
        return [getattr(self, name)]

    def field(self, name: str) -> Any:
        """Value of one of a part's fields now."""
        if name.startswith("own."):
            return getattr(self, name.removeprefix("own."))
        if name.startswith("token//"):  # a page of that many tokens
            return self.token // int(name.removeprefix("token//"))
        return self.token if name == "token" else getattr(self.selection, name)

    def _followed(self, _change: Any) -> None:
        if self._asleep:
            self._stale = True
            return
        with self._lock, self.hold_sync():
            # One click changes several fields and is reported once for each: the keys tell what is already done.
            self._compute([part for part in self.parts if self._keys.get(part.method) != self._key(part)])

    def _key(self, part: Part) -> tuple:
        return tuple(self.field(name) for name in part.fields)

    def _compute(self, parts: Iterable[Part]) -> None:
        words = self._sentence()
        if not words:
            for part in parts:
                self._keys[part.method] = self._key(part)
                with self._resting.timed(part.method):
                    self._said[part.method] = self._attempt(getattr(self, part.method))
        self.message = words or next((said for said in self._said.values() if said), "")

    def _ipython_display_(self, **_: Any) -> None:
        """Shown in a cell: the live view, and its picture for the saved notebook."""
        if in_notebook() and self._picture is None:
            self._picture = KeptPicture(self, lambda: f"“{self.title or type(self).__name__}”", self._pictured)
        display_with_picture(self._repr_mimebundle_(), self._picture)

    def _pictured(self) -> tuple[Trace, int] | None:
        return None if self.trace is None or not len(self.trace) else (self.trace, self.token)

    def __repr__(self) -> str:
        tokens = "no run yet" if self.trace is None else f"{len(self.trace)} tokens"
        return f"{type(self).__name__}({tokens}; a front end without widgets shows explore(trace).to_html(...))"

    def _sentence(self) -> str:
        if not self.needs_run:
            return ""
        if self.trace is None or not len(self.trace):
            return f"{self.empty} {self.purpose}"
        if self.group not in self.trace and "absent" in self.trace.run:
            return f"{self.trace.run.get('engine', 'The server')} wrote this text and told nothing of “{self.group}”."
        if self.group not in self.trace:
            return (
                f"This trace was captured without “{self.group}”. Run again with capture=[..., {self.group!r}], "
                "or tick it under “capture”."
            )
        return ""

    def _attempt(self, action: Callable[[Any], None]) -> str:
        """Do something with the trace; what goes wrong is returned as a sentence."""
        if self.trace is None and self.needs_run:
            return self.empty
        try:
            action(self.trace)
        except LabError as error:
            return str(error)
        except Exception as error:  # a view in a cell has no other place to say what went wrong
            last = traceback.extract_tb(error.__traceback__)[-1]
            return f"{type(error).__name__}: {error} (at {Path(last.filename).name}, line {last.lineno})."
        return ""
