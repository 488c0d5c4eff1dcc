"""The reception form's fields (H1, D1, D2, D13, D15, D17, D19, J2), bound to one reception."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import QPoint, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QApplication,
    QCompleter,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from thirdring.domain.case_values import Degree, Handling
from thirdring.domain.enums import AgainstKind, Channel, Nature, Severity, TicketKind, Title
from thirdring.domain.errors import N_
from thirdring.domain.text_safety import TextKind
from thirdring.domain.wording import WordingLint
from thirdring.i18n import _
from thirdring.labels import label as label_of
from thirdring.ui.calls.areas import GrowingArea
from thirdring.ui.calls.caller_list import CallerList
from thirdring.ui.calls.lint import LintHighlighter
from thirdring.ui.calls.lint_line import LintLine
from thirdring.ui.calls.number_edit import NumberEdit
from thirdring.ui.calls.section import holder_of, stacked
from thirdring.ui.calls.shown import choose_shown
from thirdring.ui.calls.withheld_edit import WithheldEdit
from thirdring.ui.complaints.files_row import FilesRow
from thirdring.ui.complaints.reception import NO, YES, Reception
from thirdring.ui.complaints.rows import FormRows
from thirdring.ui.theme import Size, Token, Type
from thirdring.ui.widgets import ComboBox, Hairline, Label, LineEdit, Segments, Styled
from thirdring.usecases.find_callers import CallerHit
from thirdring.usecases.reception_facts import ReceptionFacts

_KINDS = (TicketKind.COMPLAINT, TicketKind.REQUEST, TicketKind.PRAISE)
_CHANNELS = (
    Channel.IN_PERSON, Channel.MAILBOX, Channel.WECHAT, Channel.WEIBO, Channel.ONLINE_CHAT,
    Channel.WEBSITE, Channel.HOTLINE, Channel.LETTER, Channel.FAX, Channel.REFERRAL, Channel.OTHER,
)  # fmt: skip
_WIDEST = 880
TextField = LineEdit | GrowingArea


class ReceptionFields(FormRows):
    """All rows. `fields` leads from the name of a field to the widget that holds it."""

    def __init__(
        self, reception: Reception, lint: WordingLint, replace_keys: str,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.reception = reception
        self.kind, self.channel = Segments(), Segments()
        self.received_at = LineEdit(kind=TextKind.NAME)
        self.phone = NumberEdit()
        self.name = WithheldEdit(kind=TextKind.NAME)
        self.title = Segments()
        self.address = WithheldEdit(kind=TextKind.ADDRESS)
        self.raised = GrowingArea(least=3, most=7)
        self.line = LintLine(replace_keys)
        self.wants = WithheldEdit(kind=TextKind.TEXT)
        self.nature, self.severity = ComboBox(), Segments()
        self.against_kind, self.against = Segments(), LineEdit(kind=TextKind.LINE)
        self.safety, self.immediate = Segments(), Segments()
        self.complexity, self.impact = Segments(), Segments()
        self.product, self.merchant = LineEdit(kind=TextKind.LINE), LineEdit(kind=TextKind.LINE)
        self.order_no = LineEdit(kind=TextKind.NAME)
        self.bought_on, self.warranty_until = (
            LineEdit(kind=TextKind.NAME), LineEdit(kind=TextKind.NAME),
        )  # fmt: skip
        self.handling, self.guide = Segments(), ComboBox()
        self.files = FilesRow()
        self._known = Label(step=Type.CAPTION, tone=Token.FINE)
        self._names: dict[AgainstKind, tuple[str, ...]] = {}
        self.texts: dict[str, TextField] = {
            name: getattr(self, name)
            for name in (
                "received_at", "phone", "name", "address", "raised", "wants", "against", "product",
                "merchant", "order_no", "bought_on", "warranty_until",
            )
        }  # fmt: skip
        self.choices: dict[str, Segments | ComboBox] = {
            name: getattr(self, name)
            for name in (
                "kind", "channel", "title", "nature", "severity", "against_kind", "safety",
                "immediate", "complexity", "impact", "handling", "guide",
            )
        }  # fmt: skip
        self.fields: dict[str, QWidget] = {**self.texts, **self.choices}
        self._highlighter = LintHighlighter(self.raised, lint)
        self._build()
        self._connect()
        self.wire()

    # --- building ----------------------------------------------------------------------------

    def _build(self) -> None:
        self._at = self.label(N_("Received at"), self.received_at, column=False)
        self.row(self.label(N_("Kind"), self.kind), self.kind, 1, self._at, self.received_at)
        self.row(self.label(N_("Arrived by"), self.channel, required=True), self.channel, 1)
        self._counter_row = self.row(
            self.label(N_("Handled"), self.handling, required=True), self.handling,
            self.label(N_("Guide"), self.guide, column=False), self.guide, 1,
        )  # fmt: skip
        self._line_under()
        self.row(
            self.label(N_("Phone"), self.phone, required=True), self.phone, self._known,
            self.label(N_("Name"), self.name, required=True, column=False), self.name, self.title,
            1,
        )  # fmt: skip
        self.row(self.label(N_("Address"), self.address), self.address)
        self._line_under()
        self.row(
            self.label(N_("What happened"), self.raised, required=True),
            holder_of(stacked(self.raised, self.line)),
        )
        self._files_label = self.label(N_("Files"), self.files)
        self.row(self._files_label, self.files, 1)
        self._wants_label = self.label(N_("They ask for"), self.wants, required=True)
        self._wants_row = self.row(self._wants_label, self.wants)
        self._class_row = self.row(
            self.label(N_("Nature"), self.nature, required=True), self.nature,
            self.label(N_("Severity"), self.severity, required=True, column=False),
            self.severity, 1,
        )  # fmt: skip
        self._against_label = self.label(N_("Against"), self.against_kind, required=True)
        self.row(self._against_label, self.against_kind, self.against, wide=self.against)
        self._assess_line = self._line_under()
        self._assess_rows = [
            self.row(
                self.label(N_("Safety at stake"), self.safety), self.safety,
                self.label(N_("Act at once"), self.immediate, column=False), self.immediate, 1,
            ),
            self.row(
                self.label(N_("Complexity"), self.complexity), self.complexity,
                self.label(N_("Impact"), self.impact, column=False), self.impact, 1,
            ),
        ]  # fmt: skip
        self._bought_rows = [
            self._line_under(),
            self.row(
                self.label(N_("Product"), self.product), self.product,
                self.label(N_("Merchant"), self.merchant, column=False), self.merchant,
            ),
            self.row(
                self.label(N_("Order no."), self.order_no), self.order_no,
                self.label(N_("Bought on"), self.bought_on, column=False), self.bought_on,
                self.label(N_("Warranty until"), self.warranty_until, column=False),
                self.warranty_until,
            ),
        ]  # fmt: skip

    def _line_under(self) -> Hairline:
        line = Hairline()
        self.column.addWidget(line)
        return line

    def _connect(self) -> None:
        for name, field in self.texts.items():
            field.textChanged.connect(partial(self._on_typed, name))
            if isinstance(field, WithheldEdit):
                field.withheld_changed.connect(partial(self._on_withheld, name))
        for name, control in self.choices.items():
            control.chosen.connect(partial(self._on_chosen, name))
        self.files.chosen.connect(self._on_files)
        self.files.dropped.connect(self._on_dropped)
        self._highlighter.found.connect(self._show_lint)
        self.raised.cursorPositionChanged.connect(self._show_lint)
        self.raised.noticed.connect(self.line.show_notice)
        self.line.replace_asked.connect(self.replace)

    def restyle(self) -> None:
        super().restyle()
        px = self.theme.px
        for field, width in (
            (self.received_at, 132), (self.phone, 168), (self.name, 128), (self.nature, 140),
            (self.guide, 160), (self.bought_on, 104), (self.warranty_until, 104),
        ):  # fmt: skip
            field.setFixedWidth(px(width))
        wide = max(
            self.theme.size(Size.FORM_LABEL),
            max(made.sizeHint().width() for made, _m, _c, column in self._labels if column) + px(8),
        )
        for made, _msgid, _control, column in self._labels:
            if column:
                made.setFixedWidth(wide)

    def retranslate(self) -> None:
        super().retranslate()
        self.kind.set_options([(k.value, _(label_of(k))) for k in _KINDS])
        self.channel.set_options([(c.value, _(label_of(c))) for c in _CHANNELS])
        self.title.set_options([(t.value, _(label_of(t))) for t in (Title.MR, Title.MS)])
        self.title.setAccessibleName(_("Title"))
        self.nature.set_options([(n.value, _(label_of(n))) for n in Nature])
        self.severity.set_options([(s.value, _(label_of(s))) for s in Severity])
        self.against_kind.set_options([(k.value, _(label_of(k))) for k in AgainstKind])
        for flag in (self.safety, self.immediate):
            flag.set_options([(YES, _("Yes")), (NO, _("No"))])
        for degree in (self.complexity, self.impact):
            degree.set_options([(d.value, _(label_of(d))) for d in Degree])
        self.handling.set_options([(h.value, _(label_of(h))) for h in Handling])
        self.received_at.setPlaceholderText(_("now"))
        self.against.setPlaceholderText(_("Name or number"))
        self.against.setAccessibleName(_("Whom the complaint is against"))
        for field in (self.bought_on, self.warranty_until):
            field.setPlaceholderText(_("2026-11-02"))
        self.restyle()
        self.refresh()

    # --- showing -----------------------------------------------------------------------------

    def set_facts(self, facts: ReceptionFacts) -> None:
        """Names to complete, and who may guide."""
        self._names = facts.names
        self.guide.set_options([(one.login, one.name) for one in facts.guides])
        _complete(self.product, facts.names[AgainstKind.PRODUCT])
        _complete(self.merchant, facts.names[AgainstKind.MERCHANT])
        self._complete_against()
        self.refresh()

    def adopt(self, reception: Reception) -> None:
        """Serve another record from now on; what could be undone is gone."""
        self.reception = reception
        for name, field in self.texts.items():
            blocker = QSignalBlocker(field)
            if isinstance(field, GrowingArea):
                field.setPlainText(reception.record.texts.get(name, ""))
            else:
                field.setText(reception.record.texts.get(name, ""))
            blocker.unblock()
        self._highlighter.look()
        self.refresh()

    def refresh(self) -> None:
        """Follow the record; a field being typed in is left alone."""
        record = self.reception.record
        for name, field in self.texts.items():
            text = record.texts.get(name, "")
            if isinstance(field, WithheldEdit):
                field.set_withheld(on=name in record.withheld)
                if field.text() != text and not (field.text() and field.hasFocus()):
                    field.fill(text)
        for name, control in self.choices.items():
            value = self.reception.kind.value if name == "kind" else record.choice(name)
            choose_shown(control, value if _offers(control, value) else None)
        self.phone.set_known(on=self.reception.recognised)
        self.files.show_files(record.files)
        self._known.setText(_("Known customer") if self.reception.recognised else "")
        self._show_kind()

    def _show_kind(self) -> None:
        """Only what is asked of this kind, from this channel."""
        kind = self.reception.kind
        praise, complaint = kind is TicketKind.PRAISE, kind is TicketKind.COMPLAINT
        self._counter_row.setVisible(self.reception.in_person and not praise)
        self.guide.setVisible(
            self.reception.record.choice("handling") == Handling.RECEPTION_ROOM.value
        )
        for made, _msgid, control, _column in self._labels:
            if control is self.guide:
                made.setVisible(not self.guide.isHidden())
        self._wants_row.setVisible(not praise)
        self._class_row.setVisible(complaint)
        for row in (self._assess_line, *self._assess_rows):
            row.setVisible(complaint)
        for row in self._bought_rows:
            row.setVisible(not praise)
        words = {TicketKind.PRAISE: N_("Praises"), TicketKind.REQUEST: N_("Concerns")}
        self.relabel(self._against_label, words.get(kind, N_("Against")))
        self._against_label.set_required(on=complaint)
        against = self.reception.record.choice("against_kind")
        self.against.setEnabled(against not in {None, AgainstKind.NONE.value})

    # --- what happened -----------------------------------------------------------------------

    def replace(self) -> None:
        """Alt+R: put what to say instead in the wording's place, undoably."""
        finding = self._highlighter.nearest()
        if finding is not None:
            self._highlighter.replace(self.reception.instead_of(finding.instead))

    def _show_lint(self) -> None:
        finding = self._highlighter.nearest()
        if finding is None:
            self.line.show_nothing()
        else:
            self.line.show_finding(finding, self.reception.instead_of(finding.instead))

    def _on_typed(self, name: str, _text: str = "") -> None:
        field = self.texts[name]
        text = field.toPlainText() if isinstance(field, GrowingArea) else field.text()
        self.reception.set_text(name, text)

    def _on_withheld(self, name: str, on: bool) -> None:
        self.reception.set_withheld(name, on=on)

    def _on_chosen(self, name: str, value: object) -> None:
        self.reception.choose(name, str(value))
        if name == "against_kind":
            self._complete_against()
            if self.against.isEnabled():
                self.against.setFocus()

    def _on_files(self, paths: list[str]) -> None:
        self.reception.add_files(paths)

    def _on_dropped(self, path: str) -> None:
        self.reception.drop_file(path)
        self.files.add.setFocus()

    def _complete_against(self) -> None:
        kind = self.reception.record.choice("against_kind")
        names = self._names.get(AgainstKind(kind), ()) if kind else ()
        _complete(self.against, names)


class ReceptionForm(Styled, QScrollArea):
    """`number_typed`, `picked` as in the call form; `cursor_moved` and `focus_left` for drafts."""

    number_typed = Signal(str)
    picked = Signal(object)
    cursor_moved = Signal()
    focus_left = Signal()

    def __init__(
        self,
        reception: Reception,
        lint: WordingLint,
        replace_keys: str,
        now: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._now = now
        self.rows = ReceptionFields(reception, lint, replace_keys)
        self._body = QWidget()
        self._body.setObjectName("plain")
        self._column = QVBoxLayout(self._body)
        self._column.addWidget(self.rows)
        self._column.addStretch(1)
        self.setWidget(self._body)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.callers = CallerList(reception.desk.time, self._body)
        self._connect()
        self.wire()

    def _connect(self) -> None:
        phone = self.rows.phone
        phone.textEdited.connect(self.number_typed)
        phone.stepped.connect(self.callers.step)
        phone.taken.connect(self.callers.take)
        phone.dismissed.connect(self.hide_callers)
        phone.left.connect(self.hide_callers)
        self.callers.picked.connect(self._on_picked)
        for name, widget in self.rows.fields.items():
            widget.setObjectName(name)
            if isinstance(widget, (QLineEdit, QPlainTextEdit)):
                widget.cursorPositionChanged.connect(self._on_cursor_moved)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus_changed)

    def restyle(self) -> None:
        side = self.theme.px(16)
        self._column.setContentsMargins(side, self.theme.px(12), side, self.theme.px(12))
        self.rows.setMaximumWidth(self.theme.px(_WIDEST))

    def adopt(self, reception: Reception) -> None:
        self.hide_callers()
        self.rows.adopt(reception)
        self.verticalScrollBar().setValue(0)

    def refresh(self) -> None:
        self.rows.refresh()

    # --- callers -----------------------------------------------------------------------------

    def offer_callers(self, hits: tuple[CallerHit, ...]) -> None:
        """Show who it may be, under the number, while it has the cursor."""
        phone = self.rows.phone
        if not hits or not phone.hasFocus():
            self.hide_callers()
            return
        at = phone.mapTo(self._body, QPoint(0, phone.height() + 3))
        width = min(self.theme.px(460), self._body.width() - at.x() - self.theme.px(16))
        self.callers.offer(hits, self._now(), at, width)
        phone.listing = True

    def hide_callers(self) -> None:
        self.rows.phone.listing = False
        self.callers.hide()

    def _on_picked(self, hit: CallerHit | None) -> None:
        self.hide_callers()
        self.picked.emit(hit)

    # --- the cursor --------------------------------------------------------------------------

    def focus_field(self, name: str) -> bool:
        """Put the cursor into that field; False when it isn't asked for just now."""
        widget = self.rows.fields.get(name)
        if widget is None or not widget.isVisibleTo(self):
            return False
        widget.setFocus(Qt.FocusReason.OtherFocusReason)
        self.ensureWidgetVisible(widget, 0, self.theme.px(24))
        return True

    def restore_cursor(self) -> None:
        """Back to the field and place of the record."""
        name, position = self.rows.reception.record.cursor
        if not self.focus_field(name):
            self.focus_field("channel")
            return
        widget = self.rows.fields[name]
        if isinstance(widget, QLineEdit):
            widget.setCursorPosition(min(position, len(widget.text())))
        elif isinstance(widget, QPlainTextEdit):
            cursor = widget.textCursor()
            cursor.setPosition(min(position, widget.document().characterCount() - 1))
            widget.setTextCursor(cursor)

    def _on_focus_changed(self, old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and self._body.isAncestorOf(new):
            self._remember(new)
            QTimer.singleShot(0, self, self._on_settled)
        elif old is not None and self._body.isAncestorOf(old):
            self.focus_left.emit()

    def _on_settled(self) -> None:
        widget = QApplication.focusWidget()
        if widget is not None and self._body.isAncestorOf(widget):
            self.ensureWidgetVisible(widget, 0, self.theme.px(16))

    def _on_cursor_moved(self) -> None:
        sender = self.sender()
        if isinstance(sender, QWidget) and sender.hasFocus():
            self._remember(sender)

    def _remember(self, widget: QWidget) -> None:
        position = 0
        if isinstance(widget, QLineEdit):
            position = widget.cursorPosition()
        elif isinstance(widget, QPlainTextEdit):
            position = widget.textCursor().position()
        at: QWidget | None = widget
        while at is not None and at.objectName() not in self.rows.fields:
            at = at.parentWidget()
        record = self.rows.reception.record
        if at is not None and record.cursor != (at.objectName(), position):
            self.rows.reception.move_cursor(at.objectName(), position)
            self.cursor_moved.emit()


def _complete(field: LineEdit, names: tuple[str, ...]) -> None:
    """Offer `names` while `field` is typed in: any part of a name finds it."""
    made = QCompleter(list(names), field)
    made.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    made.setFilterMode(Qt.MatchFlag.MatchContains)
    field.setCompleter(made)
    popup = made.popup()
    if popup is not None:  # Qt takes it out of the window it belongs to
        field.theme.dress(popup)


def _offers(control: Segments | ComboBox, value: str | None) -> bool:
    if value is None:
        return True
    options = control._options if isinstance(control, Segments) else control._values  # noqa: SLF001
    return value in [one[0] if isinstance(one, tuple) else one for one in options]
