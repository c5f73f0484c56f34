"""MHTML files are read as the pages in them, whatever the file is made of."""

from __future__ import annotations

import base64
import quopri
from email.message import EmailMessage
from email.mime.image import MIMEImage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import pytest

from storage.errors import ImportFailed
from storage.importers.composition import Draft, compose
from storage.importers.mhtml import MOST_PARTS, read_mhtml
from storage.importers.reading import read_source
from tests.builders import picture_file
from tests.pages import PARAGRAPHS, page, source_of

URL = "https://globe.example/world/saved"
IMAGES = (
    '<p><img src="img/lake.png" alt="By its place"> <img src="cid:well@globe" alt="By its id"> '
    '<img src="https://other.example/x.png" alt="Not here"></p>'
)


def chrome(html: str, *, encoding: str = "quoted-printable", charset: str = "utf-8") -> bytes:
    """Give a file as Chrome writes it: a page, a picture by its place and one by its id."""
    body = html.encode(charset)
    written = (
        quopri.encodestring(body) if encoding == "quoted-printable" else base64.encodebytes(body)
    )
    picture = base64.encodebytes(picture_file())
    lines = [
        b"From: <Saved by Blink>",
        f"Snapshot-Content-Location: {URL}".encode(),
        b"Subject: =?utf-8?Q?Water=20for=20all=20=E2=80=93=20saved?=",
        b"MIME-Version: 1.0",
        b'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----Edge--1"',
        b"",
        b"",
        b"------Edge--1",
        f"Content-Type: text/html; charset={charset}".encode(),
        f"Content-Transfer-Encoding: {encoding}".encode(),
        f"Content-Location: {URL}".encode(),
        b"",
        written,
        b"------Edge--1",
        b"Content-Type: image/png",
        b"Content-Transfer-Encoding: base64",
        b"Content-Location: https://globe.example/world/img/lake.png",
        b"",
        picture,
        b"------Edge--1",
        b"Content-Type: image/png",
        b"Content-Transfer-Encoding: base64",
        b"Content-ID: <well@globe>",
        b"",
        picture,
        b"------Edge--1--",
        b"",
    ]
    return b"\r\n".join(lines)


def read(data: bytes) -> Draft:
    return read_mhtml(source_of(data, "water.mhtml"))


def content(draft: Draft) -> str:
    return compose(draft.parts).content


def bodies(draft: Draft) -> dict[str, bytes]:
    return {picture.alt: picture.body for part in draft.parts for picture in part.pictures}


@pytest.mark.parametrize("encoding", ["quoted-printable", "base64"])
def test_a_page_as_chrome_saves_it_comes_with_its_pictures(encoding: str):
    draft = read(chrome(page(IMAGES, head=""), encoding=encoding))

    assert all(text in content(draft) for text in PARAGRAPHS)
    assert draft.url == URL
    assert bodies(draft) == {
        "By its place": picture_file(),
        "By its id": picture_file(),
        "Not here": b"",
    }


def test_it_is_known_by_what_it_begins_with():
    article = read_source(source_of(chrome(page()), "water.txt"))

    assert article.source == "mhtml"


def test_the_subject_is_the_title_of_a_page_without_one():
    html = "<html><body>" + "".join(f"<p>{text}</p>" for text in PARAGRAPHS) + "</body></html>"

    assert read(chrome(html)).title == "Water for all – saved"


def test_the_charset_of_the_part_is_believed():
    html = page("<p>Gödel und Möbius waren dort, und sie blieben länger als erwartet da.</p>")
    html = html.replace('<meta charset="utf-8">', "").replace("“", "").replace("”", "")
    html = html.replace("©", "")

    assert "Gödel und Möbius" in content(read(chrome(html, charset="iso-8859-1")))


def test_a_file_by_another_program_is_read():
    outer = MIMEMultipart("related", start="<page@x>")
    outer.attach(MIMEText("<p>not the page</p>", "html"))
    inner = MIMEMultipart("alternative")
    root = MIMEText(page('<p><img src="cid:lake" alt="Lake"></p>'), "html", "utf-8")
    root["Content-ID"] = "<page@x>"
    inner.attach(MIMEText("plain", "plain"))
    inner.attach(root)
    outer.attach(inner)
    picture = MIMEImage(picture_file(), "png")
    picture["Content-ID"] = "<lake>"
    outer.attach(picture)

    draft = read(outer.as_bytes())

    assert PARAGRAPHS[0] in content(draft)
    assert bodies(draft) == {"Lake": picture_file()}


def test_a_page_that_is_no_multipart_is_read():
    message = EmailMessage()
    message.set_content(page(), subtype="html")

    assert PARAGRAPHS[3] in content(read(message.as_bytes()))


def test_a_file_that_was_cut_short_is_read_as_far_as_it_goes():
    data = chrome(page())

    assert PARAGRAPHS[0] in content(read(data[: data.index(b"They meet again")]))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"Content-Type: multipart/related; boundary=x\r\n\r\n",
        b"Content-Type: multipart/related; boundary=x\r\n\r\n"
        b"--x\r\nContent-Type: image/png\r\n\r\nx\r\n--x--",
        b"Content-Type: multipart/related\r\n\r\n<p>text</p>",
        b"From: someone\r\nSubject: a letter\r\n\r\nDear reader",
        b"A: " + b"a" * 1_000_000,
        b"Content-Type: multipart/related; boundary=x\r\n\r\n" + b"--x\r\n\r\n" * 50_000,
    ],
    ids=[
        "empty",
        "no parts",
        "no page",
        "no boundary",
        "a letter",
        "endless header",
        "empty parts",
    ],
)
def test_what_holds_no_page_is_refused(data: bytes):
    with pytest.raises(ImportFailed, match=r"water\.mhtml"):
        read(data)


def test_more_parts_than_any_page_has_end_with_a_notice():
    part = b"--x\r\nContent-Type: image/png\r\n\r\nx\r\n"
    html = b"--x\r\nContent-Type: text/html\r\n\r\n" + page().encode() + b"\r\n"
    head = b"Content-Type: multipart/related; boundary=x\r\n\r\n"

    draft = read(head + html + part * (MOST_PARTS * 10) + b"--x--")

    assert PARAGRAPHS[0] in content(draft)
    assert "more than 10,000 parts" in draft.notices[-1]


def test_multiparts_in_each_other_end():
    data = b""
    for number in range(3_000):
        data += b"Content-Type: multipart/related; boundary=b%d\r\n\r\n--b%d\r\n" % (number, number)

    with pytest.raises(ImportFailed, match="no web page"):
        read(data + b"Content-Type: text/html\r\n\r\n<p>text</p>")
