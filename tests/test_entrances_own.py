"""What a user writes, what a run leaves and what a service sends back, spoiled: an error of ours, or a right result."""

from __future__ import annotations

import json
import os
import random
import shutil
import socket
import threading
from contextlib import suppress
from itertools import product
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import made
import pytest
from test_entrances import QUICK, enter, spoiled, with_odd_bytes

from partyx import Budget, Settings, estimate, extract, extract_many
from partyx.batch import Journal, Maker
from partyx.cache import SERVICES_FILE, Completion, Request
from partyx.choice import choose_engine
from partyx.errors import FormatError, InputError, OutputError, PartyxError, RefusalError, SettingsError
from partyx.export import export
from partyx.files import parse_json
from partyx.kinds.declared import read_declarations
from partyx.kinds.record import spec_of
from partyx.llm.batch_service import Handed
from partyx.llm.manners import Manners
from partyx.llm.outbox import Outbox
from partyx.llm.post import Post
from partyx.llm.remembered import Remembered, forget
from partyx.many import Failure
from partyx.model.prompts import SMALL, Prompts
from partyx.pages import view
from partyx.pages.review.desk import Desk
from partyx.pages.review.server import Server
from partyx.reading import read
from partyx.reliability import Reliability
from partyx.resources import prompt_files, prompt_text
from partyx.scoring.gold.folder import EvalFolder
from partyx.scoring.labelling.add import add_article
from partyx.screening import Screening

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

TEXT = (
    "Đảng bộ huyện Yên Sơn: kết quả 6 tháng đầu năm 2024\n"
    "Sáng 5/7/2024, Huyện ủy Yên Sơn tổ chức hội nghị sơ kết công tác xây dựng Đảng. "
    "Toàn Đảng bộ kết nạp 104 đảng viên, đạt 57,5% kế hoạch; thành lập 3 chi bộ.\n"
)
RULES = Settings(engine="rules")


MANY = range(1000, 1300)
"""Where a mutant takes a tenth of a second and more."""


def lines_spoiled(whole: str, seed: int) -> bytes:
    """JSON lines, one of them spoiled, sometimes twice there or without its end."""
    draw = random.Random(seed)  # noqa: S311 - mutants are no secrets
    lines = [line.encode() for line in whole.splitlines()]
    place = draw.randrange(len(lines))
    lines[place : place + 1] = [spoiled(lines[place].decode(), seed)] * draw.choice((1, 1, 1, 2))
    return b"\n".join(lines) + draw.choice((b"\n", b"\n", b""))


def enter_lines(whole: str, seeds: range, take: Callable[[bytes], object]) -> int:
    """Give each mutant of some lines to an entrance; how many were refused."""
    refused = 0
    for seed in seeds:
        try:
            take(lines_spoiled(whole, seed))
        except PartyxError:
            refused += 1
        except Exception as error:
            error.add_note(f"mutant {seed}")
            raise
    return refused


# -- what a user writes ----------------------------------------------------------------------------------------

DECLARED = {
    "name": "Appointment",
    "about": "Một quyết định bổ nhiệm.",
    "plural": "appointments",
    "key": ["person"],
    "fields": {
        "person": {"type": "person", "about": "người được bổ nhiệm"},
        "kind": {"choices": ["bổ nhiệm", "điều động"]},
        "effective": {"type": "date", "optional": True},
        "posts": {"many": True, "fields": {"post": {"type": "phrase"}, "votes": {"type": "figure", "optional": True}}},
    },
    "examples": [{"text": "Ông Nguyễn Văn A được bổ nhiệm.", "records": [{"person": "Nguyễn Văn A", "kind": "bổ nhiệm"}]}],
}  # fmt: skip
ODD_NAMES = (
    "__init__", "__class__", "__doc__", "__slots__", "model_config", "model_fields", "to_json", "evidence", "copy",
    "class", "_x", "self", "a b", "", "ệ", "x\0", "plural", "key", "examples", "json", "__annotations__", "x" * 10_000,
)  # fmt: skip


def declared(path: Path) -> None:
    """All that is done with a declaration before a model is asked."""
    for kind in read_declarations(path):
        spec_of(kind)
        kind.model_json_schema()


def test_declarations(tmp_path: Path) -> None:
    path = tmp_path / "types.json"

    def take(data: bytes) -> None:
        path.write_bytes(data)
        declared(path)

    enter(json.dumps(DECLARED, ensure_ascii=False), range(100), take)


@pytest.mark.parametrize("name", ODD_NAMES, ids=ascii)
def test_a_field_or_type_of_an_odd_name(tmp_path: Path, name: str) -> None:
    path = tmp_path / "types.json"
    for data in (
        DECLARED | {"fields": {**DECLARED["fields"], name: {"type": "phrase"}}},
        DECLARED | {"name": name},
        DECLARED | {"plural": name},
        DECLARED | {"key": [name]},
    ):
        path.write_text(json.dumps(data), encoding="utf-8")
        try:
            declared(path)
        except PartyxError:
            continue


TOML = """name = "Visit"
about = "x"
[fields.person]
type = "person"
[fields.posts]
many = true
[fields.posts.fields.post]
type = "phrase"
"""


def test_toml(tmp_path: Path) -> None:
    """Declarations and the list of an evals folder; a BOM, which editors of Windows write, is no fault."""
    (tmp_path / "types.toml").write_text(TOML, encoding="utf-8")
    for seed in range(50):
        draw = random.Random(seed)  # noqa: S311
        (tmp_path / "types.toml").write_bytes(with_odd_bytes(TOML.encode(), draw))
        (tmp_path / "records.toml").write_bytes(with_odd_bytes(b'records = ["types.toml"]\n', draw))
        for read_it in (lambda: declared(tmp_path / "types.toml"), lambda: EvalFolder(tmp_path).types):
            try:
                read_it()
            except PartyxError:
                continue
    (tmp_path / "types.toml").write_bytes(b"\xef\xbb\xbf" + TOML.encode())
    (tmp_path / "records.toml").write_bytes(b'\xef\xbb\xbfrecords = ["types.toml"]\n')
    assert [kind.__name__ for kind in EvalFolder(tmp_path).types.own] == ["Visit"]


def _folder_of(file: Path) -> None:
    file.unlink()
    file.mkdir()


def _pipe(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)


def _dead_link(file: Path) -> None:
    file.unlink()
    file.symlink_to(file.with_name("nowhere"))


@pytest.mark.parametrize("name", ["10-role.md", "s40-order.md"])
@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (_folder_of, "has no "),
        (_pipe, "has no "),
        (_dead_link, "has no "),
        (lambda file: file.unlink(), "has no "),
        (lambda file: file.write_bytes(b"\xff\xfex\0"), "decode"),
        (lambda file: file.with_name("\udcff.md").touch(), "is no name for a prompt"),
        (lambda file: file.write_text("--- user\n" * 3), None),
        (lambda file: file.write_text(""), None),
        (lambda file: os.mkfifo(file.with_name("further")), None),
    ],
)  # fmt: skip
def test_a_prompt_folder_of_ones_own(
    tmp_path: Path, name: str, spoil: Callable[[Path], None], message: str | None
) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    for one in prompt_files("v2"):
        (mine / one).write_text(prompt_text("v2", one), encoding="utf-8")
    spoil(mine / name)
    if message:
        with pytest.raises(SettingsError, match=message):
            Prompts.load(str(mine))
    else:
        for question in SMALL:
            assert Prompts.load(str(mine)).small(question, "x")


VALUES = (
    "nan", "inf", "1e400", "9" * 5000, "-1", "", "{", "[]", "{}", "[" * 3000, "\u202ex", "../..", "~nosuch/x", "x" * 5000,
    "\x1b[2J", "http://", "http://[", "https://x:99999/", "http://a b/", "local/", "local/../../x", "ollama/", "openai/x",
    '{"a":{"base_url":5}}', '["a",5]', '{"X-\\nY":"v"}', '{"a":NaN}', '{"a":"\\ud800"}', "http://127.0.0.1:9/v1",
    "redis://[", "file:///etc",
)  # fmt: skip


def test_settings_in_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One to three settings with odd values, up to the point where a service would be asked."""
    refused, names = 0, sorted(set(Settings.model_fields) - {"cache_dir"})
    for seed in range(150):
        draw = random.Random(seed)  # noqa: S311
        with monkeypatch.context() as given:
            given.setenv("PARTYX_CACHE_DIR", str(tmp_path))
            for name in draw.sample(names, draw.choice((1, 2, 3))):
                given.setenv(f"PARTYX_{name.upper()}", draw.choice(VALUES))
            try:
                settings = Settings.load()
                hash(settings), repr(settings), choose_engine(settings)
            except PartyxError:
                refused += 1
    assert 20 < refused < 140


def test_sources() -> None:
    """Whatever is given as a source, and an address when addresses are fetched."""
    odd: list[Any] = [
        "", "\0", "\ud800", "../../x", "http://", "http://[::1", "http://127.0.0.1:1/\ud800", "http://127.0.0.1:99999/",
        "http://127.0.0.1:x/", "http:///x", "http://127.0.0.1:1/a b", "http://127.0.0.1:1/\n", "ftp://127.0.0.1/x",
        "file:///etc/passwd", b"", b"\0", b"\xff\xfe", 5, None, 1.5, True, object(),
    ]  # fmt: skip
    for source in odd:
        for fetch in (False, True):
            with suppress(PartyxError):  # a text of some letters is an article
                extract(source, settings=Settings(engine="rules", fetch=fetch, fetch_timeout_s=3))


def test_sources_among_others() -> None:
    odd: list[Any] = ["", "http://127.0.0.1:x/", b"\0\1", 5, None]
    came = list(extract_many([*odd, TEXT], settings=RULES))
    assert sum(isinstance(one, Failure) for one in came) == len(odd)
    assert [len(one.statistics) for one in came if not isinstance(one, Failure)] == [3]


@pytest.mark.skipif(not os.path.exists("/proc/self/mem"), reason="Linux has such a file")  # noqa: PTH110
def test_a_file_that_cannot_be_read_to_its_end() -> None:
    """A disk or a mount may give up in the middle of a file, as this one does at its beginning."""
    from pathlib import Path  # noqa: PLC0415

    with pytest.raises(InputError, match="cannot be read"):
        extract(Path("/proc/self/mem"), settings=RULES)
    came = list(extract_many([Path("/proc/self/mem"), TEXT], settings=RULES))
    assert sum(isinstance(one, Failure) for one in came) == 1


# -- what a run leaves -----------------------------------------------------------------------------------------


class _Service:
    """A batch service that ended every job with these rows."""

    def __init__(self, rows: list[dict[str, Any]]) -> None:
        self._rows = rows

    def look(self, _: str) -> Any:
        return Handed("b", "completed", ("f",))

    def marked(self, _: str) -> None:
        return None

    def hand_in(self, requests: Path, _: str) -> Any:
        requests.read_bytes()
        return SimpleNamespace(id="new")

    def rows(self, *_: object) -> list[dict[str, Any]]:
        return self._rows

    def close(self) -> None:
        pass


class _Post(Post):
    service: _Service

    def _service(self) -> Any:
        return self.service


ROWS = [
    {"custom_id": "k0", "response": {"status_code": 200, "body": {"model": "m", "choices": [
        {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": "{}"}}], "usage": {"prompt_tokens": 3, "completion_tokens": 4}}}},
    {"custom_id": "k1", "response": {"status_code": 400, "body": {"error": {"message": "no", "code": "x"}}}},
]  # fmt: skip
ENDPOINT = SimpleNamespace(
    identity="i", form="schema", model="m", base_url="http://h", limit="max_tokens", api_key=None
)


class _Store(dict[str, bytes]):
    def set(self, key: str, value: bytes) -> None:
        self[key] = value

    def discard(self, key: str) -> None:
        self.pop(key, None)


def left_by_a_batch(folder: Path) -> None:
    """The folder of a run with two questions in a job, and answers that no cache keeps."""
    shutil.rmtree(folder, ignore_errors=True)
    box = Outbox(folder, "m at http://h")
    for number in range(2):
        asked = Request("m", ({"role": "user", "content": f"{number}"},), "F", {"type": "object"}, 0.0, 5)
        box.put(f"k{number}", asked.summary, {"x": 1})
    [job] = box.sealed()
    job.id = "b1"
    box.save()
    box.keep("k9", Completion("{}", "length", "m", 1, 2))
    box.keep("k8", RefusalError("no"))
    box.forget_later("k7")
    box.close()


def go_on(folder: Path, rows: list[dict[str, Any]]) -> int:
    """Go on with that run; how many answers came."""
    post = _Post(ENDPOINT, Settings(cache="off"), _Store(), folder)
    post.service = _Service(rows)
    came = post.take_up().answers
    post.hand_in()
    post.finish()
    return came


@pytest.mark.parametrize("name", ["jobs.json", "0001.calls.jsonl", "arrived.jsonl", "unwanted.txt"])
def test_the_folder_of_a_batch(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "run.batch"
    left_by_a_batch(folder)
    assert go_on(folder, ROWS) == 2
    left_by_a_batch(folder)
    whole = (folder / name).read_text(encoding="utf-8")

    def take(data: bytes) -> None:
        left_by_a_batch(folder)
        (folder / name).write_bytes(data)
        go_on(folder, ROWS)

    if name == "jobs.json":
        enter(whole, QUICK, take)
    elif name == "unwanted.txt":
        for seed in range(20):
            take(with_odd_bytes(whole.encode(), random.Random(seed)))  # noqa: S311
    else:
        assert enter_lines(whole, range(30), take) < 30


@pytest.mark.parametrize(
    "name", ["jobs.json", "0001.calls.jsonl", "0002.requests.jsonl", "arrived.jsonl", "unwanted.txt"]
)
@pytest.mark.parametrize("what", ["pipe", "link", "folder"])
def test_a_folder_of_a_batch_holds_files_alone(tmp_path: Path, name: str, what: str) -> None:
    """Who goes on with somebody's run neither waits for a pipe for ever nor writes through a link."""
    folder = tmp_path / "run.batch"
    left_by_a_batch(folder)
    (folder / name).unlink(missing_ok=True)
    if what == "pipe":
        os.mkfifo(folder / name)
    elif what == "link":
        (folder / name).symlink_to(tmp_path / "mine")
    else:
        (folder / name).mkdir()
    with pytest.raises(SettingsError, match=rf"jobs\.json: the folder holds '{name}'"):
        go_on(folder, ROWS)
    assert not (tmp_path / "mine").exists()


def test_a_journal_that_is_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    """Neither of the files of a run."""
    for name in ("out.jsonl", "out.rest.jsonl", "out.seen"):
        os.mkfifo(tmp_path / name)
        with (
            pytest.raises(OutputError, match=name),
            Journal(tmp_path / "out.jsonl", Maker("rules")) as journal,
        ):
            Screening(duplicates=True, memory=journal.memory())
        (tmp_path / name).unlink()


@pytest.mark.parametrize("number", ["../0001", "../../x", 0, -1, 1.5, None, [1], {}])
def test_the_number_of_a_job_names_no_files_elsewhere(tmp_path: Path, number: Any) -> None:
    """The files of a job that is settled are removed: a planted number must not lead out of the folder."""
    folder = tmp_path / "run.batch"
    left_by_a_batch(folder)
    beside = [tmp_path / "0001.calls.jsonl", tmp_path / "0001.txt"]
    for path in beside:
        shutil.copy(folder / "0001.calls.jsonl", path)
    jobs = json.loads((folder / "jobs.json").read_text(encoding="utf-8"))
    jobs["jobs"][0]["number"] = number
    (folder / "jobs.json").write_text(json.dumps(jobs), encoding="utf-8")
    with pytest.raises(SettingsError, match=r"jobs\.json: 0\.number"):
        go_on(folder, ROWS)
    assert all(path.exists() for path in beside)


@pytest.mark.parametrize("seeds", [range(40), pytest.param(MANY, marks=pytest.mark.slow)], ids=str)
def test_what_a_batch_service_sends_back(tmp_path: Path, seeds: range) -> None:
    folder = tmp_path / "run.batch"

    def take(data: bytes) -> None:
        left_by_a_batch(folder)
        rows = []
        for line in data.splitlines():
            try:
                row = parse_json(line)
            except (ValueError, RecursionError):  # as the service's client does
                continue
            rows += [row] if isinstance(row, dict) else []
        go_on(folder, rows)

    assert enter_lines("\n".join(map(json.dumps, ROWS)), seeds, take) == 0


@pytest.mark.parametrize("name", ["run.jsonl", "run.rest.jsonl"])
def test_journals(tmp_path: Path, name: str) -> None:
    found = made.extraction()
    maker = Maker.of(found.provenance)
    with Journal(tmp_path / "run.jsonl", maker) as journal:
        journal.add(found)
        journal.add(Failure("a.txt", None, "read", FormatError("bad")))
    files = {one: (tmp_path / one).read_bytes() for one in ("run.jsonl", "run.rest.jsonl")}

    def take(data: bytes) -> None:
        for one, whole in files.items():
            (tmp_path / one).write_bytes(data if one == name else whole)
        with Journal(tmp_path / "run.jsonl", maker) as journal:
            journal.add(found)
            journal.add(Failure("c", None, "read", FormatError("bad")))
        with Journal(tmp_path / "run.jsonl", maker) as again:
            assert again.done

    assert enter_lines(files[name].decode(), range(30), take) < 30


@pytest.mark.slow
def test_what_a_screening_has_seen(tmp_path: Path) -> None:
    """A line that is none of ours is as none: its article is looked at again."""
    pytest.importorskip("datasketch")
    path = tmp_path / "run.seen"
    run = SimpleNamespace(article=read(TEXT, RULES))
    with path.open("a+b") as memory:
        Screening(duplicates=True, memory=memory)(run)
    whole = path.read_text(encoding="utf-8")

    def take(data: bytes) -> None:
        path.write_bytes(data)
        with path.open("a+b") as memory:
            Screening(duplicates=True, memory=memory)(run)

    assert enter_lines(whole, MANY, take) < len(MANY) / 2


def test_what_was_found_out_about_services(tmp_path: Path) -> None:
    settings, first = Settings(cache_dir=tmp_path), Manners("strict", "max_tokens")
    Remembered(settings).put("p", first, Manners("schema", "max_tokens", frozenset({"temperature"})))
    path = tmp_path / SERVICES_FILE
    whole = path.read_text(encoding="utf-8")
    request = Request("m", ({"role": "user", "content": "x"},), "F", {"type": "object"}, 0.0, 5)
    for seed in range(100):
        path.write_bytes(spoiled(whole, seed))
        forget()
        assert Remembered(settings).get("p", first).body(request)["model"] == "m"
    forget()


def test_tables_of_reliability(tmp_path: Path) -> None:
    path, found = tmp_path / "r.json", extract(TEXT, settings=RULES)
    whole = json.dumps({"classes": json.loads(Reliability.shipped().to_json())["classes"][:3]})

    def take(data: bytes) -> None:
        path.write_bytes(data)
        table = Reliability.load(path)
        table.of(found, "statistics[0]")
        table.to_json()

    enter(whole, range(120), take)


@pytest.mark.slow
def test_extractions_in_lines(tmp_path: Path) -> None:
    """A line that holds none is named; of the others a page and tables are made."""
    path, whole = (
        tmp_path / "run.jsonl",
        json.dumps(extract(TEXT, settings=RULES).to_dict(), ensure_ascii=False),
    )
    other = extract("Huyện ủy Yên Sơn kết nạp 7 đảng viên.", settings=RULES).to_dict()

    def take(data: bytes) -> None:
        path.write_bytes(data + b"\n" + json.dumps(other).encode() + b"\n")
        found = [one for one in view.lines(path) if not isinstance(one, view.Bad)]
        assert found
        assert "</html>" in view.run_page(found, "t")
        for form in ("csv", "sqlite"):
            target = tmp_path / form
            if target.is_dir():
                shutil.rmtree(target)
            target.unlink(missing_ok=True)
            export(found, target, form)
        if len(found) < 2:
            raise InputError("one of the two is none")

    enter(whole, MANY[:100], take)


# -- the review ------------------------------------------------------------------------------------------------


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    (tmp_path / "bai.txt").write_text(TEXT, encoding="utf-8")
    folder = EvalFolder(tmp_path / "evals")
    add_article(folder, tmp_path / "bai.txt", new_id="a1")
    return Desk(folder, "An", lambda path: (extract(path, settings=RULES), None))


def accepted(desk: Desk) -> str:
    """What the page sends when all is accepted."""
    state = desk.opened("a1")["state"]
    return json.dumps(
        state | {"items": [one | {"decision": "accepted"} for one in state["items"]]}, ensure_ascii=False
    )


def test_states_of_a_review(desk: Desk) -> None:
    path = desk.folder.drafts / "a1.review.json"

    def take(data: bytes) -> None:
        path.write_bytes(data)
        desk.listed()
        desk.opened("a1")
        desk.finished("a1")

    enter(accepted(desk), range(150), take)


def test_what_a_page_sends(desk: Desk) -> None:
    path = desk.folder.drafts / "a1.review.json"

    def take(data: bytes) -> None:
        path.unlink(missing_ok=True)
        desk.changed("a1", parse_json(data) if data.startswith(b"{") else {})
        desk.finished("a1")

    def parsed(data: bytes) -> None:
        try:
            take(data)
        except (ValueError, RecursionError) as error:  # as the server does
            raise InputError("no JSON") from error

    enter(accepted(desk), range(100), parsed)


@pytest.fixture
def server(desk: Desk) -> Iterator[Server]:
    found = Server(desk)
    running = threading.Thread(target=found.run)
    running.start()
    yield found
    found.close()
    running.join()


def test_every_request_is_answered(server: Server, capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever the length and the path say: an answer that is no defect, and at once."""
    token = server.address.split("/")[3]
    lengths = ("0", "-1", "x", "9" * 30, "1e9", "", "5", "²")
    paths = (
        "/",
        "*",
        "x",
        f"/{token}",
        f"/{token}/articles/a1",
        f"/{token}/articles/..%2fx",
        f"/{token}/%00",
        "/ÿ",
    )
    for length, path in product(lengths, paths):
        with socket.create_connection(("127.0.0.1", server.port), timeout=10) as line:
            line.sendall(
                f"PUT {path} HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nContent-Length: {length}\r\n"
                "Content-Type: application/json\r\nConnection: close\r\n\r\n".encode("latin-1")
            )
            line.shutdown(socket.SHUT_WR)
            answer = b"".join(iter(lambda: line.recv(65536), b""))
        assert answer.startswith(b"HTTP/1.1 4")
    assert "Traceback" not in capsys.readouterr().err


class Unshowable:
    """Of a class whose objects cannot be shown, compared or looked through."""

    def __repr__(self) -> str:
        raise ZeroDivisionError

    def __eq__(self, other: object) -> bool:
        raise ZeroDivisionError

    __hash__ = object.__hash__


def nested() -> list[Any]:
    """A list in a list, three thousand times."""
    value: list[Any] = []
    for _ in range(3000):
        value = [value]
    return value


ARGUMENTS: tuple[Any, ...] = (
    True, 0, -1, 1.5, float("nan"), 10**400, 1j, "", "x", "\ud800", "x" * 100_000, "http://[::1", b"x", [], [None], {1: 2},
    {"a": float("nan")}, object(), Unshowable(), nested(), lambda: 1, int, slice(1), range(3),
)  # fmt: skip
LINE = "Đảng bộ huyện kết nạp 104 đảng viên trong năm 2023."


@pytest.mark.parametrize("name", ["settings", "model", "records", "id", "published", "url", "outlet"])
def test_what_a_call_is_given(name: str) -> None:
    """Whatever it is, a right result or a short error of ours."""
    said = [""]
    for value in ARGUMENTS:
        given = {"settings": {"engine": "rules"}, name: value}
        readable = {key: it for key, it in given.items() if key not in {"model", "records"}}
        asked = {key: it for key, it in given.items() if key in {"settings", "model", "records"}}
        for call, words in ((extract, given), (read, readable), (estimate, asked)):
            try:
                call(LINE, **words)
            except PartyxError as error:
                said.append(str(error))
    assert max(map(len, said)) < 500


def test_what_is_no_source_is_named_all_the_same() -> None:
    for value in (Unshowable(), nested(), 5, object()):
        (found,) = [
            it
            for it in extract_many([value, LINE], settings={"engine": "rules"}, processes=0)
            if isinstance(it, Failure)
        ]
        assert 0 < len(found.source) <= 200
        with pytest.raises(InputError, match="is no article"):
            read(value)


@pytest.mark.parametrize("name", ["processes", "budget", "published", "outlet", "ordered"])
def test_how_a_run_is_to_go(name: str) -> None:
    for value in ARGUMENTS:
        with suppress(PartyxError):
            list(extract_many([LINE], settings={"engine": "rules"}, **{"processes": 0, name: value}))


@pytest.mark.parametrize("most", [-1, float("nan"), float("inf"), "1", [1], 1j])
def test_a_budget_is_a_number(most: Any) -> None:
    for name in ("usd", "tokens"):
        with pytest.raises(SettingsError, match=f"a budget's {name} is"):
            Budget(**{name: most})


def test_the_address_of_a_page_may_be_anything() -> None:
    """It says in which province a paper is, where it is one at all."""
    for url in ("http://[::1", "http://[", "//[x]", "\ud800", "http://xn--"):
        assert extract(LINE, settings={"engine": "rules"}, url=url).statistics
