"""F1: the shortcuts of this screen and of every screen, from the actions' table."""

from collections.abc import Iterable

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from thirdring.i18n import _
from thirdring.ui.actions import Actions, ActionSpec, keys_of
from thirdring.ui.shell.overlay import Overlay
from thirdring.ui.shell.overlay_parts import IconBox, OverlayFoot
from thirdring.ui.shell.rule_list import RuleList
from thirdring.ui.theme import Token, Type
from thirdring.ui.widgets import Button, ButtonKind, Hairline, Label, Styled
from thirdring.ui.widgets.paint import caps_of, caps_width, paint_caps

Group = tuple[str, list[tuple[str, str]]]  # heading, [(keys, text)]
_WIDTH = 760
_ROW = 28
_HEAD = 32


class _Table(Styled, QWidget):
    """Two columns of keys and words."""

    def __init__(self) -> None:
        super().__init__()
        self._groups: list[Group] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.wire()

    def set_groups(self, groups: list[Group]) -> None:
        self._groups = groups
        spoken = [f"{text}: {keys}" for _head, rows in groups for keys, text in rows]
        self.setAccessibleName("\n".join(spoken))
        self.updateGeometry()
        self.update()

    def _columns(self) -> list[list[Group]]:
        return [self._groups[:1], self._groups[1:]]

    def sizeHint(self) -> QSize:
        heights = [
            sum(self.theme.px(_HEAD) + len(rows) * self.theme.px(_ROW) for _head, rows in column)
            for column in self._columns()
        ]
        return QSize(self.theme.px(400), max(heights, default=0) + self.theme.px(16))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        half = self.width() // 2
        for at, column in enumerate(self._columns()):
            y = self.theme.px(8)
            for heading, rows in column:
                y = self._paint_group(painter, QRect(at * half, y, half, 0), heading, rows)

    def _paint_group(
        self, painter: QPainter, room: QRect, heading: str, rows: list[tuple[str, str]]
    ) -> int:
        theme, y = self.theme, room.y()
        left, right = room.x() + theme.px(20), room.right() - theme.px(20)
        painter.setFont(theme.font(Type.CAPTION))
        painter.setPen(theme.color(Token.TEXT_3))
        line = QRect(left, y, right - left, theme.px(_HEAD))
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, heading)
        y += theme.px(_HEAD)
        metrics = QFontMetrics(theme.font())
        for keys, text in rows:
            caps = caps_of(keys)
            width = caps_width(theme, caps)
            middle = y + theme.px(_ROW) // 2
            paint_caps(painter, theme, QPoint(right - width, middle), caps)
            painter.setFont(theme.font())
            painter.setPen(theme.color(Token.TEXT))
            words = QRect(left, y, right - width - theme.px(10) - left, theme.px(_ROW))
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, words.width())
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, shown)
            y += theme.px(_ROW)
        return y + theme.px(4)


class ShortcutsSheet(Overlay):
    """`show_for(screen, title)` lists what works there."""

    def __init__(self, actions: Actions, parent: QWidget) -> None:
        super().__init__(_WIDTH, parent)
        self._actions = actions
        self._screen, self._screen_title = "", ""
        self._title = Label(step=Type.SAY, bold=True)
        self._close = Button(kind=ButtonKind.BARE, icon="x", small=True)
        self._close.clicked.connect(self.close_over)
        self._table = _Table()
        self._rules = RuleList()
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setWidget(self._pages())
        self._scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._foot = OverlayFoot()
        head = QHBoxLayout()
        head.setContentsMargins(20, 12, 12, 12)
        head.setSpacing(10)
        head.addWidget(IconBox("keyboard", Token.ACCENT_TEXT))
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self._close)
        self.column.addLayout(head)
        self.column.addWidget(Hairline())
        self.column.addWidget(self._scroll, 1)
        self.column.addWidget(self._foot)
        self.wire()

    def _pages(self) -> QWidget:
        both = QWidget()
        both.setObjectName("plain")
        column = QVBoxLayout(both)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._table)
        column.addWidget(self._rules)
        column.addStretch(1)
        return both

    def retranslate(self) -> None:
        self._title.setText(_("Shortcuts and rules"))
        self._close.set_hint(_("Close"))
        self._foot.set_parts([("Escape", _("close"))], [("Ctrl+K", _("search any command"))])
        self._fill()

    def show_for(self, screen: str, title: str, rules: Iterable[str] = ()) -> None:
        """`rules` are the ids to be read on that screen now; each is explained."""
        self._screen, self._screen_title = screen, title
        self._rules.set_rules(rules)
        self._fill()
        self.open_over()
        self._scroll.setFocus(Qt.FocusReason.PopupFocusReason)

    def sheet_height(self, most: int) -> int:
        rules = self._rules.heightForWidth(self.theme.px(_WIDTH)) if self._rules.filled else 0
        wanted = self._table.sizeHint().height() + rules + self.theme.px(116)
        return min(most, wanted)

    def _fill(self) -> None:
        offered = self._actions.offered(self._screen)
        here = [_row(spec) for spec in offered if spec.screen and not _is_digit(spec)]
        digits = [spec for spec in offered if _is_digit(spec)]
        if digits:
            here.append(("Ctrl+1…9", _(digits[0].text)))
        everywhere = [_row(spec) for spec in offered if not spec.screen]
        groups = [(_("Everywhere"), everywhere)]
        if here:
            groups.insert(0, (self._screen_title, here))
        self._table.set_groups(groups)


def _is_digit(spec: ActionSpec) -> bool:
    return spec.id.startswith("phrase.") and spec.id[-1].isdigit()


def _row(spec: ActionSpec) -> tuple[str, str]:
    return keys_of(spec), _(spec.text)
