"""Buttons with their key caps inside: one primary per screen, the rest quiet."""

from enum import StrEnum

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QMenu, QSizePolicy, QWidget

from thirdring.ui import icons
from thirdring.ui.theme import Size, Token
from thirdring.ui.theme_tokens import RADIUS_CONTROL
from thirdring.ui.widgets.base import Styled, set_tip
from thirdring.ui.widgets.paint import caps_of, caps_width, paint_caps, paint_focus


class ButtonKind(StrEnum):
    PRIMARY = "primary"
    QUIET = "quiet"
    BARE = "bare"
    LINK = "link"
    DESTRUCTIVE = "destructive"


class Button(Styled, QAbstractButton):
    """`keys` ("Ctrl+Return") are only shown; the shortcut itself belongs to the actions' table. A
    button that `folds` shows them where there is room.

    Enter presses a focused button as Space does. An icon alone needs `setAccessibleName`;
    `set_hint` does both name and tooltip.
    """

    def __init__(
        self,
        text: str = "",
        *,
        kind: ButtonKind = ButtonKind.QUIET,
        icon: str = "",
        keys: str = "",
        small: bool = False,
        folds: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._kind, self._icon, self._small, self._folds = kind, icon, small, folds
        self._keys = caps_of(keys)
        self._menu: QMenu | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        across = QSizePolicy.Policy.Maximum if folds else QSizePolicy.Policy.Fixed
        self.setSizePolicy(across, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setText(text)
        self.wire()

    def set_icon(self, name: str) -> None:
        self._icon = name
        self.updateGeometry()
        self.update()

    def set_keys(self, keys: str) -> None:
        self._keys = caps_of(keys)
        self.updateGeometry()
        self.update()

    def set_hint(self, text: str) -> None:
        """Tooltip and accessible name in one, for a button that shows only an icon."""
        set_tip(self, text)
        self.setAccessibleName(text)

    def set_menu(self, menu: QMenu) -> None:
        """Pressing opens `menu` below; a caret says so."""
        self._menu = menu
        self.clicked.connect(self._on_clicked_for_menu)
        self.updateGeometry()

    def _on_clicked_for_menu(self) -> None:
        if self._menu is not None:
            self._menu.popup(self.mapToGlobal(QPoint(0, self.height() + 2)))

    def setText(self, text: str) -> None:  # noqa: N802 - Qt's own name
        # Qt would take "&" for a mnemonic, and reads the text to screen readers.
        super().setText(text.replace("&", "&&"))
        self.updateGeometry()

    def label(self) -> str:
        return self.text().replace("&&", "&")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self.click()
            return
        super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        height = self.theme.size(Size.SMALL_BUTTON if self._small else Size.CONTROL)
        return QSize(max(self._content_width() + 2 * self._side(), height), height)

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        if not self._folds:
            return hint
        bare = self._content_width(keys=False) + 2 * self._side()
        return QSize(max(bare, hint.height()), hint.height())

    @property
    def shows_keys(self) -> bool:
        """Whether there is room for its keys."""
        return not self._folds or self.width() >= self.sizeHint().width()

    def _side(self) -> int:
        if self._kind is ButtonKind.LINK:
            return self.theme.px(4)
        if self._kind is ButtonKind.PRIMARY:
            return self.theme.px(15)
        if not self.label():
            return self.theme.px(6)
        return self.theme.px(8 if self._kind is ButtonKind.BARE else 11)

    def _parts(self, *, keys: bool) -> list[int]:
        theme, parts = self.theme, []
        if self._icon:
            parts.append(theme.px(icons.BUTTON))
        if self.label():
            bold = self._kind is ButtonKind.PRIMARY
            metrics = QFontMetrics(theme.font(bold=bold))
            parts.append(metrics.horizontalAdvance(self.label()))
        if keys and self._keys:
            parts.append(caps_width(theme, self._keys))
        if self._menu is not None:
            parts.append(theme.px(icons.INLINE))
        return parts

    def _content_width(self, *, keys: bool = True) -> int:
        parts = self._parts(keys=keys)
        return sum(parts) + self.theme.px(6) * max(0, len(parts) - 1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        ink = self._ink()
        gap = self.theme.px(6)
        x = (self.width() - self._content_width(keys=self.shows_keys)) // 2
        middle = self.height() // 2
        if self._icon:
            side = self.theme.px(icons.BUTTON)
            icons.paint_icon(painter, QRect(x, 0, side, self.height()), self._icon, ink, side)
            x += side + gap
        if self.label():
            bold = self._kind is ButtonKind.PRIMARY
            painter.setFont(self.theme.font(bold=bold))
            painter.setPen(ink)
            width = painter.fontMetrics().horizontalAdvance(self.label())
            room = QRect(x, 0, width + 2, self.height())
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, self.label())
            x += width + gap
        if self._keys and self.shows_keys:
            on_accent = self._kind is ButtonKind.PRIMARY and self.isEnabled()
            paint_caps(painter, self.theme, QPoint(x, middle), self._keys, on_accent=on_accent)
            x += caps_width(self.theme, self._keys) + gap
        if self._menu is not None:
            side = self.theme.px(icons.INLINE)
            room = QRect(x, 0, side, self.height())
            icons.paint_icon(painter, room, "chevron-down", ink, side)

    def _ink(self) -> QColor:
        color = self.theme.color
        if not self.isEnabled():
            return color(Token.TEXT_3)
        if self._kind is ButtonKind.PRIMARY:
            return color(Token.ON_ACCENT)
        if self._kind is ButtonKind.LINK:
            return color(Token.ACCENT_TEXT)
        if self._kind is ButtonKind.DESTRUCTIVE:
            return color(Token.OVER)
        if self._kind is ButtonKind.BARE:
            return color(Token.ACCENT_TEXT if self.isChecked() else Token.TEXT_2)
        return color(Token.TEXT)

    def _paint_ground(self, painter: QPainter) -> None:
        theme, rect = self.theme, QRectF(self.rect())
        active = self.isDown() or (self.underMouse() and self.isEnabled())
        fill: QColor | None = None
        edge: QColor | None = None
        if self._kind is ButtonKind.PRIMARY and self.isEnabled():
            fill = theme.color(Token.ACCENT_HOVER if active else Token.ACCENT)
        elif self._kind in {ButtonKind.QUIET, ButtonKind.DESTRUCTIVE, ButtonKind.PRIMARY}:
            fill = theme.color(Token.BG_HOVER if active else Token.BG_SURFACE)
            if self.isChecked():
                fill = theme.color(Token.BG_SELECTED)
            edge = theme.color(Token.LINE_STRONG)
        elif active:
            fill = theme.color(Token.BG_HOVER)
        painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(edge, 1) if edge is not None else Qt.PenStyle.NoPen)
        if edge is not None:
            rect.adjust(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(rect, RADIUS_CONTROL, RADIUS_CONTROL)
        if self.hasFocus():
            self._paint_ring(painter)

    def _paint_ring(self, painter: QPainter) -> None:
        if self._kind is not ButtonKind.PRIMARY:
            paint_focus(painter, self.theme, self.rect())
            return
        # Accent on accent would not be seen: a light ring inside the fill.
        inner = QRectF(self.rect()).adjusted(3, 3, -3, -3)
        painter.setPen(QPen(self.theme.color(Token.ON_ACCENT), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(inner, RADIUS_CONTROL - 2, RADIUS_CONTROL - 2)
