"""`month export` on the command line: by ending, refused in time, and written down."""

import json
from pathlib import Path

import openpyxl
import pytest

from thirdring.cli.main import main


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
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


def test_g5_what_can_t_be_written_is_refused(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = sorted(folder.iterdir())
    for arguments in (["2026-13"], ["2026-10", "--out", "m.doc"], ["2026-10", "--out", "x/m.csv"]):
        capsys.readouterr()
        assert main(["month", "export", *arguments]) == 1
        assert len(capsys.readouterr().err.strip().splitlines()) == 1
    assert sorted(folder.iterdir()) == before
