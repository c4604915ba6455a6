"""One article through langextract, as it recommends itself; run by run.py in an environment of its own.

Schema constraints from the examples, the default chunks of 1,000 characters, one pass, temperature 0. One
worker: the server answers one call at a time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import langextract as lx
from asking import EXAMPLES, PROMPT, Records, answer_timed, read_task, text_of
from langextract.factory import ModelConfig, create_model

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

CLASSES = {"statistics": "statistic", "meetings": "meeting", "directives": "directive"}

MOST_TOKENS = 2048
"""Of one chunk's answer. A chunk of 1,000 characters with every figure quoted takes some 1,200; without a
limit a model that repeats itself writes until the context is full, ten minutes on two cores."""


def example(text: str, records: Records) -> lx.data.ExampleData:
    """One example; its extractions in the order of the text, as langextract wants them."""
    found = [
        lx.data.Extraction(
            extraction_class=CLASSES[kind],
            extraction_text=record["quote"],
            attributes={name: value for name, value in record.items() if name != "quote" and value},
        )
        for kind, group in records.items()
        for record in group
    ]
    found.sort(key=lambda extraction: text.index(extraction.extraction_text))
    return lx.data.ExampleData(text=text, extractions=found)


def plain(found: Iterator[lx.data.Extraction]) -> Records:
    """The extractions in the common shape."""
    kinds = {name: kind for kind, name in CLASSES.items()}
    records: Records = {kind: [] for kind in CLASSES}
    for extraction in found:
        record: dict[str, Any] = dict(extraction.attributes or {})
        record["quote"] = extraction.extraction_text
        if place := extraction.char_interval:
            record |= {"start": place.start_pos, "end": place.end_pos}
        if extraction.extraction_class in kinds:
            records[kinds[extraction.extraction_class]].append(record)
    return records


def model_of(task: Mapping[str, Any], examples: list[lx.data.ExampleData]) -> Any:  # noqa: ANN401
    """The model of langextract itself, made beforehand only to wait longer than openai's ten minutes."""
    config = ModelConfig(
        model_id=task["model"],
        provider="OpenAILanguageModel",
        provider_kwargs={
            "api_key": task["key"],
            "base_url": task["base_url"],
            "temperature": 0.0,
            "max_workers": 1,
            "max_output_tokens": MOST_TOKENS,
        },
    )
    model = create_model(config, examples=examples, use_schema_constraints=True)
    model._client = model._client.with_options(timeout=task["limit_s"] + 30, max_retries=0)  # noqa: SLF001 - there is no setting
    return model


def extract(text: str, model: Any, examples: list[lx.data.ExampleData]) -> lx.data.AnnotatedDocument:  # noqa: ANN401
    """Ask langextract."""
    return lx.extract(
        text,
        prompt_description=PROMPT,
        examples=examples,
        model=model,
        use_schema_constraints=False,  # they are the model's already
        max_char_buffer=1000,
        extraction_passes=1,
        max_workers=1,
        show_progress=False,
    )


def main() -> None:
    """Answer the task."""
    task = read_task()
    text = text_of(task["article"])
    examples = [example(*one) for one in EXAMPLES]
    model = model_of(task, examples)

    def ask() -> Records:
        return plain(iter(extract(text, model, examples).extractions or ()))

    answer_timed(task, ask, "langextract", "openai")


if __name__ == "__main__":
    main()
