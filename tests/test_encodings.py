"""Encodings: Vietnamese from before Unicode becomes Unicode, what is lost is refused, what is right stays."""

from __future__ import annotations

import shutil
import subprocess
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import partyx
from partyx.errors import EncodingError, FormatError
from partyx.language.syllables import is_syllable
from partyx.reading import read
from partyx.reading.legacy import from_tcvn3, from_viqr, from_vni, is_broken, mend
from partyx.settings import Settings

ARTICLES = sorted((Path(__file__).parents[1] / "evals" / "articles").glob("*.txt"))
ICONV = shutil.which("iconv")
SETTINGS = Settings(engine="rules")
TEXT = (
    "Đảng bộ huyện kết nạp 1.513 đảng viên mới, đạt 101% chỉ tiêu; chuyển đảng chính thức cho 98 đồng chí ở những "
    "xã vùng sâu, vùng xa."
)
TCVN3 = (
    "§¶ng bé huyÖn kÕt n¹p 1.513 ®¶ng viªn míi, ®¹t 101% chØ tiªu; chuyÓn ®¶ng chÝnh thøc cho 98 ®ång chÝ ë nh÷ng "
    "x· vïng s©u, vïng xa."
)
VNI = (
    "Ñaûng boä huyeän keát naïp 1.513 ñaûng vieân môùi, ñaït 101% chæ tieâu; chuyeån ñaûng chính thöùc cho 98 ñoàng "
    "chí ôû nhöõng xaõ vuøng saâu, vuøng xa."
)
VIQR = (
    "DDa?ng bo^. huye^.n ke^'t na.p 1.513 dda?ng vie^n mo+'i, dda.t 101% chi? tie^u; chuye^?n dda?ng chi'nh thu+'c "
    "cho 98 ddo^`ng chi' o+? nhu+~ng xa~ vu`ng sa^u, vu`ng xa\\."
)


def windows_1258(text):
    """Letters with their shape, tones apart, as the code page has them."""
    shaped = []
    for letter in unicodedata.normalize("NFC", text):
        parts = unicodedata.normalize("NFD", letter)
        tone = "".join(mark for mark in parts if mark in "\u0300\u0301\u0303\u0309\u0323")
        shaped.append(
            unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in tone)) + tone
        )
    return "".join(shaped).encode("cp1258", "replace")


ENCODED = {
    "tcvn3": TCVN3.encode("latin-1"),
    "vni": VNI.encode("cp1252"),
    "viqr": VIQR.encode("ascii"),
    "utf-7": TEXT.encode("utf-7"),
    "windows-1258": windows_1258(TEXT),
    "utf-8, encoded twice": TEXT.encode().decode("latin-1").encode(),
    "utf-8": TEXT.encode(),
    "utf-16": TEXT.encode("utf-16"),
}


@pytest.mark.parametrize("name", ENCODED)
def test_an_old_encoding_becomes_unicode_and_is_named(name):
    article = read(ENCODED[name], SETTINGS)
    assert (article.text, article.encoding) == (TEXT, name)


@pytest.mark.parametrize("name", ENCODED)
def test_figures_of_an_old_encoding_are_found_and_provenance_names_it(name):
    extraction = partyx.extract(ENCODED[name], settings=SETTINGS)
    assert [(it.value, it.unit) for it in extraction.statistics][:1] == [(1513, "đảng viên")]
    assert extraction.provenance.encoding == name


@pytest.mark.parametrize("name", [name for name in ENCODED if name != "utf-16"])
def test_a_page_in_an_old_encoding_is_read(name):
    """Between tags as much as in a text; VIQR's signs stand in tags as well, and mean nothing there."""
    text = ENCODED[name]
    page = b'<html><head><title>x</title></head><body><h1 class="a.b o\'c">' + text[:-1] + b"</h1><p>" + text
    article = read(page + b"</p></body></html>", SETTINGS)
    assert article.text == f"{TEXT[:-1]}\n\n{TEXT}" or (name == "viqr" and article.text.endswith(TEXT))
    assert article.encoding == name


def test_soft_hyphens_and_hard_blanks_are_no_letters_of_an_old_font():
    line = "1\xad513 2\xad104 3\xad98\xa04\xad7\n"
    assert mend(line + TEXT) == (line + TEXT, None)


def test_letters_of_an_old_font_are_mended_in_text_that_is_unicode():
    """As PDFs, Word documents and copied text have them."""
    assert read(TCVN3, SETTINGS).text == TEXT
    assert read(VNI, SETTINGS).text == TEXT
    mixed = f"{TEXT}\n{TCVN3}\n{TEXT}"
    assert read(mixed, SETTINGS).text == f"{TEXT}\n{TEXT}\n{TEXT}"


def test_utf_8_encoded_three_times_over_is_mended():
    thrice = TEXT.encode().decode("latin-1").encode().decode("cp1252", "ignore")
    once = TEXT.encode().decode("latin-1")
    assert read(once.encode().decode("latin-1"), SETTINGS).text == TEXT
    assert thrice != once


@pytest.mark.parametrize("line", ["Có 104¹ chi bộ.", "Diện tích 12 m² ở Đắk R’Lấp: 3 – 4 hộ ±1."])
def test_raised_digits_and_signs_are_no_letters_of_an_old_font(line):
    assert mend(line) == (line, None)


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem[:3])
def test_vietnamese_in_unicode_is_never_touched(path):
    text = path.read_text(encoding="utf-8")
    assert mend(text) == (text, None)
    assert not is_broken(text)


OTHERS = [
    "Le comité a élu 15 délégués à Genève, où la résolution a été adoptée hier soir par 120 voix.",
    "Der Ausschuß wählte 15 Mitglieder für die Überprüfung der Beschlüsse, darunter 3 Frauen.",
    "The committee admitted 1,513 members in 2023 (up 5%). What's next? See a.b.c+d and x^2, it's fine.",
    "if (a? b : c) { x += 'o'; y = a(b); z = e^2; } // o+ u+ a. e' i?",
    "Партия приняла в свои ряды 1513 человек в 2023 году, на 5 процентов больше.",
    "党委会于2023年接收1513名新党员。",
    "Nghi quyet so 21 cua Ban Chap hanh. Ket nap 15 dang vien? Co. (a) Dat chi tieu; (b) vuot.",
]


@pytest.mark.parametrize("text", OTHERS)
def test_other_languages_are_not_mended(text):
    assert mend(text) == (text, None)
    assert not is_broken(text)


LOST = [
    TEXT.encode("ascii", "replace"),
    TEXT.encode("cp1252", "replace"),
    TEXT.encode("ascii", "replace").replace(b"?", b"\xef\xbf\xbd"),
    TEXT.encode().decode("cp1258", "replace").encode(),
    TEXT.encode().decode("cp874", "replace").encode(),
]


@pytest.mark.parametrize("data", LOST)
@pytest.mark.parametrize("form", ["{}", "<html><body><h1>Tin</h1><p>{}</p><p>{}</p></body></html>"])
def test_a_text_that_has_lost_its_letters_is_refused_and_never_read_as_figures(data, form):
    page = form.encode().replace(b"{}", data)
    with pytest.raises(EncodingError, match="lost its letters"):
        read(page, SETTINGS)


@pytest.mark.parametrize("before", ["\0", "\x01\0"])
def test_a_stray_control_character_makes_no_binary_data_and_no_figure_of_half_a_number(before):
    article = read((TEXT * 5 + f" 81{before}7 tổ chức").encode(), SETTINGS)
    assert article.text == TEXT * 5 + f" 81{before}7 tổ chức"
    values = [it.value for it in partyx.extract(article, settings=SETTINGS).statistics]
    assert 1513 in values
    assert {81, 7}.isdisjoint(values)
    with pytest.raises(FormatError, match="binary data"):
        read(b"\0".join([TEXT.encode()] * 2) + bytes(100), SETTINGS)


def test_a_stray_byte_is_replaced_and_told():
    article = read(TEXT.encode() * 5 + b"\xe1", SETTINGS)
    assert article.text == TEXT * 5 + "\ufffd"
    assert [(it.check, it.severity) for it in article.findings] == [("encoding", "warning")]


def test_declared_charset_is_honoured():
    page = '<html><head><meta charset="{}"></head><body><p>{}</p></body></html>'
    chinese = "党委会于2023年接收1513名新党员，比上年增长百分之五，其中女党员占三成以上。"
    assert chinese in read(page.format("gb2312", chinese).encode("gbk"), SETTINGS).text
    french = OTHERS[0]
    assert french in read(page.format("iso-8859-1", french).encode("latin-1"), SETTINGS).text


LETTERS = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"


@pytest.mark.skipif(ICONV is None, reason="needs iconv to compare with")
def test_table_of_tcvn3_is_that_of_iconv():
    done = subprocess.run(
        [str(ICONV), "-f", "UTF-8", "-t", "TCVN"],
        input=(LETTERS + "ĂÂĐÊÔƠƯ").encode(),
        capture_output=True,
        check=False,
    )
    if done.returncode:
        pytest.skip("this iconv knows no TCVN")
    assert from_tcvn3(done.stdout.decode("latin-1")) == LETTERS + "ĂÂĐÊÔƠƯ"


def test_every_letter_of_vni_and_viqr_is_known():
    vni = "aø aù aû aõ aï aê aè aé aú aü aë aâ aà aá aå aã aä ñ eø eù eû eõ eï eâ eà eá eå eã eä ì í æ ó ò oø où oû oõ oï oâ oà oá oå oã oä ô ôø ôù ôû ôõ ôï uø uù uû uõ uï ö öø öù öû öõ öï yø yù yû yõ î"
    assert from_vni(vni).replace(" ", "") == LETTERS
    assert from_vni(vni.upper()).replace(" ", "") == LETTERS.upper()
    viqr = "a`a'a?a~a.a(a(`a('a(?a(~a(.a^a^`a^'a^?a^~a^.dde`e'e?e~e.e^e^`e^'e^?e^~e^.i`i'i?i~i.o`o'o?o~o.o^o^`o^'o^?o^~o^.o+o+`o+'o+?o+~o+.u`u'u?u~u.u+u+`u+'u+?u+~u+.y`y'y?y~y."
    assert from_viqr(viqr) == LETTERS
    assert from_viqr("DDa?ng dD\\. Dda.t") == "Đảng đ. Đạt"


@pytest.mark.parametrize("word", "nghiêng khuya quyết giữa gì yếu ưu uống oải thuở xoong quốc Đắk".split())
def test_syllables_are_known(word):
    assert is_syllable(word)


ONSETS = """nghĩa ngành nhân chính ghế giữ khóa phố quốc thành trường bản cán dân đảng gần hội kỷ luật mới năm pin rõ
sáng tỉnh việt xã ý"""
RHYMES = """ca năm dân xe kế thi to tổ cơ thu thư ký kia tiên yên mua muốn mưa trường hoa hoặc khỏe xoong luân huê huy
tuyên khuya thuở hai cao sau ngày câu dây theo kêu nhiều yêu chịu hỏi tối mới núi cuối gửi người rượu hưu ngoài xoay
ngoao ngoéo khuây khuỷu nguều"""
CODAS = "sách đảng chính các cam toàn tháp tốt"


@pytest.mark.parametrize("words", [ONSETS, RHYMES, CODAS])
def test_each_onset_each_rhyme_and_each_coda_is_known(words):
    assert [word for word in words.split() if not is_syllable(word)] == []


@pytest.mark.parametrize("word", "été über ñaûng bé́ straße schön đđ comité".split())
def test_other_words_are_no_syllables(word):
    assert not is_syllable(word)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80))
def test_mending_never_fails(text):
    for decode in (mend, from_tcvn3, from_vni, from_viqr, is_broken):
        decode(text)
