"""The chain over the trail shows what was changed, and old parts go only on purpose."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from luoshi.kernel import chain, clock, purging, reads, schedule
from luoshi.kernel.models import Entry, JobRun, Notice, Read, Seal
from luoshi.kernel.trail import record, record_all

LONG_AGO = datetime(2016, 3, 1, tzinfo=UTC)


@contextmanager
def owner() -> Iterator[Any]:
    """Give a cursor as the database's owner has it, whom no trigger stops."""
    with connection.cursor() as cursor:
        kept = []
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            kept = cursor.fetchall()
            for name, _ in kept:
                cursor.execute(f'DROP TRIGGER "{name}"')
        else:
            cursor.execute("SET session_replication_role = replica")
        yield cursor
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = origin")
        for _name, statement in kept:
            cursor.execute(statement)


@transaction.atomic
def write(count: int, at: datetime | None = None) -> list[Entry]:
    """Write so many entries, one of them alone and the rest in one act."""
    with clock.standing_at(at or clock.now()):
        first = record("kernel.test.done", by="王科长", data={"n": 1.50, "words": "达到12500亿元"})
        of = [(first, {"n": n}) for n in range(count - 1)]
        return [first, *record_all("kernel.test.done", by="王科长", of=of)]


def later() -> Any:
    """Let the clock stand so that what was just written has settled."""
    return clock.standing_at(clock.now() + timedelta(hours=1))


def seal(*, everywhere: bool = False) -> None:
    """Seal all that was written."""
    with later():
        chain.seal(everywhere=everywhere)


@pytest.mark.django_db
def test_every_entry_is_sealed_once_behind_the_one_before() -> None:
    """SEC-24: single entries and those of bulk acts."""
    entries = write(7)
    assert chain.seal() == "封签 0 条"  # too young: something may come in before them

    seal()
    seal(everywhere=True)

    seals = list(Seal.objects.order_by("position"))
    assert [one.entry for one in seals] == [entry.pk for entry in entries]
    assert [one.position for one in seals] == list(range(1, 8))
    verdict = chain.verify()
    assert (verdict.seals, verdict.broken) == (7, None)
    assert verdict.head == chain.head() == (7, seals[-1].digest)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    [
        "UPDATE kernel_entry SET actor = '别人' WHERE id = %s",
        "UPDATE kernel_entry SET object_id = '77' WHERE id = %s",
        """UPDATE kernel_entry SET data = '{"n": 9}' WHERE id = %s""",
    ],
)
def test_a_changed_entry_is_named(change: str) -> None:
    """SEC-24: changed by the database's owner."""
    entries = write(5)
    seal()
    with owner() as cursor:
        cursor.execute(change, [entries[2].pk])

    broken = chain.verify().broken

    assert broken is not None
    assert (broken.thing, broken.key) == ("kernel.entry", str(entries[2].pk))
    assert broken.words == "内容与封签不符"


@pytest.mark.django_db
def test_what_was_taken_out_shows_with_and_without_its_seal() -> None:
    """SEC-24."""
    entries = write(5)
    seal()
    with owner() as cursor:
        cursor.execute("DELETE FROM kernel_entry WHERE id = %s", [entries[1].pk])
    broken = chain.verify().broken
    assert broken is not None
    assert broken.words == "留痕已被删除"

    with owner() as cursor:
        cursor.execute("DELETE FROM kernel_seal WHERE entry = %s", [entries[1].pk])
    broken = chain.verify().broken
    assert broken is not None
    assert (broken.key, broken.words) == (str(entries[2].pk), "其前缺少封签")


@pytest.mark.django_db
def test_an_end_that_was_cut_off_shows_against_the_last_verification_and_a_noted_head() -> None:
    """SEC-24: nothing in the chain itself tells of its end."""
    entries = write(5)
    seal()
    noted = chain.head()
    with owner() as cursor:
        cursor.execute("DELETE FROM kernel_entry WHERE id = %s", [entries[4].pk])
        cursor.execute("DELETE FROM kernel_seal WHERE entry = %s", [entries[4].pk])

    assert chain.verify().broken is None
    broken = chain.verify(against=noted).broken
    assert broken is not None
    assert broken.words == "链尾缺失：曾封签至第 5 位"


@pytest.mark.django_db
def test_a_chain_written_anew_does_not_agree_with_what_was_noted() -> None:
    """SEC-24: whoever owns the database can seal whatever there is."""
    entries = write(5)
    seal()
    with later():
        chain.check()
    with owner() as cursor:
        cursor.execute("UPDATE kernel_entry SET actor = 'x' WHERE id = %s", [entries[2].pk])
        cursor.execute("DELETE FROM kernel_seal")
    seal()

    broken = chain.verify().broken

    assert broken is not None
    assert broken.words == "封签与以前核验的不符"


@pytest.mark.django_db
def test_what_an_open_transaction_brings_in_late_is_sealed_when_it_is_there() -> None:
    """SEC-24: numbers are given out before entries are seen."""
    first, *_, last = write(6)
    late = Entry.objects.filter(pk__gt=first.pk, pk__lt=last.pk)
    kept = list(late)
    with owner() as cursor:
        cursor.execute("DELETE FROM kernel_entry WHERE id > %s AND id < %s", [first.pk, last.pk])
    seal()
    Entry.objects.bulk_create(kept)

    seal()

    assert Seal.objects.count() == 6
    assert chain.verify().broken is None


@pytest.mark.django_db
def test_the_other_digest_goes_on_where_the_first_left_off(settings: Any) -> None:
    """SEC-24, SEC-49: the name of the digest stands with each seal."""
    write(2)
    seal()
    settings.DIGEST = "sm3"
    write(2)
    seal()

    algorithms = Seal.objects.order_by("position").values_list("algorithm", flat=True)
    assert list(algorithms) == ["sha256", "sha256", "sm3", "sm3"]
    assert chain.verify().broken is None


@pytest.mark.django_db(transaction=True)
def test_sealers_and_writers_at_once_leave_one_whole_chain() -> None:
    """SEC-24: a writer waits for nobody, and a second sealer for the first."""
    write(20)
    seal()
    failures: list[BaseException] = []
    start = threading.Barrier(5)

    def work(what: Any) -> None:
        start.wait()
        try:
            for _ in range(5):
                what()
        except BaseException as failure:  # noqa: BLE001 - told in the thread of the test
            failures.append(failure)
        finally:
            connection.close()

    jobs = [lambda: write(5)] * 2 + [seal] * 3
    threads = [threading.Thread(target=work, args=(one,)) for one in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seal(everywhere=True)

    assert not failures
    assert Seal.objects.count() == Entry.objects.count() == 70
    assert chain.verify().broken is None


@pytest.mark.django_db
def test_the_schedule_seals_only_when_something_waits_and_verifies_every_night() -> None:
    plans = {one.name: one for one in schedule.planned()}
    assert plans["kernel.seal"].wanted is chain.is_waiting
    assert not chain.is_waiting()
    write(1, LONG_AGO)
    assert chain.is_waiting()
    chain.seal()
    assert not chain.is_waiting()
    assert isinstance(plans["kernel.verify"].when, schedule.Daily)


@pytest.mark.django_db
def test_the_nightly_verification_tells_the_audit_administrator_once(cast: Any) -> None:
    """SEC-24."""
    entries = write(3, LONG_AGO)
    assert chain.check() == "核验 3 条，一致"
    with owner() as cursor:
        cursor.execute("UPDATE kernel_entry SET actor = 'x' WHERE id = %s", [entries[1].pk])

    for _ in range(2):
        assert chain.check() == f"不一致：kernel.entry {entries[1].pk}：内容与封签不符"

    assert Entry.objects.filter(action="kernel.trail.verified").count() == 1
    told = Entry.objects.filter(action="kernel.trail.broken")
    assert {one.result for one in told} == {"failed"}
    assert [one.login for one in Notice.objects.filter(title="留痕核验不一致")] == ["shen"]


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["viewer", "system", "security"])
def test_the_page_and_the_button_are_the_audit_administrators(
    cast: Any, who: str, log_in: Any
) -> None:
    """SEC-16."""
    client = log_in(getattr(cast, who))

    assert client.get(reverse("accounts:chain")).status_code == 403
    assert client.post(reverse("accounts:verify")).status_code == 403
    assert not JobRun.objects.filter(name="kernel.verify").exists()


@pytest.mark.django_db
def test_the_page_shows_the_head_and_what_a_verification_found(cast: Any, log_in: Any) -> None:
    """SEC-24; asking twice in a minute is one verification."""
    write(3, LONG_AGO)
    client = log_in(cast.audit)
    assert "还没有核验过" in client.get(reverse("accounts:chain")).text
    with clock.standing_at(clock.now()):
        for _ in range(2):
            client.post(reverse("accounts:verify"))
    assert JobRun.objects.filter(name="kernel.verify").count() == 1
    assert chain.head().digest in client.get(reverse("accounts:chain")).text

    with owner() as cursor:
        cursor.execute("UPDATE kernel_entry SET actor = 'x'")
    with transaction.atomic():
        chain.check()

    assert "留痕核验不一致" in client.get(reverse("accounts:chain")).text


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM kernel_entry",
        "UPDATE kernel_entry SET actor = 'x'",
        "DELETE FROM kernel_seal",
        "UPDATE kernel_seal SET digest = 'x'",
    ],
)
def test_the_database_keeps_young_entries_and_every_seal_of_one(statement: str) -> None:
    """SEC-23, SEC-26."""
    write(2)
    write(2, LONG_AGO)
    with later():
        chain.seal()

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.django_db
def test_what_must_be_kept_does_not_go(settings: Any) -> None:
    """SEC-26: three years unless set otherwise, and an older part goes with its seals."""
    old, young = write(4, LONG_AGO), write(2)
    seal()
    with pytest.raises(purging.TooYoung, match="至少保存 36 个月"):
        purging.purge(before=clock.now() - timedelta(days=800), by="命令行")
    assert Entry.objects.count() == 6

    gone = purging.purge(before=LONG_AGO + timedelta(days=1), by="命令行")

    assert gone.entries == 4
    assert not Entry.objects.filter(pk__in=[one.pk for one in old]).exists()
    seal()
    verdict = chain.verify()
    assert (verdict.broken, verdict.seals) == (None, len(young) + 1)
    purged = Entry.objects.get(action="kernel.trail.purged")
    assert (purged.actor, purged.data["entries"], purged.data["position"]) == ("命令行", 4, 4)
    again = purging.purge(before=LONG_AGO + timedelta(days=1), by="命令行")
    assert again.entries == 0
    assert Entry.objects.filter(action="kernel.trail.purged").count() == 1


@pytest.mark.django_db
def test_a_beginning_that_went_without_a_purge_shows() -> None:
    """SEC-24, SEC-26: the database lets old entries go, the chain does not."""
    entries = write(4, LONG_AGO)
    chain.seal()
    Entry.objects.filter(pk=entries[0].pk).delete()
    Seal.objects.filter(position=1).delete()

    broken = chain.verify().broken

    assert broken is not None
    assert broken.words == "其前缺少封签"
    with pytest.raises(purging.ChainBroken):
        purging.purge(before=LONG_AGO + timedelta(days=1), by="命令行")
    assert Entry.objects.count() == 3


@pytest.mark.django_db
def test_reads_are_forgotten_after_their_time(settings: Any) -> None:
    """SEC-26."""
    settings.TRAIL_MONTHS = 12
    for days in (1, 300, 400):
        at = clock.now() - timedelta(days=days)
        Read.objects.create(at=at, reader="li", thing="kernel.search", door="page")

    assert purging.forget() == "清除阅读记录 1 条"
    assert reads.forget(LONG_AGO) == 0
    assert Read.objects.count() == 2
