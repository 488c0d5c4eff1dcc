"""The key points as a sentence to read out, and the customer's "yes" (B2); what else came up."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from thirdring.domain.errors import N_
from thirdring.domain.text_safety import TextKind
from thirdring.i18n import _, render
from thirdring.ui.calls.presenter import CallPresenter
from thirdring.ui.calls.section import Section
from thirdring.ui.theme import Size, Token, Type
from thirdring.ui.widgets import CheckBox, Label, LineEdit, set_tip


class ReadBackSection(Section):
    """Editing a key point takes the confirmation back and says so."""

    def __init__(self, call: CallPresenter, keys: str, parent: QWidget | None = None) -> None:
        super().__init__(call, parent)
        self._keys = keys
        self._sentence = Label(wrap=True)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.confirmed = CheckBox()
        self._rule = Label("B2", step=Type.CAPTION, tone=Token.TEXT_3)
        self._unmet = LineEdit(kind=TextKind.TEXT)
        self._label = self.label(N_("Read back"), self.confirmed, required=True)
        self.row(
            self._label, self._sentence, self.confirmed, self._rule, top=True, wide=self._sentence
        )
        self.row(self.label(N_("Also needs"), self._unmet), self._unmet)
        self.bind("unmet_need", self._unmet)
        self.confirmed.toggled.connect(self._on_toggled)
        self.fields["read_back"] = self.confirmed
        self.wire()

    def restyle(self) -> None:
        super().restyle()
        above = (self.theme.size(Size.SMALL_BUTTON) - self.theme.line()) // 2
        self._sentence.setContentsMargins(0, above, 0, 0)
        self._sentence.setMinimumHeight(self.theme.line() * 2)

    def retranslate(self) -> None:
        super().retranslate()
        self.confirmed.setText(_("Customer confirmed"))
        set_tip(self.confirmed, self._keys)
        self._unmet.setPlaceholderText(_("A need not met, a chance to help (B12)"))
        self.refresh()

    def refresh(self) -> None:
        super().refresh()
        exempt = self.call.exempt()
        if exempt is not None:
            text, tone = render(exempt), Token.TEXT_3
        elif self.call.confirmation_stale:
            text = _("Changed since it was confirmed, read it out again: {sentence}").format(
                sentence=self.call.read_back()
            )
            tone = Token.SOON
        else:
            text = self.call.read_back()
            tone = Token.TEXT
        if not text:
            text, tone = _("What is raised appears here as a sentence to read out."), Token.TEXT_3
        self._sentence.setText(text)
        if self._sentence.tone is not tone:
            self._sentence.set_tone(tone)
        asked = exempt is None
        self.confirmed.setVisible(asked)
        self._rule.setVisible(asked)
        if self._label.required != asked:
            self._label.set_required(on=asked)
        if self.confirmed.isChecked() != self.call.confirmed:
            self.confirmed.blockSignals(True)
            self.confirmed.setChecked(self.call.confirmed)
            self.confirmed.blockSignals(False)
            self.confirmed.update()

    def _on_toggled(self, on: bool) -> None:
        if on != self.call.confirmed:
            self.call.set_confirmed(on=on)
