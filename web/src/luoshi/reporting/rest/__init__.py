"""Reporting for programs: the same actions as the pages, the same refusals (row 90).

A figure is a decimal in a text, never a float. Sending twice under one key is harmless.
"""

from luoshi.reporting.rest.addresses import router

__all__ = ["router"]
