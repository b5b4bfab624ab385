"""The platform's commands, and the ground they share: a profile, Django, and how they stop."""

from __future__ import annotations

import os
import secrets
import warnings
from pathlib import Path

OPERATOR = "命令行"


class Stop(Exception):  # noqa: N818 - it ends a command; the text is the sentence for the person
    """A command ends here with a sentence and an exit status of its own."""

    def __init__(self, sentence: str, *, status: int = 2) -> None:
        """Keep both."""
        super().__init__(sentence)
        self.status = status


def data_dir() -> Path:
    """Return where the data are kept."""
    return Path(os.environ.get("LUOSHI_DATA_DIR", "data")).absolute()


def try_locally() -> None:
    """Choose the local profile; its secret is made once and kept with the data."""
    directory = data_dir()
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    secret = directory / "secret"
    if not secret.exists():
        descriptor = os.open(secret, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as kept:
            kept.write(secrets.token_urlsafe(64))
    os.environ["LUOSHI_PROFILE"] = "local"
    os.environ["LUOSHI_SECRET_KEY"] = secret.read_text().strip()


def load_django() -> None:
    """Load Django under the profile of the data: a trial's data stay a trial's."""
    if "LUOSHI_SECRET_KEY" not in os.environ and (data_dir() / "secret").exists():
        try_locally()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "luoshi.config.settings")
    import django  # noqa: PLC0415 - only now is the profile settled

    warnings.filterwarnings("ignore", message="No directory at", module="whitenoise")
    django.setup()


def require_database() -> None:
    """Stop unless the database is there and as new as the program."""
    from django.db import connection  # noqa: PLC0415 - needs Django

    from luoshi.config.upgrade import pending  # noqa: PLC0415 - as above

    name = connection.settings_dict["NAME"]
    missing = connection.vendor == "sqlite" and not Path(name).exists()
    if missing or pending():
        msg = "数据库尚未建立或版本较旧。请先运行 luoshi migrate（本机试用请运行 luoshi start）。"
        raise Stop(msg)
