"""What all rules have in common: a frozen dataclass, written as JSON and read from it, with hooks per layer.

A rule says at which places of a layer it acts and what becomes of the value there; editing.py puts that into a running
model, checks it and counts. registry.py lists all kinds and reads them from JSON. Tests: tests/interventions/test_json.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from dsv4lab.config import Config
from dsv4lab.errors import EditError, shown
from dsv4lab.interventions.selection import ALL, LARGEST, Layers, Span, Tokens, chosen_layers, layers_of, tokens_of
from dsv4lab.interventions.values import Source, Values

if TYPE_CHECKING:
    from torch import Tensor

    from dsv4lab.interventions.context import At


class Hook(Protocol):
    """What becomes of a value: another one, or that and the places [B, T] where the rule acted, or None (as it was)."""

    def __call__(self, at: At, value: Any, /) -> Tensor | tuple[Any, Tensor] | None: ...


_NONE = type(None)
# What a field of a plain type may hold, by its annotation.
_PLAIN: dict[str, tuple[type, ...]] = {
    "int": (int,), "int | None": (int, _NONE), "bool": (bool,), "str": (str,),
    "float": (int, float), "float | None": (int, float, _NONE),
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One change of what happens inside; made with the functions of `dsv4lab.do`.

    layers   a kind of layers, or their numbers
    tokens   positions at which it acts; None: everywhere
    """

    kind: ClassVar[str] = ""
    # Names in JSON and in calls that mean the same, as people write one thing or several.
    also: ClassVar[Mapping[str, str]] = {"layer": "layers", "queries": "tokens"}

    layers: Layers = ALL
    tokens: Tokens = None

    def __post_init__(self) -> None:
        self._set(layers=layers_of(self.layers), tokens=tokens_of(self.tokens))
        for field in fields(self):  # JSON brings anything; each kind of rule looks at the values itself
            kinds = _PLAIN.get(str(field.type))
            value: Any = getattr(self, field.name)
            if kinds is not None and type(value) not in kinds and not _names_itself(field.name, value):
                raise EditError(f"{self.kind}: {field.name}={shown(value)}; this must be {field.type}.")
            if type(value) is int and abs(value) > LARGEST:
                raise EditError(f"{self.kind}: {field.name}={shown(value)} is too large a number.")
        self.normalise()

    def _set(self, **values: Any) -> None:
        for name, value in values.items():
            object.__setattr__(self, name, value)

    # What a kind of rule says of itself -----------------------------------------------------------------------------

    def normalise(self) -> None:
        """Bring the fields into their one form; EditError for what means nothing on any model."""

    def possible(self, config: Config) -> list[int]:
        """The layers of such a model that have its place; -1 is the embedding."""
        return list(range(config.num_hidden_layers))

    def hooks(self, layer: int, config: Config) -> dict[str, Hook]:
        """What it does on this layer: {name of the place: what becomes of the value there}."""
        raise NotImplementedError

    def hears(self, layer: int, config: Config) -> Iterable[str]:
        """Places that its hooks ask for through `At.heard`."""
        return ()

    def reads_plain(self, layer: int) -> Iterable[str]:
        """Places whose values without any edit its hooks ask for through `At.plain`."""
        return ()

    def source_of(self) -> Source | None:
        """The other text whose values its hooks ask for through `At.source`."""
        return None

    def claims(self, layer: int) -> dict[str, bool]:
        """What it decides on this layer; True: alone. Two rules that claim the same, one of them alone, contradict."""
        return {}

    def check(self, config: Config, layers: Sequence[int]) -> None:
        """Raises EditError for fields that mean nothing on this model."""

    # What all share -------------------------------------------------------------------------------------------------

    def layers_on(self, config: Config) -> list[int]:
        """The layers of a model on which it acts. Raises EditError where a layer has no such place."""
        layers = chosen_layers(self.layers, config, self.possible(config), self.label)
        self.check(config, layers)
        return layers

    @property
    def label(self) -> str:
        """The rule as it is called, with what differs from the defaults."""
        said = self.to_dict()
        said.pop("rule")
        for name in ("which", "how"):  # what a rule does is said also when it is the default
            if name in {field.name for field in fields(self)}:
                said = {name: getattr(self, name), **{n: v for n, v in said.items() if n != name}}
        return f"{self.kind}({', '.join(f'{name}={_short(value)}' for name, value in said.items())})"

    def to_dict(self) -> dict[str, Any]:
        """As JSON keeps it: {"rule": kind} and every field that is not at its default."""
        found: dict[str, Any] = {"rule": self.kind}
        for field in fields(self):
            value = getattr(self, field.name)
            if value != field.default:
                found[field.name] = _plain(value)
        return found


def _names_itself(field: str, value: object) -> bool:
    """Whether it is a function in the place of its name."""
    return field == "name" and callable(value)


def _plain(value: Any) -> Any:
    if isinstance(value, Span):
        return {"span": [value.start, value.stop]}
    if isinstance(value, (Values, Source)):
        return value.to_dict()
    return list(value) if isinstance(value, tuple) else value


def _short(value: Any) -> str:
    if isinstance(value, dict):
        if "span" in value:
            return f"{value['span'][0]}:{'' if value['span'][1] is None else value['span'][1]}"
        return f"<{value['dtype']} {value['shape']}>" if "shape" in value else f"<{len(value['ids'])} tokens>"
    if isinstance(value, list) and len(value) == 1:
        return str(value[0])
    return value if isinstance(value, str) else shown(value, 60)
