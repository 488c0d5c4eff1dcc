"""A paper form (H1) as pages: on a printer, or as a PDF file."""

from pathlib import Path, PurePath

from thirdring.domain.errors import Refusal, say
from thirdring.reports.paper_forms import PaperForm, form_html
from thirdring.reports.pdf import Paper, pdf_bytes
from thirdring.reports.whole_file import write_whole


def form_paper(form: PaperForm) -> Paper:
    """The form with its number and who printed it at the foot of every page."""
    return Paper(title=f"{form.title} {form.number}", html=form_html(form), foot=form.foot)


def write_form(form: PaperForm, file: Path) -> int:
    """Write the form to `file`, a .pdf, whole or not at all; its size in bytes.

    Raises:
        Refusal: another ending. Unavailable: the file can't be written.
    """
    if PurePath(file.name).suffix.lower() != ".pdf":
        raise Refusal(say("A form is written as .pdf, not as {name}.", name=file.name), field="out")
    return write_whole(file, pdf_bytes(form_paper(form)))
