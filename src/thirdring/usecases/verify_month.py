"""Recounting a month from its complaints (G2), and holding a closing to its digest."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select

from thirdring.domain.errors import Message, say
from thirdring.domain.month_sheet import MonthState
from thirdring.domain.months import (
    Cell,
    Figures,
    Standing,
    Subject,
    added,
    difference,
    from_json,
)
from thirdring.domain.roles import Permission
from thirdring.labels import label
from thirdring.store.month_counts import kept_counts, recount
from thirdring.store.tables import (
    ComplaintDetail,
    MonthAdjustment,
    MonthClosing,
    MonthlyComplaintCount,
)
from thirdring.usecases.context import Context
from thirdring.usecases.month_names import names_of, people_named
from thirdring.usecases.month_parts import cells_of, closing_digest, closing_in_force, closing_rows
from thirdring.usecases.quality_rows import quality_of

_FIGURES = ("received", *(one.value for one in Standing))


@dataclass(frozen=True, slots=True)
class Difference:
    """What doesn't hold: `what` is digest, counts, closing or quality; the sentence names where."""

    what: str
    sentence: Message


@dataclass(frozen=True, slots=True)
class Verified:
    """What a check of one month found. `recounted`: complaints received, by the recount."""

    month: str
    state: MonthState
    digest: str | None
    recounted: int
    differences: tuple[Difference, ...]

    @property
    def ok(self) -> bool:
        """Whether everything held."""
        return not self.differences


def verify_month(ctx: Context, month: str) -> Verified:
    """Each closing against its digest; the kept counts against a recount; and the recount against
    the closing in force with what came after it. A read: nothing is put right here.

    Raises:
        NotPermitted: the role sees no tallies. Refusal: it is no month.
    """
    ctx.require(Permission.SEE_TALLIES)
    ctx.center.time.month_bounds(month)
    live = recount(ctx.session, ComplaintDetail.month == month)
    kept = kept_counts(ctx.session, MonthlyComplaintCount.month == month)
    closing = closing_in_force(ctx, month)
    found = [*_digests(ctx, month), *_compared(ctx, "counts", kept, live)]
    if closing is not None:
        after = _with_adjustments(ctx, closing)
        if after is not None:
            found += _compared(ctx, "closing", after, live)
        found += _quality(ctx, closing)
    received = sum(f.get("received", 0) for c, f in live.items() if c[1] == Subject.CENTER)
    return Verified(
        month,
        MonthState.CLOSED if closing is not None else MonthState.OPEN,
        closing.digest if closing is not None else None,
        received,
        tuple(found),
    )


def _digests(ctx: Context, month: str) -> Iterator[Difference]:
    closings = ctx.session.scalars(
        select(MonthClosing).where(MonthClosing.month == month).order_by(MonthClosing.number)
    )
    for closing in closings:
        try:
            whole = closing_digest(closing, closing_rows(ctx, closing.id)) == closing.digest
        except ValueError:  # a row that is no JSON any more
            whole = False
        if not whole:
            yield Difference(
                "digest",
                say("Closing {number} of {month} is not what was closed: its digest differs.",
                    number=closing.number, month=month),
            )  # fmt: skip


def _with_adjustments(ctx: Context, closing: MonthClosing) -> dict[Cell, Figures] | None:
    """None where the closing can't be read any more; its digest has named it then."""
    try:
        closed = cells_of(closing_rows(ctx, closing.id, "cell"), closing.month)
    except (ValueError, TypeError, KeyError):
        return None
    rows = ctx.session.scalars(
        select(MonthAdjustment).where(MonthAdjustment.closing_id == closing.id)
    )
    moved = difference((from_json(row.before), from_json(row.after)) for row in rows)
    return added(closed, moved)


def _quality(ctx: Context, closing: MonthClosing) -> list[Difference]:
    """G8: each frozen score against the checks. A closing of before there were any froze none; one
    that can't be read was named by its digest.
    """
    try:
        rows = closing_rows(ctx, closing.id, "employee")
        kept = {row["id"]: (row["name"], row.get("quality")) for row in rows}
    except (ValueError, TypeError, KeyError):
        return []
    live = quality_of(ctx, closing.month)
    names = people_named(ctx, live.keys() - kept.keys())
    found = []
    for one in sorted(kept.keys() | live.keys()):
        name, score = kept.get(one) or (names[one][1], None)
        now = live[one].score if one in live else None
        if score != now:
            found.append(
                Difference(
                    "quality",
                    say("{name}, quality: closed with {kept}, the checks give {live}.", name=name,
                        kept="–" if score is None else score, live="–" if now is None else now),
                )
            )  # fmt: skip
    return found


def _compared(
    ctx: Context, what: str, kept: dict[Cell, Figures], live: dict[Cell, Figures]
) -> list[Difference]:
    differing = [
        (cell, name)
        for cell in sorted(kept.keys() | live.keys())
        for name in _FIGURES
        if kept.get(cell, {}).get(name, 0) != live.get(cell, {}).get(name, 0)
    ]
    names = names_of(ctx, [cell for cell, _ in differing])
    people = people_named(
        ctx, {c[2] for c, _ in differing if c[1] in {Subject.EMPLOYEE, Subject.PRAISE}}
    )
    return [
        Difference(
            what,
            _sentence(
                what,
                subject=Message(label(Subject(cell[1]))),
                name=people.get(cell[2], ("", names.get((cell[1], cell[2]), "")))[1],
                channel=cell[3] or "–",
                figure=_figure(name),
                kept=kept.get(cell, {}).get(name, 0),
                live=live.get(cell, {}).get(name, 0),
            ),
        )
        for cell, name in differing
    ]


def _figure(name: str) -> Message:
    return say("All received") if name == "received" else Message(label(Standing(name)))


def _sentence(what: str, **params: object) -> Message:
    if what == "counts":
        return say(
            "{subject} {name}, channel {channel}, {figure}: kept {kept}, recounted {live}.",
            **params,
        )
    return say(
        "{subject} {name}, channel {channel}, {figure}: closed with adjustments {kept},"
        " recounted {live}.",
        **params,
    )
