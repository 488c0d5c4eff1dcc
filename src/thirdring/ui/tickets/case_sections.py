"""The folding sections of the ticket's panel: clocks, sent up, coupons, evidence, notices, likeness."""

import uuid
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from thirdring import labels
from thirdring.domain.case_values import CouponState
from thirdring.domain.clocks import Clock
from thirdring.domain.enums import ClockState
from thirdring.i18n import _
from thirdring.ui import words
from thirdring.ui.theme import Token
from thirdring.ui.tickets.fold import Fold, Line, link
from thirdring.ui.tickets.look import soon_of, state_word
from thirdring.ui.widgets import Button, ButtonKind, Shape, StateMark, Styled, set_tip
from thirdring.usecases.coupon_rows import CouponRow
from thirdring.usecases.notice_rows import NoticeRow
from thirdring.usecases.show_case import CaseDeed, CaseView
from thirdring.usecases.ticket_desk import ListFacts

_RUNNING = frozenset({ClockState.RUNNING, ClockState.PAUSED})
_KB = 1024


def _ask_open(over: QWidget) -> list[str]:
    paths, _kind = QFileDialog.getOpenFileNames(over, _("Add evidence"))
    return paths


def _ask_save(over: QWidget, name: str) -> str:
    path, _kind = QFileDialog.getSaveFileName(over, _("Save as"), name)
    return path


class CaseSections(Styled, QWidget):
    """`asked` carries a `CaseDeed` and what it is about (None, or a row); `files_given` paths to
    add; `save_asked` an attachment's id and where to; `ticket_asked` another ticket's number.
    """

    asked = Signal(object, object)
    files_given = Signal(object)  # tuple[Path, ...]
    save_asked = Signal(object, object)
    ticket_asked = Signal(str)

    def __init__(
        self,
        *,
        ask_open: Callable[[QWidget], list[str]] = _ask_open,
        ask_save: Callable[[QWidget, str], str] = _ask_save,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._ask_open, self._ask_save = ask_open, ask_save
        self._shown: tuple[CaseView, ListFacts, datetime] | None = None
        self._fresh: uuid.UUID | None = None
        self.buttons = {
            deed: Button(kind=ButtonKind.BARE, icon=icon, small=True)
            for deed, icon in (
                (CaseDeed.ESCALATE, "arrow-up-right"), (CaseDeed.COUPON, "plus"),
                (CaseDeed.ATTACH, "paperclip"), (CaseDeed.NOTICE, "plus"),
            )
        }  # fmt: skip
        self.likely, self.clocks = Fold(), Fold()
        self.sent_up = Fold(self.buttons[CaseDeed.ESCALATE])
        self.notices = Fold(self.buttons[CaseDeed.NOTICE])
        self.files = Fold(self.buttons[CaseDeed.ATTACH])
        self.coupons = Fold(self.buttons[CaseDeed.COUPON])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for fold in (
            self.likely, self.clocks, self.sent_up, self.notices, self.files, self.coupons,
        ):  # fmt: skip
            column.addWidget(fold)
        for deed, button in self.buttons.items():
            if deed is not CaseDeed.ATTACH:
                button.clicked.connect(partial(self._on_asked, deed, None))
        self.buttons[CaseDeed.ATTACH].clicked.connect(self._on_attach)
        self.setAcceptDrops(True)
        self.wire()

    def retranslate(self) -> None:
        for deed, text in (
            (CaseDeed.ESCALATE, _("Report up…")), (CaseDeed.COUPON, _("Ask for a coupon…")),
            (CaseDeed.ATTACH, _("Add evidence…")), (CaseDeed.NOTICE, _("Write a notice…")),
        ):  # fmt: skip
            self.buttons[deed].set_hint(text)
        if self._shown is not None:
            self.show_case(*self._shown)

    def show_case(self, view: CaseView, facts: ListFacts, now: datetime) -> None:
        """Show it; of a ticket just opened, what needs looking at is unfolded."""
        self._shown = (view, facts, now)
        for deed, button in self.buttons.items():
            button.setVisible(deed in view.may)
        self._show_likely(view, facts, now)
        self._show_clocks(view, facts, now)
        self._show_sent_up(view, facts, now)
        self._show_notices(view, facts, now)
        self._show_files(view)
        self._show_coupons(view, facts, now)
        if self._fresh != view.ticket_id:
            self._fresh = view.ticket_id
            self.clocks.set_open(on=any(c.state in _RUNNING for c in view.clocks))
            self.likely.set_open(on=bool(view.likely))
            self.sent_up.set_open(on=bool(view.sent_up))
            self.notices.set_open(on=any(n.told_at is None for n in view.notices))
            self.files.set_open(on=bool(view.files))
            self.coupons.set_open(on=any(_waits(one) for one in view.coupons))

    # --- sections ----------------------------------------------------------------------------

    def _show_likely(self, view: CaseView, facts: ListFacts, now: datetime) -> None:
        lines: list[QWidget] = []
        for one in view.likely:
            same = [
                text
                for on, text in ((one.same_number, _("Same number")), (one.same_product, _("Same product")))
                if on
            ]  # fmt: skip
            opened, merged = link(_("Open")), link(_("Merge into this one…"))
            opened.clicked.connect(partial(self.ticket_asked.emit, one.number))
            merged.clicked.connect(partial(self._on_asked, CaseDeed.MERGE, one))
            received = words.day_and_time(one.received_at, now, facts.zone)
            caption = _(", ").join([one.number, received, *same])
            lines.append(Line(one.subject, state_word(one.state), caption, deeds=(opened, merged)))
        self.likely.setVisible(bool(lines))
        self.likely.set_head(_("Perhaps the same matter"), str(len(lines)))
        self.likely.set_lines(lines)

    def _show_clocks(self, view: CaseView, facts: ListFacts, now: datetime) -> None:
        lines = [self._clock_line(clock, view, facts, now) for clock in view.clocks]
        running = sum(clock.state in _RUNNING for clock in view.clocks)
        late = sum(clock.state is ClockState.LATE for clock in view.clocks)
        told = [_("{n} running").format(n=running)] if running else []
        told += [_("{n} late").format(n=late)] if late else []
        self.clocks.setVisible(bool(lines))
        self.clocks.set_head(_("Clocks"), _(", ").join(told))
        self.clocks.set_lines(lines)

    def _clock_line(self, clock: Clock, view: CaseView, facts: ListFacts, now: datetime) -> QWidget:
        shape, tone = Shape.TICK, Token.TEXT_3
        aside, state = words.day_and_time(clock.due_at, now, facts.zone), labels.label(clock.state)
        if clock.state is ClockState.RUNNING:
            soon = soon_of(clock.rule, facts)
            near = words.urgency(clock.due_at, now, soon=soon) is words.Urgency.SOON
            shape, tone = (Shape.PIE, Token.SOON) if near else (Shape.RING, Token.FINE)
            aside = words.due_text(clock.due_at, now, facts.zone)
        elif clock.state is ClockState.LATE:
            shape, tone = Shape.TRIANGLE, Token.OVER
            if (clock.rule, clock.due_at) in view.unmet:  # what was met late stands still
                aside = words.due_text(clock.due_at, now, facts.zone)
        elif clock.state is ClockState.PAUSED:
            shape, tone = Shape.DASHED_RING, Token.TEXT_3
        line = Line(
            clock_name(clock.rule), aside, rule=clock.rule,
            aside_tone=tone if clock.state is ClockState.LATE or tone is Token.SOON else Token.TEXT_2,
            mark=StateMark(shape, _(state), tone=tone),
        )  # fmt: skip
        set_tip(line, words.exact_text(clock.due_at, facts.zone))
        return line

    def _show_sent_up(self, view: CaseView, facts: ListFacts, now: datetime) -> None:
        lines: list[QWidget] = []
        for one in view.sent_up:
            head = _("{kind}, level {n}").format(kind=_(labels.label(one.kind)), n=one.level)
            at = words.day_and_time(one.at, now, facts.zone)
            told = [f"{one.by or '–'} {at}: {one.reason}"]
            if one.plan:
                told.append(_("Decided: {plan}").format(plan=one.plan))
            lines.append(Line(head, _(labels.label(one.state)), "\n".join(told), rule=one.rule))
        self.sent_up.setVisible(bool(lines) or CaseDeed.ESCALATE in view.may)
        self.sent_up.set_head(_("Reported up"), str(len(lines)) if lines else "")
        self.sent_up.set_lines(lines)

    def _show_notices(self, view: CaseView, facts: ListFacts, now: datetime) -> None:
        lines = [self._notice_line(notice, facts, now) for notice in view.notices]
        owed = sum(notice.told_at is None for notice in view.notices)
        self.notices.setVisible(bool(lines) or CaseDeed.NOTICE in view.may)
        aside = _("{n} to be told").format(n=owed) if owed else str(len(lines) or "")
        self.notices.set_head(_("Notices"), aside)
        self.notices.set_lines(lines)

    def _notice_line(self, notice: NoticeRow, facts: ListFacts, now: datetime) -> QWidget:
        to = notice.recipient or (_(labels.post(notice.post)) if notice.post else "")
        head = _("{kind} to {name}").format(kind=_(labels.label(notice.kind)), name=to or "–")
        if notice.told_at is not None:
            at = words.day_and_time(notice.told_at, now, facts.zone)
            way = _(labels.label(notice.told_way)) if notice.told_way else ""
            done = StateMark(Shape.TICK, _("Told"), tone=Token.FINE)
            told = _(", ").join(part for part in (at, way, notice.told_by or "") if part)
            return Line(head, "", told, rule=notice.rule, mark=done)
        opened = link(_("Open, tell…"))
        opened.clicked.connect(partial(self._on_asked, CaseDeed.NOTICE, notice))
        due = words.due_text(notice.due_at, now, facts.zone) if notice.due_at else ""
        over = notice.due_at is not None and notice.due_at < now
        return Line(
            head, due, notice.subject, rule=notice.rule, deeds=(opened,),
            aside_tone=Token.OVER if over else Token.TEXT_2,
            mark=StateMark(Shape.TRIANGLE if over else Shape.RING, _("To tell"),
                           tone=Token.OVER if over else Token.TEXT_2),
        )  # fmt: skip

    def _show_files(self, view: CaseView) -> None:
        lines: list[QWidget] = []
        for file in view.files:
            save = link(_("Save as…"))
            save.clicked.connect(partial(self._on_save, file.id, file.name))
            line = Line(file.name, size_text(file.size), f"{file.media_type}, {file.added_by}",
                        deeds=(save,))  # fmt: skip
            set_tip(line, f"SHA-256 {file.sha256}")
            lines.append(line)
        self.files.setVisible(bool(lines) or CaseDeed.ATTACH in view.may)
        self.files.set_head(_("Evidence"), str(len(lines)) if lines else "")
        self.files.set_lines(lines)

    def _show_coupons(self, view: CaseView, facts: ListFacts, now: datetime) -> None:
        lines: list[QWidget] = [self._coupon_line(one, facts, now) for one in view.coupons]
        if view.before:
            given = sum(
                one.amount for one in view.before
                if one.state in {CouponState.APPROVED, CouponState.ISSUED}
            )  # fmt: skip
            lines.append(Line(_("Before, on other tickets"), f"{given:,.2f}", rule="D7"))
            lines += [self._coupon_line(one, facts, now, number=True) for one in view.before]
        self.coupons.setVisible(bool(lines) or CaseDeed.COUPON in view.may)
        self.coupons.set_head(_("Coupons"), str(len(view.coupons)) if view.coupons else "")
        self.coupons.set_lines(lines)

    def _coupon_line(
        self, one: CouponRow, facts: ListFacts, now: datetime, *, number: bool = False
    ) -> QWidget:
        deeds: tuple[Button, ...] = ()
        if _waits(one) and not number:
            issue, cancel = link(_("Issue…")), link(_("Take back…"))
            issue.clicked.connect(partial(self._on_asked, CaseDeed.COUPON, one))
            cancel.clicked.connect(partial(self._on_asked, "cancel", one))
            deeds = (issue, cancel) if one.state is CouponState.APPROVED else (cancel,)
        told = [one.need, one.asked_by, words.day_and_time(one.asked_at, now, facts.zone)]
        if one.decision_reason:
            told.append(one.decision_reason)
        if number:
            told.insert(0, one.ticket_number)
        state = StateMark(
            _COUPON[one.state][0], _(labels.label(one.state)), tone=_COUPON[one.state][1]
        )
        return Line(f"{one.amount:,.2f}", "", _(", ").join(told), mark=state, deeds=deeds)

    # --- what happened -----------------------------------------------------------------------

    def _on_asked(self, deed: object, about: Any) -> None:
        self.asked.emit(deed, about)

    def _on_attach(self) -> None:
        paths = self._ask_open(self)
        if paths:
            self.files_given.emit(tuple(map(Path, paths)))

    def _on_save(self, attachment_id: uuid.UUID, name: str) -> None:
        path = self._ask_save(self, name)
        if path:
            self.save_asked.emit(attachment_id, Path(path))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        may = self._shown is not None and CaseDeed.ATTACH in self._shown[0].may
        if may and any(url.isLocalFile() for url in event.mimeData().urls()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.accept()
            self.files_given.emit(tuple(paths))


_COUPON = {
    CouponState.REQUESTED: (Shape.UP_SQUARE, Token.ACCENT_TEXT),
    CouponState.APPROVED: (Shape.RING, Token.FINE),
    CouponState.ISSUED: (Shape.TICK, Token.FINE),
    CouponState.REFUSED: (Shape.TICK, Token.TEXT_3),
    CouponState.CANCELLED: (Shape.TICK, Token.TEXT_3),
}


def _waits(one: CouponRow) -> bool:
    return one.state in {CouponState.REQUESTED, CouponState.APPROVED}


def size_text(size: int) -> str:
    """`812 B`, `14 KB`, `2.3 MB`."""
    if size < _KB:
        return f"{size} B"
    return f"{size // _KB} KB" if size < _KB * _KB else f"{size / _KB / _KB:.1f} MB"


def clock_name(rule: str) -> str:
    """What a clock waits for, in two or three words."""
    names = {
        "B8": _("Call again at once"), "C2": _("Callback"), "C3": _("Progress call"),
        "C4": _("Decision from above"), "D3": _("The department's answer"),
        "D4": _("Answer or plan"), "D5": _("Progress told"),
        "D8": _("Plan of the person in charge"), "D9": _("Reported upward"),
        "D10": _("Return visit"), "D14": _("Away from the customer"), "D16": _("Mail answered"),
        "D17": _("At the counter"), "D18": _("Next contact"),
    }  # fmt: skip
    return names.get(rule, _("Reported upward"))
