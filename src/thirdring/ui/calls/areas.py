"""Text areas of the form that grow with what is typed, up to a point, and never shrink below one."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QInputMethodEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from thirdring.domain.text_safety import TextKind
from thirdring.ui.widgets import TextArea


class GrowingArea(TextArea):
    """Shows `least` lines, and as many as there are up to `most`; then it scrolls."""

    def __init__(
        self,
        *,
        kind: TextKind = TextKind.TEXT,
        least: int = 1,
        most: int = 4,
        parent: QWidget | None = None,
    ) -> None:
        self._least, self._most, self._shown = least, most, least
        super().__init__(kind=kind, lines=least, parent=parent)
        self.setProperty("dense", True)
        self.document().documentLayout().documentSizeChanged.connect(self._on_size_changed)

    def sizeHint(self) -> QSize:
        line = max(QFontMetrics(self.theme.font()).lineSpacing(), self.theme.line())
        return QSize(self.theme.px(240), line * self._shown + self.theme.px(10))

    def restyle(self) -> None:
        super().restyle()
        self.document().setDocumentMargin(0)
        self._fit()

    def type_in(self, text: str) -> None:
        """Put `text` at the cursor; one undo takes it out again, and only it."""
        cursor = self.textCursor()
        cursor.beginEditBlock()
        cursor.insertText(text)
        cursor.endEditBlock()
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def replace_all(self, text: str) -> None:
        """Another text, undoably; nothing happens when it is the same."""
        if self.toPlainText() == text:
            return
        cursor = self.textCursor()
        cursor.select(cursor.SelectionType.Document)
        cursor.insertText(text)

    def _on_size_changed(self) -> None:
        lines = int(self.document().size().height())  # a plain-text document counts in lines
        shown = max(self._least, min(self._most, lines))
        if shown != self._shown:
            self._shown = shown
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._shown < self._most:
            self.verticalScrollBar().setValue(0)

    def _fit(self) -> None:
        self.setFixedHeight(self.sizeHint().height())
        full = self._shown >= self._most
        if not full:
            self.verticalScrollBar().setValue(0)
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAsNeeded if full else policy.ScrollBarAlwaysOff
        )
        self.updateGeometry()


class OneLineArea(GrowingArea):
    """A single line that can be underlined by a highlighter; Enter goes on to the next field."""

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(kind=TextKind.LINE, least=1, most=1, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setLineWrapMode(self.LineWrapMode.NoWrap)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self.focusNextChild()
            return
        super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        super().inputMethodEvent(event)
        self.ensureCursorVisible()

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(80), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _fit(self) -> None:
        super()._fit()
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
