"""`db copy`: a whole center from a file to a server, and back."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from thirdring.cli.output import Format, say_to_person, show
from thirdring.cli.progress import progress_bar
from thirdring.cli.session import Session
from thirdring.domain.errors import NotFound, Refusal, say
from thirdring.i18n import _

if TYPE_CHECKING:
    from thirdring.store.address import Address
    from thirdring.store.transfer_source import Source


def copy_database(
    context: typer.Context,
    source: Annotated[str, typer.Argument(metavar="FROM", help="A file, or a server's address.")],
    target: Annotated[str, typer.Argument(metavar="TO", help="A file, or a server's address.")],
    encrypt: Annotated[
        bool, typer.Option("--encrypt", help="Encrypt the file that is made; its key is shown.")
    ] = False,
) -> None:
    """Copy a whole center from a file to a server, or back; then compare every table.

    The work of the file's owner and the server's database administrator. All of it or nothing is
    written, and the same again changes nothing.
    """
    from thirdring.store.transfer import transfer

    session: Session = context.obj
    goes, key = session.place(target)
    fresh = _new_key(goes) if encrypt else None
    with _opened(session, source) as center, progress_bar(_("Copying")) as progress:
        done = session.with_password(goes, lambda at: transfer(center, at, fresh or key, progress))
        answer = {"from": str(center.address), "to": str(goes), "copied": done.made}
    tables = [{"table": name, **asdict(found)} for name, found in done.tables.items()]
    if session.format is Format.JSON:
        lacking = {
            "without_login": done.without_login, "without_password": done.without_password
        }  # fmt: skip
        answer |= {"tables": tables, **lacking, **_kept(goes, fresh)}
        show(answer, session.format)
    else:
        show(tables, session.format, columns=("table", "rows", "digest"))
        if fresh:
            show(_kept(goes, fresh), session.format)
    _tell(made=done.made, target=goes)
    _tell_who_lacks(done.without_login, done.without_password)


def _opened(session: Session, source: str) -> "Source":
    from thirdring.store.transfer_source import open_source
    from thirdring.usecases.regain_account import refuse_strangers

    address, key = session.place(source)
    if address.path is not None:
        if not address.path.exists():
            raise NotFound(say("There is no database at {path}.", path=str(address.path)))
        refuse_strangers(address.path)
    opened = session.with_password(address, lambda at: open_source(at, key))
    if opened.in_use:
        say_to_person(
            _(
                "{path} is open elsewhere: what is saved there from now on is not in the copy."
            ).format(path=address.path)
        )
    return opened


def _new_key(goes: "Address") -> str:
    from thirdring.store.encryption import new_key

    if goes.on_server:
        raise Refusal(say("A server's disk is encrypted by the server's system, not by --encrypt."))
    if goes.file.exists():
        raise Refusal(say("{file} exists already: choose another name.", file=str(goes.path)))
    return new_key()


def _kept(goes: "Address", fresh: str | None) -> dict[str, object]:
    """The new file's key, in the keyring where there is one; shown once in any case."""
    if fresh is None:
        return {}
    from thirdring.domain.recovery_key import recovery_key
    from thirdring.store.file_keys import keep_key

    return {
        "recovery_key": recovery_key(bytes.fromhex(fresh)), "keyring": keep_key(goes.file, fresh)
    }  # fmt: skip


def _tell(*, made: bool, target: "Address") -> None:
    said = (
        _("Copied: every table has the same rows on both sides.")
        if made
        else _("{target} held exactly this already; nothing was written.").format(target=target)
    )
    say_to_person(said)


def _tell_who_lacks(logins: Sequence[str], passwords: Sequence[str]) -> None:
    if logins:
        say_to_person(
            _("Passwords of a file can't become logins of a server. These people need one, by "
              "“thirdring server reset-password LOGIN”: {logins}").format(logins=", ".join(logins))
        )  # fmt: skip
    if passwords:
        say_to_person(
            _("Passwords of a server can't be read. These people need one for the file, by "
              "“thirdring staff password LOGIN”: {logins}").format(logins=", ".join(passwords))
        )  # fmt: skip
