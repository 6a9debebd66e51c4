"""`dsv4lab effect`: how likely a continuation is under edits.   Tests: tests/package/test_cli.py."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from dsv4lab import terminal
from dsv4lab.commands.options import Checkpoint, Json, check_text
from dsv4lab.errors import PromptError


@terminal.in_words
def effect(
    prompt: Annotated[str, typer.Argument(help="Text that is read first.")],
    edit: Annotated[
        list[str],
        typer.Option(help='An arm, as JSON: {"rule": "ban_expert", "layers": [5], "experts": [11]}; repeatable.'),
    ],
    continuation: Annotated[
        str | None,
        typer.Option(help="Text whose tokens are asked about; what the model itself would write if left out."),
    ] = None,
    max_new_tokens: Annotated[int, typer.Option(help="Tokens of its own to ask about, without --continuation.")] = 32,
    random: Annotated[int, typer.Option(help="Matched random arms beside each, at most.")] = 20,
    seed: Annotated[int, typer.Option(help="Seed of the random arms.")] = 0,
    checkpoint: Checkpoint = None,
    as_json: Json = False,
) -> None:
    """Say how likely a continuation of PROMPT is under edits, beside sham and matched random ones."""
    check_text(prompt)
    from dsv4lab.interventions.registry import rules_of
    from dsv4lab.loading import load
    from dsv4lab.probes.effect import effect as effect_of
    from dsv4lab.session import Session

    arms = {f"arm {number}" if len(edit) > 1 else "arm": rules_of(text) for number, text in enumerate(edit, 1)}
    named = {" + ".join(rule.label for rule in rules) or name: rules for name, rules in arms.items()}
    session = Session(load(checkpoint))
    more: Any = continuation
    if more is None:
        trace = session.generate(prompt, max_new_tokens=max_new_tokens, temperature=0, capture=None)
        more = trace.values("tokens", "id")[trace.run["prompt_tokens"] :].tolist()
        if not more:
            raise PromptError("nothing was written, so there is nothing to ask about; give --continuation.")
    found = effect_of(session, prompt, more, named, random=random, seed=seed)
    if as_json:
        terminal.write_json(found.to_dict())
    else:
        terminal.write(f"{found}\n")
