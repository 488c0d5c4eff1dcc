"""The month as a file (G5), for the screens that show a month: where to, then written and logged."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from thirdring.domain.errors import ThirdRingError
from thirdring.i18n import _
from thirdring.reports.month_file import SavedMonth, refuse_ending, save_month
from thirdring.ui.runner import Runner


def _ask_file(over: QWidget, proposed: str) -> str:
    workbook = _("Workbook")
    kinds = f"{workbook} (*.xlsx);;PDF (*.pdf);;CSV (*.csv);;JSON (*.json)"
    path, _kind = QFileDialog.getSaveFileName(over, _("Save month"), proposed, kinds)
    return path


class MonthFile(QObject):
    """`said` a sentence, `failed` an error, `written(file, digest)`: None while the month is open."""

    said = Signal(str)
    failed = Signal(object)
    written = Signal(object, object)

    def __init__(
        self, runner: Runner, window: QWidget,
        *, ask_file: Callable[[QWidget, str], str] = _ask_file,
    ) -> None:  # fmt: skip
        super().__init__(window)
        self._runner, self._window, self._ask_file = runner, window, ask_file

    def save(self, month: str, ending: str = ".xlsx") -> None:
        """Ask where to, proposing `ending`, then write `month` by the file's own."""
        path = self._ask_file(self._window, f"month-{month}{ending}")
        if path:
            self.save_to(month, Path(path))

    def save_to(self, month: str, file: Path) -> None:
        """Write `month` to `file`, by its ending."""
        try:
            refuse_ending(file)
        except ThirdRingError as error:
            self.failed.emit(error)
            return
        # Drawing takes a while, and nobody's save waits for it; in one go, so that nothing is left
        # of a file that wasn't entered in the access log, whatever stopped it (H5).
        self._runner.work(
            save_month, month, file, owner=self, then=self._on_written, failed=self.failed.emit
        )

    def _on_written(self, saved: SavedMonth) -> None:
        self.written.emit(saved.file, saved.sheet.digest)
        self.said.emit(_("Saved: {name}").format(name=saved.file.name))
