"""Values of the program as JSON holds them."""

import uuid
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from thirdring.domain.centertime import CenterTime


def plain(value: Any, time: CenterTime | None = None) -> Any:
    """`value` as JSON holds it; datetimes as ISO 8601 with the center's offset."""
    if isinstance(value, datetime):
        return (time.to_local(value) if time else value).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, uuid.UUID | Decimal | Path):
        return str(value)
    if is_dataclass(value) and not isinstance(value, type):
        value = {one.name: getattr(value, one.name) for one in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(item, time) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(item, time) for item in value]
    return value
