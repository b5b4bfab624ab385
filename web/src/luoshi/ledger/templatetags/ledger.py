"""Tags of the ledger pages: an item's sentence, its units, its promise."""

from __future__ import annotations

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from luoshi.ledger import wording
from luoshi.ledger.models import Item, Responsibility
from luoshi.plans.api import Fact, link_to, sentence_of

register = template.Library()
register.simple_tag(wording.promise, name="promise")
register.simple_tag(link_to, name="source_url")


@register.simple_tag
def sentence(fact: Fact) -> SafeString:
    """Return the fact's sentence with its quote marked."""
    whole = sentence_of(fact)
    before, quote, after = whole.partition(fact.quote)
    if not quote:
        return format_html("<mark>{}</mark>", fact.quote)
    return format_html("{}<mark>{}</mark>{}", before, quote, after)


@register.simple_tag
def units_of(item: Item, role: str) -> SafeString:
    """Return the units of a role as a list, each leading to its page; open ones say so."""
    seen: dict[str, SafeString] = {}
    for unit in item.units:  # type: ignore[attr-defined]  # fetched by queries.in_full
        if unit.role == role and unit.printed not in seen:
            seen[unit.printed] = _unit(unit)
    if not seen:
        return format_html('<p class="units__none">{}</p>', _("原文未写明"))
    return format_html(
        '<ul class="units">{}</ul>',
        format_html_join("", "<li>{}</li>", ((each,) for each in seen.values())),
    )


def _unit(unit: object) -> SafeString:
    printed, agency_id = unit.printed, unit.agency_id  # type: ignore[attr-defined]  # a Responsibility
    if agency_id:
        return format_html(
            '<a href="{}">{}</a>', reverse("ledger:agency", args=[agency_id]), printed
        )
    word = _("成组单位") if unit.is_group else _("待对应")  # type: ignore[attr-defined]  # as above
    return format_html('{} <span class="badge badge--doubt">{}</span>', printed, word)


@register.simple_tag
def word_of(value: str) -> str:
    """Return the label of a kind of item or of a role."""
    labels = {**dict(Item.Kind.choices), **dict(Responsibility.Role.choices)}
    return str(labels.get(value, value))
