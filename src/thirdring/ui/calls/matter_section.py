"""What was raised and what was answered, linted while typed; its category, and what is wanted."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtWidgets import QVBoxLayout, QWidget

from thirdring.domain.errors import N_
from thirdring.domain.text_safety import TextKind
from thirdring.domain.wording import WordingLint
from thirdring.i18n import _
from thirdring.labels import category as category_label
from thirdring.ui.calls import call_facts
from thirdring.ui.calls.areas import GrowingArea
from thirdring.ui.calls.lint import LintHighlighter
from thirdring.ui.calls.lint_line import LintLine
from thirdring.ui.calls.moment import instead_of
from thirdring.ui.calls.presenter import CallPresenter
from thirdring.ui.calls.section import Section
from thirdring.ui.calls.shown import choose_shown
from thirdring.ui.theme import Size
from thirdring.ui.widgets import Button, ButtonKind, ComboBox, FieldLabel, LineEdit


class MatterSection(Section):
    """The hint line under "raised" speaks for the text that has the cursor."""

    def __init__(
        self,
        call: CallPresenter,
        lint: WordingLint,
        now: Callable[[], datetime],
        replace_keys: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(call, parent)
        self._now = now
        self.raised = GrowingArea(least=2, most=5)
        self.answer = GrowingArea(least=1, most=4)
        self.wants = LineEdit(kind=TextKind.TEXT)
        self._category = ComboBox()
        self.line = LintLine(replace_keys)
        self._mark = Button(kind=ButtonKind.BARE, icon="circle-dashed", small=True)
        self._mark.setCheckable(True)
        self._raised_label = self.label(N_("Raised"), self.raised, required=True)
        self._answer_label = self.label(N_("Answered with"), self.answer)
        self._category_label = self.label(N_("Category"), self._category, required=True)
        self._areas: dict[str, GrowingArea] = {}
        self._highlighters: dict[str, LintHighlighter] = {}
        self._spoken_for = "raised"
        self._build()
        self._connect()
        self.watch("raised", self.raised, LintHighlighter(self.raised, lint))
        self.watch("answer", self.answer, LintHighlighter(self.answer, lint))
        self.fields["category"] = self._category
        self.wire()

    def _build(self) -> None:
        self.row(self._raised_column(), self._raised_block())
        self.row(self._answer_label, self.answer)
        self.row(
            self._category_label,
            self._category,
            self.label(N_("Wants"), self.wants, column=False),
            self.wants,
        )

    def _raised_column(self) -> QWidget:
        """The label, and under it the mark for a caller who would not say (B1)."""
        self._head = QWidget()
        column = QVBoxLayout(self._head)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._raised_label)
        column.addWidget(self._mark)
        column.addStretch(1)
        return self._head

    def _raised_block(self) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.raised)
        column.addWidget(self.line)
        return holder

    def _connect(self) -> None:
        self.bind("raised", self.raised)
        self.bind("answer", self.answer)
        self.bind("wants", self.wants)
        self._category.chosen.connect(self._on_category)
        self._mark.clicked.connect(self._on_mark)
        self.line.replace_asked.connect(self.replace)

    def watch(self, name: str, area: GrowingArea, highlighter: LintHighlighter) -> None:
        """Have the hint line speak for `area` too, while it has the cursor."""
        self._areas[name], self._highlighters[name] = area, highlighter
        highlighter.found.connect(self._show_lint)
        area.cursorPositionChanged.connect(self._on_cursor)
        area.noticed.connect(self.line.show_notice)

    def load(self) -> None:
        super().load()
        for highlighter in self._highlighters.values():
            highlighter.look()

    def restyle(self) -> None:
        super().restyle()
        self._category.setFixedWidth(self.theme.px(176))
        self._head.setFixedWidth(self.theme.size(Size.FORM_LABEL))

    def retranslate(self) -> None:
        super().retranslate()
        keys = self.call.desk.categories
        self._category.set_options([(key, _(category_label(key))) for key in keys])
        self._mark.set_hint(_("Withheld: the caller would not give it (Alt+W)"))
        self.refresh()

    def refresh(self) -> None:
        super().refresh()
        record = self.call.record
        talked = call_facts.talked(record)
        choose_shown(self._category, self._known(record.choice("category")))
        withheld = "raised" in record.withheld
        self._mark.setChecked(withheld)
        self._mark.setVisible(withheld or not record.text("raised"))
        self.raised.setReadOnly(withheld)
        self.raised.setPlaceholderText(_("Withheld") if withheld else "")
        solved = record.choice("outcome") == "solved"
        wanted: tuple[tuple[FieldLabel, bool], ...] = (
            (self._raised_label, talked),
            (self._answer_label, solved),
            (self._category_label, talked),
        )
        for made, on in wanted:
            if made.required != on:
                made.set_required(on=on)

    def toggle_withheld(self) -> None:
        """As the key does, in "raised"."""
        self.call.set_withheld("raised", on="raised" not in self.call.record.withheld)

    def replace(self) -> None:
        """Alt+R: put what to say instead in the wording's place, undoably."""
        highlighter = self._highlighters[self._spoken_for]
        finding = highlighter.nearest()
        if finding is not None:
            highlighter.replace(instead_of(finding.instead, self.call, self._now()))

    def _known(self, key: str | None) -> str | None:
        return key if key in self.call.desk.categories else None

    def _on_category(self, value: object) -> None:
        self.call.choose("category", str(value))

    def _on_mark(self) -> None:
        self.toggle_withheld()
        self.raised.setFocus()

    def _on_cursor(self) -> None:
        for name, area in self._areas.items():
            if area.hasFocus():
                self._spoken_for = name
        self._show_lint()

    def _show_lint(self) -> None:
        for name in (self._spoken_for, *self._areas):
            finding = self._highlighters[name].nearest()
            if finding is not None:
                self._spoken_for = name
                instead = instead_of(finding.instead, self.call, self._now())
                self.line.show_finding(finding, instead)
                return
        self.line.show_nothing()
