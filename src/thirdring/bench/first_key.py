"""A window in a process of its own, until it takes a key; says how long that took since its start.

    python -m thirdring.bench.first_key empty|desk BEGUN [CENTER.db]

BEGUN is the moment at which the process was started (seconds since 1970). `empty` is a bare PySide6
window with one field, the floor; `desk` is the program up to its sign-in page.
"""

import sys
import time
from pathlib import Path


def empty() -> object:
    """What any PySide6 program takes."""
    from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

    app = QApplication(sys.argv[:1])
    window = QWidget()
    field = QLineEdit(window)
    QVBoxLayout(window).addWidget(field)
    window.show()
    field.setFocus()
    return app, window


def desk(address: str) -> object:
    """The program as `thirdring` starts it: through the command line."""
    import thirdring.cli.main  # noqa: F401
    from thirdring.app.start import make_application

    app = make_application()
    from thirdring.app.front_door import FrontDoor

    door = FrontDoor(app, address, login="agent001")
    door.open()
    return app, door


def wait_for_key() -> float:
    """When a typed letter stood in the field, in seconds since 1970."""
    from PySide6.QtCore import QCoreApplication, QEvent, Qt
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QApplication, QLineEdit

    app = QApplication.instance()
    while True:
        QCoreApplication.processEvents()
        field = QApplication.focusWidget()
        if app is not None and isinstance(field, QLineEdit) and field.isVisible():
            event = QKeyEvent(
                QEvent.Type.KeyPress, Qt.Key.Key_X, Qt.KeyboardModifier.NoModifier, "x"
            )
            app.sendEvent(field, event)
            if field.text():
                return time.time()


def memory_mb() -> float:
    """Resident memory, 0 where the system doesn't tell."""
    try:
        text = Path("/proc/self/status").read_text(encoding="ascii")
    except OSError:
        return 0.0
    return int(text.partition("VmRSS:")[2].split()[0]) / 1024


def main() -> None:
    """Print milliseconds and megabytes."""
    kind, begun = sys.argv[1], float(sys.argv[2])
    kept = empty() if kind == "empty" else desk(sys.argv[3])
    took = (wait_for_key() - begun) * 1_000
    sys.stdout.write(f"{took:.1f} {memory_mb():.1f}\n")
    sys.stdout.flush()
    if kind == "desk":
        kept[1].close()  # type: ignore[index]


if __name__ == "__main__":
    main()
