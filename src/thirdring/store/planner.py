"""What a planner has to be told: a file keeps no statistics, and takes every index for as good."""

from typing import TypeVar

from sqlalchemy import Function, func, null
from sqlalchemy.orm import InstrumentedAttribute

T = TypeVar("T")


def aside(column: InstrumentedAttribute[T]) -> Function[T]:
    """The column as a condition that no index is led by: nearly all tickets are archived, all open ones
    are many, and what else is asked for is few.
    """
    return func.coalesce(column, null())
