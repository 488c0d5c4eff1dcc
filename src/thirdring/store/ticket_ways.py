"""Which of its indexes a file walks for a segment of a list, and what it gathers first.

Where no index has all of a segment side by side, one is walked and the rest is looked for. In the table
that takes a page of the file for each ticket, few of which are in memory (4 µs). What a condition's own
index holds is gathered at once (0.2 µs a ticket) and asked on the way (0.04 µs for each that is passed).
A server, whose pages are in memory and which knows how many there are of what, is left to its planner.
"""

from dataclasses import replace
from typing import NamedTuple

from sqlalchemy import Connection

from thirdring.store import ticket_few
from thirdring.store.prepared import fetch
from thirdring.store.ticket_segments import Conditions, Segment
from thirdring.store.ticket_statements import beyond_statement, side_by_side
from thirdring.store.ticket_walk import PERIOD, Way, indexed, shape_of

# How many, in parts of `ticket_few.FEW`, are looked for in the table; are gathered rather than more; are
# gathered at all.
_AT_ONCE, _RATHER, _AT_ALL = 1 / ticket_few.DEARER, 1, 6


class _Met(NamedTuple):
    """A condition with what else of the segment stands in its index."""

    name: str
    conditions: Conditions


class Ways:
    """Chooses for the segments of one list, in one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._known: dict[object, bool] = {}

    def of(self, segment: Segment) -> tuple[Segment, Way | None]:
        """The segment, perhaps with a condition more that says nothing new, and its way."""
        if self._connection.dialect.name != "sqlite":
            return segment, None
        if side_by_side(segment.conditions, segment.by):
            return segment, Way(tuple(segment.conditions), {})
        met = [_Met(*one) for one in indexed(segment.conditions) if one[0] != "due"]
        if segment.by == "received_at":
            return segment, self._by_intake(segment, met)
        return self._by_due(segment, met)

    def _by_intake(self, segment: Segment, met: list[_Met]) -> Way:
        """Only who owns a ticket and whether it is open stand before the time of intake."""
        led = tuple(name for name in ("open", "owner") if name in segment.conditions)
        if "open" not in led:
            led = ()
        least = self._least([one for one in met if one.name not in {*led, PERIOD}])
        return Way(led, least.conditions if least else {})

    def _by_due(self, segment: Segment, met: list[_Met]) -> tuple[Segment, Way]:
        """What the fewest meet leads where these are so few that the table may be asked; else it is
        gathered, and another leads, which is one that is likely to be met by few.
        """
        least = self._least(met)
        leaders = [one for one in met if one.name != PERIOD]
        if not leaders:
            led: tuple[str, ...] = ("open",) if "open" in segment.conditions else ()
            return segment, Way(led, least.conditions if least else {})
        first, gathered = leaders[0], least.conditions if least else {}
        if least in leaders:
            others = [one for one in leaders if one is not least]
            if others and not self._soon_found(least, others[0]):
                first = others[0]
            else:
                first, gathered = least, {}
        whole = replace(segment, conditions=segment.conditions | first.conditions)
        return whole, Way(tuple(first.conditions), gathered)

    def _soon_found(self, least: _Met, other: _Met) -> bool:
        """Whether to go through those themselves: they are few, or nearly all meet the other, too."""
        return not self._beyond(least, _AT_ONCE) or (
            not self._beyond(least, _RATHER) and self._beyond(other, _AT_ALL)
        )

    def _least(self, met: list[_Met]) -> _Met | None:
        """What the fewest meet, about; None where each is met by more than are gathered."""
        for part in (_AT_ONCE, _RATHER, _AT_ALL):
            for one in met:
                # Of hundreds of people each would be counted, and no index has a period's by due.
                idle = (part, one.name) in {(_AT_ALL, "owner"), (_AT_ONCE, PERIOD)}
                if not idle and not self._beyond(one, part):
                    return one
        return None

    def _beyond(self, met: _Met, part: float) -> bool:
        """Whether more meet it than that part of the few."""
        key = (part, *met.conditions.items())
        if key not in self._known:
            shape, bound = shape_of("sqlite", Segment(met.conditions, "sort_due", descending=False))
            bound["few"] = int(ticket_few.FEW * part)
            statement = beyond_statement("sqlite", shape.names)
            self._known[key] = bool(fetch(self._connection, statement, bound))
        return self._known[key]
