"""收材料: what has come and what lacks, the files on their way, who is chased."""

from pingbi_qt.collect.page import CollectPage

__all__ = ["CollectPage"]
