"""The service measures of a month (J5): a quiet table, and below it how the chosen one is defined."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from thirdring.domain.indicators import DEFINITIONS, Figure
from thirdring.i18n import _, render
from thirdring.reports.figure_text import target_text, value_text
from thirdring.reports.report_tables import reached_text, source_text
from thirdring.ui.theme import Size, Token, Type
from thirdring.ui.widgets import Cell, Hairline, Heading, Label, QuietTable, Styled, TableRow
from thirdring.ui.words import number_text


class QualityPage(Styled, QWidget):
    """Each measure with its value, target and what it is made of; no data is said, never 0 %."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._figures: tuple[Figure, ...] = ()
        self.table = QuietTable()
        self.meaning = Label(wrap=True)
        self.made_of = Label(step=Type.CAPTION, tone=Token.TEXT_2, wrap=True)
        self.source = Label(step=Type.CAPTION, tone=Token.TEXT_3, wrap=True)
        below = QVBoxLayout()
        below.setContentsMargins(16, 12, 16, 16)
        below.setSpacing(4)
        for label in (self.meaning, self.made_of, self.source):
            below.addWidget(label)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.table, 1)
        column.addWidget(Hairline())
        column.addLayout(below)
        column.addStretch(0)
        self.table.chosen.connect(self._on_chosen)
        self.wire()

    def restyle(self) -> None:
        """As high as its rows at most, so that the definition stands right below."""
        rows = len(DEFINITIONS) * self.theme.size(Size.TABLE_ROW)
        self.table.setMaximumHeight(self.theme.size(Size.TABLE_HEADER) + rows + 2)

    def retranslate(self) -> None:
        self.table.setAccessibleName(_("Service measures"))
        self.table.set_headings(
            [
                Heading(_("Measure"), kept=True),
                Heading(_("Value"), 92, right=True, kept=True),
                Heading(_("Target"), 92, right=True, kept=True),
                Heading(_("Reached"), 76, right=True, kept=True),
                Heading(_("Numerator"), 96, right=True),
                Heading(_("Denominator"), 96, right=True),
                Heading(_("Where it comes from"), 160),
                Heading(_("Rule"), 56),
            ]
        )
        self.show_figures(self._figures)

    def show_figures(self, figures: Sequence[Figure]) -> None:
        """The measures of a period, in the order of their definitions."""
        self._figures = tuple(figures)
        self.table.set_rows([_row(one) for one in self._figures])
        if self._figures and self.table.key() is None:
            self.table.choose(self._figures[0].indicator)
        self._explain()

    def _on_chosen(self, _key: object) -> None:
        self._explain()

    def _explain(self) -> None:
        one = next((one for one in self._figures if one.indicator == self.table.key()), None)
        if one is None:
            for label in (self.meaning, self.made_of, self.source):
                label.setText("")
            return
        about = DEFINITIONS[one.indicator]
        top, bottom = (render(one.sentence(part)) for part in (about.numerator, about.denominator))
        self.meaning.setText(render(one.sentence(about.meaning)))
        self.made_of.setText(
            _("{numerator} ({n}) of {denominator} ({all})").format(
                numerator=top, denominator=bottom, n=number_text(one.numerator),
                all=number_text(one.denominator),
            )
        )  # fmt: skip
        self.source.setText(f"{source_text(one)}  {about.rule}")


def _row(one: Figure) -> TableRow:
    about = DEFINITIONS[one.indicator]
    tone = {None: Token.TEXT_3, True: Token.FINE, False: Token.OVER}[one.reached]
    return TableRow(
        one.indicator,
        (
            Cell(render(about.name), Token.TEXT, tip=render(one.sentence(about.meaning))),
            Cell(value_text(one), tone, bold=one.reached is False),
            Cell(target_text(one)),
            Cell(reached_text(one), tone),
            Cell(number_text(one.numerator)),
            Cell(number_text(one.denominator)),
            Cell(source_text(one), Token.TEXT_3),
            Cell(about.rule, Token.TEXT_3),
        ),
    )
