"""Everything that is seen: the shell and the screens."""

from thirdring.ui.unread_sources import leave_sources_unread

leave_sources_unread()
