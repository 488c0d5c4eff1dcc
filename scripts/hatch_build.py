"""Puts assets/ and migrations/ into wheels, where resources.py looks for them.

Not into an editable install: that one finds them in the checkout, and copies would go stale.
"""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

FOLDERS = ("assets", "migrations")


class ShippedFolders(BuildHookInterface):  # type: ignore[type-arg]
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        for folder in FOLDERS:
            source = Path(self.root) / folder
            build_data["force_include"][str(source)] = f"thirdring/_shipped/{folder}"
