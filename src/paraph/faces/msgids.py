"""Every sentence that the faces may say, for whoever translates them: read off the words, the declarations and `say`.

A catalogue that holds all of these leaves no sentence in English; a test of the languages compares the two.
"""

import ast
import inspect
from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import Any

from msgspec import inspect as types

from paraph import faces
from paraph.domains import KINDS
from paraph.faces.fields import bare, meanings_in
from paraph.faces.form_labels import FORMS, help_msgid, label_msgid
from paraph.faces.form_shape import inner_of, item_of, sort_of, variants_of
from paraph.faces.words import wording
from paraph.faces.words_states import LADDER, STATES
from paraph.faces.words_verbs import VERBS
from paraph.record import Kind, Verb

_SAID_BY = frozenset({"say", "translate"})
_WORDS_OF_STANDINGS = "standings"


def every_msgid() -> tuple[str, ...]:
    """Return every English sentence, label and word that is translated before it is shown, sorted."""
    found = {
        *(text for told in wording("en").values() for text in told),
        *STATES.values(),
        *LADDER,
        *FORMS.values(),
        *(text for spoken in VERBS.values() for text in spoken),
        *(text for kind in KINDS.values() for text in _of_kind(kind)),
        *(text for module in _modules() for text in _said_in(module)),
    }
    return tuple(sorted(text for text in found if any(letter.isalpha() for letter in text)))


def _of_kind(kind: Kind) -> Iterator[str]:
    yield kind.title
    for verb in kind.verbs.values():
        yield help_msgid(verb.help.partition("\n\n")[0].replace("\n", " "))
        if verb.name not in VERBS:
            plain = verb.name.replace("_", " ")
            yield from (plain, plain.capitalize())
        yield from _of_payload(verb)


def _of_payload(verb: Verb) -> Iterator[str]:
    if verb.payload is None:
        return
    yield from _of_type(types.type_info(verb.payload))
    yield from (help_msgid(one) for one in meanings_in(verb.help).values())


def _of_type(kind: types.Type) -> Iterator[str]:
    match sort_of(kind), bare(kind):
        case "list", _:
            yield from _of_type(item_of(kind))
        case "variant", _:
            for tag, group in variants_of(kind).items():
                yield label_msgid(tag)
                yield from _of_type(group)
        case "group", _:
            for one in inner_of(kind):
                yield from (label_msgid(one.name), help_msgid(one.meaning))
                yield from _of_type(one.kind)
        case _, types.LiteralType(values=values):
            # A status is said on a form as a label, and in a story as a word.
            yield from (text for one in values for text in (label_msgid(str(one)), str(one).replace("_", " ")))


def _modules() -> Iterator[ModuleType]:
    for one in iter_modules(faces.__path__):
        if not one.name.startswith("words_"):
            yield import_module(f"{faces.__name__}.{one.name}")


def _said_in(module: ModuleType) -> Iterator[str]:
    tree = ast.parse(inspect.getsource(module))
    calls = (one for one in ast.walk(tree) if isinstance(one, ast.Call) and getattr(one.func, "id", "") in _SAID_BY)
    for call in calls:
        yield from (text for one in _branches(call.args[0]) if isinstance(text := _text(one, module), str))
    if module.__name__.endswith(_WORDS_OF_STANDINGS):
        # How a record or a version stands is returned as words, and translated where it is shown.
        yield from (text for one in ast.walk(tree) if isinstance(one, ast.Return) for text in _returned(one))


def _returned(one: ast.Return) -> Iterator[str]:
    for inner in ast.walk(one):
        if isinstance(inner, ast.Constant) and isinstance(inner.value, str) and inner.value.strip(", "):
            yield inner.value


def _branches(node: ast.expr) -> tuple[ast.expr, ...]:
    return (node.body, node.orelse) if isinstance(node, ast.IfExp) else (node,)


def _text(node: ast.expr, module: ModuleType) -> Any:
    return node.value if isinstance(node, ast.Constant) else getattr(module, getattr(node, "id", ""), None)
