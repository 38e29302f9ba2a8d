"""Comments on cells, of the old kind and in threads. One that cannot be read costs nothing but itself."""

from __future__ import annotations

from pingbi.model import UnreadableFileError
from pingbi.model.returned import own_words
from pingbi.readers.xlsx_markup import BROKEN, Element
from pingbi.readers.xlsx_package import Package
from pingbi.readers.xlsx_sheet import Place, area
from pingbi.readers.xlsx_strings import Phrase, unescaped


def notes(package: Package, sheet: str) -> dict[Place, str]:
    """The filler's words on each cell of a sheet's part, without the author's name before them."""
    found: dict[Place, str] = {}
    threads: dict[Place, list[str]] = {}
    for relation in package.relations(sheet).values():
        if relation.kind not in {"comments", "threadedComment"}:
            continue
        try:
            top = package.tree(relation.target)
        except (*BROKEN, UnreadableFileError):
            continue
        for comment in top.all("threadedComment"):
            _add(threads, comment, "".join(comment.first("text").words))
        authors = ["".join(author.words) for author in top.first("authors").all("author")]
        for comment in top.first("commentList").all("comment"):
            found |= _old(comment, authors)
    # Beside a thread stands an old comment that only says that there is a thread.
    return found | {at: "\n".join(words) for at, words in threads.items()}


def _old(comment: Element, authors: list[str]) -> dict[Place, str]:
    phrase = Phrase()
    _feed(phrase, comment.first("text"))
    words = phrase.taken().words.strip()
    number = comment["authorId"]
    author = authors[int(number)].strip() if number.isdecimal() and int(number) < len(authors) else ""
    if author:
        for colon in ":：":
            words = words.removeprefix(f"{author}{colon}").strip()
    where = area(comment["ref"])
    words = own_words(words)
    return {where[:2]: words} if where is not None and words else {}


def _feed(phrase: Phrase, element: Element) -> None:
    for child in element.children:
        phrase.start(child.name, child.attributes)
        _feed(phrase, child)
        phrase.end(child.name, "".join(child.words))


def _add(threads: dict[Place, list[str]], comment: Element, words: str) -> None:
    where = area(comment["ref"])
    if where is not None and words.strip():
        threads.setdefault(where[:2], []).append(unescaped(words).strip())
