"""The metric: a prediction's records compared with gold's, cell by cell."""

from partyx.scoring.metric.score import DocumentScore, score_document

__all__ = ["DocumentScore", "score_document"]
