"""The line of a desk whose center has been brought to a newer version."""

from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui.clipping import cut_off
from tests.ui.conftest import GRANTED
from thirdring.domain.enums import Language
from thirdring.ui.runner import Runner
from thirdring.ui.shell.ahead_line import AheadLine
from thirdring.ui.shell.window import MainWindow
from thirdring.ui.speech import switch_language
from thirdring.ui.widgets import Label


@pytest.mark.parametrize(
    ("language", "said"),
    [(Language.EN, "This desk can go on working"), (Language.ZH_CN, "本席可以继续工作")],
)
def test_it_stays_in_one_line_and_says_that_work_goes_on(
    qapp: QApplication, window: MainWindow, plain_runner: Runner, language: Language, said: str
) -> None:
    work = window.start_work(plain_runner, GRANTED)
    line = AheadLine(work)
    work.add_line(line)
    switch_language(qapp, language)
    window.resize(1366, 768)
    window.show_work()
    window.show()
    texts: list[Any] = [label.text() for label in line.findChildren(Label)]
    assert any(said in text for text in texts)
    assert line.isVisible()
    assert line.height() < 40
    assert cut_off(line) == []
