"""Gold read strictly: the one value written first, nothing accepted beside it."""

from __future__ import annotations

from partyx.scoring.gold.format import Gold

_LEEWAY = frozenset({"accept", "optional", "merge"})


def _without_leeway(value: object) -> object:
    if isinstance(value, dict):
        return {name: _without_leeway(held) for name, held in value.items() if name not in _LEEWAY}
    return [_without_leeway(held) for held in value] if isinstance(value, list) else value


def first_choices(gold: Gold) -> Gold:
    """The gold with one value a field: no alternatives, every record counted, nothing to be merged."""
    return Gold.model_validate(_without_leeway(gold.model_dump(mode="json")))
