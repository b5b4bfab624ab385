"""The kernel as a Django application."""

from django.apps import AppConfig


class KernelConfig(AppConfig):
    """The ground."""

    name = "luoshi.kernel"
    label = "kernel"
