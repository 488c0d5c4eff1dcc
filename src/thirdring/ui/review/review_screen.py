"""The review (C4): what was sent up by urgency, one case on one page, and what is decided on it."""

import uuid
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from thirdring.domain.case_values import Decision, Way
from thirdring.domain.errors import Conflict, ThirdRingError
from thirdring.domain.review import undoable
from thirdring.domain.roles import Permission
from thirdring.domain.wording import lint_of
from thirdring.i18n import _
from thirdring.labels import label
from thirdring.ui.actions import Actions
from thirdring.ui.review.bulk_page import BulkPage
from thirdring.ui.review.case_page import CasePage, may_report
from thirdring.ui.review.case_sheet import CaseSheet, case_sheet
from thirdring.ui.review.decision_bar import ACTION_OF, DecisionBar, Words
from thirdring.ui.review.evidence import Evidence
from thirdring.ui.review.lessons import Lessons
from thirdring.ui.review.queue_pane import Queue, QueuePane
from thirdring.ui.review.review_context import ReviewContext
from thirdring.ui.review.side_panel import SidePanel
from thirdring.ui.review.waiting import TOPICS, Waiting
from thirdring.ui.runner import Runner
from thirdring.ui.theme import Token
from thirdring.ui.ticker import Ticker
from thirdring.ui.widgets import EmptyState, Ground, Styled
from thirdring.usecases.decide_review import decide_review
from thirdring.usecases.decide_reviews import BulkRow, decide_reviews
from thirdring.usecases.desk_facts import DeskFacts
from thirdring.usecases.report_back import report_back
from thirdring.usecases.review_rows import ReviewLine
from thirdring.usecases.take_next_review import take_next_review
from thirdring.usecases.tell_notice import tell_notice
from thirdring.usecases.undo_decision import undo_decision
from thirdring.usecases.unmask_ticket import unmask_ticket

_QUEUE, _QUEUE_TIGHT = 316, 232
_ALONE = frozenset({Decision.STATEMENT, Decision.CALLED_BACK})


class ReviewScreen(Styled, QWidget):
    """`said` and `failed` go to the foot of the window; `counted` carries what waits and whether
    something of it is late.
    """

    said = Signal(str)
    undoable = Signal(str, object)  # sentence, callable that takes it back
    failed = Signal(object)
    ticket_asked = Signal(object)
    counted = Signal(int, bool)

    def __init__(
        self,
        facts: DeskFacts,
        granted: frozenset[Permission],
        runner: Runner,
        actions: Actions,
        ticker: Ticker,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._runner, self._ticker = runner, ticker
        self._decides = Permission.REVIEW in granted
        self._busy = False
        self._tried: tuple[Decision | None, Words, uuid.UUID | None] | None = None
        self._newer: int | None = None
        self._undoable = False
        self._wide: bool | None = None
        self.pane = QueuePane(runner, ticker, facts.time, decides=self._decides)
        lessons = Lessons(runner, learns=Permission.SEE_TICKETS in granted)
        self.page, self.bulk = CasePage(lessons, Evidence(runner)), BulkPage()
        self.side = SidePanel(actions.keys("review.statement"))
        lint = lint_of(facts.wordings, facts.internal_numbers)
        self.bar = DecisionBar(actions, lint)
        self.context = ReviewContext(
            self, brief=Permission.SEE_BRIEF in granted, decides=self._decides,
            keys=actions.keys("review.next"),
        )  # fmt: skip
        self._none = EmptyState("gavel")
        self._lay_out()
        self._connect(actions)
        self.wire()

    def _lay_out(self) -> None:
        self._middle = QStackedWidget()
        for page in (self._none, self.page, self.bulk):
            self._middle.addWidget(page)
        ground = Ground(Token.BG_SURFACE)
        column = QVBoxLayout(ground)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._middle, 1)
        column.addWidget(self.bar)
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.pane)
        row.addWidget(ground, 1)
        row.addWidget(self.side)
        self.bar.hide()
        self.side.hide()

    def _connect(self, actions: Actions) -> None:
        self.pane.list.chosen.connect(self._on_chosen)
        self.pane.list.picked.connect(self._on_picked)
        self.pane.list.entered_row.connect(self._on_entered_row)
        self.pane.counted.connect(self._on_counted)
        self.pane.failed.connect(self.failed)
        self.page.ticket_asked.connect(self.ticket_asked)
        self.page.unmask_asked.connect(self._on_unmask)
        self.page.lessons.failed.connect(self.failed)
        self.side.told.connect(self._on_told)
        self.side.statement_asked.connect(self._on_statement)
        self.bar.decided.connect(self._on_decided)
        self.bar.reported.connect(self._on_reported)
        self.bar.again.connect(self._on_again)
        self.bar.yielded.connect(self._on_yielded)
        self.bulk.closed.connect(self._on_bulk_closed)
        self._ticker.tick.connect(self._on_tick)
        actions.on("refresh", self._on_refresh)
        actions.on("review.decide", self.bar.decide)
        actions.on("review.replace", self.bar.replace)
        actions.on("review.next", self.take_next)
        self.context.next_asked.connect(self.take_next)
        for decision, action in ACTION_OF.items():
            actions.on(action, self._presser(decision))

    def _presser(self, decision: Decision) -> Any:
        def press() -> None:
            if decision is Decision.STATEMENT:
                self._on_statement_key()
            else:
                self.bar.press(decision)

        return press

    def retranslate(self) -> None:
        self._none.set_text(
            _("No case is chosen"), _("Choose one at the left to see it on one page.")
        )

    def restyle(self) -> None:
        self._measure()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def _measure(self) -> None:
        """Where there is little room the side stands under the facts."""
        theme = self.theme
        wide = self.width() >= theme.px(1180)
        self.pane.setFixedWidth(theme.px(_QUEUE if self.width() >= theme.px(900) else _QUEUE_TIGHT))
        if wide == self._wide:
            return
        self._wide = wide
        if wide:
            self.page.column.removeWidget(self.side.body)
            self.side.area.setWidget(self.side.body)
        else:
            self.side.area.takeWidget()
            self.page.column.insertWidget(self.page.column.count() - 1, self.side.body)
            self.side.body.show()
        self._show_side()

    # --- coming and going ----------------------------------------------------------------------

    def entered(self) -> None:
        """The screen is shown: the keys are in the queue."""
        self.refresh()
        self.pane.focus_list()

    def refresh(self) -> None:
        """Read again what is seen; choice and typed words stay."""
        self.pane.refresh()

    def on_touched(self, topics: frozenset[str] = TOPICS) -> None:
        """After a commit anywhere."""
        if topics & TOPICS:
            self.refresh()

    def show_case(self, escalation_id: uuid.UUID) -> None:
        """Put the keys on this case."""
        self.pane.show_case(escalation_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            if self.bar.stop_choosing():
                return
            if self.bulk.has_result and self._middle.currentWidget() is self.bulk:
                self._on_bulk_closed()
            else:
                self.pane.focus_list()
            return
        super().keyPressEvent(event)

    # --- what is shown -------------------------------------------------------------------------

    def _on_chosen(self, line: ReviewLine | None) -> None:
        if line is None:
            self._show_nothing()
            return
        self._runner.read(
            case_sheet, line.id, reviews=self._decides and self.pane.queue is Queue.WAITING,
            owner=self, key="sheet", then=self._on_sheet, failed=self._on_gone,
        )  # fmt: skip

    def _on_sheet(self, sheet: CaseSheet) -> None:
        line = self.pane.list.line
        if line is None or line.id != sheet.detail.line.id:
            return
        self.page.show_sheet(sheet, self._ticker.now())
        self.side.show_sheet(sheet)
        if sheet.people:
            self.bar.set_people(sheet.people)
        self._on_picked()
        self.page.lessons.liken(sheet)

    def _on_picked(self) -> None:
        """What the bar may do now: with one case, or with all that are selected."""
        if self.bulk.has_result:
            return
        lines = self.pane.list.selected()
        if len(lines) > 1 and self._decides and self.pane.queue is Queue.WAITING:
            may = frozenset.intersection(*(line.may for line in lines)) - _ALONE
            self.bulk.show_selection(lines)
            self._middle.setCurrentWidget(self.bulk)
            self.bar.show_case("many", may, count=len(lines))
            self.bar.setVisible(True)
            self._show_side()
            return
        sheet, line = self.page.sheet, self.pane.list.line
        if line is None:
            self._show_nothing()
            return
        if sheet is None or sheet.detail.line.id != line.id:
            return
        self._middle.setCurrentWidget(self.page)
        report = not sheet.reviews and may_report(sheet)
        may = sheet.detail.line.may if sheet.reviews else frozenset()
        self.bar.show_case(line.id, may, report=report)
        self.bar.setVisible(report or bool(may))
        self._show_side()

    def _show_side(self) -> None:
        page = self._middle.currentWidget() is self.page
        self.side.setVisible(bool(self._wide) and page and self.side.anything())

    def _show_nothing(self) -> None:
        self._middle.setCurrentWidget(self._none)
        self.side.show_sheet(None)
        self.side.hide()
        self.bar.hide()

    def _on_gone(self, _error: ThirdRingError) -> None:
        self.pane.refresh()

    def _on_counted(self, waiting: Waiting) -> None:
        self.counted.emit(waiting.count, waiting.urgent)
        if waiting.counts is not None:
            self.context.set_decided(waiting.counts.decided_today)

    def _on_entered_row(self) -> None:
        if self.bar.isVisible():
            self.bar.text.setFocus(Qt.FocusReason.TabFocusReason)

    # --- deeds ---------------------------------------------------------------------------------

    def _on_decided(
        self, decision: Decision, words: Words, statement_id: uuid.UUID | None = None
    ) -> None:
        lines = self.pane.list.selected()
        if self._busy:
            return
        if len(lines) > 1:
            self._decide_many(lines, decision, words)
            return
        sheet = self.page.sheet
        if sheet is None:
            return
        line, self._tried = sheet.detail.line, (decision, words, statement_id)
        self._undoable = undoable(decision, line.state, planned=line.plan is not None)
        version = self._newer if self._newer is not None else line.version
        self._busy = True
        self._runner.run(
            decide_review, line.id, decision, plan=words.plan, to=words.to, reason=words.reason,
            statement_id=statement_id, version=version, owner=self, then=self._on_done,
            failed=self._on_refused,
        )  # fmt: skip

    def take_next(self, *_: object) -> None:
        """Take over the most urgent case nobody has taken; two who press at once get two (C4)."""
        if not self._busy:
            self._busy = True
            self._runner.run(
                take_next_review, owner=self, then=self._on_taken, failed=self._on_refused
            )

    def _on_taken(self, line: ReviewLine | None) -> None:
        self._busy = False
        if line is None:
            self.said.emit(_("Nothing waits for a decision"))
            self.refresh()
            return
        name = line.number or line.name or line.about
        sentence = _("Yours now: {what}").format(what=name)
        self.undoable.emit(sentence, partial(self._undo, line.id, line.version))
        self.pane.show_case(line.id)  # what is being written about another case stays with that
        self.pane.focus_list()

    def _decide_many(self, lines: tuple[ReviewLine, ...], decision: Decision, words: Words) -> None:
        def then(rows: tuple[BulkRow, ...]) -> None:
            self._busy = False
            if any(row.done for row in rows):
                self.bar.used()
            self.bulk.show_result(lines, rows)
            self._middle.setCurrentWidget(self.bulk)
            self.bar.hide()
            self.refresh()

        self._busy = True
        self._runner.run(
            decide_reviews, [line.id for line in lines], decision, plan=words.plan, to=words.to,
            reason=words.reason, owner=self, then=then, failed=self._on_refused,
        )  # fmt: skip

    def _on_done(self, line: ReviewLine) -> None:
        self._busy, self._newer, self._tried = False, None, None
        self.bar.used()
        what = _(label(line.decision)) if line.decision else ""
        name = line.number or line.name or ""
        sentence = _("{number}: {what}").format(number=name, what=what) if name else what
        if self._undoable:
            self.undoable.emit(sentence, partial(self._undo, line.id, line.version))
        else:
            self.said.emit(_("{what}. This can't be taken back.").format(what=sentence))
        self.refresh()
        self.pane.focus_list()

    def _undo(self, escalation_id: uuid.UUID, version: int) -> None:
        """Ctrl+Z, or the line in the top bar: it waits as it did, and is shown again."""

        def then(line: ReviewLine) -> None:
            self.said.emit(_("Taken back; it waits again."))
            self.show_case(line.id)

        self._runner.run(
            undo_decision, escalation_id, version=version, owner=self, then=then,
            failed=self.failed.emit,
        )  # fmt: skip

    def _on_reported(self, text: str) -> None:
        sheet = self.page.sheet
        if sheet is None or self._busy:
            return
        line, self._tried = sheet.detail.line, (None, Words(reason=text), None)
        version = self._newer if self._newer is not None else line.version
        self._busy = True
        self._runner.run(
            report_back, line.id, text, version=version, owner=self, then=self._on_told_customer,
            failed=self._on_refused,
        )  # fmt: skip

    def _on_told_customer(self, _line: ReviewLine) -> None:
        self._busy, self._newer, self._tried = False, None, None
        self.bar.used()
        self.said.emit(_("Written down: the customer was told."))
        self.refresh()
        self.pane.focus_list()

    def _on_refused(self, error: ThirdRingError) -> None:
        self._busy = False
        if isinstance(error, Conflict) and isinstance(error.theirs, ReviewLine) and self._tried:
            decision, words, _statement = self._tried
            self._newer = error.theirs.version
            self.bar.show_conflict(error.theirs, decision, words.plan or words.reason)
            self.refresh()
            return
        self.bar.show_refusal(error)

    def _on_again(self) -> None:
        """As I wrote, on top of what was decided meanwhile."""
        if self._tried is None:
            return
        decision, words, statement_id = self._tried
        self.bar.conflict.hide()
        if decision is None:
            self._on_reported(words.reason)
        else:
            self._on_decided(decision, words, statement_id)

    def _on_yielded(self) -> None:
        self._newer, self._tried = None, None
        self.bar.conflict.hide()
        self.refresh()
        self.pane.focus_list()

    def _on_statement_key(self) -> None:
        found = self.side.statements() if self.isVisible() else ()
        if len(found) == 1:
            self._on_statement(found[0].id)
        elif found:
            self.side.focus_statement()

    def _on_statement(self, statement_id: uuid.UUID) -> None:
        self._on_decided(Decision.STATEMENT, self.bar.words(Decision.STATEMENT), statement_id)

    def _on_told(self, notice_id: uuid.UUID, way: Way) -> None:
        self._runner.run(
            tell_notice, notice_id, way, owner=self, then=self._on_notice, failed=self.failed.emit
        )

    def _on_notice(self, _row: object) -> None:
        self.said.emit(_("Marked as told."))
        self.refresh()

    def _on_unmask(self, reason: str) -> None:
        sheet = self.page.sheet
        if sheet is not None and sheet.detail.line.ticket_id is not None:
            self._runner.run(
                unmask_ticket, sheet.detail.line.ticket_id, reason, owner=self,
                then=self.page.show_number, failed=self.failed.emit,
            )  # fmt: skip

    def _on_bulk_closed(self) -> None:
        self.bulk.show_selection(())
        self._on_picked()
        self.pane.focus_list()

    def _on_refresh(self) -> None:
        if self.isVisible():
            self.refresh()

    def _on_tick(self, now: datetime) -> None:
        if self.isVisible():
            self.pane.tick(now)
            self.page.tick(now)
