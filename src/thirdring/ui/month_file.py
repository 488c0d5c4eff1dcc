"""The month as a file (G5), for the screens that show a month: where to, then written and logged."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from thirdring.domain.errors import ThirdRingError
from thirdring.i18n import _
from thirdring.reports.month_file import lay_month, refuse_ending
from thirdring.reports.whole_file import Laid
from thirdring.ui.runner import Runner
from thirdring.usecases.export_month import MonthExport, export_month, record_month_export


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
        # On a reading thread: drawing takes a while, and nobody's save waits for it.
        self._runner.read(
            _lay, month, file, owner=self, then=self._on_laid, failed=self.failed.emit
        )

    def _on_laid(self, made: "_Made") -> None:
        self._runner.run(
            record_month_export, made.export, owner=self, then=partial(self._on_recorded, made),
            failed=partial(self._on_unrecorded, made),
        )  # fmt: skip

    def _on_recorded(self, made: "_Made", _nothing: None) -> None:
        self._runner.read(
            _name, made.laid, owner=self, then=partial(self._on_written, made),
            failed=self.failed.emit,
        )  # fmt: skip

    def _on_unrecorded(self, made: "_Made", error: ThirdRingError) -> None:
        """H5: nothing goes out that isn't in the access log."""
        self._runner.read(_discard, made.laid, owner=self)
        self.failed.emit(error)

    def _on_written(self, made: "_Made", _size: int) -> None:
        self.written.emit(made.laid.path, made.export.sheet.digest)
        self.said.emit(_("Saved: {name}").format(name=made.laid.path.name))


@dataclass(frozen=True, slots=True)
class _Made:
    """What is exported, and its file that has no name yet."""

    export: MonthExport
    laid: Laid


def _lay(ctx: Any, month: str, file: Path) -> _Made:
    export = export_month(ctx, month)
    return _Made(export, lay_month(export, file))


def _name(_ctx: Any, laid: Laid) -> int:
    return laid.give_name()


def _discard(_ctx: Any, laid: Laid) -> None:
    laid.discard()
