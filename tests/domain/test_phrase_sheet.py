"""What the files of phrases hold together."""

from tests.domain.phrase_samples import sheet
from thirdring.domain.phrase_sheet import PhraseSheet


def test_one_file_after_the_other() -> None:
    first = PhraseSheet(sheet().phrases[:1], sheet().wordings[:2])
    second = PhraseSheet(sheet().phrases[1:3], sheet().wordings[2:3])
    assert first + second == PhraseSheet(sheet().phrases[:3], sheet().wordings[:3])
