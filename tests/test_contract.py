"""The exported JSON Schemas are those of the records, and true of what is written."""

import json
from pathlib import Path

import made
import pytest
from jsonschema import Draft202012Validator

from partyx import records
from partyx.contract import RECORDS, schema_files
from partyx.records import SCHEMA_VERSION, Frozen

EXPORTED = Path(__file__).parent.parent / "schemas"
FILES = schema_files()


def test_the_exported_schemas_are_those_of_the_records():
    on_disk = {path.name: path.read_text(encoding="utf-8") for path in EXPORTED.glob("*")}
    assert on_disk == FILES, "run: partyx schema export"


def test_every_record_has_a_schema():
    declared = {
        it
        for it in vars(records).values()
        if isinstance(it, type) and issubclass(it, Frozen) and it is not Frozen
    }
    assert declared <= set(RECORDS)


@pytest.mark.parametrize("name", sorted(FILES))
def test_a_schema_is_valid_and_says_what_it_is(name):
    schema = json.loads(FILES[name])
    Draft202012Validator.check_schema(schema)
    assert schema["$id"] == f"urn:partyx:schema:{SCHEMA_VERSION}:{name.removesuffix('.schema.json')}"
    assert schema["title"]
    assert schema["description"].endswith(".")
    for field in schema["properties"].values():
        assert field["description"]


def test_an_extraction_fits_its_schema():
    validator = Draft202012Validator(json.loads(FILES["extraction.schema.json"]))
    validator.validate(made.extraction().to_dict())


@pytest.mark.parametrize("field", ["schema_version", "statistics", "coverage"])
def test_an_extraction_without_a_field_does_not_fit(field):
    validator = Draft202012Validator(json.loads(FILES["extraction.schema.json"]))
    written = made.extraction().to_dict()
    del written[field]
    assert not validator.is_valid(written)
