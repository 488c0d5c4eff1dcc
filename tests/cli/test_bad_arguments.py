"""What no text or number can be is answered with one line and exit code 1."""

from pathlib import Path

import pytest

from thirdring.cli.main import main


def test_hostile_arguments_get_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("THIRDRING_HOME", str(tmp_path))
    monkeypatch.setenv("THIRDRING_PASSWORD", "")
    monkeypatch.setenv("THIRDRING_LANGUAGE", "en")
    assert main(["setup", "--company", "C", "--login", "boss", "--language", "en"]) == 0
    digits = tmp_path / "digits.json"
    digits.write_text("1" * 5000)
    capsys.readouterr()
    for command in (
        ["calls", "log", str(digits)],
        ["calls", "list", "--from", "0001-01-01"],
        ["calls", "list", "--to", "9999-12-31"],
        ["tickets", "show", "\udcff"],
    ):
        assert main(command) == 1, command
        said = capsys.readouterr()
        assert not said.out
        assert len(said.err.splitlines()) == 1, said.err
