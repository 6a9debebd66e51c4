"""The lessons in their order: number, notebook and question. notebooks/README.md has the same table.

Tests: tests/course/test_lessons.py.
"""

from __future__ import annotations

from dataclasses import dataclass

from dsv4lab.errors import SettingError, shown


@dataclass(frozen=True)
class Lesson:
    """One lesson: its number, the rest of its notebook's name, and what it is called."""

    number: str
    stem: str
    title: str

    @property
    def name(self) -> str:
        """Its notebook's name without the ending."""
        return f"{self.number}_{self.stem}"


LESSONS = (
    Lesson("00", "tour", "Tour"),
    Lesson("01", "expert_routing", "Expert routing"),
    Lesson("02", "compressed_attention", "Compressed attention"),
    Lesson("03", "lightning_indexer", "The lightning indexer"),
    Lesson("04", "hyper_connections", "Hyper-connections"),
    Lesson("05", "generation_and_cache", "Generation and the cache"),
    Lesson("06", "cost_at_a_million_tokens", "A million tokens"),
    Lesson("07", "cause", "Cause"),
    Lesson("08", "where_two_runs_part", "Where two runs part"),
    Lesson("09", "released_weights", "The released weights"),
    Lesson("10", "few_bits", "Numbers with few bits"),
    Lesson("11", "kernels", "Kernels"),
    Lesson("12", "a_small_study", "A small study"),
)
_BY_NUMBER = {lesson.number: lesson for lesson in LESSONS}


def lesson_of(number: object) -> Lesson:
    """A lesson by its number, "01" or 1, or by the name of something in it, "01.3". Raises SettingError."""
    text = f"{number:02d}" if isinstance(number, int) and not isinstance(number, bool) else str(number)
    found = _BY_NUMBER.get(text.partition(".")[0].zfill(2))
    if found is None:
        raise SettingError(f"there is no lesson {shown(number)}; there are {', '.join(_BY_NUMBER)}.")
    return found
