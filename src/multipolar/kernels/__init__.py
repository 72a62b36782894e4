"""Compiled loops: arrays in, arrays out, nothing else. Importing one of these modules imports numba.

Every kernel has a plain NumPy twin in ``tests/twin`` that it must equal.
"""
