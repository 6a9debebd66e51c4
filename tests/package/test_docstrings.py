"""Every public function, method and property says in a sentence what it does; the front rooms also say what they raise.

A method that overrides one of a base class or protocol of ours with a docstring may be silent, and so may a kernel: the
function that launches it speaks for it.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# What these of other people's classes mean is known where they come from.
FOREIGN = {"Module": {"forward"}, "Function": {"forward", "backward"}}
# Where a reader of a docstring must learn what can go wrong.
RAISING = ("session.py", "loading.py", "capture/trace.py", "interfaces.py", "generation/")

# How a docstring says what shape a tensor has: its axes, that any will do, or whose shapes they are.
SHAPE = re.compile(r"\[|([Aa]ny|[Ss]ame|own|its) shape|shape that|[Ss]hapes (as|for)|As `\w")

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass
class Class:
    """A class of ours as its source shows it; `names` are its methods and attributes."""

    node: ast.ClassDef

    def __post_init__(self) -> None:
        self.bases = [last_name(base) for base in self.node.bases]
        self.methods = {inner.name: inner for inner in self.node.body if isinstance(inner, Function)}
        fields = [inner.target for inner in self.node.body if isinstance(inner, ast.AnnAssign)]
        fields += [target for inner in self.node.body if isinstance(inner, ast.Assign) for target in inner.targets]
        own = (inner for inner in ast.walk(self.node) if isinstance(inner, ast.Attribute))
        kept = {inner.attr for inner in own if isinstance(inner.ctx, ast.Store) and last_name(inner.value) == "self"}
        self.names = {*self.methods, *map(last_name, fields), *kept}

    @property
    def is_protocol(self) -> bool:
        return "Protocol" in self.bases

    def explains(self, method: str) -> bool:
        """Whether the method's docstring, or for a protocol the class's own, says what it is."""
        if method in self.methods and ast.get_docstring(self.methods[method]):
            return True
        return self.is_protocol and bool(re.search(rf"\b{method}\b", ast.get_docstring(self.node) or ""))


def sources() -> dict[str, str]:
    """Source text by path from the repository's root; the links inside the package are not walked."""
    files = (file for folder in ("dsv4lab", "kernels", "widgets") for file in sorted((ROOT / folder).rglob("*.py")))
    linked = (ROOT / "dsv4lab" / "kernels", ROOT / "dsv4lab" / "widgets")
    return {
        str(file.relative_to(ROOT)): file.read_text()
        for file in files
        if not any(link in file.parents for link in linked)
    }


def last_name(node: ast.expr) -> str:
    """`nn.Module` and `Protocol[T]` are Module and Protocol; `triton.jit(...)` is jit."""
    if isinstance(node, ast.Call):
        return last_name(node.func)
    if isinstance(node, ast.Subscript):
        return last_name(node.value)
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def public(node: ast.stmt) -> bool:
    """A function that a reader may call; kernels, overloads and setters have another one that speaks for them."""
    if not isinstance(node, Function) or node.name.startswith("_"):
        return False
    return not {last_name(mark) for mark in node.decorator_list} & {"jit", "overload", "setter", "validator"}


def functions(tree: ast.Module) -> Iterator[tuple[ast.ClassDef | None, Function]]:
    """Public functions of a module and of its public classes."""
    for node in tree.body:
        if public(node):
            yield None, node
        elif isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            yield from ((node, inner) for inner in node.body if public(inner))


def classes(trees: dict[str, ast.Module]) -> dict[str, list[Class]]:
    """Our classes by name; a name that two modules use stands for both."""
    found: dict[str, list[Class]] = {}
    for tree in trees.values():
        for node in tree.body:
            if isinstance(node, ast.ClassDef):
                found.setdefault(node.name, []).append(Class(node))
    return found


def ancestors(own: Class, known: dict[str, list[Class]]) -> list[Class]:
    """The classes of ours above this one, and the protocols whose members it all has without naming them."""
    above, seen, waiting = [], {own.node.name}, list(own.bases)
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            above += known.get(name, [])
            waiting += [base for entry in known.get(name, []) for base in entry.bases]
    names = own.names.union(*(entry.names for entry in above if not entry.is_protocol))
    every = (entry for entries in known.values() for entry in entries)
    return above + [entry for entry in every if entry.is_protocol and entry.methods and entry.names <= names]


def documented(owner: ast.ClassDef | None, function: Function, known: dict[str, list[Class]]) -> bool:
    """Whether a reader finds a sentence about this function, on it or above it."""
    if owner is None:
        return bool(ast.get_docstring(function))
    own = Class(owner)
    above = [own, *ancestors(own, known)]
    foreign = {base for entry in above for base in entry.bases}
    return any(entry.explains(function.name) for entry in above) or any(
        function.name in FOREIGN.get(name, ()) for name in foreign
    )


def undocumented(texts: dict[str, str]) -> list[str]:
    """`path:line name` of every public function, method and property without a docstring."""
    trees = {path: ast.parse(text) for path, text in texts.items()}
    known = classes(trees)
    return [
        f"{path}:{function.lineno} {'' if owner is None else owner.name + '.'}{function.name}"
        for path, tree in trees.items()
        for owner, function in functions(tree)
        if not documented(owner, function, known)
    ]


def takes_or_gives_tensors(function: Function) -> bool:
    """Whether tensors go in or come out; what only says whether or why not about them has no shape to tell."""
    if function.returns is not None and ast.unparse(function.returns) in ("bool", "str | None"):
        return False
    arguments = [*function.args.args, *function.args.kwonlyargs]
    annotations = [argument.annotation for argument in arguments] + [function.returns]
    return any(note is not None and re.search(r"\bTensor\b", ast.unparse(note)) for note in annotations)


def without_shapes(texts: dict[str, str]) -> list[str]:
    """`path:line name` of functions whose docstring leaves the shape of their tensors out."""
    return [
        f"{path}:{function.lineno} {function.name}"
        for path, text in texts.items()
        for _, function in functions(ast.parse(text))
        if takes_or_gives_tensors(function) and (told := ast.get_docstring(function)) and not SHAPE.search(told)
    ]


def raised(function: Function) -> set[str]:
    """Names of what a function's own body raises, nested functions left out."""
    found, waiting = set(), list(ast.iter_child_nodes(function))
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Raise) and node.exc is not None:
            found.add(last_name(node.exc))
        if not isinstance(node, (Function, ast.Lambda)):
            waiting += ast.iter_child_nodes(node)
    return found


def silent_raises(texts: dict[str, str], errors: set[str]) -> list[str]:
    """Public functions that raise one of our errors and whose docstring neither names it nor says "Raises"."""
    bad = []
    for path, text in texts.items():
        for owner, function in functions(ast.parse(text)):
            said = ast.get_docstring(function) or ""
            missing = sorted(name for name in raised(function) & errors if name not in said)
            if missing and "Raises" not in said:
                name = f"{'' if owner is None else owner.name + '.'}{function.name}"
                bad.append(f"{path}:{function.lineno} {name}: {', '.join(missing)}")
    return bad


def our_errors() -> set[str]:
    tree = ast.parse((ROOT / "dsv4lab" / "errors.py").read_text())
    return {node.name for node in tree.body if isinstance(node, ast.ClassDef)}


def test_every_public_function_says_what_it_does():
    assert len(sources()) > 150
    assert undocumented(sources()) == []


def test_every_tensor_s_shape_is_said():
    assert not without_shapes(sources())
    silent = {
        "a.py": 'def f(x: Tensor) -> Tensor:\n    """Twice x."""\n\ndef g(x: Tensor) -> bool:\n    """Whether."""\n'
    }
    assert without_shapes(silent) == ["a.py:1 f"]


def test_what_the_front_rooms_raise_is_said():
    front = {path: text for path, text in sources().items() if path.removeprefix("dsv4lab/").startswith(RAISING)}
    assert len(front) > 7 and "LabError" in our_errors()
    assert silent_raises(front, our_errors()) == []


HOUSE = '''
class Text(Protocol):
    """A text: `grow` makes it longer."""
    def grow(self): ...
    def shrink(self): ...
class Base:
    def fill(self):
        """Fill the view."""
class View(Base):
    def fill(self): ...
    def choices(self): ...
    @property
    def width(self): ...
    @width.setter
    def width(self, value): ...
    def _own(self): ...
class Body:
    def grow(self): ...
    def shrink(self): ...
class Half:
    def grow(self): ...
class Layer(nn.Module):
    def forward(self): ...
    def backward(self): ...
class _Hidden:
    def free(self): ...
@triton.jit
def kernel(): ...
def launch():
    def inner(): ...
'''


def test_the_search_can_fail():
    names = [line.split()[1] for line in undocumented({"a.py": HOUSE})]
    assert names == [
        "Text.shrink",
        "View.choices",
        "View.width",
        "Body.shrink",
        "Half.grow",
        "Layer.backward",
        "launch",
    ]
    # bases are found in other modules
    apart = {
        "a.py": "class Far:\n def run(self): 'Run.'\n",
        "b.py": "class Near(far.Far):\n def run(self): ...\n def end(self): ...\n",
    }
    assert undocumented(apart) == ["b.py:3 Near.end"]


def test_the_search_for_raises_can_fail():
    text = "def go():\n 'Go.{}'\n def later():\n  raise CacheError\n raise errors.PromptError('no')\n"
    ours = {"PromptError", "CacheError"}
    assert silent_raises({"a.py": text.format("")}, ours) == ["a.py:1 go: PromptError"]
    assert silent_raises({"a.py": text.format(" A bad prompt is a PromptError.")}, ours) == []
    assert silent_raises({"a.py": text.format(" Raises what the model raises.")}, ours) == []
    assert silent_raises({"a.py": text.format("")}, {"CacheError"}) == []
