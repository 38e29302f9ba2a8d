"""The rule that an explanation must explain: 核实无误 alone says that somebody looked, not why it is so."""

from __future__ import annotations

import re

from pingbi.model.catalogue import bare

_EMPTY = (
    r"经过?|再次|反复|认真|已经?|我们?|你们?|贵|本|该|此|各|单位|部门|数据|数字|数值|指标|情况|问题|上述|以上|上报|填报|报送"
    r"|全部|均|都|确认|确实|核对|核实|核查|复核|审核|检查|自查|属实|无误|准确|正确|真实|没有?|无|错误|错|误|异常"
    r"|正常|可靠|一致|不变|维持原数|以此为准|是|对|的|了|后|过|为|请|予以|通过|已阅|收悉|知悉|谢谢|ok|yes|true"
)
_AFFIRMED = re.compile(_EMPTY, re.IGNORECASE)
_WHO = re.compile(rf"^(?:经过?)?.{{0,4}}?[县区市局委办](?={_EMPTY}|$)", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]")
LEAST = 2  # characters that say something: 停产


def explains(text: str, county: str = "") -> bool:
    """Whether anything is left when the words that only affirm, and who affirms, are taken away.

    >>> explains("经台前县核实，数据无误。"), explains("核实无误，去年同期有一次性补贴")
    (False, True)
    """
    plain = "".join(_WORD.findall(bare(text)))
    if county:
        plain = plain.replace(bare(county), "")
    return len(_AFFIRMED.sub("", _WHO.sub("", plain))) >= LEAST
