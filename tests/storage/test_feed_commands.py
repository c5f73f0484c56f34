from __future__ import annotations

import json
import re
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from storage.command_import import at_home_sentence
from storage.command_line import run
from storage.errors import LocalAddress
from storage.library import Library
from tests.builders import make_library
from tests.web_servers import Server, reply, serving

HTML = {"content_type": "text/html; charset=utf-8"}
FEED = (
    "<rss version='2.0'><channel><title>The lake</title><item><guid>1</guid>"
    "<title>Low water</title><description>The lake is low.</description></item></channel></rss>"
)
PAGE = (
    "<html><head><title>High water</title>"
    '<link rel="alternate" type="application/rss+xml" href="/feed"></head><body><article><p>'
    + "The lake rose again after the rain of May, and the boats went out. "
    * 5
)
Command = Callable[..., int]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with make_library(tmp_path) as made:
        return made.path


@pytest.fixture
def postil(path: Path) -> Command:
    return lambda *words: run([*words, "--library", str(path)])


@pytest.fixture
def server() -> Iterator[Server]:
    with serving({"/": reply(PAGE, **HTML), "/feed": reply(FEED)}) as made:
        yield made


def test_page_is_imported(
    postil: Command, server: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    assert postil("import", server.url(), "--allow-local") == 0
    assert capsys.readouterr().out == "added: High water\n"
    assert postil("import", server.url(), "--allow-local") == 0
    assert capsys.readouterr().out.startswith("already there: High water")


def test_page_at_home_needs_permission(
    postil: Command, server: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    assert postil("import", server.url()) == 1
    assert "on this machine or its local network" in capsys.readouterr().err


def test_feed_of_a_page_is_followed_checked_listed_and_unfollowed(
    postil: Command, server: Server, path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert postil("feeds", "list") == 0
    assert capsys.readouterr().out == "No feeds.\n"
    assert postil("feeds", "follow", server.url(), "--allow-local", "--folder", "News") == 0
    assert capsys.readouterr().out == "followed, 1 new article: The lake\n"
    assert postil("feeds", "follow", server.url("/feed"), "--allow-local") == 0
    assert capsys.readouterr().out == "followed already: The lake\n"
    assert postil("feeds", "check") == 0
    assert capsys.readouterr().out == "0 new articles: The lake\n"
    assert postil("feeds", "check", "--due", "--json") == 0
    assert json.loads(capsys.readouterr().out) == []
    assert postil("feeds", "list", "--json") == 0
    (facts,) = json.loads(capsys.readouterr().out)
    assert (facts["title"], facts["folder"], facts["articles"]) == ("The lake", "News", 1)
    assert facts["url"] == server.url("/feed")
    assert re.fullmatch(r"[\d-]{10}T[\d:]{8}\.\d{3}Z", facts["checked"])
    assert postil("feeds", "unfollow", "lake") == 0
    assert capsys.readouterr().out == "no longer followed: The lake\n"
    with Library.open(path) as library:
        assert len(library.articles.ids()) == 1
        library.undo()
        assert len(library.feeds.all()) == 1


def test_failed_check_is_told_and_fails(
    postil: Command, path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    replies = {"/feed": reply(FEED)}
    with serving(replies) as server:
        postil("feeds", "follow", server.url("/feed"), "--allow-local")
        del replies["/feed"]
        capsys.readouterr()
        assert postil("feeds", "check", "1") == 1
    assert "postil: The lake: The feed at 127.0.0.1 could not be read" in capsys.readouterr().err
    assert postil("feeds", "list") == 0
    assert "nothing is at this address (404)" in capsys.readouterr().out


def test_check_goes_on_where_one_feed_is_out_of_reach(
    postil: Command,
    path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def offline(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_AGAIN, "try again")

    with Library.open(path) as library, library.transaction("Follow feeds"):
        library.feeds.follow("https://a.example.org/feed", title="A")
        library.feeds.follow("http://127.0.0.1:25/feed", title="B")
    monkeypatch.setattr("storage.web.hosts.getaddrinfo", offline)
    assert postil("feeds", "check", "--json") == 1
    told = capsys.readouterr()
    assert "postil: A: " in told.err
    assert "postil: B: " in told.err
    facts = {one["title"]: one for one in json.loads(told.out)}
    assert "no connection to the internet" in facts["A"]["error"]
    assert facts["A"]["checked"] is None
    assert "port 25" in facts["B"]["error"]


def test_lists_go_in_and_out(
    postil: Command, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    listed = tmp_path / "list.opml"
    listed.write_text('<opml><body><outline text="A" xmlUrl="https://a.example/f"/></body></opml>')
    assert postil("feeds", "import-opml", str(listed)) == 0
    assert capsys.readouterr().out == "1 feed followed.\n"
    assert postil("feeds", "export-opml") == 0
    assert 'xmlUrl="https://a.example/f"' in capsys.readouterr().out
    assert postil("feeds", "export-opml", "-o", str(tmp_path / "out.opml")) == 0
    assert "https://a.example/f" in (tmp_path / "out.opml").read_text()


def test_unknown_feed_and_address_are_named(
    postil: Command, capsys: pytest.CaptureFixture[str]
) -> None:
    assert postil("feeds", "unfollow", "nothing") == 1
    assert "No followed feed has" in capsys.readouterr().err
    assert postil("feeds", "follow", "file:///etc/passwd") == 1
    assert "not the address of a web page" in capsys.readouterr().err


def test_address_at_home_is_refused_with_the_way_to_open_it(
    postil: Command, server: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    for words in (["import"], ["feeds", "follow"]):
        assert postil(*words, server.url()) == 1
        told = capsys.readouterr().err
        assert told.endswith("was not opened. Add --allow-local if you know what is there.\n")


def test_no_way_is_named_where_another_host_led_home() -> None:
    error = LocalAddress("10.0.0.1 was not opened.", "10.0.0.1")
    assert at_home_sentence(error, "https://example.org/") == "10.0.0.1 was not opened."
    assert "--allow-local" in at_home_sentence(error, "http://10.0.0.1/feed")


def test_page_that_does_not_come_is_said_with_the_check(
    postil: Command, capsys: pytest.CaptureFixture[str]
) -> None:
    feed = FEED.replace("<guid>", "<link>/gone</link><guid>")
    with serving({"/feed": reply(feed)}) as server:
        assert postil("feeds", "follow", server.url("/feed"), "--allow-local", "--full-page") == 0
        told = capsys.readouterr().out
    assert told.startswith("followed, 1 new article: The lake\n")
    assert "  1 article has only the text of the feed: " in told
    assert "404" in told
