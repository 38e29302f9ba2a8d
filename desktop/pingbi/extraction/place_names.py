"""Names of counties, cities, zones and towns that a text uses and no list holds: 舞阳县, 永城市, 高新区."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate, islice

from pingbi.extraction.gazetteer import AUTONOMOUS, PREFECTURES

# What stands before a name: a clause's beginning, a sign, a word that takes a place.
_ANCHORS = frozenset(
    "，。；：、“”《》（）！？:;,\n是为在对含由向从月份日年和与及除据以于的区县市%个家位名元分到至如即有"
)
_BEFORE = r"(?:^|(?<=[，。；：、“”《》（）！？:;,\n是为在对含由向从月份日年和与及除据以于的区县市%个家位名元分\d]))"
_SUFFIX = re.compile(r"自治[县旗]|[县市区旗](?!域|级|直|场|民|委|长|政|人|内|外|值|属|辖|里|容|面|块)")
_HAN = re.compile(r"[一-鿿]+")
_ZONE = (
    r"(?:高新技术产业(?:开发|示范)区|高新技术开发区|高新区|经济技术开发区|经济开发区|经开区|城乡一体化示范区|先进制造业开发区|示范区"
    r"|产业集聚区|工业园区|综合保税区|保税区|开发区|管委会区|航空港区|新区)"
)
_ZONES = re.compile(rf"{_BEFORE}(?P<name>[一-鿿]{{0,4}}?{_ZONE})(?!管委|内|建|改|规|创|成|整|考|各|四|五|“)")
_NO_ZONE = re.compile(
    r"[只仅除唯全各该我本等两三四五其个]|.{0,1}新区$|.{0,4}(?:园|创建)|产业集聚区$|.{1,4}[县区市].|[市县]产业集聚区"
)
_TOWNS = re.compile(rf"{_BEFORE}(?P<name>[一-鿿]{{1,3}}?(?:镇|乡|街道))(?=[、\d完增同累实工规]|和|与|分别)")
_STARTS = (
    "只仅除唯全该我本各两省地多此某外城成几跨市入为县区其这那每另占对比较在由从以及和与或将把被让使于是的按据向除含不有无一二三四五六七八九十百千万亿\n"
    "年月份日上下前后中内新老旧共约近超达余个家增减"
)
_NEW: tuple[str, ...] = (
    "新乡",
    "新蔡",
    "新郑",
    "新密",
    "新安",
    "新野",
    "新县",
    "新华",
    "新城",
    "新余",
    "新泰",
    "新沂",
    "新兴",
    "新会",
    "新干",
)
_REAL: tuple[str, ...] = (
    "上蔡",
    "下陆",
    "中牟",
    "中原",
    "内乡",
    "内黄",
    "前郭",
    "万州",
    "万年",
    "万安",
    "三门",
    "四会",
    "五河",
    "六安",
    "七星",
)
_REAL += (
    "八公山",
    "九江",
    "一宫",
    "千阳",
    "百色",
    "二七",
    "十堰",
    "成武",
    "成安",
    "成县",
    "上饶",
    "上杭",
    "中山",
    "日照",
    "全州",
)
_REAL += (
    "和县",
    "和平",
    "和田",
    "有色",
    "城固",
    "城口",
    "达县",
    "达州",
    "东区",
    "为县",
    "其县",
    "对县",
    "于都",
    "于洪",
    "于田",
)
_INSIDE = re.compile(r"[各该等某此项目投资企业产完全我本列入纳发挥围绕]|增长|工业|经济|农村|城乡|重点|^别[是为有]")
_WITHIN = frozenset({"辉县市", "赣县区"})  # were counties of that name once: the only ones
_COUNTS, _ENDS = frozenset("一二三四五六七八九十两几多数"), frozenset("县市区")
_COMMON = re.compile(
    r"(?:社|地|山|库|灾|景|校|辖|片|小|专|厂|港|老|林|牧|郊|工|战|功能|试验|聚集|集聚|集中)区$|^.{0,2}新区$|^[城市矿县园].?区$|.园区$"
    r"|^(?:城|门|超|上|股|集|县|地|都|楼|夜|本|我|省|区|两|花|菜|该|直辖|县级|地级)市$|^.{0,2}(?:超|股|楼|夜|菜|入)市$"
    r"|(?:百强|贫困|脱贫|农业|大|强|试点|示范|先进|各|市|辖|全|属|邻|外|业)县$"
)
_COMMON_TOWN = re.compile(
    r"^[大小新老]?(?:城|乡|集|村)镇$|(?:重|强|名|特色|小|建制|中心)镇$|(?:城|家|老|新|下|回|返|故|水|内)乡$|各.*$"
)


def strangers(text: str) -> Iterator[str]:
    """Every name in the order of the text, once for each time it stands there. `text` holds no white space."""
    found = list(_counties(text))
    for match in _ZONES.finditer(text):
        name = match["name"]
        if not _NO_ZONE.match(name):
            found.append((match.start("name"), name))
    towns = [match for match in _TOWNS.finditer(text) if _is_town(match["name"])]
    if len({match["name"] for match in towns}) > 2:
        found += [(match.start("name"), match["name"]) for match in towns]
    found.sort()
    spans = [(at, at + len(name)) for at, name in found]
    furthest = list(accumulate((stop for _, stop in spans), max))
    for here, (at, name) in enumerate(found):
        after = next((start for start, _ in islice(spans, here + 1, None) if start > at), len(text))
        covered = here > 0 and spans[here - 1][0] < at < furthest[here - 1]
        if not covered and after >= at + len(name):
            yield name


def _counties(text: str) -> Iterator[tuple[int, str]]:
    """The longest name before each 县, 市, 区 that something stands before which takes a place; in lists 梁园区 too."""
    listed = -1  # where a list of places goes on
    for match in _SUFFIX.finditer(text):
        longest = 8 if match[0].startswith("自治") else 4
        for at in range(max(0, match.start() - longest), match.start()):
            name = text[at : match.end()]
            behind = not at or text[at - 1] in _ANCHORS or text[at - 1].isdigit() or text[at - 2 : at] == "其中"
            if not behind or _HAN.fullmatch(name) is None:
                continue
            in_list = at - 1 == listed and text[listed : listed + 1] == "、" and len(name) == 3
            if _is_place(name) or (in_list and name[0] not in "全各该本我"):
                yield at, name
                listed = match.end()
                break


def _is_place(name: str) -> bool:
    if name[:-1] in PREFECTURES and name.endswith("市"):
        return True
    if name[-2:-1] in _COUNTS and name[-1] in _ENDS and name[:-1] not in _REAL:
        return False
    if not _ENDS.isdisjoint(name[1:-1]) and name not in _WITHIN:
        return False  # 范县市重点项目 names no 范县市
    starts_well = not name.startswith(tuple(_STARTS)) or name.startswith((*_NEW, *_REAL))
    return starts_well and len(name) > 1 and _INSIDE.search(name) is None and _COMMON.search(name) is None


def _is_town(name: str) -> bool:
    return not name.startswith(tuple(_STARTS)) and _INSIDE.search(name) is None and _COMMON_TOWN.search(name) is None


_PREFECTURE = "|".join(sorted(PREFECTURES, key=len, reverse=True))
_BARE = re.compile(
    rf"(?:^|(?<=[，。；：！？:\n年月度半]))(?P<name>{_PREFECTURE})(?=[：:]|固定|规模|规上|工业|全市|经济|实现|完成|一般|生产|地区|社会|投资|项目|\d)"
)
_STATE = re.compile(rf"(?P<name>{'|'.join(AUTONOMOUS)})(?P<state>[一-鿿]{{0,10}}?自治州|州)")


def prefecture(text: str) -> str | None:
    """The prefecture that a text is about, by its own name or the short one: 新乡 is 新乡市, 湘西州 stays."""
    counts: dict[str, int] = {}
    for sign in re.finditer("[市：:]", text):  # 新乡市, 新乡：
        at = sign.start()
        ahead = (text[max(0, at - n) : at] for n in range(5, 1, -1))
        name = next((name for name in ahead if name in PREFECTURES), None)
        if name is not None:
            counts[f"{name}市"] = counts.get(f"{name}市", 0) + 1
    for match in _STATE.finditer(text):
        counts[match[0]] = counts.get(match[0], 0) + 1
    head = re.match(_PREFECTURE, text)
    if head is not None and not text.startswith(("县", "区"), head.end()):
        counts[f"{head[0]}市"] = counts.get(f"{head[0]}市", 0) + 1
    for match in _BARE.finditer(text):
        counts[f"{match['name']}市"] = counts.get(f"{match['name']}市", 0) + 1
    return max(counts, key=lambda name: counts[name]) if counts else None
