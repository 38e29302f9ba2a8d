"""The engine: reads submissions, audits, scores and writes the evaluation workbook. It knows no screen."""

__version__ = "0.1.0"
