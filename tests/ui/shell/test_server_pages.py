"""The pages on the way to a server, by keyboard."""

from typing import Any, TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.clipping import cut_off
from thirdring.domain.enums import Language
from thirdring.domain.errors import Refusal, Unavailable, say
from thirdring.store.server.connect_errors import NOT_TLS
from thirdring.ui.shell.first_choice_page import FirstChoicePage
from thirdring.ui.shell.page import Page
from thirdring.ui.shell.server_page import AUTHORITY, CHECKED, PLAIN, ServerForm, ServerPage
from thirdring.ui.shell.sign_in_page import SignInPage
from thirdring.ui.speech import switch_language
from thirdring.ui.widgets import ComboBox, Label

PageT = TypeVar("PageT", bound=Page)


def _shown(qtbot: Any, page: PageT) -> PageT:
    qtbot.addWidget(page)
    page.resize(1366, 768)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    return page


def _words(page: Page) -> str:
    return "\n".join(label.text() for label in page.findChildren(Label) if label.isVisible())


def _type(page: Page, *lines: str) -> None:
    """Each into the field the cursor is in, Enter to the next."""
    for line in lines:
        QTest.keyClicks(page.focusWidget(), line)
        QTest.keyClick(page.focusWidget(), Qt.Key.Key_Return)


def test_the_server_is_typed_in_without_the_mouse(qtbot: Any) -> None:
    page = _shown(qtbot, ServerPage())
    heard: list[ServerForm] = []
    page.submitted.connect(heard.append)
    _type(page, "db.example.com", "")  # the database's usual name stays
    QTest.keyClick(page.focusWidget(), Qt.Key.Key_Tab)  # over the kind of connection
    _type(page, "li.na", "  secret")
    assert heard == [
        ServerForm("db.example.com", "thirdring", CHECKED, "", "li.na", "  secret", True)
    ]
    QTest.keyClick(page.focusWidget(), Qt.Key.Key_Return)
    assert len(heard) == 1  # it is being asked


def test_what_is_missing_or_refused_stands_beside_its_field(qtbot: Any) -> None:
    page = _shown(qtbot, ServerPage())
    heard: list[ServerForm] = []
    page.submitted.connect(heard.append)
    _type(page, "", "")
    QTest.keyClick(page.focusWidget(), Qt.Key.Key_Tab)
    _type(page, "", "")
    assert heard == []
    for sentence in ("Type the server's name.", "Type your login.", "Type your password."):
        assert sentence in _words(page)
    page.refuse(Refusal("No such name.", field="host"))
    assert "No such name." in _words(page)
    page.refuse(Unavailable(say(NOT_TLS, host="db.example.com")))
    assert "offers no encrypted connection" in _words(page)


def test_h5_a_plain_connection_is_warned_of_where_it_is_chosen(qtbot: Any) -> None:
    page = _shown(qtbot, ServerPage())
    box = page.findChild(ComboBox)
    assert box is not None
    for choice, warned, asks in (
        (PLAIN, True, False), (AUTHORITY, False, True), (CHECKED, False, False),
    ):  # fmt: skip
        box.set_value(choice)
        box.chosen.emit(choice)
        assert ("can be read on the way" in _words(page)) is warned
        assert ("vouches for the server" in _words(page)) is asks


def test_the_box_for_the_password_shows_only_where_there_is_a_keyring(qtbot: Any) -> None:
    assert not _shown(qtbot, ServerPage()).keep.isVisible()
    page = _shown(qtbot, SignInPage())
    assert not page.keep.isVisible()
    page.set_server("db.example.com/thirdring", can_keep=True)
    assert page.keep.isVisible()
    assert page.keep.isChecked()
    assert "db.example.com/thirdring" in _words(page)


def _choice() -> Page:
    return FirstChoicePage()


def _server() -> Page:
    page = ServerPage()
    page.set_can_keep(on=True)
    page.refuse(Unavailable(say(NOT_TLS, host="database-3.callcenter.example.com:15432")))
    return page


def _sign_in() -> Page:
    page = SignInPage()
    page.set_company("Model Plaza")
    page.set_server("database-3.callcenter.example.com:15432/thirdring", can_keep=True)
    return page


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("made", [_choice, _server, _sign_in])
def test_nothing_is_cut_off(qtbot: Any, qapp: QApplication, language: Language, made: Any) -> None:
    page = _shown(qtbot, made())
    switch_language(qapp, language)
    page.resize(1366, 768)
    qtbot.wait(1)
    assert cut_off(page) == []
