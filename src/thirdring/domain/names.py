"""A4: customers are addressed by their family name and the right title."""

import re
from functools import lru_cache

from thirdring.domain.enums import Language, Title
from thirdring.domain.folding import folded

_COMPOUND_NAMES = """
    欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶
    太叔 申屠 公孙 慕容 仲孙 钟离 长孙 宇文 司徒 鲜于 司空 闾丘 亓官 司寇 巫马 颛孙 漆雕 乐正 谷梁 拓跋
    轩辕 令狐 百里 呼延 东郭 南门 羊舌 梁丘 左丘 西门 第五 淳于 即墨 达奚 完颜 纳兰
"""
_COMPOUND = frozenset(_COMPOUND_NAMES.split())
# The commonest family names with their spelling, so that "Ms Wang" needs no dictionary to load.
_SPELLED_NAMES = """
    王wang 李li 张zhang 刘liu 陈chen 杨yang 黄huang 赵zhao 吴wu 周zhou 徐xu 孙sun 马ma 朱zhu 胡hu 郭guo
    何he 林lin 高gao 罗luo 郑zheng 梁liang 谢xie 宋song 唐tang 许xu 邓deng 冯feng 韩han 曹cao 曾zeng
    彭peng 萧xiao 肖xiao 蔡cai 潘pan 田tian 董dong 袁yuan 于yu 余yu 叶ye 蒋jiang 杜du 苏su 魏wei 程cheng
    吕lü 丁ding 沈shen 任ren 姚yao 卢lu 傅fu 钟zhong 姜jiang 崔cui 谭tan 廖liao 范fan 汪wang 陆lu 金jin
    石shi 戴dai 贾jia 韦wei 夏xia 邱qiu 方fang 侯hou 邹zou 熊xiong 孟meng 秦qin 白bai 江jiang 阎yan 薛xue
    尹yin 段duan 雷lei 黎li 史shi 龙long 陶tao 贺he 顾gu 毛mao 郝hao 龚gong 邵shao 万wan 钱qian 严yan 覃qin
    武wu 戚qi 莫mo 孔kong 向xiang 汤tang 温wen 康kang 施shi 文wen 牛niu 樊fan 葛ge 邢xing 安an 齐qi 易yi
    乔qiao 伍wu 庞pang 颜yan 倪ni 庄zhuang 聂nie 章zhang 鲁lu 岳yue 翟zhai 殷yin 詹zhan 申shen 欧ou 耿geng
    关guan 兰lan 焦jiao 俞yu 左zuo 柳liu 甘gan 祝zhu 包bao 宁ning 尚shang 符fu 舒shu 阮ruan 柯ke 纪ji 梅mei
    童tong 凌ling 毕bi 单shan 季ji 裴pei 霍huo 涂tu 成cheng 苗miao 谷gu 盛sheng 曲qu 翁weng 冉ran 骆luo
    蓝lan 路lu 游you 辛xin 靳jin 管guan 柴chai 蒙meng 鲍bao 华hua 喻yu 祁qi 蒲pu 房fang 滕teng 屈qu 饶rao
    解xie 牟mou 艾ai 尤you 时shi 穆mu 农nong 司si 卓zhuo 古gu 吉ji 缪miao 简jian 车che 项xiang 连lian 芦lu
    麦mai 褚chu 娄lou 窦dou 岑cen 景jing 党dang 宫gong 费fei 卜bu 冷leng 晏yan 席xi 卫wei 米mi 柏bai 宗zong
    瞿qu 桂gui 全quan 佟tong 应ying 臧zang 闵min 苟gou 邬wu 边bian 卞bian 姬ji 师shi 和he 仇qiu 栾luan
    隋sui 商shang 刁diao 沙sha 荣rong 巫wu 寇kou 桑sang 郎lang 甄zhen 丛cong 仲zhong 虞yu 敖ao 巩gong
    明ming 佘she 池chi 查zha 麻ma 苑yuan 迟chi 邝kuang 区ou 朴piao 盖ge
"""
_SPELLED = {pair[0]: pair[1:] for pair in _SPELLED_NAMES.split()}
_SPELLINGS = frozenset(folded(spelling) for spelling in _SPELLED.values()) | frozenset(
    ("lv", "ouyang", "sima", "zhuge", "shangguan", "situ", "huangfu", "murong", "linghu")
)
_HAN = re.compile(r"[\u3400-\u9fff]")
_TITLED_ZH = re.compile(r"(?:先生|女士|小姐|老师|教授|医生|师傅|经理|主任|阿姨|叔叔)\Z")
_TITLED_EN = re.compile(r"(?:mr|ms|mrs|miss|dr|prof)\b\.?", re.IGNORECASE)
_WORDS = {
    Language.ZH_CN: {Title.MR: "先生", Title.MS: "女士"},
    Language.EN: {Title.MR: "Mr", Title.MS: "Ms"},
}


def family_name(name: str) -> str:
    """The family name in `name`, as it is written there; Chinese names put it first.

    Of a Latin name it is the first word when that is a Chinese family name, else the last.
    """
    name = " ".join(name.split())
    if _HAN.search(name[:1]):
        return name[:2] if folded(name[:2]) in _COMPOUND else name[:1]
    words = name.split(" ")
    first = words[0].rstrip(",")
    if words[0].endswith(",") or folded(first) in _SPELLINGS:
        return first
    return words[-1]


def _spelled(family: str) -> str:
    """A Chinese family name in Latin letters, or as it is when it is not a common one."""
    known = _SPELLED.get(folded(family))
    return known.capitalize() if known else family


def addressed(name: str, title: Title | None, language: Language) -> str:
    """How to speak to the customer: 王女士, Ms Wang; empty when the name isn't known well enough.

    Without a title the full name stands; a family name alone would be rude and gives nothing.
    """
    name = " ".join(name.split())
    if not name:
        return ""
    if _TITLED_ZH.search(name) or _TITLED_EN.match(name):
        return name
    word = _WORDS[language].get(title) if title is not None else None
    if word is None:
        return "" if len(name) == 1 and _HAN.match(name) else name
    family = family_name(name)
    if language is Language.EN:
        return f"{word} {_spelled(family)}"
    return f"{family}{word}"


def may_be_in(text: str, name: str) -> bool:
    """Whether `text` can hold a Chinese `name` in any of its `written_forms`: each ends with its last
    letter. Asked first, as the forms of a name not seen lately cost a hundred times as much.
    """
    bare = _bare(name)
    return not _HAN.match(bare) or bare[-1:] in text


@lru_cache(maxsize=512)
def written_forms(name: str) -> tuple[re.Pattern[str], ...]:
    """How a text may repeat `name`, the longest way first: whole, spaces or not between its letters
    (王小明, 王 小明), a Chinese given name of two letters or more alone (小明), each word of a Latin
    name of three letters or more as it is written. A family name with its title alone (王女士) is
    no more than what is shown anyway.
    """
    bare = _bare(name)
    if len(bare) < 2 or "*" in bare:  # one letter is everywhere; stars stand for what is hidden
        return ()
    if _HAN.search(bare[:1]):
        family, letters = family_name(bare), bare.replace(" ", "")
        given = letters[len(family) :]
        forms = [_apart(letters)]
        if len(given) > 1:
            forms.append(_apart(given))
        return tuple(re.compile(form) for form in forms)
    words = bare.split(" ")
    whole = r"\s+".join(re.escape(word) for word in words)
    alone = (re.compile(rf"\b{re.escape(word)}\b") for word in words if len(word) > 2)
    return (re.compile(rf"(?<!\w){whole}(?!\w)", re.IGNORECASE), *alone)


def _bare(name: str) -> str:
    """`name` without its titles, single spaces between its words."""
    return _TITLED_ZH.sub("", _TITLED_EN.sub("", " ".join(name.split()))).strip()


def _apart(letters: str) -> str:
    return r"\s?".join(re.escape(letter) for letter in letters)
