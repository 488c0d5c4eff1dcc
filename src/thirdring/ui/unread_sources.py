"""Keeps PySide from reading the source of every module that is imported after it.

It looks there for its own name, to know which modules `from __feature__ import …` may concern, and
all the lines stay in `linecache`: at the desk that was 40 MB, and a third of the time of a start.
Nothing here asks for a feature. Where there are no sources, as in a frozen build, PySide takes none
of the modules for one that does, which is what it is told here.
"""

import linecache
import sys

import PySide6.QtCore  # noqa: F401 - brings what is looked for below


def leave_sources_unread() -> None:
    """For the rest of the process. Without effect on a PySide that goes about it in another way."""
    feature = sys.modules.get("shibokensupport.feature")
    if hasattr(feature, "_mod_uses_pyside"):
        setattr(feature, "_mod_uses_pyside", _uses_features)  # noqa: B010 - not ours, not typed
        for name in [name for name in linecache.cache if not name.startswith("<")]:
            del linecache.cache[name]  # what was read until here; made-up code has no file


def _uses_features(_module: object) -> bool:
    return False
