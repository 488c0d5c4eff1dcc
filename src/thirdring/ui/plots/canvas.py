"""The drawing of a plot with pyqtgraph. Import it late, off the window's thread: it takes a second.

Each bar carries its figure in words, so that nothing needs hovering; the arrow keys go from bar to
bar, and `pointed` says which one is meant. Nothing is dragged or zoomed.
"""

from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from thirdring.ui.plots.plot_data import PlotData, PlotShape
from thirdring.ui.theme import Token, Type
from thirdring.ui.widgets.base import Styled
from thirdring.ui.widgets.paint import paint_focus

pg.setConfigOptions(antialias=True, exitCleanup=False)

_THICK = 0.62
_RING = 3  # px around the drawing, for the focus
_FEW = 6  # fewer bars leave room instead of growing fat
_LONGEST_NAME = 16
_VITAL = 80  # percent: where the vital few end
_STEPS = {
    Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1,
}  # fmt: skip


class Canvas(Styled, QWidget):
    """`pointed(index)`: the arrow keys went to that point of the plot."""

    pointed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._data: PlotData | None = None
        self.current = -1
        self._view: Any = pg.PlotWidget(self, background=None, enableMenu=False)
        self._item: Any = self._view.getPlotItem()
        self._item.hideButtons()
        self._item.setMouseEnabled(x=False, y=False)
        self._view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._view.setFrameShape(QFrame.Shape.NoFrame)
        # A picture: what the mouse does over it is the window's.
        self._view.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        row = QHBoxLayout(self)
        row.setContentsMargins(_RING, _RING, _RING, _RING)
        row.addWidget(self._view)
        self.wire()

    def draw(self, data: PlotData) -> None:
        """Show `data` in place of what was there."""
        self._data, self.current = data, -1
        self.restyle()

    def restyle(self) -> None:
        self._view.setBackground(self._ink(Token.BG_SURFACE))
        if self._data is None:
            return
        item = self._item
        item.clear()
        for side in ("left", "bottom", "top", "right"):
            item.showAxis(side, side in {"left", "bottom"})
        match self._data.shape:
            case PlotShape.COLUMNS:
                self._columns(self._data)
            case PlotShape.GRID:
                self._grid(self._data)
            case _:
                self._bars(self._data)
        for side in ("left", "bottom"):
            axis = item.getAxis(side)
            axis.setTickFont(self.theme.font(Type.CAPTION))
            axis.setTextPen(self._ink(Token.TEXT_2))
            axis.setPen(self._ink(Token.LINE))
            axis.setStyle(tickLength=0, tickTextOffset=6)

    def _ink(self, token: Token) -> QColor:
        return QColor(self.theme.color(token))

    def _tone(self, at: int) -> QColor:
        return self._ink(Token.ACCENT_TEXT if at == self.current else Token.ACCENT)

    def _label(
        self, text: str, x: float, y: float, anchor: tuple[float, float], ink: Token
    ) -> None:
        label = pg.TextItem(text, color=self._ink(ink), anchor=anchor)
        label.setFont(self.theme.font(Type.CAPTION))
        self._item.addItem(label)
        label.setPos(x, y)

    def _bars(self, data: PlotData) -> None:
        """Lying bars; those of a Pareto are as long as their share of the whole."""
        item, points = self._item, data.points
        is_pareto = data.shape is PlotShape.PARETO
        counts = [count for _name, count in points]
        widest = (data.whole if is_pareto else max(counts, default=0)) or 1
        for at, count in enumerate(counts):
            bar = pg.BarGraphItem(
                x0=0, y=at, width=count, height=_THICK, brush=self._tone(at),
                pen=pg.mkPen(self._tone(at)),
            )  # fmt: skip
            item.addItem(bar)
            # The line of a Pareto begins at the end of its first bar.
            clear = -0.7 if is_pareto and at == 0 else -0.15
            self._label(str(count), count, at, (clear, 0.5), Token.TEXT)
        self._names(item.getAxis("left"), [name for name, _count in points])
        item.showAxis("bottom", False)
        view = item.getViewBox()
        view.invertY(True)
        lowest = max(len(points), _FEW) - 0.4
        view.setRange(xRange=(0, widest * 1.14), yRange=(-0.7, lowest), padding=0)
        if is_pareto:
            self._reach(data.line, widest)

    def _reach(self, line: list[float], whole: int) -> None:
        """The line of a Pareto: how much of the whole is reached with each bar."""
        item = self._item
        pen = pg.mkPen(self._ink(Token.MAJOR), width=2)
        dashed = pg.mkPen(self._ink(Token.TEXT_3), style=Qt.PenStyle.DashLine)
        item.addItem(pg.InfiniteLine(whole * _VITAL / 100, angle=90, pen=dashed))
        xs = [whole * share / 100 for share in line]
        item.addItem(
            pg.PlotDataItem(
                xs, list(range(len(line))), pen=pen, symbol="o", symbolSize=6, symbolPen=pen,
                symbolBrush=self._ink(Token.BG_SURFACE),
            )
        )  # fmt: skip
        self._label(f"{_VITAL} %", whole * _VITAL / 100, -0.7, (-0.1, 0), Token.TEXT_3)
        for at, share in enumerate(line[1:], 1):
            self._label(f"{share:.0f} %", xs[at], at, (-0.25, 0.5), Token.MAJOR)

    def _columns(self, data: PlotData) -> None:
        item, points = self._item, data.points
        most = max((count for _name, count in points), default=0) or 1
        for at, (_name, count) in enumerate(points):
            bar = pg.BarGraphItem(
                x=at, height=count, width=_THICK, brush=self._tone(at), pen=pg.mkPen(self._tone(at))
            )
            item.addItem(bar)
            self._label(str(count), at, count, (0.5, 1), Token.TEXT)
        self._names(item.getAxis("bottom"), [name for name, _count in points])
        item.showAxis("left", False)
        view = item.getViewBox()
        view.invertY(False)
        view.setRange(
            xRange=(-0.7, max(len(points), _FEW) - 0.3), yRange=(0, most * 1.12), padding=0
        )

    def _grid(self, data: PlotData) -> None:
        item = self._item
        counts = np.array([count for _name, count in data.points], dtype=float).reshape(7, 24)
        most = counts.max() or 1
        image = pg.ImageItem(counts, axisOrder="row-major", levels=(0, most))
        low, high = self._ink(Token.BG_SURFACE), self._ink(Token.ACCENT)
        image.setColorMap(pg.ColorMap([0.0, 1.0], [low, high]))
        item.addItem(image)
        for (day, hour), count in np.ndenumerate(counts):
            if count:
                dark = count > most * 0.55
                at = day * 24 + hour
                self._label(
                    f"[{int(count)}]" if at == self.current else str(int(count)),
                    hour + 0.5, day + 0.5, (0.5, 0.5), Token.ON_ACCENT if dark else Token.TEXT,
                )  # fmt: skip
        days = [str(row[0]) for row in data.table.rows]
        item.getAxis("left").setTicks([[(at + 0.5, day) for at, day in enumerate(days)]])
        item.getAxis("bottom").setTicks([[(hour + 0.5, str(hour)) for hour in range(24)]])
        view = item.getViewBox()
        view.invertY(True)
        view.setRange(xRange=(0, 24), yRange=(0, 7), padding=0)

    def _names(self, axis: pg.AxisItem, names: list[str]) -> None:
        short = [
            name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1] + "…"
            for name in names
        ]
        axis.setTicks([list(enumerate(short))])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        data, key = self._data, Qt.Key(event.key())
        if data is None or key not in _STEPS or not data.points:
            event.ignore()
            return
        step = _STEPS[key]
        if data.shape is PlotShape.GRID and key in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            step *= 24
        self.current = min(max(self.current + step, 0), len(data.points) - 1)
        self.restyle()
        self.pointed.emit(self.current)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._ink(Token.BG_SURFACE))
        if self.hasFocus():
            paint_focus(painter, self.theme, self.rect().adjusted(0, 0, -1, -1))
