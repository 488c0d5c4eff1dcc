"""The floor of painting: a table whose items live in C++, with the words of one page."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QTableView

from thirdring.bench.driven import Frames, press, until
from thirdring.bench.timing import Series


def frames(
    app: QApplication, like: QTableView, words: Sequence[Sequence[str]], rounds: int
) -> Series:
    """Page down through rows of `words`, in a view as large as `like`, with its row height."""
    view = QTableView()
    model = QStandardItemModel(view)
    for _ in range(rounds + 2):
        for row in words:
            model.appendRow([QStandardItem(text) for text in row])
    view.setModel(model)
    view.resize(like.size())
    view.setShowGrid(False)
    view.verticalHeader().hide()
    view.verticalHeader().setDefaultSectionSize(like.verticalHeader().defaultSectionSize())
    for column in range(min(len(words[0]), like.model().columnCount())):
        view.setColumnWidth(column, like.columnWidth(column))
    view.show()
    view.setFocus()
    until(app, view.isVisible, "the floor's view")
    app.processEvents()
    taken = Frames(app, view.viewport(), lambda: True)
    view.setCurrentIndex(model.index(0, 0))
    for _ in range(rounds):
        taken.take(lambda: press(view, Qt.Key.Key_PageDown), "a page of the floor")
    view.close()
    view.deleteLater()
    return taken.series
