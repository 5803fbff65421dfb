"""Words of where a rule stands: the document, its clause, how sure that is, and the edition asked."""

from __future__ import annotations

DOCUMENT = "{document}"
CLAUSE = "条目 {rule}"
EDITION = "按 {edition} 计算"
CONFIDENCE = {
    "high": "可靠",
    "medium": "只见转述，请对照原文核对",
    "low": "只有一处转述或本系统约定，请对照原文核对",
}
SURE = "把握：{words}"
_SEPARATOR = " · "


def source_line(document: str, rule: str, confidence: str, edition: str) -> str:
    """Say where a rule stands: document · clause · confidence · edition; what is not known is left out."""
    parts = [DOCUMENT.format(document=document)] if document else []
    if rule:
        parts.append(CLAUSE.format(rule=rule))
    if document:
        parts.append(SURE.format(words=CONFIDENCE.get(confidence, confidence)))
    if edition:
        parts.append(EDITION.format(edition=edition))
    return _SEPARATOR.join(parts)
