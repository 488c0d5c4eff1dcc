"""The slim rail of screens at the left, and at its foot how this desk is connected."""

from enum import StrEnum

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from thirdring.i18n import _
from thirdring.ui import icons
from thirdring.ui.shell.logo import Logo
from thirdring.ui.theme import Size, Token, Type
from thirdring.ui.theme_tokens import MARKER, RADIUS_CONTROL
from thirdring.ui.widgets import Ground, Styled, set_tip
from thirdring.ui.widgets.paint import paint_focus
from thirdring.ui.words import count_text


class Link(StrEnum):
    """How this desk is connected: to its own file, to the server, to one that answers slowly, or
    waiting for the server.
    """

    LOCAL = "local"
    ONLINE = "online"
    SLOW = "slow"
    OFFLINE = "offline"


class _RailButton(Styled, QAbstractButton):
    def __init__(self, screen: str, icon: str, text: str, keys: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.screen_id = screen
        self._icon, self._msgid, self._keys = icon, text, keys
        self._count, self._urgent = 0, False
        self._most: int | None = None
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.wire()

    def retranslate(self) -> None:
        self.setText(_(self._msgid))
        count = count_text(self._count, self._most)
        waiting = _("{n} waiting").format(n=count) if self._count else ""
        self.setAccessibleName(self.text())
        self.setAccessibleDescription(waiting)
        set_tip(self, " ".join(part for part in (self.text(), self._keys) if part))

    def set_badge(self, count: int, *, most: int | None, urgent: bool) -> None:
        self._count, self._most, self._urgent = count, most, urgent
        self.retranslate()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.theme.size(Size.RAIL), self.theme.px(58))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme, on = QPainter(self), self.theme, self.isChecked()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        item = QRect(6, 0, self.width() - 13, self.height() - theme.px(2))
        if on or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color(Token.BG_SELECTED if on else Token.BG_HOVER))
            painter.drawRoundedRect(item, RADIUS_CONTROL, RADIUS_CONTROL)
        if on:
            marker = QRectF(-2, item.center().y() - theme.px(16), MARKER + 2, theme.px(32))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color(Token.ACCENT))
            painter.drawRoundedRect(marker, 2, 2)
        ink = theme.color(Token.ACCENT_TEXT if on else Token.TEXT_2)
        side = theme.px(icons.RAIL)
        # Where the rail is too low for its words the icons stand alone; the tip has the word.
        worded = self.height() >= theme.px(31) + theme.line(Type.CAPTION)
        top = theme.px(9) if worded else (item.height() - side) // 2
        room = QRect(item.x(), item.y() + top, item.width(), side)
        icons.paint_icon(painter, room, self._icon, ink, side)
        font = theme.font(Type.CAPTION, bold=on)
        painter.setFont(font)
        painter.setPen(ink)
        label = QRect(1, item.y() + theme.px(31), self.width() - 3, theme.line(Type.CAPTION))
        shown = QFontMetrics(font).elidedText(
            self.text(), Qt.TextElideMode.ElideRight, label.width()
        )
        if worded:
            painter.drawText(label, Qt.AlignmentFlag.AlignCenter, shown)
        if self._count:
            self._paint_badge(painter, QPointF(item.right() - theme.px(9), theme.px(11)))
        if self.hasFocus():
            paint_focus(painter, theme, item)

    def _paint_badge(self, painter: QPainter, middle: QPointF) -> None:
        theme = self.theme
        text = str(self._count) if self._count < 100 else "99+"
        painter.setFont(theme.font(Type.CAPTION, bold=self._urgent))
        width = max(theme.px(17), painter.fontMetrics().horizontalAdvance(text) + theme.px(8))
        height = theme.px(17)
        badge = QRectF(middle.x() - width / 2, middle.y() - height / 2, width, height)
        if self._urgent:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color(Token.OVER))
            ink = theme.color(Token.BG_SURFACE)
        else:
            painter.setPen(QPen(theme.color(Token.LINE_STRONG), 1))
            painter.setBrush(theme.color(Token.BG_WINDOW))
            ink = theme.color(Token.TEXT_2)
        painter.drawRoundedRect(badge, height / 2, height / 2)
        painter.setPen(ink)
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, text)


class _LinkState(Styled, QWidget):
    pressed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._link, self._waiting = Link.LOCAL, 0
        self._lines: list[str] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.wire()

    def set(self, link: Link, waiting: int) -> None:
        self._link, self._waiting = link, waiting
        self.retranslate()
        self.update()

    def retranslate(self) -> None:
        if self._link is Link.LOCAL:
            short, whole = _("Local"), _("On this computer")
        elif self._link is Link.ONLINE:
            short, whole = _("Online"), _("Connected to the server")
        elif self._link is Link.SLOW:
            short = _("Slow")
            whole = _("The server is slow just now. What you do is kept; just go on.")
        else:
            short = _("{n} to send").format(n=self._waiting) if self._waiting else _("Offline")
            whole = _("The server is away. Calls can be logged as usual and are sent later.")
        self._lines = [short]
        self.setAccessibleName(whole)
        set_tip(self, whole)

    def sizeHint(self) -> QSize:
        return QSize(self.theme.size(Size.RAIL), self.theme.px(52))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()):
            self.pressed.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self.theme
        calm = self._link in {Link.LOCAL, Link.ONLINE}
        tone = Token.TEXT_2 if calm else Token.SOON
        names = {
            Link.LOCAL: "device-desktop",
            Link.ONLINE: "cloud-check",
            Link.SLOW: "clock",
            Link.OFFLINE: "cloud-off",
        }
        side = theme.px(icons.HEAD)
        room = QRect(0, theme.px(4), self.width() - 1, side)
        icons.paint_icon(painter, room, names[self._link], theme.color(tone), side)
        painter.setFont(theme.font(Type.CAPTION))
        painter.setPen(theme.color(tone))
        label = QRect(0, theme.px(25), self.width() - 1, theme.line(Type.CAPTION))
        painter.drawText(label, Qt.AlignmentFlag.AlignCenter, self._lines[0])


class Rail(Ground):
    """`chosen` carries the screen's id when the person chooses one; `link_pressed`: how the desk is
    connected was clicked (the same as its action).
    """

    chosen = Signal(str)
    link_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Token.BG_WINDOW, edges=Qt.Edge.RightEdge, parent=parent)
        self._buttons: dict[str, _RailButton] = {}
        self._link = _LinkState(self)
        self._link.pressed.connect(self.link_pressed)
        column = QVBoxLayout(self)
        self._column = column
        column.setSpacing(0)
        self._head = QWidget()
        head = QVBoxLayout(self._head)
        head.setContentsMargins(0, 0, 0, 0)
        head.addWidget(Logo(), 0, Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self._head)
        self._items = QVBoxLayout()
        self._items.setSpacing(0)
        column.addLayout(self._items)
        column.addStretch(1)
        column.addWidget(self._link)
        self.wire()

    def restyle(self) -> None:
        self.setFixedWidth(self.theme.size(Size.RAIL))
        self._head.setFixedHeight(self.theme.size(Size.TOP_BAR))
        self._column.setContentsMargins(0, 0, 0, self.theme.px(8))

    def retranslate(self) -> None:
        self.setAccessibleName(_("Screens"))

    def add(self, screen: str, icon: str, text: str, keys: str = "") -> None:
        """Add an item; `text` is a msgid. Order of adding is order on the rail."""
        button = _RailButton(screen, icon, text, keys, self)
        button.clicked.connect(self._on_clicked)
        self._buttons[screen] = button
        self._items.addWidget(button)

    def set_shown(self, screen: str, *, on: bool) -> None:
        """Whether this person sees the item at all."""
        self._buttons[screen].setVisible(on)

    def set_current(self, screen: str) -> None:
        if screen in self._buttons:
            self._buttons[screen].setChecked(True)

    def set_badge(
        self, screen: str, count: int, *, most: int | None = None, urgent: bool = False
    ) -> None:
        """`count` is said exactly up to `most`, from where on nothing is counted."""
        if screen in self._buttons:
            self._buttons[screen].set_badge(count, most=most, urgent=urgent)

    def set_link(self, link: Link, waiting: int = 0) -> None:
        self._link.set(link, waiting)

    def _on_clicked(self) -> None:
        sender = self.sender()
        if isinstance(sender, _RailButton):
            self.chosen.emit(sender.screen_id)
