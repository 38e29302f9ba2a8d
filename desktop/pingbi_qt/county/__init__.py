"""A county's page: each criterion beside the others, what could be gained, where it stood, what it has sent."""

from pingbi_qt.county.page import CountyPage

__all__ = ["CountyPage"]
