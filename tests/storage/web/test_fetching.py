from __future__ import annotations

import gzip
import socket
import ssl
import struct
import threading
import zlib
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from threading import Event, Thread

import pytest

from storage.errors import Cancelled, FetchFailed, LocalAddress
from storage.version import VERSION
from storage.web import connections
from storage.web.fetching import PICTURE, Limits, fetch
from storage.web.hosts import Found, system_addresses
from tests.web_servers import Request, Server, reply, serving

SHORT = Limits(total_s=0.5, file_s=0.5, bytes=1_000_000)
CERTIFICATE = Path(__file__).parents[2] / "data" / "localhost.pem"
CHUNK = b"10000\r\n" + b"x" * 0x10000 + b"\r\n"


def failure(url: str, **options: object) -> str:
    with pytest.raises(FetchFailed) as raised:
        fetch(url, allow_local=True, **options)  # type: ignore[arg-type]
    return str(raised.value)


def test_page_comes_with_what_the_server_says_of_it() -> None:
    page = reply(
        "<p>Grüße",
        content_type='text/html; Charset="UTF-8"',
        etag='"7"',
        last_modified="Mon, 01 Jan 2024 00:00:00 GMT",
    )
    with serving({"/a%20b?q=%C3%BC": page}) as server:
        fetched = fetch(server.url("/a b?q=ü#part"), allow_local=True)
        assert fetched.url == server.url("/a%20b?q=%C3%BC")
    assert fetched.data == "<p>Grüße".encode()
    assert (fetched.media_type, fetched.charset) == ("text/html", "UTF-8")
    assert (fetched.etag, fetched.modified) == ('"7"', "Mon, 01 Jan 2024 00:00:00 GMT")
    assert fetched.status == "fresh"


def test_request_says_who_asks_and_nothing_of_the_reader() -> None:
    with serving({"/": reply("x")}) as server:
        fetch(server.url(), allow_local=True)
        (request,) = server.requests
    assert request.headers["user-agent"] == f"Postil/{VERSION}"
    assert request.headers.keys() == {"host", "user-agent", "accept", "accept-encoding"}


@pytest.mark.parametrize(
    ("header", "url", "name"),
    [
        ('attachment; filename="a report.pdf"', "/x", "a report.pdf"),
        ("attachment; filename*=UTF-8''na%C3%AFve.pdf", "/x", "naïve.pdf"),
        ('attachment; filename="../../etc/passwd"', "/x", "passwd"),
        ("inline", "/papers/one%20two.pdf?x=1", "one two.pdf"),
        ("inline", "/", ""),
    ],
)
def test_file_name_is_a_name_and_no_path(header: str, url: str, name: str) -> None:
    with serving({url: reply("x", content_disposition=header)}) as server:
        assert fetch(server.url(url), allow_local=True).name == name


def test_packed_page_is_unpacked() -> None:
    replies = {
        "/gzip": reply(gzip.compress(b"text"), content_encoding="gzip"),
        "/deflate": reply(zlib.compress(b"text"), content_encoding="deflate"),
        "/br": reply(b"text", content_encoding="br"),
        "/bad": reply(b"no gzip at all", content_encoding="gzip"),
    }
    with serving(replies) as server:
        assert fetch(server.url("/gzip"), allow_local=True).data == b"text"
        assert fetch(server.url("/deflate"), allow_local=True).data == b"text"
        assert "no web page" in failure(server.url("/br"))
        assert "cannot be unpacked" in failure(server.url("/bad"))


def test_page_not_changed_since_last_time() -> None:
    def answer(request: Request) -> Iterator[bytes]:
        known = request.headers.get("if-none-match") == '"7"'
        yield reply(status=304) if known else reply("new", etag='"7"')

    with serving(answer) as server:
        first = fetch(server.url(), allow_local=True)
        again = fetch(server.url(), allow_local=True, etag=first.etag, modified="Mon")
        assert server.requests[1].headers["if-modified-since"] == "Mon"
    assert (again.status, again.data) == ("unchanged", b"")


# -- redirects and cookies


def test_redirects_are_followed_to_the_end() -> None:
    replies = {
        "/old": reply(status=301, location="/older"),
        "/older": reply(status=302, location="next?x=1"),
        "/next?x=1": reply("here"),
    }
    with serving(replies) as server:
        fetched = fetch(server.url("/old"), allow_local=True)
        assert (fetched.url, fetched.data) == (server.url("/next?x=1"), b"here")
        assert fetched.moved_to == server.url("/older")


def test_redirects_without_end_are_given_up() -> None:
    with serving({"/": reply(status=302, location="/")}) as server:
        assert "without end" in failure(server.url())
        assert len(server.requests) == 11


@pytest.mark.parametrize(
    "location",
    ["file:///etc/passwd", "javascript:alert(1)", "ftp://example.org/", "data:text/html,x"],
)
def test_redirect_away_from_the_web_is_refused(location: str) -> None:
    with serving({"/": reply(status=302, location=location)}) as server:
        assert "not the address of a web page" in failure(server.url())


def test_redirect_from_an_allowed_host_to_another_local_one_is_refused() -> None:
    with (
        serving({}) as other,
        serving({"/": reply(status=302, location=other.url(host="localhost"))}) as server,
    ):
        with pytest.raises(LocalAddress, match="localhost is on this machine"):
            fetch(server.url(), allow_local=True)
        assert not other.requests


def test_cookies_go_back_to_their_host_and_are_forgotten() -> None:
    replies = {
        "/": reply(status=302, location="/in", set_cookie="pass=1; Path=/; HttpOnly"),
        "/in": reply("welcome"),
    }
    with serving(replies) as server:
        for _ in range(2):
            fetch(server.url(), allow_local=True)
        cookies = [request.headers.get("cookie") for request in server.requests]
    assert cookies == [None, "pass=1", None, "pass=1"]


# -- addresses at home


@pytest.mark.parametrize(
    "host",
    [
        *("127.0.0.1", "localhost", "LOCALHOST.", "printer", "router.local", "nas.lan"),
        *("0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1"),
        *("[::1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[fe80::1]", "[fd00::1]"),
        *("[fec0::1]", "[ff02::1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "224.0.0.1"),
        *("255.255.255.255", "2130706433", "0x7f000001", "127.1", "0177.0.0.1", "0x7f.1"),
    ],
)
def test_what_is_at_home_is_refused_before_anything_is_sent(host: str) -> None:
    with serving({"/": reply("secret")}) as server:
        with pytest.raises(LocalAddress, match="on this machine or its local network"):
            fetch(f"http://{host}:{server.port}/")
        assert not server.requests


def test_name_that_leads_home_is_refused() -> None:
    with serving({"/": reply("secret")}) as server:

        def resolve(host: str, port: int) -> list[Found]:
            return [(socket.AF_INET, ("127.0.0.1", port))]

        with pytest.raises(LocalAddress):
            fetch(server.url(host="innocent.example.org"), resolve=resolve)
        assert not server.requests


def test_name_is_asked_for_once_so_that_it_cannot_change_after_the_check() -> None:
    asked: list[str] = []

    def resolve(host: str, port: int) -> list[Found]:
        asked.append(host)
        return [(socket.AF_INET, ("127.0.0.1", port))]

    with serving({"/": reply("x")}) as server:
        fetch(server.url(host="name.example.org"), allow_local=True, resolve=resolve)
        assert server.requests[0].headers["host"] == f"name.example.org:{server.port}"
    assert asked == ["name.example.org"]


def test_public_address_beside_a_local_one_is_the_only_one_tried() -> None:
    public = ("192.88.99.1", 9)

    def resolve(host: str, port: int) -> list[Found]:
        return [(socket.AF_INET, ("127.0.0.1", port)), (socket.AF_INET, public)]

    cancelled = Event()
    cancelled.set()
    with serving({"/": reply("secret")}) as server:
        with pytest.raises((Cancelled, FetchFailed)):
            fetch(
                server.url(host="two.example.org"),
                resolve=resolve,
                is_cancelled=cancelled.is_set,
            )
        assert not server.requests


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("file:///etc/passwd", "not the address of a web page"),
        ("ftp://example.org/x", "not the address of a web page"),
        ("example.org", "not the address of a web page"),
        ("http://", "not a complete web address"),
        ("http://[::1", "not a complete web address"),
        ("http://a b.example/", "not a complete web address"),
        ("http://example.org:99999/", "not a complete web address"),
        ("http://example.org\\@127.0.0.1/", "name or password"),
        ("http://ada:secret@example.org/", "name or password"),
        ("http://example.org:25/", "port 25"),
        ("http://example.org/" + "x" * 3000, "not a complete web address"),
        ("http://" + "ü" * 80 + ".example/", "not a complete web address"),
    ],
)
def test_what_is_no_page_of_the_web_is_refused(url: str, words: str) -> None:
    assert words in failure(url)


def test_no_password_stands_in_the_sentence() -> None:
    assert "secret" not in failure("http://ada:secret@example.org/")


# -- what servers answer


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (401, "asks for a name and password"),
        (403, "it answered 403. Save the page in your browser and open the file."),
        (404, "nothing is at this address"),
        (410, "taken away for good"),
        (418, "it answered 418"),
        (429, "asked too often"),
        (451, "legal reasons"),
        (500, "something went wrong there"),
        (503, "overloaded or closed"),
    ],
)
def test_refusal_of_the_server_is_explained(status: int, words: str) -> None:
    with serving({"/": reply("no", status=status)}) as server, pytest.raises(FetchFailed) as raised:
        fetch(server.url(), allow_local=True)
    assert words in str(raised.value)
    assert raised.value.status == status


@pytest.mark.parametrize("kind", ["video/mp4", "audio/mpeg", "image/png"])
def test_what_is_no_article_is_not_read(kind: str) -> None:
    with serving({"/": reply(b"x", content_type=kind)}) as server:
        assert "not an article" in failure(server.url())


def test_picture_is_fetched_where_one_is_wanted() -> None:
    with serving({"/": reply(b"x", content_type="image/png")}) as server:
        assert fetch(server.url(), allow_local=True, wanted=PICTURE).data == b"x"


def test_nobody_there() -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    assert "refused the connection" in failure(f"http://127.0.0.1:{port}/")


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (socket.EAI_NONAME, "No server was found at gone.example.org"),
        (socket.EAI_AGAIN, "There is no connection to the internet"),
    ],
)
def test_name_without_a_server(code: int, words: str) -> None:
    def resolve(host: str, port: int) -> list[Found]:
        raise socket.gaierror(code, "no")

    assert words in failure("http://gone.example.org/", resolve=resolve)


def test_name_that_no_host_can_have() -> None:
    words = failure(f"http://{'a' * 64}.example.org/", resolve=system_addresses)
    assert words.startswith("No server was found at aaa")


@pytest.fixture
def secure_port() -> Iterator[int]:
    """Give the port of a server that is “localhost”, signed by itself."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            with suppress(OSError), closing(listening.accept()[0]) as connection:
                secure = context.wrap_socket(connection, server_side=True)
                secure.recv(65536)
                secure.sendall(reply("secret"))
                secure.close()

        thread = Thread(target=serve)
        thread.start()
        yield listening.getsockname()[1]
        thread.join()


def test_certificate_that_nobody_vouches_for(secure_port: int) -> None:
    assert "certificate is signed by nobody but itself" in failure(
        f"https://localhost:{secure_port}/"
    )


@pytest.fixture
def _trusted(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let this machine trust the certificate of the test."""
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    connections._tls.cache_clear()
    yield
    connections._tls.cache_clear()


@pytest.mark.usefixtures("_trusted")
def test_certificate_that_this_machine_trusts(secure_port: int) -> None:
    assert fetch(f"https://localhost:{secure_port}/", allow_local=True).data == b"secret"


@pytest.mark.usefixtures("_trusted")
def test_certificate_of_another_host(secure_port: int) -> None:
    assert "certificate is for another host" in failure(f"https://127.0.0.1:{secure_port}/")


# -- servers that mean harm


def test_server_that_says_nothing_is_given_up() -> None:
    with serving(lambda request: _silent(server)) as server:
        assert "did not answer in time" in failure(server.url(), limits=SHORT)


def test_server_that_drips_for_ever_is_given_up() -> None:
    def drip(request: Request) -> Iterator[bytes]:
        yield b"HTTP/1.1 200 X\r\nContent-Type: text/html\r\n\r\n"
        while not server.is_over.wait(0.02):
            yield b"x"

    with serving(drip) as server:
        assert "did not answer in time" in failure(server.url(), limits=SHORT)


def test_header_that_never_ends_is_given_up() -> None:
    def flood(request: Request) -> Iterator[bytes]:
        yield b"HTTP/1.1 200 X\r\n"
        while True:
            yield b"X-More: and more\r\n"

    def drip(request: Request) -> Iterator[bytes]:
        yield b"HTTP/1.1 200 X\r\nX-Long: "
        while not server.is_over.wait(0.02):
            yield b"x"

    with serving(flood) as server:
        assert "no web page" in failure(server.url())
    with serving(drip) as server:
        assert "did not answer in time" in failure(server.url(), limits=SHORT)


def test_two_gigabytes_announced_are_not_begun() -> None:
    with serving({"/": reply(b"x", length=2_000_000_000)}) as server:
        words = failure(server.url())
    assert "2,000 MB" in words
    assert "up to 50 MB" in words


def test_two_gigabytes_unannounced_end_at_the_limit() -> None:
    sent = 0

    def flood(request: Request) -> Iterator[bytes]:
        nonlocal sent
        yield b"HTTP/1.1 200 X\r\nTransfer-Encoding: chunked\r\n\r\n"
        for _ in range(2_000_000_000 // len(CHUNK)):
            sent += len(CHUNK)
            yield CHUNK

    with serving(flood) as server:
        assert "more than 1 MB" in failure(server.url(), limits=Limits(bytes=1_000_000))
    assert sent < 20_000_000


def test_gzip_bomb_ends_at_the_limit() -> None:
    bomb = gzip.compress(bytes(50_000_000))
    twice = gzip.compress(gzip.compress(bytes(50_000_000)))
    replies = {
        "/": reply(bomb, content_encoding="gzip"),
        "/twice": reply(twice, content_encoding="gzip, gzip"),
    }
    with serving(replies) as server:
        assert "more than 1 MB" in failure(server.url(), limits=Limits(bytes=1_000_000))
        assert "more than 1 MB" in failure(server.url("/twice"), limits=Limits(bytes=1_000_000))


def test_connection_that_breaks_keeps_nothing() -> None:
    def cut(request: Request) -> Iterator[bytes]:
        yield reply(b"half", length=100)

    with serving(cut) as server:
        assert "broke before all had come" in failure(server.url())


def test_connection_reset_in_the_middle() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            connection, _ = listening.accept()
            connection.recv(65536)
            connection.sendall(reply(b"half", length=100))
            linger = struct.pack("ii", 1, 0)  # close with a reset
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
            connection.close()

        thread = Thread(target=serve)
        thread.start()
        words = failure(f"http://127.0.0.1:{listening.getsockname()[1]}/")
        thread.join()
    assert "broke before all had come" in words


@pytest.mark.parametrize(
    "answer", [b"hello", b"", b"SSH-2.0-OpenSSH_9\r\n", b"HTTP/9.9 abc\r\n\r\n"]
)
def test_what_speaks_another_language_is_named_as_such(answer: bytes) -> None:
    with serving(lambda request: [answer]) as server:
        assert server.url().split("/")[2].split(":")[0] in failure(server.url())


# -- the way there


def test_progress_is_told_in_bytes() -> None:
    told: list[tuple[int, int | None]] = []
    with serving({"/": reply(b"x" * 200_000)}) as server:
        fetch(server.url(), allow_local=True, progress=lambda done, all_: told.append((done, all_)))
    assert told[-1] == (200_000, 200_000)
    assert [done for done, _ in told] == sorted(done for done, _ in told)


def test_cancelled_in_the_middle() -> None:
    cancelled = Event()

    def stall(request: Request) -> Iterator[bytes]:
        yield b"HTTP/1.1 200 X\r\nContent-Length: 100\r\n\r\nbegun"
        cancelled.set()
        yield from _silent(server)

    with serving(stall) as server, pytest.raises(Cancelled):
        fetch(server.url(), allow_local=True, is_cancelled=cancelled.is_set)


def test_cancelled_while_the_name_is_looked_up() -> None:
    cancelled, is_over = Event(), Event()

    def resolve(host: str, port: int) -> list[Found]:
        cancelled.set()
        is_over.wait()
        return []

    with pytest.raises(Cancelled):
        fetch("http://slow.example.org/", resolve=resolve, is_cancelled=cancelled.is_set)
    is_over.set()
    for thread in threading.enumerate():
        if thread.name == "address of a host":
            thread.join()


def _silent(server: Server) -> Iterator[bytes]:
    server.is_over.wait()
    yield b""
