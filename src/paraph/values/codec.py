"""Values to canonical JSON bytes and back: RFC 8785 under restrictions that make it the only form.

Invariants:

* Keys are ASCII, integers lie within ±(2**53 - 1), there are no other numbers; nesting ends at 32.
* `encode(decode(data)) == data`, or the bytes are refused: one value, one form. A field that equals its default is
  left out; duplicate keys, white space and alternative escapes cannot survive the comparison.
* What `encode` writes, `decode` with the same type and limit reads: the pen and the reader judge alike.
* Every refusal is Unreadable with a code and the path of the field.

Source: RFC 8785; the restrictions are ours, so that no two readers can disagree about what was signed.
"""

import json
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final, Generic, TypeVar, cast
from uuid import UUID

import msgspec
from msgspec import UNSET, to_builtins

from paraph.values.closed import open_parts
from paraph.values.defaults import twofold_defaults
from paraph.values.errors import Unreadable
from paraph.values.refusal import form_refusal, is_plain, plain_refusal, refusal
from paraph.values.schema import schema_refusal

LIMIT: Final = 65_535
"""Bytes a value may have unless its codec says otherwise: an entry's length prefix is two bytes (C2SP tlog-tiles)."""

T = TypeVar("T")


class Value(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A frozen typed value with one canonical form.

    Declare as `class Terms(Value, frozen=True, kw_only=True)`. Own checks go into `__post_init__` and raise Unfit.
    """


class Codec(Generic[T]):
    """Reads and writes one type; make it once, at import."""

    def __init__(
        self,
        of: type[T],
        *,
        limit: int = LIMIT,
        exact: type[Any] | None = None,
        surely: Callable[[T], bool] | None = None,
    ) -> None:
        """Prepare to read and write the type.

        Args:
            of: The type.
            limit: Bytes that a value may have.
            exact: A type with the same fields that decides, where `of` is looser because that is quicker to read.
            surely: Tells quickly that what was read surely fits `exact`; if it does not, `exact` is asked.

        Raises:
            TypeError: The type declares a default that would give one value two forms; or msgspec cannot read the type.
        """
        if twofold := twofold_defaults(of):
            raise TypeError(twofold)
        self._of = of
        self._limit = limit
        self._open = open_parts(exact or of)
        self._read: Callable[[bytes], T] = msgspec.json.Decoder(of).decode
        self._decide: Callable[[bytes], object] = msgspec.json.Decoder(exact or of).decode
        self._surely = surely

    def decode(self, data: bytes) -> T:
        """Return the value of which these are the canonical bytes.

        Raises:
            Unreadable: The bytes are not JSON, not within the restrictions, not of the type or not canonical.
        """
        if len(data) > self._limit:
            raise Unreadable("json.too_long", path="$", limit=self._limit, length=len(data))
        try:
            value = self._read(data)
            if self._surely is not None and not self._surely(value):
                self._decide(data)
        except _REFUSED as error:
            raise self._refusal(data, error) from error
        if not self._is_plain(value) or _write(value) != data:
            raise refusal(data) or form_refusal(data, _write(value))
        return value

    def reread(self, data: bytes) -> T:
        """Return the value of bytes that `decode` has read before: what was checked then is not checked again.

        Raises:
            Unreadable: The bytes are not JSON or not of the type, and so not those that were read.
        """
        try:
            return self._read(data)
        except _REFUSED as error:
            raise self._refusal(data, error) from error

    def encode(self, value: T) -> bytes:
        """Return the canonical bytes of the value.

        Raises:
            Unreadable: The value is not of the type or has no canonical form; `decode` would refuse it so.
        """
        data = _written(value)
        self.decode(data)
        return data

    def convert(self, given: Any, *, exact: bool = True) -> T:
        """Return the typed value of JSON builtins. As the function of the same name."""
        if not is_plain(given):
            raise plain_refusal(given)
        try:
            value: T = msgspec.convert(given, self._of)
        except msgspec.ValidationError as error:
            raise schema_refusal(error, given, lambda other: msgspec.convert(other, self._of)) from error
        if exact and (written := _write(given)) != (canonical := _write(value)):
            raise form_refusal(written, canonical)
        return value

    def _is_plain(self, value: T) -> bool:
        bare, typed, whole = self._open
        for name in bare:
            held = getattr(value, name)
            if held is not UNSET and not is_plain(held, 1):
                return False
        for name in typed:
            held = getattr(value, name)
            if held is not UNSET and not is_plain(to_builtins(held), 1):
                return False
        return not whole or is_plain(to_builtins(value))

    def _refusal(self, data: bytes, error: Exception) -> Unreadable:
        try:
            self._decide(data)
        except _REFUSED as decided:
            error = decided
        return refusal(data) or schema_refusal(error, json.loads(data), self._trial)

    def _trial(self, given: Any) -> object:
        return self._decide(msgspec.json.encode(given))


def decode(of: type[T], data: bytes, *, limit: int = LIMIT) -> T:
    """Return the value of the type of which these are the canonical bytes.

    Raises:
        Unreadable: As `Codec.decode`.
    """
    return cast("T", _codec(cast("Any", of), limit).decode(data))


def encode(value: Any) -> bytes:
    """Return the canonical bytes of a value or of JSON builtins, whatever their length.

    Raises:
        Unreadable: The value has no canonical form, or breaks its own type.
    """
    data = _written(value)
    _codec(type(value) if isinstance(value, Value) else Any, _ENDLESS).decode(data)
    return data


def convert(of: type[T], given: Any, *, exact: bool = True) -> T:
    """Return the typed value of JSON builtins, such as the content of an act that was read.

    Args:
        of: The type.
        given: JSON builtins.
        exact: Refuse what the value would not be written as, such as a stated default. False at the pen only, where
            a person's input is put in form.

    Raises:
        Unreadable: The builtins are not within the restrictions, not of the type or not in its form.
    """
    return cast("T", _codec(cast("Any", of), LIMIT).convert(given, exact=exact))


def builtin(value: Any) -> Any:
    """Return a value as JSON builtins: dict, list, str, int, bool, None."""
    return msgspec.json.decode(_written(value))


def is_canonical(data: bytes) -> bool:
    """Say whether the bytes are canonical JSON of anything, at any length."""
    try:
        _codec(Any, _ENDLESS).decode(data)
    except Unreadable:
        return False
    return True


_REFUSED: Final = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
_write: Final = msgspec.json.Encoder(order="sorted").encode
_ENDLESS: Final = 2**63
_KEPT: Final = (bytes, bytearray, memoryview, datetime, date, time, timedelta, Decimal, UUID)


def _written(value: Any) -> bytes:
    try:
        plain = to_builtins(value, builtin_types=_KEPT)
    except (TypeError, RecursionError) as error:
        raise Unreadable("json.no_such_type", path="$", detail=str(error)) from error
    if not is_plain(plain):
        raise plain_refusal(plain)
    try:
        return _write(value)
    except UnicodeEncodeError as error:
        raise plain_refusal(plain) from error


@lru_cache(maxsize=256)
def _codec(of: Any, limit: int) -> Codec[Any]:
    return Codec(of, limit=limit)
