"""The month as a file (G5), for the screens that show a month: where to, then written and logged."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from thirdring.domain.errors import ThirdRingError
from thirdring.i18n import _
from thirdring.reports.month_file import refuse_ending, write_month
from thirdring.ui.runner import Runner
from thirdring.usecases.export_month import MonthExport, export_month


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
        self._runner.run(
            export_month, month, owner=self, then=partial(self._on_month, file),
            failed=self.failed.emit,
        )  # fmt: skip

    def _on_month(self, file: Path, export: MonthExport) -> None:
        # On a reading thread: drawing takes a while, and nobody's save waits for it.
        self._runner.read(
            _write, export, file, owner=self, then=partial(self._on_written, file, export.sheet.digest),
            failed=self.failed.emit,
        )  # fmt: skip

    def _on_written(self, file: Path, digest: str | None, _size: int) -> None:
        self.written.emit(file, digest)
        self.said.emit(_("Saved: {name}").format(name=file.name))


def _write(_ctx: Any, export: MonthExport, file: Path) -> int:
    return write_month(export, file)
