"""Gold: what a person found in an article by reading it, and the folder that holds articles and gold."""

from partyx.scoring.gold.folder import Case, EvalFolder
from partyx.scoring.gold.format import Gold, load_gold, nfc_text

__all__ = ["Case", "EvalFolder", "Gold", "load_gold", "nfc_text"]
