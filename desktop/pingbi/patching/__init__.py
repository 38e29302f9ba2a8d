"""Another's workbook changed part by part: what is not touched stays as it came, byte for byte."""

from pingbi.patching.markup import Edit, Node, close, edited, local, quoted, tag_end, tree, walked, with_attributes
from pingbi.patching.parcel import LINKS, MAIN, Parcel

__all__ = [
    "LINKS",
    "MAIN",
    "Edit",
    "Node",
    "Parcel",
    "close",
    "edited",
    "local",
    "quoted",
    "tag_end",
    "tree",
    "walked",
    "with_attributes",
]
