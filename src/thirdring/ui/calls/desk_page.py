"""The desk as one screen: form and customer side by side, the ticket list below."""

import uuid
from collections.abc import Callable, Generator

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from thirdring.domain.phones import CallerId
from thirdring.domain.wording import lint_of
from thirdring.ui.actions import Actions
from thirdring.ui.calls.call_desk import CallDesk
from thirdring.ui.calls.call_page import CallPage
from thirdring.ui.calls.customer_line import CustomerLine
from thirdring.ui.calls.customer_panel import CustomerPanel
from thirdring.ui.calls.steady_clock import SteadyClock
from thirdring.ui.runner import Runner
from thirdring.ui.theme import Size
from thirdring.ui.ticker import Ticker
from thirdring.ui.widgets import Hairline, Styled
from thirdring.usecases.caller_history import CallerCard
from thirdring.usecases.desk_facts import DeskFacts
from thirdring.usecases.drafts import DraftBox

# Where the window is high enough, the answer gets a row that the mock's form does not have.
_ANSWER_ROW = 36
_HIGH = 680
_LEAST_SHARE = 0.72
_LIST = 152  # its views, its header and three rows


class _Room(QWidget):
    """Room for `inside` that asks for no more than it is given: what a list shows while it is empty
    has a height that goes with its width, which a layout would take from the foot of the form.
    """

    def __init__(self, inside: QWidget) -> None:
        super().__init__()
        self._inside = inside
        inside.setParent(self)

    def sizeHint(self) -> QSize:
        return self._inside.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._inside.setGeometry(self.rect())


class DeskPage(Styled, QWidget):
    """`calls` is the form, `customer` the panel, `desk` what stands behind both.

    `noticed` carries sentences for the foot of the window, `call_back_asked` a callback's id.
    """

    noticed = Signal(str)
    call_back_asked = Signal(object)

    def __init__(
        self,
        desk: CallDesk,
        calls: CallPage,
        customer: CustomerPanel,
        ticker: Ticker,
        below: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.desk, self.calls, self.customer = desk, calls, customer
        self._room = _Room(below) if below is not None else None
        self._ticker = ticker
        self._narrow = False
        self._line = CustomerLine()
        self._top = QWidget()
        row = QHBoxLayout(self._top)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(calls, 1)
        row.addWidget(customer)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._line)
        column.addWidget(self._top, 0 if below else 1)
        if self._room is not None:
            column.addWidget(Hairline())
            column.addWidget(self._room, 1)
        desk.setParent(self)
        desk.caller_changed.connect(customer.show_caller)
        desk.logged.connect(self._on_logged)
        desk.noticed.connect(self.noticed)
        customer.noticed.connect(self.noticed)
        customer.card_shown.connect(self._on_card_shown)
        for changed in (desk.changed, desk.shown, customer.card_shown):
            changed.connect(self._show_line)
        customer.card.told_asked.connect(self._on_told)
        customer.card.call_back_asked.connect(self.call_back_asked)
        self._line.more_asked.connect(customer.setVisible)
        ticker.tick.connect(self._line.tick)
        self.wire()

    def entered(self) -> None:
        """The screen is shown: the cursor goes where it was."""
        self.calls.entered()

    def left(self) -> None:
        self.calls.left()

    def incoming(self, caller: CallerId, name: str = "") -> None:
        """The telephone says that somebody rings (`thirdring incoming`)."""
        self.desk.ring(caller.number, anonymous=caller.anonymous, name=name)

    def set_narrow(self, on: bool) -> None:
        """Below 1280 px or at 200 %: the customer is one line, the panel comes when asked for."""
        self._narrow = on
        self._line.setVisible(on)
        self.customer.setVisible(not on)

    def close_down(self, timeout: float = 3.0) -> bool:
        """Save every draft; False when one could not be saved in `timeout` seconds."""
        return self.desk.close(timeout)

    def restyle(self) -> None:
        self.customer.setFixedWidth(self.theme.size(Size.CUSTOMER))
        self._measure()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def _measure(self) -> None:
        if self._room is None:
            return
        self._room.setMinimumHeight(min(self.theme.px(_LIST), self.height() // 4))
        high = self.height() >= self.theme.px(_HIGH)
        wanted = self.theme.size(Size.FORM_HEIGHT) + (self.theme.px(_ANSWER_ROW) if high else 0)
        self._top.setFixedHeight(min(wanted, int(self.height() * _LEAST_SHARE)))

    def _on_logged(self, _row: object) -> None:
        self.customer.refresh()

    def _show_line(self, _what: object = None) -> None:
        """What is owed is told in this call, or called back for: as the line is."""
        current = self.desk.current
        self.customer.card.show_line(talking=current.talking, keeps=current.call.record.keeps)

    def _on_told(self, callback_id: uuid.UUID | None) -> None:
        self.desk.current.call.keep_callback(callback_id)

    def _on_card_shown(self, card: CallerCard) -> None:
        self._line.show_card(card, self._ticker.now())


def build_desk_page(
    facts: DeskFacts,
    runner: Runner,
    actions: Actions,
    ticker: Ticker,
    open_box: Callable[[], DraftBox],
    below: QWidget | None = None,
) -> Generator[None, None, DeskPage]:
    """The desk of who signed in, piece by piece: the last one returns it.

    `facts` come from `desk_facts` (a read, before this is built); `open_box` opens the drafts, as
    `functools.partial(open_drafts, person.id, person.draft_key)`; it runs on the drafts' thread.
    `below` is the ticket list. Call `page.desk.start()` once signals are connected.
    """
    lint_of(facts.wordings, facts.internal_numbers)  # the form asks for it: a piece by itself
    yield
    desk = CallDesk(facts, runner, open_box, SteadyClock(ticker.now))
    calls = CallPage(desk, actions, ticker)
    yield
    customer = CustomerPanel(facts, runner, ticker)
    yield
    return DeskPage(desk, calls, customer, ticker, below)
