"""Blank templates out, and a complete sample of what comes back."""

from pingbi.handout.sample import write_sample
from pingbi.handout.templates import write_templates

__all__ = ["write_sample", "write_templates"]
