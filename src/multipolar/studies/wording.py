"""Small things of English: capitals and lists."""

from __future__ import annotations


def capitalised(text: str) -> str:
    """Raise the first letter and leave the rest.

    Examples
    --------
    >>> capitalised("the CSTO")
    'The CSTO'
    """
    return text[:1].upper() + text[1:]


def listed(words: list[str] | tuple[str, ...]) -> str:
    """Join words as a sentence does.

    Examples
    --------
    >>> listed(["Armenia", "Georgia", "Azerbaijan"])
    'Armenia, Georgia and Azerbaijan'
    """
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"
