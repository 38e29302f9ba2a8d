"""The workbook as it will print: pages of plain data, in millimetres, made from the plan that is written.

`paper = pages(pipeline.book(evaluation), chosen)`; `paper.sheet("综合排名")` is planned when it is asked for, and knows
at once how many pages it has (`.count`, `.words`); `.page(0).boxes` are cells with their place, text, look and edges.
"""

from pingbi.paper.book import Paper, pages
from pingbi.paper.layout import Area, Axis, Box, Edges, Font, Mark, Picture, PrintedPage, Series
from pingbi.paper.marginal import filled
from pingbi.paper.sheet import PrintedSheet
from pingbi.paper.shown import shown

__all__ = [
    "Area",
    "Axis",
    "Box",
    "Edges",
    "Font",
    "Mark",
    "Paper",
    "Picture",
    "PrintedPage",
    "PrintedSheet",
    "Series",
    "filled",
    "pages",
    "shown",
]
