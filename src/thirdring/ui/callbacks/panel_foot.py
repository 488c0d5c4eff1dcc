"""Under the call: is it kept, what is missing, and the one deed that matters now."""

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from thirdring.domain.centertime import CenterTime
from thirdring.domain.errors import Refusal
from thirdring.i18n import _, render
from thirdring.ui.actions import Actions
from thirdring.ui.calls.field_names import field_name
from thirdring.ui.calls.footer import MissingLine
from thirdring.ui.theme import Size, Token, Type
from thirdring.ui.widgets import Button, ButtonKind, Ground, Label, Shape, set_tip


class PanelFoot(Ground):
    """Before the call: call back. During it: what is missing, and finish."""

    def __init__(self, time: CenterTime, actions: Actions, parent: QWidget | None = None) -> None:
        self._time = time
        self._saved_at: datetime | None = None
        self._trouble = ""
        self._saved = Label(step=Type.CAPTION, tone=Token.TEXT_3)
        self.missing = MissingLine()
        self.call = Button(kind=ButtonKind.PRIMARY, icon="phone-outgoing", keys="Return")
        self.finish = Button(kind=ButtonKind.PRIMARY, keys=actions.keys("callback.finish"))
        super().__init__(Token.BG_SURFACE, edges=Qt.Edge.TopEdge, parent=parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(8)
        row.addWidget(self._saved)
        row.addWidget(self.missing, 1)
        row.addWidget(self.call)
        row.addWidget(self.finish)
        self.wire()

    def restyle(self) -> None:
        self.setFixedHeight(self.theme.size(Size.FOOTER))

    def retranslate(self) -> None:
        self.call.setText(_("Call back now"))
        self.finish.setText(_("Finish callback"))
        self._show_saved()

    def show_idle(self, why: str, rule: str, *, callable_: bool) -> None:
        """Nobody is being called; `why` not, where one can't."""
        self.call.setVisible(callable_)
        self.finish.hide()
        self.missing.put(why, rule, shape=Shape.PIE)
        self.show_saved(None)

    def show_call(self, missing: tuple[Refusal, ...], failed: str, *, sending: bool) -> None:
        """What stands between here and a finished callback; `failed`: why saving did not work."""
        self.call.hide()
        self.finish.show()
        self.finish.setEnabled(not sending)
        if sending:
            self.missing.put(_("Saving"), shape=Shape.RING)
        elif failed:
            self.missing.put(failed, shape=Shape.TRIANGLE)
        elif not missing:
            self.missing.put(_("Nothing is missing"), shape=Shape.TICK)
        elif len(missing) == 1:
            words = _("Left: {what}").format(what=field_name(missing[0].field))
            self.missing.put(words, missing[0].rule, whole=render(missing[0]))
        else:
            names = _(", ").join(dict.fromkeys(field_name(one.field) for one in missing))
            words = _("{n} left: {what}").format(n=len(missing), what=names)
            self.missing.put(words, whole=" ".join(render(one) for one in missing))

    def show_saved(self, at: datetime | None) -> None:
        """When the draft was made durable last (aware UTC); None: nothing to save."""
        self._saved_at = at
        self._show_saved()

    def show_trouble(self, sentence: str) -> None:
        """Why nothing can be saved on this computer just now; "" when it can again."""
        self._trouble = sentence
        self._show_saved()

    def _show_saved(self) -> None:
        text, tip, tone = "", "", Token.TEXT_3
        if self._trouble:
            text, tip, tone = _("Not saved"), self._trouble, Token.OVER
        elif self._saved_at is not None:
            text = _("Draft kept")
            at = f"{self._time.to_local(self._saved_at):%H:%M:%S}"
            tip = _("Draft saved {time}").format(time=at)
        self._saved.setText(text)
        self._saved.set_tone(tone)
        set_tip(self._saved, tip)
        self._saved.setVisible(bool(text))
