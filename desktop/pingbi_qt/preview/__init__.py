"""Pages of paper on the screen: white in every theme, in the fonts that they print in."""

from pingbi_qt.preview.painting import paint_page, size_of
from pingbi_qt.preview.printing import PrintJob
from pingbi_qt.preview.view import Fit, PageView, Shown, thumbnail

__all__ = ["Fit", "PageView", "PrintJob", "Shown", "paint_page", "size_of", "thumbnail"]
