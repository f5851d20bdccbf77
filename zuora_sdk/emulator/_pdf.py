"""A small, real PDF: one page of text, enough for a viewer and for a test."""

from __future__ import annotations


def one_page(lines: list[str]) -> bytes:
    """A4, one line below the other, in Helvetica."""
    escaped = (line.encode("latin-1", "replace").replace(b"\\", rb"\\") for line in lines)
    escaped = (line.replace(b"(", rb"\(").replace(b")", rb"\)") for line in escaped)
    text = b"BT /F1 12 Tf 18 TL 72 770 Td " + b" ".join(b"(%b) Tj T*" % line for line in escaped) + b" ET"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%b\nendstream" % (len(text), text),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    document, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(document))
        document += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return (
        document
        + b"xref\n0 %d\n0000000000 65535 f \n%b" % (len(objects) + 1, table)
        + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(document))
    )
