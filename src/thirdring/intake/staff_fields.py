"""The fields of a staff list, with the headings and words it usually has."""

from thirdring.domain.text_safety import TextKind
from thirdring.intake.fields import Field, FieldKind, field_set, names, spoken

STAFF_FIELDS = field_set(
    "staff",
    ("login", "name", "role"),
    Field(
        "login", FieldKind.TEXT,
        names("login, login name, user name, username, user, account, 登录名, 账号, 帐号, 用户名, 登录账号"),
        text=TextKind.LOGIN,
    ),
    Field(
        "name", FieldKind.TEXT,
        names("name, full name, staff name, employee name, employee, 姓名, 名字, 员工姓名, 员工"),
        text=TextKind.NAME,
    ),
    Field(
        "role", FieldKind.TEXT, names("role, roles, 角色, 权限"), text=TextKind.LINE,
        words=spoken(
            agent="agent, 客服, 客服专员, 坐席, 座席, 接线员", supervisor="supervisor, manager, 主管, 经理",
            hr="hr, human resources, 人事, 人力资源", admin="admin, administrator, 管理员, 系统管理员",
        ),
    ),
    Field("department", FieldKind.TEXT, names("department, dept, team, 部门, 科室, 班组"), text=TextKind.NAME),
    Field("post", FieldKind.TEXT, names("post, job title, position, job, 岗位, 职务, 职位")),
    Field(
        "work_number", FieldKind.NUMBER,
        names("work number, work phone, office phone, extension, 工作电话, 办公电话, 分机, 分机号, 工作号码"),
        text=TextKind.NUMBER,
    ),
    Field(
        "password", FieldKind.TEXT, names("password, first password, initial password, 密码, 初始密码"),
        text=TextKind.LINE,
    ),
)  # fmt: skip
