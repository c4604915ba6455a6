"""The licences of all that partyx depends on, docs/licences.md: ``python tests/licences_table.py --write``.

They are those that the installed packages state of themselves. One that states none, or one that is not among
``ALLOWED``, fails ``tests/test_licences.py``.
"""

from __future__ import annotations

import re
import sys
from importlib.metadata import Distribution, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

DOCS = Path(__file__).parent.parent / "docs" / "licences.md"
ALLOWED = frozenset(
    {
        "0BSD", "Apache-2.0", "BSD", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "CNRI-Python", "ISC", "MIT", "MIT-CMU",
        "MPL-2.0", "PSF-2.0", "Zlib",
    }
)  # fmt: skip
"""Licences under which partyx may be used beside what uses it, MPL-2.0 as it is: no file of theirs is changed."""
SPELLED = {
    "MIT License": "MIT",
    "BSD License": "BSD",
    "3-Clause BSD License": "BSD-3-Clause",
    "Apache Software License": "Apache-2.0",
    "Apache 2.0": "Apache-2.0",
    "ISC License (ISCL)": "ISC",
    "Python Software Foundation License": "PSF-2.0",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
}
"""How older packages spell what has an SPDX name."""
EXTRAS = (
    "frames", "parquet", "duckdb", "xlsx", "duplicates", "evals", "local", "prices", "telemetry", "redis", "ray",
)  # fmt: skip
"""Extras of users. Those of development and documentation reach nobody who installs partyx."""

HEAD = """# Licences

What an installation of partyx brings along, and what each extra adds. Written by `python tests/licences_table.py --write`
from what the installed packages say of themselves; `tests/test_licences.py` refuses a licence that is not permissive, or
none. partyx itself is under the MIT licence.

| package | licence | with |
|---|---|---|
"""


def closure(extra: str = "") -> dict[str, Distribution]:
    """All that partyx needs with an extra, by name, as far as this system needs it."""
    found: dict[str, Distribution] = {}
    ahead = [("partyx", frozenset({extra}))]
    seen = set()
    while ahead:
        name, extras = ahead.pop()
        if (name, extras) in seen:
            continue
        seen.add((name, extras))
        found[name] = distribution(name)
        for line in found[name].requires or ():
            one = Requirement(line)
            if one.marker is None or any(one.marker.evaluate({"extra": it}) for it in extras or {""}):
                ahead.append((canonicalize_name(one.name), frozenset(one.extras) or frozenset({""})))
    del found["partyx"]
    return found


def licence(package: Distribution) -> str:
    """What a package says its licence is, by SPDX names; "" when it says nothing."""
    said = package.metadata.get("License-Expression")
    if said:
        return said
    classified = (
        one.split(" :: ")[-1] for one in package.metadata.get_all("Classifier", ()) if "License ::" in one
    )
    named = [SPELLED.get(one, one) for one in classified if one != "OSI Approved"]
    first = (package.metadata.get("License") or "").strip().split("\n")[0]
    return " OR ".join(named) or SPELLED.get(first, first)


def names(said: str) -> list[str]:
    """The licences of an expression."""
    return [one for one in re.split(r"\s+(?:AND|OR)\s+|[()]", said) if one]


def page() -> str:
    """The whole page."""
    always = closure()
    rows = {name: (licence(one), "always") for name, one in always.items()}
    for extra in EXTRAS:
        for name, one in closure(extra).items():
            if name not in always:
                said, extras = rows.get(name, (licence(one), ""))
                rows[name] = (said, ", ".join(filter(None, (extras, extra))))
    lines = [f"| {name} | {said} | {extras} |" for name, (said, extras) in sorted(rows.items())]
    return HEAD + "\n".join(lines) + "\n"


if __name__ == "__main__":
    if "--write" in sys.argv:
        DOCS.write_text(page(), encoding="utf-8")
    else:
        print(page())  # noqa: T201
