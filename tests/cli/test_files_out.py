"""`month export`, `reports` and `forms` on the command line: by ending, refused in time, whole."""

import json
import sqlite3
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtWidgets import QApplication

from thirdring.cli.main import main
from thirdring.domain.enums import Language
from thirdring.i18n import use_language


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qapp: QApplication) -> Path:
    monkeypatch.setenv("THIRDRING_PASSWORD", "")
    monkeypatch.setenv("THIRDRING_LANGUAGE", "en")
    monkeypatch.chdir(tmp_path)
    assert main(["setup", "--company", "C", "--login", "boss", "--language", "en"]) == 0
    return tmp_path


def test_g5_a_month_is_exported_by_the_ending(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    for name in ("m.csv", "m.json", "M.PDF", "m.xlsx"):
        assert main(["month", "export", "2026-10", "--out", name, "--format", "json"]) == 0
        told = json.loads(capsys.readouterr().out)
        assert told["bytes"] == (folder / name).stat().st_size > 100
        assert (told["month"], told["state"], told["digest"]) == ("2026-10", "open", None)
    assert json.loads((folder / "m.json").read_text("utf-8"))["month"] == "2026-10"
    assert main(["month", "export", "2026-10"]) == 0
    assert openpyxl.load_workbook(folder / "month-2026-10.xlsx").sheetnames


def test_h5_what_can_t_be_entered_in_the_access_log_does_not_go_out(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "m.csv").write_text("of the week before", "utf-8")
    database = sqlite3.connect(next(folder.rglob("center.db")))
    database.execute(
        "CREATE TRIGGER full BEFORE INSERT ON access_log BEGIN SELECT RAISE(ABORT, 'full'); END"
    )
    database.close()
    before = sorted(folder.iterdir())
    for name in ("m.csv", "new.csv"):
        capsys.readouterr()
        assert main(["month", "export", "2026-10", "--out", name]) == 1
        assert len(capsys.readouterr().err.strip().splitlines()) == 1
    assert sorted(folder.iterdir()) == before
    assert (folder / "m.csv").read_text("utf-8") == "of the week before"


def test_g5_what_can_t_be_written_is_refused(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = sorted(folder.iterdir())
    for arguments in (["2026-13"], ["2026-10", "--out", "m.doc"], ["2026-10", "--out", "x/m.csv"]):
        capsys.readouterr()
        assert main(["month", "export", *arguments]) == 1
        assert len(capsys.readouterr().err.strip().splitlines()) == 1
    assert sorted(folder.iterdir()) == before


def test_h2_a_report_is_shown_and_exported(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert main(["--format", "json", "reports", "show", "quality", "--month", "2026-10"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["from"], told["to"]) == ("2026-10-01", "2026-10-31")
    assert {one["value"] for one in told["measures"]} == {None}
    days = ["--from", "2026-10-05", "--to", "2026-10-11"]
    for kind in ("complaints", "enquiries"):
        assert main(["reports", "show", kind, *days]) == 0
    assert main(["reports", "export", "quality", *days, "--out", "q.xlsx"]) == 0
    assert (folder / "q.xlsx").stat().st_size > 100
    for wrong in (["--to", "2026-10-11"], ["--from", "2026-10-11", "--to", "2026-10-05"],
                  [*days, "--month", "2026-10"], ["--month", "x"]):  # fmt: skip
        assert main(["reports", "show", "quality", *wrong]) == 1


def test_h1_empty_forms_are_written_in_either_language(folder: Path) -> None:
    for which in ("hotline", "complaint"):
        for language in ("zh_CN", "en"):
            command = ["forms", "blank", which, "--out", "f.pdf", "--language", language]
            assert main(command) == 0
            assert (folder / "f.pdf").stat().st_size > 1000
    assert main(["forms", "blank", "letter", "--out", "f.pdf"]) == 1


def test_a_wrong_argument_is_refused_in_the_centers_language(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    zh = str(folder / "zh.db")
    monkeypatch.delenv("THIRDRING_LANGUAGE")
    assert main(["--db", zh, "setup", "--company", "C", "--login", "boss",
                 "--language", "zh_CN"]) == 0  # fmt: skip
    for arguments in (["month", "export", "2026-10", "--out", "m.doc"],
                      ["reports", "export", "quality", "--out", "q.doc"],
                      ["review", "decide", "x", "--decision", "approve"]):  # fmt: skip
        use_language(Language.EN)
        capsys.readouterr()
        assert main(["--db", zh, *arguments]) == 1
        (line,) = capsys.readouterr().err.strip().splitlines()
        assert any("\u4e00" <= letter <= "\u9fff" for letter in line), line
    use_language(Language.EN)
