"""What is pressed in the top bar: the way to the palette, the bell, the person."""

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from thirdring.i18n import _, ngettext
from thirdring.ui import icons
from thirdring.ui.theme import Size, Token, Type
from thirdring.ui.theme_tokens import RADIUS_CONTROL
from thirdring.ui.widgets import Styled, set_tip
from thirdring.ui.widgets.paint import caps_of, caps_width, paint_caps, paint_focus


class BarButton(Styled, QAbstractButton):
    """What is pressed in the bar: Enter works as Space does."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
            return
        super().keyPressEvent(event)

    def _ground(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.theme.color(Token.BG_HOVER))
            painter.drawRoundedRect(self.rect(), RADIUS_CONTROL, RADIUS_CONTROL)
        if self.hasFocus():
            paint_focus(painter, self.theme, self.rect())


class PaletteButton(BarButton):
    """Looks like a search field; pressing it, or typing into it, opens the palette."""

    typed = Signal(str)

    def __init__(self, keys: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._caps = caps_of(keys)
        self._short = self._bare = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.wire()

    def retranslate(self) -> None:
        self.setText(_("Search or command"))
        self.setAccessibleName(self.text())

    def set_short(self, *, on: bool) -> None:
        """Only the magnifier and the keys, where the top bar has little room."""
        self._short = on
        self.updateGeometry()
        self.update()

    def set_bare(self, *, on: bool) -> None:
        """Only the magnifier, where there is hardly any room."""
        self._bare = on
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        if self._bare:
            return QSize(self.theme.px(36), self.theme.size(Size.CONTROL))
        words = QFontMetrics(self.theme.font()).horizontalAdvance(self.text())
        caps = caps_width(self.theme, self._caps) + self.theme.px(46)
        width = caps if self._short else max(self.theme.px(250), words + caps)
        return QSize(width, self.theme.size(Size.CONTROL))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        if text.isprintable() and text.strip():
            self.typed.emit(text)
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self.theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = Token.TEXT_3 if self.underMouse() else Token.LINE_FIELD
        painter.setPen(QPen(theme.color(edge), 1))
        painter.setBrush(theme.color(Token.BG_SURFACE))
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(frame, RADIUS_CONTROL, RADIUS_CONTROL)
        side = theme.px(icons.BUTTON)
        room = QRect(theme.px(10), 0, side, self.height())
        icons.paint_icon(painter, room, "search", theme.color(Token.TEXT_2), side)
        if not (self._short or self._bare):
            painter.setFont(theme.font())
            painter.setPen(theme.color(Token.TEXT_3))
            words = self.rect().adjusted(theme.px(34), 0, 0, 0)
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.text())
        if not self._bare:
            x = self.width() - caps_width(theme, self._caps) - theme.px(7)
            paint_caps(painter, theme, QPoint(x, self.height() // 2), self._caps)
        if self.hasFocus():
            paint_focus(painter, theme, self.rect())


class Bell(BarButton):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._count, self._urgent = 0, True
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.wire()

    def set_count(self, count: int, *, urgent: bool) -> None:
        self._count, self._urgent = count, urgent
        self.retranslate()
        self.updateGeometry()
        self.update()

    def retranslate(self) -> None:
        words = ngettext("{n} alarm", "{n} alarms", self._count) if self._count else _("No alarms")
        self.setAccessibleName(words)
        set_tip(self, words)

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self.theme.font(Type.CAPTION, bold=True))
        count = metrics.horizontalAdvance(str(self._count)) + self.theme.px(5) if self._count else 0
        return QSize(self.theme.px(28) + count, self.theme.px(30))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self.theme
        self._ground(painter)
        side = theme.px(icons.HEAD)
        room = QRect(theme.px(5), 0, side, self.height())
        icons.paint_icon(painter, room, "bell", theme.color(Token.TEXT_2), side)
        if self._count:
            painter.setFont(theme.font(Type.CAPTION, bold=True))
            painter.setPen(theme.color(Token.OVER if self._urgent else Token.SOON))
            words = self.rect().adjusted(theme.px(27), 0, 0, 0)
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, str(self._count))


class PersonButton(BarButton):
    """Initial, name, post; pressing opens the menu of the person."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._name, self._post = "", ""
        self._short = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.wire()

    def set_person(self, name: str, post: str) -> None:
        self._name, self._post = name, post
        self.setAccessibleName(" ".join(part for part in (name, post) if part))
        set_tip(self, self.accessibleName())
        self.updateGeometry()
        self.update()

    def set_short(self, *, on: bool) -> None:
        """Only the initial, where the top bar has little room."""
        self._short = on
        self.updateGeometry()
        self.update()

    def _text_width(self) -> int:
        metrics = QFontMetrics(self.theme.font(Type.CAPTION))
        widest = max(metrics.horizontalAdvance(self._name), metrics.horizontalAdvance(self._post))
        return min(widest, self.theme.px(140))

    def sizeHint(self) -> QSize:
        words = 0 if self._short else self._text_width() + self.theme.px(8)
        return QSize(words + self.theme.px(36), self.theme.px(38))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self.theme
        self._ground(painter)
        side = theme.px(28)
        disc = QRect(theme.px(4), (self.height() - side) // 2, side, side)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(Token.BG_SELECTED))
        painter.drawEllipse(disc)
        caption = theme.font(Type.CAPTION)
        painter.setPen(theme.color(Token.ACCENT_TEXT))
        painter.setFont(theme.font(Type.CAPTION, bold=True))
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, self._name[:1].upper())
        if self._short:
            return
        painter.setFont(caption)
        metrics, line = QFontMetrics(caption), theme.line(Type.CAPTION)
        top = (self.height() - 2 * line) // 2 if self._post else (self.height() - line) // 2
        for text, tone in ((self._name, Token.TEXT), (self._post, Token.TEXT_2)):
            room = QRect(disc.right() + theme.px(8), top, self._text_width() + 2, line)
            painter.setPen(theme.color(tone))
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)
            top += line
