"""The stage "fill" by a model: the marked article goes in, ids come back, a draft goes on."""

from partyx.model.engine import ModelEngine, Progress
from partyx.model.fake import FakeModel

__all__ = ["FakeModel", "ModelEngine", "Progress"]
