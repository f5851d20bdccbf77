"""A file goes up as a PDF, whatever holds it; and what is no such file stays here."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from traffic import PDF
from wire import WireServer

from zuora_sdk import ApiValueError, InvoicesApi
from zuora_sdk._operation import FileInput

LIMIT = 4 * 1024 * 1024


def named(path: Path, content: bytes = PDF) -> Path:
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("make", "name"),
    [
        (lambda _: PDF, b"invoice.pdf"),
        (lambda _: bytearray(PDF), b"invoice.pdf"),
        (lambda _: ("March.pdf", PDF), b"March.pdf"),
        (lambda _: ("March.pdf", bytearray(PDF)), b"March.pdf"),
        (lambda _: ("März 2026.pdf", PDF), "März 2026.pdf".encode()),
        (lambda _: ('a"b\r\nX-Evil: 1.pdf', PDF), b"a%22b%0D%0AX-Evil: 1.pdf"),
        (lambda folder: str(named(folder / "April 2026.pdf")), b"April 2026.pdf"),
        (lambda folder: named(folder / "April.pdf"), b"April.pdf"),
        (lambda folder: named(folder / "May.pdf").open("rb"), b"May.pdf"),
        (lambda _: io.BytesIO(PDF), b"invoice.pdf"),
    ],
    ids=["bytes", "bytearray", "named", "named-bytearray", "umlaut", "quote", "str", "path", "file", "memory"],
)
def test_upload(
    make: Callable[[Path], FileInput], name: bytes, tmp_path: Path, invoices: InvoicesApi, server: WireServer
) -> None:
    file = make(tmp_path)
    invoices.upload_file_for_invoice("INV00000042", file=file)
    if isinstance(file, (io.BufferedReader, io.BytesIO)):
        file.close()
    content_type = server.last.headers["Content-Type"]
    boundary = re.fullmatch(r"multipart/form-data; boundary=([0-9a-f]{32})", content_type)
    assert boundary
    assert server.last.body == (
        b"--" + boundary[1].encode() + b"\r\n"
        b'Content-Disposition: form-data; name="file"; filename="' + name + b'"\r\n'
        b"Content-Type: application/pdf\r\n\r\n"
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n\r\n"
        b"--" + boundary[1].encode() + b"--\r\n"
    )
    assert (server.last.method, server.last.target) == ("POST", "/v1/invoices/INV00000042/files")


def test_the_largest_file(invoices: InvoicesApi, server: WireServer) -> None:
    content = PDF.ljust(LIMIT, b"x")
    invoices.upload_file_for_invoice("a1", file=content)
    assert content in server.last.body


def test_an_open_file_is_read_from_where_it_stands(invoices: InvoicesApi, server: WireServer) -> None:
    file = io.BytesIO(b"junk" + PDF)
    file.seek(4)
    invoices.upload_file_for_invoice("a1", file=file)
    assert b"junk" not in server.last.body
    assert not file.closed


def test_no_file_at_all(invoices: InvoicesApi, server: WireServer) -> None:
    invoices.upload_file_for_invoice("a1", file=None)
    assert (server.last.body, "Content-Type" in server.last.headers) == (b"", False)


def closed() -> io.BytesIO:
    file = io.BytesIO(PDF)
    file.close()
    return file


@pytest.mark.parametrize(
    ("make", "complaint"),
    [
        (lambda _: b"<html>", r"file: is not a PDF \(must begin with %PDF-\)"),
        (lambda _: b"", "file: is not a PDF"),
        (lambda folder: named(folder / "a.pdf", b"PK"), "file: is not a PDF"),
        (lambda _: PDF.ljust(LIMIT + 1), r"file: has 4194305 bytes; at most 4194304 \(4 MB\) are allowed"),
        (lambda folder: named(folder / "a.pdf", PDF.ljust(2 * LIMIT)), "file: has 4194305 bytes"),
        (lambda folder: folder / "missing.pdf", "file: .*No such file.*give bytes, a path, an open binary file or"),
        (lambda folder: str(folder), "file: .*directory.*give bytes"),
        (lambda _: "a\0b", "file: .*give bytes"),
        (lambda _: io.StringIO("%PDF-1.7"), "file: the file is opened as text; open it with mode 'rb'"),
        (lambda _: closed(), "file: .*closed file.*give bytes"),
        (lambda _: 7, "file: .*give bytes"),
        (lambda _: ("a.pdf",), "file: .*give bytes"),
        (lambda _: ("a.pdf", "%PDF-1.7"), "file: .*give bytes"),
        (lambda _: (None, PDF), "file: .*give bytes"),
        (lambda _: (7, PDF), "file: .*give bytes"),
        (lambda _: ("a.pdf", PDF, "application/pdf"), "file: .*give bytes"),
        (lambda _: {"a.pdf": PDF}, "file: .*give bytes"),
    ],
)
def test_what_is_not_sent(
    make: Callable[[Path], Any], complaint: str, tmp_path: Path, invoices: InvoicesApi, server: WireServer
) -> None:
    with pytest.raises(ApiValueError, match=complaint):
        invoices.upload_file_for_invoice("a1", file=make(tmp_path))
    assert server.received == []


def test_a_judgement_can_be_left_to_the_server(connect: Any, server: WireServer) -> None:
    connect(client_side_validation=False).upload_file_for_invoice("a1", file=b"<html>")
    assert b"<html>" in server.last.body
