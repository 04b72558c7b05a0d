"""Words of the declarations for templates: kinds, verbs and choices by what the reader's language calls them."""

from django import template

from paraph.faces.form_labels import choice_label, help_msgid
from paraph.faces.words import translate
from paraph.faces.words_verbs import spoken
from paraph.record import Verb

register = template.Library()


@register.filter
def said(msgid: str) -> str:
    """Say a sentence or a title of a declaration."""
    return translate(msgid)


@register.filter
def button(verb: Verb | str) -> str:
    """Say what a verb does, as on its button."""
    return spoken(verb, "").do if isinstance(verb, str) else spoken(verb.name, verb.effect).do


@register.filter
def done(verb: str) -> str:
    """Say what was done by saying a verb."""
    return spoken(verb, "").done


@register.filter
def purpose(verb: Verb) -> str:
    """Say what a verb is for."""
    return translate(help_msgid(verb.help.partition("\n\n")[0].replace("\n", " ")))


@register.filter
def choice(value: str) -> str:
    """Say one of the values among which one chooses."""
    return choice_label(value)
