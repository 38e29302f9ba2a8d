"""An office's own .xlsx, with marks such as {{综合排名}} in its cells, is filled from an evaluation."""

from pingbi.own_forms.form import filled

__all__ = ["filled"]
