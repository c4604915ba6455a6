"""Citations of documents: where they are, what they say, and which of them cite the same document.

``kinds`` finds the names of kinds; ``numbered`` and ``named`` read what stands behind one, ``tails`` what
follows a number; ``same`` ties the citations of one document; ``finding`` puts them together.
"""

from partyx.mentions.documents.finding import find_documents

__all__ = ["find_documents"]
