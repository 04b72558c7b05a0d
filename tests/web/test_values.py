"""The values of the pages have one form, as all others do."""

import importlib
import pkgutil

from tests.values.test_tight_types import values_below

from paraph import web
from paraph.values import Codec, Value


def test_every_value_of_the_pages_has_one_form(pk_office: str) -> None:
    assert pk_office
    for module in pkgutil.walk_packages(web.__path__, "paraph.web."):
        importlib.import_module(module.name)

    for kind in values_below(Value):
        if kind.__module__.startswith("paraph.web."):
            Codec(kind)
