"""Several plots of one report, one at a time, chosen by name."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from thirdring.i18n import _
from thirdring.ui.plots.plot import Plot
from thirdring.ui.plots.plot_data import PlotData
from thirdring.ui.widgets import Hairline, Styled, Tab, Tabs


class PlotsPage(Styled, QWidget):
    """The plot shown stays the same kind over months."""

    def __init__(self, plot: Plot, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plots: tuple[PlotData, ...] = ()
        self._at = 0
        self._zone = ZoneInfo("UTC")
        self.sides = Tabs(small=True)
        self.plot = plot
        row = QHBoxLayout()
        row.setContentsMargins(16, 0, 16, 0)
        row.addWidget(self.sides)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(Hairline())
        column.addWidget(plot, 1)
        self.sides.chosen.connect(self._on_chosen)
        self.wire()

    def retranslate(self) -> None:
        self.sides.setAccessibleName(_("What is shown"))

    def show_plots(self, plots: Sequence[PlotData], zone: ZoneInfo) -> None:
        """The plots of a report; the place among them stays."""
        self._plots, self._zone = tuple(plots), zone
        self._at = min(self._at, max(len(plots) - 1, 0))
        self.sides.set_tabs([Tab(n, one.table.title) for n, one in enumerate(plots)])
        self.sides.set_value(self._at)
        self._show()

    def choose(self, at: int) -> None:
        """Show one of the plots."""
        self.sides.set_value(at)
        self._on_chosen(at)

    def _on_chosen(self, at: object) -> None:
        self._at = int(str(at))
        self._show()

    def _show(self) -> None:
        if self._plots:
            self.plot.show_plot(self._plots[self._at], self._zone)
