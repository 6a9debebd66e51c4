"""Are the numbers of a stored tensor usable? Read from its bytes, as they lie in the file, by one rule for every reader.

A damaged multiplier spoils a whole tile, and one NaN a whole text, without any other sign. Surprising: a multiplier of
the smallest power is right where the weights are zero; under weights that are not, in a whole tensor, it is what a failed
conversion leaves: fluent nonsense. Tests: tests/checkpoint/test_values.py.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from dsv4lab.checkpoint.matching import Match
from dsv4lab.checkpoint.shards import Folder, Header, locate
from dsv4lab.errors import printable

# No weight of a trained model is of the size 2 ** 40; with much more, float32 overflows in the first norm.
_LARGEST_POWER = 40
# numpy's unsigned type, the exponent's bits (all set: infinite or no number), and their value at the largest power.
_EXPONENT = {
    "F32": ("u4", 0x7F800000, 127 + _LARGEST_POWER << 23), "BF16": ("u2", 0x7F80, 127 + _LARGEST_POWER << 7),
    "F64": ("u8", 0x7FF0000000000000, 1023 + _LARGEST_POWER << 52), "F16": ("u2", 0x7C00, 0x7C00),
    "F8_E4M3": ("u1", 0x7F, 0x7F),
}  # fmt: skip
_POWERS = ("F8_E8M0", "U8")  # multipliers that are powers of two
# Added to logits: a very low one says "never", and is right.
_MAY_BE_FAR = ("sink", "sinks", "bias")
_PART = 1 << 24  # bytes looked at together
_CODE_BITS = {"F8_E4M3": 0x7F, "I8": 0x77, "U8": 0x77}  # of a code that is not zero, whatever its sign


class Judge:
    """Looks at the numbers of one tensor, part by part, in any order and in several threads.

    Nearly all parts are fine, and one or two largest values say so; numbers are counted only in those that are not.
    """

    def __init__(self, name: str, header: Header, *, multipliers: bool = False) -> None:
        self.name, self.header, self.multipliers = name, header, multipliers
        self.any = False  # whether a byte of multipliers is not 0
        # Lists, since only appending is one step for all threads.
        self._bad: list[int] = []
        self._looked: list[int] = []
        self._rule = _EXPONENT.get(header.dtype)
        self._powers = multipliers and header.dtype in _POWERS
        self._size = 1 if self._powers or self._rule is None else int(self._rule[0][1])

    def look(self, part: np.ndarray) -> None:
        """`part` are bytes of the tensor, uint8, that begin and end with a number."""
        part = np.ascontiguousarray(part)
        self._looked.append(part.size // self._size)
        bits = part.view(f"<u{self._size}")
        highest = int(bits.max(initial=0))
        if self.multipliers and highest:
            self.any = True  # never set back: another thread may have set it
        bad = self._powers_in(bits, highest) if self._powers else self._values_in(bits, highest)
        if bad:
            self._bad.append(bad)

    def _powers_in(self, bits: np.ndarray, highest: int) -> int:
        limit = 127 + _LARGEST_POWER
        return int((bits > limit).sum()) if highest > limit else 0

    def _values_in(self, bits: np.ndarray, highest: int) -> int:
        assert self._rule is not None
        _, mask, limit = self._rule
        if self.multipliers and self.header.dtype == "F32":
            if highest <= limit:  # 2 ** 40 itself; a negative number's bits are larger than any positive one's
                return 0
            values = bits.view("<f4")
            return int((~((values >= 0) & (values <= 2.0**_LARGEST_POWER))).sum())
        limit = mask if self.name.endswith(_MAY_BE_FAR) else limit
        # The furthest positive number has the largest signed bits, the furthest negative one the largest unsigned bits.
        sign = 1 << 8 * self._size - 1
        if highest < sign + limit and int(bits.view(f"<i{self._size}").max(initial=0)) < limit:
            return 0
        return int(((bits & mask) >= limit).sum())

    def fault(self) -> str | None:
        """What is wrong with the numbers that were looked at, in a sentence, or None."""
        if not self._bad:
            return None
        what = "multipliers are not usable" if self.multipliers else "values are not usable"
        return (
            f"{printable(self.name, 200)}: {sum(self._bad):,} of {sum(self._looked):,} {what} (no finite number, "
            f"{'negative, ' * self.multipliers}or beyond 2 ** {_LARGEST_POWER}). {printable(self.header.shard, 200)} is "
            "damaged; fetch it again."
        )


def judge_of(name: str, header: Header, *, multipliers: bool = False) -> Judge | None:
    """Whoever judges a tensor's numbers; None where every bit pattern is a number that can be used."""
    seen = header.dtype in _EXPONENT or (multipliers and header.dtype in _POWERS)
    return Judge(name, header, multipliers=multipliers) if seen else None


def fault_of(name: str, header: Header, parts: Iterator[np.ndarray], *, multipliers: bool = False) -> str | None:
    """What is wrong with the numbers of a tensor, in a sentence, or None. `parts` are its bytes, uint8."""
    judge = judge_of(name, header, multipliers=multipliers)
    if judge is None:
        return None
    for part in parts:
        judge.look(part)
    return judge.fault()


def all_smallest(header: Header, part: np.ndarray) -> bool:
    """Whether multipliers are the smallest there are (or 0), every one of these."""
    return part.size > 0 and not (part.view("<f4") if header.dtype == "F32" else part).any()


def any_code(header: Header, part: np.ndarray) -> bool:
    """Whether a packed weight is other than zero."""
    return bool((part & _CODE_BITS.get(header.dtype, 0xFF)).any())


def spoiled(name: str, scale: str, shard: str) -> str:
    """The sentence for weights that all have the smallest multiplier."""
    return (
        f"{printable(scale, 200)}: every multiplier is the smallest there is, and the weights of {printable(name, 200)} are "
        f"not zero: a conversion failed. Fetch {printable(shard, 200)} again, or another conversion."
    )


def survey(folder: Folder, result: Match, *, most: int = 5) -> list[str]:
    """Read every tensor that the model would use; what is wrong with their numbers, `most` sentences and a count."""
    found: list[str] = []
    seen: set[str] = set()
    for ours, sources in result.sources.items():
        for source in sources.values():
            if source.name in seen:
                continue
            seen.add(source.name)
            header = folder.tensors[source.name]
            found += filter(
                None, [fault_of(source.name, header, _bytes(folder, header)), _table(folder, result, ours, source.name)]
            )
            if source.scale is None:
                continue
            scale = folder.tensors[source.scale]
            found += filter(None, [fault_of(source.scale, scale, _bytes(folder, scale), multipliers=True)])
            if all(all_smallest(scale, part) for part in _bytes(folder, scale)) and any(
                any_code(header, part) for part in _bytes(folder, header)
            ):
                found.append(spoiled(source.name, source.scale, scale.shard))
    more = [f"{len(found) - most:,} more tensors hold damaged numbers."] if len(found) > most else []
    return found[:most] + more


def table_fault(name: str, low: int, high: int, experts: int) -> str | None:
    """What is wrong with a table of expert numbers whose smallest and largest are these."""
    if low >= 0 and high < experts:
        return None
    return (
        f"{printable(name, 200)}: names experts from {low} to {high}, the model has {experts}. "
        "The file is damaged or of another model; fetch it again."
    )


def _table(folder: Folder, result: Match, ours: str, name: str) -> str | None:
    header = folder.tensors[name]
    if not ours.endswith("tid2eid") or header.dtype not in ("I64", "I32"):
        return None
    parts = [part.view("<i8" if header.dtype == "I64" else "<i4") for part in _bytes(folder, header)]
    low, high = min(int(part.min()) for part in parts), max(int(part.max()) for part in parts)
    return table_fault(name, low, high, result.config.n_routed_experts)


def _bytes(folder: Folder, header: Header) -> Iterator[np.ndarray]:
    """A stored tensor's bytes, a part at a time."""
    with locate(folder.path, header.shard).open("rb") as file:
        file.seek(header.begin)
        left = header.bytes
        while left > 0:
            part = np.fromfile(file, np.uint8, min(left, _PART))
            if not part.size:
                return
            left -= part.size
            yield part
