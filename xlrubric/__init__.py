"""Appraisal by published standard."""

__version__ = "0.1.0"
