"""Whatever a second reader says, only printed words and numbers come of it."""

from __future__ import annotations

import json
from decimal import Decimal
from itertools import chain
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from luoshi_reader.facts import Fact
from luoshi_reader.second import Service, propose

from reader.tests.second.documents import PLAN, document_of, quote_of

_WORDS = st.sampled_from([*PLAN.split("，"), "轴承", "20", "火箭", "", "万套", "2024"])
_LEAVES = st.none() | st.booleans() | st.integers(-50, 3000) | st.floats() | _WORDS | st.text()
_VALUES = st.recursive(
    _LEAVES,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["value", "unit", "product_text"]), inner, max_size=3)
    ),
    max_leaves=6,
)
_KINDS = ("figure", "commitment", "project", "organisation", "cluster", "chain", "citation")
_NAMES = [
    *("paragraph", "kind", "year", "subject_text", "indicator_text", "value", "unit"),
    *("growth_pct", "scope", "action_text", "object_text", "count", "due_text", "documents"),
    *("name_text", "owners", "places", "capacities", "investment", "category"),
    *("industry_text", "owner", "links", "title_text", "doc_no"),
]
_TOLD = st.fixed_dictionaries(
    {"type": st.sampled_from(_KINDS), "quote": _WORDS},
    optional=dict.fromkeys(_NAMES, _VALUES),
)


class _Liar(Service):
    """A service that is not asked over the line."""

    said = ""

    def answer(self, messages: list[dict[str, str]]) -> str:  # noqa: ARG002 - whatever is asked
        """Say what the test put into its mouth."""
        return self.said


def _liar(said: str) -> Service:
    service = _Liar("http://127.0.0.1/v1", "liar")
    object.__setattr__(service, "said", said)
    return service


@settings(max_examples=300, deadline=None)
@given(st.lists(_TOLD, max_size=4), st.text(max_size=20))
def test_whatever_is_said_only_printed_words_and_numbers_come_of_it(
    told: list[dict[str, Any]], noise: str
) -> None:
    said = noise + "\n" + "\n".join(json.dumps(each, ensure_ascii=False) for each in told)
    for fact in propose(document_of(), _liar(said)).facts:
        assert quote_of(fact)
        for words in _words_of(fact):
            assert words in PLAN or all(char in PLAN for char in words)
        for number in _numbers_of(fact):
            assert f"{number.normalize():f}" in PLAN


def _words_of(fact: Fact) -> list[str]:
    named = [getattr(fact, name) for name in fact.__slots__ if name.endswith("_text")]
    listed = [getattr(fact, name, ()) for name in ("owners", "places", "links", "documents")]
    return [word for word in (*named, *chain(*listed)) if word]


def _numbers_of(fact: Fact) -> list[Decimal]:
    found = [getattr(fact, name, None) for name in ("value", "growth_pct", "count")]
    found += [each.value for each in getattr(fact, "capacities", ())]
    found.append(getattr(getattr(fact, "investment", None), "value", None))
    return [abs(each) for each in found if isinstance(each, Decimal)]
