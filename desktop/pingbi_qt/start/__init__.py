"""The first page: drop what the counties have sent, open the sample, or go on with a project of last time."""

from pingbi_qt.start.page import StartPage

__all__ = ["StartPage"]
