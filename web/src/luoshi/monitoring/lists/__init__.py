"""The lists of monitoring."""

from luoshi.monitoring.lists.items import LightRows
from luoshi.monitoring.lists.projects import ProjectRows
from luoshi.monitoring.lists.sources import SourceRows

__all__ = ["LightRows", "ProjectRows", "SourceRows"]
