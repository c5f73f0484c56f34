"""Which addresses a link may have."""

import pytest

from storage.text.addresses import is_link, is_web


@pytest.mark.parametrize("address", ["https://example.org/a?b=c#d", "HTTP://EXAMPLE.ORG"])
def test_page_of_the_web_is_a_link(address):
    assert is_web(address)
    assert is_link(address)


def test_mail_is_a_link_but_no_page():
    assert is_link("mailto:ana@example.org")
    assert not is_web("mailto:ana@example.org")


@pytest.mark.parametrize(
    "address",
    [
        *("", "example.org", "javascript:alert(1)", "file:///etc/passwd", "data:text/html,x"),
        *("https://a b", 'https://a"onclick="x', " https://example.org", "https://" + "x" * 3000),
    ],
)
def test_anything_else_is_no_link(address):
    assert not is_link(address)
