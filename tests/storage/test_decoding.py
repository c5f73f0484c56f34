"""Bytes become text, or a sentence that says what they are."""

from __future__ import annotations

import gzip
import io
import sqlite3
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.errors import ImportFailed
from storage.text.decoding import decode

SENTENCES = {
    "German": "Die Straße nach München führt über weiße Brücken und grüne Hügel.\n",
    "French": "L’été dernier, Hélène est allée à l’hôpital où son frère était soigné.\n",
    "Polish": "Zażółć gęślą jaźń. Wczoraj minister ogłosił, że spółka będzie działać.\n",
    "Czech": "Příliš žluťoučký kůň úpěl ďábelské ódy. Včera ministr řekl, že vláda jedná.\n",
    "Turkish": "Dün bakan görüşmelerin önümüzdeki hafta İstanbul'da süreceğini açıkladı.\n",
    "Russian": "Вчера министр сообщил, что переговоры продолжатся на следующей неделе.\n",
    "Greek": "Χθες ο υπουργός δήλωσε ότι οι συνομιλίες θα συνεχιστούν την επόμενη εβδομάδα.\n",
    "Japanese": "昨日、大臣は来週も会談を続けると述べた。日本語の文章です。\n",
    "Chinese": "昨天部长表示，会谈将于下周继续进行。这是中文文本。\n",
    "Hindi": "मंत्री ने कल कहा कि वार्ता अगले सप्ताह जारी रहेगी।\n",
    "emoji": "Well 👍🏽 done 👩\u200d👩\u200d👧, said the 🇨🇭 team.\n",
}
LEGACY = [
    ("German", "cp1252"),
    ("German", "latin-1"),
    ("French", "cp1252"),
    ("Polish", "cp1250"),
    ("Polish", "iso8859_2"),
    ("Czech", "cp1250"),
    ("Turkish", "cp1254"),
    ("Russian", "cp1251"),
    ("Russian", "koi8_r"),
    ("Greek", "cp1253"),
    ("Japanese", "shift_jis"),
    ("Japanese", "euc_jp"),
    ("Chinese", "gb18030"),
]
MARKED_OR_NOT = ["utf-8", "utf-8-sig", "utf-16", "utf-32"]
BARE = ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"]


@pytest.mark.parametrize("encoding", MARKED_OR_NOT + BARE)
@pytest.mark.parametrize("language", SENTENCES)
def test_unicode_is_read_without_a_word(language, encoding):
    decoded = decode(SENTENCES[language].encode(encoding))

    assert decoded.text == SENTENCES[language]
    assert decoded.notices == ()


@pytest.mark.parametrize(("language", "encoding"), LEGACY)
def test_an_older_encoding_is_guessed_and_said_so(language, encoding):
    text = SENTENCES[language] * 20

    decoded = decode(text.encode(encoding))

    assert decoded.text == text
    assert "guessed" in decoded.notices[0]


def test_the_letter_that_tells_the_encoding_may_come_late():
    text = "Nothing but plain words here.\n" * 20_000 + SENTENCES["French"]

    assert decode(text.encode("cp1252")).text == text


def test_strays_in_utf_8_are_read_and_counted():
    data = "naïve café – ok, ".encode() + b"caf\xe9 \x93x\x94"

    decoded = decode(data)

    assert decoded.text == "naïve café – ok, café “x”"
    assert decoded.notices[0].startswith("3 characters were guessed")


def test_a_character_cut_off_at_the_end_is_left_out():
    decoded = decode("Straße nach München – ü".encode()[:-1])

    assert decoded.text == "Straße nach München – "
    assert len(decoded.notices) == 1


def test_a_stray_nul_is_left_out_and_said_so():
    decoded = decode(b"one\0 two")

    assert decoded.text == "one two"
    assert decoded.notices == ("1 empty character (NUL) was left out.",)


def _zip(name: str, content: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(name, content)
    return buffer.getvalue()


def _database(folder: Path) -> bytes:
    connection = sqlite3.connect(folder / "x.db")
    connection.execute("CREATE TABLE a (b)")
    connection.commit()
    connection.close()
    return (folder / "x.db").read_bytes()


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7\nsome words", "a PDF document"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a PNG picture"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "a JPEG picture"),
        (b"GIF89a\x01\0\x01\0", "a GIF picture"),
        (b"{\\rtf1 words}", "a Rich Text document"),
        (gzip.compress(b"words"), "a gzip archive"),
        (_zip("a.txt", "words"), "a ZIP archive"),
        (_zip("mimetype", "application/epub+zip"), "an EPUB book"),
        (_zip("word/document.xml", "<w/>"), "a Word document"),
    ],
    ids=["pdf", "png", "jpeg", "gif", "rtf", "gzip", "zip", "epub", "docx"],
)
def test_a_file_of_another_kind_is_named(data, what):
    with pytest.raises(ImportFailed) as refusal:
        decode(data, "thing.bin")

    assert str(refusal.value).startswith(f"thing.bin is {what}, not a text. ")


def test_a_database_and_a_program_are_named(tmp_path):
    with pytest.raises(ImportFailed, match="an SQLite database"):
        decode(_database(tmp_path))
    if sys.platform == "linux":
        with pytest.raises(ImportFailed, match="a program"):
            decode(Path(sys.executable).read_bytes()[:5000])


@pytest.mark.parametrize(
    "data",
    [bytes(range(256)) * 20, b"\0" * 1000, b"\x01\x02\x03\x04" * 100],
    ids=["all bytes", "NUL", "controls"],
)
def test_bytes_of_no_known_kind_are_refused(data):
    with pytest.raises(ImportFailed, match="not a text"):
        decode(data)


@pytest.mark.parametrize(
    "text",
    ["GIF89a is a format.", "MZ marks a program.", "PK are my initials.", "BM, ID3 and OggS"],
)
def test_a_text_about_files_is_a_text(text):
    assert decode(text.encode()).text == text


@given(st.text())
def test_utf_8_comes_back_as_it_was(text):
    text = text.replace("\0", "").lstrip("\ufeff")
    try:
        assert decode(text.encode("utf-8")).text == text
    except ImportFailed:
        assert any(ord(character) < 32 or ord(character) == 127 for character in text)


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused_the_same_way_twice(data):
    def outcome() -> object:
        try:
            return decode(data)
        except ImportFailed as refusal:
            return str(refusal)

    assert outcome() == outcome()
