"""The first hundred milliseconds: the application object, its look, its words."""

import locale
import os
import sys
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, Qt, QTranslator
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication

from thirdring.app.heap import share_one_heap
from thirdring.domain.enums import Language
from thirdring.domain.errors import Refusal, say
from thirdring.i18n import use_language
from thirdring.resources import assets
from thirdring.ui.garbage import MainThreadGarbage
from thirdring.ui.shell.memory import SERVER, FileMemory, Memory
from thirdring.ui.theme import Density, Theme, ThemeChoice

# The window's thread waits so long, each time it comes back from Qt, for a thread that reads and
# works in Python meanwhile. Python's own choice of five milliseconds made what takes 2 ms take 11.
_SWITCH_SECONDS = 0.001


def make_application() -> QApplication:
    """The one QApplication of the process."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    sys.setswitchinterval(_SWITCH_SECONDS)
    share_one_heap()  # before there is a second thread
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(
        Qt.HighDpiScaleFactorRoundingPolicy.PassThrough
    )
    app = QApplication(sys.argv[:1])
    app.setApplicationName("thirdring")
    app.setApplicationDisplayName("Third Ring 三声")
    app.setDesktopFileName("thirdring")
    app.setWindowIcon(QIcon(str(assets() / "icons" / "thirdring.svg")))
    MainThreadGarbage(app)
    return app


def watch_stalls(app: QApplication) -> None:
    """Write down where the window's thread answers nobody, if THIRDRING_STALLS names a file.

    Raises:
        Refusal: the file can't be written.
    """
    file = os.environ.get("THIRDRING_STALLS")
    if not file:
        return
    from thirdring.ui.stall_meter import StallFile, StallMeter

    path = Path(file).expanduser().absolute()
    try:
        path.open("a", encoding="utf-8").close()
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise Refusal(
            say("Stalls can't be written to {path}: {why}.", path=str(path), why=why)
        ) from error
    meter = StallMeter(app)
    app.aboutToQuit.connect(meter.close)
    StallFile(path, meter)


def data_folder() -> Path:
    """The user's folder for Third Ring (THIRDRING_HOME, or the system's)."""
    home = os.environ.get("THIRDRING_HOME")
    if home:
        return Path(home).expanduser().absolute()
    import platformdirs

    return platformdirs.user_data_path("thirdring", appauthor=False)


def whereabouts(address: str | None, *, demo: bool = False) -> str | None:
    """The database to open; the sample center has a file of its own. Without a word about it, the
    server this desk was told once.
    """
    if demo and not address:
        return str(data_folder() / "demo.db")
    return address or os.environ.get("THIRDRING_DB") or make_memory().read(SERVER) or None


def names_server(address: str | None) -> bool:
    """Whether the address is a server's; told without loading what reads addresses."""
    return (address or "").lower().startswith(("postgres://", "postgresql"))


def is_first_start(address: str | None, memory: Memory) -> bool:
    """Whether nobody said yet where the center is, and none is in the usual place."""
    return not address and not memory.read(SERVER) and not (data_folder() / "center.db").exists()


def shown_at(address: str | None) -> str:
    """The address in one spelling, without a password: what two starts agree on."""
    if address is None:
        return str(data_folder() / "center.db")
    if "://" in address:
        from thirdring.store.address import parse_address

        return str(parse_address(address))
    return str(Path(address).expanduser().absolute())


def make_memory() -> Memory:
    """What this desk remembers of its look."""
    return FileMemory(data_folder() / "desk.json")


def make_theme(app: QApplication, memory: Memory) -> Theme:
    """The look chosen last time."""
    choice, density, scale = (memory.read(name) for name in ("theme", "density", "text_scale"))
    return Theme(
        choice=ThemeChoice(choice) if choice in set(ThemeChoice) else ThemeChoice.SYSTEM,
        density=Density(density) if density in set(Density) else Density.COMPACT,
        text_scale=_scale(scale),
        parent=app,
    ).install(app, everywhere=False)


def _scale(text: str) -> float:
    try:
        return min(max(float(text), 0.8), 2.0)
    except ValueError:
        return 1.0


def first_language(memory: Memory) -> Language:
    """What was chosen on this desk, else what the system speaks."""
    kept = os.environ.get("THIRDRING_LANGUAGE") or memory.read("language")
    if kept in set(Language):
        return Language(kept)
    spoken = (os.environ.get("LANG") or locale.getlocale()[0] or "").lower()
    chinese = spoken.startswith(("zh", "chinese")) or QLocale.system().name().startswith("zh")
    return Language.ZH_CN if chinese else Language.EN


class QtWords:
    """Qt's own words (context menus, print dialogs) in the language spoken."""

    def __init__(self, app: QApplication) -> None:
        self._app = app
        self._translator: QTranslator | None = None

    def speak(self, language: Language) -> None:
        """Take on `language`, here and in the catalogue."""
        use_language(language)
        if self._translator is not None:
            self._app.removeTranslator(self._translator)
            self._translator = None
        if language is Language.ZH_CN:
            translator = QTranslator(self._app)
            folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
            if translator.load("qtbase_zh_CN", folder):
                self._app.installTranslator(translator)
                self._translator = translator
