"""Addresses: which are the same article, and which are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.text.web_keys import is_site, url_key


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://example.org/a", "example.org/a"),
        ("http://WWW.Example.org/a", "example.org/a"),
        ("https://www2.example.org/a", "example.org/a"),
        ("https://www.org/a", "www.org/a"),
        ("https://example.org:443/a", "example.org/a"),
        ("http://example.org:80/a", "example.org/a"),
        ("https://example.org:8443/a", "example.org:8443/a"),
        ("https://user:secret@example.org/a", "example.org/a"),
        ("https://example.org./a", "example.org/a"),
        ("https://bücher.example/äb", "xn--bcher-kva.example/%C3%A4b"),
        ("https://example.org/a/", "example.org/a"),
        ("https://example.org/", "example.org"),
        ("https://example.org", "example.org"),
        ("https://example.org/A", "example.org/A"),
        ("https://example.org/a#part", "example.org/a"),
        ("https://example.org/#!/a", "example.org#!/a"),
        ("https://example.org/app#/a/1", "example.org/app#/a/1"),
        ("https://example.org/%7eann/%c3%a4", "example.org/~ann/%C3%A4"),
        ("https://example.org/a%2fb", "example.org/a%2Fb"),
        ("https://example.org/a/index.html", "example.org/a"),
        ("https://example.org/index.php?id=3", "example.org?id=3"),
        ("https://example.org/a/amp", "example.org/a"),
        ("https://example.org/a/amp/", "example.org/a"),
        ("https://example.org/amp", "example.org/amp"),
        ("https://example.org/a?amp=1", "example.org/a"),
        ("https://example.org/a?outputType=amp", "example.org/a"),
        ("https://example.org/lamp", "example.org/lamp"),
        ("https://example.org/a?utm_source=x&utm_medium=y", "example.org/a"),
        ("https://example.org/a?UTM_Source=x", "example.org/a"),
        ("https://example.org/a?fbclid=x&id=2&gclid=y", "example.org/a?id=2"),
        ("https://example.org/a?mc_cid=1&mc_eid=2&ref=home", "example.org/a"),
        ("https://example.org/a?b=2&a=1", "example.org/a?a=1&b=2"),
        ("https://example.org/a?q=", "example.org/a?q="),
        ("https://example.org/a?reference=1", "example.org/a?reference=1"),
        ("https://m.example.org/a", "m.example.org/a"),
        ("https://mobile.example.org/a", "mobile.example.org/a"),
        ("http://127.0.0.1:8000/a", "127.0.0.1:8000/a"),
        ("http://[::1]/a", "::1/a"),
        ("  https://example.org/a\n", "example.org/a"),
        ("https://example.org:99999/a", ""),
        ("https://[::1/a", ""),
        ("file:///home/a.html", ""),
        ("mailto:a@example.org", ""),
        ("example.org/a", ""),
        ("", ""),
        ("https://example.org/" + "a" * 4000, ""),
    ],
)
def test_key_of_an_address(url, key):
    assert url_key(url) == key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://example.org/a", "https://example.org/b"),
        ("https://example.org/?p=1", "https://example.org/?p=2"),
        ("https://example.org/a", "https://example.org/A"),
        ("https://a.example.org/", "https://b.example.org/"),
        ("https://example.org/#/1", "https://example.org/#/2"),
    ],
)
def test_other_pages_have_other_keys(one, other):
    assert url_key(one) != url_key(other)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://www.example.org/", True),
        ("https://example.org/index.html?utm_source=a", True),
        ("https://example.org/a", False),
        ("https://example.org/?p=1", False),
    ],
)
def test_home_page_of_a_site(url, expected):
    assert is_site(url_key(url)) is expected


@given(st.text(alphabet="ab/?=&%#.:[]@ü0e", max_size=40))
def test_key_of_anything_is_stable(tail):
    key = url_key("https://example.org/" + tail)
    assert not key or "#" in key or url_key("https://" + key) == key
