"""What a change of the policy would do to what runs already, before anybody decides on it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from thirdring.domain.enums import TicketKind
from thirdring.domain.policy import Policy, Value, find_key, parse_value
from thirdring.domain.reckoning import serves_clocks
from thirdring.domain.roles import Permission
from thirdring.i18n import _, ngettext
from thirdring.usecases.context import Context
from thirdring.usecases.reckon_clocks import Reckoned, reckoned


class Owed(StrEnum):
    """What a clock is about. What was told to a customer by the minute (C2) never moves."""

    COMPLAINT = "complaint"
    TICKET = "ticket"
    ESCALATION = "escalation"
    VISIT = "visit"


@dataclass(frozen=True, slots=True)
class PolicyEffect:
    """What applying a figure also to running clocks would do now.

    `serves_clocks` False: no clock runs by this figure; it counts from its change on, for all.
    `running` clocks run by it, `moved` of them would be due at another time; `become_overdue` and
    `cease_overdue` count complaints, other tickets, escalations and visits once each.
    """

    key: str
    old: Value
    new: Value
    serves_clocks: bool
    running: int = 0
    moved: int = 0
    become_overdue: dict[Owed, int] = field(default_factory=dict)
    cease_overdue: dict[Owed, int] = field(default_factory=dict)

    @property
    def complaints_become_overdue(self) -> int:
        return self.become_overdue.get(Owed.COMPLAINT, 0)


def effect_of(ctx: Context, key: str, text: str) -> PolicyEffect:
    """What setting `key` to `text` would do; nothing is written.

    Raises:
        NotPermitted: not a supervisor. NotFound: no such figure. Refusal: out of bounds.
    """
    ctx.require(Permission.CHANGE_POLICY)
    entry = find_key(key)
    value = parse_value(entry.key, text)
    policy = Policy({**ctx.policy, entry.key: value})
    found = list(reckoned(ctx, entry.key, policy))
    return PolicyEffect(
        key=entry.key.value,
        old=ctx.policy[entry.key],
        new=value,
        serves_clocks=serves_clocks(entry.key),
        running=len(found),
        moved=sum(one.moves for one in found),
        become_overdue=_counted(
            one for one in found if not _late(ctx, one, one.row.due_at)
            and _late(ctx, one, one.fresh.due_at)
        ),
        cease_overdue=_counted(
            one for one in found if _late(ctx, one, one.row.due_at)
            and not _late(ctx, one, one.fresh.due_at)
        ),
    )  # fmt: skip


def effect_lines(effect: PolicyEffect) -> list[str]:
    """The effect in sentences of the language spoken now."""
    if not effect.serves_clocks:
        return [_("No clock runs by this figure; it counts for everybody from now on.")]
    lines = [
        ngettext("{n} running clock would move.", "{n} running clocks would move.", effect.moved)
    ]
    lines += [_becomes(owed, count) for owed, count in effect.become_overdue.items()]
    lines += [_ceases(owed, count) for owed, count in effect.cease_overdue.items()]
    return lines


def _becomes(owed: Owed, n: int) -> str:
    match owed:
        case Owed.COMPLAINT:
            return ngettext(
                "{n} open complaint would become overdue.",
                "{n} open complaints would become overdue.", n,
            )  # fmt: skip
        case Owed.TICKET:
            return ngettext(
                "{n} other open ticket would become overdue.",
                "{n} other open tickets would become overdue.", n,
            )  # fmt: skip
        case Owed.ESCALATION:
            return ngettext(
                "{n} case sent up would become overdue.",
                "{n} cases sent up would become overdue.", n,
            )  # fmt: skip
        case Owed.VISIT:
            return ngettext(
                "{n} return visit would become overdue.",
                "{n} return visits would become overdue.", n,
            )  # fmt: skip


def _ceases(owed: Owed, n: int) -> str:
    match owed:
        case Owed.COMPLAINT:
            return ngettext(
                "{n} open complaint would be overdue no more.",
                "{n} open complaints would be overdue no more.", n,
            )  # fmt: skip
        case Owed.TICKET:
            return ngettext(
                "{n} other open ticket would be overdue no more.",
                "{n} other open tickets would be overdue no more.", n,
            )  # fmt: skip
        case Owed.ESCALATION:
            return ngettext(
                "{n} case sent up would be overdue no more.",
                "{n} cases sent up would be overdue no more.", n,
            )  # fmt: skip
        case Owed.VISIT:
            return ngettext(
                "{n} return visit would be overdue no more.",
                "{n} return visits would be overdue no more.", n,
            )  # fmt: skip


def _late(ctx: Context, one: Reckoned, due_at: datetime) -> bool:
    return not one.paused and due_at < ctx.now


def _owed(one: Reckoned) -> tuple[Owed, object]:
    row = one.row
    if row.escalation_id is not None:
        return Owed.ESCALATION, row.escalation_id
    if row.visit_id is not None:
        return Owed.VISIT, row.visit_id
    complaint = one.kind is TicketKind.COMPLAINT
    return Owed.COMPLAINT if complaint else Owed.TICKET, row.ticket_id


def _counted(found: Iterable[Reckoned]) -> dict[Owed, int]:
    counts = Counter(owed for owed, _which in {_owed(one) for one in found})
    return {owed: counts[owed] for owed in Owed if counts[owed]}
