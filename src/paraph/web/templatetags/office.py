"""What every template may call: how long ago, whose it is, and text in its own direction."""

from datetime import datetime
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from paraph.faces.times import utc_of
from paraph.values import Text
from paraph.values.text import LANGUAGES
from paraph.web.languages import LANGUAGES as OF_THE_PAGES

register = template.Library()

_RTL = {one.code for one in OF_THE_PAGES if one.rtl}
_SHAPES = ("a", "b", "c", "d")


@register.filter
def ago(seconds: int | None) -> str:
    """Say how long ago: in the largest unit of which there is a whole one."""
    if seconds is None:
        return _("never")
    if seconds < 60:
        return ngettext("%(n)s s ago", "%(n)s s ago", seconds) % {"n": seconds}
    if seconds < 3600:
        return ngettext("%(n)s min ago", "%(n)s min ago", seconds // 60) % {"n": seconds // 60}
    if seconds < 86400:
        return ngettext("%(n)s h ago", "%(n)s h ago", seconds // 3600) % {"n": seconds // 3600}
    return ngettext("%(n)s day ago", "%(n)s days ago", seconds // 86400) % {"n": seconds // 86400}


@register.filter
def direction(language: str) -> str:
    """Return the direction of a language."""
    return "rtl" if language in _RTL else "ltr"


@register.simple_tag(takes_context=True)
def party(context: template.Context, name: str) -> SafeString:
    """Show a party by its mark: label, shape and colour together, the same in every house."""
    known = tuple(context.get("parties") or ())
    letter = _SHAPES[known.index(name) % len(_SHAPES)] if name in known else "x"
    return format_html('<span class="party party-{}"><bdi>{}</bdi></span>', letter, name)


@register.simple_tag
def text(value: Any, language: str = "") -> SafeString:
    """Show a `Text` in the reader's language, or in the one it has, marked with language and direction.

    Anything else is shown as it is, in the direction of its own letters.
    """
    if not isinstance(value, Text):
        return format_html('<span dir="auto">{}</span>', value)
    wished = language or get_language() or "en"
    shown = value.in_(wished if wished in LANGUAGES else "en")
    return format_html('<span lang="{}" dir="{}">{}</span>', shown.language, direction(shown.language), shown.words)


@register.filter
def clocked(moment: datetime) -> str:
    """Show a time of the day as it stands, in the zone that it came with."""
    return moment.strftime("%H:%M")


@register.filter
def utc(seconds: int | None) -> str:
    """Show POSIX seconds as a time in UTC."""
    return utc_of(seconds) or ""


@register.filter
def picture(svg: str) -> SafeString:
    """Show a picture that was drawn here."""
    return mark_safe(svg[svg.index("<svg") :])  # noqa: S308  # drawn here, of a key that we made
