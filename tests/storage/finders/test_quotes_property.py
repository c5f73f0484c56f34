"""Whatever the text: nothing raised, and what is found stands in it, in order."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from storage.finders.finding import find
from storage.finders.paragraphs import paragraphs_of
from storage.found import Asked

PIECES = st.sampled_from(
    [
        *('"', "“", "”", "„", "«", "»", "‘", "’", "'", "「", "」", "``", "''", "—", "(", ")"),
        *(".", ",", ":", ";", "?", "!", "\n\n", "\n", " ", "  ", "\u00a0", "\ufffc"),
        *("said ", "told ", "that ", "according to ", "Maria Ruiz ", "the minister ", "He "),
        *("noted ", "calling ", "is ", "of ", "and ", "1.5 ", "U.S. ", "Dr. ", "was ", "to "),
        *("quoted ", "as ", "saying ", "message ", "from ", "in ", "words ", "Ruiz's ", "the "),
    ]
)


@settings(max_examples=300)
@example('",said said ')
@example("Ruiz told Lee")
@given(st.lists(PIECES, max_size=60).map("".join) | st.text(max_size=200))
def test_quotes_of_any_text_lie_in_it_in_order_and_apart(text):
    paragraphs = paragraphs_of(text)
    findings = find(Asked(text, paragraphs, quoted=paragraphs[1:2]))
    assert list(findings.quotes) == sorted(findings.quotes, key=lambda quote: quote.span)
    for kind in ("direct", "indirect"):
        reached = 0
        for quote in findings.quotes:
            if quote.kind != kind:
                continue
            assert reached <= quote.span.start < quote.span.end <= len(text)
            reached = quote.span.end
    for quote in findings.quotes:
        assert quote.entity is None or 0 <= quote.entity < len(findings.entities)
        assert 0 <= quote.confidence <= 1
        assert 0 <= quote.speaker_confidence <= 1
