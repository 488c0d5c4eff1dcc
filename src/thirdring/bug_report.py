"""What is written down of a bug: where it was, of what kind; never a value (H5).

The message of an exception may quote a customer: pydantic shows what it was given, a driver the row
it refused, SQLAlchemy the parameters. So no message is ever written, neither to a file nor to stderr
nor into a log; types, places in the code, and the database's codes and names of constraints are.
"""

import logging
import sys
import threading
import traceback
import warnings
from collections.abc import Iterator
from types import TracebackType
from typing import Any, TextIO

from thirdring import __version__

# What a driver says of an error beside its words.
_CODES = ("sqlstate", "sqlite_errorname", "errno")
_PLACES = ("constraint_name", "table_name", "column_name")
_OURS = "thirdring"


def report_of(error: BaseException) -> str:
    """The error and what led to it, oldest first, as several lines."""
    return (
        "\n".join(
            f"{''.join(traceback.format_tb(one.__traceback__))}{_kind(one)}"
            for one in reversed(list(_chain(error)))
        )
        + "\n"
    )


def details_of(error: BaseException) -> str:
    """What to send to the people who look after the program."""
    return f"Third Ring {__version__}, Python {sys.version.split()[0]}\n{report_of(error)}"


def write_report(error: BaseException) -> None:
    """To stderr, where there is one."""
    if sys.stderr is not None:
        sys.stderr.write(report_of(error))


def take_hooks() -> None:
    """From now on nothing else writes down what nobody caught, in any thread, nor what is logged."""
    sys.excepthook = _on_exception
    threading.excepthook = _on_thread_exception
    sys.unraisablehook = _on_unraisable
    warnings.showwarning = _show_warning
    logging.raiseExceptions = (
        False  # a record that can't be formatted would be shown with its values
    )
    handler = logging.StreamHandler()
    handler.setFormatter(Templates())
    logging.basicConfig(level=logging.WARNING, handlers=[handler])


class Templates(logging.Formatter):
    """A log record by its level, place and template, without what was filled in."""

    def format(self, record: logging.LogRecord) -> str:
        """Our own words are constants (ruff's G004 holds it); others' are only where they fill in
        something afterwards, else the place in their code stands for them.
        """
        constant = bool(record.args) or record.name.partition(".")[0] == _OURS
        words = record.msg if constant else f"{record.filename}:{record.lineno}"
        line = f"{record.levelname} {record.name}: {words}"
        error = record.exc_info[1] if record.exc_info else None
        return line if error is None else f"{line}\n{report_of(error).rstrip()}"


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    one: BaseException | None = error
    while one is not None and id(one) not in seen:
        seen.add(id(one))
        yield one
        one = one.__cause__ or (None if one.__suppress_context__ else one.__context__)


def _kind(error: BaseException) -> str:
    diagnosis = getattr(error, "diag", None)
    found = [
        *(str(getattr(error, name, None) or "") for name in _CODES),
        *(str(getattr(diagnosis, name, None) or "") for name in _PLACES),
    ]
    known = ", ".join(filter(None, found))
    return f"{type(error).__qualname__} ({known})" if known else type(error).__qualname__


def _on_exception(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
    else:
        write_report(error)


def _on_thread_exception(args: Any) -> None:
    if args.exc_value is not None:
        write_report(args.exc_value)


def _on_unraisable(args: Any) -> None:
    if args.exc_value is not None:
        write_report(args.exc_value)


def _show_warning(
    message: Warning | str,  # noqa: ARG001 - it may quote a value
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,  # noqa: ARG001
    line: str | None = None,  # noqa: ARG001
) -> None:
    if sys.stderr is not None:
        sys.stderr.write(f"{filename}:{lineno}: {category.__name__}\n")
