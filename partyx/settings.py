"""The one settings object, and the one place that reads the environment."""

from __future__ import annotations

import difflib
import json
import os
import re
from collections.abc import Hashable, Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any, Final, Literal, Self

from pydantic import (
    AfterValidator,
    AliasChoices,
    BaseModel,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_settings import BaseSettings, SettingsConfigDict
from pydantic_settings import SettingsError as UnreadableError

from partyx import forks
from partyx.errors import SettingsError, briefly
from partyx.files import at_home

RULES: Final = "rules"
"""The engine that asks no model; also named in a model's place."""


def _env(name: str) -> AliasChoices:
    """Read a field from the variable that the ecosystem uses, without our prefix."""
    return AliasChoices(name, name.upper())


_LONGEST_NAME: Final = 4_096


def _printable(text: str) -> str:
    """Refuse what turns writing round, hides, or cannot be encoded: in a name or address it only deceives."""
    if len(text) > _LONGEST_NAME:
        raise ValueError(
            f"it has {len(text):,} characters, and names and addresses at most {_LONGEST_NAME:,}"
        )
    if not text.isprintable():
        raise ValueError("it holds a character that cannot be printed")
    return text


def _usable(path: Path, setting: ValidationInfo) -> Path:
    """The path with "~" written out."""
    return at_home(path, str(setting.field_name))


_HEADER = re.compile(r"[\w!#$%&'*+.^`|~-]+", re.ASCII)
_OURS = frozenset({"messages", "model", "stream", "n"})
"""Members of a request's body that ``extra_body`` may not set."""
Name = Annotated[str, AfterValidator(_printable)]
Place = Annotated[Path, AfterValidator(_usable)]


class Service(BaseModel):
    """A service that the table of known ones does not list, or lists otherwise.

    Attributes:
        base_url: Its OpenAI-compatible endpoint.
        key_variable: The environment variable that holds its key.
        api_key: The key itself, in place of a variable; goes to this service only.
        form: How it takes the schema of an answer.
        limit: Its name for the longest answer in tokens.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    base_url: Name
    key_variable: Name | None = None
    api_key: SecretStr | None = None
    form: Literal["strict", "schema", "object", "text"] = "schema"
    limit: Literal["max_tokens", "max_completion_tokens"] = "max_tokens"

    @model_validator(mode="after")
    def _key_of_variable(self) -> Self:
        if self.api_key is None and self.key_variable and os.environ.get(self.key_variable):
            object.__setattr__(self, "api_key", SecretStr(os.environ[self.key_variable]))
        return self


class Settings(BaseSettings):
    """How an extraction runs. Every field can be set as ``PARTYX_<FIELD>`` in the environment.

    ``OPENAI_API_KEY`` and ``OPENAI_BASE_URL`` are read as well, as everyone expects, and the keys of the
    other services (``GROQ_API_KEY`` ...) for their own model strings. What is passed to the constructor
    wins over the environment.
    """

    model_config = SettingsConfigDict(
        env_prefix="PARTYX_",
        frozen=True,
        extra="forbid",
        populate_by_name=True,
        env_ignore_empty=True,
        hide_input_in_errors=True,  # a key under a misspelt name must not be printed
        allow_inf_nan=False,
    )

    # -- which engine ---------------------------------------------------------------------------
    engine: Literal["auto", "rules", "model"] = Field(
        default="auto", description="auto: a model when one is configured, else the rules."
    )
    model: Name | None = Field(
        default=None,
        description='"openai/gpt-...", "ollama/...", a bare name with a base_url, or "rules" for none.',
    )
    fallback: tuple[Name, ...] = Field(
        default=(),
        description="Models to ask, one after the other, when the one before gives nothing; "
        '"rules" asks none.',
    )
    base_url: Name | None = Field(
        default=None,
        validation_alias=AliasChoices("base_url", "PARTYX_BASE_URL"),
        description="An OpenAI-compatible endpoint, for any model string.",
    )
    api_key: SecretStr | None = Field(
        default=None,
        validation_alias=AliasChoices("api_key", "PARTYX_API_KEY"),
        description="The key for that endpoint or model string. Never logged, cached or recorded.",
    )

    # -- what the ecosystem's own variables say; each key goes to its own service only --------------
    openai_base_url: Name | None = Field(default=None, validation_alias=_env("openai_base_url"))
    openai_api_key: SecretStr | None = Field(default=None, validation_alias=_env("openai_api_key"))
    openai_org_id: Name | None = Field(default=None, validation_alias=_env("openai_org_id"))
    openai_project_id: Name | None = Field(default=None, validation_alias=_env("openai_project_id"))
    azure_openai_api_key: SecretStr | None = Field(
        default=None, validation_alias=_env("azure_openai_api_key")
    )
    openrouter_api_key: SecretStr | None = Field(default=None, validation_alias=_env("openrouter_api_key"))
    groq_api_key: SecretStr | None = Field(default=None, validation_alias=_env("groq_api_key"))
    together_api_key: SecretStr | None = Field(default=None, validation_alias=_env("together_api_key"))
    deepseek_api_key: SecretStr | None = Field(default=None, validation_alias=_env("deepseek_api_key"))
    mistral_api_key: SecretStr | None = Field(default=None, validation_alias=_env("mistral_api_key"))
    gemini_api_key: SecretStr | None = Field(default=None, validation_alias=_env("gemini_api_key"))
    anthropic_api_key: SecretStr | None = Field(default=None, validation_alias=_env("anthropic_api_key"))
    xai_api_key: SecretStr | None = Field(default=None, validation_alias=_env("xai_api_key"))
    cohere_api_key: SecretStr | None = Field(default=None, validation_alias=_env("cohere_api_key"))
    fireworks_api_key: SecretStr | None = Field(default=None, validation_alias=_env("fireworks_api_key"))
    cerebras_api_key: SecretStr | None = Field(default=None, validation_alias=_env("cerebras_api_key"))
    deepinfra_api_key: SecretStr | None = Field(default=None, validation_alias=_env("deepinfra_api_key"))
    nvidia_api_key: SecretStr | None = Field(default=None, validation_alias=_env("nvidia_api_key"))
    hf_token: SecretStr | None = Field(default=None, validation_alias=_env("hf_token"))
    dashscope_api_key: SecretStr | None = Field(default=None, validation_alias=_env("dashscope_api_key"))
    moonshot_api_key: SecretStr | None = Field(default=None, validation_alias=_env("moonshot_api_key"))
    zai_api_key: SecretStr | None = Field(default=None, validation_alias=_env("zai_api_key"))
    aws_bearer_token_bedrock: SecretStr | None = Field(
        default=None, validation_alias=_env("aws_bearer_token_bedrock")
    )
    services: dict[Name, Service] = Field(
        default_factory=dict, description="Services of your own, by the prefix of their model strings."
    )

    # -- the article ----------------------------------------------------------------------------
    max_chars: int = Field(
        default=5_000_000,
        ge=1,
        le=2**40,
        description="Longest article, in characters; 5 MB reads in about 20 s.",
    )

    max_seconds: float | None = Field(
        default=None,
        gt=0,
        description="Seconds of one article from reading to checking. What is found by then is handed over, "
        "with a finding about the rest; a model that answered nothing by then is a ModelTimeoutError, or the "
        "turn of its fallback. None takes as long as it takes.",
    )
    fetch: bool = Field(default=False, description="Whether a source that is an address is fetched.")
    fetch_timeout_s: float = Field(default=30.0, gt=0, description="Total seconds for one page.")

    # -- how the model is asked -----------------------------------------------------------------
    prompt: Name = Field(
        default="v2",
        description='The folder under prompts/, or one anywhere by a path with a slash in it: "./mine".',
    )
    ask: Literal["auto", "article", "sentence"] = Field(
        default="auto", description="Whole windows a call, or one sentence a call for small models."
    )
    adjudicate: bool = Field(
        default=True, description="Let the rules read beside a model that is asked by sentence."
    )
    window_tokens: int = Field(default=6_000, ge=200, le=2**31, description="Article tokens in one call.")
    context_tokens: int | None = Field(
        default=None,
        ge=512,
        le=2**31,
        description="Tokens of the model's context; None: as weights, service or price list say.",
    )
    second_ask: bool = Field(default=True, description="Ask once more about figures nobody claimed.")
    reasks: int = Field(default=1, ge=0, le=5, description="Re-asks after an answer that does not fit.")
    temperature: float | None = Field(default=0.0, ge=0, le=2, description="None sends none.")
    seed: int | None = Field(
        default=None, ge=-(2**63), lt=2**63, description="Sampling seed, where the service takes one."
    )
    max_output_tokens: int | None = Field(default=None, ge=1, le=2**31, description="None sends none.")
    answer_form: Literal["auto", "strict", "schema", "object", "text"] = Field(
        default="auto",
        description="How the answer's JSON Schema is sent; auto: as the service takes it, and plainer "
        "when it refuses.",
    )
    reasoning_effort: Name | None = Field(
        default=None, description='How much a model that thinks shall think: "low", "high"; None sends none.'
    )
    extra_body: dict[str, Any] = Field(
        default_factory=dict, description="Further members of each request's body; part of the cache key."
    )
    extra_headers: dict[Name, SecretStr] = Field(
        default_factory=dict,
        description="Further headers of each request, for gateways; never logged, cached or recorded.",
    )

    # -- the calls ------------------------------------------------------------------------------
    timeout_s: float = Field(default=120.0, gt=0, description="Total seconds of one call.")
    attempts: int = Field(default=4, ge=1, le=20, description="Tries of one call over the wire.")
    retry_after_cap_s: float = Field(
        default=60.0, ge=0, description="Longest wait between two tries, whatever the service says."
    )
    concurrency: int = Field(default=8, ge=1, le=256, description="Calls in flight at once.")
    requests_per_minute: int | None = Field(
        default=None, ge=1, le=10**9, description="Requests begun in any minute; None names no limit."
    )
    tokens_per_minute: int | None = Field(
        default=None,
        ge=1,
        le=10**12,
        description="Prompt and answer tokens of the requests of any minute; None names no limit.",
    )

    # -- a model on this machine ----------------------------------------------------------------
    models_dir: Place | None = Field(default=None, description="None: a folder in the user's data folder.")
    local_threads: int | None = Field(
        default=None, ge=1, le=256, description="None: one a processor, up to 8: more gain little."
    )
    local_context: int = Field(
        default=8_192, ge=512, le=10_000_000, description="Tokens of one call, prompt and answer."
    )
    local_slots: int = Field(default=1, ge=1, le=64, description="Calls that the model answers at once.")

    # -- the cache ------------------------------------------------------------------------------
    cache: Literal["normal", "refresh", "off", "replay"] = Field(
        default="normal", description="refresh asks again and stores; replay never asks."
    )
    cache_dir: Place | None = Field(default=None, description="None: the user's cache folder.")
    cache_url: SecretStr | None = Field(
        default=None,
        description='A cache that machines share, in place of the folder: "redis://host:6379/0".',
    )
    recordings: Place | None = Field(default=None, description="A JSONL file to replay or record.")

    def __init__(self, **values: Any) -> None:  # noqa: ANN401 - the fields' own types
        """Build settings from ``values`` over the environment.

        Raises:
            SettingsError: A value is wrong; the message names the setting, never the value.
        """
        try:
            super().__init__(**values)
        except ValidationError as error:
            problems = "; ".join(_problem(dict(item)) for item in error.errors(include_input=False))
        except UnreadableError as error:
            problems = str(error)
        except RecursionError:  # of the JSON in a variable
            problems = "a setting is nested too deeply"
        else:
            return
        # Raised out here, where no error that holds the values hangs on to it.
        raise SettingsError(f"{problems}. Fix the argument or the PARTYX_ variable.")

    def __hash__(self) -> int:
        """By the values, those of dicts and lists included."""
        return hash(_hashable(self.__dict__))

    @field_validator("extra_headers")
    @classmethod
    def _can_be_sent(cls, headers: dict[str, SecretStr]) -> dict[str, SecretStr]:
        """Refuse what no header can have: the HTTP library would log the value that it refuses."""
        values = [header.get_secret_value() for header in headers.values()]
        if not all(map(_HEADER.fullmatch, headers)) or not all(
            value.isascii() and value.isprintable() for value in values
        ):
            raise ValueError("a name or value has a letter that no header can have")
        return headers

    @field_validator("extra_body")
    @classmethod
    def _adds_only(cls, extra: dict[str, Any]) -> dict[str, Any]:
        """Refuse what a request says anyhow, and what is no JSON."""
        if taken := sorted(extra.keys() & _OURS):
            raise ValueError(f"{', '.join(taken)} cannot be set here")
        try:
            json.dumps(extra, allow_nan=False)
        except (TypeError, ValueError, RecursionError):
            raise ValueError("it is no JSON") from None
        return extra

    @model_validator(mode="before")
    @classmethod
    def _rules_in_a_models_place(cls, values: Any) -> Any:  # noqa: ANN401
        """Let "rules" as the model's name mean the engine, as it does among the fallbacks."""
        if not isinstance(values, dict) or values.get("model") != RULES:
            return values
        if values.get("engine") == "model":
            raise ValueError('engine="model" asks a model, and model="rules" none')
        return {**values, "engine": RULES, "model": None}

    def with_model(self, name: str) -> Settings:
        """These settings with another model; "rules" asks none.

        Raises:
            SettingsError: It cannot be the name of a model.
        """
        if name == RULES:
            return self.model_copy(update={"engine": RULES, "model": None})
        return self.model_copy(update={"model": Settings.load(model=name).model})

    @classmethod
    def of(cls, given: Settings | Mapping[str, Any] | None) -> Settings:
        """Settings as a call takes them: themselves, a dict over the environment, or None for that alone.

        Raises:
            SettingsError: It is none of these, or a value is wrong.
        """
        if isinstance(given, Settings):
            return given
        if given is not None and not isinstance(given, Mapping):
            raise SettingsError(
                f"settings is a Settings object or a dict, and not {type(given).__name__}; "
                'a model is named with model="openai/NAME".'
            )
        named = dict(given or {})
        if odd := [name for name in named if not isinstance(name, str)]:
            raise SettingsError(f"{briefly(odd[0])}: there is no such setting; their names are texts.")
        return cls.load(**named)

    @classmethod
    def load(cls, **values: Any) -> Settings:  # noqa: ANN401
        """The settings of ``values`` over the environment; the same object as before where neither changed.

        To read the environment takes 6 ms of processor, which would be paid for each article.
        """
        key = _exactly(values), tuple(sorted(os.environ.items()))
        with _loading:
            found = _loaded.pop(key, None)
        found = cls(**values) if found is None else found
        with _loading:
            _loaded[key] = found  # the last used is the last that is let go of
            while len(_loaded) > _MOST_LOADED:
                del _loaded[next(iter(_loaded))]
        return found


_MOST_LOADED = 8
_loaded: dict[Hashable, Settings] = {}
_loading = forks.Lock()


def _exactly(value: object) -> Hashable:
    """A value as a key that no other value has: 1, 1.0 and True are three."""
    if isinstance(value, dict):
        return dict, tuple((name, _exactly(one)) for name, one in value.items())
    if isinstance(value, list | tuple):
        return type(value), tuple(map(_exactly, value))
    return (type(value), value) if isinstance(value, Hashable) else object()


def _hashable(value: object) -> Hashable:
    """A value, or one equal to those of equal values, that can be hashed."""
    if isinstance(value, dict):
        return frozenset((name, _hashable(one)) for name, one in value.items())
    if isinstance(value, list):
        return tuple(map(_hashable, value))
    return value


def _problem(item: dict[str, Any]) -> str:
    """One of pydantic's errors, without the input it is about."""
    name = ".".join(map(str, item["loc"])) or "settings"
    if item["type"] != "extra_forbidden":
        return f"{name}: {item['msg'].removeprefix('Value error, ')}"
    return _unknown(name, Settings.model_fields)


def unknown_variables() -> list[str]:
    """What is wrong with each variable of the environment that is called as a setting is and names none."""
    known = {f"PARTYX_{name.upper()}" for name in (*Settings.model_fields, "language")}
    named = (name for name in sorted(os.environ) if name.upper().startswith("PARTYX_"))
    return [_unknown(name, known) for name in named if name.upper() not in known]


def _unknown(name: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(name, known, 1)
    return f"{name}: there is no such setting" + (f"; {near[0]} is the nearest" if near else "")
