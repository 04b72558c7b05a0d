"""Policies: every rule of the text, and judging that fails closed."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.tlog.cast import EAST_LOG, NOON, NORTH_LOG, NORTH_LOG_PQ, SIGNERS, SOUTH_MIRROR, SOUTH_MIRROR_PQ, head

from paraph.tlog import (
    Group,
    KeyType,
    Log,
    Policy,
    SignedNote,
    Signer,
    Witness,
    format_policy,
    judge_policy,
    key_id,
    parse_policy,
    sign_checkpoint,
    signer_from_seed,
    verifier_key,
)
from paraph.values.errors import Unproven, Unreadable

NAMES = ("X1", "X2", "X3", "Y1", "Y2", "Y3")
COSIGNERS = {
    name: signer_from_seed(f"{name.lower()}.example", KeyType.ED25519_COSIGNATURE, bytes([at]) * 32)
    for at, name in enumerate(NAMES, 20)
}
VKEYS = {name: signer.vkey for name, signer in COSIGNERS.items()} | {"log": NORTH_LOG.vkey}
EXAMPLE = """
log {log}

witness X1 {X1}
witness X2 {X2}
witness X3 {X3}
group X-witnesses 2 X1 X2 X3

witness Y1 {Y1}
witness Y2 {Y2}
witness Y3 {Y3}
group Y-witnesses any Y1 Y2 Y3

group X-and-Y all X-witnesses Y-witnesses
quorum X-and-Y
""".format_map(VKEYS)


def receipt_policy() -> Policy:
    """Ours: one log, quorum all of its ML-DSA key and the mirror's keys of both kinds."""
    witnesses = (
        Witness(name="north-log-mldsa", key=NORTH_LOG_PQ.key),
        Witness(name="south-mirror", key=SOUTH_MIRROR.key, url="https://south.example/mirror"),
        Witness(name="south-mirror-mldsa", key=SOUTH_MIRROR_PQ.key),
    )
    held = Group(name="held", threshold=3, members=tuple(each.name for each in witnesses))
    return Policy(logs=(Log(key=NORTH_LOG.key),), witnesses=witnesses, groups=(held,), quorum="held")


def accepts(policy: Policy, note: SignedNote) -> bool:
    try:
        judge_policy(policy, note)
    except Unproven:
        return False
    return True


SUBSETS = [each for n in range(7) for each in itertools.combinations(NAMES, n)]


@pytest.mark.parametrize("names", SUBSETS, ids="-".join)
def test_the_specifications_example_counts_as_it_says(names: tuple[str, ...]) -> None:
    """C2SP tlog-policy: at least two of the X and one of the Y, in all 64 cases."""
    signed = set(names)
    note = sign_checkpoint(head(), [NORTH_LOG, *(COSIGNERS[name] for name in sorted(signed))], at=NOON)
    enough = len(signed & {"X1", "X2", "X3"}) >= 2 and bool(signed & {"Y1", "Y2", "Y3"})

    assert enough == accepts(parse_policy(EXAMPLE.encode()), note)


def test_a_judgement_lists_who_signed_and_when() -> None:
    """The log's signatures and every witness, needed or not, in the policy's order; of two times the earlier."""
    note = sign_checkpoint(head(), SIGNERS, at=NOON)
    early = SignedNote(body=note.body, lines=(*note.lines, SOUTH_MIRROR.cosign(head(), NOON - 60)))

    judged = judge_policy(receipt_policy(), early)

    assert head() == judged.checkpoint
    assert [NORTH_LOG.key] == [each.key for each in judged.logs]
    assert [("north-log-mldsa", NOON), ("south-mirror", NOON - 60), ("south-mirror-mldsa", NOON)] == [
        (each.name, each.at) for each in judged.witnesses
    ]


def test_a_witness_that_states_no_time_counts_without_one() -> None:
    """0x06 with a zero."""
    note = sign_checkpoint(head(), [NORTH_LOG], at=NOON)
    lines = (*note.lines, SOUTH_MIRROR_PQ.cosign(head(), 0))
    policy = Policy(
        logs=(Log(key=NORTH_LOG.key),), witnesses=(Witness(name="south", key=SOUTH_MIRROR_PQ.key),), quorum="south"
    )

    assert [None] == [each.at for each in judge_policy(policy, SignedNote(body=note.body, lines=lines)).witnesses]


@pytest.mark.parametrize("absent", SIGNERS, ids=lambda signer: f"{signer.name}-{signer.type}")
def test_a_receipt_lacking_any_of_its_signatures_is_refused(absent: Signer) -> None:
    """All are needed, and the refusal names who is missing."""
    note = sign_checkpoint(head(), [signer for signer in SIGNERS if signer is not absent], at=NOON)

    with pytest.raises(Unproven) as caught:
        judge_policy(receipt_policy(), note)

    assert ("policy.log" if absent is NORTH_LOG else "policy.quorum") == caught.value.code
    if absent is SOUTH_MIRROR:
        assert {"quorum": "held", "missing": ["south-mirror"]} == caught.value.facts


def test_a_log_signs_only_its_own_checkpoints() -> None:
    """C2SP tlog-policy: the key's name is the origin. East, though listed, cannot vouch for North's tree."""
    policy = Policy(logs=(Log(key=NORTH_LOG.key), Log(key=EAST_LOG.key)))

    assert accepts(policy, sign_checkpoint(head(), [NORTH_LOG], at=NOON))
    assert accepts(policy, sign_checkpoint(head(origin="east.example/log"), [EAST_LOG], at=NOON))
    assert not accepts(policy, sign_checkpoint(head(), [EAST_LOG], at=NOON))
    assert not accepts(Policy(logs=()), sign_checkpoint(head(), [NORTH_LOG], at=NOON))


def test_a_log_may_sign_with_mldsa() -> None:
    """C2SP tlog-checkpoint recommends it."""
    assert accepts(Policy(logs=(Log(key=NORTH_LOG_PQ.key),)), sign_checkpoint(head(), [NORTH_LOG_PQ], at=NOON))


RULES = {
    "no quorum": ("log {log}\n", "policy.quorum"),
    "two quorums": ("quorum none\nquorum none\n", "policy.quorum"),
    "an empty file": ("", "policy.quorum"),
    "quorum of an unknown name": ("quorum X1\n", "policy.undefined"),
    "quorum above its witness": ("quorum X1\nwitness X1 {X1}\n", "policy.undefined"),
    "quorum of a log": ("log {log}\nquorum log\n", "policy.undefined"),
    "quorum of two": ("witness X1 {X1}\nwitness X2 {X2}\nquorum X1 X2\n", "policy.line"),
    "quorum of nothing": ("quorum\n", "policy.line"),
    "a group above its member": ("group g any X1\nwitness X1 {X1}\nquorum g\n", "policy.undefined"),
    "a group of itself": ("group g any g\nquorum g\n", "policy.undefined"),
    "a group of none": ("group g any none\nquorum g\n", "policy.member"),
    "a group without members": ("group g any\nquorum none\n", "policy.line"),
    "a member twice in a group": ("witness X1 {X1}\ngroup g any X1 X1\nquorum g\n", "policy.member"),
    "a member of two groups": ("witness X1 {X1}\ngroup g any X1\ngroup h any X1\nquorum g\n", "policy.member"),
    "a threshold of none": ("witness X1 {X1}\ngroup g 0 X1\nquorum g\n", "policy.threshold"),
    "a threshold over all": ("witness X1 {X1}\ngroup g 2 X1\nquorum g\n", "policy.threshold"),
    "a threshold in words": ("witness X1 {X1}\ngroup g one X1\nquorum g\n", "decimal"),
    "a threshold with a zero before it": ("witness X1 {X1}\ngroup g 01 X1\nquorum g\n", "decimal"),
    "a negative threshold": ("witness X1 {X1}\ngroup g -1 X1\nquorum g\n", "decimal"),
    "a name twice": ("witness X1 {X1}\nwitness X1 {X2}\nquorum X1\n", "policy.name"),
    "a group named as a witness": ("witness X1 {X1}\ngroup X1 any X1\nquorum X1\n", "policy.name"),
    "a witness named none": ("witness none {X1}\nquorum none\n", "policy.name"),
    "a group named none": ("witness X1 {X1}\ngroup none any X1\nquorum none\n", "policy.name"),
    "a witness twice": ("witness X1 {X1}\nwitness X2 {X1}\nquorum X1\n", "policy.duplicate"),
    "a log twice": ("log {log}\nlog {log}\nquorum none\n", "policy.duplicate"),
    "a log with a cosigner's key": ("log {X1}\nquorum none\n", "policy.key_type"),
    "a witness with a log's key": ("witness X1 {log}\nquorum X1\n", "policy.key_type"),
    "a key that is none": ("log north.example\nquorum none\n", "key.form"),
    "two addresses": ("log {log} https://a https://b\nquorum none\n", "policy.line"),
    "a witness without a key": ("witness X1\nquorum none\n", "policy.line"),
    "another word": ("wotness X1 {X1}\nquorum none\n", "policy.line"),
    "another case": ("Quorum none\n", "policy.line"),
    "a comment after words": ("quorum none # that is all\n", "policy.line"),
    "no last newline": ("quorum none", "policy.line"),
    "a carriage return": ("quorum none\r\n", "policy.octet"),
    "a control character": ("# \x00\nquorum none\n", "policy.octet"),
    "a delete": ("# \x7f\nquorum none\n", "policy.octet"),
    "too long": ("#" * 262144 + "\nquorum none\n", "policy.long"),
}


@pytest.mark.parametrize("rule", RULES)
def test_a_policy_that_breaks_a_rule_is_refused(rule: str) -> None:
    """C2SP tlog-policy, rule by rule."""
    text, code = RULES[rule]

    with pytest.raises(Unreadable) as caught:
        parse_policy(text.format_map(VKEYS).encode())

    assert code == caught.value.code


@pytest.mark.parametrize(
    "text",
    [
        "quorum none\n",
        "\n \t \n#\n  # a note: ä \u200b\n\tquorum\t \tnone  \nlog {log}\n",
        "log {log} https://north.example\nwitness X1 {X1} https://x1.example\nquorum X1\nwitness X2 {X2}\n",
        "witness any {X1}\nwitness 2 {X2}\ngroup all 1 any 2\nquorum all\n",
        "witness K {X1}\nwitness \u212a {X2}\ngroup g all K \u212a\nquorum g\n",
        "witness a\u00a0b {X1}\nquorum a\u00a0b\n",
    ],
    ids=range(6),
)
def test_a_policy_that_keeps_the_rules_is_read(text: str) -> None:
    """White space, comments, addresses, lines in any order, odd names; K is not the Kelvin sign."""
    policy = parse_policy(text.format_map(VKEYS).encode())

    assert policy == parse_policy(format_policy(policy))


def test_names_are_octets() -> None:
    """C2SP tlog-policy: bytes with the high bit are opaque, and come back as they were; a key's own name is UTF-8."""
    text = b"witness \xff\xfe " + VKEYS["X1"].encode() + b" https://\xfe\nquorum \xff\xfe\n"

    assert text == format_policy(parse_policy(text))
    with pytest.raises(Unreadable) as caught:
        parse_policy(b"log \xff" + VKEYS["log"].encode() + b"\nquorum none\n")
    assert "policy.line" == caught.value.code


def test_a_receipts_policy_is_four_keys_and_a_quorum() -> None:
    """As it is written beside a receipt."""
    text = format_policy(receipt_policy())

    assert receipt_policy() == parse_policy(text)
    assert (
        b"group held all north-log-mldsa south-mirror south-mirror-mldsa\nquorum held\n" == text[text.index(b"group") :]
    )
    assert b" https://south.example/mirror\n" in text


@pytest.mark.parametrize(
    "policy",
    [
        Policy(logs=(Log(key=NORTH_LOG.key, url="two words"),)),
        Policy(logs=(Log(key=NORTH_LOG.key, url="a b c"),)),
        Policy(logs=(Log(key=NORTH_LOG.key, url="a\nb"),)),
        Policy(logs=(Log(key=NORTH_LOG.key, url=" a"),)),
    ],
    ids=range(4),
)
def test_a_policy_that_could_not_be_read_back_is_not_written(policy: Policy) -> None:
    """An address is one word."""
    with pytest.raises(Unreadable) as caught:
        format_policy(policy)

    assert "policy.form" == caught.value.code


@pytest.mark.parametrize(
    ("name", "quorum", "code"),
    [
        ("", "none", "policy.name"),
        ("a b", "none", "policy.name"),
        ("a\x7f", "none", "policy.name"),
        ("a", "b", "policy.quorum"),
    ],
)
def test_an_unsound_policy_cannot_be_made(name: str, quorum: str, code: str) -> None:
    """The value keeps the rules, not only its file."""
    with pytest.raises(Unreadable) as caught:
        Policy(logs=(), witnesses=(Witness(name=name, key=COSIGNERS["X1"].key),), quorum=quorum)

    assert code == caught.value.code


def test_two_keys_of_one_name_and_id_are_refused() -> None:
    """C2SP signed-note: ids have four bytes, so a twin is soon made, and then a line could be either's."""
    seen: dict[bytes, bytes] = {}
    for number in range(2**20):
        key = number.to_bytes(8, "big") * 164
        found = key_id("w.example", 6, key)
        if found in seen:
            break
        seen[found] = key
    twins = [verifier_key("w.example", 6, each) for each in (key, seen[found])]
    assert twins[0].key_id == twins[1].key_id

    with pytest.raises(Unreadable) as caught:
        Policy(logs=(), witnesses=tuple(Witness(name=str(at), key=each) for at, each in enumerate(twins)))

    assert "policy.collision" == caught.value.code


@given(st.binary(max_size=200) | st.text(alphabet="loguritnesqmpayX12 \n#", max_size=200).map(str.encode))
def test_any_bytes_are_a_policy_that_writes_back_or_are_refused(data: bytes) -> None:
    """Total on garbage."""
    try:
        policy = parse_policy(data)
    except Unreadable:
        return

    assert policy == parse_policy(format_policy(policy))
