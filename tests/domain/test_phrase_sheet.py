"""What the files of phrases hold together."""

from thirdring.domain.phrase_sheet import PhraseSheet
from thirdring.intake.phrase_files import shipped_phrases


def test_one_file_after_the_other() -> None:
    whole = shipped_phrases()
    assert len(whole.phrases) >= 3
    assert len(whole.wordings) >= 3
    first = PhraseSheet(whole.phrases[:1], whole.wordings[:2])
    second = PhraseSheet(whole.phrases[1:3], whole.wordings[2:3])
    assert first + second == PhraseSheet(whole.phrases[:3], whole.wordings[:3])
