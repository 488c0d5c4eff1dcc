"""The hotline record and the complaint reception record (H1): filled from a record, or blank.

Times are written on the center's clock. Nothing here is masked or uncovered: what comes in is shown.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from thirdring import labels
from thirdring.domain.case_values import Fault, Remedy
from thirdring.domain.enums import (
    AgainstKind,
    CallerType,
    Channel,
    Direction,
    Nature,
    Outcome,
    Severity,
    TicketKind,
    Title,
)
from thirdring.i18n import _, render
from thirdring.reports.paper_forms import PaperForm, Part
from thirdring.usecases.call_rows import CallRow
from thirdring.usecases.print_call import PrintedCallRecord
from thirdring.usecases.print_record import PrintedCall, PrintedRecord

_Values = list[tuple[str, str]]
_LINES = "\n" * 3  # room to write in
_FEW_LINES = "\n"


class Blank(StrEnum):
    """The empty forms of the house."""

    HOTLINE = "hotline"
    COMPLAINT = "complaint"


def ticket_form(record: PrintedRecord, now: datetime, zone: ZoneInfo) -> PaperForm:
    """A ticket with its calls and its story; `now` aware UTC."""
    titles = {
        TicketKind.COMPLAINT: _("Complaint reception record"),
        TicketKind.REQUEST: _("After-sales request record"),
        TicketKind.PRAISE: _("Praise record"),
    }
    parts = [_who(record, zone), _matter(record), _handling(record, zone)]
    parts += [_call_of_ticket(one, zone, n) for n, one in enumerate(record.calls, 1)]
    parts.append(_story(record, zone))
    return PaperForm(
        company=record.company,
        title=titles.get(record.detail.kind, _("Hotline record")),
        number=record.detail.fields.number,
        parts=parts,
        signatures=_signatures(),
        foot=_printed(now, zone, record.by),
    )


def call_form(record: PrintedCallRecord, now: datetime, zone: ZoneInfo) -> PaperForm:
    """One call, with or without a ticket; `now` aware UTC."""
    row = record.row
    return PaperForm(
        company=record.company,
        title=_("Hotline record"),
        number=row.ticket_number or str(row.id),
        parts=[
            _caller(row),
            Part(_("The call"), [*_times(row, record.agent, zone), *_ending(row, zone)]),
            Part(_("What it is about"), _said(row), wide=True),
            Part(_("What was asked for the press, an association, a lawyer or an authority"),
                 _protocol(row), wide=True),
        ],
        signatures=_signatures(),
        foot=_printed(now, zone, record.by),
    )  # fmt: skip


def blank_form(blank: Blank, company: str) -> PaperForm:
    """An empty form to fill in by hand; choices have boxes to tick."""
    hotline = blank is Blank.HOTLINE
    return PaperForm(
        company=company,
        title=_("Hotline record") if hotline else _("Complaint reception record"),
        number=_("No.") + " ____________________",
        parts=_blank_hotline() if hotline else _blank_complaint(),
        signatures=_signatures(),
    )


def _signatures() -> Sequence[str]:
    return (_("Received by"), _("Handled by"), _("Reviewed by"), _("Date"))


def _printed(now: datetime, zone: ZoneInfo, by: str) -> str:
    return _("Printed {time} by {name}").format(
        time=f"{now.astimezone(zone):%Y-%m-%d %H:%M:%S}", name=by
    )


def _at(at: datetime | None, zone: ZoneInfo) -> str:
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M}" if at else ""


def _word(value: StrEnum | None) -> str:
    return _(labels.label(value)) if value is not None else ""


def _named(name: str | None, title: Title | None) -> str:
    if not name or title is None or title is Title.OTHER:
        return name or ""
    return (_("Mr {name}") if title is Title.MR else _("Ms {name}")).format(name=name)


# --- a ticket ----------------------------------------------------------------------------------


def _who(record: PrintedRecord, zone: ZoneInfo) -> Part:
    detail, case = record.detail, record.detail.complaint
    values = [
        (_("Received at"), _at(detail.received_at, zone)),
        (_("Channel"), _word(case.channel) if case else ""),
        (_("Customer"), _named(detail.name, detail.title)),
        (_("Phone"), record.phone),
        (_("Address"), detail.address or ""),
    ]
    return Part(_("Who and when"), values, blanks=True)


def _matter(record: PrintedRecord) -> Part:
    fields, case = record.detail.fields, record.detail.complaint
    values = [(_("What happened"), fields.raised), (_("Wants"), fields.wants or "")]
    if case is not None:
        against = _(", ").join(part for part in (_word(case.against_kind), case.against) if part)
        values += [
            (_("Nature"), _word(case.nature)),
            (_("Severity"), _word(fields.severity)),
            (_("Against"), against),
            (_("Product"), case.product or ""),
            (_("Merchant"), case.merchant or ""),
            (_("Order No."), case.order_no or ""),
            (_("Bought on"), f"{case.bought_on:%Y-%m-%d}" if case.bought_on else ""),
            (_("Warranty until"), f"{case.warranty_until:%Y-%m-%d}" if case.warranty_until else ""),
        ]
    return Part(_("What it is about"), values)


def _handling(record: PrintedRecord, zone: ZoneInfo) -> Part:
    detail, case = record.detail, record.detail.complaint
    values = [(_("State"), _word(detail.fields.state)), (_("Owner"), detail.owner or "")]
    if case is not None:
        score = _("{n} of 5").format(n=case.satisfaction) if case.satisfaction else ""
        answer = {True: _("accepted"), False: _("not accepted"), None: ""}[case.accepted]
        values += [
            (_("Found"), _word(case.fault)),
            (_("Settled by"), _word(case.remedy)),
            (_("Plan"), case.plan or ""),
            (_("Customer"), answer),
            (_("Next contact"), _at(case.next_contact_at, zone)),
            (_("Completed"), _at(case.completed_at, zone)),
            (_("Satisfaction"), score),
            (_("Opinion"), case.opinion or ""),
            (_("Cause"), case.cause or ""),
            (_("Prevention"), case.prevention or ""),
            (_("Lesson"), case.lesson or ""),
        ]
    return Part(_("Handling"), values)


def _call_of_ticket(call: PrintedCall, zone: ZoneInfo, n: int) -> Part:
    row = call.row
    return Part(
        _("Call {n}").format(n=n),
        [
            *_times(row, call.agent, zone),
            (_("Number"), _text(row, "number")),
            (_("What happened"), _text(row, "raised")),
            (_("Answer"), _text(row, "answer")),
            *_ending(row, zone),
        ],
    )


def _story(record: PrintedRecord, zone: ZoneInfo) -> Part:
    lines = []
    for entry in reversed(record.detail.timeline):
        told = ": ".join(part for part in (render(entry.sentence), entry.words) if part)
        lines.append((_at(entry.at, zone), f"{entry.actor or ''} {told}".strip()))
    return Part(_("Story"), lines, wide=True)


# --- a call ------------------------------------------------------------------------------------


def _text(row: CallRow, key: str) -> str:
    return str(row.values.get(key) or "")


def _caller(row: CallRow) -> Part:
    values = [
        (_("Customer"), _named(row.values.get("name"), row.values.get("title"))),
        (_("Number"), _text(row, "number")),
        (_("Who calls"), _word(row.values.get("caller_type"))),
        (_("Address"), _text(row, "address")),
    ]
    return Part(_("Who and when"), values, blanks=True)


def _times(row: CallRow, agent: str, zone: ZoneInfo) -> _Values:
    rings = row.values.get("rings")
    return [
        (_("Started"), _at(row.values.get("started_at"), zone)),
        (_("Answered"), _at(row.values.get("answered_at"), zone)),
        (_("Agent"), agent),
        (_("Direction"), _word(row.values.get("direction"))),
        (_("Rings"), "" if rings is None else str(rings)),
        (_("Ended"), _at(row.values.get("ended_at"), zone)),
    ]


def _ending(row: CallRow, zone: ZoneInfo) -> _Values:
    promise: dict[str, Any] = row.values.get("callback") or {}
    return [
        (_("Outcome"), _word(row.outcome)),
        (_("Call back by"), _at(promise.get("due_at"), zone)),
        (_("Read back"), _("Yes") if row.values.get("read_back") else _("No")),
        (_("Hung up by"), _word(row.values.get("hung_up_by"))),
    ]


def _said(row: CallRow) -> _Values:
    category = row.values.get("category")
    return [
        (_("Category"), _(labels.category(category)) if category else ""),
        (_("What happened"), _text(row, "raised")),
        (_("Wants"), _text(row, "wants")),
        (_("Answer"), _text(row, "answer")),
        (_("Unmet need"), _text(row, "unmet_need")),
    ]


def _protocol(row: CallRow) -> _Values:
    asked: dict[str, Any] = row.values.get("protocol") or {}
    names = {
        "outlet": _("Outlet"), "questions": _("Questions"), "demands": _("Demands"),
        "answer_hoped_for": _("Answer hoped for"), "help_expected": _("Help expected"),
    }  # fmt: skip
    return [(name, str(asked.get(key) or "")) for key, name in names.items()]


# --- empty forms -------------------------------------------------------------------------------


def _boxes(values: Iterable[StrEnum]) -> str:
    return "   ".join(f"□ {_word(one)}" for one in values)


def _blank(*names: str) -> _Values:
    return [(name, "") for name in names]


def _blank_hotline() -> list[Part]:
    called = _blank(_("Started"), _("Answered"), _("Ended"), _("Rings"), _("Agent"))
    return [
        Part(_("The call"), [(_("Direction"), _boxes(Direction)), *called], blanks=True),
        Part(_("Who calls"), [
            (_("Who calls"), _boxes(CallerType)),
            *_blank(_("Customer"), _("Number")), (_("Address"), " " * 30),
        ], blanks=True),
        Part(_("What it is about"), [
            (_("What happened"), _LINES), (_("Wants"), _LINES), (_("Answer"), _LINES),
            (_("Outcome"), _boxes(Outcome)),
            (_("Call back by"), ""), (_("Read back"), "□ " + _("Yes") + "   □ " + _("No")),
        ], blanks=True),
    ]  # fmt: skip


def _blank_complaint() -> list[Part]:
    bought = _blank(_("Product"), _("Merchant"), _("Order No."), _("Bought on"))
    return [
        Part(_("Who and when"), [
            (_("Channel"), _boxes(Channel)), *_blank(_("Received at"), _("Phone"), _("Customer")),
            (_("Address"), " " * 30),
        ], blanks=True),
        Part(_("What it is about"), [
            (_("What happened"), _LINES), (_("Wants"), _FEW_LINES),
            (_("Nature"), _boxes(Nature)), (_("Severity"), _boxes(Severity)),
            (_("Against"), _boxes(AgainstKind)), *bought, *_blank(_("Warranty until")),
        ], blanks=True),
        Part(_("Handling"), [
            (_("Found"), _boxes(Fault)), (_("Settled by"), _boxes(Remedy)),
            (_("Plan"), _FEW_LINES), *_blank(_("Next contact"), _("Completed")),
            (_("Cause"), _FEW_LINES), (_("Prevention"), _FEW_LINES),
            (_("Satisfaction"), "   ".join(f"□ {n}" for n in range(1, 6))),
            (_("Opinion"), _FEW_LINES),
        ], blanks=True),
    ]  # fmt: skip
