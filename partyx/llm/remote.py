"""The model at an endpoint, without importing HTTP or an SDK before it is asked: up to seconds."""

from __future__ import annotations

import asyncio
import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from partyx.cache import Completion, Request
    from partyx.llm.endpoint import Endpoint
    from partyx.llm.wire import HttpModel
    from partyx.settings import Settings


class RemoteModel:
    """An endpoint as a ``Model``. Safe in threads and event loops."""

    def __init__(self, endpoint: Endpoint, settings: Settings) -> None:
        """Prepare; nothing is imported, opened or sent."""
        self.identity = endpoint.identity
        self.form: str = endpoint.form
        self._endpoint = endpoint
        self._settings = settings
        self._http: HttpModel | None = None

    async def send(self, request: Request) -> Completion:
        """Answer one request.

        Raises:
            ModelError: There is no usable answer.
        """
        if self._http is None:
            for name in (self._endpoint.api, "wire"):  # in a thread: google's takes seconds on a busy machine
                wire = await asyncio.to_thread(importlib.import_module, f"partyx.llm.{name}")
            # Two first calls at once may both come here; the loop runs only one of them at a time.
            self._http = self._http or wire.HttpModel(self._endpoint, self._settings)
        return await self._http.send(request)
