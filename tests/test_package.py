"""The public surface of the package, and what importing it costs."""

import inspect
import json
import re
import subprocess
import sys

import pytest

import partyx

PUBLIC = [
    "Article",
    "ArticleRef",
    "Budget",
    "Clause",
    "Completion",
    "Coverage",
    "DateRef",
    "Directive",
    "DocumentRef",
    "Estimate",
    "Example",
    "Extraction",
    "Extractor",
    "Failure",
    "FakeModel",
    "FigureRef",
    "Finding",
    "How",
    "Label",
    "Meeting",
    "Model",
    "OrganisationRef",
    "PartyxError",
    "Period",
    "Person",
    "PersonRef",
    "Phrase",
    "Place",
    "Progress",
    "Provenance",
    "Record",
    "RecordTypes",
    "Reliability",
    "Reply",
    "Request",
    "Role",
    "SamePerson",
    "Scripted",
    "Seen",
    "Settings",
    "Source",
    "Span",
    "Stated",
    "Statistic",
    "Stream",
    "Tally",
    "Task",
    "UnclaimedDigits",
    "Unlocated",
    "Unread",
    "Usage",
    "ValueClass",
    "__version__",
    "aextract",
    "aextract_many",
    "errors",
    "estimate",
    "extract",
    "extract_many",
    "people_of",
    "read",
    "read_many",
    "to_frames",
]


def modules_after(statement: str) -> set[str]:
    """The modules a fresh interpreter has loaded after a statement."""
    code = f"{statement}\nimport json, sys\nprint(json.dumps(sorted(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(json.loads(run.stdout))


def test_the_public_names_are_these():
    assert partyx.__all__ == PUBLIC


@pytest.mark.parametrize("name", PUBLIC)
def test_every_public_name_loads_and_is_listed(name):
    assert getattr(partyx, name) is not None
    assert name in dir(partyx)


def test_nothing_else_is_listed():
    assert dir(partyx) == PUBLIC


TYPES = re.compile(r"\b[A-Z][A-Za-z]+\b")
OF_PYTHON = set(
    "Any AsyncIterator BaseException Callable Coroutine Future Iterable Iterator Literal Mapping None Path Self Sequence TracebackType True False Unpack".split()
)
FOR_OURSELVES = {
    "Extractor.stream",
    "Extractor.inputs",
    "Extractor.by_post",
    "FakeModel.learn",
}  # not in the documentation
OF_OTHERS = {"DataFrame", "BaseModel", "Frozen"}


def signatures() -> list[tuple[str, str]]:
    """The public functions, and the public methods of public classes, with their signatures as written."""
    found = []
    for name in PUBLIC:
        value = getattr(partyx, name)
        methods = vars(value).items() if inspect.isclass(value) else ()
        own = [(name, value)] if inspect.isfunction(value) else []
        own += [
            (f"{name}.{it}", method)
            for it, method in methods
            if inspect.isfunction(method) and not it.startswith("_")
        ]
        found += [(it, str(inspect.signature(function))) for it, function in own]
    return [(name, signature) for name, signature in found if name not in FOR_OURSELVES]


@pytest.mark.parametrize(("name", "signature"), signatures())
def test_every_type_of_a_public_signature_is_public(name, signature):
    assert set(TYPES.findall(signature)) - OF_PYTHON - OF_OTHERS <= set(PUBLIC), name


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="'partyx' has no attribute 'extrcat'"):
        partyx.extrcat  # noqa: B018


def test_the_version_reads_like_one():
    assert re.match(r"\d+\.\d+", partyx.__version__)


def test_importing_the_package_loads_nothing_else_of_it_and_no_dependency():
    loaded = modules_after("import partyx")
    assert {name for name in loaded if name.startswith("partyx")} == {"partyx"}
    dependencies = {"pydantic", "openai", "instructor", "rich", "typer", "lxml", "diskcache", "pandas"}
    assert not dependencies & loaded


def test_extracting_by_rules_loads_neither_openai_nor_an_extra():
    loaded = modules_after("import partyx; partyx.extract('Kết nạp 12 đảng viên.')")
    assert (
        not {
            "openai",
            "instructor",
            "pandas",
            "scipy",
            "opentelemetry",
            "genai_prices",
            "lxml",
            "docx",
            "pypdf",
            "pyarrow",
        }
        & loaded
    )


def test_asking_the_command_line_for_help_loads_no_stage():
    loaded = modules_after("import partyx.cli.app")
    assert not {"pydantic", "partyx.pipeline", "partyx.records", "lxml", "rich"} & loaded
