"""Programs that ask the API of a served node with a token, over a real connection."""

import json
from http.client import HTTPConnection
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode, urlsplit

from tests.web.desks import in_days
from tests.web.nodes import FRAMEWORK, Served

from paraph.service.tokens import make, tokens

HERE = f"/api/v1/frameworks/{FRAMEWORK}"
SESSION = {"number": 71, "number_basis": "stated", "host": "PK", "city": {"en": "Quetta"}}
OPENING = {"kind": "consultation.session/1", "verb": "propose", "content": SESSION}


class Answered(NamedTuple):
    """What came back."""

    status: int
    headers: dict[str, str]
    data: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.data)

    @property
    def code(self) -> str:
        return str(self.json["code"])


class Program:
    """A program with a token of a person's."""

    def __init__(self, node: Served, token: str) -> None:
        self.url = node.url
        self.token = token

    def asks(self, method: str, at: str, body: Any = None, **headers: str) -> Answered:
        """Ask; `at` is below the framework unless it begins with a stroke."""
        data = None if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
        sent = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        sent |= {} if data is None else {"Content-Type": "application/json"}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        line = HTTPConnection(urlsplit(self.url).netloc, timeout=30)
        try:
            line.request(method, at if at.startswith("/") else f"{HERE}/{at}", data, sent)
            answer = line.getresponse()
            return Answered(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())
        finally:
            line.close()

    def gets(self, at: str, **asked: Any) -> Answered:
        return self.asks("GET", f"{at}?{urlencode(asked, quote_via=quote)}" if asked else at)

    def posts(self, at: str, body: Any = None, *, key: str = "") -> Answered:
        return self.asks("POST", at, body, **({"Idempotency_Key": key} if key else {}))


def program(node: Served, person: str = "clerk", *scopes: str, days: int = 9) -> Program:
    """A program with a token made for it."""
    chancery = node.node.chancery
    number = len(tokens(node.node.house, person)) + sum(map(ord, person)) * 1000
    text = make(
        chancery,
        person,
        name=f"program {number}",
        scopes=scopes or ("read", "say"),
        last=in_days(days),
        secret=chancery.now.encode().ljust(28, b"-") + number.to_bytes(4, "big"),
    )
    return Program(node, text)


def says_with_two_keys(node: Served, at: str, saying: Any) -> Any:
    """Have the clerk's program draft and the head's release; return the act as it was answered."""
    drafted = program(node).posts(at, saying)
    assert 202 == drafted.status, drafted.data
    draft = drafted.json["draft"]
    released = program(node, "head").posts(f"pending/{draft['id']}/release", {"seen": draft["digest"]})
    assert 201 == released.status, released.data
    return released.json["act"]
