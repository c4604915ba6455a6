"""Kinds, topics and measures in the language of who reads: in every place that shows them, and from one owner."""

import made
import pytest
from scoring_cases import TEXT, gold, gold_speech, predicted, speech

from partyx.display import html, wording
from partyx.display.text import plain
from partyx.language import glosses
from partyx.language.fold import fold
from partyx.language.lexicon import phrases, values
from partyx.pages.index import Index, facets
from partyx.scoring.gold.folder import EvalFolder
from partyx.scoring.gold.format import GoldArticle, save_gold, text_hash
from partyx.scoring.report.page import page as report_page
from partyx.scoring.runs.grading import grade_run
from partyx.scoring.runs.run import load_run, predict_run


def classed():
    """The article of our own, its figures with what the stage of context says of them."""
    extraction = made.extraction()
    first, second, third = extraction.statistics
    return extraction.model_copy(
        update={
            "statistics": (
                first.model_copy(
                    update={"topic": "admission.admitted", "measure": "change", "direction": "up"}
                ),
                second.model_copy(update={"topic": "admission.admitted", "measure": "attainment"}),
                third.model_copy(update={"topic": "rating.good", "measure": "count"}),
            )
        }
    )


def shown_in():
    """Place to what it shows of the article."""
    extraction = classed()
    index = Index()
    index.add(extraction)
    return {
        "terminal": plain(extraction, 200),
        "notebook": extraction.with_source(made.article()).to_html(),
        "table": html.listed(extraction.statistics, "statistics")
        + html.listed(extraction.directives, "directives")
        + html.listed(extraction.meetings, "meetings"),
        "markdown": extraction.to_markdown().replace("\\", ""),
        "viewer": "\n".join(index.data()["texts"]),
    }


@pytest.mark.parametrize("place", ["terminal", "notebook", "table", "markdown", "viewer"])
@pytest.mark.parametrize(
    ("spoken", "said", "unsaid"),
    [
        (
            "en",
            [
                "hội nghị sơ kết (review conference)",
                "chỉ thị 12-CT/TU (directive)",
                "đề nghị (asks)",
                "Admissions",
                "increase",
                "attainment of a plan",
                "Rated good",
            ],
            ["kết nạp đảng viên", "mức tăng", "admission.admitted"],
        ),
        (
            "vi",
            ["chỉ thị 12-CT/TU", "đề nghị", "kết nạp đảng viên", "mức tăng", "mức thực hiện kế hoạch"],
            ["(directive)", "(asks)", "conference", "Admissions", "increase", "admission.admitted"],
        ),
    ],
)
def test_kinds_topics_and_measures_are_said_in_the_language_of_who_reads(
    monkeypatch, place, spoken, said, unsaid
):
    monkeypatch.setenv("PARTYX_LANGUAGE", spoken)
    text = shown_in()[place]
    assert [words for words in said if words not in text] == []
    assert [words for words in unsaid if words in text] == []


@pytest.mark.parametrize(
    ("spoken", "said", "unsaid"),
    [
        ("en", ["yêu cầu (requires)", "<th>verdict</th>", 'lang="en"', "missed record"], []),
        (
            "vi",
            ["<td>yêu cầu</td>", "<th>kết luận</th>", 'lang="vi"', "bản ghi bị bỏ sót"],
            ["(requires)", "verdict<", "Figures of each run", ">gold<", ">predicted<"],
        ),
    ],
)
def test_the_report_of_the_evals_speaks_it_as_well(monkeypatch, tmp_path, spoken, said, unsaid):
    monkeypatch.setenv("PARTYX_LANGUAGE", spoken)
    folder = EvalFolder(tmp_path / "evals")
    folder.articles.mkdir(parents=True)
    (folder.articles / "000_x.txt").write_text(TEXT, encoding="utf-8")
    article = GoldArticle(id="000", file="000_x.txt", sha256=text_hash(TEXT))
    truth = gold(gold_speech("rà soát hồ sơ"), gold_speech("báo cáo trước 1/1"))
    save_gold(truth.model_copy(update={"article": article}), folder.gold / "000.json")
    cases = folder.cases()
    path = folder.runs / "own"
    list(predict_run(path, cases, lambda _: predicted(speech("rà soát hồ sơ")), configuration={}))
    page = report_page(folder, cases, [grade_run(load_run(path), cases)])
    assert [words for words in said if words not in page] == []
    assert [words for words in unsaid if words in page] == []


@pytest.mark.parametrize("spoken", ["en", "vi"])
def test_a_topic_that_the_label_says_already_is_not_said_again(monkeypatch, spoken):
    monkeypatch.setenv("PARTYX_LANGUAGE", spoken)
    it = (
        made.extraction()
        .statistics[0]
        .model_copy(update={"indicator": "Tổng số đảng viên của huyện", "topic": "membership.members"})
    )
    assert wording.classed(it) == ({"topic": "Party members"} if spoken == "en" else {})


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("hội nghị sơ kết", "review conference"),
        ("Hội nghị sơ kết giữa nhiệm kỳ", "review conference"),
        ("hội nghị văn nghệ", "conference"),
        ("lễ ra quân", "launch"),
        ("liên hoan", ""),
        ("", ""),
    ],
)
def test_a_kind_of_meeting_is_told_by_the_longest_beginning_that_is_known(kind, expected):
    assert glosses.meeting(kind) == expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"document": {"kind": "nghị quyết"}}, "nghị quyết (resolution)"),
        ({"kind": "hội nghị sơ kết", "agenda": []}, "hội nghị sơ kết (review conference)"),
        ({"kind": "đề nghị", "source": "speech"}, "đề nghị (asks)"),
        ({"kind": "việc khác"}, "việc khác"),
        ({"indicator": "x", "topic": "admission.admitted"}, "Admissions"),
        ({"indicator": "x", "topic": "no.topic"}, "no.topic"),
    ],
)
def test_the_viewer_filters_by_what_it_shows(values, expected):
    assert facets(values)["topic"] == expected


@pytest.mark.parametrize(
    ("role", "known"),
    [
        ("document_kinds", phrases("documents.kinds", "documents.by_name", "documents.labelled")),
        ("document_kinds", {fold(str(kind)) for kind in values("documents.kinds").values()}),
        ("directing_verbs", phrases("instructions.directs")),
    ],
)
def test_every_kind_that_is_read_has_an_english_name(role, known):
    assert sorted(known - values(f"glosses.{role}").keys()) == []


def test_every_kind_of_meeting_that_is_read_has_an_english_name():
    known = phrases("meetings.names", "meetings.refers_back", "meetings.ceremonies", "meetings.whole_kinds")
    assert sorted(kind for kind in known if not glosses.meeting(kind)) == []
