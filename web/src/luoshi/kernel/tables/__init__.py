"""Declarative list pages: filters, sorting, columns and page in the address, export of just that.

A context declares a subclass of `Table` with its columns and filters and a `queryset()` that
respects the scope; its view is `return Rows(request, scope).response("context/page.html")`, and the
page shows it with `{% include "kernel/_table.html" %}`.
"""

from luoshi.kernel.tables.columns import Column, Link, Mark
from luoshi.kernel.tables.filters import Filter
from luoshi.kernel.tables.parts import Bulk
from luoshi.kernel.tables.table import NotAList, Table

__all__ = ["Bulk", "Column", "Filter", "Link", "Mark", "NotAList", "Table"]
