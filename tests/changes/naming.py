"""Changes of names: of indicators and of counties."""

from __future__ import annotations

from collections.abc import Callable

from book import UNKNOWN, At, Cell, Part, Sheet
from change import LAYOUT, WORDS, Change, Here

from pingbi.scheme import County, Indicator


def _indicator_names(here: Here) -> list[tuple[Sheet, At, Cell, Indicator]]:
    """Cells that name an indicator, with or without its unit."""
    known = here.scheme.indicators
    return [
        (sheet, at, cell, known[cell.about])
        for sheet in here.book.tables
        for at, cell in sheet.of(Part.LABEL, Part.HEAD)
        if cell.about in known and isinstance(cell.value, str)
    ]


def _county_names(here: Here) -> list[tuple[Cell, County]]:
    known = {row.name: row for row in here.scheme.county}
    return [
        (cell, known[cell.about])
        for sheet in here.book.tables
        for _, cell in sheet.of(Part.LABEL, Part.HEAD)
        if cell.about in known
    ]


def _renamed(here: Here, rename: Callable[[str, Indicator], str]) -> bool:
    """Some or all of the indicators' names, written otherwise."""
    found = _indicator_names(here)
    some = here.draw.sample(found, here.draw.randint(1, len(found))) if found else []
    changed = False
    for _, _, cell, indicator in some:
        new = rename(str(cell.value), indicator)
        changed = changed or new != cell.value
        cell.value = new
    return changed


def _swapped(text: str, indicator: Indicator, name: str) -> str:
    """The heading with another name for the indicator's."""
    plain = text.replace("\n", "")
    return plain.replace(indicator.name, name, 1)


def _in_one_line(cell: Cell) -> str:
    return str(cell.value).replace("\n", "")


def alias(here: Here) -> bool:
    def rename(text: str, indicator: Indicator) -> str:
        return _swapped(text, indicator, here.draw.choice(indicator.aliases)) if indicator.aliases else text

    return _renamed(here, rename)


def unit_in_name(here: Here) -> bool:
    shape = here.draw.choice(("（{}）", "({})", "（单位：{}）", " [{}]"))
    return _renamed(
        here,
        lambda text, row: text if row.unit in text else f"{text}{shape.format(row.unit)}",
    )


def blanks_in_name(here: Here) -> bool:
    def rename(text: str, _: Indicator) -> str:
        at = here.draw.randrange(1, len(text))
        return text[:at] + here.draw.choice((" ", "　", "\n", "  ")) + text[at:]

    return _renamed(here, rename)


def full_width_name(here: Here) -> bool:
    wide = str.maketrans("()%", "（）％")
    narrow = str.maketrans("（）％", "()%")
    return _renamed(here, lambda text, _: text.translate(here.draw.choice((wide, narrow))))


def numbered_name(here: Here) -> bool:
    shape = here.draw.choice(("{}.", "{}、", "（{}）", "({})", "{}．"))
    count = 0

    def rename(text: str, _: Indicator) -> str:
        nonlocal count
        count += 1
        return f"{shape.format(count)}{text}"

    return _renamed(here, rename)


def marked_name(here: Here) -> bool:
    return _renamed(here, lambda text, _: f"{here.draw.choice(('其中：', '#', '*', '其中:'))}{text}")


def likened_name(here: Here) -> bool:
    """A name that is nearly the scheme's: read or not, it must be said."""
    found = [row for row in _indicator_names(here) if len(row[3].name) >= 4 and row[3].name in _in_one_line(row[2])]
    if not found:
        return False
    sheet, _, _, indicator = here.draw.choice(found)
    name = f"{indicator.name}{here.draw.choice(('情况', '指标', '有关数据'))}"
    for other, label, cell, same in found:
        if other is not sheet or same is not indicator:
            continue
        cell.value = _swapped(str(cell.value), indicator, name)
        for figure in sheet.figures_of(label, indicator.id):
            if figure.means is not None and figure.means.value is not None:
                figure.means = UNKNOWN
    return True


def county_alias(here: Here) -> bool:
    found = [(cell, row) for cell, row in _county_names(here) if row.aliases]
    for cell, row in found:
        cell.value = here.draw.choice(row.aliases)
    return bool(found)


def county_blanks(here: Here) -> bool:
    found = _county_names(here)
    blank = here.draw.choice((" ", "　", "\u00a0", "\n"))
    for cell, row in found:
        cell.value = here.draw.choice((blank.join(row.name), f"{blank}{row.name}{blank}"))
    return bool(found)


def county_numbered(here: Here) -> bool:
    found = _county_names(here)
    shape = here.draw.choice(("{}.", "{}、", "{}．"))
    for at, (cell, row) in enumerate(found, 1):
        cell.value = f"{shape.format(at)}{row.name}"
    return bool(found)


def county_marked(here: Here) -> bool:
    found = _county_names(here)
    for cell, row in here.draw.sample(found, min(len(found), 2)):
        cell.value = f"{row.name}{here.draw.choice(('*', '①', '（注1）'))}"
    return bool(found)


def means_nothing(_: Here) -> bool:
    """The file as it was filled in."""
    return True


CHANGES = (
    Change("unchanged", "（未改动）", LAYOUT, means_nothing),
    Change("alias", "指标用别名", WORDS, alias),
    Change("unit in the name", "名称后加单位", WORDS, unit_in_name),
    Change("blanks in the name", "名称中有空格换行", WORDS, blanks_in_name),
    Change("full-width name", "名称全角半角", WORDS, full_width_name),
    Change("numbered name", "名称前加序号", WORDS, numbered_name),
    Change("marked name", "名称前加其中：", WORDS, marked_name),
    Change("likened name", "名称写得不一样", WORDS, likened_name),
    Change("county by alias", "县区用别名", WORDS, county_alias),
    Change("county with blanks", "县区名有空格", WORDS, county_blanks),
    Change("county numbered", "县区名前有序号", WORDS, county_numbered),
    Change("county marked", "县区名后有注号", WORDS, county_marked),
)
