"""A statement on paper and as a document: what stands on the screen, in every language, the same bytes each time."""

import re
from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from msgspec.structs import replace
from pypdf import PdfReader

from paraph.domains.consultation import Alternative, Bracket, Head, Names, Paragraph, Signatory, Statement, Words
from paraph.domains.forum import Forum
from paraph.faces.statement_copy import statement_copy
from paraph.papers import statement_document, statement_sheet
from paraph.papers.sheet import sheet
from paraph.values import Fault, Text, content_digest, encode

AT = datetime(2012, 12, 4, 9, 30, tzinfo=UTC)
URDU = "دونوں فریقوں نے اتفاق کیا"
WHO = (
    Words(text=Text(en="The delegations of", ur=URDU)),
    Names(of="parties", between=Text(en="and", ur="اور")),
    Words(text=Text(en="met.", ur="۔")),
)
FUND = (
    Words(text=Text(en="Both sides", ur=URDU)),
    Bracket(
        id="verb",
        owner="PK",
        alternatives=(
            Alternative(by="PK", words=Text(en="shall settle", ur="طے کریں گے")),
            Alternative(by="US"),
        ),
    ),
    Words(text=Text(en=", without delay.", ur="۔")),
)
STATEMENT = Statement(
    session="0" * 64,
    title=Text(en="Joint statement"),
    signatories=(
        Signatory(party="PK", name=Text(en="Pakistan", ur="پاکستان"), head=Head(name=Text(en="Malik")), language="ur"),
        Signatory(party="US", name=Text(en="the United States", ur="امریکہ"), language="en"),
    ),
    languages=("en", "ur"),
    paragraphs=(
        Paragraph(id="who", type="identification", segments=WHO),
        Paragraph(
            id="fund",
            type="commitment",
            public_id="21.4",
            owners=("US",),
            due="2013-03",
            forum=Forum(name=Text(en="the next session")),
            segments=FUND,
        ),
    ),
    notes=Text(en="Invented for a test."),
)


def pages(data: bytes) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(data)).pages)


def test_each_copy_names_its_own_party_and_language_first_and_all_bear_one_digest() -> None:
    """The alternat: two renderings of one text."""
    pk, us = (statement_copy(STATEMENT, party=party) for party in ("PK", "US"))

    assert (("ur", "en"), ("en", "ur")) == (pk.languages, us.languages)
    assert (["PK", "US"], ["US", "PK"]) == tuple([one.party for one in each.signatures] for each in (pk, us))
    assert {content_digest(STATEMENT)} == {pk.digest, us.digest}
    assert "The delegations of the United States and Pakistan met." == us.paragraphs[0].spans["en"][0].words


def test_a_bracket_stands_apart_from_settled_words_with_its_parties() -> None:
    paragraph = statement_copy(STATEMENT, party="US").paragraphs[1]
    settled, bracket, rest = paragraph.spans["en"]

    assert ("Both sides", ", without delay.", False) == (settled.words, rest.words, rest.apart)
    assert ("PK", [("PK", "shall settle"), ("US", "")]) == (bracket.owner, [tuple(one) for one in bracket.alternatives])
    assert ("21.4", 1, "commitment") == (paragraph.number, paragraph.brackets, paragraph.kind)
    assert (("owed by", "US"), ("due", "2013-03"), ("reviewed by", "the next session")) == paragraph.promise


def test_a_stranger_reads_it_in_the_order_of_ids() -> None:
    assert ["PK", "US"] == [one.party for one in statement_copy(STATEMENT, party="EAST").signatures]


def test_the_paper_bears_the_words_the_brackets_and_the_digest() -> None:
    read = pages(statement_sheet(STATEMENT, party="US", state="1 bracket open", at=AT))

    for words in ("The delegations of the United States and Pakistan met.", "21.4", "shall settle", "1 bracket open"):
        assert words in read
    assert content_digest(STATEMENT) in read.replace(" ", "")


def test_the_same_version_gives_the_same_paper_and_document() -> None:
    """No clock, no name of a machine."""
    for draw in (statement_sheet, statement_document):
        first, second = (draw(STATEMENT, party="PK", state="", at=AT) for _ in range(2))
        assert first == second


def test_what_was_signed_is_in_the_paper() -> None:
    """Words set in Nastaliq cannot be copied out of a page; the bytes can."""
    reader = PdfReader(BytesIO(statement_sheet(STATEMENT, party="PK", state="", at=AT)))

    assert {"statement.json": [encode(STATEMENT)]} == dict(reader.attachments)


def test_no_font_but_ours_is_used() -> None:
    reader = PdfReader(BytesIO(statement_sheet(STATEMENT, party="PK", state="", at=AT)))
    fonts = {
        re.sub(r"^/[A-Z]{6}\+", "", font.get_object()["/BaseFont"]).partition("-")[0]
        for page in reader.pages
        for font in page["/Resources"]["/Font"].values()
    }

    assert {"NotoSans", "NotoSerif", "NotoNastaliqUrdu"} == fonts


def test_a_document_holds_each_bracket_as_changes_of_its_parties() -> None:
    document = Document(BytesIO(statement_document(STATEMENT, party="US", state="1 bracket open", at=AT)))
    body = document.element.body.xml
    changes = re.findall(r'<w:ins [^>]*w:author="(\w+)"[^>]*>.*?<w:t[^>]*>(.*?)</w:t>', body, re.DOTALL)

    held = [("PK", "PK: shall settle"), ("US", " | US: (nothing: leave it out)")]
    assert [("PK", " ["), *held, ("PK", "]")] == changes[:4]
    assert 8 == len(changes) == len(set(re.findall(r'<w:ins [^>]*w:id="(\d+)"', body)))


def test_a_document_without_its_changes_holds_the_settled_words() -> None:
    """To refuse all changes loses nothing that was settled."""
    document = Document(BytesIO(statement_document(STATEMENT, party="US", state="", at=AT)))

    settled = [cell.paragraphs[0].text for table in document.tables for cell in table.rows[0].cells[:1]]

    assert ["The delegations of the United States and Pakistan met.", "Both sides, without delay."] == settled


def test_urdu_is_set_from_right_to_left_in_the_document() -> None:
    with ZipFile(BytesIO(statement_document(STATEMENT, party="PK", state="", at=AT))) as parts:
        body = parts.read("word/document.xml").decode()
    runs = [run for run in body.split("<w:r>") if URDU in run]

    assert runs
    assert all("<w:rtl/>" in run and 'w:cs="Noto Nastaliq Urdu"' in run and 'w:bidi="ur-PK"' in run for run in runs)
    assert "<w:bidi/>" in body


def test_a_statement_in_one_language_has_one_column() -> None:
    alone = replace(STATEMENT, languages=("en",), notes=None)

    assert not Document(BytesIO(statement_document(alone, party="US", state="", at=AT))).tables
    assert "Both sides [" in pages(statement_sheet(alone, party="US", state="", at=AT))


def test_a_template_that_does_not_fit_its_data_is_a_fault() -> None:
    with pytest.raises(Fault) as caught:
        sheet("statement", {})

    assert "paper.not_set" == caught.value.code
