"""What every part does when type, zoom or colours change: its measures and its picture are made anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from pingbi_qt.look import theme

if TYPE_CHECKING:
    _Widget = QWidget
else:
    _Widget = object  # it stands beside a Qt class: two of them would be two widgets


class Following(_Widget):
    """Stands before a Qt class among the bases. Call `follow()` at the end of the constructor; `fit` sets the sizes."""

    def follow(self) -> None:
        """Fit now and at every change of the theme."""
        theme().changed.connect(self.refit)
        self.fit()

    def refit(self) -> None:
        """Fit, and ask the layout for other room."""
        self.fit()
        self.updateGeometry()
        QWidget.update(self)  # the own `update` of an item view asks for a cell

    def fit(self) -> None:
        """Set what depends on type and zoom: fixed sizes, margins, fonts."""
