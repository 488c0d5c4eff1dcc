"""Every moment in a record that was written on this desk, moved by the same span."""

from dataclasses import fields, is_dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from pydantic import BaseModel


def moved(value: Any, by: timedelta) -> Any:
    """`value` with every date and time in it `by` later; days without a time stay as they are."""
    if isinstance(value, datetime):
        return value + by
    if isinstance(value, BaseModel):
        each = {name: moved(getattr(value, name), by) for name in type(value).model_fields}
        return value.model_copy(update=each)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{f.name: moved(getattr(value, f.name), by) for f in fields(value)})
    if isinstance(value, list | tuple):
        return type(value)(moved(one, by) for one in value)
    return value
