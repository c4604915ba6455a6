"""From a model string and the settings to the place a call goes to."""

from __future__ import annotations

import difflib
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urlsplit

from partyx.errors import AuthenticationError, MissingExtraError, SettingsError
from partyx.llm.endpoint import Endpoint
from partyx.llm.providers import NATIVE, PROVIDERS, Provider, by_host, is_installed
from partyx.local.hosts import is_local, is_this_machine

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydantic import SecretStr

    from partyx.settings import Settings

_UNKNOWN = Provider("", None)
_PORTS = {"http": 80, "https": 443}
_LONGEST, _LONGEST_NAME = 2_000, 253


_resolvers: dict[str, Callable[[str, Settings], Endpoint]] = {}


def register(prefix: str, resolve: Callable[[str, Settings], Endpoint]) -> None:
    """Say how model strings that begin with ``prefix/`` are resolved.

    Args:
        prefix: Without the slash, for instance "local".
        resolve: Takes what follows the slash and the settings; raises SettingsError when it cannot.
    """
    _resolvers[prefix] = resolve


def resolve(settings: Settings, *, need_key: bool = True) -> Endpoint:
    """The endpoint that ``settings`` name.

    Args:
        settings: Model string, addresses and keys.
        need_key: Whether a missing key is an error; a replay needs none.

    Raises:
        SettingsError: No model is named, or the address is none.
        AuthenticationError: The service needs a key and there is none; nothing was sent.
        MissingExtraError: The extra of a local model, or of a service's own API, is not installed.
        WeightsError: A local model's file cannot be read.
    """
    if not settings.model:
        raise SettingsError('No model is named. Set model, for instance "openai/NAME", or PARTYX_MODEL.')
    prefix, slash, rest = settings.model.partition("/")
    if slash and not rest:  # it would go to OpenAI, article and all
        raise SettingsError(f'The model "{settings.model}" names a service and no model of it.')
    if rest and prefix in _resolvers:
        return _resolvers[prefix](rest, settings)
    if rest and prefix == "local":
        from partyx.llm.this_machine import endpoint  # noqa: PLC0415 - only who runs a model here needs it

        return endpoint(rest, settings)
    address, named = _address(settings)
    if rest and named is None and not (settings.base_url or settings.openai_base_url):
        raise _unknown(prefix, settings)
    if address is None:
        raise SettingsError(f'The model "{settings.model}" needs a base_url: every customer has another.')
    return _endpoint(checked_url(address), named, settings, need_key=need_key)


def wire_name(settings: Settings) -> str:
    """The model's name on the wire, without asking for an address or a key. Empty when none is named."""
    prefix, _, rest = (settings.model or "").partition("/")
    if rest and prefix in _resolvers:
        return rest
    if rest and prefix == "local":
        from partyx.local import wire_name as of_file  # noqa: PLC0415

        return of_file(rest)
    address, named = _address(settings)
    at = _at(checked_url(address).hostname or "", named, settings) if address else None
    return _bare(settings.model or "", at or named)


def checked_url(address: str) -> SplitResult:
    """Read a base_url: scheme and host in lower case, no default port, no slash at the end.

    Raises:
        SettingsError: It is no http(s) address, or it carries credentials or a query, which would end up
            in messages and keys.
    """
    try:
        url = urlsplit(address.strip())
        host, port = _in_ascii((url.hostname or "").rstrip(".")), url.port
        known = len(host.encode("idna")) <= _LONGEST_NAME  # fails for an empty or long part of it
    except ValueError:  # UnicodeError is one
        raise SettingsError("base_url is no address. It looks like http://localhost:8000/v1.") from None
    if not known or not address.isprintable() or len(address) > _LONGEST:
        raise SettingsError("base_url is too long, or holds characters that cannot be printed.")
    if url.scheme not in _PORTS or not host:
        raise SettingsError("base_url must begin with http:// or https:// and name a host.")
    if "api-version" in url.query:
        raise SettingsError(
            "base_url must hold no api-version: Azure needs none at https://NAME.openai.azure.com/openai/v1, "
            "with the deployment's name as the model."
        )
    if url.username is not None or url.password is not None or url.query or url.fragment:
        raise SettingsError("base_url must hold no user, password or query: put the key into api_key.")
    name = f"[{host}]" if ":" in host else host
    place = name if port in (None, _PORTS[url.scheme]) else f"{name}:{port}"
    return SplitResult(url.scheme, place, url.path.rstrip("/"), "", "")


def _in_ascii(host: str) -> str:
    """A host as it is looked up: "127.0.0.1" in wide digits is this machine's.

    Raises:
        ValueError: No host can be called so.
    """
    if host.isascii():
        return host
    import idna  # noqa: PLC0415 - its tables take 10 ms

    return idna.encode(host, uts46=True).decode()


def _address(settings: Settings) -> tuple[str | None, Provider | None]:
    """The address of a model string, and the service that the string names, if any."""
    prefix, _, rest = (settings.model or "").partition("/")
    named = _known(settings).get(prefix) if rest else None
    if settings.base_url:
        return settings.base_url, named
    if named is None or named.name == "openai":
        return settings.openai_base_url or PROVIDERS["openai"].base_url, named
    return named.base_url, named


def _known(settings: Settings) -> dict[str, Provider]:
    """The services of the table, and those of the settings, which win."""
    own = {
        name: Provider(name, one.base_url, None, one.form, one.limit)
        for name, one in settings.services.items()
    }
    return PROVIDERS | own


def _at(host: str, named: Provider | None, settings: Settings) -> Provider | None:
    """The service at a host: the settings' own that is named and lives there, else one of the table."""
    if named is not None and named.name in settings.services:
        own = checked_url(settings.services[named.name].base_url).hostname
        return named if own == host else None
    return by_host(host)


def _unknown(prefix: str, settings: Settings) -> SettingsError:
    """A model of a service that nobody knows: sent to OpenAI, it would take along article and key."""
    known = sorted({*_known(settings), "local"})
    near = difflib.get_close_matches(prefix, known, 1)
    hint = f" Did you mean {near[0]}/?" if near else ""
    return SettingsError(
        f'No service is called "{prefix}".{hint} Known are {", ".join(known)}; '
        f"for any other set base_url, or describe it under services."
    )


def _bare(model: str, owner: Provider | None) -> str:
    """A model string without its service's prefix; only one is taken off ("openai/openai/gpt-oss").

    At the address of a known service only its own prefix is: there "openai/..." is what the service
    itself calls a model.
    """
    return model.removeprefix(f"{owner.name}/") if owner else model


def _endpoint(url: SplitResult, named: Provider | None, settings: Settings, *, need_key: bool) -> Endpoint:
    at = _at(url.hostname or "", named, settings)
    known, model = _spoken_at(url, at, named), settings.model or ""
    if known.api != "chat" and need_key:
        _check_installed(known)
    return Endpoint(
        model=_bare(model, at or named),
        base_url=url.geturl(),
        identity=url.geturl(),
        api=known.api,
        form=known.form if settings.answer_form == "auto" else settings.answer_form,
        limit=known.limit,
        local=is_this_machine(url.hostname or ""),
        queues=is_local(url.hostname or ""),
        provider=(at or named or _UNKNOWN).name,
        api_key=_key(at, named, settings, need_key=need_key),
        headers=_headers(at, settings),
        context=settings.context_tokens,
    )


def _spoken_at(url: SplitResult, at: Provider | None, named: Provider | None) -> Provider:
    """How the service at an address is spoken to: one that has an API of its own, in that or as any other."""
    owner = at or named or _UNKNOWN
    if owner.api == "chat":
        return at or _UNKNOWN
    native = NATIVE[owner.name]
    return replace(owner, api="chat", form=native.form) if url.path.endswith(native.compatible) else owner


def _check_installed(service: Provider) -> None:
    """See that the SDK of a service is there.

    Raises:
        MissingExtraError: It is not.
    """
    if not is_installed(service.name):
        other = f"{service.base_url}{'/v1beta' * (service.name == 'gemini')}{NATIVE[service.name].compatible}"
        raise MissingExtraError(
            f'Models of {service.name} are asked through its own SDK: pip install "partyx[{service.name}]". '
            f"Its OpenAI-compatible layer needs none: base_url={other}."
        )


def _variable(owner: Provider, settings: Settings) -> str:
    """The environment variable that holds a service's key."""
    own = settings.services.get(owner.name)
    return own.key_variable or "its api_key" if own else owner.variable


def _headers(at: Provider | None, settings: Settings) -> dict[str, str]:
    """Whose account pays, for OpenAI itself only; and what the settings add."""
    own = {name.lower(): value.get_secret_value() for name, value in settings.extra_headers.items()}
    if at is not PROVIDERS["openai"]:
        return own
    said = {"openai-organization": settings.openai_org_id, "openai-project": settings.openai_project_id}
    return {name: value for name, value in said.items() if value} | own


def _key(at: Provider | None, named: Provider | None, settings: Settings, *, need_key: bool) -> str:
    """The key for a place: one's own, else the service's. An OpenAI key goes to no other service."""
    owner = at or named or PROVIDERS["openai"]
    candidates: list[SecretStr | None] = [settings.api_key]
    if owner.name in settings.services:
        own = settings.services[owner.name]
        candidates.append(own.api_key if owner is at else None)
        need_key = need_key and own.key_variable is not None
    elif owner.key:
        candidates.append(getattr(settings, owner.key))
    if settings.openai_base_url and not settings.base_url and named in (None, PROVIDERS["openai"]):
        candidates.append(settings.openai_api_key)  # these two variables are set as a pair
    for key in candidates:
        if key is not None:
            return key.get_secret_value().strip()
    if at is not None and need_key:
        raise AuthenticationError(
            f'There is no key for {at.name}, which the model "{settings.model}" asks for. '
            f"Set {_variable(at, settings)}, or api_key."
        )
    return ""
