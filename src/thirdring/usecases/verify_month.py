"""Recounting a month from its complaints (G2), and holding a closing to its digest."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select

from thirdring.domain.errors import Message, say
from thirdring.domain.month_sheet import Difference, MonthState
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
from thirdring.store.month_counts import Recounted, kept_counts, recount_month
from thirdring.store.tables import (
    MonthAdjustment,
    MonthClosing,
    MonthClosingRow,
    MonthlyComplaintCount,
)
from thirdring.usecases.context import Context
from thirdring.usecases.month_checks import MOST
from thirdring.usecases.month_names import names_of, people_named
from thirdring.usecases.month_parts import cells_of, closing_digest, closing_in_force, closing_rows
from thirdring.usecases.month_traces import traces_apart
from thirdring.usecases.quality_rows import check_rows

_FIGURES = ("received", *(one.value for one in Standing))


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
    """Each closing against its digest; the kept counts, and where each complaint is kept to stand,
    against a recount; the recount against the closing in force with what came after it; and who
    closed, opened and adjusted it against the timeline. A read: nothing is put right here.

    Raises:
        NotPermitted: the role sees no tallies. Refusal: it is no month.
    """
    ctx.require(Permission.SEE_TALLIES)
    ctx.center.time.month_bounds(month)
    anew = recount_month(ctx.session, month)
    live = anew.counts
    kept = kept_counts(ctx.session, MonthlyComplaintCount.month == month)
    closing = closing_in_force(ctx, month)
    found = [*_digests(ctx, month), *traces_apart(ctx, month)]
    found += [*_compared(ctx, "counts", kept, live), *_places(anew)]
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
            whole = _is_whole(ctx, closing)
        except (ValueError, TypeError, KeyError):  # a row that is no JSON any more, or another's
            whole = False
        if not whole:
            yield Difference(
                "digest",
                say("Closing {number} of {month} is not what was closed: its digest differs.",
                    number=closing.number, month=month),
            )  # fmt: skip


def _is_whole(ctx: Context, closing: MonthClosing) -> bool:
    """Also by what the digest doesn't cover: where a row is looked for, and of which month it is."""
    asked = select(MonthClosingRow.kind, MonthClosingRow.body)
    rows = ctx.session.execute(asked.where(MonthClosingRow.closing_id == closing.id)).all()
    months = {body["month"] for kind, body in rows if kind == "month"}
    filed = all(kind == body["kind"] for kind, body in rows)
    digest = closing_digest(closing, (body for _, body in rows))
    return filed and months == {closing.month} and digest == closing.digest


def _places(anew: Recounted) -> list[Difference]:
    """Each number opens into its complaints by where they are kept to stand (G4)."""
    return [
        Difference("places", say("{number} is not kept where it stands.", number=number))
        for number in anew.apart[:MOST]
    ]


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
    """G8: each frozen check against what it is now. A closing of before there were any froze none;
    one that can't be read was named by its digest.
    """
    try:
        rows = closing_rows(ctx, closing.id, "quality")
        kept = {row["id"]: (row["score"] if row["counts"] else None) for row in rows}
    except (ValueError, TypeError, KeyError):
        return []
    live = {str(one.id): one for one in check_rows(ctx, closing.month)}
    now = {one: check.score if check.counts else None for one, check in live.items()}
    apart = sorted(one for one in kept.keys() | now.keys() if kept.get(one) != now.get(one))
    return [
        Difference(
            "quality",
            say("{name}, quality check: closed with {kept}, it is {live} now.",
                name=live[one].name if one in live else "–",
                kept=_score(kept.get(one)), live=_score(now.get(one))),
        )
        for one in apart
    ]  # fmt: skip


def _score(score: int | None) -> int | str:
    """What doesn't count, or isn't there, has none."""
    return "–" if score is None else score


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
