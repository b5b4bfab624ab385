"""What a web server of one's own imports; `luoshi serve` does without it."""

from __future__ import annotations

import os

import django
from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "luoshi.config.settings")
django.setup()

from luoshi.config.startup import faults  # noqa: E402 - needs the settings

if _found := faults():
    raise ImproperlyConfigured("\n".join(_found))
application = get_wsgi_application()
