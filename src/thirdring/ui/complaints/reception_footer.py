"""The foot of the reception form: is it saved, what is missing, file."""

from PySide6.QtWidgets import QWidget

from thirdring.domain.centertime import CenterTime
from thirdring.domain.errors import N_, Refusal
from thirdring.i18n import _, render
from thirdring.ui.calls.footer import FormFooter
from thirdring.ui.widgets import Shape

_NAMES = {
    "channel": N_("which way it arrived"),
    "received_at": N_("received at"),
    "phone": N_("number"),
    "name": N_("name"),
    "raised": N_("what happened"),
    "wants": N_("what they ask for"),
    "nature": N_("nature"),
    "severity": N_("severity"),
    "against_kind": N_("against whom"),
    "against": N_("their name"),
    "handling": N_("how it was handled"),
    "guide": N_("who guides them"),
    "bought_on": N_("bought on"),
    "warranty_until": N_("warranty until"),
}


class ReceptionFooter(FormFooter):
    """As the call form's, without who hung up."""

    def __init__(self, time: CenterTime, keys: str, parent: QWidget | None = None) -> None:
        super().__init__(time, keys, parent)
        self.hang_up.hide()

    def retranslate(self) -> None:
        super().retranslate()
        self.finish.setText(_("File it"))

    def show_missing(
        self, missing: tuple[Refusal, ...], failed: str = "", *, blank: bool = False
    ) -> None:
        if blank or failed or not missing:
            super().show_missing((), failed, blank=blank)
            return
        names = list(dict.fromkeys(_(_NAMES.get(one.field, one.field)) for one in missing))
        if len(missing) == 1:
            words = _("One thing left: {what}").format(what=names[0])
            self.missing.put(words, missing[0].rule, whole=render(missing[0]))
        else:
            words = _("{n} left: {what}").format(n=len(missing), what=_(", ").join(names))
            whole = " ".join(render(one) for one in missing)
            self.missing.put(words, whole=whole, shape=Shape.PIE)
