"""Receiving a complaint, praise or a request: the form, what is known beside it, what was filed."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from thirdring.domain.case_values import Handling, NoticeKind, Way
from thirdring.domain.enums import Channel, TicketState
from thirdring.domain.errors import Refusal, Refusals, ThirdRingError, Unavailable
from thirdring.domain.wording import lint_of
from thirdring.i18n import _, ngettext, render
from thirdring.ui.actions import Actions
from thirdring.ui.complaints.counter_card import CounterCard
from thirdring.ui.complaints.filed_page import FiledPage
from thirdring.ui.complaints.hints_panel import HintsPanel
from thirdring.ui.complaints.reception import Reception
from thirdring.ui.complaints.reception_desk import ReceptionDesk
from thirdring.ui.complaints.reception_footer import ReceptionFooter
from thirdring.ui.complaints.reception_form import ReceptionForm
from thirdring.ui.runner import Runner
from thirdring.ui.theme import Size, Token
from thirdring.ui.ticker import Ticker
from thirdring.ui.widgets import Button, ButtonKind, Ground, Hairline, Label, Styled
from thirdring.usecases.acknowledge import acknowledge
from thirdring.usecases.compose_notice import NoticeDraft, compose_notice
from thirdring.usecases.desk_facts import DeskFacts
from thirdring.usecases.drafts import DraftBox
from thirdring.usecases.file_complaint import Filed
from thirdring.usecases.find_callers import CallerHit
from thirdring.usecases.reception_facts import ReceptionFacts, reception_facts
from thirdring.usecases.reception_hints import ReceptionHints, reception_hints

_WAYS = {Channel.IN_PERSON: Way.IN_PERSON, Channel.MAILBOX: Way.EMAIL, Channel.LETTER: Way.LETTER}
# What is like it is looked for when typing pauses.
_PAUSE_MS = 400
_LEAST, _MOST = 640, 928
_ANY_WIDTH = 16_777_215  # Qt's QWIDGETSIZE_MAX, which PySide6 does not name
_BY_MESSAGE = {Channel.WECHAT, Channel.WEIBO, Channel.ONLINE_CHAT, Channel.WEBSITE}


class ReceptionScreen(Styled, QWidget):
    """Hand it to `add_screen("reception", …)`. `said` is a sentence for the undo line, with the
    way back in `undone`; `ticket_asked` carries a ticket's number.
    """

    said = Signal(str)
    discarded = Signal(str, object)  # sentence, callable that undoes it
    failed = Signal(object)
    ticket_asked = Signal(str)

    def __init__(
        self,
        desk: DeskFacts,
        runner: Runner,
        actions: Actions,
        ticker: Ticker,
        open_box: Callable[[], DraftBox],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._runner, self._ticker = runner, ticker
        self._filed: Filed | None = None
        self._facts_known = False
        self.desk = ReceptionDesk(desk, runner, open_box, ticker.now, self)
        lint = lint_of(desk.wordings, desk.internal_numbers)
        self.form = ReceptionForm(
            self.desk.current, lint, actions.keys("reception.replace"), ticker.now
        )
        self.footer = ReceptionFooter(desk.time, actions.keys("reception.file"))
        self.counter = CounterCard(actions.keys("reception.away"))
        self.hints = HintsPanel()
        self._asked_hints = ("", "", "")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._on_pause)
        self.filed = FiledPage()
        self._title = Label(bold=True)
        self._waiting = Button(kind=ButtonKind.LINK, small=True)
        self._discard = Button(kind=ButtonKind.BARE, icon="trash", small=True)
        self._stack = QStackedWidget()
        self._lay_out()
        self._connect(actions)
        ticker.tick.connect(self._on_tick)
        self.wire()

    def _lay_out(self) -> None:
        head = Ground(Token.BG_SURFACE, edges=Qt.Edge.BottomEdge)
        self._head = QHBoxLayout(head)
        self._head.setContentsMargins(16, 6, 10, 6)
        self._head.setSpacing(8)
        self._head.addWidget(self._title)
        self._head.addStretch(1)
        self._head.addWidget(self._waiting)
        self._head.addWidget(self._discard)
        self._left = Ground(Token.BG_SURFACE)
        column = QVBoxLayout(self._left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self.form, 1)
        column.addWidget(self.footer)
        beside = QWidget()
        beside.setObjectName("plain")
        self.side_column = QVBoxLayout(beside)
        self.side_column.setContentsMargins(0, 0, 0, 0)
        self.side_column.setSpacing(0)
        self.side_column.addWidget(self.counter)
        self.side_column.addWidget(self.hints)
        self.side_column.addStretch(1)
        self._side = QScrollArea()
        self._side.setWidget(beside)
        self._side.setWidgetResizable(True)
        self._side.setFrameShape(QScrollArea.Shape.NoFrame)
        self._side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        working = QWidget()
        row = QHBoxLayout(working)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._left, 3)
        row.addWidget(Hairline(Qt.Orientation.Vertical))
        row.addWidget(self._side, 1)
        self._stack.addWidget(working)
        self._stack.addWidget(self.filed)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)

    def _connect(self, actions: Actions) -> None:
        desk, form = self.desk, self.form
        desk.shown.connect(self._on_shown)
        desk.changed.connect(self._on_changed)
        desk.saved.connect(self.footer.show_saved)
        desk.trouble.connect(self.footer.show_trouble)
        desk.noticed.connect(self.said)
        desk.callers_found.connect(self._on_callers)
        desk.filed.connect(self._on_filed)
        desk.refused.connect(self._on_refused)
        form.number_typed.connect(desk.look_up)
        form.picked.connect(self._on_picked)
        form.cursor_moved.connect(desk.keep)
        form.focus_left.connect(desk.flush)
        self.footer.finish_asked.connect(self.file)
        self.footer.missing_pressed.connect(self.go_to_missing)
        self.counter.away_asked.connect(self.step_away)
        self.counter.room_asked.connect(self._on_room)
        self.hints.ticket_asked.connect(self.ticket_asked)
        self._waiting.clicked.connect(desk.show_next)
        self._discard.clicked.connect(self._on_discard)
        self.filed.told.connect(self._on_told)
        self.filed.opened.connect(self._on_open)
        self.filed.next_asked.connect(self.new)
        self.filed.said.connect(self.said)
        actions.on("reception.file", self._on_key)
        actions.on("reception.away", self.step_away)
        actions.on("reception.replace", form.rows.replace)
        actions.on("reception.withheld", self._on_withheld)

    def restyle(self) -> None:
        self._side.setMinimumWidth(self.theme.size(Size.SIDE))
        self._share_room()

    def retranslate(self) -> None:
        self._title.setText(_("Reception record"))
        self._discard.set_hint(_("Discard this one"))
        self._show_footer()

    # --- what others may ask -----------------------------------------------------------------

    def entered(self) -> None:
        """The screen is shown: the cursor goes where it was."""
        if not self._facts_known:
            self._facts_known = True
            self._runner.read(
                reception_facts, owner=self, then=self._on_facts, failed=self.failed.emit
            )
        if self._stack.currentIndex() == 0:
            self.form.restore_cursor()

    def left(self) -> None:
        self.desk.flush()

    def new(self) -> None:
        """A blank form; what was typed waits."""
        self.desk.new()

    def file(self) -> None:
        """File it, or go to the first thing that is missing."""
        if self.desk.sending:
            return
        try:
            self.desk.file()
        except Refusals as refusals:
            self._show_footer(refusals.all)
            self.go_to_missing(refusals.all)
        else:
            self.footer.finish.setEnabled(False)

    def go_to_missing(self, refusals: tuple[Refusal, ...] = ()) -> None:
        for refusal in refusals or self.desk.current.missing():
            if self.form.focus_field(refusal.field):
                return

    def step_away(self) -> None:
        """D14: away, or back again."""
        if self.desk.current.record.counter_since is not None:
            self.desk.current.step_away()

    def close_down(self) -> bool:
        """Save what is typed; False when that was not possible."""
        return self.desk.close()

    # --- what happened -----------------------------------------------------------------------

    def _on_facts(self, facts: ReceptionFacts) -> None:
        self.form.rows.set_facts(facts)

    def _on_shown(self, reception: Reception) -> None:
        self._stack.setCurrentIndex(0)
        self.form.adopt(reception)
        self.footer.finish.setEnabled(True)
        self.footer.show_saved(None)
        self._on_changed()
        if self.isVisible():
            self.form.restore_cursor()

    def _on_changed(self) -> None:
        self.form.refresh()
        self.counter.show_reception(self.desk.current, self._ticker.now())
        self._show_footer()
        if self._typed() != self._asked_hints:
            self._pause.start()

    def _typed(self) -> tuple[str, str, str]:
        """What the hints go by."""
        record = self.desk.current.record
        number = record.text("phone") if self.desk.current.whole_number() else ""
        return number, record.text("product"), record.text("raised")

    def _on_pause(self) -> None:
        """Typing paused: what is like it (D11), and what it may repeat."""
        self._asked_hints = self._typed()
        if not any(self._asked_hints):
            self.hints.show_nothing()
            return
        self._runner.read(
            reception_hints, *self._asked_hints, owner=self, key="hints", then=self._on_hints,
            failed=self.failed.emit,
        )  # fmt: skip

    def _on_hints(self, hints: ReceptionHints) -> None:
        self.hints.show_hints(hints, self._ticker.now(), self.desk.desk.time.zone)

    def _on_callers(self, hits: tuple[CallerHit, ...]) -> None:
        self.form.offer_callers(hits)

    def _on_picked(self, hit: CallerHit | None) -> None:
        self.desk.choose_caller(hit)
        self.form.focus_field("name" if hit is None else "raised")

    def _on_withheld(self) -> None:
        name = self.desk.current.record.cursor[0]
        if name in {"phone", "name", "address", "wants"}:
            reception = self.desk.current
            reception.set_withheld(name, on=name not in reception.record.withheld)

    def _on_room(self) -> None:
        self.desk.current.choose("handling", Handling.RECEPTION_ROOM.value)
        self.form.focus_field("guide")

    def _on_discard(self) -> None:
        gone = self.desk.discard()
        if gone.record.typed:
            self.discarded.emit(_("Discarded"), lambda: self.desk.bring_back(gone))

    def _on_key(self) -> None:
        if self._stack.currentIndex() == 0:
            self.file()
        else:
            self.filed.press()

    def _on_filed(self, reception: Reception, filed: Filed) -> None:
        self._filed = filed
        self.footer.finish.setEnabled(True)
        self.filed.show_filed(
            filed.number, reception.kind,
            told=filed.state is TicketState.ACKNOWLEDGED, way=_way_of(reception.channel),
        )  # fmt: skip
        self._stack.setCurrentIndex(1)
        self._runner.read(
            compose_notice, filed.id, NoticeKind.ACKNOWLEDGEMENT, owner=self, key="text",
            then=self._on_text, failed=self._on_no_text,
        )  # fmt: skip

    def _on_no_text(self, error: ThirdRingError) -> None:
        if isinstance(error, Unavailable) and error.gone:
            self.filed.set_later(on=True)
        else:
            self.failed.emit(error)

    def _on_text(self, draft: NoticeDraft) -> None:
        self.filed.show_text(draft.subject, draft.body)

    def _on_refused(self, error: ThirdRingError) -> None:
        self.footer.finish.setEnabled(True)
        refusals = error.all if isinstance(error, Refusals) else (error,)
        self.footer.show_missing((), " ".join(render(one) for one in refusals))
        self.go_to_missing(tuple(one for one in refusals if isinstance(one, Refusal)))

    def _on_told(self, way: Way) -> None:
        if self._filed is not None:
            self._runner.run(
                acknowledge, self._filed.id, way, self.filed.text.value(), owner=self, then=self._on_marked,
                failed=self.failed.emit,
            )  # fmt: skip

    def _on_marked(self, _fields: object) -> None:
        self.filed.set_told()

    def _on_open(self) -> None:
        if self._filed is not None:
            self.ticket_asked.emit(self._filed.number)

    def _on_tick(self, now: datetime) -> None:
        if self.isVisible():
            self.counter.tick(now)

    # --- showing -----------------------------------------------------------------------------

    def _show_footer(self, refusals: tuple[Refusal, ...] = ()) -> None:
        record = self.desk.current.record
        self.footer.show_missing(
            refusals or self.desk.current.missing(), blank=not record.typed and not refusals
        )
        waiting = sum(one is not self.desk.current for one in self.desk.unfinished)
        self._waiting.setVisible(waiting > 0)
        self._waiting.setText(
            ngettext("{n} more unfinished", "{n} more unfinished", waiting).format(n=waiting)
        )
        self._discard.setVisible(record.typed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()

    def _share_room(self) -> None:
        """What is known beside the form gives way where there is no room for both."""
        beside = self.width() >= self.theme.px(_LEAST) + self.theme.size(Size.SIDE)
        self._side.setVisible(beside)
        # A form is never wider than it reads well; what is known beside it takes the rest.
        self._left.setMaximumWidth(self.theme.px(_MOST) if beside else _ANY_WIDTH)


def _way_of(channel: Channel | None) -> Way:
    if channel in _BY_MESSAGE:
        return Way.MESSAGE
    return _WAYS.get(channel, Way.PHONE) if channel else Way.PHONE
