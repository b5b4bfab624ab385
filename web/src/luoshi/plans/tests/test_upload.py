"""Taking a file in by the browser: previewed, confirmed once, refused with what to do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from luoshi.plans.models import Document, Version
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
