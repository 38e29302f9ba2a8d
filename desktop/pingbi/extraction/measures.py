"""Units of measurement, and nouns that say what is measured: 增加值, 投资, 余额."""

from __future__ import annotations

import re

_SCALE = r"(?:万亿|千亿|百亿|亿|千万|百万|十万|万|千)?"
FOREIGN = "美元|欧元|港元|日元|英镑|韩元|澳元|加元|新元|卢布|泰铢|新台币|台币|澳门元|瑞士法郎|瑞郎"
MONEY = rf"{_SCALE}(?:{FOREIGN}|元)"
_PHYSICAL = (
    rf"{_SCALE}(?:吨标准煤|吨标煤|吨|千瓦时|千瓦|兆瓦|吉瓦"
    r"|平方公里|平方千米|平方米|立方米|公里|千米|米|亩|公顷|公斤|千克|升|标箱)"
)
_COUNTED = (
    r"(?:亿|万|千)?(?:个(?!百分点|亿$|亿[，。；、）]|月|位次|小时|工作日|年)|家次|户次|家|人次|人(?!均|民|才|大|社|员|气|力|工|均)|户(?!均)"
    r"|名(?!列)|项|件|条|起|笔|场次|场|批次|台\(套\)|台（套）|台套|台|套|辆|艘|架|所|支|宗|处|座|种(?!植|养)|份(?!额)|篇"
    r"|只|头|次(?!会议|代表)|类|批|对(?!接)|株|块|间|站|班次)"
)
RATE = r"%|‰|个百分点|百分点|个基点|倍(?!增)|成(?![立为长效果本功品员交立就熟都])"
PLACE = r"个?位次|位(?![于居列置数])|个名次|名次"
UNIT = (
    rf"{MONEY}|{_PHYSICAL}|{RATE}|{PLACE}|{_COUNTED}|分(?![钟别布为之类解公成钟析析管包])|大(?=领域|产业|类)|万亿|亿|万"
)
UNIT_IN_BRACKETS = rf"[（(](?P<unit>{UNIT})[）)]"  # 工业投资（亿元）
POINTS = ("个百分点", "百分点", "个基点")
RATES = ("%", "‰", "成", "倍")
_LEVEL = re.compile(rf"{MONEY}|{_PHYSICAL}|分|亿|万|万亿")

# What may stand at the end of a subject: with it the subject is whole, without it the measure said before holds on.
MEASURE = (
    r"(?:累计|当月)?(?:"
    r"增加值|地区生产总值|生产总值|国内生产总值|GDP|总产值|产值|综合产值"
    r"|(?:概算|总|计划|实际|到位|固定资产|年度计划|年计划|全年计划|年度)*投资(?:总?额|完成额|计划)?|投资量"
    r"|(?:主营业务|营业|财政|税收|非税|销售|可支配|旅游|经营|预算)*收入|预算支出|支出|利润(?:总额)?|利税(?:总额)?|税收|税金"
    r"|(?:消费品)?零售总?额|销售额|交易额|进出口(?:总值|总额|额)?|出口(?:总值|总额|额)?|进口(?:总值|总额|额)?|总额|总量|总值"
    r"|用电量|发电量|用水量|用气量|产量|销量|产销量|运量|货运量|客运量|周转量|吞吐量|能耗|存栏|出栏|播种面积|面积"
    r"|(?:存贷款|存款|贷款)?余额|存款|贷款|资金|外资|内资|融资|补贴|奖补资金|退税|减税|罚款|采购额|设备额|合同额"
    r"|里程|产能|价格指数|指数|价格|人数|户数|个数|家数|总数|得分|综合得分|成本|费用|库存|存货|应收账款|资产|负债|注册资本"
    r")"
)
MEASURE_END = re.compile(rf"{MEASURE}$")
# A share by its own name.
SHARE_END = re.compile(r"(?:率|占比|比重|比例|覆盖面|增长面|面|度|系数|份额)$")
# A class of things that measures may belong to: 省重点项目 + 总投资.
CLASS_END = re.compile(r"(?:项目|工程|改造|企业|平台|园区|集聚区|活动|问题|事项|诉求|难题)$")


def is_level(unit: str) -> bool:
    """Whether a unit measures (亿元, 吨) and does not count."""
    return _LEVEL.fullmatch(unit) is not None
