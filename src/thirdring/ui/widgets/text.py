"""Fields to type in that keep what was typed and say so when something could not be taken."""

from PySide6.QtCore import QMimeData, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDropEvent,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QShowEvent,
    QTextOption,
)
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from thirdring.domain.errors import Refusal
from thirdring.domain.text_safety import MAX_LENGTH, TextKind, clean, refuse_overlong
from thirdring.i18n import _, render
from thirdring.ui.theme import Size, Token
from thirdring.ui.widgets.base import Styled
from thirdring.ui.widgets.edit_menu import edit_menu


def fit_to_insert(text: str, kind: TextKind, beside: str = "") -> tuple[str, list[str]]:
    """What of a pasted `text` may go in, and the sentences to tell about it.

    `beside` is what stays in the field. Too long together means nothing goes in: cutting would
    look like success. Spaces at either end survive, they may join on to what is there.
    """
    try:
        cleaned = clean(text, kind)
        lead = text[: len(text) - len(text.lstrip(" "))]
        tail = text[len(text.rstrip(" ")) :] if text.strip() else ""
        whole = lead + cleaned.text + tail
        refuse_overlong(beside + whole, kind)
    except Refusal as refusal:
        return "", [render(refusal)]
    return whole, [render(note) for note in cleaned.notes]


def fit_to_show(text: str, kind: TextKind) -> str:
    """`text` set by code, a draft that comes back say: made safe, and never shortened."""
    whole, _notes = fit_to_insert(text, kind)
    return whole or text.replace("\x00", "")


class LineEdit(Styled, QLineEdit):
    """One line. `noticed` carries a sentence when what was pasted was changed or refused."""

    noticed = Signal(str)

    def __init__(self, *, kind: TextKind = TextKind.LINE, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = kind
        self.setMaxLength(MAX_LENGTH[kind])
        self.inputRejected.connect(self._on_rejected)
        self.wire()

    def restyle(self) -> None:
        self.setFont(self.theme.font())
        self.setFixedHeight(self.theme.size(Size.CONTROL))

    def value(self) -> str:
        """The text as the use cases take it: outer spaces off."""
        return self.text().strip()

    def setText(self, text: str | None) -> None:  # noqa: N802 - Qt's own name
        """Show `text`; what can't be shown safely is taken out (no note: nobody typed it)."""
        super().setText(fit_to_show(text or "", self._kind))

    def set_problem(self, *, on: bool) -> None:
        """The red frame of a field with a problem; the words stand beside it."""
        self.setProperty("problem", on)
        self.style().polish(self)

    def paste(self) -> None:
        self._insert(QGuiApplication.clipboard().text())

    def _insert(self, text: str) -> None:
        start = self.selectionStart() if self.hasSelectedText() else self.cursorPosition()
        end = start + len(self.selectedText())
        beside = self.text()[:start] + self.text()[end:]
        whole, notes = fit_to_insert(text, self._kind, beside)
        if whole:
            self._begin_undo_step()
            self.insert(whole)
            self._begin_undo_step()
        for note in notes:
            self.noticed.emit(note)

    def _begin_undo_step(self) -> None:
        """Moving the cursor is what makes QLineEdit keep two insertions apart."""
        if not self.hasSelectedText() and self.cursorPosition() > 0:
            self.cursorBackward(False, 1)
            self.cursorForward(False, 1)

    def _on_rejected(self) -> None:
        if len(self.text()) >= self.maxLength():
            full = _("This field is full: it holds {most} characters.")
            self.noticed.emit(full.format(most=self.maxLength()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
            event.accept()
            return
        super().keyPressEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        self._insert(event.mimeData().text())
        event.acceptProposedAction()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        edit_menu(self).popup(event.globalPos())

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(72), self.theme.size(Size.CONTROL))


class TextArea(Styled, QPlainTextEdit):
    """Several lines of plain text; Tab leaves the field. `lines` is how many it shows."""

    noticed = Signal(str)

    def __init__(
        self, *, kind: TextKind = TextKind.TEXT, lines: int = 3, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._kind, self._lines = kind, lines
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.wire()

    def restyle(self) -> None:
        self.setFont(self.theme.font())
        self.document().setDocumentMargin(self.theme.px(3))

    def value(self) -> str:
        return self.toPlainText().strip()

    def setPlainText(self, text: str) -> None:  # noqa: N802 - Qt's own name
        super().setPlainText(fit_to_show(text, self._kind))

    def set_problem(self, *, on: bool) -> None:
        self.setProperty("problem", on)
        self.style().polish(self)

    def insertFromMimeData(self, source: QMimeData) -> None:
        typed, cursor = self.toPlainText(), self.textCursor()
        # Qt counts UTF-16 units and Python characters; only the length of the rest matters.
        beside = typed[: max(0, len(typed) - len(cursor.selectedText()))]
        whole, notes = fit_to_insert(source.text(), self._kind, beside)
        if whole:
            cursor.beginEditBlock()  # one step of its own for undo
            cursor.insertText(whole)
            cursor.endEditBlock()
            self.ensureCursorVisible()
        for note in notes:
            self.noticed.emit(note)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        edit_menu(self).popup(event.globalPos())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.ensureCursorVisible()

    def sizeHint(self) -> QSize:
        line = max(QFontMetrics(self.theme.font()).lineSpacing(), self.theme.line())
        return QSize(self.theme.px(240), line * self._lines + self.theme.px(10))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(120), self.sizeHint().height())

    def ink(self) -> Token:
        """The tone of what is typed; highlighters mark around it."""
        return Token.TEXT
