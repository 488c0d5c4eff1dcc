"""What the sample's people say in Chinese; every name and number is invented."""

from thirdring.demo.deed_words import Arrival, DeedWords, SpecialCall
from thirdring.domain.enums import CallerType

DEEDS = DeedWords(
    contacts=(
        ("group_satisfaction_office", "集团满意度办公室 曹敏之", "021-55520011"),
        ("group_hotline_office", "集团热线办公室 值班席", "021-55520012"),
        ("general_manager", "总经理 陆远山", "021-55520001"),
        ("department_heads", "招商部 盛怀安", "021-55520021"),
        ("deputy_heads", "招商部副经理 柏云", "021-55520022"),
        ("department_head", "物业工程部 荆守成", "021-55520031"),
    ),
    statements=(
        ("儿童家具护栏复检", "我们已经关注到有关儿童床护栏的反映。同批次商品暂停销售，送检结果出来后第一时间公布。已购买的顾客可以免费上门检查。"),
        ("家装节抽奖", "家装节抽奖由公证人员现场监督，中奖名单在一楼服务台和官方网站公示三十天。"),
        ("消防通道整改", "消防通道的堆放物已于当日清理完毕，今后每天早晚各巡查一次。"),
    ),
    majors=(
        Arrival({
            "channel": "wechat", "name": "沈慧", "title": "ms", "phone": "13800091207",
            "raised": "儿童上下床护栏昨晚脱落，孩子摔下来额头缝了两针，已经在微信群里发了照片",
            "wants": "立即上门取回，承担医疗费，书面说明原因", "nature": "product_quality",
            "severity": "major", "against_kind": "product", "against": "儿童上下床",
            "product": "儿童上下床", "merchant": "童栖家具", "category": "product",
            "safety": True, "complexity": "high", "impact": "high", "immediate": True,
        }),
        Arrival({
            "channel": "in_person", "name": "贾建平", "title": "mr", "phone": "13900091311",
            "raised": "餐厅吊灯驱动电源昨晚冒烟，天花板熏黑一片，带了照片和残件到服务台",
            "wants": "查明原因，赔偿天花板修复费用", "nature": "product_quality",
            "severity": "major", "against_kind": "merchant", "against": "拾盏灯饰",
            "product": "餐厅吊灯", "merchant": "拾盏灯饰", "category": "product",
            "handling": "reception_room", "guide": "wen",
            "safety": True, "complexity": "medium", "impact": "medium", "immediate": True,
        }),
    ),
    press=SpecialCall(
        CallerType.PRESS, "叶知秋", "021-55513307", "江城晨讯",
        "有家长反映儿童上下床护栏脱落致孩子受伤，同款是否还在销售，商场准备怎样处理",
        "希望今天下班前得到书面答复，并采访负责人", "请提供同批次商品的检验报告",
    ),
    lawyer=SpecialCall(
        CallerType.LAWYER, "方律师", "021-55514102", "诚和所",
        "代表业主询问餐厅吊灯冒烟一事，要求说明责任方", "希望三日内收到书面答复",
        "保留现场照片和残件，提供商户资质",
    ),
    difficult=(
        "客户第三次来电，情绪激动，要求今天见到经理",
        "商户与客户各执一词，需要主管召集双方到场",
        "客户要求按三倍赔偿，超出专员可以答应的范围",
    ),
    not_satisfied="客户不接受维修方案，坚持换新并补偿误工",
    plan="由商户换新，今晚先送备用件，明天上午上门安装，运费由商场承担",
    told="已把方案告诉客户，客户表示同意，约好明天上午再联系",
    refused="与损失不相称，请按退差价处理",
    took_over="由我直接联系客户和商户",
    coupon_needs=(
        "送货延误五天，客户请假两次，补偿误工", "换货往返三次，客户自付运费，补偿",
        "维修期间停用一周，以代金券致歉", "标签价与结账价不符，除退差价外致歉",
        "安装时刮花墙面，客户同意以券补偿", "等候过久，致歉",
    ),
    cancelled="客户改选退款，不再需要",
    passed_up="商户今天给不出时间，客户要求主管回电",
    visits_asked=(
        ("asked", "常宁", "整体橱柜安装后一周，客户请我们再打一次电话", "13700091420"),
        ("asked", "郁文芳", "老人独居，客户希望床垫送到后确认使用情况", "13600091533"),
        ("purchase", "蒲一舟", "智能门锁购买后回访：指纹录入和备用钥匙", "13500091648"),
        ("purchase", "尚佳", "电动功能沙发购买后回访：支架试用情况", "18900091752"),
    ),
    measures=(
        ("儿童家具到货逐件检查护栏螺丝，双人签字", "出厂检验漏检，护栏螺丝扭矩不足"),
        ("改约由调度当天电话告知，并在工单里记时间", "改约没有通知到客户"),
        ("每周一核对标签价与系统价，抽查五十件", "标签与系统价格不同步"),
        ("晨会讲解活动规则，导购考一遍再上岗", "导购对活动规则不熟"),
        ("回电到时前十分钟由值班长巡看一遍", "交接时漏了回电登记"),
    ),
    follow_ups=("已与三家商户签字确认", "第一周抽查，发现两件不符，当场更正", "调度已改流程，客户反映好转"),
    result="连续四周没有再出现同类投诉",
    campaigns=("双十二家装节预热", "会员月礼品备货", "新年开业布置", "三一五服务周"),
    announcement=("失物招领广播", "一楼服务台拾到蓝色儿童书包一个，请失主前来认领"),
    tasks=("补印接待登记表两本", "给新同事开通录音查询", "与物业核对夜间值班电话"),
    priorities=("先打昨天没接通的两个回电；上午盯紧送货投诉", "十点前联系三家商户要答复", "下午陪质检上门一次，出门前移交回电", "整理本周儿童家具投诉"),
    unfinished=("一位客户晚上才方便接听，明早再打", "等商户报价，已告知客户明天上午答复", "一件维修配件还没到货", "没有"),
    signed="已核对，归档",
    pictures=("护栏脱落处.png", "天花板熏黑.png", "签收单.png", "台面裂纹.png", "现场.png"),
    routed="按性质和程度分派",
)  # fmt: skip
