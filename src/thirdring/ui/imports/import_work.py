"""What the wizard knows and asks the database for: no widget in it, one thing under way at a time."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from thirdring.domain.errors import ThirdRingError
from thirdring.intake.dates import DateOrder
from thirdring.intake.maps import Map
from thirdring.intake.options import Options
from thirdring.ui.runner import Call, Runner
from thirdring.ui.watch import Watch
from thirdring.usecases.import_report import ImportReport
from thirdring.usecases.import_steps import (
    FileLook,
    ImportKind,
    check_import,
    look_at_file,
    missing_fields,
    write_import,
)
from thirdring.usecases.import_walk import Judged


class ImportWork(QObject):
    """`looked`, `judged`, `written`: a step is done. `failed`: it isn't, and why. `moved(done,
    total)` in rows while one is under way; a total of 0 is not known yet.
    """

    looked = Signal(object)  # FileLook
    judged = Signal(object)  # Judged
    written = Signal(object)  # ImportReport
    saved = Signal(object)  # Path
    failed = Signal(object)  # ThirdRingError
    moved = Signal(int, int)
    busy_changed = Signal(bool)

    def __init__(self, runner: Runner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._call: Call | None = None
        self._watch: Watch | None = None
        self.kind = ImportKind.COMPLAINTS
        self.look: FileLook | None = None
        self.options = Options()
        self.found: Judged | None = None
        self.report: ImportReport | None = None

    @property
    def busy(self) -> bool:
        return self._call is not None

    def look_at(self, file: Path, map_file: Path | None = None) -> None:
        """Open the file anew, under the options that were chosen or a saved map."""
        self.look, self.found = None, None
        self._begin(
            self._runner.read(
                look_at_file, self.kind, file, self.options, map_file,
                owner=self, then=self._on_looked, failed=self._on_failed,
            )
        )  # fmt: skip

    def set_options(self, *, sheet: str | None, encoding: str | None) -> None:
        """Read the same file differently."""
        self.options = Options(sheet=sheet, encoding=encoding)
        if self.look is not None:
            self.look_at(self.look.file)

    def check(self, chosen: Map, refused_file: Path | None = None) -> None:
        """Judge every row; with a file the refused ones are written to it on the way."""
        if self.look is None:
            return
        watch = self._new_watch()
        then = self._on_judged if refused_file is None else self._on_saved
        self._saving = refused_file
        self._begin(
            self._runner.read(
                check_import, self.kind, self.look.file, chosen, watch, refused_file,
                owner=self, then=then, failed=self._on_failed,
            )
        )  # fmt: skip

    def write(self) -> None:
        """Take the good rows in."""
        if self.found is None:
            return
        watch = self._new_watch()
        self._begin(
            self._runner.run(
                write_import, self.kind, self.found, watch,
                owner=self, then=self._on_written, failed=self._on_failed,
            )
        )  # fmt: skip

    def stop(self) -> None:
        """Give up what is under way; nothing of it stays."""
        if self._watch is not None:
            self._watch.stop()

    def mapped(
        self, taken: dict[str, tuple[str, ...]], constants: dict[str, str], order: object
    ) -> Map | None:
        """The map with the columns as they are chosen now."""
        if self.look is None:
            return None
        before = self.look.mapping
        chosen = DateOrder(str(order)) if order else None
        return replace(
            before,
            columns=taken,
            values={name: pairs for name, pairs in before.values.items() if name in taken},
            constants={name: value for name, value in constants.items() if name not in taken},
            options=replace(before.options, date_order=chosen or before.options.date_order),
        )

    def missing(self, taken: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
        """Required fields nothing is chosen for."""
        constants = self.look.mapping.constants if self.look is not None else {}
        return missing_fields(self.kind, {*taken, *constants})

    def _new_watch(self) -> Watch:
        self._watch = Watch(self)
        self._watch.moved.connect(self.moved)
        return self._watch

    def _begin(self, call: Call) -> None:
        self._call = call
        self.busy_changed.emit(True)

    def _end(self) -> None:
        self._call = None
        if self._watch is not None:
            self._watch.deleteLater()
            self._watch = None
        self.busy_changed.emit(False)

    @Slot(object)
    def _on_looked(self, look: FileLook) -> None:
        self._end()
        self.look = look
        self.looked.emit(look)

    @Slot(object)
    def _on_judged(self, found: Judged) -> None:
        self._end()
        self.found = found
        self.judged.emit(found)

    @Slot(object)
    def _on_saved(self, _found: Judged) -> None:
        self._end()
        self.saved.emit(self._saving)

    @Slot(object)
    def _on_written(self, report: ImportReport) -> None:
        self._end()
        self.report = report
        self.written.emit(report)

    @Slot(object)
    def _on_failed(self, error: ThirdRingError) -> None:
        self._end()
        self.failed.emit(error)
