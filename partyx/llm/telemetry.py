"""OpenTelemetry spans, where the program uses OpenTelemetry. They hold no text of article or answer."""

from __future__ import annotations

import contextlib
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from partyx.records import Usage


def _trace() -> Any:  # noqa: ANN401 - the module, or None
    """The trace module of opentelemetry when the program has loaded it.

    Without that nobody can have set a tracer provider, and the import would cost a run 60 ms for nothing.
    """
    return sys.modules.get("opentelemetry.trace")


@contextlib.contextmanager
def span(name: str, attributes: Mapping[str, str]) -> Iterator[Span]:
    """A span round one ask, current for what happens inside."""
    trace = _trace()
    if trace is None:
        yield Span(None)
        return
    tracer = trace.get_tracer("partyx")
    with tracer.start_as_current_span(
        f"partyx.ask {name}",
        attributes=dict(attributes),
        record_exception=False,
        set_status_on_exception=False,
    ) as current:
        try:
            yield Span(current)
        except BaseException as error:
            # The type alone: an exception's text may quote a service, and a service the article.
            current.set_attribute("error.type", type(error).__name__)
            current.set_status(trace.StatusCode.ERROR)
            raise


class Span:
    """What is noted about one ask."""

    def __init__(self, current: Any) -> None:  # noqa: ANN401 - a span, or None
        """Write to ``current``, or nowhere."""
        self._current = current

    def done(self, usage: Usage, *, cached: bool, turns: int) -> None:
        """Note the figures of an ask that is over, whatever came of it."""
        if self._current is not None:
            self._current.set_attributes(
                {
                    "gen_ai.usage.input_tokens": usage.input_tokens,
                    "gen_ai.usage.output_tokens": usage.output_tokens,
                    "partyx.cached": cached,
                    "partyx.calls": usage.calls,
                    "partyx.cached_calls": usage.cached_calls,
                    "partyx.turns": turns,
                }
            )


def event(name: str, attributes: Mapping[str, str | float]) -> None:
    """An event on the current span."""
    trace = _trace()
    if trace is not None:
        trace.get_current_span().add_event(f"partyx.{name}", attributes=dict(attributes))
