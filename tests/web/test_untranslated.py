"""What a language does not have yet is shown in English, marked, and counted."""

from django.http import HttpRequest, HttpResponse

from paraph.web.untranslated import CLOSE, FOOT, OPEN, marked, shown


def english(words: str) -> str:
    return f"{OPEN}{words}{CLOSE}"


def test_an_english_sentence_is_marked_with_its_language_and_direction() -> None:
    actual = marked(f"<p>{english('Held')}</p>")

    assert '<p><span class="untranslated" lang="en" dir="ltr">Held</span></p>' == actual


def test_where_no_element_may_stand_a_sentence_keeps_its_isolation_alone() -> None:
    page = f'<title>{english("Held")}</title><a title="{english("Held")}"></a><option>{english("Held")}</option>'

    assert page == marked(page)


def test_a_sentence_within_a_sentence_and_around_an_element_stays_whole() -> None:
    actual = marked(english(f"<bdi>1</bdi> of {english('none')}"))

    span = '<span class="untranslated" lang="en" dir="ltr">'
    assert f"{span}<bdi>1</bdi> of {span}none</span></span>" == actual


def test_the_foot_of_a_page_says_how_much_of_it_is_in_english(pk_office: str) -> None:
    page = HttpResponse(f"<p>{english('Held')}</p>{FOOT}")

    answer = shown(lambda request: page)(HttpRequest())

    assert b"<p>1 sentence of this page is in English.</p>" in answer.content


def test_a_page_that_is_translated_says_nothing_of_it(pk_office: str) -> None:
    answer = shown(lambda request: HttpResponse(f"<p>منعقد</p>{FOOT}"))(HttpRequest())

    assert "<p>منعقد</p>" == answer.content.decode()


def test_what_is_no_page_stays_as_it_is(pk_office: str) -> None:
    answer = shown(lambda request: HttpResponse(english("Held"), content_type="text/plain"))(HttpRequest())

    assert english("Held") == answer.content.decode()


def test_a_fact_isolated_within_a_sentence_keeps_its_isolation() -> None:
    """A translated sentence isolates its facts by U+2068, which ends by the same character."""
    actual = marked(f"<p>از \u2068{english('none')}\u2069</p>")

    assert '<p>از \u2068<span class="untranslated" lang="en" dir="ltr">none</span>\u2069</p>' == actual
