"""What goes out, for the command line and the window alike: an order, its steps, and where each file may stand."""

from pingbi.outputs.names import beside, name_of, why_not
from pingbi.outputs.notices import write_notice_of
from pingbi.outputs.order import Made, Order, Output, Step, steps
from pingbi.outputs.placing import county_workbooks, filled_forms, written
from pingbi.printing import printers

__all__ = [
    "Made",
    "Order",
    "Output",
    "Step",
    "beside",
    "county_workbooks",
    "filled_forms",
    "name_of",
    "printers",
    "steps",
    "why_not",
    "write_notice_of",
    "written",
]
