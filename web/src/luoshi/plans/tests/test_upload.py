"""Taking a file in by the browser: previewed, confirmed once, refused with what to do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from luoshi_reader import ReadingError

from luoshi.kernel import jobs
from luoshi.kernel.models import Entry, JobRun, Notice
from luoshi.kernel.refusals import NotPermitted
from luoshi.plans.actions import importing, putting_off
from luoshi.plans.actions.refusals import NotPossible, Unreadable
from luoshi.plans.models import Document, Upload, Version
from luoshi.plans.tests.factories import PLAN, imported

pytestmark = pytest.mark.django_db
JSON: dict[str, Any] = {"HTTP_ACCEPT": "application/json"}
Login = Callable[[Any], Client]


def upload(client: Client, data: bytes, name: str = "计划.txt", **more: Any) -> Any:
    return client.post(reverse("plans:upload"), {"file": SimpleUploadedFile(name, data)}, **more)


def test_a_file_is_previewed_confirmed_and_found_again(cast: Any, log_in: Login) -> None:
    client = log_in(cast.editor)

    offered = upload(client, PLAN.encode())
    preview = client.get(offered["Location"])
    confirmed = client.post(offered["Location"], {"title": "装备行动计划"})
    twice = client.post(offered["Location"], {"title": "装备行动计划"})
    again = client.get(upload(client, PLAN.encode())["Location"])

    assert "尚未导入" in preview.content.decode()
    assert confirmed["Location"] == twice["Location"]
    assert Document.objects.get().title == "装备行动计划"
    assert "同一份文件已在库中" in again.content.decode()


def test_the_script_gets_the_address_of_the_preview(cast: Any, log_in: Login) -> None:
    answer = upload(log_in(cast.editor), PLAN.encode(), **JSON)

    assert answer.json()["url"].startswith("/plans/upload/")


def test_the_same_title_is_offered_as_a_new_version(cast: Any, log_in: Login) -> None:
    imported()
    client = log_in(cast.editor)
    offered = upload(client, PLAN.replace("12500", "13000").encode())

    preview = client.get(offered["Location"])
    client.post(offered["Location"], {"title": preview.context["form"].initial["title"]})

    assert "新版本" in preview.content.decode()
    assert Version.objects.get(current=True).number == 2


@pytest.mark.parametrize(
    ("data", "name", "status", "words"),
    [
        (b"", "plan.txt", 422, "空"),
        (b"\x89PNG\r\n\x1a\n" + bytes(3000), "plan.txt", 422, "图"),
        (PLAN.encode(), "plan.docx", 415, "与扩展名不符"),
        ("散步。\n".encode(), "plan.txt", 422, "没有在文件中找到行动计划"),
        ("计划".encode() * 3_500_000, "plan.txt", 413, "超过5 MB"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_on_the_page_with_what_to_do(
    data: bytes, name: str, status: int, words: str, cast: Any, log_in: Login
) -> None:
    """SEC-31."""
    answer = upload(log_in(cast.editor), data, name)

    assert answer.status_code == status
    assert words in answer.content.decode()
    assert not Document.objects.exists()


@pytest.fixture
def long_files(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    """Every file is long, and its job waits until a test lets it run."""
    monkeypatch.setattr(putting_off, "MOST_BYTES", 1)
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


def run_last() -> JobRun:
    """Do the run that was asked for last, as the worker does."""
    run = JobRun.objects.latest("pk")
    jobs.perform.func(run.pk)
    run.refresh_from_db()
    return run


@pytest.mark.usefixtures("long_files")
def test_a_long_file_is_read_behind_the_page_and_then_previewed(cast: Any, log_in: Login) -> None:
    """REL-22: the request keeps the file and asks for the job; the reading comes later."""
    client = log_in(cast.editor)
    page = upload(client, PLAN.encode())["Location"]
    kept = Upload.objects.get()
    asked = client.get(page)
    early = client.get(reverse("plans:preview", args=[kept.pk]))
    told = client.get(page, **JSON).json()

    assert kept.text == ""
    assert "正在识读" in asked.text
    assert early["Location"] == page
    assert told["state"] == "reading"
    assert run_last().state == "done"
    assert client.get(page, **JSON).json()["state"] == "read"
    preview = client.get(page, follow=True)
    assert "尚未导入" in preview.text
    assert Notice.objects.get(login=cast.editor.login).url == page
    client.post(reverse("plans:preview", args=[kept.pk]), {"title": "装备行动计划"})
    assert Document.objects.get().title == "装备行动计划"


@pytest.mark.usefixtures("long_files")
def test_a_long_file_that_cannot_be_read_says_why_and_is_read_once_more(
    cast: Any, log_in: Login
) -> None:
    """What is no plan is not tried again by itself; asking twice is one run."""
    client = log_in(cast.editor)
    page = upload(client, "散步。\n".encode())["Location"]
    upload_id = Upload.objects.get().pk
    again = reverse("plans:read_once_more", args=[upload_id])
    client.post(again)
    assert JobRun.objects.count() == 1
    assert run_last().state == "done"
    assert "没有在文件中找到行动计划" in client.get(page).text
    client.post(again)
    client.post(again)
    assert JobRun.objects.count() == 2
    assert Entry.objects.filter(action="plans.upload.retried").count() == 1
    assert "正在识读" in client.get(page).text


@pytest.mark.usefixtures("long_files")
def test_a_job_that_was_given_up_is_said_to_have_failed(
    cast: Any, log_in: Login, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = log_in(cast.editor)
    page = upload(client, PLAN.encode())["Location"]
    JobRun.objects.update(state=JobRun.State.FAILED)
    assert "识读失败" in client.get(page).text
    client.post(reverse("plans:read_once_more", args=[Upload.objects.get().pk]))
    assert run_last().state == "done"
    assert client.get(page)["Location"] == reverse("plans:preview", args=[Upload.objects.get().pk])


@pytest.mark.usefixtures("long_files")
def test_a_file_that_was_given_up_is_gone_with_whatever_is_read_of_it(
    cast: Any, log_in: Login, files: Path, django_capture_on_commit_callbacks: Any
) -> None:
    """Twice says that it is gone; the run that is on its way finds nothing to do."""
    client = log_in(cast.editor)
    page = upload(client, PLAN.encode())["Location"]
    give_up = reverse("plans:give_up", args=[Upload.objects.get().pk])
    with django_capture_on_commit_callbacks(execute=True):
        client.post(give_up)
    assert client.post(give_up).status_code == 410
    assert client.get(page).status_code == 410
    assert run_last().state == "done"
    assert not Upload.objects.exists()
    assert not list(files.glob("*"))
    assert not Notice.objects.exists()
    assert Entry.objects.filter(action="plans.upload.given_up").count() == 1


@pytest.mark.parametrize("who", ["viewer", "department", "city", "system"])
def test_only_an_editor_of_the_province_reads_once_more_or_gives_up(
    who: str, cast: Any, long_files: None
) -> None:
    kept = putting_off.take_upload(data=PLAN.encode(), filename="计划.txt", by=cast.editor)
    for act in (putting_off.read_once_more, putting_off.give_up, putting_off.waiting):
        with pytest.raises(NotPermitted):
            act(upload_id=kept.pk, by=getattr(cast, who))
    assert Upload.objects.count() == 1


def test_what_is_imported_cannot_be_given_up(cast: Any, log_in: Login) -> None:
    client = log_in(cast.editor)
    offered = upload(client, PLAN.encode())
    client.post(offered["Location"], {"title": "装备行动计划"})
    with pytest.raises(NotPossible):
        putting_off.give_up(upload_id=Upload.objects.get().pk, by=cast.editor)


def test_a_scan_is_put_off_where_the_office_recognises_pages(
    cast: Any, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Recognising takes long whatever the length; without a command a scan is refused at once."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

    def scanned(*_data: Any, **_named: Any) -> None:
        raise ReadingError("files.scan", "这是扫描件。", next_step="请先识别成文字。")

    monkeypatch.setattr(importing.rules, "read_file", scanned)
    with pytest.raises(Unreadable):
        putting_off.take_upload(data=PLAN.encode(), filename="计划.txt", by=cast.editor)
    settings.OCR_COMMAND = "ocr"
    kept = putting_off.take_upload(data=PLAN.encode(), filename="计划.txt", by=cast.editor)
    assert kept.text == ""
    assert JobRun.objects.get().state == "waiting"
