"""The lines to say, and the settings: what is looked after rather than worked with."""

from functools import partial

from PySide6.QtCore import QObject, Slot

from thirdring.app.screens.station import Station
from thirdring.domain.errors import N_
from thirdring.domain.roles import Permission
from thirdring.ui.phrases.phrases_screen import PhrasesScreen
from thirdring.ui.settings.settings_screen import SettingsScreen
from thirdring.ui.theme import theme_of
from thirdring.usecases.about_center import about_center, back_up_to


class KeepingPlace(QObject):
    def __init__(self, station: Station) -> None:
        super().__init__(station)
        self._work = work = station.work
        store = station.opened.store
        phrases = PhrasesScreen(station.runner, may_edit=station.may(Permission.EDIT_PHRASES))
        settings = SettingsScreen(
            station.runner,
            station.granted,
            theme_of(station.window),
            station.memory,
            station.person.name,
            about=partial(about_center, store=store),
            back_up=partial(back_up_to, store=store),
        )
        for screen in (phrases, settings):
            screen.said.connect(work.undo.offer)
            station.follow(screen.refresh)
        settings.language_chosen.connect(station.window.language_changed)
        work.add_screen(
            "phrases", "message-2", N_("Phrases"), phrases, needs=Permission.SEE_PHRASES
        )
        work.add_screen("settings", "settings", N_("Settings"), settings)
        work.shortcuts.on("settings", self._on_settings)

    @Slot()
    def _on_settings(self) -> None:
        self._work.show_screen("settings")
