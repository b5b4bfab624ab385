"""Nothing that anybody types into any form comes into the log (SEC-27)."""

from __future__ import annotations

import io
import logging
import re
from typing import Any, Final

import pytest
from django.test.client import ClientHandler
from luoshi.kernel.logs import Lines

from web.tests.addresses import addresses
from web.tests.house import as_if

CANARIES: Final = ("13871230099", "41010519900307123X", "Xiaomi-Zhou-7-bridges", "鲁班路二十七号")
NAME: Final = re.compile(r'<(?:input|textarea|select)[^>]*\sname="([^"]+)"')


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["editor", "county", "system", "security"])
def test_what_is_typed_into_any_form_is_not_in_the_log(house: Any, role: str) -> None:
    """SEC-27: four canaries through every field of every form that a role is shown."""
    stream, handler = io.StringIO(), ClientHandler(enforce_csrf_checks=False)
    writer = logging.StreamHandler(stream)
    writer.setFormatter(Lines())
    root = logging.getLogger()
    root.addHandler(writer)
    posted = 0
    try:
        for address in addresses():
            with as_if(getattr(house, role), handler) as client:
                page = client.get(address.url(), {"q": CANARIES[0]})
                names = (
                    [] if page.streaming else NAME.findall(page.content.decode("utf-8", "replace"))
                )
                for canary in CANARIES if names else ():
                    client.post(address.url(), dict.fromkeys(names, canary))
                    posted += 1
    finally:
        root.removeHandler(writer)

    lines = stream.getvalue()
    assert posted > 100
    assert lines.count("\n") > posted
    assert not [canary for canary in CANARIES if canary in lines]
