"""A file comes in whole or not at all, once, and says what was read."""

from __future__ import annotations

import errno
import io
import time
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from luoshi_reader import read_plan

from luoshi.kernel import slots
from luoshi.kernel.models import Entry
from luoshi.kernel.refusals import NotPermitted, Refusal
from luoshi.plans.actions import files as files_kept
from luoshi.plans.actions.importing import (
    confirm_upload,
    import_document,
    offer_upload,
    read_upload,
)
from luoshi.plans.actions.refusals import NoPlanFound, StorageFull, TooLarge, Unreadable, WrongKind
from luoshi.plans.models import Decision, Document, Doubt, Fact, Plan, Upload, Version
from luoshi.plans.tests.factories import PLAN, imported

pytestmark = pytest.mark.django_db
HENAN = Path(__file__).parents[5] / "examples" / "henan-2016.txt"


def nothing_kept(folder: Path) -> bool:
    kept = [model.objects.exists() for model in (Document, Version, Plan, Fact, Doubt, Decision)]
    return not any(kept) and not Entry.objects.exists() and not list(folder.glob("*"))


def test_an_imported_text_is_kept_as_it_came_with_its_facts_at_their_places() -> None:
    outcome = imported()

    version = Version.objects.get()
    assert version.text == PLAN
    assert files_kept.stored_path(version.stored_name).read_bytes() == PLAN.encode()
    assert outcome.created
    assert outcome.counts["heading"] >= 6
    for fact in Fact.objects.all():
        assert PLAN[fact.start : fact.end] == fact.quote
        assert fact.quote in fact.sentence or "\n" in fact.quote
        assert fact.state == Fact.State.UNREVIEWED


def test_the_import_stands_in_the_trail_with_what_was_read() -> None:
    outcome = imported()

    entry = Entry.objects.get(action="plans.document.imported")
    assert entry.data["facts"] == outcome.counts
    assert entry.object_id == str(outcome.version.pk)


def test_the_same_bytes_twice_are_found_and_change_nothing(files: Path) -> None:
    first = imported()
    rows = Fact.objects.count()

    again = imported(name="同一文件.txt")

    assert not again.created
    assert again.document == first.document
    assert (Version.objects.count(), Fact.objects.count()) == (1, rows)
    assert len(list(files.glob("*"))) == 1


def test_a_changed_text_under_the_same_title_becomes_a_new_version() -> None:
    first = imported()

    second = imported(PLAN.replace("12500", "13000"))

    assert second.document == first.document
    assert second.version.number == 2
    assert [v.current for v in Version.objects.order_by("number")] == [False, True]


@pytest.mark.parametrize("who", ["viewer", "department", "city", "system"])
def test_only_an_editor_of_the_province_may_import(who: str, cast: Any, files: Path) -> None:
    by = getattr(cast, who)

    with pytest.raises(NotPermitted):
        import_document(PLAN.encode(), "plan.txt", by)
    with pytest.raises(NotPermitted):
        offer_upload(data=PLAN.encode(), filename="plan.txt", by=by)

    assert nothing_kept(files)


def test_a_preview_imports_nothing_and_the_confirming_click_may_come_twice(cast: Any) -> None:
    by = cast.editor

    upload, reading = offer_upload(data=PLAN.encode(), filename="行动计划.txt", by=by)
    before = Document.objects.count()
    first = confirm_upload(upload_id=upload.pk, by=by)
    second = confirm_upload(upload_id=upload.pk, by=by)

    assert before == 0
    assert sum(len(plan.facts) for plan in reading.plans) == Fact.objects.count()
    assert first.created
    assert not second.created
    assert second.version == first.version
    assert Upload.objects.get().version == first.version


def test_a_failure_in_a_higher_context_leaves_nothing_behind(
    files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(**_: Any) -> None:
        raise RuntimeError("ledger")

    monkeypatch.setitem(slots._filled, "plans.facts_changed", [fail])

    with pytest.raises(RuntimeError, match="ledger"):
        imported()

    assert nothing_kept(files)


def test_a_full_disk_is_said_and_leaves_nothing_behind(
    files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(files_kept.os, "fsync", full)

    with pytest.raises(StorageFull, match="存储空间不足"):
        imported()

    assert nothing_kept(files)


def test_higher_contexts_hear_of_the_facts_inside_the_transaction(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    heard: list[Any] = []
    monkeypatch.setitem(slots._filled, "plans.facts_changed", [lambda **given: heard.append(given)])

    imported()

    assert [(len(each["facts"]), each["by"]) for each in heard] == [
        (Fact.objects.count(), "命令行")
    ]


ENCODED = {
    "utf-8": PLAN.encode(),
    "utf-8 with a mark": b"\xef\xbb\xbf" + PLAN.encode(),
    "gb18030": PLAN.encode("gb18030"),
    "utf-16 with a mark": PLAN.encode("utf-16"),
    "utf-16 without": PLAN.encode("utf-16-le"),
    "carriage returns": PLAN.replace("\n", "\r\n").encode(),
    "full-width digits": PLAN.replace("12500", "１２５００").encode(),
    "table cut in the middle": PLAN[: PLAN.index("省财政厅")].encode(),
    "headings that skip": PLAN.replace("二、", "五、").encode(),
    "unbalanced brackets": PLAN.replace("）", "", 3).encode(),
}


@pytest.mark.parametrize("name", ENCODED)
def test_a_text_in_any_usual_encoding_and_state_is_read(name: str) -> None:
    """SEC-31."""
    outcome = import_document(ENCODED[name], "plan.txt", "命令行")

    assert outcome.counts["heading"] >= 3
    for fact in Fact.objects.all():
        assert outcome.version.text[fact.start : fact.end] == fact.quote


PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40
REFUSED = {
    "empty": (b"", "plan.txt", Unreadable),
    "blank": ("　\n \n".encode(), "plan.txt", Unreadable),
    "photo": (PNG, "plan.txt", Unreadable),
    "photo by its name": (PNG, "photo.png", Unreadable),
    "docx": (b"PK\x03\x04" + bytes(2000), "plan.docx", Unreadable),
    "docx renamed": (b"PK\x03\x04" + bytes(2000), "plan.txt", Unreadable),
    "pdf": (b"%PDF-1.7\n" + bytes(range(128, 256)) * 20, "plan.pdf", Unreadable),
    "text called docx": (PLAN.encode(), "plan.docx", WrongKind),
    "noise": (bytes(range(128, 256)) * 50, "plan.txt", Unreadable),
    "one line of 20 MB": ("计划".encode() * 3_500_000, "plan.txt", TooLarge),
    "no plan": ("今天天气很好。\n我们去公园散步。\n".encode(), "diary.txt", NoPlanFound),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_is_refused_in_chinese_with_a_next_step(name: str, files: Path) -> None:
    """SEC-31, SEC-32: nothing is opened that is not plain text, nothing is half-imported."""
    data, filename, refusal = REFUSED[name]

    with pytest.raises(refusal) as caught:
        import_document(data, filename, "命令行")

    assert isinstance(caught.value, Refusal)
    assert caught.value.next_step.startswith(("请", "目前"))
    assert nothing_kept(files)


def _zipped(name: str, content: bytes, *, link: bool = False) -> bytes:
    """Return a zip of one member, which may be a symbolic link."""
    member = zipfile.ZipInfo(name)
    member.compress_type = zipfile.ZIP_DEFLATED
    if link:
        member.external_attr = 0o120777 << 16
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(member, content)
    return out.getvalue()


BOMBS = {
    "a hundred megabytes in one": _zipped("word/document.xml", bytes(100 * 2**20)),
    "a way out of the room": _zipped("word/document.xml", b"/etc/passwd", link=True),
    "30,000 by 30,000 points": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0u0\0\0u0\x08\6" + bytes(2000),
}


@pytest.mark.parametrize("filename", ["plan.txt", "plan.docx", "plan.pdf", "plan.png"])
@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_unopened_in_a_moment(name: str, filename: str) -> None:
    """SEC-31: within a second and few megabytes."""
    tracemalloc.start()
    begun = time.process_time()
    with pytest.raises((Unreadable, WrongKind)):
        read_upload(BOMBS[name], filename)
    spent = time.process_time() - begun
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert spent < 1
    assert most < 20 * 2**20


def test_the_limit_of_size_itself_is_allowed() -> None:
    with pytest.raises(NoPlanFound):
        read_upload("。".encode() * (TooLarge.MOST // 3), "plan.txt")


def test_the_whole_notice_goes_in_with_few_statements(
    django_assert_max_num_queries: Callable[[int], Any],
) -> None:
    with django_assert_max_num_queries(250):
        outcome = import_document(HENAN.read_bytes(), HENAN.name, "命令行")

    assert len(outcome.plans) == 10
    assert outcome.document.title == "河南省重点产业2016年度行动计划"
    assert str(outcome.document.issued_on) == "2016-03-04"
    assert outcome.document.issuer == "河南省人民政府办公厅"
    assert outcome.doubts == len(read_plan(HENAN.read_text(encoding="utf-8")).doubts)


@given(st.binary(max_size=300) | st.text(max_size=200).map(str.encode))
def test_any_bytes_are_read_or_refused_with_a_sentence(data: bytes) -> None:
    reading, said = None, ""
    try:
        reading = read_upload(data, "plan.txt")
    except Refusal as refusal:
        said = refusal.message and refusal.next_step

    assert bool(said) != bool(reading)
    for plan in reading.plans if reading else []:
        for fact in plan.facts:
            assert reading is not None
            assert reading.text[fact.start : fact.end] == fact.quote
