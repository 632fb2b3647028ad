"""Bytes to text: every charset with and without a label, and with a wrong one."""

from __future__ import annotations

import pytest

from flows.steps.cleaning.charset import decode

ARABIC = "قال رئيس الوزراء إن الحكومة ستعمل على تنفيذ البرنامج في أقرب وقت من العام المقبل"
LABELS = ("utf-8", "windows-1256", "iso-8859-6", "iso-8859-1")


def page(meta: str = "") -> str:
    return f"<html><head>{meta}<title>خبر</title></head><body><p>{ARABIC}.</p></body></html>"


@pytest.mark.parametrize(
    "charset", ["utf-8", "cp1256", "iso8859-6", "utf-16", "utf-16-le", "utf-16-be"]
)
@pytest.mark.parametrize("label", ["", *LABELS])
@pytest.mark.parametrize("where", ["header", "meta"])
def test_a_page_is_read_whatever_its_label(charset: str, label: str, where: str) -> None:
    meta = f'<meta charset="{label}">' if label and where == "meta" else ""
    header = f"text/html; charset={label}" if label and where == "header" else None
    found = decode(page(meta).encode(charset), header)
    assert ARABIC in found.text


def test_the_evidence_says_what_was_believed() -> None:
    body = page().encode("cp1256")
    assert decode(body, "text/html; charset=windows-1256").evidence == "header"
    assert decode(body, None).evidence == "bytes"
    assert decode(body, "text/html; charset=utf-8").evidence == "mislabelled header"
    assert decode(page('<meta charset="utf-8">').encode(), None).evidence == "meta"
    assert decode(b"\xef\xbb\xbf" + page().encode(), None).evidence == "bom"


def test_single_broken_bytes_do_not_spoil_a_page() -> None:
    body = page().encode().replace("قال".encode(), b"\xd9\xd9\x82")
    found = decode(body, "text/html; charset=utf-8")
    assert found.charset == "utf-8"
    assert "رئيس الوزراء" in found.text


def test_a_cut_last_letter_is_no_other_charset() -> None:
    assert decode(ARABIC.encode()[:-1]).charset == "utf-8"
