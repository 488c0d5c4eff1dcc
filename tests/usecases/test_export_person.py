"""J6: a copy of all that is kept of a person, for that person, with nobody else in it; logged."""

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from tests.reports.paper import page_texts
from tests.usecases.old_center import (
    ADDRESS,
    DIGITS,
    NAME,
    NUMBER,
    OTHER,
    PHRASE,
    Old,
    found_old,
    old_center,
)
from thirdring.domain.errors import NotPermitted, Refusal
from thirdring.reports.person_file import save_person
from thirdring.store.tables import Access
from thirdring.usecases.add_note import add_note
from thirdring.usecases.unmask import unmask

# A PDF is drawn in the application the windows of later tests need.
pytestmark = [pytest.mark.begins_with(make=found_old), pytest.mark.usefixtures("qapp")]


@pytest.fixture
def old(house: Any) -> Old:
    return old_center(house)


def test_j6_a_persons_file_holds_what_is_kept_of_them_and_of_nobody_else(
    old: Old, tmp_path: Path
) -> None:
    zhao = old.cases["zhao"]
    zhao.run(add_note, old.complaint, f"邻居 {OTHER} 137 2222 3333 也来电")
    old.cases["qian"].run(unmask, old.customer, "回电核对")
    out = tmp_path / "copy.zip"
    save_person(zhao, NUMBER, "本人要求", out)
    with zipfile.ZipFile(out) as archive:
        names = archive.namelist()
        told = json.loads(archive.read("person.json"))
        whole = {name: archive.read(name) for name in names}
    assert (told["customer"][0]["name"], told["customer"][0]["address"]) == (NAME, ADDRESS)
    assert [one["raw"] for one in told["numbers"]] == [NUMBER]
    assert told["tickets"][0]["number"] == old.complaint
    assert PHRASE in told["tickets"][0]["raised"]
    notes = [one["text"] for one in told["notes"]]
    assert any(NUMBER in one for one in notes)  # their own number stays
    assert any("137****3333" in one for one in notes)  # another's is masked
    assert told["mail"][0]["subject"].endswith(PHRASE)
    assert (told["coupons"][0]["code"], told["visits"][0]["opinion"]) == ("QMX-2021-7", "处理很快")
    assert ("unmask", "q***") in {(one["action"], one["staff_id"]) for one in told["access"]}
    kinds = sorted(name.split("/")[0] for name in names)
    assert kinds == ["evidence", "mail", "person.json", "person.pdf"]
    assert any(PHRASE.encode() in content for content in whole.values())
    assert {one["agent_id"] for one in told["calls"]} == {"l***"}
    (entry,) = _entries(old)
    assert (entry.staff_id, entry.subject_id, entry.reason) == (
        zhao.staff_id, old.customer, "本人要求",
    )  # fmt: skip
    _reads_well_in_a_folder(old, tmp_path / "copy")


def _reads_well_in_a_folder(old: Old, folder: Path) -> None:
    save_person(old.cases["zhao"], old.complaint, "本人要求", folder)
    text = "".join(page_texts(folder / "person.pdf"))
    assert NAME in text
    assert PHRASE in text
    assert sorted(one.name for one in folder.iterdir()) == [
        "evidence", "mail", "person.json", "person.pdf",
    ]  # fmt: skip
    with pytest.raises(Refusal, match="is there already"):
        save_person(old.cases["zhao"], old.complaint, "本人要求", folder)


def test_h5_g9_who_may_not_gets_none_and_nothing_is_left_on_the_disk(
    old: Old, tmp_path: Path
) -> None:
    out = tmp_path / "copy.zip"
    for login in ("lin", "he", "root"):
        with pytest.raises(NotPermitted):
            save_person(old.cases[login], DIGITS, "看看", out)
    with pytest.raises(Refusal, match="Say why"):
        save_person(old.cases["qian"], DIGITS, " ", out)
    assert list(tmp_path.glob("*copy*")) == []
    assert _entries(old) == []


def _entries(old: Old) -> list[Access]:
    with old.house.store.begin_read() as session:
        return list(session.scalars(select(Access).where(Access.action == "export_person")))
