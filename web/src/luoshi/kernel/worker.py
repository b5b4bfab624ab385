"""The worker: plans what is due and does what is queued, until it is told to stop."""

from __future__ import annotations

import logging
import threading
import time
import uuid
from typing import Final

from django.db import DatabaseError, close_old_connections, connections
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from luoshi.kernel import clock, schedule

PAUSE: Final = 2.0
BEAT: Final = 20.0
_log: Final = logging.getLogger(__name__)


def work(stop: threading.Event, *, pause: float = PAUSE, beat: float = BEAT) -> None:
    """Work until `stop` is set; what is under way is finished first."""
    last = -beat
    while not stop.is_set():
        close_old_connections()
        try:
            if time.monotonic() - last >= beat:
                schedule.tick(clock.now())
                last = time.monotonic()
            busy = step()
        except DatabaseError:
            # Its absence shows on /readyz; the next round asks again.
            _log.exception("the worker could not reach the database")
            busy = False
        if not busy:
            stop.wait(pause)
    connections.close_all()


def step() -> bool:
    """Do one queued run, if there is any; tell whether there was."""
    if not DBTaskResult.objects.ready().exists():
        return False
    Worker(
        queue_names=["default"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=1,
        worker_id=str(uuid.uuid4()),
        excluded_queue_names=[],
    ).run()
    return True


class Helper:
    """A worker in a thread of a web server's process."""

    def __init__(self) -> None:
        """Prepare; nothing runs yet."""
        self._stop = threading.Event()
        self._thread = threading.Thread(target=work, args=(self._stop,), name="jobs", daemon=True)

    def start(self) -> None:
        """Begin to work."""
        self._thread.start()

    def end(self, patience: float) -> None:
        """Ask to stop and wait for what is under way, no longer than `patience` seconds."""
        self._stop.set()
        self._thread.join(patience)
