"""Gate checks as JUnit XML, for continuous integration to show."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from partyx.scoring.runs.gate import Check


def _clean(text: str) -> str:
    """Without what XML cannot hold."""
    return "".join(letter if letter.isprintable() else " " for letter in text)


def junit_xml(checks: Mapping[str, Sequence[Check]]) -> str:
    """One test suite a run, one test case a check.

    Args:
        checks: Run name to its checks.
    """
    root = ET.Element("testsuites", name="partyx eval gate")
    for run, found in checks.items():
        failures = sum(check.problem is not None for check in found)
        suite = ET.SubElement(
            root, "testsuite", name=_clean(run), tests=str(len(found)), failures=str(failures), errors="0"
        )
        for check in found:
            case = ET.SubElement(suite, "testcase", classname=_clean(run), name=_clean(check.name))
            if check.problem is not None:
                ET.SubElement(case, "failure", message=_clean(check.problem))
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"
