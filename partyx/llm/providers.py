"""The services whose model strings are known, as one small table."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec
from typing import Literal, NamedTuple, cast

Form = Literal["strict", "schema", "object", "text"]
"""How the answer's schema is sent.

strict: a JSON Schema that the service enforces to the letter; schema: a JSON Schema without that promise,
which is also what local grammar engines take; object: the service knows JSON only, the schema goes along
as text; text: it knows no form of answer at all.
"""
Api = Literal["chat", "anthropic", "gemini", "ollama"]
"""What is spoken: OpenAI's chat completions, which most services take, or a service's own."""
Limit = Literal["max_tokens", "max_completion_tokens"]


@dataclass(frozen=True, slots=True)
class Provider:
    """One service.

    Attributes:
        name: What stands before the slash of a model string.
        base_url: Its endpoint; None when each customer has another.
        key: The ``Settings`` field of its key; None when it needs none.
        form: How it takes a schema.
        limit: Its name for the longest answer in tokens.
        host: Its domain, to know it by a base_url.
        api: Its own API, where that is spoken with it.
    """

    name: str
    base_url: str | None
    key: str | None = None
    form: Form = "schema"
    limit: Limit = "max_tokens"
    host: str = ""
    api: Api = "chat"

    @property
    def variable(self) -> str:
        """The environment variable that holds the key."""
        return (self.key or "").upper()


_TABLE = """
openai      https://api.openai.com/v1                     OPENAI_API_KEY        strict max_completion_tokens
azure       -                                             AZURE_OPENAI_API_KEY  strict max_completion_tokens
anthropic   https://api.anthropic.com                     ANTHROPIC_API_KEY     strict
gemini      https://generativelanguage.googleapis.com     GEMINI_API_KEY        schema
openrouter  https://openrouter.ai/api/v1                  OPENROUTER_API_KEY    strict
groq        https://api.groq.com/openai/v1                GROQ_API_KEY          schema max_completion_tokens
together    https://api.together.xyz/v1                   TOGETHER_API_KEY      schema
deepseek    https://api.deepseek.com/v1                   DEEPSEEK_API_KEY      object
mistral     https://api.mistral.ai/v1                     MISTRAL_API_KEY       strict
xai         https://api.x.ai/v1                           XAI_API_KEY           strict
cohere      https://api.cohere.ai/compatibility/v1        COHERE_API_KEY        schema
fireworks   https://api.fireworks.ai/inference/v1         FIREWORKS_API_KEY     schema
cerebras    https://api.cerebras.ai/v1                    CEREBRAS_API_KEY      strict max_completion_tokens
deepinfra   https://api.deepinfra.com/v1/openai           DEEPINFRA_API_KEY     schema
nvidia      https://integrate.api.nvidia.com/v1           NVIDIA_API_KEY        schema
huggingface https://router.huggingface.co/v1              HF_TOKEN              schema
dashscope   https://dashscope-intl.aliyuncs.com/compatible-mode/v1  DASHSCOPE_API_KEY  object
moonshot    https://api.moonshot.ai/v1                    MOONSHOT_API_KEY      object
zai         https://api.z.ai/api/paas/v4                  ZAI_API_KEY           object
bedrock     -                                             AWS_BEARER_TOKEN_BEDROCK  text max_completion_tokens
ollama      http://localhost:11434                        -                     schema
lmstudio    http://localhost:1234/v1                      -                     schema
llamacpp    http://localhost:8080/v1                      -                     schema
vllm        http://localhost:8000/v1                      -                     schema
"""
"""Name, endpoint, variable of the key, form, and the limit's name where it is not max_tokens; - for none."""
_DOMAINS = {
    "azure": "azure.com",
    "bedrock": "amazonaws.com",
    "dashscope": "aliyuncs.com",
    "deepseek": "deepseek.com",
}
"""Of services whose customers have hosts of their own there; of the others it is the endpoint's host."""


ANTHROPIC_VERSION = "2023-06-01"
"""Of its API, said in a header of each request."""


class Native(NamedTuple):
    """A service that is spoken to in its own API.

    Attributes:
        sdk: The module of its SDK, which comes with the extra that is called as the service; empty for none.
        compatible: How the address of its OpenAI-compatible layer ends: there it is spoken to as any other.
        form: How that layer takes a schema.
    """

    sdk: str
    compatible: str
    form: Form


NATIVE = {
    "anthropic": Native("anthropic", "/v1", "text"),
    "gemini": Native("google.genai", "/openai", "schema"),
    "ollama": Native("", "/v1", "schema"),
}
"""By their names."""


def _provider(row: str) -> Provider:
    """A row of the table."""
    name, url, variable, form, *limit = ("" if cell == "-" else cell for cell in row.split())
    host = _DOMAINS.get(name) or (url.split("/")[2] if variable else "")
    return Provider(
        name,
        url or None,
        variable.lower() or None,
        cast("Form", form),
        cast("Limit", limit[0] if limit else "max_tokens"),
        host,
        cast("Api", name) if name in NATIVE else "chat",
    )


PROVIDERS = {provider.name: provider for provider in map(_provider, _TABLE.strip().split("\n"))}


def is_installed(service: str) -> bool:
    """Whether the SDK of a service that has an API of its own is there."""
    package, _, module = NATIVE[service].sdk.partition(".")
    if not package:
        return True
    return find_spec(package) is not None and (not module or find_spec(NATIVE[service].sdk) is not None)


def by_host(host: str) -> Provider | None:
    """The service behind a host name, None when it is none of ours."""
    found = (one for one in PROVIDERS.values() if one.host and f".{host}".endswith(f".{one.host}"))
    return next(found, None)
