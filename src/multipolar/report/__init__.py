"""Findings as a page, a record, tables, and lines in the terminal."""

from multipolar.report.charts import chart
from multipolar.report.folder import write
from multipolar.report.palette import DARK, LIGHT, Palette
from multipolar.report.record import to_json
from multipolar.report.terminal import terminal_table
from multipolar.report.web_page import page
from multipolar.report.world_map import world_map

__all__ = ["DARK", "LIGHT", "Palette", "chart", "page", "terminal_table", "to_json", "world_map", "write"]
