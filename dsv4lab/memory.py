"""How much memory a process may still take, so that what does not fit is refused before it is begun.

The least of what the machine has free, what a limit on this process leaves (`ulimit -v`), and what its group may still
take (containers). Surprising: a process that takes too much is not told so by an exception; it is slowed down by
swapping or killed. Tests: tests/package/test_memory.py.
"""

from __future__ import annotations

from pathlib import Path

_GROUP = Path("/sys/fs/cgroup")


def free_memory(mapped: int = 0) -> int:
    """Bytes of main memory that this process can still take.

    mapped   bytes of files that will be read through a mapping: they cost no memory, but count for `ulimit -v`
    """
    import psutil

    bounds = [psutil.virtual_memory().available]
    try:
        import resource

        limit, _ = resource.getrlimit(resource.RLIMIT_AS)
        if limit != resource.RLIM_INFINITY:
            bounds.append(limit - psutil.Process().memory_info().vms - mapped)
    except ImportError:  # Windows has no such limits
        pass
    bounds += filter(None, [_left_in_group(_GROUP)])
    return max(0, min(bounds))


def _left_in_group(group: Path) -> int | None:
    """What a container may still take; its caches of files can be given back and do not count as taken."""
    try:
        most, taken = (group / "memory.max").read_text().strip(), int((group / "memory.current").read_text())
        caches = dict(line.split() for line in (group / "memory.stat").read_text().splitlines())
        return None if most == "max" else int(most) - taken + int(caches.get("inactive_file", 0))
    except (OSError, ValueError):
        return None
