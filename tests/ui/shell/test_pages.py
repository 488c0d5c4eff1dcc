"""Sign-in and first set-up by keyboard."""

from typing import Any, TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QRadioButton

from tests.ui.clipping import cut_off
from thirdring.domain.enums import Language
from thirdring.domain.errors import Refusal, Refusals
from thirdring.ui.shell.page import Page
from thirdring.ui.shell.set_up_page import SetUpForm, SetUpPage
from thirdring.ui.shell.sign_in_page import SignInPage
from thirdring.ui.speech import switch_language
from thirdring.ui.widgets import Button, Label

PageT = TypeVar("PageT", bound=Page)


@pytest.fixture
def sign_in(qtbot: Any) -> SignInPage:
    return _shown(qtbot, SignInPage())


@pytest.fixture
def set_up(qtbot: Any) -> SetUpPage:
    return _shown(qtbot, SetUpPage())


def _shown(qtbot: Any, page: PageT) -> PageT:
    qtbot.addWidget(page)
    page.resize(1366, 768)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    return page


def _words(page: Page) -> str:
    return "\n".join(label.text() for label in page.findChildren(Label) if label.isVisible())


def test_login_enter_password_enter(qtbot: Any, sign_in: SignInPage) -> None:
    heard: list[tuple[str, str]] = []
    sign_in.submitted.connect(lambda login, password: heard.append((login, password)))
    QTest.keyClicks(sign_in.focusWidget(), " li.na ")
    QTest.keyClick(sign_in.focusWidget(), Qt.Key.Key_Return)
    QTest.keyClicks(sign_in.focusWidget(), "  secret")
    QTest.keyClick(sign_in.focusWidget(), Qt.Key.Key_Return)
    QTest.keyClick(sign_in.focusWidget(), Qt.Key.Key_Return)
    assert heard == [("li.na", "  secret")]


def test_a_refusal_is_said_and_the_password_typed_again(sign_in: SignInPage) -> None:
    sign_in.set_login("li.na")
    QTest.keyClicks(sign_in.focusWidget(), "wrong")
    QTest.keyClick(sign_in.focusWidget(), Qt.Key.Key_Return)
    sign_in.refuse("Locked for 5 minutes after 5 attempts.")
    assert "Locked for 5 minutes after 5 attempts." in _words(sign_in)
    heard: list[str] = []
    sign_in.submitted.connect(lambda _login, password: heard.append(password))
    QTest.keyClicks(sign_in.focusWidget(), "right")
    QTest.keyClick(sign_in.focusWidget(), Qt.Key.Key_Return)
    assert heard == ["right"]


def test_without_a_login_nothing_is_asked(sign_in: SignInPage) -> None:
    heard: list[str] = []
    sign_in.submitted.connect(lambda login, _password: heard.append(login))
    button = sign_in.findChild(Button)
    assert button is not None
    button.click()
    assert heard == []
    assert "Type your login." in _words(sign_in)


def _fill(page: SetUpPage, *lines: str) -> None:
    for line in lines:
        QTest.keyClicks(page.focusWidget(), line)
        QTest.keyClick(page.focusWidget(), Qt.Key.Key_Tab)
        if line == lines[0]:  # over language and time zone
            QTest.keyClick(page.focusWidget(), Qt.Key.Key_Tab)
            QTest.keyClick(page.focusWidget(), Qt.Key.Key_Tab)


def test_the_first_start_is_filled_in_by_keyboard(set_up: SetUpPage) -> None:
    heard: list[SetUpForm] = []
    set_up.submitted.connect(heard.append)
    _fill(set_up, "Model Plaza", "Li Na", "li.na", "secret")
    QTest.keyClicks(set_up.focusWidget(), "secret")
    QTest.keyClick(set_up.focusWidget(), Qt.Key.Key_Return)
    assert heard == [
        SetUpForm("Model Plaza", Language.EN, heard[0].timezone, "Li Na", "li.na", "secret")
    ]
    assert "/" in heard[0].timezone


def test_what_is_missing_is_said_beside_its_field(set_up: SetUpPage) -> None:
    heard: list[SetUpForm] = []
    set_up.submitted.connect(heard.append)
    _fill(set_up, "Model Plaza", "Li Na", "li.na", "secret")
    QTest.keyClicks(set_up.focusWidget(), "another")
    QTest.keyClick(set_up.focusWidget(), Qt.Key.Key_Return)
    assert heard == []
    assert "The two passwords differ." in _words(set_up)


def test_refusals_stand_beside_their_fields(set_up: SetUpPage) -> None:
    set_up.refuse(
        Refusals([Refusal("Too short.", field="password"), Refusal("Taken.", field="login")])
    )
    assert "Too short." in _words(set_up)
    assert "Taken." in _words(set_up)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("kind", [SignInPage, SetUpPage])
def test_nothing_is_cut_off(
    qtbot: Any, qapp: QApplication, language: Language, kind: type[Page]
) -> None:
    page = _shown(qtbot, kind())
    switch_language(qapp, language)
    page.resize(1366, 768)
    qtbot.wait(1)
    assert cut_off(page) == []


def test_each_language_is_written_in_itself(qtbot: Any, sign_in: SignInPage) -> None:
    choices = [b.text() for b in sign_in.findChildren(QRadioButton)]
    assert [c for c in choices if c != "More"] == ["中文", "English"]
    with qtbot.waitSignal(sign_in.language_chosen) as chosen:
        chinese = next(b for b in sign_in.findChildren(QRadioButton) if b.text() == "中文")
        QTest.mouseClick(chinese, Qt.MouseButton.LeftButton)
    assert chosen.args == [Language.ZH_CN]
