"""The controls of a run: prompt, Run, Pause, Step and Stop, the pace, sampling, what to capture, progress.

They know nothing of sessions and traces; the explorer reads `settings()` and writes `say()`, `progress()` and `busy()`.
Tests: tests/widgets/test_explorer.py.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape
from typing import Any

import ipywidgets as w

from dsv4lab.capture.plan import STANDARD
from dsv4lab.errors import PromptError, SettingError
from dsv4lab.widgets.chat_form import TEXT, ChatForm
from dsv4lab.widgets.pace import FULL, PACES, SINGLE, Pace
from dsv4lab.widgets.prompts import EXAMPLES, Example

CAPTURES = [group for group in STANDARD if group != "tokens"]
DEFAULTS = {"max_new_tokens": 120, "temperature": 0.8, "top_p": 0.95, "seed": 0}


TITLES = {
    "run": "Write from the prompt (Ctrl+Enter or Shift+Enter in it does the same)",
    "hold": "Wait before the next token",
    "continue": "Go on from the last token, in the same run",
    "step": "One token, then wait",
    "stop": "End the run after this token; Continue goes on from there",
    "pace": "How fast tokens may come; it can be changed while they do",
}

# What the boxes hold; a value outside would be cut without a word.
RANGES = {"max_new_tokens": (0, 100_000), "temperature": (0, 5), "top_p": (0.01, 1), "seed": (-(2**31), 2**31 - 1)}


class RunControls(w.VBox):
    """Prompt box and buttons; the numbers and ticks are folded away under Settings."""

    def __init__(self, prompt: str = "", **settings: Any) -> None:
        unknown = sorted(set(settings) - set(DEFAULTS))
        if unknown:
            raise TypeError(f"explore() has no setting {', '.join(unknown)}; it has {', '.join(DEFAULTS)}.")
        value = {**DEFAULTS, **settings}
        for name, (low, high) in RANGES.items():
            _check(name, value[name], low, high)
        self.prompt = w.Textarea(
            value=prompt, placeholder="Write the beginning of a text …", layout=w.Layout(flex="1 1 auto", height="52px")
        )
        self.prompt.tooltip = "Prompt"
        self.chat = ChatForm(self.say)
        self.run_button = _button("Run", "play", TITLES["run"], button_style="primary")
        self.hold_button = _button("Pause", "pause", TITLES["hold"], disabled=True)
        self.step_button = _button("Step", "step-forward", TITLES["step"], disabled=True)
        self.stop_button = _button("Stop", "stop", TITLES["stop"], disabled=True)
        offered = [("Examples …", -1), *((example.name, at) for at, example in enumerate(EXAMPLES))]
        self.examples = w.Dropdown(options=offered, value=-1, layout=w.Layout(width="106px"))
        self.examples.tooltip = "Beginnings whose runs show something, each with the view to look at"
        self.examples.observe(self._take_example, names="value")
        self.pace = w.Dropdown(options=list(PACES), layout=w.Layout(width="172px"))
        self.pace.tooltip = TITLES["pace"]
        self.more_button = w.ToggleButton(description="Settings", icon="sliders", layout=w.Layout(width="104px"))
        look: dict[str, Any] = {"layout": w.Layout(width="190px"), "style": {"description_width": "90px"}}
        self.max_new_tokens = w.BoundedIntText(
            value["max_new_tokens"], min=0, max=100000, description="new tokens", **look
        )
        self.temperature = w.BoundedFloatText(
            value["temperature"], min=0, max=5, step=0.1, description="temperature", **look
        )
        self.top_p = w.BoundedFloatText(value["top_p"], min=0.01, max=1, step=0.05, description="top-p", **look)
        self.seed = w.IntText(value["seed"], description="seed", **look)
        self.captures = {
            group: w.Checkbox(True, description=group, indent=False, layout=w.Layout(width="110px"))
            for group in CAPTURES
        }
        numbers = w.HBox([self.max_new_tokens, self.temperature, self.top_p, self.seed])
        ticks = w.HBox([w.Label("capture"), *self.captures.values()])
        numbers.layout.flex_flow = ticks.layout.flex_flow = "row wrap"
        panel = w.VBox([numbers, ticks], layout=w.Layout(display="none"))
        self.more_button.observe(lambda c: setattr(panel.layout, "display", "" if c["new"] else "none"), names="value")
        self.bar = w.IntProgress(0, 0, 1, layout=w.Layout(flex="0 0 160px", height="12px", margin="5px 8px 0 2px"))
        self.status = w.HTML(layout=w.Layout(min_height="20px", margin="0"))
        self.status.add_class("dsv-status")
        rows = [
            [self.run_button, self.hold_button, self.step_button, self.stop_button],
            [self.examples, self.pace, self.more_button],
        ]
        buttons = w.VBox([w.HBox(row) for row in rows], layout=w.Layout(flex="0 0 auto"))
        buttons.add_class("dsv-buttons")
        asked = w.HBox([self.chat, self.prompt, buttons])
        asked.add_class("dsv-prompt-row")
        self._pace: Pace | None = None
        super().__init__([asked, panel, w.HBox([self.bar, self.status])])

    def _take_example(self, change: Any) -> None:
        """Put an example into the box, and say what to look at."""
        if change["new"] < 0:
            return
        example = EXAMPLES[change["new"]]
        self.write(example.prompt)
        self.examples.value = -1  # it is a menu of actions: the same one can be chosen again
        self.say(f"{example.name}: press Run, then look at “{example.view}”. {example.why}")

    def write(self, prompt: str) -> None:
        """Put a text into the box, and have Run read it; a conversation stays in its form."""
        self.prompt.value, self.chat.form = prompt, TEXT

    def asked(self) -> Callable[[Any, Mapping[str, Any]], Any]:
        """What Run reads, as a function that takes a session and `settings()` and gives the steps.

        Raises PromptError, in a sentence, where there is nothing to read yet.
        """
        if self.chat.is_chat:
            return self.chat.asked().stream
        text = self.prompt.value
        if not text:
            raise PromptError("Write a prompt first.")
        return lambda session, settings: session.stream(text, **settings)

    @property
    def example(self) -> Example | None:
        """The example that stands in the box, if it was not changed and the box is read."""
        if self.chat.is_chat:
            return None
        return next((example for example in EXAMPLES if example.prompt == self.prompt.value), None)

    def settings(self) -> dict[str, Any]:
        """What Session.stream() takes; with everything ticked the session's own standard capture."""
        chosen = [group for group, box in self.captures.items() if box.value]
        return {
            "max_new_tokens": self.max_new_tokens.value,
            "temperature": self.temperature.value,
            "top_p": self.top_p.value,
            "seed": self.seed.value,
            "capture": "standard" if len(chosen) == len(CAPTURES) else ["tokens", *chosen],
        }

    def paced(self, pace: Pace) -> None:
        """Have the menu set this pace, and the buttons show what it does."""
        self._pace = pace

        def chosen(change: Any) -> None:
            pace.rate = PACES[change["new"]]
            if self.stop_button.disabled is False:
                self.busy(True)

        self.pace.observe(chosen, names="value")

    def let_go(self) -> None:
        """Leave the pace at which every token waits."""
        if PACES[str(self.pace.value)] == SINGLE:
            self.pace.value = next(words for words, rate in PACES.items() if rate == FULL)

    def busy(self, running: bool, can_go_on: bool = False) -> None:
        """Let Stop, Pause and Step be pressed during a run, and Run between runs; `can_go_on`: the last one has no end."""
        held = running and self._pace is not None and self._pace.held
        self.run_button.disabled, self.stop_button.disabled = running, not running
        self.hold_button.disabled = self.step_button.disabled = not (running or can_go_on)
        goes_on = held or (not running and can_go_on)
        with self.hold_button.hold_sync():
            self.hold_button.description = "Continue" if goes_on else "Pause"
            self.hold_button.icon = "play-circle" if goes_on else "pause"
            self.hold_button.tooltip = TITLES["continue" if goes_on else "hold"]

    def progress(self, done: int, wanted: int) -> None:
        """Fill the bar: `done` of `wanted` tokens; empty when none are wanted."""
        with self.bar.hold_sync():
            self.bar.max, self.bar.value = max(wanted, 1), done if wanted else 1

    def say(self, words: str, wrong: bool = False) -> None:
        """Show a sentence beside the bar; it is text, whatever it contains."""
        # Lines as close as in a paragraph; the widget's own are as far apart as buttons are high.
        look = "display:block;line-height:1.45;padding-top:2px"
        self.status.value = f'<span role="status" style="{look}">{"⚠ " if wrong else ""}{escape(words)}</span>'


def _button(description: str, icon: str, title: str, **options: Any) -> w.Button:
    return w.Button(description=description, icon=icon, tooltip=title, layout=w.Layout(width="106px"), **options)


def _check(name: str, value: Any, low: float, high: float) -> None:
    """Refuse what a box cannot hold."""
    whole = isinstance(DEFAULTS[name], int)
    fits = isinstance(value, int if whole else (int, float)) and not isinstance(value, bool) and low <= value <= high
    if not fits:
        kind = "a whole number" if whole else "a number"
        raise SettingError(f"explore({name}={value!r}): {name} is {kind} from {low} to {high}.")
