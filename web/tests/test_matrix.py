"""The permission matrix: who gets which answer where (SEC-13). `matrix.toml` is the document."""

from __future__ import annotations

import tomllib
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
from django.test.client import ClientHandler

from web.tests.addresses import Address, addresses
from web.tests.house import ROLES, as_if, who, written

ROWS: dict[str, Any] = tomllib.loads(
    Path(__file__).with_name("matrix.toml").read_text(encoding="utf-8")
)["addresses"]


@pytest.fixture
def handler() -> ClientHandler:
    """Return what answers every visit of a test."""
    return ClientHandler(enforce_csrf_checks=False)


def rows_of(address: Address) -> dict[str, str]:
    """Return the rows of an address: method to statuses."""
    row = ROWS.get(address.name, {})
    return {method: str(statuses) for method, statuses in row.items()}


def answers(address: Address, method: str, house: Any, handler: ClientHandler) -> str:
    """Return the statuses that the roles get, in order; looking must write nothing (SEC-41)."""
    found = []
    for role in ROLES:
        with as_if(who(house, role), handler) as client, written() as tables:
            found.append(str(client.generic(method, address.url()).status_code))
        assert method != "GET" or not tables, f"{role} GET {address.name} wrote {tables}"
    return " ".join(found)


@pytest.mark.django_db
def test_every_address_answers_every_role_as_the_matrix_says(
    house: Any, handler: ClientHandler
) -> None:
    """SEC-13, SEC-14, SEC-41."""
    known = addresses()
    differences = [
        f"[addresses.{address.name!r}] {method} = {found!r}"
        for address in known
        for method, stated in rows_of(address).items()
        if (found := answers(address, method, house, handler)) != stated
    ]

    assert not differences, "\n" + "\n".join(differences)


@pytest.mark.django_db
def test_no_address_is_left_out_of_the_matrix(house: Any, handler: ClientHandler) -> None:
    """SEC-13: an address without its row fails the build, and so does a row without its address."""
    known = addresses()
    missing = []
    for address in known:
        for method in {"GET", "POST"} - set(rows_of(address)):
            with as_if(house.editor, handler) as client:
                found = client.generic(method, address.url()).status_code
            if found != HTTPStatus.METHOD_NOT_ALLOWED:
                stated = answers(address, method, house, handler)
                missing.append(f'[addresses."{address.name}"]\n{method} = "{stated}"')

    assert not missing, "\n" + "\n".join(missing)
    assert set(ROWS) <= {address.name for address in known}
