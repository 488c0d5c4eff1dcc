"""While the customer waits: why, and after a minute the line to say and the callback to offer."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from thirdring.domain.enums import HoldReason
from thirdring.i18n import _
from thirdring.labels import label
from thirdring.ui.calls.moment import hold_line
from thirdring.ui.calls.presenter import CallPresenter
from thirdring.ui.calls.shown import choose_shown
from thirdring.ui.theme import Token, Type
from thirdring.ui.widgets import Button, ComboBox, Ground, Label


class HoldBar(Ground):
    """Shown while a hold runs (B3 to B5). `promise_asked`: a callback instead of the wait (B4)."""

    promise_asked = Signal()
    resume_asked = Signal()
    reasoned = Signal(object)

    def __init__(self, resume_keys: str, promise_keys: str, parent: QWidget | None = None) -> None:
        self._reason = ComboBox()
        self._line = Label(elide=True)
        self._rule = Label(step=Type.CAPTION, tone=Token.TEXT_3)
        self._promise = Button(small=True, keys=promise_keys)
        self._resume = Button(small=True, keys=resume_keys)
        self._over = False
        super().__init__(Token.BG_SIDE, edges=Qt.Edge.TopEdge, parent=parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(8)
        row.addWidget(self._reason)
        row.addWidget(self._line, 1)
        row.addWidget(self._rule)
        row.addWidget(self._promise)
        row.addWidget(self._resume)
        self._reason.chosen.connect(self.reasoned)
        self._promise.clicked.connect(self.promise_asked)
        self._resume.clicked.connect(self.resume_asked)
        self.hide()
        self.wire()

    def restyle(self) -> None:
        self.setFixedHeight(self.theme.px(40))
        self._reason.setFixedWidth(self.theme.px(172))

    def retranslate(self) -> None:
        self._reason.set_options([(r.value, _(label(r))) for r in HoldReason])
        self._reason.setAccessibleName(_("Why the customer waits"))
        self._promise.setText(_("Promise a callback"))
        self._resume.setText(_("Resume"))

    @property
    def line(self) -> str:
        """What stands there to be said."""
        return self._line.text()

    def show_call(self, call: CallPresenter, now: datetime) -> None:
        """Follow the hold of `call`; hidden when none runs."""
        clock = call.hold_clock()
        self.setVisible(clock is not None)
        if clock is None:
            return
        choose_shown(self._reason, call.record.hold_reason.value)
        # The line to say needs the room; the top bar resumes, and so does the key.
        for widget, on in (
            (self._promise, clock.callback_due),
            (self._reason, not clock.apology_due),
            (self._resume, not clock.apology_due),
        ):
            widget.setVisible(on)
        if clock.apology_due:
            text, rule, tone = hold_line(call, now), "B3 B4", Token.TEXT
        elif clock.tell_first:
            text, rule, tone = (
                _("Tell the customer first, then mute the phone."),
                "B5",
                Token.TEXT_2,
            )
        else:
            text, rule, tone = _("A minute at most, then an apology is due."), "B3", Token.TEXT_2
        self.set_ground(Token.SOON_SOFT if clock.apology_due else Token.BG_SIDE)
        if self._line.text() != text:
            self._line.setText(text)
            self._line.set_tone(tone)
            self._rule.setText(rule)
