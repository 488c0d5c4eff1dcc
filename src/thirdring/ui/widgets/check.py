"""A tick box whose frame is seen in every theme."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from thirdring.ui import icons
from thirdring.ui.theme import Size, Theme, Token
from thirdring.ui.theme_tokens import RADIUS_PILL
from thirdring.ui.widgets.base import Styled

BOX = 16


def paint_box(painter: QPainter, theme: Theme, rect: QRect, state: Qt.CheckState) -> None:
    """The box of `CheckBox` and of table rows: empty, ticked, or a dash for some."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    on = state is Qt.CheckState.Checked
    edge = Token.LINE_FIELD if state is Qt.CheckState.Unchecked else Token.ACCENT
    painter.setPen(QPen(theme.color(edge), 1))
    painter.setBrush(theme.color(Token.ACCENT if on else Token.BG_SURFACE))
    painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS_PILL, RADIUS_PILL)
    if on:
        ink = theme.color(Token.ON_ACCENT)
        icons.paint_icon(painter, rect, "check", ink, rect.width() - theme.px(4))
    elif state is Qt.CheckState.PartiallyChecked:
        middle = rect.center().y()
        painter.fillRect(rect.x() + 4, middle, rect.width() - 8, 2, theme.color(Token.ACCENT))
    painter.restore()


class CheckBox(Styled, QCheckBox):
    """Enter ticks it as Space does."""

    def __init__(self, text: str = "", *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setText(text)
        self.wire()

    def setText(self, text: str) -> None:  # noqa: N802 - Qt's own name
        super().setText(text.replace("&", "&&"))
        self.updateGeometry()

    def _label(self) -> str:
        return self.text().replace("&&", "&")

    def restyle(self) -> None:
        self.setFont(self.theme.font())

    def sizeHint(self) -> QSize:
        width = self.theme.px(BOX) + 4
        if self._label():
            text = QFontMetrics(self.theme.font()).horizontalAdvance(self._label())
            width += self.theme.px(8) + text + 4
        return QSize(width, self.theme.size(Size.SMALL_BUTTON))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, pos: object) -> bool:  # noqa: N802, ARG002 - the words count too
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, painter = self.theme, QPainter(self)
        side = theme.px(BOX)
        box = QRect(2, (self.height() - side) // 2, side, side)
        paint_box(painter, theme, box, self.checkState())
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.color(Token.ACCENT), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(box).adjusted(-1, -1, 1, 1), RADIUS_PILL, RADIUS_PILL)
        painter.setFont(theme.font())
        painter.setPen(theme.color(Token.TEXT if self.isEnabled() else Token.TEXT_3))
        room = self.rect().adjusted(2 + side + theme.px(8), 0, 0, 0)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, self._label())
