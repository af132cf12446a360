"""URLs as ``::http`` reads them: normalised, relative to others, or none at all."""

from __future__ import annotations

import pytest

from bindrune.core.std import http_urls


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("http://EXAMPLE.org:80/", "http://example.org/"),
        ("https://example.org:443", "https://example.org/"),
        ("https://example.org:80", "https://example.org:80/"),
        ("http://faß.de/", "http://xn--fa-hia.de/"),
        ("http://日本。jp/", "http://xn--wgv71a.jp/"),
        ("http://A\u0301.de/", "http://xn--1ca.de/"),
        ("http://a\u00adb.de/", "http://ab.de/"),
        ("http://xn--fa-hia.de/", "http://xn--fa-hia.de/"),
        ("http://%41.de/", "http://a.de/"),
        ("http://x..de/", "http://x..de/"),
        ("http://0x7f.1/", "http://127.0.0.1/"),
        ("http://017700000001/", "http://127.0.0.1/"),
        ("http://1.2.3/", "http://1.2.0.3/"),
        ("http://[1:0:0:2::]/", "http://[1:0:0:2::]/"),
        ("http://[::ffff:1.2.3.4]/", "http://[::ffff:102:304]/"),
        ("http://[2001:DB8:0:1:1:1:1:1]/", "http://[2001:db8:0:1:1:1:1:1]/"),
        ("http://h/a/./b/..", "http://h/a/"),
        ("http://h/..", "http://h/"),
        ("http://h/%2e/%2E%2e/a/.", "http://h/a/"),
        ("http://h?a#b", "http://h/?a#b"),
    ],
)
def test_urls(text: str, wanted: str) -> None:
    assert http_urls.parse(text).text() == wanted


@pytest.mark.parametrize(
    "text", ["", "#", "http://", "http://xn--a/", "http://a.256/", "http://08/", "http://4294967296/", "http://[::%1]/"]
)
def test_no_urls(text: str) -> None:
    with pytest.raises(http_urls.InvalidUrl):
        http_urls.parse(text)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", "http://h:1/a/b?q"),
        ("?", "http://h:1/a/b?"),
        ("#f", "http://h:1/a/b?q#f"),
        ("c", "http://h:1/a/c"),
        ("./c/", "http://h:1/a/c/"),
        ("../../../c?d", "http://h:1/c?d"),
        ("/c", "http://h:1/c"),
        ("\\c", "http://h:1/c"),
        ("//i/c", "http://i/c"),
        ("http:c", "http://h:1/a/c"),
        ("https:c", "https://c/"),
        ("http://i:2", "http://i:2/"),
    ],
)
def test_relative_urls(text: str, wanted: str) -> None:
    assert http_urls.parse(text, http_urls.parse("http://u:p@h:1/a/b?q#g")).text() == wanted
