"""New articles, drafts, and gold that has been in another tool."""

from __future__ import annotations

import json
import os
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from scoring_cases import TEXT, at, gold, gold_cited, gold_meeting, gold_speech, gold_statistic

from partyx.errors import EvalError, OutputError
from partyx.reading import read
from partyx.scoring.gold.folder import EvalFolder
from partyx.scoring.gold.format import GoldArticle, GoldTask, OtherDigits, load_gold, nfc_text, text_hash
from partyx.scoring.labelling.add import add_article, add_draft, add_export, export_gold, summary
from partyx.scoring.labelling.drafts import draft_of
from partyx.scoring.labelling.exchange import TOOLS, stretches

if TYPE_CHECKING:
    from partyx.scoring.gold.folder import Case
    from partyx.scoring.gold.format import Gold
    from partyx.scoring.labelling.exchange import Tool

EVALS = Path(__file__).parent.parent / "evals"
BOTH = pytest.mark.parametrize("tool", ["label-studio", "doccano"])


@pytest.fixture
def folder(tmp_path: Path) -> EvalFolder:
    """An empty evals folder, with an article waiting beside it."""
    (tmp_path / "moi.txt").write_text(TEXT, encoding="utf-8")
    return EvalFolder(tmp_path / "evals")


@pytest.fixture
def source(folder: EvalFolder) -> Path:
    """The article that is to be added."""
    return folder.root.parent / "moi.txt"


def rich_gold() -> Gold:
    """Gold with every kind of span."""
    speech = gold_speech("rà soát hồ sơ").model_copy(
        update={
            "tasks": [
                GoldTask(text=text, evidence=[at(text)]) for text in ("rà soát hồ sơ", "bổ sung quy chế")
            ]
        }
    )
    statistic = gold_statistic(26, of=27, place="26/27", accept={"subject": [None]}).model_copy(
        update={"of_spans": [at("27")], "evidence": [at("có 26/27 chi bộ"), at("26/27 chi bộ đạt")]}
    )
    digits = [OtherDigits(span=at("12/5"), reason="date")]
    return gold(statistic, gold_statistic(), gold_meeting(), gold_cited(), speech, digits=digits)


def test_a_new_article_gets_a_draft_with_every_digit_string(folder: EvalFolder, source: Path) -> None:
    """Unreviewed, without records, and each digit string with words around it that are unique."""
    added = add_article(folder, source, origin="written")
    assert (added.gold.status, added.gold.origin, added.gold.article.id) == ("unreviewed", "written", "moi")
    assert (folder.articles / added.gold.article.file).read_text(encoding="utf-8") == TEXT
    draft = json.loads((folder.drafts / "moi.json").read_text(encoding="utf-8"))
    assert [one["quote"] for one in draft["digits"]] == ["12", "5", "1.513", "26", "27", "3,5", "49"]
    assert all(TEXT.count(one["in"]) == 1 for one in draft["digits"])
    lines = list(summary(added))
    assert "unreviewed; 0 statistics" in lines[0]
    assert "7 digit strings without a reason" in lines[0]
    assert len(lines) == 8
    reasons = {one["quote"]: one["reason"] for one in draft["digits"]}
    assert reasons["12"] == reasons["5"] == "date"
    assert reasons["1.513"] is reasons["26"] is None


def test_a_draft_whose_reasons_are_written_compiles(folder: EvalFolder, source: Path) -> None:
    """At once, what has no reason yet stays open; with every reason nothing does."""
    added = add_article(folder, source)
    path = folder.drafts / "moi.json"
    assert "1.513" in {span.text for span in add_draft(folder, path).open_digits}
    draft = draft_of(added.gold, read(source))
    draft["digits"] = [{**one, "reason": "other"} for one in draft["digits"]]
    draft["status"] = "reviewed"
    path.write_text(json.dumps(draft), encoding="utf-8")
    assert add_draft(folder, path).open_digits == ()
    assert load_gold(folder.gold / "moi.json").status == "reviewed"


def test_what_cannot_be_added_is_said(folder: EvalFolder, source: Path, tmp_path: Path) -> None:
    """Twice the same, a taken id, no id, no article."""
    add_article(folder, source)
    with pytest.raises(EvalError, match="is the article of"):
        add_article(folder, source)
    source.write_text(TEXT + " Thêm.", encoding="utf-8")
    with pytest.raises(EvalError, match="Choose another --id"):
        add_article(folder, source, new_id="moi")
    for wrong in ("a/b", "..", "a.2", "/x", ""):
        with pytest.raises(EvalError, match="is no id"):
            add_article(folder, source, new_id=wrong)
    assert add_article(folder, source).gold.article.id == "moi-2"
    with pytest.raises(EvalError, match=r"none\.txt"):
        add_article(folder, tmp_path / "none.txt")


def test_a_name_that_some_systems_take_for_another_is_refused(
    folder: EvalFolder, source: Path, tmp_path: Path
) -> None:
    """Where capitals do not count, MOI.json is moi.json; everywhere on Windows NUL.json is a device."""
    add_article(folder, source)
    before = (folder.gold / "moi.json").read_bytes()
    exported = export_gold(folder, load_gold(folder.gold / "moi.json"), "doccano")
    source.write_text(TEXT + " Thêm.", encoding="utf-8")
    with pytest.raises(EvalError, match="MOI and moi are one name"):
        add_article(folder, source, new_id="MOI")
    row = exported.read_text(encoding="utf-8")
    exported.write_text(row.replace('"id": "moi"', '"id": "Moi"'), encoding="utf-8")
    with pytest.raises(EvalError, match="Moi and moi are one name"):
        add_export(folder, exported, "doccano")
    exported.write_text(row.replace('"id": "moi"', '"id": "nul"'), encoding="utf-8")
    with pytest.raises(EvalError, match="is no id"):
        add_export(folder, exported, "doccano")
    assert [(one.name, one.read_bytes()) for one in folder.gold.iterdir()] == [("moi.json", before)]
    device = source.rename(tmp_path / "con.txt")
    assert add_article(folder, device).gold.article.id == "con-2"


def test_links_in_a_folder_lead_neither_in_nor_out(folder: EvalFolder, source: Path, tmp_path: Path) -> None:
    """An article that is a link is not exported as another text, and nothing is written elsewhere."""
    added = add_article(folder, source)
    secret, mine = tmp_path / "secret.txt", tmp_path / "mine.json"
    secret.write_text("Mật khẩu là 12345 của chi bộ.", encoding="utf-8")
    article = folder.articles / added.gold.article.file
    article.unlink()
    article.symlink_to(secret)
    with pytest.raises(EvalError, match="is not the text of gold moi"):
        export_gold(folder, added.gold, "doccano")
    article.unlink()
    article.write_text(TEXT, encoding="utf-8")
    for name in ("gold/moi.json", "drafts/moi.doccano.jsonl"):
        (folder.root / name).unlink(missing_ok=True)
        (folder.root / name).symlink_to(mine)
    with pytest.raises(OutputError, match="out of"):
        export_gold(folder, added.gold, "doccano")
    with pytest.raises(OutputError, match="out of"):
        add_draft(folder, folder.drafts / "moi.json")
    assert not mine.exists()


@BOTH
def test_gold_comes_back_from_another_tool_as_it_went(tool: Tool) -> None:
    """Every span, field, alternative and reason; only nobody has reviewed it."""
    truth = rich_gold()
    [(back, text)] = TOOLS[tool].load(TOOLS[tool].dump(truth, TEXT))
    assert text == TEXT
    assert back == truth.model_copy(update={"status": "unreviewed"})


@BOTH
@pytest.mark.parametrize("case", EvalFolder(EVALS).cases(), ids=lambda case: case.id)
def test_the_gold_of_every_article_comes_back_as_it_went(tool: Tool, case: Case) -> None:
    """Several records may stand on one stretch."""
    [(back, _)] = TOOLS[tool].load(TOOLS[tool].dump(case.gold, case.text))
    assert back == case.gold.model_copy(update={"status": "unreviewed"})


def reworked(tool: Tool, truth: Gold, *, drop: str | None = None, new: tuple[str, ...] = ()) -> Gold:
    """What comes back when a person deleted one label and drew new ones ("label: quote")."""
    exported = TOOLS[tool].dump(truth, TEXT)
    drawn = [(label, at(quote)) for label, quote in (one.split(": ") for one in new)]
    if tool == "doccano":
        row = json.loads(exported)
        row["label"] = [one for one in row["label"] if one[2] != drop]
        row["label"] += [[span.start, span.end, label] for label, span in drawn]
        exported = json.dumps(row)
    else:
        [task] = json.loads(exported)
        kept = [one for one in task["annotations"][0]["result"] if one["value"]["labels"] != [drop]]
        kept += [
            {
                "id": f"N{number}",
                "type": "labels",
                "value": {"start": span.start, "end": span.end, "labels": [label]},
            }
            for number, (label, span) in enumerate(drawn)
        ]
        task["annotations"][0]["result"] = kept
        exported = json.dumps([task])
    return TOOLS[tool].load(exported)[0][0]


@BOTH
def test_deleted_labels_delete_their_records(tool: Tool) -> None:
    """A record without a place is none."""
    back = reworked(tool, rich_gold(), drop="meetings")
    assert back.meetings == []
    assert len(back.statistics) == 2
    assert reworked(tool, rich_gold(), drop="digits").digits == []
    assert [len(one.tasks) for one in reworked(tool, rich_gold(), drop="task").directives] == [0, 0]


@BOTH
def test_new_labels_start_records_to_be_filled_in(tool: Tool) -> None:
    """A new figure takes its value from the label inside it."""
    back = reworked(
        tool,
        gold(),
        new=("statistics: đạt 3,5 điểm", "value: 3,5", "meetings: hội nghị sơ kết", "digits: 12/5"),
    )
    assert (back.statistics[0].value, back.statistics[0].value_spans) == (3.5, [at("3,5")])
    assert back.meetings[0].name == "hội nghị sơ kết"
    assert back.digits[0].notes == "to be written"
    assert reworked(tool, gold(), new=("directives: yêu cầu rà soát hồ sơ",)).directives[0].source == "speech"
    with pytest.raises(EvalError, match="label its number"):
        reworked(tool, gold(), new=("statistics: đạt 3,5 điểm",))


def test_a_moved_doccano_label_keeps_its_record() -> None:
    """Doccano knows no addresses: what overlaps where it stood is the same label."""
    row = json.loads(TOOLS["doccano"].dump(gold(gold_meeting()), TEXT))
    place = at("tổ chức hội nghị sơ kết")
    row["label"] = [[place.start, place.end, "meetings"]]
    [(back, _)] = TOOLS["doccano"].load(json.dumps(row))
    assert back.meetings[0].evidence == [place]
    assert back.meetings[0].organizer == "Huyện ủy Yên Sơn"
    entities = {"entities": [{"start_offset": place.start, "end_offset": place.end, "label": "meetings"}]}
    del row["label"]
    [(again, _)] = TOOLS["doccano"].load(json.dumps({**row, **entities}))
    assert again == back


@pytest.mark.parametrize(
    ("tool", "exported"),
    [("label-studio", "{"), ("label-studio", "[{}]"), ("doccano", '{"text": "x"}'), ("doccano", "[]\n")],
)
def test_other_files_are_refused(tool: Tool, exported: str) -> None:
    """Not ours, or not JSON."""
    with pytest.raises(EvalError, match="export"):
        TOOLS[tool].load(exported)


@BOTH
def test_labels_outside_the_text_and_changed_texts_are_refused(tool: Tool) -> None:
    """Offsets into another text mean nothing."""
    exported = TOOLS[tool].dump(gold(gold_statistic()), TEXT)
    changed: Any = json.loads(exported)
    target = changed[0]["data"] if tool == "label-studio" else changed
    target["text"] = TEXT[:20]
    with pytest.raises(EvalError, match="not in the text"):
        TOOLS[tool].load(json.dumps(changed))
    target["text"] = TEXT + " Thêm."
    with pytest.raises(EvalError, match="text has changed"):
        TOOLS[tool].load(json.dumps(changed))
    with pytest.raises(EvalError, match="is no place"):
        TOOLS[tool].load(exported.replace("statistics[0]/evidence/0", "statistics[7]/evidence/0"))


@BOTH
def test_what_was_labelled_from_the_text_alone_becomes_the_gold_of_its_article(
    folder: EvalFolder, source: Path, tool: Tool
) -> None:
    """A task that a person imported into the tool holds no gold of ours."""
    add_article(folder, source)
    place, value = at("đạt 3,5 điểm"), at("3,5")
    labels = [(place, "statistics"), (value, "value")]
    if tool == "doccano":
        row = {"text": TEXT, "label": [[span.start, span.end, label] for span, label in labels]}
        exported = json.dumps(row)
    else:
        result = [
            {"id": "x", "type": "labels", "value": {**span.model_dump(), "labels": [label]}}
            for span, label in labels
        ]
        exported = json.dumps([{"data": {"text": TEXT}, "annotations": [{"result": result}]}])
    path = folder.drafts / "labelled.json"
    path.write_text(exported, encoding="utf-8")
    [added] = add_export(folder, path, tool)
    assert added.gold.article.id == "moi"
    assert [(one.value, one.evidence) for one in added.gold.statistics] == [(3.5, [place])]
    path.write_text(exported.replace("3,5", "4,5"), encoding="utf-8")
    with pytest.raises(EvalError, match="text of no article here"):
        add_export(folder, path, tool)


def test_an_offset_that_names_other_words_is_refused() -> None:
    """Label Studio says which words it means."""
    exported = json.loads(TOOLS["label-studio"].dump(gold(gold_statistic()), TEXT))
    exported[0]["annotations"][0]["result"][0]["value"]["start"] += 1
    with pytest.raises(EvalError, match="is said to be"):
        TOOLS["label-studio"].load(json.dumps(exported))


@BOTH
def test_files_go_out_and_come_back_under_the_folder(folder: EvalFolder, source: Path, tool: Tool) -> None:
    """Written beside the draft, read back into gold."""
    add_article(folder, source)
    truth = load_gold(folder.gold / "moi.json")
    path = export_gold(folder, truth, tool)
    assert path.parent == folder.drafts
    [added] = add_export(folder, path, tool)
    assert added.gold == truth
    other = truth.model_copy(
        update={"article": GoldArticle(id="000", file=truth.article.file, sha256=text_hash("x"))}
    )
    path.write_text(TOOLS[tool].dump(other, "x"), encoding="utf-8")
    with pytest.raises(EvalError, match="another text"):
        add_export(folder, path, tool)


OUTSIDE = ("../../stolen", "/stolen", "..", "a/../../stolen", "a\\..\\stolen", ".stolen", "C:stolen", "")


@BOTH
@pytest.mark.parametrize("field", ["id", "file"])
@pytest.mark.parametrize("name", OUTSIDE)
def test_an_import_reaches_no_file_outside_the_folder(
    folder: EvalFolder, source: Path, tool: Tool, field: str, name: str
) -> None:
    """Neither to read it nor to write it, whatever the file claims the article is called."""
    add_article(folder, source)
    path = export_gold(folder, load_gold(folder.gold / "moi.json"), tool)
    exported: Any = json.loads(path.read_text(encoding="utf-8"))
    (exported[0]["data"] if tool == "label-studio" else exported)["gold"]["article"][field] = name
    path.write_text(json.dumps(exported), encoding="utf-8")
    before = sorted(source.parent.rglob("*"))
    with pytest.raises(EvalError, match=r"is no plain file name|is no id"):
        add_export(folder, path, tool)
    assert sorted(source.parent.rglob("*")) == before


@pytest.mark.parametrize("field", ["id", "file"])
@pytest.mark.parametrize("name", OUTSIDE)
def test_a_draft_and_gold_reach_no_file_outside_the_folder(
    folder: EvalFolder, source: Path, field: str, name: str
) -> None:
    """A draft is not compiled to there, and gold that names such a file is not exported."""
    added = add_article(folder, source)
    for path in (folder.drafts / "moi.json", added.path):
        data = json.loads(path.read_text(encoding="utf-8"))
        data["article"][field] = name
        path.write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(EvalError, match=r"is no plain file name|is no id"):
        add_draft(folder, folder.drafts / "moi.json")
    with pytest.raises(EvalError, match=r"is no plain file name|is no id"):
        load_gold(added.path)


def reviewed(folder: EvalFolder, source: Path) -> Path:
    """The draft of an article whose gold somebody has reviewed."""
    draft = draft_of(add_article(folder, source).gold, read(source))
    draft["digits"] = [{**one, "reason": "other"} for one in draft["digits"]]
    meeting = {"name": "hội nghị sơ kết", "evidence": ["hội nghị sơ kết"]}
    path = folder.drafts / "moi.json"
    path.write_text(json.dumps({**draft, "status": "reviewed", "meetings": [meeting]}), encoding="utf-8")
    add_draft(folder, path)
    return path


@BOTH
def test_nothing_reviewed_is_overwritten_without_force(folder: EvalFolder, source: Path, tool: Tool) -> None:
    """Not by an import, which is never reviewed, nor by another draft; the same again changes nothing."""
    path = reviewed(folder, source)
    truth = load_gold(folder.gold / "moi.json")
    add_draft(folder, path)
    exported = export_gold(folder, truth, tool)
    with pytest.raises(EvalError, match=r"somebody has reviewed this gold.*--force"):
        add_export(folder, exported, tool)
    draft = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**draft, "meetings": []}), encoding="utf-8")
    with pytest.raises(EvalError, match="somebody has reviewed this gold"):
        add_draft(folder, path)
    assert load_gold(folder.gold / "moi.json") == truth
    assert add_draft(folder, path, force=True).gold.meetings == []
    [back] = add_export(folder, exported, tool, force=True)
    assert back.gold.status == "unreviewed"


@BOTH
def test_an_import_without_a_label_deletes_no_records_unasked(
    folder: EvalFolder, source: Path, tool: Tool
) -> None:
    """An export that nobody worked on is not taken for one in which everything was deleted."""
    reviewed(folder, source)
    exported = export_gold(folder, load_gold(folder.gold / "moi.json"), tool)
    add_export(folder, exported, tool, force=True)
    data: Any = json.loads(exported.read_text(encoding="utf-8"))
    if tool == "doccano":
        data["label"] = []
    else:
        data[0]["annotations"][0]["result"] = []
    exported.write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(EvalError, match=r"every record would be deleted.*--force"):
        add_export(folder, exported, tool)
    assert load_gold(folder.gold / "moi.json").meetings
    [back] = add_export(folder, exported, tool, force=True)
    assert list(back.gold.records()) == []


def test_files_with_one_prefix_have_gold_of_their_own(folder: EvalFolder) -> None:
    """Without an id in the draft, the file's whole stem is the id."""
    folder.articles.mkdir(parents=True)
    for name in ("vt_hai-phong", "vt_ha-noi"):
        (folder.articles / f"{name}.txt").write_text(f"{name}: có 5 xã.", encoding="utf-8")
        draft = {"article": {"file": f"{name}.txt"}, "status": "reviewed", "origin": "real"}
        (folder.root / "draft.json").write_text(json.dumps(draft), encoding="utf-8")
        add_draft(folder, folder.root / "draft.json")
    assert sorted(path.stem for path in folder.gold.iterdir()) == ["vt_ha-noi", "vt_hai-phong"]
    data = json.loads((folder.gold / "vt_ha-noi.json").read_text(encoding="utf-8"))
    (folder.gold / "vt_ha-noi.json").write_text(
        json.dumps({**data, "status": "unreviewed"}), encoding="utf-8"
    )
    other = {
        "article": {"file": "vt_hai-phong.txt", "id": "vt_ha-noi"},
        "status": "reviewed",
        "origin": "real",
    }
    (folder.root / "draft.json").write_text(json.dumps(other), encoding="utf-8")
    with pytest.raises(EvalError, match=r"is the gold of vt_ha-noi\.txt, not of vt_hai-phong\.txt"):
        add_draft(folder, folder.root / "draft.json")


def test_an_import_is_taken_whole_or_not_at_all(folder: EvalFolder, source: Path) -> None:
    """The second task is of no article of ours, so the first is not written either; nor is one twice."""
    truth = add_article(folder, source).gold
    row = json.loads(TOOLS["doccano"].dump(truth, TEXT))
    row["label"] = [[*[at("3,5").start, at("3,5").end], "digits"]]
    other = {**row, "gold": {**row["gold"], "article": {**row["gold"]["article"], "file": "none.txt"}}}
    path = folder.root / "back.jsonl"
    for second, message in ((other, "none.txt"), (row, "is given twice")):
        path.write_text(f"{json.dumps(row)}\n{json.dumps(second)}\n", encoding="utf-8")
        with pytest.raises(EvalError, match=message):
            add_export(folder, path, "doccano")
        assert load_gold(folder.gold / "moi.json") == truth


@pytest.mark.parametrize("count", [0, 2])
def test_a_task_of_label_studio_has_one_annotation(count: int) -> None:
    """None is a task nobody worked on; two are two labellers, whose stretches are not to be mixed."""
    [task] = json.loads(TOOLS["label-studio"].dump(rich_gold(), TEXT))
    task["annotations"] = [*task["annotations"] * count, {"was_cancelled": True, "result": []}]
    with pytest.raises(EvalError, match=f"task 0 has {count} annotations"):
        TOOLS["label-studio"].load(json.dumps([task]))


def test_a_line_separator_in_an_article_ends_no_line_of_an_export() -> None:
    """JSON leaves U+2028 inside strings."""
    text = TEXT.replace("kết. ", "kết.\u2028")
    truth = gold().model_copy(update={"article": GoldArticle(id="x1", file="x1.txt", sha256=text_hash(text))})
    [(back, said)] = TOOLS["doccano"].load(TOOLS["doccano"].dump(truth, text))
    assert (back.article, said) == (truth.article, text)


@pytest.mark.parametrize(
    "content", ['{"a": 1}', '\ufeff [{"a": 1}]', '{"text": "x"}\n{"text": "y"}\n', "\n\n[]", "[1, 2]\nx"]
)
def test_json_is_never_taken_for_an_article(folder: EvalFolder, tmp_path: Path, content: str) -> None:
    """A draft, gold or an export given without --from."""
    path = tmp_path / "x.txt"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(EvalError, match=r"is JSON, no article.*--from draft"):
        add_article(folder, path)
    assert not folder.articles.exists()
    path.write_text(f"[Ảnh] {TEXT}", encoding="utf-8")
    assert add_article(folder, path).gold.article.id == "x"


def test_an_article_is_stored_so_that_it_reads_the_same(folder: EvalFolder, tmp_path: Path) -> None:
    """Whatever its suffix, of which a plain one is kept."""
    page = f"Trang này:\n<html><body><h1>Tin</h1><p>{TEXT}</p><p>Hết.</p></body></html>"
    for name, suffix in (("a.HTML", ".html"), ("b", ""), ("c.bài", ""), ("d.txt", ".txt"), ("e.md", ".md")):
        (tmp_path / name).write_text(page.replace("Hết", name), encoding="utf-8")
        article = add_article(folder, tmp_path / name).gold.article
        assert (article.file.partition("_")[0], Path(article.file).suffix) == (article.id, suffix)
        assert text_hash(nfc_text(folder.articles / article.file)) == article.sha256


@pytest.mark.parametrize(
    ("names", "ids"),
    [
        (["a/tin.txt", "b/tin.txt", "c/tin.html"], ["tin", "tin-2", "tin-3"]),
        (["000_a.txt", "000_b.txt"], ["000_a", "000_b"]),
        (["Sơn Hòa, quý I (2).txt"], ["Sơn-Hòa-quý-I-2"]),
        ([unicodedata.normalize("NFD", "bài.txt"), "bài.htm"], ["bài", "bài-2"]),
        (["tin.2.txt", "....txt", "-_-.txt"], ["tin-2", "article", "article-2"]),
        (["x" * 80 + ".txt", "x" * 90 + ".txt"], ["x" * 56, "x" * 56 + "-2"]),
    ],
)
def test_an_article_is_called_as_its_file_is(
    folder: EvalFolder, tmp_path: Path, names: list[str], ids: list[str]
) -> None:
    for number, name in enumerate(names):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"{TEXT} Bài {number}.", encoding="utf-8")
    assert [add_article(folder, tmp_path / name).gold.article.id for name in names] == ids
    assert {path.stem for path in folder.gold.glob("*.json")} == set(ids)


def test_a_pipe_is_no_article_and_no_gold(folder: EvalFolder, tmp_path: Path) -> None:
    """Nothing is waited for."""
    os.mkfifo(tmp_path / "pipe.txt")
    for take in (add_article, add_draft, lambda *given: add_export(*given, "doccano")):
        with pytest.raises(EvalError, match="is no regular file"):
            take(folder, tmp_path / "pipe.txt")
    folder.gold.mkdir(parents=True)
    os.mkfifo(folder.gold / "moi.json")
    with pytest.raises(EvalError, match="is no regular file"):
        folder.cases()


def test_every_label_is_in_the_label_studio_interface(folder: EvalFolder, source: Path) -> None:
    """What goes out can be shown there; the interface lies beside it."""
    export_gold(folder, add_article(folder, source).gold, "label-studio")
    interface = (folder.drafts / "label-studio.xml").read_text(encoding="utf-8")
    for one in stretches(rich_gold()):
        assert f'<Label value="{one.label}"/>' in interface
