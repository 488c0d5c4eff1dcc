"""The import in the tour: a shop's Weibo messages as a table, its columns, its problems, the result.
The file is written by the tour itself, as the other system would have saved it.
"""

import csv
import io
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from thirdring.app.tour_step import Step
from thirdring.domain.centertime import CenterTime
from thirdring.domain.enums import Channel, Language
from thirdring.reports.whole_file import write_whole

# As other systems save them: the one in China's encoding, the other with the day before the month.
_ENCODING = {Language.ZH_CN: "gb18030", Language.EN: "utf-8-sig"}
_DATE = {Language.ZH_CN: "%Y/%m/%d %H:%M", Language.EN: "%d/%m/%Y %H:%M"}
_MINUTES_APART = 787


class ImportStory:
    """Tells `parts` of the day that `day()` gives; files go to `out`, named after the language."""

    def __init__(
        self, day: Callable[[], Any], now: Callable[[], datetime], language: Language, out: Path
    ) -> None:
        self._day, self._now, self._out, self._language = day, now, out, language

    def parts(self) -> list[Step]:
        """In the order of the story."""
        return [
            Step("import", lambda: self._day().work.show_screen("imports")),
            Step("import-file", self._choose),
            Step("import-columns", self._show_columns),
            Step("import-problems", lambda: self._screen().go_on()),
            Step("", lambda: self._screen().problems.save_named.emit(self._file("refused.csv"))),
            Step("import-result", lambda: self._screen().go_on()),
        ]

    def _screen(self) -> Any:
        return self._day().imports

    def _file(self, name: str) -> Path:
        return self._out / f"{self._language.value}-{name}"

    def _choose(self) -> None:
        file = self._file("weibo.csv")
        write_whole(file, self._table())
        self._screen().file.file_chosen.emit(file)

    def _show_columns(self) -> None:
        """The proposal, and what no column says: all of them came by Weibo."""
        self._screen().go_on()
        self._screen().columns.channel.set_value(Channel.WEIBO.value)

    def _table(self) -> bytes:
        """The rows of the last days; a time that is none and a severity nobody knows among them."""
        headings, *rows = _TOLD[self._language]
        text = io.StringIO()
        table = csv.writer(text)
        table.writerow(headings)
        local = CenterTime("Asia/Shanghai").to_local(self._now())
        for number, (when, *told) in enumerate(rows):
            at = local - timedelta(minutes=_MINUTES_APART * (len(rows) - number))
            table.writerow(
                [f"WB-{40218 + 7 * number}", when or at.strftime(_DATE[self._language]), *told]
            )
        return text.getvalue().encode(_ENCODING[self._language])


# A time of its own is what somebody typed where one belongs.
_TOLD: dict[Language, tuple[tuple[str, ...], ...]] = {
    Language.ZH_CN: (
        ("消息编号", "发送时间", "微博昵称", "私信内容", "诉求", "投诉分类", "严重程度", "商品", "商家"),
        ("", "夏日青柠", "沙发坐垫用了三个月就塌陷，门店说正常", "换坐垫", "质量问题", "一般", "三人位布艺沙发", "云枕软体"),
        ("", "老陈在路上", "衣柜送货改期两次，没有人提前说", "给准确时间", "配送", "一般", "推拉门衣柜", "北屿家作"),
        ("上周末", "豆豆妈妈", "儿童书桌漆面有异味，开窗三天还没散", "退货", "质量问题", "严重", "儿童书桌", "童栖家具"),
        ("", "九号楼的猫", "吊灯遥控器没反应，客服让我自己查说明书", "换遥控器", "售后", "轻微", "客厅吊灯", "拾盏灯饰"),
        ("", "江边跑者", "直播间说满三千减三百，到店说已结束", "按直播价结算", "活动", "一般", "强化地板", "柏砌地板"),
        ("", "蓝莓很酸", "问地砖色号，导购爱理不理", "道歉", "服务态度", "见备注", "仿古砖", "青垣瓷砖"),
        ("", "阿宁的日常", "花洒漏水报修五天没人上门", "尽快维修", "售后", "一般", "恒温花洒", "澜沐卫浴"),
        ("", "山月", "结账价比标签贵一百二，要我自己去找店长", "退差价", "价格", "一般", "遮光窗帘", "岚幔窗饰"),
        ("", "木子李", "智能门锁指纹打不开，半夜在门外等了一小时", "当天上门", "质量问题", "严重", "智能门锁", "合枢门控"),
    ),
    Language.EN: (
        ("Message ID", "Send time", "Nickname", "Message content", "Demand", "Complaint category", "Severity", "Product", "Merchant"),
        ("", "summerlime", "The sofa cushion sags after three months, the shop says that is normal", "A new cushion", "Product quality", "Medium", "three-seat sofa", "Cloudpillow Seating"),
        ("", "chen_on_the_road", "The wardrobe was put off twice and nobody told me beforehand", "A date that holds", "Delivery", "Medium", "sliding-door wardrobe", "Northisle Furniture"),
        ("last weekend", "dots_mother", "The desk smells of paint, three days with open windows did not help", "Money back", "Product quality", "High", "children’s desk", "Nestling Kids"),
        ("", "cat_of_nine", "The lamp’s remote does nothing and I was told to read the manual", "A new remote", "After sales", "Low", "chandelier", "Lampgather Lighting"),
        ("", "riverrunner", "The live stream promised three hundred off, the shop says it is over", "The promised price", "Promotion", "Medium", "laminate floor", "Cedarlay Floors"),
        ("", "sourberries", "Asked for the colour of a curtain and was hardly answered", "An apology", "Service attitude", "see notes", "blackout curtain", "Mistveil Curtains"),
        ("", "everyday_ning", "The shower leaks; reported five days ago, nobody came", "A repair soon", "After sales", "Medium", "rain shower", "Tidewash Bathrooms"),
        ("", "hillmoon", "The till took 120 more than the label says", "The difference back", "Price", "Medium", "electric curtain", "Mistveil Curtains"),
        ("", "plumtree", "The lock does not know my finger; an hour outside at midnight", "Somebody today", "Product quality", "High", "smart lock", "Hingegate Doors"),
    ),
}  # fmt: skip
