"""What only a complaint asks: nature and severity (D2), against whom (D15), what was bought (D19)."""

from PySide6.QtWidgets import QWidget

from thirdring.domain.enums import AgainstKind, Nature, Severity
from thirdring.domain.errors import N_
from thirdring.domain.text_safety import TextKind
from thirdring.i18n import _
from thirdring.labels import label
from thirdring.ui.calls.presenter import CallPresenter
from thirdring.ui.calls.section import Section
from thirdring.ui.calls.shown import choose_shown
from thirdring.ui.widgets import ComboBox, LineEdit, Segments


class ComplaintSection(Section):
    """Shown by the outcome "ticket" of the kind "complaint"; the channel is the phone (D13)."""

    def __init__(self, call: CallPresenter, parent: QWidget | None = None) -> None:
        super().__init__(call, parent)
        self._nature = ComboBox()
        self._severity = Segments()
        self._against_kind = Segments()
        self._against = LineEdit(kind=TextKind.LINE)
        self._product = LineEdit(kind=TextKind.LINE)
        self._merchant = LineEdit(kind=TextKind.LINE)
        self._order = LineEdit(kind=TextKind.NAME)
        self._bought = LineEdit(kind=TextKind.NAME)
        self._warranty = LineEdit(kind=TextKind.NAME)
        self._build()
        self._connect()
        self.fields |= {
            "complaint.nature": self._nature,
            "complaint.severity": self._severity,
            "complaint.against_kind": self._against_kind,
        }
        self.wire()

    def _build(self) -> None:
        self.row(
            self.label(N_("Nature"), self._nature, required=True), self._nature,
            self.label(N_("Severity"), self._severity, required=True, column=False),
            self._severity, 1,
        )  # fmt: skip
        self.row(
            self.label(N_("Against"), self._against_kind, required=True),
            self._against_kind, self._against,
        )  # fmt: skip
        self.row(
            self.label(N_("Product"), self._product), self._product,
            self.label(N_("Merchant"), self._merchant, column=False), self._merchant,
        )  # fmt: skip
        self.row(
            self.label(N_("Order no."), self._order), self._order,
            self.label(N_("Bought on"), self._bought, column=False), self._bought,
            self.label(N_("Warranty until"), self._warranty, column=False), self._warranty,
        )  # fmt: skip

    def _connect(self) -> None:
        for name, field in (
            ("against", self._against),
            ("product", self._product),
            ("merchant", self._merchant),
            ("order_no", self._order),
            ("bought_on", self._bought),
            ("warranty_until", self._warranty),
        ):
            self.bind(f"complaint.{name}", field)
        self._nature.chosen.connect(self._on_nature)
        self._severity.chosen.connect(self._on_severity)
        self._against_kind.chosen.connect(self._on_against_kind)

    def restyle(self) -> None:
        super().restyle()
        self._nature.setFixedWidth(self.theme.px(132))
        for field in (self._bought, self._warranty):
            field.setFixedWidth(self.theme.px(104))

    def retranslate(self) -> None:
        super().retranslate()
        self._nature.set_options([(n.value, _(label(n))) for n in Nature])
        self._severity.set_options([(s.value, _(label(s))) for s in Severity])
        self._against_kind.set_options([(k.value, _(label(k))) for k in AgainstKind])
        self._against.setPlaceholderText(_("Name or number"))
        self._against.setAccessibleName(_("Whom the complaint is against"))
        for field in (self._bought, self._warranty):
            field.setPlaceholderText(_("2026-11-02"))
        self.refresh()

    def refresh(self) -> None:
        super().refresh()
        record = self.call.record
        choose_shown(self._nature, record.choice("complaint.nature"))
        choose_shown(self._severity, record.choice("complaint.severity"))
        kind = record.choice("complaint.against_kind")
        choose_shown(self._against_kind, kind)
        self._against.setEnabled(kind is not None and kind != AgainstKind.NONE.value)

    def _on_nature(self, value: object) -> None:
        self.call.choose("complaint.nature", str(value))

    def _on_severity(self, value: object) -> None:
        self.call.choose("complaint.severity", str(value))

    def _on_against_kind(self, value: object) -> None:
        self.call.choose("complaint.against_kind", str(value))
        self._against.setFocus()
