"""Mails and tables as programs write them: forwarded mails, mailboxes, stamps, quotes, encodings, nothing at all."""

from __future__ import annotations

import base64
import json
import tracemalloc
import zipfile
from email.message import EmailMessage

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from partyx.reading import Unread, read_many
from partyx.settings import Settings

SETTINGS = Settings(engine="rules")
FIVE = "Kết nạp 5 đảng viên."


def articles(source):
    return [found for found in read_many(source, SETTINGS) if not isinstance(found, Unread)]


# -- mails ---------------------------------------------------------------------------------------------


def mail(subject, text, *forwarded):
    """A mail with a text, and mails that hang on it."""
    made = EmailMessage()
    made["Subject"], made["Message-ID"] = subject, "<1@x>"
    made.set_content(text)
    for each in forwarded:
        made.add_attachment(each)
    return made


def test_a_mail_that_is_forwarded_in_a_mail_is_an_article_of_its_own():
    data = bytes(mail("Fwd", "Xem thư dưới.", mail("Tin", FIVE)))
    found = articles(data)
    assert [one.text.split() for one in found] == [["Fwd", "Xem", "thư", "dưới."], ["Tin", *FIVE.split()]]


def test_mails_in_mails_end_where_archives_in_archives_do():
    made = mail("Tin", FIVE)
    for _ in range(6):
        made = mail("Fwd", "Xem thư dưới.", made)
    *_, last = read_many(bytes(made), SETTINGS)
    assert "more than 3 archives or mails" in str(last.error)


def test_a_mail_whose_text_is_damaged_is_refused_and_not_read_as_letters():
    text = base64.b64encode((FIVE * 40).encode()).rstrip(b"=")
    head = (
        b"MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n"
    )
    for kept in (text, text[: len(text) // 4 * 4 - 2]):  # what is missing can be made up for
        (found,) = articles([head + kept])
        assert found.text.startswith(FIVE)
    (lost,) = read_many([head + text[: len(text) // 4 * 4 - 3]], SETTINGS)
    assert isinstance(lost, Unread)
    assert "is damaged" in str(lost.error)


def test_each_mail_of_a_mailbox_is_an_article():
    one, two = (b"From a@x Mon Oct 14 2024\n" + bytes(mail(name, f"Có {name} chi bộ.")) for name in "67")
    found = articles(one + b"\n\nFrom nay 3 viec.\n\n" + two)
    assert [[word for word in it.text.split() if word.isdigit()] for it in found] == [["6", "3"], ["7"]]


@pytest.mark.slow
@pytest.mark.parametrize(
    "header",
    ["Subject: " + "=?utf-8?q?a?= " * 20_000, "X-Y: 1\nContent-Type: text/plain; " + "; ".join(f"a*{n}=x" for n in range(20_000))],
    ids=["words", "parameters"],
)  # fmt: skip
def test_a_header_of_any_length_is_read_by_its_beginning(header):
    """The standard library takes 430 bytes of memory for one of a subject in encoded words."""
    data = f"MIME-Version: 1.0\nMessage-ID: <1@x>\n{header}\n\n{FIVE}".encode()
    tracemalloc.start()
    (found,) = articles(data)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert FIVE in found.text
    assert peak < 20_000_000


# -- tables --------------------------------------------------------------------------------------------

STAMPED = {
    "14/10/2024 08:30", "Thứ Hai, 14/10/2024, 08:30 (GMT+7)", "20241014", "20241014T083000", "1728871200",
    "1728871200.5", "1728871200000", "2024-10-14T08:00:00+07:00", "Mon, 14 Oct 2024 09:00:00 +0700",
}  # fmt: skip


@pytest.mark.parametrize("stamp", sorted(STAMPED))
def test_a_column_tells_the_day_in_the_ways_of_programs(stamp):
    row = json.dumps({"text": FIVE, "published": float(stamp) if stamp.endswith(".5") else stamp})
    (article,) = articles(f"{row}\n".encode())
    assert str(article.published) == "2024-10-14"


@pytest.mark.parametrize("stamp", ["", "hôm qua", "99999999", "12", "1", "2024", "-1728871200", "1e9", "0"])
def test_what_tells_no_day_tells_none(stamp):
    (article,) = articles(f"{json.dumps({'text': FIVE, 'published': stamp})}\n".encode())
    assert article.published is None


QUOTED = 'Kết nạp "lớp 2022" 5 đảng viên.'
CSV = {
    "excel.csv": f'sep=;\r\nid;text\r\n1;"{FIVE}"\r\n'.encode(),
    "mysql.csv": 'id,text\n1,"Kết nạp \\"lớp 2022\\" 5 đảng viên."\n'.encode(),
    "bảng tính.csv": 'id,text\n1,"Kết nạp ""lớp 2022"" 5 đảng viên."\n'.encode(),
    "powershell.jsonl": f"{json.dumps({'text': FIVE}, ensure_ascii=False)}\r\n".encode("utf-16"),
}


@pytest.mark.parametrize("name", CSV)
def test_tables_are_read_as_the_programs_write_them(name, tmp_path):
    (tmp_path / name).write_bytes(CSV[name] if name != "powershell.jsonl" else CSV[name] + CSV[name][2:])
    assert {it.text.strip() for it in articles(tmp_path / name)} <= {FIVE, QUOTED}
    assert len(articles(tmp_path / name)) == (2 if name == "powershell.jsonl" else 1)


def test_bytes_in_a_column_are_read_as_those_of_a_file(tmp_path):
    page = '<html><head><meta charset="x-tcvn3"></head><body><h1>Tin</h1><p>Trong n¨m, toµn huyÖn kÕt n¹p 5 ®¶ng viªn míi, ®¹t chØ tiªu.</p></body></html>'
    table = pa.table({"html": [page.encode("cp1252")]})
    pq.write_table(table, tmp_path / "a.parquet")
    (article,) = articles(tmp_path / "a.parquet")
    assert article.text.endswith("Trong năm, toàn huyện kết nạp 5 đảng viên mới, đạt chỉ tiêu.")


@pytest.mark.parametrize("name", ["empty.csv", "empty.jsonl", "empty.zip", "head.csv"])
def test_a_file_without_an_article_is_told(name, tmp_path):
    path = tmp_path / name
    path.write_bytes(b"id,text\n" if name == "head.csv" else b"")
    if name.endswith(".zip"):
        zipfile.ZipFile(path, "w").close()
    (found,) = read_many(path, SETTINGS)
    assert isinstance(found, Unread)


def test_a_pattern_names_a_file_once_whatever_links_lead_to_its_folder(tmp_path):
    (tmp_path / "a.txt").write_text(FIVE)
    (tmp_path / "loop").symlink_to(tmp_path)
    assert [it.source for it in articles(tmp_path / "**" / "*.txt")] == [str(tmp_path / "a.txt")]
