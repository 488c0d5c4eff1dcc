"""A plot with its table: read by keys and by ear, copied and saved."""

import csv
import io
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest

from thirdring.domain.errors import Refusal, ThirdRingError, Unavailable
from thirdring.reports.report_tables import side_table, week_table
from thirdring.ui.plots.plot import Plot, load_canvas
from thirdring.ui.plots.plot_data import PlotData, PlotShape
from thirdring.ui.theme import ThemeChoice, Token, theme_of
from thirdring.usecases.report_complaints import Side

ZONE = ZoneInfo("Asia/Shanghai")
CAUSES = {"漏装螺丝": 6, "=没有护角": 3, "标签不符": 1}
WEEK = [[0] * 24 for _ in range(7)]
WEEK[4][17] = 5


@pytest.fixture
def plot(qtbot: Any) -> Plot:
    load_canvas()
    made = Plot(ask_file=lambda _over, proposed: proposed)
    qtbot.addWidget(made)
    made.resize(1000, 500)
    made.show_plot(PlotData(side_table(Side.CAUSE, CAUSES), PlotShape.PARETO), ZONE)
    made.show()
    qtbot.waitExposed(made)
    return made


def colours(picture: QImage) -> set[str]:
    return {
        picture.pixelColor(x, y).name()
        for x in range(0, picture.width(), 3)
        for y in range(0, picture.height(), 3)
    }


def test_h2_the_arrow_keys_go_from_bar_to_bar_and_say_its_figure(plot: Plot) -> None:
    plot.canvas.setFocus()
    told = []
    for _ in range(4):
        QTest.keyClick(plot.canvas, Qt.Key.Key_Down)
        told.append(plot.pointed_text())
    assert told == ["漏装螺丝  6", "=没有护角  3", "标签不符  1", "标签不符  1"]
    QTest.keyClick(plot.canvas, Qt.Key.Key_Up)
    assert plot.pointed_text() == "=没有护角  3"


def test_h2_a_plot_is_told_to_who_doesn_t_see_it_and_its_table_has_every_figure(
    plot: Plot,
) -> None:
    assert plot.canvas.accessibleDescription() == "Causes: 漏装螺丝 6, =没有护角 3, 标签不符 1"
    rows = [[cell.text for cell in row.cells] for row in plot.table.rows.rows]
    assert rows[0] == ["漏装螺丝", "6", "60.0 %", "60.0 %"]
    assert rows[-1][:2] == ["Together", "10"]


@pytest.mark.parametrize("choice", [ThemeChoice.LIGHT, ThemeChoice.DARK, ThemeChoice.CONTRAST])
def test_h2_a_plot_is_drawn_in_the_colours_of_the_theme(plot: Plot, choice: ThemeChoice) -> None:
    theme = theme_of()
    theme.change(choice=choice)
    seen = colours(plot.canvas.grab().toImage())
    assert theme.color(Token.ACCENT).name() in seen
    assert theme.color(Token.BG_SURFACE).name() in seen


def test_h2_the_picture_and_the_table_are_copied(plot: Plot) -> None:
    picture, table = plot.copy_actions
    picture.trigger()
    assert QGuiApplication.clipboard().image().size() == plot.canvas.grab().size()
    table.trigger()
    lines = [line.split("\t") for line in QGuiApplication.clipboard().text().splitlines()]
    assert lines[0][:2] == ["Cause", "Count"]
    assert lines[2][:2] == ["'=没有护角", "3"]


def test_h2_saving_writes_a_picture_or_the_table(plot: Plot, tmp_path: Path) -> None:
    plot.save_to(tmp_path / "plot.png")
    assert QImage(str(tmp_path / "plot.png")).width() == plot.canvas.grab().width()
    plot.save_to(tmp_path / "plot.csv")
    text = (tmp_path / "plot.csv").read_text("utf-8-sig")
    assert list(csv.reader(io.StringIO(text)))[2][:2] == ["'=没有护角", "3"]
    with pytest.raises(Refusal):
        plot.save_to(tmp_path / "plot.gif")
    with pytest.raises(Unavailable):
        plot.save_to(tmp_path / "nowhere" / "plot.png")


def test_h2_the_button_saves_where_one_says_or_says_why_not(
    plot: Plot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    failed: list[ThirdRingError] = []
    plot.said.connect(said.append)
    plot.failed.connect(failed.append)
    monkeypatch.chdir(tmp_path)
    QTest.keyClick(plot.save, Qt.Key.Key_Return)
    assert [one.name for one in tmp_path.iterdir()] == ["Causes.png"]
    assert said == ["Saved: Causes.png"]
    (tmp_path / "Causes.png").unlink()
    (tmp_path / "Causes.png").mkdir()
    QTest.keyClick(plot.save, Qt.Key.Key_Return)
    assert len(failed) == 1


def test_h2_days_by_hours_are_walked_by_hour_and_by_day(plot: Plot) -> None:
    plot.show_plot(PlotData(week_table(WEEK), PlotShape.GRID), ZONE)
    for _ in range(18):
        QTest.keyClick(plot.canvas, Qt.Key.Key_Right)
    for _ in range(4):
        QTest.keyClick(plot.canvas, Qt.Key.Key_Down)
    assert plot.pointed_text() == "Friday 17:00  5"


def test_h2_what_has_no_data_says_so_and_offers_nothing(plot: Plot) -> None:
    plot.show_plot(PlotData(side_table(Side.NATURE, {}), PlotShape.BARS), ZONE)
    assert not plot.canvas.isVisible()
    assert not plot.copy.isEnabled()
    assert not plot.save.isEnabled()
    assert plot.table.rows.rows == ()
