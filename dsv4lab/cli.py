"""Command line: one file of commands/ for each command; here they come together.

A user's mistake prints one line on stderr and exits with code 2, without a traceback (terminal.py). `--json` prints one JSON
object and nothing else on stdout. Ctrl-C keeps what was written.
Tests: tests/package/test_cli.py, tests/package/test_cli_mistakes.py.
"""

from __future__ import annotations

import typer

from dsv4lab import terminal
from dsv4lab.commands.bench import bench
from dsv4lab.commands.capture import capture
from dsv4lab.commands.compare import compare
from dsv4lab.commands.doctor import doctor
from dsv4lab.commands.effect import effect
from dsv4lab.commands.generate import generate
from dsv4lab.commands.inspect import inspect
from dsv4lab.commands.lab import lab
from dsv4lab.commands.parity_kit import parity_kit
from dsv4lab.commands.report import report
from dsv4lab.commands.sweep import sweep
from dsv4lab.commands.train import train

app = typer.Typer(
    help="Understand DeepSeek-V4 by touching it.", no_args_is_help=True, add_completion=False,
    pretty_exceptions_enable=False, rich_markup_mode=None,
)  # fmt: skip

# In the order in which --help lists them.
for command in (generate, capture, effect, sweep, inspect, report, compare):
    app.command()(command)
app.command("parity-kit")(parity_kit)
for command in (train, doctor, bench):
    app.command()(command)
app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})(lab)  # more goes to JupyterLab


def main() -> None:
    """Entry point of the `dsv4lab` command."""
    terminal.show_what_can_be_shown()
    app()


if __name__ == "__main__":
    main()
