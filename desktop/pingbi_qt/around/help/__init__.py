"""帮助: pages in Chinese with pictures, read in a window of its own that opens at the step one is at."""

from pingbi_qt.around.help.pages import HelpPage, help_pages
from pingbi_qt.around.help.viewer import HelpViewer

__all__ = ["HelpPage", "HelpViewer", "help_pages"]
