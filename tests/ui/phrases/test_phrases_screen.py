"""The lines to say as supervisors keep them: by keys, against a real file."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.ticket_world import World, make_world
from thirdring.domain.enums import Language, PhraseGroup, Stage, WordingKind
from thirdring.domain.wording import Wording
from thirdring.store.engine import Store
from thirdring.ui.phrases.phrases_screen import PhrasesScreen
from thirdring.ui.runner import Runner
from thirdring.usecases.edit_phrase import add_phrase, edit_phrase, keep_wording
from thirdring.usecases.phrases import PhraseRow, find_phrases

LINES = ("您好，这里是{company}。", "请您稍等，我查一下。", "感谢您的来电。")


@pytest.fixture
def world(store: Store) -> World:
    made = make_world(store)
    center = made.center("zhao")
    for text in LINES:
        center.run(add_phrase, Language.ZH_CN, PhraseGroup.GREETING, Stage.OPENING, text)
    avoid = Wording("不知道", WordingKind.FORBIDDEN, "B10", "我帮您查一下", Language.ZH_CN)
    center.run(keep_wording, avoid)
    return made


class Seen:
    """The screen of one person, and a wait for the database."""

    def __init__(self, world: World, qtbot: Any, login: str) -> None:
        self.runner = Runner(world.center(login))
        self.bugs: list[BaseException] = []
        self.runner.crashed.connect(self.bugs.append)
        self.screen: Any = PhrasesScreen(self.runner, may_edit=login == "zhao")
        self.said: list[str] = []
        self.screen.said.connect(lambda sentence, _undo: self.said.append(sentence))
        self.world, self._qtbot = world, qtbot
        qtbot.addWidget(self.screen)
        self.screen.resize(1300, 720)
        self.screen.show()
        self.screen.entered()
        self.settle()

    def settle(self) -> None:
        self._qtbot.waitUntil(lambda: self.runner.idle, timeout=20_000)

    def texts(self) -> list[str]:
        return [row.cells[2].text for row in self.screen.table.rows.rows]

    def stored(self) -> list[PhraseRow]:
        found: list[PhraseRow] = self.world.center("zhao").read(find_phrases, retired=True)
        return found


@pytest.fixture
def open_phrases(world: World, qtbot: Any) -> Iterator[Callable[[str], Seen]]:
    made: list[Seen] = []

    def opened(login: str) -> Seen:
        made.append(Seen(world, qtbot, login))
        return made[-1]

    yield opened
    for seen in made:
        assert seen.runner.shut_down()
        assert not seen.bugs


def test_b10_a_line_is_edited_and_a_forbidden_wording_is_said_while_typing(
    open_phrases: Callable[[str], Seen],
) -> None:
    seen = open_phrases("zhao")
    editor = seen.screen.editor
    assert editor.words.toPlainText() == LINES[0]
    QTest.keyClick(seen.screen.search, Qt.Key.Key_Down)
    QTest.keyClick(seen.screen.table, Qt.Key.Key_Return)
    editor.words.setPlainText("我不知道。")  # QTest types no Chinese
    assert "我帮您查一下" in editor.fields["text"].note.problem
    QTest.keyClick(editor.save, Qt.Key.Key_Return)
    seen.settle()
    assert seen.stored()[0].line.text == LINES[0]
    editor.words.setPlainText("您好，请讲。")
    assert editor.fields["text"].note.problem == ""
    QTest.keyClick(editor.save, Qt.Key.Key_Return)
    seen.settle()
    assert seen.stored()[0].line.text == "您好，请讲。"
    assert seen.texts()[0] == "您好，请讲。"


def test_a_line_moves_with_alt_and_the_arrows(open_phrases: Callable[[str], Seen]) -> None:
    seen = open_phrases("zhao")
    seen.screen.table.setFocus()
    QTest.keyClick(seen.screen.table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    seen.settle()
    assert seen.texts() == [LINES[1], LINES[0], LINES[2]]
    assert seen.screen.editor.row.line.text == LINES[0]


def test_a_line_is_retired_stays_in_the_list_and_comes_back(
    open_phrases: Callable[[str], Seen],
) -> None:
    seen = open_phrases("zhao")
    QTest.keyClick(seen.screen.editor.retire, Qt.Key.Key_Return)
    seen.settle()
    assert [row.retired for row in seen.stored()] == [True, False, False]
    assert len(seen.texts()) == 3
    QTest.keyClick(seen.screen.editor.retire, Qt.Key.Key_Return)
    seen.settle()
    assert not any(row.retired for row in seen.stored())


def test_a_new_line_goes_to_the_end_of_its_stage(open_phrases: Callable[[str], Seen]) -> None:
    seen = open_phrases("zhao")
    QTest.keyClick(seen.screen.add, Qt.Key.Key_Return)
    seen.screen.editor.words.setPlainText("请问您贵姓？")
    QTest.keyClick(seen.screen.editor.save, Qt.Key.Key_Return)
    seen.settle()
    assert seen.texts() == [*LINES, "请问您贵姓？"]


def test_lines_are_found_by_pinyin(open_phrases: Callable[[str], Seen], qtbot: Any) -> None:
    seen = open_phrases("lin")
    QTest.keyClicks(seen.screen.search, "gxnin")
    qtbot.waitUntil(lambda: seen.texts() == [LINES[2]], timeout=20_000)


def test_an_agent_reads_and_changes_nothing(open_phrases: Callable[[str], Seen]) -> None:
    seen = open_phrases("lin")
    screen = seen.screen
    assert not screen.editor.save.isVisible()
    assert not screen.add.isVisible()
    assert screen.editor.words.isReadOnly()
    screen.table.setFocus()
    QTest.keyClick(screen.table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    seen.settle()
    assert [row.line.text for row in seen.stored()] == list(LINES)
    screen.tabs.step(1)
    assert screen.avoided.isVisible()
    assert screen.avoided.rows.rowCount() == 1


def test_lines_go_out_to_a_file_and_come_back_as_they_stood(
    open_phrases: Callable[[str], Seen], tmp_path: Path
) -> None:
    seen = open_phrases("zhao")
    file = tmp_path / "lines.yaml"
    seen.screen.files.export_to(str(file))
    seen.settle()
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("感谢您的来电", "谢谢您的来电"), encoding="utf-8")
    seen.screen.files.import_from(str(file))
    seen.settle()
    assert seen.texts()[2] == "谢谢您的来电。"
    assert len(seen.said) == 2


def test_what_another_desk_changes_shows_and_what_is_typed_stays(
    open_phrases: Callable[[str], Seen],
) -> None:
    seen = open_phrases("zhao")
    editor, zhao = seen.screen.editor, seen.world.center("zhao")
    row = editor.row
    changed = zhao.run(edit_phrase, row.id, row.version, text="您好，这里是{company}客服。")
    seen.screen.refresh()
    seen.settle()
    assert editor.words.toPlainText() == "您好，这里是{company}客服。"
    assert seen.screen.table.key() == row.id
    editor.words.setPlainText("正在改的一句。")
    zhao.run(edit_phrase, row.id, changed.version, text="您好，{company}。")
    seen.screen.refresh()
    seen.settle()
    assert editor.words.toPlainText() == "正在改的一句。"
    assert "您好，{company}。" in seen.texts()


def test_a_search_that_finds_nothing_says_what_to_do(open_phrases: Callable[[str], Seen]) -> None:
    seen = open_phrases("zhao")
    QTest.keyClicks(seen.screen.search, "zzzz")
    QTest.keyClick(seen.screen.search, Qt.Key.Key_Return)
    seen.screen.reload()
    seen.settle()
    assert seen.texts() == []
    assert seen.screen._nothing.isVisible()
    QTest.keyClick(seen.screen.everything, Qt.Key.Key_Return)
    seen.settle()
    assert len(seen.texts()) == len(LINES)
    assert not seen.screen._nothing.isVisible()


def test_h4_a_line_two_people_change_is_chosen_field_by_field(
    open_phrases: Callable[[str], Seen], world: World
) -> None:
    seen = open_phrases("zhao")
    editor, row = seen.screen.editor, seen.stored()[0]
    editor.words.setPlainText("您好，请讲。")
    world.center("zhao").run(
        edit_phrase, row.id, row.version, text="您好，请说。", group=PhraseGroup.CLOSING
    )
    QTest.keyClick(editor.save, Qt.Key.Key_Return)
    seen.settle()
    choice = editor.both.choices["text"]
    assert "您好，请说。" in choice._told.text()
    assert editor.group.value() == PhraseGroup.CLOSING  # what only the other changed stands
    assert editor.words.toPlainText() == "您好，请讲。"
    QTest.keyClick(choice.pick._segment_of("mine"), Qt.Key.Key_Right)
    assert editor.words.toPlainText() == "您好，请说。"
    QTest.keyClick(choice.pick._segment_of("theirs"), Qt.Key.Key_Left)
    QTest.keyClick(editor.save, Qt.Key.Key_Return)
    seen.settle()
    kept = seen.stored()[0].line
    assert (kept.text, kept.group) == ("您好，请讲。", PhraseGroup.CLOSING)
    assert not choice.isVisible()
