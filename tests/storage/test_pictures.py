from __future__ import annotations

import io
import struct
import zlib

import pytest
from PIL import Image

from storage.importers.pictures import KEPT_PIXELS, MOST_PIXELS, checked


def bitmap(size=(40, 30), format_="PNG", mode="RGB", **options):
    buffer = io.BytesIO()
    Image.new(mode, size, "white").save(buffer, format_, **options)
    return buffer.getvalue()


def svg(inside, attributes='width="120" height="80"'):
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f"{attributes}>{inside}</svg>"
    ).encode()


def png_that_claims(width, height):
    def chunk(kind, body):
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return (
        b"\x89PNG\r\n\x1a\n"
        + header
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("format_", ["PNG", "JPEG", "GIF", "WEBP"])
def test_what_browsers_show_is_kept_as_it_is(format_):
    body = bitmap(format_=format_)
    kept = checked(body)
    assert kept is not None
    assert (kept.body, kept.media_type) == (body, f"image/{format_.lower()}")
    assert (kept.width, kept.height) == (40, 30)


@pytest.mark.parametrize("format_", ["BMP", "TIFF", "ICO"])
def test_other_formats_are_kept_as_png(format_):
    kept = checked(bitmap((32, 32), format_=format_))
    assert kept is not None
    assert kept.media_type == "image/png"
    assert Image.open(io.BytesIO(kept.body)).size == (32, 32)


def test_a_picture_larger_than_any_screen_is_kept_smaller():
    kept = checked(bitmap((5000, 5000), mode="L"))
    assert kept is not None
    assert kept.width * kept.height <= KEPT_PIXELS
    assert kept.width == kept.height


def test_a_picture_taken_sideways_has_the_measures_that_are_seen():
    exif = Image.Exif()
    exif[0x0112] = 6
    kept = checked(bitmap((40, 30), "JPEG", exif=exif))
    assert kept is not None
    assert (kept.width, kept.height) == (30, 40)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"not a picture", id="text"),
        pytest.param(bitmap()[:60], id="cut short"),
        pytest.param(png_that_claims(100_000, 100_000), id="more pixels than memory"),
        pytest.param(png_that_claims(8000, MOST_PIXELS // 8000 + 1), id="just too many pixels"),
        pytest.param(b"%!PS-Adobe-3.0 EPSF-3.0\n", id="PostScript"),
        pytest.param(svg("")[:40], id="broken drawing"),
        pytest.param(b"<html><svg></svg></html>", id="page"),
        pytest.param(b'<!DOCTYPE svg [<!ENTITY a "aaaa">]><svg>&a;</svg>', id="entities"),
        pytest.param(svg("<g/>" * 30_000), id="more elements than a drawing needs"),
        pytest.param(
            svg('<defs><g id="a"><use xlink:href="#b"/></g></defs><use xlink:href="#a"/>'),
            id="uses in uses",
        ),
    ],
)
def test_what_is_no_picture_or_none_for_screens_is_left_out(body):
    assert checked(body) is None


def test_a_drawing_is_kept_without_what_runs_or_loads():
    kept = checked(
        svg(
            '<script>alert(1)</script><rect onclick="x()" width="9" height="9" fill="red"/>'
            '<image xlink:href="file:///etc/passwd"/><a href="https://example.org/t">x</a>'
            '<rect fill="url(https://example.org/t)"/><circle fill="url(#g)" r="3"/>'
        )
    )
    assert kept is not None
    assert (kept.media_type, kept.width, kept.height) == ("image/svg+xml", 120, 80)
    for unwanted in (b"script", b"onclick", b"passwd", b"example.org"):
        assert unwanted not in kept.body
    assert b'fill="red"' in kept.body
    assert b"url(#g)" in kept.body


@pytest.mark.parametrize(
    "inside",
    [
        '<style>@import "//example.org/t";</style>',
        r"<style>a{fill:u\72l(//example.org/t)}</style>",
        "<style>a{fill:URL(//example.org/t)}</style>",
        "<style>a{}<b/>b{fill:url(//example.org/t)}</style>",
        "<style>a{background:image-set('//example.org/t' 1x)}</style>",
        r'<g style="fill:u\72l(//example.org/t)"/>',
        r'<g fill="u\72l(//example.org/t)"/>',
        '<g style="fill:URL(//example.org/t)"/>',
        "<g style=\"@import '//example.org/t'\"/>",
    ],
)
def test_no_style_of_a_drawing_loads(inside):
    kept = checked(svg(f'{inside}<rect width="9" height="9"/>'))
    assert kept is not None
    assert b"example.org" not in kept.body
    assert b"<rect" in kept.body


def test_a_style_that_loads_nothing_stays():
    inside = '<style>.a{fill:red}</style><g style="fill:url(#g);stroke:Blue"/>'
    kept = checked(svg(inside))
    assert kept is not None
    assert b".a{fill:red}" in kept.body
    assert b'style="fill:url(#g);stroke:Blue"' in kept.body


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('viewBox="0 0 200 100"', (200, 100)),
        ('width="100%" viewBox="0 0 200 100"', (200, 100)),
        ('width="400" viewBox="0 0 200 100"', (400, 200)),
        ('width="10mm" height="20mm"', (38, 76)),
        ("", (300, 300)),
    ],
)
def test_a_drawing_has_a_size(attributes, size):
    kept = checked(svg("", attributes))
    assert kept is not None
    assert (kept.width, kept.height) == size
