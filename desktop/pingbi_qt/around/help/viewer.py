"""The window of the help: pages at the left, one of them at the right, and a field that looks through all."""

from __future__ import annotations

import re

from PySide6.QtCore import QRect, QSize, Qt, QUrl
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QTextCursor, QTextDocument
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QTextBrowser, QTextEdit, QVBoxLayout, QWidget

from pingbi_qt.around.help.pages import FOLDER, help_pages
from pingbi_qt.around.rows import Row, RowList
from pingbi_qt.look import colour, font, glyph, px, theme
from pingbi_qt.parts import Following, ground

SIZE = (1100, 640)
TITLE = 40  # the bar above a window, which the system draws; it does not grow with the zoom
MARGIN = 20
_HEAD = re.compile(r"<h([12])>(.*?)</h[12]>")  # Qt makes its own heads larger than any style asks for


class Reader(QTextBrowser):
    """One page, in the type and colours of now; pictures as wide as there is room."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("帮助的正文")
        self.setOpenLinks(False)
        self._html = ""

    def show_html(self, html: str) -> None:
        """Another page, from its beginning."""
        self._html = html
        self.render_again()
        self.verticalScrollBar().setValue(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Pictures grow and shrink with it."""
        super().resizeEvent(event)
        if "<img" in self._html and event.size().width() != event.oldSize().width():
            at = self.verticalScrollBar().value()
            self.render_again()
            self.verticalScrollBar().setValue(at)

    def render_again(self) -> None:
        """The same page in other colours or sizes."""
        self.document().setDocumentMargin(px(MARGIN))
        self.document().setDefaultFont(font("body"))
        self.document().setIndentWidth(px(20))
        self.document().setDefaultStyleSheet(style())
        self.setHtml(_HEAD.sub(r'<p class="h\1">\2</p>', self._html))

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Signs are painted, pictures come from the package."""
        text = name.toString() if isinstance(name, QUrl) else name
        if text.startswith("sign:"):
            _, sign, ink = text.split(":")
            return painted(sign, ink, self.devicePixelRatioF())
        if kind == QTextDocument.ResourceType.ImageResource.value:
            return self._picture(text.rpartition("/")[2])
        return super().loadResource(kind, name)

    def _picture(self, name: str) -> QImage:
        picture = QImage(str(FOLDER / "pictures" / name))
        wide = self.width() - px(2 * MARGIN + 20)
        if picture.isNull() or wide <= 0 or picture.width() <= wide:
            return picture
        most = round(wide * self.devicePixelRatioF())
        if picture.width() > most:
            picture = picture.scaledToWidth(most, Qt.TransformationMode.SmoothTransformation)
        picture.setDevicePixelRatio(picture.width() / wide)
        return picture

    def mark(self, text: str) -> int:
        """Show where these words stand, and go to the first; how often they do."""
        found = []
        if text:
            cursor = self.document().find(text, 0)
            while not cursor.isNull():
                selection = QTextEdit.ExtraSelection()
                selection.cursor = cursor  # type: ignore[attr-defined]  # the types of Qt lack its fields
                selection.format.setBackground(colour("mark"))  # type: ignore[attr-defined]
                selection.format.setForeground(colour("mark_text"))  # type: ignore[attr-defined]
                found.append(selection)
                cursor = self.document().find(text, cursor)
        self.setExtraSelections(found)
        if found:
            place = QTextCursor(found[0].cursor)  # type: ignore[attr-defined]
            place.clearSelection()
            self.setTextCursor(place)
            self.ensureCursorVisible()
        return len(found)


class HelpViewer(Following, QWidget):
    """Stays open beside the program, so that one reads and does."""

    def __init__(self, window: QWidget) -> None:
        self.search = QLineEdit()
        self.list = RowList("帮助的各页", by_click=True)
        self.reader = Reader()
        super().__init__(window, Qt.WindowType.Window)
        self.setWindowTitle("帮助")
        self._page = ""
        self.search.setPlaceholderText("在帮助里找")
        self.search.setAccessibleName("在帮助里找")
        self._left = QVBoxLayout()
        self._left.addWidget(self.search)
        self._left.addWidget(self.list, 1)
        row = QHBoxLayout(self)
        row.addLayout(self._left)
        row.addWidget(self.reader, 1)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.search.textChanged.connect(self._look)
        self.search.returnPressed.connect(self.list.setFocus)
        self.list.moved.connect(self._show)
        self.reader.anchorClicked.connect(lambda link: self.open_at(link.toString()))
        self._look("")
        self.follow()
        self.resize(self.sizeHint())
        theme().changed.connect(self.reader.render_again)

    def open_at(self, page: str) -> None:
        """Show that page; the first one where there is none of that name."""
        self.search.clear()
        self.list.go_to(lambda row: row.value == page)
        self.show()
        self.raise_()
        self.activateWindow()
        self.reader.setFocus()

    def fit(self) -> None:
        """As the theme is."""
        self._left.setContentsMargins(px(12), px(12), px(12), px(12))
        self._left.setSpacing(px(8))
        self.list.setFixedWidth(px(190))
        self.search.setFixedWidth(px(190))

    def _look(self, text: str) -> None:
        words = text.split()
        kept = [page for page in help_pages() if all(word.casefold() in page.text.casefold() for word in words)]
        rows = [Row(page.title, value=page.id) for page in kept]
        before = self._page
        self.list.show_rows(rows or [Row(f"没有找到“{text.strip()}”", head=True)])
        if any(page.id == before for page in kept):
            self.list.go_to(lambda row: row.value == before)
        self.reader.mark(words[0] if words else "")

    def _show(self, name: object) -> None:
        page = next((page for page in help_pages() if page.id == name), None)
        if page is not None and page.id != self._page:
            self._page = page.id
            self.reader.show_html(page.html)
            self.setWindowTitle(f"帮助：{page.title}")
        words = self.search.text().split()
        self.reader.mark(words[0] if words else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes; Ctrl+F goes to the field."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        elif event.key() == Qt.Key.Key_F and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.search.setFocus()
            self.search.selectAll()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground, and a line between the list and the page."""
        painter = QPainter(self)
        ground(painter, event.rect(), "surface")
        painter.fillRect(self.reader.x() - 1, 0, 1, self.height(), colour("line"))

    def sizeHint(self) -> QSize:
        """No larger than a small screen, below the bar of its title."""
        return QSize(px(SIZE[0]), px(SIZE[1])).boundedTo(self.screen().availableSize() - QSize(0, TITLE))


def painted(sign: str, ink: str, ratio: float) -> QImage:
    """A sign as a picture among words."""
    edge = px(16)
    picture = QImage(QSize(edge, edge) * ratio, QImage.Format.Format_ARGB32_Premultiplied)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    glyph(painter, sign, QRect(0, 0, edge, edge), ink)
    painter.end()
    return picture


def style() -> str:
    """The type of the pages, from the tokens."""
    return f"""
    body {{ color: {colour("text").name()}; }}
    p, li {{ line-height: 150%; margin-top: {px(4)}px; margin-bottom: {px(4)}px; }}
    .h1, .h2 {{ font-weight: bold; }}
    .h1 {{ font-size: {font("dialog").pixelSize()}px; margin-top: 0; margin-bottom: {px(12)}px; }}
    .h2 {{ font-size: {font("title").pixelSize()}px; margin-top: {px(20)}px; margin-bottom: {px(6)}px; }}
    td {{ padding: {px(4)}px {px(16)}px {px(4)}px 0; }}
    a {{ color: {colour("accent").name()}; text-decoration: none; }}
    """
