from __future__ import annotations

import io
from collections.abc import Iterator
from threading import Event

import pytest
from PIL import Image

from storage.errors import Cancelled, ImportFailed, IsFeed
from storage.importers.isolation import ReadingProcess
from storage.types import ImportedArticle
from storage.web import pages
from storage.web.pages import read_page
from tests.direct_reading import DirectReading
from tests.web_servers import Request, reply, serving

TEXT = "<p>" + "Ministers met in Geneva and agreed on what comes next for the lake. " * 4
HTML = {"content_type": "text/html; charset=utf-8"}


def page(body: str, title: str = "The lake") -> str:
    return f"<html><head><title>{title}</title></head><body><article>{TEXT}{body}</article>"


def picture(size: tuple[int, int] = (40, 30)) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", size, "teal").save(file, "PNG")
    return file.getvalue()


def read(url: str, **options: object) -> ImportedArticle:
    return read_page(url, DirectReading(), allow_local=True, **options)  # type: ignore[arg-type]


def test_page_becomes_an_article_with_its_pictures() -> None:
    replies = {
        "/lake": reply(page('<p><img src="/map.png" alt="A map"></p>' + TEXT), **HTML),
        "/map.png": reply(picture(), content_type="image/png"),
    }
    with serving(replies) as server:
        article = read(server.url("/lake"))
        assert article.url == server.url("/lake")
    assert article.title == "The lake"
    assert "agreed on what comes next" in article.content
    assert article.site == "127.0.0.1"
    assert article.original.startswith(b"<html>")
    (shown,) = article.pictures
    assert shown.alt == "A map"
    assert shown.file is not None
    assert (shown.file.width, shown.file.height, shown.file.body) == (40, 30, picture())


def test_page_is_read_in_a_process_of_its_own() -> None:
    reading = ReadingProcess()
    try:
        with serving({"/": reply(page(TEXT), **HTML)}) as server:
            assert read_page(server.url(), reading, allow_local=True).title == "The lake"
    finally:
        reading.close()


def test_text_at_an_address_is_read_as_text() -> None:
    body = "Notes on the lake\n\nThe water was low in May, and lower in June."
    with serving({"/notes.txt": reply(body, content_type="text/plain")}) as server:
        article = read(server.url("/notes.txt"))
    assert article.content == body
    assert (article.source, article.original_name) == ("text", "notes.txt")


def test_charset_of_the_server_is_heeded() -> None:
    body = page(TEXT + "<p>Żółć, gęś, ćma i łoś spotkały się nad jeziorem wczoraj.").encode(
        "iso8859_2"
    )
    with serving({"/": reply(body, content_type="text/html; charset=iso-8859-2")}) as server:
        assert "Żółć, gęś" in read(server.url()).content


def test_unknown_charset_does_not_stop_the_page() -> None:
    body = page(TEXT + "<p>Grüße vom See, an dem wir gestern waren.").encode()
    with serving({"/": reply(body, content_type="text/html; charset=x-no-such")}) as server:
        assert "Grüße vom See" in read(server.url()).content


def test_empty_page_is_named_by_its_host() -> None:
    with serving({"/": reply("", **HTML)}) as server, pytest.raises(ImportFailed) as raised:
        read(server.url())
    assert "The page at 127.0.0.1" in str(raised.value)


def test_feed_is_told_from_an_article() -> None:
    feed = '<?xml version="1.0"?>\n<rss version="2.0"><channel><title>x</title></channel></rss>'
    with serving({"/": reply(feed, **HTML)}) as server, pytest.raises(IsFeed, match="Follow it"):
        read(server.url())


def test_pictures_that_do_not_come_leave_their_description() -> None:
    sources = (
        "/gone.png",
        "/page.png",
        "/bomb.png",
        "file:///etc/passwd",
        "http://localhost:9/x.png",
    )
    images = "".join(f'<p><img src="{source}" alt="Alt {n}">' for n, source in enumerate(sources))
    replies = {
        "/": reply(page(images + TEXT), **HTML),
        "/page.png": reply("<p>no picture", **HTML),
        "/bomb.png": reply(b"\x89PNG\r\n\x1a\n" + bytes(100), content_type="image/png"),
    }
    with serving(replies) as server:
        article = read(server.url())
    assert all(shown.file is None for shown in article.pictures)
    assert "Alt 0" in [shown.alt for shown in article.pictures]
    assert any("could not be fetched" in notice for notice in article.notices)


def test_same_picture_is_fetched_once_and_none_beyond_the_limit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pages, "MOST_PICTURES", 2)
    images = "".join(f'<p><img src="/{name}.png" alt="{name}">' for name in "aabbc")
    paths = {f"/{name}.png": reply(picture(), content_type="image/png") for name in "abc"}
    with serving({"/": reply(page(images + TEXT), **HTML)} | paths) as server:
        article = read(server.url())
        asked = sorted(request.path for request in server.requests)
    assert asked == ["/", "/a.png", "/b.png"]
    assert sum(shown.file is not None for shown in article.pictures) == 4


def test_picture_servers_that_stall_end_with_the_time_for_pictures(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pages, "PICTURES_S", 0.3)

    def answer(request: Request) -> Iterator[bytes]:
        if request.path == "/":
            images = "".join(f'<p><img src="/{n}.png">' for n in range(8))
            yield reply(page(images + TEXT), **HTML)
        else:
            server.is_over.wait()

    with serving(answer) as server:
        article = read(server.url())
    assert len(article.pictures) == 8


def test_cancelled_while_pictures_come() -> None:
    cancelled = Event()

    def answer(request: Request) -> Iterator[bytes]:
        if request.path == "/":
            yield reply(page('<p><img src="/a.png">' + TEXT), **HTML)
        else:
            cancelled.set()
            server.is_over.wait()

    with serving(answer) as server, pytest.raises(Cancelled):
        read(server.url(), is_cancelled=cancelled.is_set)


def test_progress_names_its_stages() -> None:
    told: list[tuple[str, int, int | None]] = []
    replies = {
        "/": reply(page('<p><img src="/a.png">' + TEXT), **HTML),
        "/a.png": reply(picture(), content_type="image/png"),
    }
    with serving(replies) as server:
        read(server.url(), progress=lambda *step: told.append(step))
    assert [stage for stage, _, _ in told] == ["page", "reading", "pictures"]
    assert told[-1] == ("pictures", 1, 1)
