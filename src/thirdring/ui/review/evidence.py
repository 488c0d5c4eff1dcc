"""The evidence of a case (D6): its pictures small, other files by name and size."""

import uuid
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QImage, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from thirdring.domain.errors import ThirdRingError
from thirdring.i18n import _
from thirdring.ui import icons, words
from thirdring.ui.review.thumbnail import FORMATS, MOST_BYTES, thumbnail
from thirdring.ui.runner import Runner
from thirdring.ui.theme import Token, Type
from thirdring.ui.theme_tokens import RADIUS_CONTROL
from thirdring.ui.tickets.fold import Line
from thirdring.ui.widgets import SectionHead, Styled, set_tip
from thirdring.usecases.attach_file import AttachmentFile, AttachmentRow, read_attachment

_MOST = 4
_KILO = 1024


class Evidence(Styled, QWidget):
    """Takes no room without files. Who looks at pictures is in the access log (H5), once a case."""

    def __init__(self, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._rows: tuple[AttachmentRow, ...] = ()
        self._at: tuple[datetime, ZoneInfo] | None = None
        self._tiles: dict[uuid.UUID, Tile] = {}
        self._parts: list[QWidget] = []
        self._head = SectionHead()
        self._pictures = QHBoxLayout()
        self._pictures.setSpacing(8)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._column.addWidget(self._head)
        self._column.addLayout(self._pictures)
        self.hide()
        self.wire()

    @property
    def tiles(self) -> tuple["Tile", ...]:
        return tuple(self._tiles.values())

    def retranslate(self) -> None:
        self._show()

    def show_files(self, rows: tuple[AttachmentRow, ...], now: datetime, zone: ZoneInfo) -> None:
        """What is shown already isn't read again."""
        self._at = (now, zone)
        if rows != self._rows:
            self._rows = rows
            self._show()

    def _show(self) -> None:
        for part in self._parts:
            part.hide()
            part.deleteLater()
        self._parts = []
        before, self._tiles = self._tiles, {}
        pictures = [one for one in self._rows if one.media_type in FORMATS][:_MOST]
        for one in pictures:
            known = before.get(one.id)
            tile = Tile(one.name, known.image if known else None)
            self._tiles[one.id] = tile
            self._pictures.insertWidget(len(self._parts), tile, 0, Qt.AlignmentFlag.AlignTop)
            self._parts.append(tile)
            if tile.image is None and one.size <= MOST_BYTES:
                self._read(one)
        if pictures and self._pictures.count() == len(pictures):
            self._pictures.addStretch(1)
        for one in self._rows:
            if one not in pictures:
                line = self._line(one)
                self._column.addWidget(line)
                self._parts.append(line)
        self._head.set_text(_("Evidence"), str(len(self._rows)))
        self.setVisible(bool(self._rows))

    def _line(self, one: AttachmentRow) -> Line:
        added = ""
        if self._at is not None:
            added = words.day_and_time(one.added_at, *self._at)
        told = _(", ").join(part for part in (one.added_by, added) if part)
        return Line(one.name, size_text(one.size), told, mark=_Sign("file-text"))

    def _read(self, one: AttachmentRow) -> None:
        self._runner.run(
            read_attachment, one.id, owner=self, then=self._on_read, failed=self._on_failed
        )

    def _on_read(self, file: AttachmentFile) -> None:
        self._runner.read(
            thumbnail, file.content, file.row.media_type, owner=self,
            then=partial(self._on_image, file.row.id), failed=self._on_failed,
        )  # fmt: skip

    def _on_image(self, attachment_id: uuid.UUID, image: QImage | None) -> None:
        tile = self._tiles.get(attachment_id)
        if tile is not None and image is not None:
            tile.show_image(image)

    def _on_failed(self, _error: ThirdRingError) -> None:
        """Without the right to it, or damaged: the tile says what there is, by its name."""


class Tile(Styled, QWidget):
    """A picture and its name under it; until the picture is there, the sign of one."""

    def __init__(self, name: str, image: QImage | None) -> None:
        super().__init__()
        self._name, self.image = name, image
        self.setAccessibleName(name)
        set_tip(self, name)
        self.wire()

    def show_image(self, image: QImage) -> None:
        self.image = image
        self.update()

    def restyle(self) -> None:
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:
        px = self.theme.px
        return QSize(px(104), px(68) + px(4) + self.theme.line(Type.CAPTION))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self.theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        room = QRect(0, 0, self.width(), theme.px(68))
        frame = QPainterPath()
        frame.addRoundedRect(room, RADIUS_CONTROL, RADIUS_CONTROL)
        painter.fillPath(frame, theme.color(Token.BG_HOVER))
        if self.image is None:
            side = theme.px(icons.HEAD)
            place = QRect((room.width() - side) // 2, 0, side, room.height())
            icons.paint_icon(painter, place, "photo", theme.color(Token.TEXT_3), side)
        else:
            size = self.image.size().scaled(
                room.size(), Qt.AspectRatioMode.KeepAspectRatioByExpanding
            )
            target = QRect(0, 0, size.width(), size.height())
            target.moveCenter(room.center())
            painter.save()
            painter.setClipPath(frame)
            painter.drawImage(target, self.image)
            painter.restore()
        painter.setFont(theme.font(Type.CAPTION))
        painter.setPen(theme.color(Token.TEXT_2))
        line = theme.line(Type.CAPTION)
        under = QRect(0, self.height() - line, self.width(), line)
        metrics = QFontMetrics(theme.font(Type.CAPTION))
        text = metrics.elidedText(self._name, Qt.TextElideMode.ElideMiddle, under.width())
        painter.drawText(under, Qt.AlignmentFlag.AlignVCenter, text)


class _Sign(Styled, QWidget):
    def __init__(self, icon: str) -> None:
        super().__init__()
        self._icon = icon
        self.wire()

    def restyle(self) -> None:
        side = self.theme.px(icons.BUTTON)
        self.setFixedSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        ink = self.theme.color(Token.TEXT_2)
        icons.paint_icon(QPainter(self), self.rect(), self._icon, ink, self.width())


def size_text(size: int) -> str:
    """`312 KB`, `4.2 MB`."""
    if size < _KILO * _KILO:
        return f"{max(1, -(-size // _KILO)):,} KB"
    return f"{size / _KILO / _KILO:,.1f} MB"
