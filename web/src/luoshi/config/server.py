"""The web server, started from here so that there is nothing to write in a file of its own."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.db import connections
from gunicorn.app.base import BaseApplication
from gunicorn.glogging import Logger

from luoshi.accounts.sessions import SessionStore
from luoshi.kernel.worker import Helper

#: Seconds that requests and jobs under way are given when the server is told to stop (REL-29).
PATIENCE: Final = 30
#: So many new objects are made between two looks for those that nothing holds: some pages' worth.
YOUNG: Final = 20_000


class _Log(Logger):  # type: ignore[misc] # as below
    """What gunicorn has to say goes where everything goes, in the same form (SEC-27)."""

    def setup(self, cfg: Any) -> None:
        """Take gunicorn's own handlers off again."""
        super().setup(cfg)
        self.error_log.handlers.clear()
        self.error_log.propagate = True


class _Server(BaseApplication):  # type: ignore[misc] # gunicorn has no types
    """Gunicorn with our settings and our application."""

    def __init__(self, options: dict[str, Any]) -> None:
        self.options = options
        self.application = get_wsgi_application()
        super().__init__()

    def load_config(self) -> None:
        """Take the settings as they are given."""
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> Callable[..., Any]:
        """Return the application, loaded before any worker is made."""
        # A worker must not use the parent's connections.
        connections.close_all()
        # What is loaded by now stays until the end: looking through it again and again would hold
        # up one page in ten for as long as two pages take.
        gc.collect()
        gc.freeze()
        gc.set_threshold(YOUNG)
        return self.application


def serve(*, bind: str, workers: int, threads: int, told: Callable[[], None]) -> None:
    """Serve until stopped; `told` is called once the address answers."""
    collect_static()
    SessionStore.clear_expired()
    _Server(
        {
            "bind": bind,
            "workers": workers,
            "threads": threads,
            "worker_class": "gthread",
            "preload_app": True,
            "timeout": 120,
            # A connection kept open stays with the worker that took it, while the other is idle;
            # a proxy in front keeps those of the browsers.
            "keepalive": 0,
            "graceful_timeout": PATIENCE,
            "loglevel": "warning",
            # Addresses carry no secrets, but a log of them is nobody's business (SEC-42).
            "accesslog": None,
            "logger_class": _Log,
            "forwarded_allow_ips": ",".join(settings.PROXIES),
            "control_socket_disable": True,
            "proc_name": "luoshi",
            "when_ready": lambda _server: told(),
            **(_with_jobs() if settings.JOBS else {}),
        }
    ).run()


def _with_jobs() -> dict[str, Callable[..., None]]:
    """Return what gives each process a thread that does jobs, and lets it finish at the end."""
    helper = Helper()
    return {
        "post_worker_init": lambda _worker: helper.start(),
        "worker_exit": lambda _server, _worker: helper.end(PATIENCE),
    }


def collect_static() -> None:
    """Gather the static files with their hashed names, unless they are as they were."""
    root = Path(settings.STATIC_ROOT)
    stamp = root / "stamp"
    seen = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            seen.update(f"{path} {storage.get_modified_time(path)}\n".encode())
    if stamp.exists() and stamp.read_text() == seen.hexdigest():
        return
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    stamp.write_text(seen.hexdigest())
