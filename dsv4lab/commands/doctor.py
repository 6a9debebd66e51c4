"""`dsv4lab doctor`: what this machine has.   Tests: tests/package/test_cli.py."""

from __future__ import annotations

from dsv4lab import terminal
from dsv4lab.commands.options import Json


@terminal.in_words
def doctor(as_json: Json = False) -> None:
    """Check this machine: Python, torch, GPU, memory, front end, and what will be used."""
    from dsv4lab import doctor as doctor_module

    facts = doctor_module.examine()
    if as_json:
        terminal.write_json(facts)
    else:
        terminal.write(f"{doctor_module.as_text(facts)}\n")
