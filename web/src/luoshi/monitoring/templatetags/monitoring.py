"""Tags of the boards: shapes with their words, counts, addresses."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from luoshi.kernel import channels
from luoshi.kernel.models import Delivery
from luoshi.kernel.periods import Period
from luoshi.kernel.tables import markup
from luoshi.monitoring import wording
from luoshi.monitoring.forms import PRESETS
from luoshi.monitoring.models import AlertRule, Light, LightRule
from luoshi.monitoring.pages.board import Cell, board_url
from luoshi.monitoring.pages.plan import Spot
from luoshi.monitoring.rules.numbers import Numbers

register = template.Library()


@register.filter
def ways_out(rule: AlertRule) -> list[str]:
    """Return by which ways out of the house a rule tells, of those that the house has."""
    ways = rule.channels & channels.configured()
    return [str(one.label) for one in Delivery.Channel if one.value in ways]


@register.simple_tag
@cache
def shape(colour: str) -> SafeString:
    """Return a light as its shape alone, its word for who cannot see it."""
    return format_html(
        '<span class="tone--{}" title="{}"><span aria-hidden="true">{}</span>'
        '<span class="visually-hidden">{}</span></span>',
        colour,
        wording.word(colour),
        markup.SHAPES[colour],
        wording.word(colour),
    )


@register.simple_tag
def tally_cell(cell: Cell) -> SafeString | str:
    """Return every count as shapes with numbers, leading to the list."""
    return markup.counted(cell.tally.shown, cell.words, cell.url) if cell.tally.total else ""


@register.simple_tag
def tally_cells(cells: Iterable[Cell]) -> SafeString:
    """Return what wants attention of each plan, as the cells of a row."""
    return markup.cells(
        [
            markup.counted(cell.tally.wanting, cell.words, cell.url) if cell.tally.total else ""
            for cell in cells
        ]
    )


@register.simple_tag
def change_words(change: int) -> str:
    """Return how a count changed since the period before: 较上期+2."""
    if change == 0:
        return _("与上期持平")
    sign = "+" if change > 0 else "−"
    return _("较上期%(change)s") % {"change": f"{sign}{abs(change)}"}


@register.simple_tag
def item_url(light: Light) -> str:
    """Return the address of the page that explains a light."""
    return board_url(light.agency, Period.parse(light.period_code), "item", light.item_id)


@register.simple_tag
def behind(light: Light) -> str:
    """Return how far a light is behind, in words."""
    numbers = Numbers(light.numbers)
    words = []
    if numbers.rate is not None:
        words.append(_("完成%(rate)s") % {"rate": wording.rate(numbers.rate)})
    if numbers.lead is not None:
        words.append(wording.points(numbers.lead))
    return "，".join(words)


@register.simple_tag
def spot(of: Spot) -> SafeString | str:
    """Return a light of the matrix as a shape that leads to what explains it."""
    if not of.colour:
        return ""
    return format_html('<a href="{}">{}</a>', of.url, shape(of.colour))


@register.simple_tag
def preset_words(rule: LightRule) -> str:
    """Return a version of the rule in words, with its thresholds."""
    labels = {"yellow": _("黄灯线"), "red": _("红灯线"), "soon": _("临近天数")}
    limits = [f"{labels[key]}{value}" for key, value in rule.thresholds.items() if key in labels]
    return "，".join((str(dict(PRESETS)[rule.preset]).partition("：")[0], *limits))
