"""Lines to say and wordings to keep off: read, edited, ordered, exchanged; on both engines."""

from pathlib import Path
from typing import Any

import pytest

from thirdring.domain.enums import Language, PhraseGroup, Role, Stage, WordingKind
from thirdring.domain.errors import Conflict, NotFound, NotPermitted, Refusal, Refusals, Unavailable
from thirdring.domain.ids import new_id
from thirdring.domain.wording import Match, Wording
from thirdring.usecases.edit_phrase import (
    add_phrase,
    edit_phrase,
    keep_wording,
    move_phrase,
    toggle_favourite,
    versions_of,
)
from thirdring.usecases.phrase_exchange import export_phrases, import_phrases
from thirdring.usecases.phrases import PhraseRow, find_phrases, phrase_book, phrase_json

ZH = Language.ZH_CN


def first(house: Any) -> PhraseRow:
    return house.owner.read(find_phrases, language=ZH)[0]  # type: ignore[no-any-return]


def test_the_book_has_every_line_of_its_language_and_search_knows_initials(house: Any) -> None:
    book = house.owner.read(phrase_book)
    assert book.language is ZH
    assert len(book.lines) >= 120
    assert {row.line.group for row in book.lines} == set(PhraseGroup)
    found = house.owner.read(find_phrases, language=ZH, search="bq")
    assert any("抱歉" in row.line.text for row in found)
    assert phrase_json(found[0])["language"] == "zh_CN"


def test_an_edit_keeps_what_stood_before_and_a_second_one_meets_a_conflict(house: Any) -> None:
    row = first(house)
    new = house.owner.run(edit_phrase, row.id, row.version, text="您好，请问有什么可以帮您？")
    assert new.line.text == "您好，请问有什么可以帮您？"
    ((version, _, before),) = house.owner.read(versions_of, row.id)
    assert (version, before) == (row.version, {"text": row.line.text})
    with pytest.raises(Conflict):
        house.owner.run(edit_phrase, row.id, row.version, retired=True)
    house.owner.run(edit_phrase, row.id, new.version, retired=True, stage=Stage.CLOSING)
    assert row.id not in {r.id for r in house.owner.read(find_phrases)}
    assert row.id in {r.id for r in house.owner.read(find_phrases, retired=True)}


@pytest.mark.parametrize("bad", ["", "我不知道", "{nobody}您好", "[您好", "x" * 501])
def test_b10_a_line_that_may_not_be_said_is_refused(house: Any, bad: str) -> None:
    row = first(house)
    with pytest.raises(Refusals):
        house.owner.run(edit_phrase, row.id, row.version, text=bad)
    assert first(house).line.text == row.line.text


def test_a_supervisor_adds_a_line_and_an_agent_only_stars_it(house: Any) -> None:
    agent = house.hire("lin", Role.AGENT)
    added = house.owner.run(
        add_phrase, ZH, PhraseGroup.THANKS, Stage.CLOSING, "谢谢您的理解。", "own.thanks"
    )
    with pytest.raises(Refusal, match="taken"):
        house.owner.run(add_phrase, ZH, PhraseGroup.THANKS, Stage.CLOSING, "谢谢您。", "own.thanks")
    with pytest.raises(Refusal):
        house.owner.run(add_phrase, ZH, PhraseGroup.THANKS, Stage.CLOSING, "谢谢您。", "Bad Key")
    with pytest.raises(NotPermitted):
        agent.run(add_phrase, ZH, PhraseGroup.THANKS, Stage.CLOSING, "谢谢。")
    with pytest.raises(NotPermitted):
        agent.run(edit_phrase, added.id, added.version, retired=True)
    with pytest.raises(NotPermitted):
        agent.run(move_phrase, added.id, up=True)
    assert agent.run(toggle_favourite, added.id) is True
    assert {r.id for r in agent.read(find_phrases) if r.favourite} == {added.id}
    assert agent.run(toggle_favourite, added.id) is False
    with pytest.raises(NotFound):
        agent.run(toggle_favourite, new_id())


def test_a_line_changes_places_with_its_neighbour(house: Any) -> None:
    one, two = house.owner.read(find_phrases, language=ZH)[:2]
    house.owner.run(move_phrase, two.id, up=True)
    assert [r.id for r in house.owner.read(find_phrases, language=ZH)][:2] == [two.id, one.id]
    house.owner.run(move_phrase, two.id, up=False)
    assert [r.id for r in house.owner.read(find_phrases, language=ZH)][:2] == [one.id, two.id]


def test_a_wording_is_kept_once_and_checked(house: Any) -> None:
    wording = Wording(
        "随便吧", WordingKind.FORBIDDEN, "B10", "我帮您选", ZH, Match.LITERAL, (), 900
    )
    house.owner.run(keep_wording, wording)
    house.owner.run(keep_wording, wording)
    row = first(house)
    with pytest.raises(Refusals, match="随便吧"):
        house.owner.run(edit_phrase, row.id, row.version, text="随便吧，您说。")
    with pytest.raises(Refusals):
        house.owner.run(keep_wording, Wording("", WordingKind.FORBIDDEN, "B10", "x", ZH))


@pytest.mark.parametrize("ending", ["csv", "yaml"])
def test_out_and_in_again_changes_nothing_and_a_dry_run_writes_nothing(
    house: Any, tmp_path: Path, ending: str
) -> None:
    file = tmp_path / f"lines.{ending}"
    written = house.owner.run(export_phrases, file)
    again = house.owner.run(import_phrases, file)
    assert (again.read, again.added, again.known, again.refused) == (written, 0, written, ())
    row = first(house)
    house.owner.run(edit_phrase, row.id, row.version, text="您好，请讲。")
    dry = house.owner.run(import_phrases, file, dry_run=True)
    assert (dry.added, first(house).line.text) == (1, "您好，请讲。")
    assert house.owner.run(import_phrases, file).added == 1
    assert first(house).line.text == row.line.text


def test_a_file_with_a_bad_line_or_no_file_at_all_changes_nothing(
    house: Any, tmp_path: Path
) -> None:
    file = tmp_path / "lines.yaml"
    file.write_text(
        "language: zh_CN\nphrases:\n"
        "  - {key: own.a, group: thanks, stage: closing, text: 谢谢您的来电。}\n"
        "  - {key: own.b, group: thanks, stage: closing, text: 我不知道。}\n",
        encoding="utf-8",
    )
    report = house.owner.run(import_phrases, file)
    assert (report.added, len(report.refused)) == (0, 1)
    assert not any(r.line.key == "own.a" for r in house.owner.read(find_phrases))
    with pytest.raises(NotFound):
        house.owner.run(import_phrases, tmp_path / "none.yaml")
    with pytest.raises(Unavailable):
        house.owner.run(export_phrases, tmp_path / "no" / "such.csv")
    with pytest.raises(Refusal):
        house.owner.run(export_phrases, tmp_path / "lines.doc")
