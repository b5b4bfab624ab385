"""Tags of the frame: rail, menu, slots, preferences, figures."""

from __future__ import annotations

from typing import Any

from django import template
from django.forms import BoundField, CheckboxInput
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from luoshi.kernel import access, figures, nav, outbox, search, slots
from luoshi.kernel.preferences import preferences_of
from luoshi.kernel.tables import markup
from luoshi.kernel.todo import number_of

register = template.Library()
register.filter("figure", figures.figure)
register.filter("highlight", search.highlight)
register.simple_tag(markup.options)


@register.filter
def around(text: str, words: str) -> str:
    """Return the stretch of a text around words, cut with …."""
    return search.excerpt(text, [words])


@register.filter
def is_tick(field: BoundField) -> bool:
    """Whether a field is a single tick, whose label stands beside it."""
    return isinstance(field.field.widget, CheckboxInput)


@register.simple_tag(takes_context=True)
def slot(context: template.Context, name: str, thing: Any) -> SafeString:
    """Show what higher contexts put into the slot: fragments `(request, thing) -> safe html`."""
    parts = slots.call(name, context["request"], thing)
    return format_html_join("\n", "{}", ((part,) for part in parts if part))


@register.simple_tag(takes_context=True)
def places(context: template.Context, where: str = nav.RAIL) -> list[dict[str, Any]]:
    """Return the rail or the menu for the person, the present place marked."""
    request = context["request"]
    shown = [(place, place.url) for place in nav.visible(request.user, where)]
    hits = [
        url
        for _, url in shown
        if request.path.startswith(url) and (url != "/" or request.path == "/")
    ]
    here = max(hits, key=len, default="")
    return [{"place": place, "url": url, "here": url == here} for place, url in shown]


@register.simple_tag(takes_context=True)
def preference(context: template.Context, key: str, default: str) -> Any:
    """Return one display preference of the person."""
    return preferences_of(context["request"]).get(key, default)


@register.simple_tag(takes_context=True)
def looks(context: template.Context) -> SafeString:
    """Return the attributes of <html> that the person's preferences set; error pages ask nobody."""
    asked = "request" in context and not context.get("plain")
    kept = preferences_of(context["request"]) if asked else {}
    return format_html(
        'data-theme="{}" data-keys="{}"', kept.get("theme", "auto"), kept.get("keys", "on")
    )


@register.simple_tag(takes_context=True)
def units(context: template.Context) -> list[str]:
    """Return the agencies the person acts for."""
    return access.units_of(context["request"].user)


@register.simple_tag(takes_context=True)
def todo_count(context: template.Context) -> int:
    """Return how many things wait for the person."""
    return number_of(context["request"].user)


@register.simple_tag(takes_context=True)
def notice_count(context: template.Context) -> int:
    """Return how many notices the person has not read."""
    return outbox.unread(context["request"].user.get_username())
