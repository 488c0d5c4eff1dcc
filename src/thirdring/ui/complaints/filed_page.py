"""What was just filed: the number to tell the customer, large, and the words to tell it with (J1)."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from thirdring.domain.case_values import Way
from thirdring.domain.enums import TicketKind
from thirdring.i18n import _
from thirdring.labels import label as label_of
from thirdring.ui.calls.areas import GrowingArea
from thirdring.ui.complaints.mail import eml_of, mailto_of
from thirdring.ui.theme import Token, Type
from thirdring.ui.widgets import (
    Button,
    ButtonKind,
    FieldLabel,
    Ground,
    Label,
    Segments,
    Shape,
    StateMark,
)

SaveAs = Callable[[QWidget, str], str]
OpenUrl = Callable[[QUrl], bool]


def _ask_path(over: QWidget, proposed: str) -> str:
    path, _kind = QFileDialog.getSaveFileName(over, _("Save the message"), proposed, "*.eml")
    return path


class FiledPage(Ground):
    """`told` carries the `Way`; `opened`, `next_asked` what was pressed; `said` a sentence."""

    told = Signal(object)
    opened = Signal()
    next_asked = Signal()
    said = Signal(str)

    def __init__(
        self, *, save_as: SaveAs = _ask_path, open_url: OpenUrl = QDesktopServices.openUrl,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(Token.BG_SURFACE, parent=parent)
        self._save_as, self._open_url = save_as, open_url
        self._subject = ""
        self._kind = TicketKind.COMPLAINT
        self._is_told = False
        self._head = StateMark(Shape.TICK, "", tone=Token.FINE, step=Type.SAY)
        self.number = Label(step=Type.CLOCK)
        self.number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.copy_number = Button(kind=ButtonKind.LINK, icon="copy")
        self._hint = Label(tone=Token.TEXT_2, wrap=True)
        self._rule = Label("J1", step=Type.CAPTION, tone=Token.TEXT_3)
        self._later = Label(tone=Token.TEXT_2, wrap=True)
        self._later.hide()
        self._text_label = FieldLabel()
        self.text = GrowingArea(least=7, most=14)
        self.copy, self.save, self.mail = (
            Button(icon="copy"), Button(icon="download"), Button(icon="mail"),
        )  # fmt: skip
        self._way_label = FieldLabel()
        self.way = Segments()
        self.mark = Button(kind=ButtonKind.PRIMARY, keys="Ctrl+Return")
        self._done = StateMark(Shape.TICK, "", tone=Token.FINE, step=Type.BODY)
        self.open = Button(kind=ButtonKind.QUIET, icon="ticket")
        self.next = Button(kind=ButtonKind.QUIET, icon="plus", keys="Ctrl+R")
        self._lay_out()
        self._connect()
        self.wire()

    def _lay_out(self) -> None:
        number = _line(self.number, self.copy_number)
        hint = _line(self._hint, self._rule)
        column = QVBoxLayout()
        column.setSpacing(8)
        for part in (self._head, number, hint):
            _put(column, part)
        column.addWidget(self._later)
        column.addWidget(self._lay_out_notice())
        column.addSpacing(8)
        _put(column, _line(self.open, self.next))
        column.addStretch(1)
        self._middle = QWidget()
        self._middle.setLayout(column)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 24, 24, 24)
        row.addWidget(self._middle, 1)
        row.addStretch(0)

    def _lay_out_notice(self) -> QWidget:
        """The words of the acknowledgement, and how it was told."""
        column = QVBoxLayout()
        column.setContentsMargins(0, 8, 0, 8)
        column.setSpacing(8)
        column.addWidget(self._text_label)
        column.addWidget(self.text)
        _put(column, _line(self.copy, self.save, self.mail))
        column.addSpacing(8)
        column.addWidget(self._way_label)
        _put(column, _line(self.way, self.mark, self._done))
        self._notice = QWidget()
        self._notice.setLayout(column)
        return self._notice

    def _connect(self) -> None:
        self.copy_number.clicked.connect(self._on_copy_number)
        self.copy.clicked.connect(self._on_copy)
        self.save.clicked.connect(self._on_save)
        self.mail.clicked.connect(self._on_mail)
        self.mark.clicked.connect(self._on_mark)
        self.open.clicked.connect(self.opened)
        self.next.clicked.connect(self.next_asked)

    def restyle(self) -> None:
        self._middle.setMaximumWidth(self.theme.px(640))

    def retranslate(self) -> None:
        self.copy_number.setText(_("Copy the number"))
        self._text_label.setText(_("Acknowledgement"))
        self._text_label.set_for(self.text)
        self.copy.setText(_("Copy"))
        self.save.setText(_("Save as .eml"))
        self.mail.setText(_("Mail program"))
        self._later.setText(
            _(
                "It is kept on this computer. When the server is back, the ticket has the wording of "
                "the acknowledgement, and there it is marked as told."
            )
        )
        self._way_label.setText(_("Told by"))
        self._way_label.set_for(self.way)
        self.way.set_options([(way, _(label_of(way))) for way in Way])
        self.mark.setText(_("Mark as told"))
        self.open.setText(_("Open the ticket"))
        self.next.setText(_("Next record"))
        self._show_state()

    def show_filed(self, number: str, kind: TicketKind, *, told: bool, way: Way) -> None:
        """`told`: they stand there and hear it now, nothing is left to mark."""
        self._kind, self._is_told = kind, told
        self.number.setText(number)
        self.text.setPlainText("")
        self.way.set_value(way)
        self.set_later(on=False)
        self._show_state()
        (self.next if told else self.mark).setFocus()

    def show_text(self, subject: str, body: str) -> None:
        """The acknowledgement, as the center words it."""
        self._subject = subject
        self.text.setPlainText(body)

    def set_later(self, *, on: bool) -> None:
        """The center words the acknowledgement, and marks it as told: it can't be asked just now."""
        self._later.setVisible(on)
        self._notice.setVisible(not on)
        if on:
            self.next.setFocus()

    def set_told(self) -> None:
        """The center knows that they were told."""
        self._is_told = True
        self._show_state()
        self.next.setFocus()

    def press(self) -> None:
        """Ctrl+Enter: what comes next."""
        if self._is_told or not self._later.isHidden():
            self.next_asked.emit()
        else:
            self._on_mark()

    def _show_state(self) -> None:
        heads = {
            TicketKind.PRAISE: _("The praise is recorded"),
            TicketKind.REQUEST: _("The request is recorded"),
        }
        self._head.set(
            Shape.TICK, heads.get(self._kind, _("The complaint is recorded")), tone=Token.FINE
        )
        given = bool(self.number.text())
        self.copy_number.setVisible(given)
        self._hint.setText(
            _("Tell them this number; with it they can ask how it stands at any time.")
            if given
            else _("The center gives it a number when the server is back.")
        )
        self._done.set(Shape.TICK, _("Told"), tone=Token.FINE)
        self._done.setVisible(self._is_told)
        self.mark.setVisible(not self._is_told)
        self.way.setVisible(not self._is_told)
        self._way_label.setVisible(not self._is_told)

    def _on_mark(self) -> None:
        way = self.way.value()
        if isinstance(way, Way):
            self.told.emit(way)

    def _on_copy_number(self) -> None:
        QGuiApplication.clipboard().setText(self.number.text())
        self.said.emit(_("Number copied"))

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.value())
        self.said.emit(_("Text copied"))

    def _on_save(self) -> None:
        path = self._save_as(self, f"{self.number.text()}.eml")
        if path:
            try:
                Path(path).write_bytes(eml_of(self._subject, self.text.value()))
            except OSError as error:
                self.said.emit(_("Not saved: {why}").format(why=error.strerror or error))
                return
            self.said.emit(_("Saved: {name}").format(name=Path(path).name))

    def _on_mail(self) -> None:
        self._open_url(mailto_of(self._subject, self.text.value()))


def _line(*parts: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    for part in parts:
        row.addWidget(part, int(isinstance(part, Label) and part.wordWrap()))
    if not any(isinstance(part, Label) and part.wordWrap() for part in parts):
        row.addStretch(1)
    return row


def _put(column: QVBoxLayout, part: QWidget | QHBoxLayout) -> None:
    if isinstance(part, QWidget):
        column.addWidget(part)
    else:
        column.addLayout(part)
