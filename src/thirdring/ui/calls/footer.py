"""Under the form, outside any scroll area: is it saved, who hung up, what is missing, finish."""

from datetime import datetime

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from thirdring.domain.centertime import CenterTime
from thirdring.domain.enums import HungUpBy
from thirdring.domain.errors import Refusal
from thirdring.i18n import _, render
from thirdring.labels import label
from thirdring.ui import icons
from thirdring.ui.calls.field_names import field_name
from thirdring.ui.calls.shown import choose_shown
from thirdring.ui.theme import Size, Token, Type
from thirdring.ui.widgets import Button, ButtonKind, ComboBox, Ground, Label, Shape, Styled, set_tip
from thirdring.ui.widgets.paint import paint_focus
from thirdring.ui.widgets.shapes import paint_shape


class MissingLine(Styled, QAbstractButton):
    """What is missing, with its rule; pressing it leads to the field. Elided, never wider."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = ""
        self._rule = ""
        self._shape = Shape.PIE
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.wire()

    def put(self, words: str, rule: str = "", *, shape: Shape = Shape.PIE, whole: str = "") -> None:
        """`whole` is the long form, for the tooltip and for screen readers."""
        self._words, self._rule, self._shape = words, rule, shape
        self.setAccessibleName(f"{whole or words} {rule}".strip())
        self.setText(words.replace("&", "&&"))
        set_tip(self, f"{whole or words} {rule}".strip())
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(60), self.theme.size(Size.SMALL_BUTTON))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._words:
            return
        theme, painter = self.theme, QPainter(self)
        tone = {Shape.PIE: Token.SOON, Shape.TRIANGLE: Token.OVER}.get(self._shape, Token.FINE)
        caption = QFontMetrics(theme.font(Type.CAPTION))
        rule = caption.horizontalAdvance(self._rule) + theme.px(6) if self._rule else 0
        side = theme.px(12)
        room = self.width() - side - theme.px(6) - rule
        words = caption.elidedText(self._words, Qt.TextElideMode.ElideRight, room)
        used = caption.horizontalAdvance(words)
        x = self.width() - used - rule - side - theme.px(6)
        middle = self.height() // 2
        color = theme.color(tone)
        paint_shape(painter, x, middle - side / 2, self._shape, color, size=side)
        painter.setFont(theme.font(Type.CAPTION))
        painter.setPen(color)
        left = x + side + theme.px(6)
        align = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRect(left, 0, used + 2, self.height()), align, words)
        if self._rule:
            painter.setPen(theme.color(Token.TEXT_3))
            painter.drawText(
                QRect(left + used + theme.px(6), 0, rule, self.height()), align, self._rule
            )
        if self.hasFocus():
            paint_focus(painter, theme, self.rect())


class _Saved(Styled, QWidget):
    """The state of the draft: a small icon and a caption."""

    def __init__(self) -> None:
        super().__init__()
        self._icon, self._tone = "device-floppy", Token.TEXT_3
        self._words = Label(step=Type.CAPTION, tone=Token.TEXT_3, elide=True)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._words)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.wire()

    def restyle(self) -> None:
        self._row.setContentsMargins(self.theme.px(22), 0, 0, 0)

    def put(self, words: str, *, icon: str, tone: Token) -> None:
        self._icon, self._tone = icon, tone
        self._words.setText(words)
        self._words.set_tone(tone)
        self.setVisible(bool(words))
        self.update()

    def text(self) -> str:
        return self._words.text()

    def sizeHint(self) -> QSize:
        words = self._words.fontMetrics().horizontalAdvance(self._words.text())
        return QSize(
            min(words, self.theme.px(180)) + self.theme.px(24), self.theme.size(Size.SMALL_BUTTON)
        )

    def paintEvent(self, _event: QPaintEvent) -> None:
        side = self.theme.px(icons.BUTTON)
        room = QRect(QPoint(0, 0), QSize(side, self.height()))
        color = self.theme.color(self._tone)
        icons.paint_icon(QPainter(self), room, self._icon, color, side)


class FormFooter(Ground):
    """`finish_asked`, `missing_pressed`, `hung_up` carry what was pressed."""

    finish_asked = Signal()
    missing_pressed = Signal()
    hung_up = Signal(object)

    def __init__(self, time: CenterTime, keys: str, parent: QWidget | None = None) -> None:
        self._time = time
        self._saved = _Saved()
        self._saved_at: datetime | None = None
        self._trouble = ""
        self.hang_up = ComboBox()
        self.missing = MissingLine()
        self.finish = Button(kind=ButtonKind.PRIMARY, keys=keys)
        super().__init__(edges=Qt.Edge.TopEdge, parent=parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(8)
        for widget in (self._saved, self.hang_up):
            row.addWidget(widget)
        row.addWidget(self.missing, 1)
        row.addWidget(self.finish)
        self.finish.clicked.connect(self.finish_asked)
        self.missing.clicked.connect(self.missing_pressed)
        self.hang_up.chosen.connect(self.hung_up)
        self.wire()

    def restyle(self) -> None:
        self.setFixedHeight(self.theme.size(Size.FOOTER))
        self.hang_up.setFixedWidth(self.theme.px(124))

    def retranslate(self) -> None:
        self.finish.setText(_("Finish call"))
        self.hang_up.setPlaceholderText(_("Who hung up"))
        self.hang_up.setAccessibleName(_("Who hung up"))
        set_tip(self.hang_up, _("The customer hangs up first (B9); F7 when they did"))
        self.hang_up.set_options([(by.value, _(label(by))) for by in HungUpBy])
        self._show_saved()

    def show_hung_up(self, by: str | None) -> None:
        """Who hung up, as the record has it."""
        choose_shown(self.hang_up, by)

    def show_saved(self, at: datetime | None) -> None:
        """When the draft was made durable last (aware UTC); None: nothing to save yet."""
        self._saved_at = at
        self._show_saved()

    def show_trouble(self, sentence: str) -> None:
        """Why nothing can be saved on this computer just now; "" when it can again."""
        self._trouble = sentence
        self._show_saved()

    @property
    def saved_text(self) -> str:
        return self._saved.text()

    def show_missing(
        self, missing: tuple[Refusal, ...], failed: str = "", *, blank: bool = False
    ) -> None:
        """What stands between here and a finished record; `failed`: why sending it did not work.
        Of a `blank` record nothing is asked yet.
        """
        if blank:
            self.missing.put("")
        elif failed:
            self.missing.put(failed, shape=Shape.TRIANGLE)
        elif not missing:
            self.missing.put(_("Nothing is missing"), shape=Shape.TICK)
        elif len(missing) == 1:
            words = _("One thing left: {what}").format(what=field_name(missing[0].field))
            self.missing.put(words, missing[0].rule, whole=render(missing[0]))
        else:
            names = _(", ").join(dict.fromkeys(field_name(one.field) for one in missing))
            words = _("{n} left: {what}").format(n=len(missing), what=names)
            self.missing.put(words, whole=" ".join(render(one) for one in missing))

    def _show_saved(self) -> None:
        if self._trouble:
            self._saved.put(_("Not saved: {why}").format(why=self._trouble),
                            icon="alert-triangle", tone=Token.OVER)  # fmt: skip
        elif self._saved_at is None:
            self._saved.put("", icon="device-floppy", tone=Token.TEXT_3)
        else:
            at = f"{self._time.to_local(self._saved_at):%H:%M:%S}"
            words = _("Draft saved {time}").format(time=at)
            self._saved.put(words, icon="device-floppy", tone=Token.TEXT_3)
