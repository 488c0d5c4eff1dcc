"""The fields of a complaint in a table, with the headings and words other systems use for them.

Back ends of chat services, hotlines, counters and public authorities; Chinese and English.
"""

from thirdring.domain.enums import (
    AgainstKind,
    Channel,
    Nature,
    Severity,
    TicketKind,
    TicketState,
)
from thirdring.domain.text_safety import TextKind
from thirdring.intake.call_fields import CALL_FIELDS
from thirdring.intake.fields import Field, FieldKind, field_set, names, spoken

# A complaint's handling may take months; a length of time beyond is a mistake.
_A_YEAR = 366 * 86_400

# Columns that are no field of a complaint, but say a part of one.
_DAY = Field(
    "day", FieldKind.WHEN,
    names("date, complaint date, day, date of complaint, 日期, 投诉日期, 留言日期, 登记日期, 受理日期, 反映日期, 接诉日期, 收到日期"),
)  # fmt: skip
_CLOCK = Field(
    "clock", FieldKind.WHEN,
    names("time, complaint time, time of day, 时间, 投诉时间, 留言时间, 登记时间, 受理时间, 时刻"),
)  # fmt: skip
_SUBJECT = Field(
    "subject", FieldKind.TEXT,
    names("issue, complaint type, complaint subject, subject, title, problem, complaint category, reason, complaint reason, 标题, 主题, 投诉主题, 投诉标题, 问题类型, 投诉类型, 投诉类别, 事由, 投诉原因, 关键词"),
)  # fmt: skip
_DETAIL = Field(
    "detail", FieldKind.TEXT,
    names("sub issue, descriptor, subissue, complaint detail, sub category, sub type, 子类型, 二级分类, 问题子类, 细分类型"),
)  # fmt: skip


COMPLAINT_FIELDS = field_set(
    "complaints",
    ("received_at",),
    Field(
        "source_id", FieldKind.TEXT,
        names("complaint id, complaint no, complaint number, case id, case no, case number, ticket id, ticket no, ticket number, unique key, record id, message id, msg id, msgid, reference, reference no, request id, id, 投诉编号, 投诉单号, 投诉id, 工单号, 工单编号, 单号, 案件编号, 消息id, 消息编号, 留言编号, 流水号, 记录编号, 受理编号, 私信id, 微博id, 会话id, 编号, 序号"),
    ),
    Field(
        "received_at", FieldKind.WHEN,
        names("received at, date received, received date, received, complaint date time, date and time received, created date, date created, created at, created, creation date, opened, open date, opened date, date opened, date logged, logged at, logged date, date raised, raised on, complaint received, reported at, report date, 评论时间, 提出时间, 上报时间, 接单时间, submitted at, date submitted, submission date, date of complaint, date time, datetime, timestamp, message time, send time, 投诉时间, 收到时间, 接收时间, 受理时间, 登记时间, 创建时间, 提交时间, 留言时间, 消息时间, 发送时间, 发布时间, 私信时间, 反映时间, 来信时间, 来电时间, 接诉时间, 投诉日期, 收到日期, 受理日期"),
    ),
    Field(
        "kind", FieldKind.CHOICE, names("kind, record kind, matter kind, feedback type, message type, 类型, 单据类型, 反馈类型, 消息类型, 诉求类型, 工单类型, 事项类型"),
        choices=TicketKind,
        words=spoken(
            complaint="complaint, complaints, 投诉, 抱怨, 客诉, 投诉类, 投诉举报", praise="praise, compliment, thanks, 表扬, 感谢, 好评, 点赞, 表扬类",
            request="request, after sales, 售后, 求助, 报修, 诉求, 售后申请", enquiry="enquiry, inquiry, question, 咨询, 询问, 建议, 咨询类",
        ),
    ),
    Field(
        "channel", FieldKind.CHOICE,
        names("channel, submitted via, how received, received by, 接收方式, 反映方式, 来件方式, 来电渠道, source channel, complaint channel, received via, contact channel, medium, method, intake channel, open data channel type, source, origin, 渠道, 投诉渠道, 来源, 来源渠道, 受理渠道, 接收渠道, 投诉方式, 受理方式, 投诉来源, 信息来源, 平台, 来源平台, 反映渠道"),
        choices=Channel,
        words=spoken(
            phone="phone, telephone, call, call center, voice, 电话, 来电, 热线电话, 座机, 客服电话, 电话投诉",
            in_person="in person, walk in, walk-in, store, counter, branch, face to face, 当面, 现场, 门店, 前台, 服务台, 上门, 柜台, 来访, 到店",
            mailbox="mailbox, email, e-mail, mail, electronic mail, 邮箱, 邮件, 电子邮件, 电邮, 意见箱, 信箱",
            online_chat="online chat, chat, live chat, web chat, online, 在线客服, 在线, 在线咨询, 网页客服, 即时通讯, 在线聊天",
            wechat="wechat, weixin, wechat official account, mini program, 微信, 微信公众号, 公众号, 微信客服, 企业微信, 小程序, 微信小程序, 微信留言",
            weibo="weibo, sina weibo, 微博, 新浪微博, 微博私信, 微博评论",
            website="website, web, web form, web site, site, portal, internet, app, mobile, mobile app, 网站, 官网, 网页, 官方网站, 网上, 商城, 手机app, 手机端",
            hotline="hotline, public hotline, government hotline, 311, 热线, 12315, 12345, 政务热线, 政府热线, 公共热线, 市民热线, 12345热线, 12315热线",
            letter="letter, postal mail, post, paper, 信函, 来信, 信件, 书信, 邮寄",
            fax="fax, 传真",
            referral="referral, referred, transferred, 转办, 转来, 转交, 上级转办, 消协转办, 协会转来, 部门转办, 消协",
            other="other, others, unknown, social media, douyin, xiaohongshu, tiktok, 其他, 其它, 抖音, 小红书, 快手, 大众点评, 点评, 黑猫投诉, 媒体, 短信, qq",
        ),
    ),
    Field(
        "name", FieldKind.TEXT,
        names("name, customer, customer name, complainant, 来电人, 来电人姓名, 诉求人, 反映人, 反映人姓名, 举报人, 发送者昵称, 用户名, 用户, 评论者, 评论人, 留言者, complainant name, client name, consumer, contact name, contact person, sender, nickname, user name, 姓名, 客户姓名, 客户名称, 客户, 顾客, 顾客姓名, 投诉人, 投诉人姓名, 投诉者, 来访人, 联系人, 昵称, 用户昵称, 微信昵称, 微博昵称, 粉丝昵称, 发送者, 发送人, 留言人, 消费者, 消费者姓名, 会员姓名"),
        text=TextKind.NAME,
    ),
    CALL_FIELDS.fields["title"],
    Field(
        "phone", FieldKind.NUMBER,
        names("phone, phone number, phone no, telephone, telephone number, tel, mobile, mobile number, contact number, contact, customer phone, caller number, 电话, 电话号码, 联系电话, 联系方式, 手机, 手机号, 手机号码, 客户电话, 投诉人电话, 顾客电话, 来电号码, 会员手机"),
        text=TextKind.NUMBER,
    ),
    Field(
        "address", FieldKind.TEXT,
        names("address, customer address, street address, incident address, location address, 地址, 客户地址, 住址, 联系地址, 送货地址, 事发地址, 收货地址"),
        text=TextKind.ADDRESS,
    ),
    Field(
        "raised", FieldKind.TEXT,
        names("raised, complaint, complaint text, 诉求内容, 评论内容, 问题内容, 反映问题, 来电内容, 主要内容, 工单内容, 诉求描述, 事项内容, consumer complaint narrative, narrative, description, complaint description, details, complaint details, what happened, message, message content, content, comment, comments, text, body, 投诉内容, 内容, 留言内容, 消息内容, 私信内容, 微博内容, 反映内容, 问题描述, 投诉描述, 情况描述, 描述, 事情经过, 投诉事由, 详情, 详细内容, 文本, 留言"),
        text=TextKind.TEXT,
    ),
    Field(
        "wants", FieldKind.TEXT,
        names("wants, demand, demands, desired resolution, desired outcome, customer request, remedy sought, expectation, 诉求, 客户诉求, 要求, 客户要求, 投诉诉求, 期望, 期望结果, 希望如何处理"),
        text=TextKind.TEXT,
    ),
    Field(
        "answer", FieldKind.TEXT,
        names("answer, reply, response, 办理结果, 办理情况, 处理内容, 答复情况, 反馈内容, 回访情况, resolution, resolution description, solution, action taken, outcome, reply content, 答复, 回复, 回复内容, 答复内容, 处理结果, 处理意见, 处理情况, 解决方案, 处理措施, 客服回复"),
        text=TextKind.TEXT,
    ),
    Field(
        "nature", FieldKind.CHOICE,
        names("nature, nature of complaint, complaint nature, complaint category, category of complaint, 性质, 投诉性质, 问题性质, 投诉分类, 分类, 类别, 投诉类别, 投诉类型, 问题类型, 问题分类"),
        choices=Nature,
        words=spoken(
            product_quality="product quality, quality, product, defect, defective product, 产品质量, 质量, 商品质量, 质量问题, 商品质量问题, 产品质量问题, 产品, 商品",
            after_sales="after sales, after-sales, aftersales, repair, installation, warranty, 售后, 售后服务, 维修, 安装, 售后问题, 退换货",
            service_attitude="service attitude, attitude, service, staff, staff attitude, customer service, 服务态度, 态度, 服务, 服务质量, 人员服务, 服务态度问题, 服务问题, 员工态度",
            price="price, pricing, billing, charges, 价格, 价格问题, 收费, 计价, 乱收费",
            delivery="delivery, shipping, logistics, late delivery, 物流, 配送, 送货, 交货, 发货, 物流配送, 送货延迟, 配送问题, 物流问题",
            promotion="promotion, promotions, advertising, marketing, discount, coupon, 促销, 活动, 优惠活动, 营销, 宣传, 广告, 促销活动",
            other="other, others, 其他, 其它, 其他问题",
        ),
    ),
    Field(
        "severity", FieldKind.CHOICE,
        names("severity, priority, urgency, level, severity level, grade, 严重程度, 等级, 投诉等级, 级别, 投诉级别, 优先级, 紧急程度, 严重性"),
        choices=Severity,
        words=spoken(
            minor="minor, low, slight, 轻微, 低, 轻, 小, 四级", ordinary="ordinary, medium, normal, moderate, standard, 一般, 普通, 中, 正常, 常规, 三级",
            serious="serious, high, severe, urgent, 严重, 高, 较大, 较重, 紧急, 加急, 二级", major="major, critical, very high, highest, 重大, 特大, 特别严重, 极高, 特急, 一级",
        ),
    ),
    Field(
        "against_kind", FieldKind.CHOICE,
        names("against kind, against type, kind of respondent, 被投诉对象类型, 投诉对象类型, 对象类型, 被诉类型"),
        choices=AgainstKind,
        words=spoken(
            employee="employee, staff, person, agent, 员工, 人员, 个人, 职员, 客服", department="department, agency, team, store, 部门, 科室, 机构, 门店",
            merchant="merchant, company, vendor, shop, seller, 商户, 商家, 公司, 企业, 店铺, 供应商", product="product, goods, item, 产品, 商品, 货品",
            none="none, nobody, 无, 没有, 不针对",
        ),
    ),
    Field(
        "against", FieldKind.TEXT,
        names("against, complaint against, complained about, respondent, 投诉对象, 被投诉对象, 被投诉方, 被诉方, 被诉对象, 针对"),
        text=TextKind.LINE,
    ),
    Field(
        "employee", FieldKind.TEXT,
        names("employee, employee name, employee login, 被投诉客服, 涉及员工, 服务人员, 接待人员, employee id, employee number, staff, staff name, staff member, staff id, agent complained about, 被投诉员工, 被投诉人, 被投诉人员, 被投诉工号, 被投诉员工工号, 投诉员工, 涉事员工, 责任人, 当事人, 当事员工, 员工, 员工姓名, 工号, 员工工号"),
        text=TextKind.LINE,
    ),
    Field(
        "department", FieldKind.TEXT,
        names("department, agency, agency code, dept, division, department complained about, 被投诉部门, 责任部门, 涉事部门, 部门, 投诉部门, 机构, 科室"),
        text=TextKind.LINE,
    ),
    Field(
        "merchant", FieldKind.TEXT,
        names("merchant, company, company name, 被反映单位, 被投诉单位, 被诉单位, 涉及单位, 涉及企业, 被举报单位, 商场, 门店名称, business, business name, vendor, seller, shop, store name, brand, supplier, 商户, 商户名称, 商家, 商家名称, 店铺, 店铺名称, 公司, 公司名称, 企业名称, 被投诉企业, 被投诉商家, 品牌, 品牌名称, 展位, 供应商"),
        text=TextKind.LINE,
    ),
    Field(
        "product", FieldKind.TEXT,
        names("product, product name, item, goods, product service, model, sku, 产品, 产品名称, 商品, 商品名称, 货品, 型号, 产品型号, 涉及产品, 购买商品"),
        text=TextKind.LINE,
    ),
    Field("bought_on", FieldKind.WHEN, names("bought on, purchase date, date of purchase, order date, 购买日期, 购买时间, 下单时间, 下单日期, 订购日期, 销售日期")),
    Field("warranty_until", FieldKind.WHEN, names("warranty until, warranty end, warranty expires, warranty expiry, 保修期至, 保修截止, 质保到期, 保修到期, 质保期至, 三包到期")),
    Field(
        "order_no", FieldKind.TEXT,
        names("order no, order number, 交易单号, 购买订单, order id, invoice no, invoice number, contract no, 订单号, 订单编号, 合同号, 合同编号, 销售单号, 发票号, 单据号"),
        text=TextKind.LINE,
    ),
    Field("safety", FieldKind.FLAG, names("safety, safety issue, injury, is safety, 涉及安全, 是否涉及安全, 安全问题, 是否安全问题, 是否受伤, 人身安全")),
    Field("immediate", FieldKind.FLAG, names("immediate, immediate action, immediate action needed, is urgent, urgent, 是否紧急, 需立即处理, 是否需立即处理, 紧急")),
    Field(
        "state", FieldKind.CHOICE,
        names("state, status, complaint status, case status, ticket status, company response to consumer, 状态, 处理状态, 投诉状态, 工单状态, 办理状态, 进度, 处理进度, 处理结论, 结论"),
        choices=TicketState,
        words=spoken(
            intake="new, open, opened, received, pending, unassigned, to do, 新建, 待处理, 未处理, 待受理, 未回复, 待回复, 待分配, 待办, 未办, 未读",
            acknowledged="acknowledged, accepted, assigned, started, 已受理, 受理, 已确认, 已分配, 已派单, 已接单, 已读",
            investigation="in progress, investigation, investigating, processing, in process, working, on hold, 处理中, 调查中, 跟进中, 办理中, 核实中, 进行中, 调查, 已转办",
            appraisal="appraisal, 鉴定, 鉴定中, 检测中", plan_offered="plan offered, proposed, 已出方案, 已提出方案, 协商中",
            remedy="remedy, repairing, 维修中, 退款中, 换货中, 执行中",
            result_told="result told, replied, answered, responded, 已回复, 已答复, 已反馈, 已告知",
            return_visit="return visit, 回访, 待回访, 回访中",
            archived="archived, closed, resolved, done, completed, complete, finished, solved, settled, closed with explanation, closed with relief, closed without relief, closed with monetary relief, closed with non-monetary relief, 已归档, 归档, 已关闭, 关闭, 已办结, 办结, 已完成, 完成, 已解决, 已处理, 已结案, 结案, 已结束, 已回访",
            withdrawn="withdrawn, cancelled, canceled, retracted, 已撤回, 撤诉, 已撤诉, 撤销, 已撤销, 已取消, 取消",
            merged="merged, duplicate, 已合并, 合并, 重复, 重复投诉",
            unfounded="unfounded, rejected, invalid, not upheld, dismissed, not justified, 不成立, 不属实, 无效, 无效投诉, 驳回, 投诉不成立, 恶意投诉",
        ),
    ),
    Field(
        "closed_at", FieldKind.WHEN,
        names("closed at, closed date, date closed, close date, resolved at, resolution date, resolved date, completed at, finish time, 关闭时间, 办结时间, 完成时间, 结案时间, 结案日期, 处理完成时间, 办结日期, 完成日期, 归档时间, 解决时间"),
    ),
    Field(
        "handled_in", FieldKind.SPAN,
        names("handled in, handling time, time to resolve, resolution time, days to close, processing time, 处理时长, 办理时长, 处理用时, 解决时长, 办结用时, 历时"),
        most=_A_YEAR,
    ),
    happened=("received_at", _DAY, _CLOCK),
    parts={"raised": (_SUBJECT, _DETAIL)},
    lenient=True,
    any_of=("raised", "wants", "nature", "against", "employee", "department", "merchant", "product"),
)  # fmt: skip
