"""What Ctrl+K finds besides the commands."""

from thirdring.app.screens.desk import DeskPlace
from thirdring.app.screens.station import Station
from thirdring.app.screens.tickets import TicketsPlace
from thirdring.ui.shell.palette_sources import CustomerSource, PhraseSource, TicketSource


def fill_palette(station: Station, tickets: TicketsPlace | None, desk: DeskPlace | None) -> None:
    """Tickets before customers before phrases; the commands, which come last."""
    finder = station.work.finder
    if tickets is not None:
        finder.add_provider(TicketSource(tickets.open_ticket))
    if desk is not None:
        finder.add_provider(CustomerSource(desk.call_customer))
        finder.add_provider(PhraseSource(desk.insert, desk.phrases.filled))
    station.work.add_commands()
