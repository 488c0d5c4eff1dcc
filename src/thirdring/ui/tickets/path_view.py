"""The path of D6 as a line of dots: where the ticket stands, what lies behind and ahead."""

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from thirdring.domain.enums import TicketKind, TicketState
from thirdring.domain.errors import N_
from thirdring.domain.ticket_path import MILESTONES, PATHS, milestone
from thirdring.i18n import _
from thirdring.ui.theme import Token, Type
from thirdring.ui.tickets.look import state_word
from thirdring.ui.widgets import Styled

_SHORT = {
    TicketState.INTAKE: N_("Intake"),
    TicketState.INVESTIGATION: N_("Inquiry"),
    TicketState.APPRAISAL: N_("Appraisal"),
    TicketState.REMEDY: N_("Remedy"),
    TicketState.RESULT_TOLD: N_("Result"),
    TicketState.RETURN_VISIT: N_("Visit"),
    TicketState.ARCHIVED: N_("Archive"),
}
_SHORT_WAY = (
    TicketState.INTAKE, TicketState.INVESTIGATION, TicketState.RESULT_TOLD, TicketState.ARCHIVED,
)  # fmt: skip


class PathView(Styled, QWidget):
    """Dots filled up to where the ticket stands; nothing where it left the path."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._points: tuple[TicketState, ...] = MILESTONES
        self._reached = -1
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.wire()

    def show_state(self, kind: TicketKind, state: TicketState) -> None:
        path = PATHS[kind]
        if len(path) > len(_SHORT_WAY) + 1:
            self._points, reached = MILESTONES, milestone(state)
        else:  # praise has fewer points still (G6)
            self._points = tuple(point for point in _SHORT_WAY if point in path)
            at = path.index(state) if state in path else -1
            passed = [point for point in self._points if path.index(point) <= at]
            reached = len(passed) - 1 if passed else None
        self._reached = -1 if reached is None else reached
        self.setAccessibleName(_("Path: {state}").format(state=state_word(state)))
        self.setVisible(reached is not None)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(240), self.theme.px(46))

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter = self.theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = theme.px(14)
        step = (self.width() - 2 * side) / (len(self._points) - 1)
        middle, radius = float(theme.px(10)), float(theme.px(4))
        for n, state in enumerate(self._points):
            x = side + n * step
            if n:
                tone = Token.ACCENT if n <= self._reached else Token.LINE_STRONG
                painter.setPen(QPen(theme.color(tone), 2))
                painter.drawLine(QPointF(x - step + radius, middle), QPointF(x - radius, middle))
            self._dot(painter, QPointF(x, middle), radius, n)
            self._word(painter, state, n, x, step)

    def _dot(self, painter: QPainter, at: QPointF, radius: float, n: int) -> None:
        theme = self.theme
        edge = Token.ACCENT if n <= self._reached else Token.LINE_STRONG
        full = n < self._reached
        painter.setPen(QPen(theme.color(edge), 2))
        painter.setBrush(theme.color(Token.ACCENT if full else Token.BG_SURFACE))
        painter.drawEllipse(at, radius, radius)

    def _word(self, painter: QPainter, state: TicketState, n: int, x: float, step: float) -> None:
        theme, here = self.theme, n == self._reached
        font = theme.font(Type.CAPTION, bold=here)
        painter.setFont(font)
        painter.setPen(theme.color(Token.ACCENT_TEXT if here else Token.TEXT_2))
        word = _(_SHORT[state])
        width = QFontMetrics(font).horizontalAdvance(word) + 2
        left = min(max(0.0, x - width / 2), self.width() - width)
        top = theme.px(22)
        room = QRect(round(left), top, max(width, round(step)), theme.px(20))
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, word)
