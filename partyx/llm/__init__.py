"""Asking language models: the only part of partyx that talks to services and to instructor.

Importing it loads neither; the first call over the wire does.
"""

from partyx.cache import Completion, Request
from partyx.llm.client import Client
from partyx.llm.conversation import Answer, Judgement, reask_words
from partyx.llm.cut import finished_records
from partyx.llm.endpoint import Endpoint
from partyx.llm.endpoints import register, resolve
from partyx.llm.fake import Reply, Scripted, ScriptedModel
from partyx.llm.model import Model
from partyx.llm.salvage import salvaged

__all__ = [
    "Answer",
    "Client",
    "Completion",
    "Endpoint",
    "Judgement",
    "Model",
    "Reply",
    "Request",
    "Scripted",
    "ScriptedModel",
    "finished_records",
    "reask_words",
    "register",
    "resolve",
    "salvaged",
]
