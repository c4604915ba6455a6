"""One article through langextract for a record type of one's own; run by own.py there."""

from __future__ import annotations

import json
import sys

import langextract as lx
from langextract.factory import ModelConfig, create_model


def main() -> None:
    """Read the task, write the records."""
    task = json.load(sys.stdin)
    examples = [
        lx.data.ExampleData(
            text=one["text"],
            extractions=sorted(
                (
                    lx.data.Extraction(
                        extraction_class=task["name"],
                        extraction_text=record[task["quoted"]],
                        attributes={
                            name: value if isinstance(value, str | list) else str(value).lower()
                            for name, value in record.items()
                            if name != task["quoted"]
                        },
                    )
                    for record in one["records"]
                ),
                key=lambda it: one["text"].index(it.extraction_text),
            ),
        )
        for one in task["examples"]
    ]
    config = ModelConfig(
        model_id=task["model"],
        provider="OpenAILanguageModel",
        provider_kwargs={
            "api_key": task["key"],
            "base_url": task["base_url"],
            "temperature": 0.0,
            "max_workers": 1,
            "max_output_tokens": task["tokens"],
        },
    )
    model = create_model(config, examples=examples, use_schema_constraints=True)
    model._client = model._client.with_options(timeout=task["limit"], max_retries=0)  # noqa: SLF001 - there is no setting
    found = lx.extract(
        task["text"],
        prompt_description=task["prompt"],
        examples=examples,
        model=model,
        use_schema_constraints=False,  # they are the model's already
        max_char_buffer=1000,
        extraction_passes=1,
        max_workers=1,
        show_progress=False,
    )
    records = [
        {**(one.attributes or {}), task["quoted"]: one.extraction_text, "at": _place(one)}
        for one in found.extractions or ()
        if one.extraction_class == task["name"]
    ]
    json.dump(records, sys.stdout, ensure_ascii=False)


def _place(one: lx.data.Extraction) -> list[int] | None:
    """Where langextract says that an extraction stands."""
    place = one.char_interval
    if place is None or place.start_pos is None or place.end_pos is None:
        return None
    return [place.start_pos, place.end_pos]


if __name__ == "__main__":
    main()
