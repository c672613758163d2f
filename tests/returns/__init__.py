"""Returned workbooks: filled in and damaged in every way that people and programs have, then collected."""
