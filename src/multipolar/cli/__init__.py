"""The command line: parse, call, render. No statistics here."""

from multipolar.cli.main import main

__all__ = ["main"]
