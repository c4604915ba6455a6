"""The services whose model strings are known, as one small table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Form = Literal["strict", "schema", "object"]
"""How the answer's schema is sent.

strict: a JSON Schema that the service enforces to the letter; schema: a JSON Schema without that promise,
which is also what local grammar engines take; object: the service knows JSON only, the schema goes along
as text.
"""


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
    """

    name: str
    base_url: str | None
    key: str | None = None
    form: Form = "schema"
    limit: Literal["max_tokens", "max_completion_tokens"] = "max_tokens"
    host: str = ""

    @property
    def variable(self) -> str:
        """The environment variable that holds the key."""
        return (self.key or "").upper()


PROVIDERS = {
    provider.name: provider
    for provider in (
        Provider(
            "openai",
            "https://api.openai.com/v1",
            "openai_api_key",
            "strict",
            "max_completion_tokens",
            "api.openai.com",
        ),
        Provider("azure", None, "azure_openai_api_key", "strict", "max_completion_tokens", "azure.com"),
        Provider(
            "openrouter", "https://openrouter.ai/api/v1", "openrouter_api_key", "strict", host="openrouter.ai"
        ),
        Provider("groq", "https://api.groq.com/openai/v1", "groq_api_key", host="api.groq.com"),
        Provider("together", "https://api.together.xyz/v1", "together_api_key", host="api.together.xyz"),
        Provider(
            "deepseek", "https://api.deepseek.com/v1", "deepseek_api_key", "object", host="deepseek.com"
        ),
        Provider("mistral", "https://api.mistral.ai/v1", "mistral_api_key", "strict", host="api.mistral.ai"),
        Provider(
            "gemini",
            "https://generativelanguage.googleapis.com/v1beta/openai",
            "gemini_api_key",
            host="generativelanguage.googleapis.com",
        ),
        Provider("ollama", "http://localhost:11434/v1"),
        Provider("lmstudio", "http://localhost:1234/v1"),
        Provider("llamacpp", "http://localhost:8080/v1"),
        Provider("vllm", "http://localhost:8000/v1"),
    )
}


def by_host(host: str) -> Provider | None:
    """The service behind a host name, None when it is none of ours."""
    found = (one for one in PROVIDERS.values() if one.host and f".{host}".endswith(f".{one.host}"))
    return next(found, None)
