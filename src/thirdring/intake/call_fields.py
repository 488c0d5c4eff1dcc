"""The fields of a call in a table, with the headings and words other systems use for them."""

from thirdring.domain.enums import CallerType, Direction, HungUpBy, Outcome, Title
from thirdring.domain.text_safety import TextKind
from thirdring.intake.fields import Field, FieldKind, field_set, names, spoken

# Columns that are no field of a call, but say a part of one.
DAY = Field(
    "day", FieldKind.WHEN,
    names("date, call date, day, start date, date of call, 日期, 来电日期, 通话日期, 呼叫日期, 开始日期, 接听日期, 登记日期"),
)  # fmt: skip
CLOCK = Field(
    "clock", FieldKind.WHEN,
    names("time, call time, time of day, time of call, 时间, 来电时间, 通话时间, 呼叫时间, 时刻, 登记时间"),
)  # fmt: skip
ANSWERED = Field(
    "answered", FieldKind.FLAG,
    names("answered, is answered, call answered, connected, answered call, 接通, 是否接通, 是否接听, 接听, 接听状态, 接通状态, 是否应答"),
)  # fmt: skip
RESOLVED = Field(
    "resolved", FieldKind.FLAG,
    names("resolved, is resolved, issue resolved, call resolved, solved, resolution status, first call resolution, fcr, 是否解决, 解决, 已解决, 解决状态, 一次解决, 是否已解决"),
)  # fmt: skip

CALL_FIELDS = field_set(
    "calls",
    ("started_at", "agent", "outcome"),
    Field(
        "source_id", FieldKind.TEXT,
        names("call id, callid, call no, call uid, call uuid, call reference, record id, unique id, uniqueid, unique key, interaction id, conversation id, session id, contact id, id, 通话编号, 通话id, 呼叫编号, 呼叫id, 流水号, 通话流水号, 呼叫流水号, 记录编号, 来电编号, 话单号, 会话id, 编号"),
    ),
    Field(
        "agent", FieldKind.AGENT,
        names("agent, agent name, agent login, agent id, operator, representative, rep, rep name, csr, csr name, employee, employee name, handled by, answered by, staff, user, consultant, advisor, 坐席, 座席, 坐席姓名, 座席姓名, 坐席工号, 座席工号, 坐席账号, 客服, 客服姓名, 客服人员, 客服专员, 客服工号, 工号, 接线员, 话务员, 话务员姓名, 受理人, 接听人, 接待人, 经办人, 记录人, 员工, 员工姓名"),
    ),
    Field(
        "started_at", FieldKind.WHEN,
        names("started at, when, start time, start, call start, call start time, call started, call timestamp, timestamp, date time, datetime, date and time, call datetime, call date time, start date, start datetime, created at, received at, arrival time, queued at, 开始时间, 呼叫开始时间, 通话开始时间, 来电时间, 呼入时间, 接入时间, 进线时间, 振铃开始时间, 呼叫时间, 日期时间, 通话时间, 受理时间"),
    ),
    Field(
        "answered_at", FieldKind.WHEN,
        names("answered at, answer time, pick up time, pickup time, connect time, answered time, 接听时间, 应答时间, 接通时间, 接起时间"),
    ),
    Field(
        "ended_at", FieldKind.WHEN,
        names("ended at, end time, end, call end, call end time, hang up time, hangup time, disconnect time, end date, finished at, 结束时间, 通话结束时间, 挂断时间, 挂机时间, 呼叫结束时间"),
    ),
    Field(
        "wrapped_up_at", FieldKind.WHEN,
        names("wrapped up at, wrap up end, wrapup end, wrap up end time, 整理结束时间, 话后结束时间, 后处理结束时间"),
    ),
    Field(
        "answered_after", FieldKind.SPAN,
        names("answered after, speed of answer, average speed of answer, avg speed of answer, asa, answer speed, time to answer, wait time, waiting time, queue time, time in queue, ring time, ring duration, ringing time, 等待时长, 排队时长, 振铃时长, 应答时长, 等待时间, 应答速度, 振铃时间, 排队时间, 响铃时长"),
    ),
    Field(
        "talk_time", FieldKind.SPAN,
        names("talk time, talk duration, avg talk duration, average talk duration, avg talk time, conversation time, conversation duration, billsec, talking time, 通话时长, 通话时间长度, 交谈时长, 对话时长, 接听时长, 通话秒数"),
    ),
    Field(
        "call_time", FieldKind.SPAN,
        names("call time total, call duration, duration, total duration, call length, length, total call time, 时长, 总时长, 呼叫时长, 通话总时长, 持续时间"),
    ),
    Field(
        "wrap_up_time", FieldKind.SPAN,
        names("wrap up time, wrapup time, wrap time, after call work, after call work time, acw, acw time, 话后时长, 话后处理时长, 整理时长, 后处理时长, 事后处理时长"),
    ),
    Field(
        "rings", FieldKind.WHOLE, names("rings, ring count, number of rings, 振铃次数, 响铃次数, 振铃声数, 铃声数"),
        least=0, most=1000,
    ),
    Field(
        "direction", FieldKind.CHOICE,
        names("direction, call direction, inbound outbound, in out, call type, 呼叫方向, 方向, 呼叫类型, 通话类型, 呼入呼出, 来去电"),
        choices=Direction,
        words=spoken(
            inbound="inbound, incoming, in, received, inbound call, incoming call, 呼入, 来电, 拨入, 进线, 接入",
            outbound="outbound, outgoing, out, dialed, dialled, made, outbound call, outgoing call, 呼出, 去电, 外呼, 拨出, 回访",
        ),
    ),
    Field(
        "number", FieldKind.NUMBER,
        names("number, phone, phone number, phone no, caller number, caller id, callerid, calling number, customer phone, customer number, telephone, telephone number, tel, mobile, mobile number, cell phone, ani, cli, contact number, from number, caller phone, 主叫号码, 主叫, 来电号码, 电话, 电话号码, 客户电话, 客户号码, 手机, 手机号, 手机号码, 联系电话, 联系方式, 来电电话, 顾客电话, 号码"),
        text=TextKind.NUMBER,
    ),
    Field(
        "name", FieldKind.TEXT,
        names("name, customer, customer name, caller, caller name, client, client name, contact name, guest name, 客户, 客户姓名, 客户名称, 姓名, 来电人, 来电人姓名, 联系人, 顾客, 顾客姓名, 来电者"),
        text=TextKind.NAME,
    ),
    Field(
        "title", FieldKind.CHOICE, names("title, salutation, gender, sex, 称呼, 称谓, 性别"),
        choices=Title,
        words=spoken(mr="mr, mr., male, m, man, 男, 先生, 男士", ms="ms, ms., mrs, mrs., miss, female, f, woman, 女, 女士, 小姐, 太太",
                     other="other, x, mx, unknown, 其他, 未知"),
    ),
    Field(
        "address", FieldKind.TEXT,
        names("address, customer address, street address, 地址, 客户地址, 住址, 联系地址, 送货地址"),
        text=TextKind.ADDRESS,
    ),
    Field(
        "caller_type", FieldKind.CHOICE,
        names("caller type, type of caller, who calls, 来电人类型, 来电者类型, 客户类型, 来电身份"),
        choices=CallerType,
        words=spoken(
            customer="customer, client, consumer, 客户, 顾客, 消费者, 会员", press="press, media, journalist, 媒体, 记者",
            association="association, 消协, 协会", lawyer="lawyer, attorney, 律师",
            authority="authority, government, 政府, 政府部门, 监管部门", merchant="merchant, vendor, shop, 商户, 供应商",
            staff="staff, employee, internal, 员工, 内部", other="other, 其他",
        ),
    ),
    Field(
        "category", FieldKind.CATEGORY,
        names("category, topic, call topic, subject, reason, call reason, reason for call, contact reason, issue, issue type, query type, enquiry type, inquiry type, type of enquiry, call category, problem type, 类别, 分类, 来电类别, 来电分类, 来电类型, 来电原因, 问题类型, 问题分类, 咨询类型, 咨询类别, 业务类型, 主题, 话题, 服务类型"),
        words=spoken(
            product="product, products, 产品, 商品, 产品咨询", after_sales="after sales, after-sales, aftersales, 售后, 售后服务",
            delivery="delivery, shipping, 配送, 物流, 送货", price="price, pricing, 价格", promotion="promotion, promotions, 促销, 活动, 优惠活动",
            service="service, 服务", refund="refund, refunds, 退款", membership="membership, 会员, 会员服务", other="other, others, 其他, 其它",
        ),
    ),
    Field(
        "raised", FieldKind.TEXT,
        names("raised, description, details, call details, notes, note, call notes, remarks, remark, summary, comment, comments, content, question, inquiry, enquiry, 内容, 来电内容, 通话内容, 咨询内容, 问题描述, 反映内容, 诉求, 客户诉求, 备注, 问题, 事由, 描述"),
        text=TextKind.TEXT,
    ),
    Field("wants", FieldKind.TEXT, names("wants, request, demand, customer request, 客户要求, 要求, 期望"), text=TextKind.TEXT),
    Field(
        "answer", FieldKind.TEXT,
        names("answer, reply, response, solution, resolution, action taken, given answer, 答复, 答复内容, 回复, 回复内容, 解决方案, 处理意见, 处理情况, 处理内容"),
        text=TextKind.TEXT,
    ),
    Field("unmet_need", FieldKind.TEXT, names("unmet need, sales chance, opportunity, 未满足需求, 潜在需求, 销售机会"), text=TextKind.TEXT),
    Field(
        "outcome", FieldKind.CHOICE,
        names("outcome, result, call result, disposition, disposition code, status, call status, state, 结果, 通话结果, 呼叫结果, 处理结果, 状态, 通话状态, 处理状态, 办理结果"),
        choices=Outcome,
        words=spoken(
            solved="solved, resolved, closed, completed, done, 已解决, 解决, 已完成, 完成, 已办结, 办结, 直接解决, 当场解决",
            callback="callback, call back, callback promised, 回电, 待回电, 需回电, 待回复, 预约回电",
            ticket="ticket, ticket created, open, pending, unresolved, not resolved, follow up, 工单, 转工单, 已转工单, 待处理, 未解决, 处理中, 跟进中",
            escalated="escalated, escalation, 升级, 已升级, 转主管, 上报",
            transferred="transferred, transfer, 转接, 已转接, 转出",
            no_audio="no audio, silent, no sound, 无声, 无声电话, 静音",
            cut_off="cut off, dropped, disconnected, call dropped, 断线, 掉线, 中断",
            misdial="misdial, wrong number, 打错, 误拨, 拨错, 打错电话",
            abandoned="abandoned, abandon, missed, missed call, unanswered, no answer, not answered, lost, 未接, 未接听, 未接通, 放弃, 呼损, 无人接听, 漏接, 客户放弃",
        ),
    ),
    Field("transferred_to", FieldKind.TEXT, names("transferred to, transfer to, forwarded to, 转接至, 转接给, 转接人, 转至")),
    Field(
        "hung_up_by", FieldKind.CHOICE,
        names("hung up by, hangup by, ended by, disconnected by, released by, release party, who hung up, 挂机方, 挂断方, 挂机人, 先挂机方"),
        choices=HungUpBy,
        words=spoken(customer="customer, caller, client, 客户, 主叫, 顾客, 来电人", agent="agent, operator, callee, staff, 坐席, 座席, 客服, 被叫",
                     line="line, system, network, 系统, 线路"),
    ),
    Field("emergency", FieldKind.FLAG, names("emergency, is emergency, 紧急, 是否紧急, 紧急情况")),
    Field(
        "satisfaction", FieldKind.WHOLE,
        names("satisfaction, satisfaction rating, satisfaction score, customer satisfaction, csat, csat score, rating, survey score, 满意度, 满意度评分, 满意度评价, 评分, 客户满意度, 评价"),
        least=1, most=5, scale=True,
    ),
    happened=("started_at", DAY, CLOCK),
)  # fmt: skip
