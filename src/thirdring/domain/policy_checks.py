"""What a policy's lists may hold, and which figures contradict each other."""

import datetime as dt
from collections.abc import Mapping

from thirdring.domain.errors import Message, Refusal, say
from thirdring.domain.policy_keys import Key, Value

# The rules whose clocks may run in working hours only: promises and 24-hour clocks never wait.
WORKING_TIME = frozenset({"D3"})
_AT_MOST = (
    (Key.COUPON_LIMIT_AGENT, Key.COUPON_LIMIT_SUPERVISOR, "D7",
     say("What an agent gives without approval is at most what a supervisor approves alone.")),
    (Key.CALLBACK_DEFAULT_MINUTES, Key.CALLBACK_MAX_MINUTES, "C2",
     say("The time proposed for a callback is at most the one that needs no reason.")),
)  # fmt: skip
# What goes before is missed: callers come back, months are closed and appealed against. Who looked is
# kept a year at least, for the yearly audit.
SHORTEST_KEPT = {
    Key.KEEP_COMPLAINTS_DAYS: 180, Key.KEEP_TICKETS_DAYS: 90, Key.KEEP_EVIDENCE_DAYS: 90,
    Key.KEEP_CALLS_DAYS: 90, Key.KEEP_EARLIER_TEXTS_DAYS: 90, Key.KEEP_MAIL_DAYS: 30,
    Key.KEEP_DAY_SHEETS_DAYS: 90, Key.KEEP_CUSTOMERS_DAYS: 30, Key.ACCESS_LOG_DAYS: 365,
}  # fmt: skip


def listed(key: Key, names: tuple[str, ...]) -> tuple[str, ...] | Message:
    """The names as they are kept: days as 2026-11-22, rules in capitals; or what is wrong."""
    if key in {Key.HOLIDAYS, Key.WORKDAYS}:
        return _days(names)
    if key is Key.WORKING_TIME_RULES:
        rules = tuple(name.upper() for name in names)
        for rule in rules:
            if rule not in WORKING_TIME:
                allowed = ", ".join(sorted(WORKING_TIME))
                return say("Only {rules} can run in working hours, not “{text}”.",
                           rules=allowed, text=rule[:40])  # fmt: skip
        return rules
    return names


def refuse_contradiction(policy: Mapping[Key, Value], changed: Key) -> None:
    """Whether the figure that was changed goes with the others.

    Raises:
        Refusal: it contradicts one of them.
    """
    for low, high, rule, why in _AT_MOST:
        least, most = policy[low], policy[high]
        wrong = not isinstance(least, tuple) and not isinstance(most, tuple) and least > most
        if changed in {low, high} and wrong:
            raise Refusal(why, rule=rule, field=changed.value)
    if changed in {Key.HOLIDAYS, Key.WORKDAYS}:
        _refuse_both(policy, changed)
    if changed in SHORTEST_KEPT:
        _refuse_too_short(policy, changed)


def _refuse_too_short(policy: Mapping[Key, Value], changed: Key) -> None:
    days, least = policy[changed], SHORTEST_KEPT[changed]
    if isinstance(days, int) and 0 < days < least:
        raise Refusal(
            say("Nothing is erased before {least} days; 0 keeps it for ever.", least=least),
            rule="J6", field=changed.value,
        )  # fmt: skip


def _refuse_both(policy: Mapping[Key, Value], changed: Key) -> None:
    off, on = policy[Key.HOLIDAYS], policy[Key.WORKDAYS]
    if isinstance(off, tuple) and isinstance(on, tuple) and (both := sorted({*off} & {*on})):
        raise Refusal(
            say("{day} can't be a holiday and a day of work.", day=both[0]),
            rule="D3", field=changed.value,
        )  # fmt: skip


def _days(names: tuple[str, ...]) -> tuple[str, ...] | Message:
    days = []
    for name in names:
        try:
            days.append(dt.date.fromisoformat(name).isoformat())
        except ValueError:
            return say("“{text}” is not a day like 2026-11-22.", text=name[:40])
    return tuple(dict.fromkeys(days))
