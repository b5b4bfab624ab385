"""The door for programs: what it says of itself is what it does, and it tells nobody too much."""

from __future__ import annotations

import json
import logging
import uuid
from datetime import timedelta
from typing import Any, Final

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from luoshi.accounts.actions import create_token
from luoshi.accounts.models import Token
from luoshi.config.rest import api
from luoshi.kernel import clock
from luoshi.kernel.models import Entry
from luoshi.kernel.programs import MOST
from luoshi.ledger.api import Item
from pytest_django import DjangoAssertNumQueries

from web.tests.house import as_if

LISTS: Final = (
    "agencies", "items", "indicators", "assignments", "cycles", "duties", "readings", "lights",
)  # fmt: skip
SPEC: Final = json.loads(json.dumps(api.get_openapi_schema()))
OPERATIONS: Final = [
    (method, path, said) for path, ways in SPEC["paths"].items() for method, said in ways.items()
]
REFUSAL: Final = {"code", "message", "next_step"}


def chinese(words: Any) -> bool:
    """Whether a text holds Chinese signs."""
    return any("\u4e00" <= sign <= "\u9fff" for sign in str(words or ""))


def test_the_description_is_whole_and_in_chinese() -> None:
    """Row 90: every operation says what it does, what it asks for, and how it refuses."""
    bare = [
        f"{method} {path}"
        for method, path, said in OPERATIONS
        if not (chinese(said.get("summary")) and chinese(said.get("description")))
        or not {"200", "401", "403", "404", "422"} <= set(said["responses"])
    ]
    bare += [
        f"{path} {one['name']}"
        for _method, path, said in OPERATIONS
        for one in said.get("parameters", [])
        if one["in"] == "query" and not chinese(one.get("description", one["schema"]))
    ]

    assert not bare


def junk(schema: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Return values of a parameter: of its kind, at its edges, and of none."""
    kinds: set[str] = {schema.get("type", "")} | {
        one.get("type", "") for one in schema.get("anyOf", [])
    }
    edges = [-1, 0, 1, 2, MOST, MOST + 1, 2**31 - 1, 2**31, 2**63, 10**30]
    words = st.text(st.characters(codec="utf-8"), max_size=100)
    whole = st.sampled_from(edges) | st.integers(1, 50)
    return whole | words if "integer" in kinds else words | st.sampled_from(["", "\x00", "%", "'"])


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "said"),
    [(path, said) for method, path, said in OPERATIONS if method == "get"],
    ids=[path for method, path, _said in OPERATIONS if method == "get"],
)
def test_whatever_is_asked_is_answered_as_described(
    house: Any, path: str, said: dict[str, Any]
) -> None:
    """Row 90: no question breaks the door, and every answer has the described shape."""
    asked = said.get("parameters", [])
    query = st.fixed_dictionaries(
        {}, optional={one["name"]: junk(one["schema"]) for one in asked if one["in"] == "query"}
    )
    number = st.sampled_from([0, 1, 2, 3, 2**31, 2**63 - 1, 2**63, 10**30])

    with as_if(house.viewer) as client:

        @settings(
            max_examples=25, derandomize=True, deadline=None, database=None,
            suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        @given(query=query, pk=number)
        def ask(query: dict[str, Any], pk: int) -> None:
            at = path
            for one in asked:
                if one["in"] == "path":
                    at = at.replace(f"{{{one['name']}}}", str(pk))
            answer = client.get(at, query)

            assert str(answer.status_code) in said["responses"]
            shape = answer.json()
            if answer.status_code != 200:
                assert set(shape) - {"fields"} == REFUSAL
            elif "items" in shape:
                assert len(shape["items"]) <= MOST
                assert shape["count"] >= len(shape["items"])

        ask()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "said"),
    [(path, said) for method, path, said in OPERATIONS if method == "post"],
    ids=[path for method, path, _said in OPERATIONS if method == "post"],
)
def test_whatever_is_sent_is_refused_as_described_and_nothing_is_written(
    house: Any, path: str, said: dict[str, Any]
) -> None:
    """Row 90: a viewer sends anything at all."""
    anything = st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=20),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["client_key", "based_on", "figures", "agency_id", "note", "x"]),
                inner,
            )
        ),
        max_leaves=8,
    )
    at = path.replace("{duty_id}", "1").replace("{submission_id}", "1")

    with as_if(house.viewer) as client:

        @settings(
            max_examples=25, derandomize=True, deadline=None, database=None,
            suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        @given(sent=anything | st.just(b"{") | st.just(b"\xff"))
        def send(sent: Any) -> None:
            body = sent if isinstance(sent, bytes) else json.dumps(sent)
            answer = client.post(at, body, content_type="application/json")

            assert answer.status_code >= 400
            assert str(answer.status_code) in said["responses"]
            assert set(answer.json()) - {"fields"} == REFUSAL

        send()


@pytest.mark.django_db
def test_a_list_is_cut_into_pages_that_meet(house: Any) -> None:
    with as_if(house.viewer) as client:
        url = reverse("api:items")
        whole = client.get(url, {"limit": MOST}).json()
        first = client.get(url, {"limit": 1}).json()
        rest = client.get(url, {"limit": MOST, "offset": 1}).json()

        assert whole["count"] == first["count"] > 1
        assert first["items"] + rest["items"] == whole["items"]
        assert client.get(url, {"limit": MOST + 1}).status_code == 422


@pytest.mark.django_db
def test_an_item_comes_with_its_sentence_and_only_to_whom_it_concerns(house: Any) -> None:
    """SEC-14: the same items as on the pages."""
    with as_if(house.viewer) as client:
        ids = [one["id"] for one in client.get(reverse("api:items")).json()["items"]]
        item = Item.objects.exclude(fact=None).filter(pk__in=ids).first()
        assert item is not None
        shown = client.get(reverse("api:item", args=[item.pk])).json()
        assert shown["sentence"] == item.words.sentence
        assert client.get(shown["source_url"].partition("#")[0]).status_code == 200
    with as_if(house.other_city) as client:
        seen = {one["id"] for one in client.get(reverse("api:items")).json()["items"]}
        hidden = set(ids) - seen
        assert hidden
        for pk in hidden:
            assert client.get(reverse("api:item", args=[pk])).status_code == 404
        for name in ("readings", "lights"):
            held = client.get(reverse(f"api:{name}"), {"limit": MOST}).json()["items"]
            assert not [one for one in held if "郑州" in one["agency"]]


@pytest.mark.django_db
@pytest.mark.parametrize("name", LISTS)
def test_a_list_costs_the_same_however_long(
    house: Any, name: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with as_if(house.viewer) as client:
        client.get(reverse(f"api:{name}"))
        with django_assert_max_num_queries(16):
            answer = client.get(reverse(f"api:{name}"), {"limit": MOST})

    assert answer.status_code == 200


@pytest.mark.django_db
def test_a_token_counts_until_it_ends_or_is_revoked_and_never_for_more_than_its_person(
    cast: Any, tree: Any, caplog: pytest.LogCaptureFixture
) -> None:
    """SEC-12: expired and revoked tokens, acts beyond the person's posts; no log has the secret."""
    secret = create_token(person=cast.city, name="直报接口", days=30)
    client, head = Client(), {"Authorization": f"Bearer {secret}"}

    def status(name: str) -> int:
        return client.get(reverse(f"api:{name}"), headers=head).status_code

    with caplog.at_level(logging.DEBUG):
        assert status("agencies") == 200
        said = json.dumps({"client_key": str(uuid.uuid4()), "based_on": 0})
        url = reverse("api:submit", args=[1])
        sent = client.post(url, said, content_type="application/json", headers=head)
        assert sent.status_code == 404
        Token.objects.update(expires_at=clock.now() - timedelta(seconds=1))
        assert status("agencies") == 401
        Token.objects.update(expires_at=clock.now() + timedelta(days=1), revoked_at=clock.now())
        assert status("agencies") == 401
        Token.objects.update(revoked_at=None)
        assert status("agencies") == 200
        type(cast.city).objects.filter(pk=cast.city.pk).update(is_active=False)
        assert status("agencies") == 401

    assert secret not in caplog.text
    assert secret not in str(list(Entry.objects.values()))
    assert "luoshi-session" not in client.cookies


@pytest.mark.django_db
@pytest.mark.parametrize("at", ["api:lights", "api:readings", "api:items", "api:agencies"])
def test_a_text_that_no_database_keeps_is_refused_in_words(house: Any, at: str) -> None:
    """USE-03: PostgreSQL keeps no NUL; SQLite would, and must not answer otherwise."""
    with as_if(house.viewer) as client:
        answer = client.get(reverse(at), {"period": "2016\x00", "q": "装\x00备"})

    assert answer.status_code == 422
    assert "NUL" in answer.json()["fields"][0]["words"]


@pytest.mark.django_db
def test_below_the_door_even_what_is_nowhere_is_answered_as_data(house: Any) -> None:
    """Row 90: a program reads no page."""
    with as_if(house.viewer) as client:
        answer = client.get("/api/v1/ledger/items/none,none")

    assert (answer.status_code, answer.json()["code"]) == (404, "api.missing")
    assert set(answer.json()) == REFUSAL


@pytest.mark.django_db
@pytest.mark.parametrize("said", [{"agency_id": 1}, {"agency_id": 1, "note": " "}])
def test_returning_without_a_reason_is_not_as_described(house: Any, said: dict[str, Any]) -> None:
    """Row 90: what blocks is in the description."""
    with as_if(house.reviewer) as client:
        url = reverse("api:return", args=[1])
        answer = client.post(url, json.dumps(said), content_type="application/json")

    assert answer.status_code == 422
    assert answer.json()["fields"][0]["field"][-1] == "note"
