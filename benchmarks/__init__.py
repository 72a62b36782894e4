"""Named measurements of time, memory and size, each with its promise beside it.

Run them with ``python -m benchmarks.run``; the numbers are kept in ``benchmarks/results.csv``.
"""
