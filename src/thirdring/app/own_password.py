"""Between signing in and the work: a password somebody else set is changed first (H5)."""

from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from thirdring.domain.errors import ThirdRingError
from thirdring.ui.runner import Runner
from thirdring.ui.settings.change_password_page import ChangePasswordPage
from thirdring.ui.shell.window import MainWindow
from thirdring.usecases.center import Center
from thirdring.usecases.manage_staff import change_own_password
from thirdring.usecases.sign_in import SignedIn


class OwnPassword(QObject):
    """Shows the page; `changed(person, center)` once the new password is kept."""

    changed = Signal(object, object)

    def __init__(
        self, window: MainWindow, runner: Runner, person: SignedIn, center: Center
    ) -> None:
        super().__init__(window)
        self._runner, self._person, self._center = runner, person, center
        self.page = ChangePasswordPage()
        self.page.submitted.connect(self._on_submitted)
        window.show_page(self.page)

    @Slot(str, str)
    def _on_submitted(self, old: str, new: str) -> None:
        self._runner.run(
            self._center.run, change_own_password, old, new,
            owner=self, then=self._on_changed, failed=self._on_refused,
        )  # fmt: skip

    @Slot(object)
    def _on_changed(self, _nothing: Any) -> None:
        self.page.clear()
        self.changed.emit(self._person, self._center)
        self.deleteLater()

    @Slot(object)
    def _on_refused(self, error: ThirdRingError) -> None:
        self.page.show_refusal(error)
