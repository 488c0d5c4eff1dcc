"""What leaves the house is drawn by the one application of the test run."""

import pytest
from PySide6.QtWidgets import QApplication


@pytest.fixture(autouse=True)
def application(qapp: QApplication) -> QApplication:
    """Without one, a PDF makes its own, and Qt allows a process only one."""
    return qapp
