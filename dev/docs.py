"""The API reference from the docstrings: python dev/docs.py FOLDER. Anything that its maker warns about is an error.

What only calls kernels (`*_triton.py`) is left out: its definitions stand beside it.
"""

from __future__ import annotations

import sys
import warnings
from pathlib import Path

import pdoc

import dsv4lab


def main(folder: str) -> int:
    # These names are imported when they are asked for, which the maker of the reference does not do.
    vars(dsv4lab).update({name: getattr(dsv4lab, name) for name in dsv4lab.__all__})
    left_out = [f"!dsv4lab.kernels.{file.stem}" for file in Path("kernels").glob("*_triton.py")]
    rooms = sorted(
        f"dsv4lab.{place.stem}"
        for place in Path("dsv4lab").iterdir()
        if _is_room(place) and place.stem not in dsv4lab.__all__
    )
    modules = ["dsv4lab", *rooms, *left_out, "!dsv4lab.training.__main__"]
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        pdoc.pdoc(*modules, output_directory=Path(folder))
    # Python makes a NamedTuple's constructor in a place without our imports: its fields are shown all the same.
    own = [text for w in told if "pdoc" in w.filename and "__init__. Import of" not in (text := str(w.message))]
    print("\n".join(own) or f"{folder}/index.html: {len(list(Path(folder).rglob('*.html')))} pages")
    return bool(own)


def _is_room(place: Path) -> bool:
    return place.suffix == ".py" and place.stem != "__init__" if place.is_file() else any(place.glob("*.py"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
