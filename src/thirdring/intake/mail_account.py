"""Where a center's mail lies on a server."""

from dataclasses import dataclass

PORT = 993


@dataclass(frozen=True, slots=True)
class MailAccount:
    """Where the center's mail lies; the password is kept elsewhere."""

    host: str
    login: str
    port: int = PORT
    folder: str = "INBOX"

    def __str__(self) -> str:
        return f"{self.login}@{self.host}:{self.port}/{self.folder}"
