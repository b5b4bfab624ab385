"""Coming in and going out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from luoshi.accounts.actions import (
    LinkSpent,
    LoginTaken,
    add_person,
    digest_of,
    issue_link,
    use_link,
)
from luoshi.accounts.models import Person, Session
from luoshi.kernel.models import Entry

GOOD = "Shijiazhuang-7-bridges"


def newcomer(login: str = "zhang") -> tuple[Person, str]:
    """Return a person without a password and the secret of the link."""
    person = add_person(login=login, name="张三", by="guan")
    return person, issue_link(person=person, by="guan")


def actions() -> list[str]:
    return list(Entry.objects.order_by("id").values_list("action", flat=True))


@pytest.mark.django_db
def test_a_login_name_is_unique_in_any_case_and_width() -> None:
    """SEC-01."""
    add_person(login="Zhang", name="张三", by="guan")

    with pytest.raises(LoginTaken, match="请换一个登录名"):
        add_person(login="ＺＨＡＮＧ", name="张三", by="guan")

    assert Person.objects.count() == 1


@pytest.mark.django_db
def test_a_link_sets_a_password_once_and_opens_the_house() -> None:
    """SEC-05."""
    person, secret = newcomer()
    client = Client()

    client.get(reverse("accounts:follow_link", args=[secret]))
    answer = client.post(reverse("accounts:link"), {"password": GOOD, "again": GOOD})

    person.refresh_from_db()
    assert answer.status_code == 302
    assert person.check_password(GOOD)
    assert client.get("/").wsgi_request.user == person
    with pytest.raises(LinkSpent):
        use_link(digest=digest_of(secret), password=GOOD + "2")


@pytest.mark.django_db
def test_the_secret_of_a_link_is_not_kept() -> None:
    person, secret = newcomer()

    assert secret not in person.invitations.get().digest
    assert all(secret not in str(entry.data) for entry in Entry.objects.all())


@pytest.mark.django_db
def test_a_weak_password_leaves_the_link_usable() -> None:
    _, secret = newcomer()
    client = Client()
    client.get(reverse("accounts:follow_link", args=[secret]))

    answer = client.post(
        reverse("accounts:link"), {"password": "Henan2016!!", "again": "Henan2016!!"}
    )

    assert answer.status_code == 422
    assert "口令不能主要由" in answer.text
    use_link(digest=digest_of(secret), password=GOOD)


@pytest.mark.django_db
def test_log_in_gives_a_new_session_that_knows_its_person(db: None) -> None:
    """SEC-11."""
    person, secret = newcomer()
    use_link(digest=digest_of(secret), password=GOOD)
    client = Client()
    client.get(reverse("accounts:follow_link", args=[secret]))
    before = client.session.session_key

    answer = client.post(reverse("accounts:login"), {"login": "ＺHANG", "password": GOOD})

    assert answer.status_code == 302
    session = Session.objects.get(person=person)
    assert session.session_key != before
    assert session.address == "127.0.0.1"
    assert actions()[-1] == "accounts.login.succeeded"


@pytest.mark.django_db
def test_the_cast_can_come_in(cast: Any, log_in: Callable[..., Client]) -> None:
    assert log_in(cast.editor).get("/").status_code in {200, 302}


@pytest.mark.django_db
def test_a_fragment_asked_for_after_the_log_in_ended_lets_the_page_ask_again() -> None:
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/search/?q=x"}

    answer = Client().get("/search/", headers=headers)

    assert answer.status_code == 401
    assert answer.headers["X-Luoshi-Again"] == "log-in"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wanted", ["https://elsewhere.example/", "//elsewhere.example", "javascript:x"]
)
def test_log_in_leads_to_pages_of_this_house_only(
    cast: Any, log_in: Callable[..., Client], wanted: str
) -> None:
    answer = log_in(cast.editor).get(reverse("accounts:login"), {"next": wanted})

    assert answer.headers["Location"] == "/"
