"""New articles, drafts, and gold that has been in another tool."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from scoring_cases import TEXT, at, gold, gold_cited, gold_meeting, gold_speech, gold_statistic

from partyx.errors import EvalError
from partyx.scoring.add import add_article, add_draft, add_export, draft_of, export_gold, summary
from partyx.scoring.authoring import compile_gold
from partyx.scoring.corpus import EvalFolder
from partyx.scoring.exchange import LABEL_STUDIO_CONFIG, TOOLS, stretches
from partyx.scoring.gold import GoldArticle, GoldTask, OtherDigits, load_gold, text_hash

if TYPE_CHECKING:
    from pathlib import Path

    from partyx.scoring.exchange import Tool
    from partyx.scoring.gold import Gold

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
    assert (added.gold.status, added.gold.origin, added.gold.article.id) == ("unreviewed", "written", "000")
    assert (folder.articles / added.gold.article.file).read_text(encoding="utf-8") == TEXT
    draft = json.loads((folder.drafts / "000.json").read_text(encoding="utf-8"))
    assert [one["quote"] for one in draft["digits"]] == ["12", "5", "1.513", "26", "27", "3,5", "49"]
    assert all(TEXT.count(one["in"]) == 1 for one in draft["digits"])
    lines = list(summary(added))
    assert "unreviewed; 0 statistics" in lines[0]
    assert "7 digit strings without a reason" in lines[0]
    assert len(lines) == 8


def test_a_draft_whose_reasons_are_written_compiles(folder: EvalFolder, source: Path) -> None:
    """As soon as every reason is there; not before."""
    added = add_article(folder, source)
    path = folder.drafts / "000.json"
    with pytest.raises(EvalError, match="reason"):
        add_draft(folder, path)
    draft = draft_of(added.gold, TEXT)
    draft["digits"] = [{**one, "reason": "other"} for one in draft["digits"]]
    draft["status"] = "reviewed"
    path.write_text(json.dumps(draft), encoding="utf-8")
    assert add_draft(folder, path).open_digits == ()
    assert load_gold(folder.gold / "000.json").status == "reviewed"


@pytest.mark.parametrize("repeated", ["Có 5 xã. Có 5 xã.", "7 7 7 7", "Năm 2023\n2023\n2023"])
def test_a_draft_of_repeated_words_says_what_is_not_unique(repeated: str) -> None:
    """Where no words around are unique the compiler asks for nth, and never takes the first one silently."""
    draft = draft_of(gold(), repeated)
    draft["digits"] = [{**one, "reason": "other"} for one in draft["digits"]]
    draft["article"]["file"] = "x1.txt"
    with pytest.raises(EvalError, match="occurrences"):
        compile_gold(draft, repeated)


def test_what_cannot_be_added_is_said(folder: EvalFolder, source: Path, tmp_path: Path) -> None:
    """Twice the same, a taken id, no id, no article."""
    add_article(folder, source)
    with pytest.raises(EvalError, match="is the article of"):
        add_article(folder, source)
    source.write_text(TEXT + " Thêm.", encoding="utf-8")
    with pytest.raises(EvalError, match="Choose another --id"):
        add_article(folder, source, article_id="000")
    with pytest.raises(EvalError, match="is no id"):
        add_article(folder, source, article_id="a/b")
    assert add_article(folder, source).gold.article.id == "001"
    with pytest.raises(EvalError, match=r"none\.txt"):
        add_article(folder, tmp_path / "none.txt")


@BOTH
def test_gold_comes_back_from_another_tool_as_it_went(tool: Tool) -> None:
    """Every span, field, alternative and reason; only nobody has reviewed it."""
    truth = rich_gold()
    [(back, text)] = TOOLS[tool].load(TOOLS[tool].dump(truth, TEXT))
    assert text == TEXT
    assert back == truth.model_copy(update={"status": "unreviewed"})


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
def test_files_go_out_and_come_back_under_the_folder(folder: EvalFolder, source: Path, tool: Tool) -> None:
    """Written beside the draft, read back into gold."""
    add_article(folder, source)
    truth = load_gold(folder.gold / "000.json")
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


def test_every_label_is_in_the_label_studio_interface() -> None:
    """What goes out can be shown there."""
    for one in stretches(rich_gold()):
        assert f'<Label value="{one.label}"/>' in LABEL_STUDIO_CONFIG
