"""Doctor: one line per thing a newcomer needs, and which of them will be used. Tests: tests/package/test_cli.py."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from typing import Any

FRONT_END = ("jupyterlab", "ipywidgets", "anywidget", "plotly")


def examine() -> dict[str, Any]:
    """What is here and what will be used; plain values, ready for JSON."""
    import psutil
    import torch

    gpu = None
    if torch.cuda.is_available():
        free, total = torch.cuda.mem_get_info()
        gpu = {"name": torch.cuda.get_device_name(), "free_bytes": free, "total_bytes": total}
    missing = [name for name in FRONT_END if find_spec(name) is None]
    return {
        "python": platform.python_version(),
        "torch": torch.__version__,
        "triton": _version("triton"),
        "gpu": gpu,
        "free_memory_bytes": psutil.virtual_memory().available,
        "cores": psutil.cpu_count(logical=True),
        "front_end": {name: _version(name) for name in FRONT_END},
        "uses": {
            "device": "cuda" if gpu else "cpu",
            "dtype": "bfloat16 (float32 for narrow models)" if gpu else "float32",
            "engine": "triton" if gpu and _version("triton") else "reference",
            "views": "live widgets" if not missing else "static page (dsv4lab report)",
        },
        "advice": [f"pip install {' '.join(missing)} for live views"] if missing else [],
    }


def as_text(facts: dict[str, Any]) -> str:
    """The same as lines for people."""
    from dsv4lab.capture.estimate import size_text

    gpu = facts["gpu"]
    front = ", ".join(f"{name} {found or 'missing'}" for name, found in facts["front_end"].items())
    uses = facts["uses"]
    lines = [
        f"Python     {facts['python']}",
        f"torch      {facts['torch']}, triton {facts['triton'] or 'not installed (only a GPU needs it)'}",
        f"GPU        {gpu['name']}, {size_text(gpu['free_bytes'])} free" if gpu else "GPU        none seen by torch",
        f"memory     {size_text(facts['free_memory_bytes'])} free, {facts['cores']} cores",
        f"front end  {front}",
        f"will use   {uses['device']}, {uses['dtype']}, {uses['engine']} engine, {uses['views']}",
    ]
    return "\n".join(lines + [f"advice     {text}" for text in facts["advice"]])


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None
