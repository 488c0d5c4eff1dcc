"""What is measured writes PDFs: they are drawn in the application the windows of later tests need."""

import pytest
from PySide6.QtWidgets import QApplication


@pytest.fixture(autouse=True)
def application(qapp: QApplication) -> QApplication:
    return qapp
