"""Wording that should not reach a customer, underlined while it is typed (A6, B10, C5, C7, D12)."""

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QSyntaxHighlighter, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit

from thirdring.domain.enums import WordingKind
from thirdring.domain.wording import Finding, WordingLint
from thirdring.ui.theme import Token, theme_of

# A longer text is looked at when typing pauses, so that no keystroke waits for it.
_AT_ONCE = 4_000
_PAUSE_MS = 200


def utf16_offsets(text: str) -> Sequence[int] | None:
    """Where each code point begins in UTF-16 units, as Qt counts; None when they are the same."""
    if text.isascii() or max(text) <= "\uffff":
        return None
    offsets, at = [], 0
    for char in text:
        offsets.append(at)
        at += 2 if char > "\uffff" else 1
    offsets.append(at)
    return offsets


class LintHighlighter(QSyntaxHighlighter):
    """Underlines the findings of `lint` in a plain-text field. `found` when they changed.

    Quotation marks may span lines, so the whole text is looked at, and a line is drawn again only
    when something in it changed.
    """

    found = Signal()

    def __init__(self, field: QPlainTextEdit, lint: WordingLint) -> None:
        super().__init__(field.document())
        self._field = field
        self._lint = lint
        self._findings: tuple[tuple[int, int, Finding], ...] = ()
        self._drawing = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.look)
        field.textChanged.connect(self._on_typed)
        theme_of(field).changed.connect(self._on_theme_changed)

    @property
    def findings(self) -> tuple[tuple[int, int, Finding], ...]:
        """Start and end in UTF-16 units, and what was found there."""
        return self._findings

    def nearest(self) -> Finding | None:
        """What to point at: the finding at the cursor, else the last before it, else the first."""
        hit = self._nearest()
        return hit[2] if hit else None

    def replace(self, text: str) -> bool:
        """Put `text` where the nearest finding is, undoably; False when there is none."""
        hit = self._nearest()
        if hit is None or not text:
            return False
        start, end, _finding = hit
        cursor = QTextCursor(self._field.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(text)
        return True

    def look(self) -> None:
        """Look at the whole text now."""
        self._pause.stop()
        text = self._field.toPlainText()
        offsets = utf16_offsets(text) if text else None
        findings = tuple(
            (f.start, f.end, f) if offsets is None else (offsets[f.start], offsets[f.end], f)
            for f in self._lint.find(text)
        )
        if findings == self._findings:
            return
        self._findings = findings
        self._drawing = True
        self.rehighlight()
        self._drawing = False
        self.found.emit()

    def highlightBlock(self, _text: str) -> None:
        begin = self.currentBlock().position()
        length = self.currentBlock().length()
        for start, end, finding in self._findings:
            if end <= begin or start >= begin + length or end > begin + length:
                continue
            style = QTextCharFormat()
            style.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
            mild = finding.kind is WordingKind.JARGON
            style.setUnderlineColor(theme_of(self._field).color(Token.SOON if mild else Token.OVER))
            self.setFormat(start - begin, end - start, style)

    def _nearest(self) -> tuple[int, int, Finding] | None:
        if not self._findings:
            return None
        at = self._field.textCursor().position()
        before = [hit for hit in self._findings if hit[0] <= at]
        return before[-1] if before else self._findings[0]

    def _on_typed(self) -> None:
        if self._drawing:
            return
        if len(self._field.toPlainText()) > _AT_ONCE:
            self._pause.start()
        else:
            self.look()

    def _on_theme_changed(self) -> None:
        self._drawing = True
        self.rehighlight()
        self._drawing = False
