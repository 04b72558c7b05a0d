"""Dates for templates: in words, in the reader's language, beside the text that programs read."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from paraph.faces.calendars import Dated, date_in_words, moment_in_words

register = template.Library()


@register.simple_tag
def day(iso: str) -> SafeString:
    """Show a day, with the day of the second calendar that the reader keeps."""
    return _shown(date_in_words(iso[:10], get_language() or "en"))


@register.simple_tag
def moment(utc: str) -> SafeString:
    """Show a moment in UTC, with the day of the second calendar that the reader keeps."""
    return _shown(moment_in_words(utc, get_language() or "en"))


def _shown(dated: Dated) -> SafeString:
    beside = format_html(' <span class="quiet">({})</span>', dated.second) if dated.second else ""
    return format_html('<time datetime="{}"><bdi>{}</bdi>{}</time>', dated.iso, dated.first, beside)
