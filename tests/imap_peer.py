"""A small IMAP server on a real socket with real TLS: what reading a mailbox needs, and traps.

It keeps what it was told, so that a test sees that nothing was changed on it.
"""

import base64
import datetime as dt
import ipaddress
import re
import socket
import ssl
import threading
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Peer:
    """One mailbox: messages by UID. `mute`: a command it never answers. `cut`: so many bytes of a
    message after which the line breaks, once. `plain`: it speaks without TLS. `greeting`: its first
    words. `folders`: what can be opened, as the wire has it. `refuses`: a command it says NO to.
    `announces`: how long it says a message is.
    """

    certificate: Path
    messages: dict[int, bytes] = field(default_factory=dict)
    validity: int = 7
    password: str = "secret"
    mute: str = ""
    cut: int | None = None
    plain: bool = False
    refuses: str = ""
    announces: int | None = None
    greeting: bytes = b"* OK ready\r\n"
    folders: tuple[str, ...] = ("INBOX",)
    sizes: dict[int, int] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)
    port: int = 0

    def __post_init__(self) -> None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.certificate)
        self._context = context
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        self._open: list[socket.socket] = []
        self._closed = False
        self._threads = [threading.Thread(target=self._listen)]
        self._threads[0].start()

    def close(self) -> None:
        if self._closed:
            return
        self._closed = True
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        for connection in self._open:
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue
        for thread in self._threads:
            thread.join()

    def _listen(self) -> None:
        while True:
            try:
                plain, _ = self._listening.accept()
            except OSError:
                return
            plain.settimeout(10)  # no test waits longer for a client that went away
            thread = threading.Thread(target=self._serve, args=(plain,))
            self._threads.append(thread)
            thread.start()

    def _serve(self, plain: socket.socket) -> None:
        try:
            wrapped = plain if self.plain else self._context.wrap_socket(plain, server_side=True)
            with wrapped as connection:
                self._open.append(connection)
                lines = connection.makefile("rb")
                connection.sendall(self.greeting)
                for line in lines:
                    tag, _, command = line.decode(errors="replace").strip().partition(" ")
                    self.told.append(command)
                    if self.mute and self.mute in command:
                        continue
                    if command.startswith("AUTHENTICATE"):
                        connection.sendall(b"+ \r\n")
                        self.told.append(base64.b64decode(next(lines)).decode())
                        right = self.told[-1].endswith("\0" + self.password)
                        connection.sendall(f"{tag} {'OK' if right else 'NO'} so\r\n".encode())
                        continue
                    answer = self._answer(tag, command)
                    if self.cut is not None and "BODY.PEEK" in command:
                        answer, self.cut = answer[: self.cut], None
                        connection.sendall(answer)
                        return
                    connection.sendall(answer)
        except (OSError, ssl.SSLError):
            return

    def _answer(self, tag: str, command: str) -> bytes:
        name = command.partition(" ")[0].upper()
        wrong = name == "LOGIN" and self.password not in command
        gone = name in {"EXAMINE", "SELECT"} and not any(one in command for one in self.folders)
        if wrong or gone or (self.refuses and self.refuses in command):
            return f"{tag} NO that is wrong\r\n".encode()
        opened = f"* {len(self.messages)} EXISTS\r\n* OK [UIDVALIDITY {self.validity}] v\r\n"
        said = {
            "CAPABILITY": b"* CAPABILITY IMAP4rev1\r\n",
            "EXAMINE": opened.encode(),
            "SELECT": opened.encode(),
            "LOGOUT": b"* BYE\r\n",
        }.get(name, b"")
        if name == "UID":
            said = self._uid(command)
        return said + f"{tag} OK done\r\n".encode()

    def _uid(self, command: str) -> bytes:
        if "SEARCH" in command.upper():
            found = re.search(r"(\d+):\*", command)
            first = int(found[1]) if found else 1
            uids = [uid for uid in sorted(self.messages) if uid >= first]
            uids = uids or sorted(self.messages)[-1:]  # “*” is the last one, as the standard has it
            return f"* SEARCH {' '.join(map(str, uids))}\r\n".encode()
        uid = int(command.split()[2])
        raw = self.messages[uid]
        if "RFC822.SIZE" in command:
            size = self.sizes.get(uid, len(raw))
            return (
                f"* 1 FETCH (UID {uid} RFC822.SIZE {size} "
                f'INTERNALDATE "22-Nov-2026 09:00:00 +0800")\r\n'
            ).encode()
        length = len(raw) if self.announces is None else self.announces
        return f"* 1 FETCH (UID {uid} BODY[] {{{length}}}\r\n".encode() + raw + b")\r\n"


def certificate(folder: Path, host: str = "127.0.0.1", *, days: int = 1) -> Path:
    """A certificate for `host` with its key, in one file; trusted only where somebody says so. It
    runs out in so many days; before today, it has.
    """
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "peer")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - dt.timedelta(days=3))
        .not_valid_after(now + dt.timedelta(days=days))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(host))]), False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), True)
        .sign(key, hashes.SHA256())
    )
    file = folder / "peer.pem"
    file.write_bytes(
        made.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return file
