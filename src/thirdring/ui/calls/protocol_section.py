"""The form of special callers (E1 to E3): take everything down, say nothing for the center."""

from PySide6.QtWidgets import QWidget

from thirdring.domain.protocol import Protocol, protocol_for
from thirdring.domain.text_safety import TextKind
from thirdring.i18n import _
from thirdring.ui.calls.areas import GrowingArea
from thirdring.ui.calls.presenter import CallPresenter
from thirdring.ui.calls.section import Section, TextField, holder_of, stacked
from thirdring.ui.theme import Size, Token, Type
from thirdring.ui.widgets import FieldLabel, Label, LineEdit, Pill, Shape

_FIELDS = ("outlet", "questions", "answer_hoped_for", "demands", "help_expected")


class ProtocolSection(Section):
    """One row per question of the caller's protocol, in the order to ask them."""

    def __init__(self, call: CallPresenter, parent: QWidget | None = None) -> None:
        super().__init__(call, parent)
        self._shown: Protocol | None = None
        self._pill = Pill(tone=Token.MAJOR, shape=Shape.DIAMOND)
        self._rule = Label(step=Type.CAPTION, tone=Token.TEXT_3)
        self._empty = FieldLabel()
        self._rows: dict[str, tuple[FieldLabel, QWidget]] = {}
        self._heads: list[QWidget] = []
        self.row(self._empty, self._pill, self._rule, 1)
        for name in _FIELDS:
            field: TextField = (
                LineEdit(kind=TextKind.LINE)
                if name == "outlet"
                else GrowingArea(least=2 if name == "questions" else 1, most=4)
            )
            made = FieldLabel()
            head = QWidget()
            self._heads.append(head)
            self._rows[name] = (made, self.row(head, holder_of(stacked(made, field))))
            self.bind(f"protocol.{name}", field)
        self.wire()

    def restyle(self) -> None:
        super().restyle()
        self._empty.setFixedWidth(self.theme.size(Size.FORM_LABEL))
        for head in self._heads:
            head.setFixedWidth(self.theme.size(Size.FORM_LABEL))

    def retranslate(self) -> None:
        super().retranslate()
        self._pill.set(_("Say nothing for the center; a superior will call"))
        self._shown = None
        self.refresh()

    def refresh(self) -> None:
        super().refresh()
        protocol = protocol_for(self.call.record.caller_type)
        if protocol is None or protocol is self._shown:
            return
        self._shown = protocol
        self._rule.setText(protocol.rule)
        asked = {question.field: question for question in protocol.questions}
        for name, (made, row) in self._rows.items():
            row.setVisible(name in asked)
            if name in asked:
                made.setText(_(asked[name].label))
                made.set_required(on=asked[name].required)
                made.set_for(self.fields[f"protocol.{name}"])
