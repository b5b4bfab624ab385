"""Tags of handing down: a part, a sum, a state."""

from __future__ import annotations

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from luoshi.dispatch import wording
from luoshi.dispatch.models import Assignment

register = template.Library()
register.simple_tag(wording.part, name="part_of")
register.simple_tag(wording.summed, name="sum_of")


@register.simple_tag
def state_of(assignment: Assignment) -> SafeString:
    """Return the badge of a state."""
    context = {"word": assignment.state.label, "tone": wording.tone(assignment)}
    return render_to_string("kernel/_components/_badge.html", context)
