"""The card of who is on the line: name, masked number, what is owed, tickets, earlier calls."""

import uuid
from datetime import datetime

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QMenu, QScrollArea, QVBoxLayout, QWidget

from thirdring.domain.centertime import CenterTime
from thirdring.i18n import _
from thirdring.ui.calls.customer_parts import OwedBlock, PanelRow
from thirdring.ui.theme import Token, Type
from thirdring.ui.widgets import Button, ButtonKind, Label, SectionHead, Styled
from thirdring.ui.widgets.uncover import Uncover
from thirdring.ui.words import named, number_text
from thirdring.usecases.caller_history import CallerCard, Namesake

_SHORT = 5


class CustomerCard(Styled, QWidget):
    """`unmask_asked`, `edit_asked`; `merge_asked` and `unmerge_asked` carry an id; so does
    `call_back_asked`; `told_asked` the callback told in this call, or None. `copy_asked`,
    `erasing_asked`: what a person may want of their data (J6).
    """

    unmask_asked = Signal(str)
    edit_asked = Signal()
    merge_asked = Signal(object)
    unmerge_asked = Signal(object)
    ticket_asked = Signal(object)
    call_asked = Signal(object)
    call_back_asked = Signal(object)
    told_asked = Signal(object)
    copy_asked = Signal()
    erasing_asked = Signal()

    def __init__(self, time: CenterTime, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._time = time
        self._card: CallerCard | None = None
        self._whole = False
        self._now: datetime | None = None
        self._name = Label(step=Type.TITLE, elide=True)
        self._eye = Uncover()
        self._edit = Button(kind=ButtonKind.BARE, icon="edit", small=True)
        self.more = Button(kind=ButtonKind.BARE, icon="dots", small=True)
        self.menu = QMenu(self.more)
        self.more.set_menu(self.menu)
        self._where = Label(tone=Token.TEXT_2, elide=True)
        self._counts = Label(step=Type.CAPTION, tone=Token.TEXT_2)
        self._owed = OwedBlock(time)
        self._tickets_head = SectionHead()
        self._history_head = SectionHead()
        self._all = Button(kind=ButtonKind.LINK, small=True)
        self._note = Label(step=Type.CAPTION, tone=Token.TEXT_2, wrap=True)
        self._tickets: list[PanelRow] = []
        self._calls: list[PanelRow] = []
        self._records: list[QWidget] = []
        self._build()
        self._owed.call_asked.connect(self.call_back_asked)
        self._owed.told_asked.connect(self.told_asked)
        self._eye.asked.connect(self.unmask_asked)
        self._edit.clicked.connect(self.edit_asked)
        self._all.clicked.connect(self._on_all)
        self.wire()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(16, 8, 10, 0)
        head.setSpacing(2)
        head.addWidget(self._name, 1)
        head.addWidget(self._edit)
        head.addWidget(self._eye)
        head.addWidget(self.more)
        body = QWidget()
        self._rows = QVBoxLayout(body)
        self._rows.setContentsMargins(0, 0, 0, 8)
        self._rows.setSpacing(0)
        self._history_head.add(self._all)
        for widget in (self._tickets_head, self._history_head):
            widget.setContentsMargins(16, 8, 12, 0)
            self._rows.addWidget(widget)
        self._note.setContentsMargins(16, 6, 16, 0)
        self._rows.addWidget(self._note)
        self._rows.addStretch(1)
        area = QScrollArea()
        area.setWidget(body)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(head)
        for label in (self._where, self._counts):
            label.setContentsMargins(16, 0, 16, 0)
            column.addWidget(label)
        column.addSpacing(6)
        column.addWidget(self._owed)
        column.addWidget(area, 1)

    @property
    def card(self) -> CallerCard | None:
        return self._card

    def show_card(self, card: CallerCard, now: datetime) -> None:
        """Show what is known; numbers masked until asked for (H5)."""
        if self._card is None or self._card.customer_id != card.customer_id:
            self._whole = False
        self._card, self._now = card, now
        self._fill()

    def show_numbers(self, numbers: tuple[str, ...]) -> None:
        """The numbers in full; that they were asked for is in the access log."""
        address = self._card.address if self._card else None
        self._where.setText(_(", ").join(filter(None, [*numbers, address])))

    def show_line(self, *, talking: bool, keeps: uuid.UUID | None) -> None:
        """Whether somebody is on the line, and which callback this call keeps."""
        self._owed.show_line(talking=talking, keeps=keeps)

    def tick(self, now: datetime) -> None:
        self._owed.tick(now)

    def retranslate(self) -> None:
        self._eye.set_hint(_("Show the numbers in full; this is written down (H5)"))
        self._edit.set_hint(_("Change what is known of this customer"))
        self.more.set_hint(_("What a person may want of their data (J6)"))
        self._fill()

    def texts(self) -> list[str]:
        """What stands there, for those who read instead of look."""
        shown = [self._name.text(), self._where.text(), self._counts.text(), self._note.text()]
        rows = [row.accessibleName() for row in (*self._tickets, *self._calls)]
        return [text for text in (*shown, *rows) if text]

    def _fill(self) -> None:
        card, now = self._card, self._now
        if card is None or now is None:
            return
        known = card.customer_id is not None
        name = named(card.name or "", card.title) or _("No name")
        self._name.setText(name if known else _("Not known yet"))
        self._eye.setVisible(known)
        self._edit.setVisible(known)
        self.more.setVisible(known and (card.may_export or card.may_anonymise))
        self._fill_menu(card)
        self._where.setText(_(", ").join(filter(None, [*card.masked_numbers, card.address])))
        counts = _("Calls {calls}   Open {open}   Complaints {complaints}")
        self._counts.setText(
            counts.format(
                calls=number_text(card.calls),
                open=number_text(card.open_count),
                complaints=number_text(card.complaints),
            )
        )
        self._owed.show_owed(card.callbacks[0] if card.callbacks else None, now)
        self._fill_tickets(card, now)
        self._fill_calls(card, now)
        self._note.setText(_("Note: {text}").format(text=card.note) if card.note else "")
        self._note.setVisible(bool(card.note))
        self._fill_records(card)

    def _fill_menu(self, card: CallerCard) -> None:
        self.menu.clear()
        if card.may_export:
            self.menu.addAction(_("Export this person's file…"), self.copy_asked.emit)
        if card.may_anonymise:
            self.menu.addAction(_("Anonymise…"), self.erasing_asked.emit)

    def _fill_tickets(self, card: CallerCard, now: datetime) -> None:
        self._tickets_head.setVisible(bool(card.tickets))
        self._tickets_head.set_text(_("Open tickets"), number_text(len(card.tickets)))
        _clear(self._tickets)
        for place, ticket in enumerate(card.tickets):
            row = PanelRow()
            row.show_ticket(ticket, now, self._time)
            row.opened.connect(self.ticket_asked)
            self._rows.insertWidget(self._rows.indexOf(self._tickets_head) + 1 + place, row)
            self._tickets.append(row)

    def _fill_calls(self, card: CallerCard, now: datetime) -> None:
        shown = card.history if self._whole else card.history[:_SHORT]
        self._history_head.set_text(_("History"))
        self._history_head.setVisible(bool(card.history))
        self._all.setVisible(len(card.history) > len(shown))
        self._all.setText(_("All {n}").format(n=len(card.history)))
        _clear(self._calls)
        for place, call in enumerate(shown):
            row = PanelRow()
            row.show_call(call, now, self._time)
            row.opened.connect(self.call_asked)
            self._rows.insertWidget(self._rows.indexOf(self._history_head) + 1 + place, row)
            self._calls.append(row)
        widest = max(self._calls, key=PanelRow.lead_room, default=None)
        for row in self._calls:
            row.align_lead(widest.lead if widest else "")

    def _fill_records(self, card: CallerCard) -> None:
        """Other records of the same number, to be merged; merged ones, to be taken apart."""
        _clear(self._records)
        for other in card.same_number:
            text = _("Same number: {name}").format(name=_who(other))
            self._add_record(text, _("Merge"), other.id, self.merge_asked)
        for merged in card.merged:
            text = _("Merged with {name}").format(name=merged.name or _("No name"))
            self._add_record(text, _("Take apart"), merged.merge_id, self.unmerge_asked)

    def _add_record(
        self, text: str, deed: str, record_id: uuid.UUID, asked: SignalInstance
    ) -> None:
        row = RecordRow(text, deed, record_id)
        row.pressed.connect(asked)
        self._rows.insertWidget(self._rows.count() - 1, row)
        self._records.append(row)

    def _on_all(self) -> None:
        self._whole = True
        self._fill()


class RecordRow(QWidget):
    """A sentence about another record, and the one deed it offers; `pressed` carries its id."""

    pressed = Signal(object)

    def __init__(self, text: str, deed: str, record_id: uuid.UUID) -> None:
        super().__init__()
        self._id = record_id
        button = Button(deed, kind=ButtonKind.LINK, small=True)
        button.clicked.connect(self._on_clicked)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 12, 0)
        row.addWidget(Label(text, tone=Token.TEXT_2, elide=True), 1)
        row.addWidget(button)

    def _on_clicked(self) -> None:
        self.pressed.emit(self._id)


def _who(other: Namesake) -> str:
    name = named(other.name or "", other.title) or _("No name")
    return _(", ").join(filter(None, [name, other.address]))


def _clear(rows: list[QWidget] | list[PanelRow]) -> None:
    for row in rows:
        row.hide()
        row.deleteLater()
    rows.clear()
