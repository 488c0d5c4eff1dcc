"""Lines into a file and out of one, with the system's own dialog, which stops nothing."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from thirdring.domain.errors import ThirdRingError
from thirdring.i18n import _, ngettext, render
from thirdring.ui.runner import Runner
from thirdring.usecases.phrase_exchange import PhraseImport, export_phrases, import_phrases


class PhraseFiles(QObject):
    """`done` carries a sentence; `imported` when lines have changed."""

    done = Signal(str)
    imported = Signal()

    def __init__(self, runner: Runner, window: QWidget) -> None:
        super().__init__(window)
        self._runner, self._window = runner, window

    def ask_export(self) -> None:
        """Where to?"""
        dialog = QFileDialog(self._window, _("Export the phrases"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([_("YAML (*.yaml)"), _("CSV (*.csv)")])
        dialog.setDefaultSuffix("yaml")
        dialog.selectFile("phrases.yaml")
        dialog.fileSelected.connect(self.export_to)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def export_to(self, path: str) -> None:
        """Write every line in use to `path`."""
        file = Path(path)
        self._runner.read(
            export_phrases, file,
            owner=self, then=partial(self._on_exported, file), failed=self._on_failed,
        )  # fmt: skip

    def ask_import(self) -> None:
        """Which file?"""
        dialog = QFileDialog(self._window, _("Import phrases"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(_("Phrases (*.yaml *.yml *.csv)"))
        dialog.fileSelected.connect(self.import_from)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def import_from(self, path: str) -> None:
        """Take the lines of `path`, all or none."""
        self._runner.run(
            import_phrases, Path(path),
            owner=self, then=self._on_imported, failed=self._on_failed,
        )  # fmt: skip

    def _on_exported(self, file: Path, count: int) -> None:
        rows = ngettext("{n} row", "{n} rows", count)
        self.done.emit(_("{rows} written to {file}.").format(rows=rows, file=file.name))

    def _on_imported(self, answer: PhraseImport) -> None:
        if answer.refused:
            first = answer.refused[0]
            text = _("Nothing was taken over. Row {row}: {reason}")
            self.done.emit(text.format(row=first.row, reason=render(first.reason)))
            return
        text = _("{added} lines new or changed, {known} as they stood.")
        self.done.emit(text.format(added=answer.added, known=answer.known))
        self.imported.emit()

    def _on_failed(self, error: ThirdRingError) -> None:
        self.done.emit(render(error))
