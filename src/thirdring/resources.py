"""Finds what is shipped beside the code: in a wheel, a frozen build, and a checkout."""

import sys
from functools import lru_cache
from pathlib import Path


# Once: an icon asks for it while it is painted, and each look at the disk hands the interpreter on.
@lru_cache(maxsize=2)
def _shipped(name: str) -> Path:
    package = Path(__file__).resolve().parent
    frozen = getattr(sys, "_MEIPASS", None)
    places = [package / "_shipped" / name, package.parent.parent / name]
    if frozen is not None:
        places.insert(0, Path(frozen) / "thirdring" / "_shipped" / name)
    for place in places:
        if place.is_dir():
            return place
    looked = ", ".join(str(p) for p in places)
    raise FileNotFoundError(
        f"the folder {name} is missing from this installation; looked in {looked}"
    )


def assets() -> Path:
    """The folder of icons, translations, phrases and styles."""
    return _shipped("assets")


def migrations() -> Path:
    """The folder of alembic's env.py and versions."""
    return _shipped("migrations")
