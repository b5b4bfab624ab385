"""The restore drill: a backup taken while others write, put back elsewhere, compared (REL-24)."""

from __future__ import annotations

import gzip
import json
import secrets
import shutil
import tarfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connection
from psycopg import sql

from luoshi.config.tests.running import luoshi, production

PLAN = "高端装备产业2016年度行动计划\n　　一、总体要求\n　　（一）工作目标。达到12500亿元。\n"


@dataclass
class Places:
    """Two places of the kind of database that the tests run on: one used, one empty."""

    here: dict[str, str]
    there: dict[str, str]
    cwd: Path


@pytest.fixture
def places(tmp_path: Path, db: None) -> Iterator[Places]:
    """Give two places, and take their databases away afterwards."""
    made = []
    environments = []
    for name in ("here", "there"):
        more = {}
        if connection.vendor == "postgresql":
            database = f"luoshi_drill_{secrets.token_hex(4)}"
            _on_server(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(database)))
            made.append(database)
            more["LUOSHI_DATABASE_URL"] = _address(database)
        environments.append(production(tmp_path / name, **more))
    yield Places(environments[0], environments[1], tmp_path)
    for database in made:
        _on_server(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(database)))


def _address(database: str) -> str:
    known = connection.settings_dict
    password = f":{known['PASSWORD']}" if known["PASSWORD"] else ""
    return (
        f"postgres://{known['USER']}{password}@{known['HOST']}:{known['PORT'] or 5432}/{database}"
    )


def _on_server(statement: sql.Composed) -> None:
    address = _address("postgres").replace("postgres://", "postgresql://", 1)
    with psycopg.connect(address, autocommit=True) as server:
        server.execute(statement)


def filled(places: Places) -> None:
    """Put agencies, a person and a plan with its file into the first place."""
    plan = places.cwd / "plan.txt"
    plan.write_text(PLAN, encoding="utf-8")
    for words in (
        ("migrate",),
        ("manage", "shell", "-c", "from luoshi.agencies.api import seed; seed()"),
        ("user", "add", "zhang", "张三"),
        ("import", str(plan), "--yes"),
    ):
        done = luoshi(*words, env=places.here, cwd=places.cwd)
        assert done.returncode == 0, done.stderr


def entry(action: str, *, env: dict[str, str], cwd: Path) -> dict[str, Any]:
    """Return the latest entry of an action in a place's trail."""
    code = (
        "import json; from luoshi.kernel.models import Entry;"
        f"entry = Entry.objects.filter(action={action!r}).latest('pk');"
        "print(json.dumps({'by': entry.actor, 'result': entry.result, **entry.data}))"
    )
    told = luoshi("manage", "shell", "-c", code, env=env, cwd=cwd)
    assert told.returncode == 0, told.stderr
    found: dict[str, Any] = json.loads(told.stdout.splitlines()[-1])
    return found


def test_a_backup_comes_back_whole_in_an_empty_place_and_only_there(places: Places) -> None:
    """REL-23, REL-24, SEC-21: rows, files and the head of the trail agree; the trail tells it."""
    filled(places)
    target = places.cwd / "copy.luoshi"

    writing = threading.Thread(
        target=luoshi,
        args=("user", "add", "li", "李四"),
        kwargs={"env": places.here, "cwd": places.cwd},
    )
    writing.start()
    made = luoshi("backup", str(target), env=places.here, cwd=places.cwd)
    writing.join()
    restored = luoshi("restore", str(target), env=places.there, cwd=places.cwd)
    again = luoshi("restore", str(target), env=places.there, cwd=places.cwd)
    listed = luoshi("user", "list", env=places.there, cwd=places.cwd)
    repeated = luoshi(
        "import", str(places.cwd / "plan.txt"), "--yes", env=places.there, cwd=places.cwd
    )

    assert made.returncode == 0, made.stderr
    assert restored.returncode == 0, restored.stderr
    assert "核对一致" in restored.stdout
    assert again.returncode == 6
    assert "此处已有数据" in again.stderr
    assert "张三" in listed.stdout
    assert "已经导入过" in repeated.stdout
    there = sorted((places.cwd / "there" / "files").rglob("*.*"))
    here = sorted((places.cwd / "here" / "files").rglob("*.*"))
    assert [path.read_bytes() for path in there] == [path.read_bytes() for path in here]
    assert here
    told = entry("kernel.backup.made", env=places.here, cwd=places.cwd)
    assert told == {"by": "命令行", "result": "ok", "file": "copy.luoshi"}
    told = entry("kernel.backup.restored", env=places.there, cwd=places.cwd)
    assert (told["by"], told["result"]) == ("命令行", "ok")
    assert told["made_at"]


#: Opens accounts without a pause, each with its link and its entries; says when it is under way.
WRITER = """
import pathlib
from luoshi.accounts.actions import add_person, issue_link
for number in range(150):
    person = add_person(login=f"WHO{number}", name="甲", by="命令行")
    issue_link(person=person, by="命令行")
    if number == 5:
        pathlib.Path("WHO.going").touch()
"""
#: Says how many accounts there are, and how many acts lack their row or their entry.
COUNT = """
from luoshi.accounts.models import Invitation, Person
from luoshi.kernel.models import Entry
def entered(action):
    entries = Entry.objects.filter(action=action)
    return {int(key) for key in entries.values_list("object_id", flat=True)}
people = set(Person.objects.values_list("pk", flat=True))
linked = set(Invitation.objects.values_list("person_id", flat=True))
print(len(people), len(people ^ entered("accounts.person.added")),
      len(linked ^ entered("accounts.link.issued")))
"""


def test_a_backup_among_writers_holds_no_half_act(places: Places) -> None:
    """REL-23: three processes write all the while; what comes back is whole."""
    assert luoshi("migrate", env=places.here, cwd=places.cwd).returncode == 0
    target = places.cwd / "copy.luoshi"

    def write(who: str) -> None:
        code = WRITER.replace("WHO", who)
        luoshi("manage", "shell", "-v0", "-c", code, env=places.here, cwd=places.cwd)

    writers = [threading.Thread(target=write, args=(who,)) for who in ("a", "b", "c")]
    for writer in writers:
        writer.start()
    while not list(places.cwd.glob("*.going")) and any(writer.is_alive() for writer in writers):
        time.sleep(0.05)
    made = luoshi("backup", str(target), env=places.here, cwd=places.cwd)
    for writer in writers:
        writer.join()
    restored = luoshi("restore", str(target), env=places.there, cwd=places.cwd)

    assert made.returncode == 0, made.stderr
    assert restored.returncode == 0, restored.stderr
    here, there = _counted(places.here, places.cwd), _counted(places.there, places.cwd)
    assert here == [450, 0, 0]
    assert 6 <= there[0] <= 450
    assert there[1:] == [0, 0]


def _counted(env: dict[str, str], cwd: Path) -> list[int]:
    done = luoshi("manage", "shell", "-v0", "-c", COUNT, env=env, cwd=cwd)
    assert done.returncode == 0, done.stderr
    return [int(word) for word in done.stdout.split()[-3:]]


def test_a_backup_cut_short_or_changed_is_refused_with_its_own_status(places: Places) -> None:
    """REL-24: nothing of it is put into place."""
    filled(places)
    whole = places.cwd / "copy.luoshi"
    luoshi("backup", str(whole), env=places.here, cwd=places.cwd)

    def restore(name: str) -> tuple[int, str]:
        done = luoshi("restore", str(places.cwd / name), env=places.there, cwd=places.cwd)
        assert "Traceback" not in done.stderr
        return done.returncode, done.stderr

    half = whole.read_bytes()[: whole.stat().st_size // 2]
    (places.cwd / "half").write_bytes(half)
    (places.cwd / "other").write_text(PLAN, encoding="utf-8")
    _repacked(whole, places.cwd / "changed")
    _without_manifest(whole, places.cwd / "headless")

    assert restore("half")[0] == 4
    assert restore("headless")[0] == 4
    assert restore("changed")[0] == 5
    assert restore("other")[0] == 5
    assert restore("none")[0] == 3
    assert luoshi("restore", str(whole), env=places.there, cwd=places.cwd).returncode == 0


def _repacked(whole: Path, target: Path) -> None:
    """Write the backup again with one byte of each file part turned."""
    room = target.with_suffix(".room")
    with tarfile.open(whole) as archive:
        archive.extractall(room, filter="data")
    for path in (room / "files").rglob("*"):
        if path.is_file():
            content = bytearray(path.read_bytes())
            content[0] ^= 1
            path.write_bytes(content)
    with tarfile.open(target, "w:gz") as archive:
        for path in sorted(room.rglob("*")):
            if path.is_file():
                archive.add(path, path.relative_to(room).as_posix())
    shutil.rmtree(room)


def _without_manifest(whole: Path, target: Path) -> None:
    """Write the backup again as if it had been cut just before its manifest."""
    with tarfile.open(whole) as archive, tarfile.open(target, "w:gz") as cut:
        for member in archive:
            if member.name != "manifest.json":
                cut.addfile(member, archive.extractfile(member))


def test_an_upgrade_makes_a_copy_first_and_a_first_start_does_not(places: Places) -> None:
    """SEC-21."""
    fresh = luoshi("migrate", env=places.here, cwd=places.cwd)
    backwards = luoshi(
        "manage", "migrate", "kernel", "0002", "-v0", env=places.here, cwd=places.cwd
    )
    upgraded = luoshi("migrate", env=places.here, cwd=places.cwd)
    nothing = luoshi("migrate", env=places.here, cwd=places.cwd)

    copies = list((places.cwd / "here" / "backups").glob("*.luoshi"))
    assert "备份" not in fresh.stdout
    assert backwards.returncode == 0, backwards.stderr
    assert str(copies[0]) in upgraded.stdout
    assert "没有改动" in nothing.stdout
    assert len(copies) == 1
    with gzip.open(copies[0]) as archive, tarfile.open(fileobj=archive) as parts:
        manifest = parts.extractfile("manifest.json")
        assert manifest
        assert json.load(manifest)["engine"] == connection.vendor
    told = entry("config.database.upgraded", env=places.here, cwd=places.cwd)
    assert (told["by"], told["copy"]) == ("命令行", copies[0].name)
    assert all(step.startswith("kernel.0") for step in told["migrations"])
    assert told["migrations"]
