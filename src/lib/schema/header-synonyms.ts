/** Every stem with every ending: `every('办结 完成', '时间 日期')` gives four words. */
function every(stems: string, endings: string): string[] {
  return stems.split(' ').flatMap((stem) => endings.split(' ').map((ending) => stem + ending));
}

const words = (text: string): string[] => text.split(' ');

const TOWN = [
  ...words('乡镇 镇街 镇 镇(街道) 乡镇(街道) 乡(镇、街道) 乡镇街道 街道 属地 镇域 办事处'),
  ...every('所属 所在 属地', '乡镇 镇街 镇 街道 乡镇街道 镇办 乡镇(街道) 镇(街道)'),
  ...words('镇办 乡镇办 乡镇名称 镇街名称 街道(乡镇) 街镇 街乡镇 责任镇街 上报乡镇'),
];

const VILLAGE = [
  ...words('走访村 走访村居 走访村(社区) 走访社区'),
  ...words('村 村居 村(社区) 村(居) 社区 行政村 自然村 村名 村庄 村名称 村居名称 小区 社区(村) 村社 村级'),
  ...every('所在 所属', '村 村居 村(社区) 村(居) 社区 村庄 行政村 社区(村)'),
];

/** Town and village in one column. */
const AREA = [
  ...words('网格 所属网格 所在网格 网格名称'),
  ...words('区域 辖区 行政区域 行政区划 区划 镇村 镇村名称 乡镇村 镇街村居 所属行政区划'),
  ...every('所属 所在 事发 诉求 问题 反映 涉及', '区域 辖区 行政区域 镇村'),
];

const PERSON = [
  ...words('走访户主 走访户姓名 走访群众 被走访人'),
  ...words('姓名 受访群众 受访户 受访人 走访对象 走访户 群众 户主 户主(反映人) 当事人 联系人 申请人'),
  ...words('反映人 来访人 来电人 来信人 诉求人 信访人 上访人 投诉人 举报人 提出人 留言人 反映群众'),
  ...every(
    '受访群众 受访人 群众 户主 村民 居民 反映人 来访人 来电人 诉求人 信访人 投诉人 举报人 当事人 联系人',
    '姓名',
  ),
];

const PHONE = [
  ...words('联系方式 联系电话 联系号码 电话 电话号码 手机 手机号 手机号码 手机电话 来电号码 联系人电话'),
  ...every('群众 户主 反映人 来访人 诉求人 信访人 投诉人 受访人 本人', '电话 联系电话 联系方式 手机号'),
];

/** Name and phone in one column; those joined by a word (姓名及电话) are told by their parts. */
const CONTACT = every(
  '姓名 受访群众姓名 受访人姓名 居民姓名 群众姓名 村民姓名 户主姓名 反映人姓名 诉求人姓名 来电人姓名 来访人姓名 信访人姓名 投诉人姓名 联系人姓名',
  '电话 联系电话 联系方式 手机号 手机号码 电话号码',
);

const REPORTED = [
  ...every('反映 走访 登记 受理 收到 接收 来电 来访 来信 来件 收件 留言 诉求 信访', '时间 日期'),
  ...every('上报 填报 提出 录入 创建 发现 排查 摸排 入户 建单 立单 投诉 举报 接件', '时间 日期'),
  ...words('日期 诉求提交时间 问题提出时间 问题发现时间 问题上报时间'),
];

const PROBLEM = [
  ...words(
    '问题 诉求 反映问题 问题清单 意见建议 意见和建议 问题及建议 困难诉求 矛盾纠纷 留言详情 投诉件内容',
  ),
  ...words('群众反映 群众反映问题 群众反映的问题 反映的问题 反映的主要问题 反映主要问题 群众意见建议'),
  ...words(
    '存在问题 存在的问题 存在的主要问题 存在主要问题 群众诉求 群众问题 群众困难 困难问题 急难愁盼问题',
  ),
  ...words(
    '急难愁盼 民生问题 具体问题 具体诉求 主要问题 主要诉求 交办问题 交办事项 交办内容 交办问题基本情况',
  ),
  ...every('问题 诉求', '内容 描述 事项 简述 概述 概况 摘要 情况 详情 具体内容 主要内容 基本情况'),
  ...every('反映 信访 投诉 举报 留言 来电 来信 工单', '内容 事项'),
  ...every('事件 案件', '描述 内容 详情 简述'),
  ...every(
    '问题 反映问题 反映的问题 存在问题 存在的问题 主要问题 群众诉求 群众反映问题',
    '和建议 及建议 、建议 和意见 及意见 和需求 及需求 和困难 及困难 和意见建议 及意见建议',
  ),
  ...words('反映情况 反映诉求 反映问题及诉求 主要诉求内容 走访发现问题 走访发现的问题 收集问题 收集的问题'),
];

const DEPARTMENT = [
  ...every('承办 责任 办理 处理 处置 主办 牵头 主责 落实 整改 化解 主管 包办 转办', '单位 部门'),
  ...words(
    '交办部门 责任主体 责任单位(部门) 牵头责任单位 整改责任单位 办理责任单位 承办责任单位 承办科室 责任科室',
  ),
];

const OWNER = [
  ...words(
    '责任人 办理人 承办人 经办人 负责人 包保责任人 包保干部 包联干部 责任干部 具体责任人 办理责任人 承办责任人 整改责任人 具体承办人',
  ),
  ...every('责任人 承办人 经办人 办理人 负责人', '姓名'),
];

const DUE = [
  ...every('办理 办结 完成 解决 化解 整改 处置 处理 答复 限办 工作', '时限 期限'),
  ...every('截止 到期 限办 承诺 应办结 要求完成 要求办结 办理截止', '时间 日期'),
  ...every('计划 预计 拟', '完成时间 完成日期 办结时间 解决时间 解决日期 化解时间 完成时限 解决时限'),
  ...words('限期 时限 期限 时限要求'),
];

const RESOLVED = [
  ...every('解决 完成 办结 办理完成 整改完成 销号 答复 化解 处理 处置 结案 办复', '时间 日期'),
  ...every('实际 最终', '完成时间 完成日期 办结时间 办结日期 解决时间 解决日期 化解时间'),
  ...words('整改时间 问题解决时间 办理完成情况及时间'),
];

const STATUS = [
  ...words('状态 进展 进度 当前状态 办件状态 工单状态 问题状态 落实情况 落实状态'),
  ...every('办理 工作 整改 化解 处理 处置 解决', '状态 进展 进度 进展情况'),
  ...every('完成 办结 销号 化解 办理', '情况'),
  ...every('是否', '解决 已解决 办结 已办结 完成 已完成 化解 销号 整改 整改到位 处理 落实 结案'),
];

const RESULT = [
  ...every('办理 处理 处置 解决 整改 化解 答复 反馈 落实', '结果 情况 意见 措施'),
  ...words('回复 措施 解决办法 答复内容 回复内容 回复情况 回复意见 办理过程 处理过程 处理和整改情况'),
];

const SATISFACTION = [
  ...words('满意度 满意情况 满意程度 是否满意 群众是否满意 评价 评价结果 群众评价 满意度评价 满意度测评'),
  ...every('群众 回访 群众回访 诉求人 反映人 办理结果 村民 居民', '满意度 满意情况'),
  ...words('回访结果 回访情况 回访评价 群众回访情况 回访是否满意'),
];

/**
 * Header texts of the columns of `issues`, in the field's own words, as they are compared after the normalisation of
 * headers: exact, never as a part of a text. Source: dictionary §4.1, and the ledgers of petition offices, hotlines and
 * inspections that counties keep beside it. A text may stand for two columns; their values decide.
 */
export const ISSUE_HEADERS = {
  issue_id: [
    ...every('问题 台账 工单 受理 登记 事项 事件 信访 信访件 热线 案件 交办 诉求 件', '编号'),
    ...words('编号 工单号 转办单号 单号 登记号 受理号 流水号 工单流水号 唯一编号 诉求单号'),
  ],
  seq_no: words('序号 No. No 号 顺序号 行号'),
  campaign_phase: words('批次 轮次 阶段 期数'),
  town: TOWN,
  village: VILLAGE,
  area: AREA,
  address: words('住址 地址 家庭住址 家庭地址 居住地址 现住址 详细住址 门牌 门牌号 户号 详细地址 具体地址'),
  reporter_name: PERSON,
  phone: PHONE,
  contact: CONTACT,
  id_card: words('身份证 身份证号 身份证号码 公民身份号码 证件号码 证件号 身份证件号码'),
  household_id: words('户号 户编号 家庭编号 户籍编号'),
  reported_at: REPORTED,
  problem: PROBLEM,
  category: [
    ...every('问题 诉求 事项 事件 信访', '类别 分类 类型 种类 性质'),
    ...words('类别 类型 分类 所属领域 领域 一级分类 一级标签 内容分类 问题所属领域'),
  ],
  colour_recorded: [
    ...every('五色 台账', '标识 标注 颜色标识 管理'),
    ...words(
      '台账颜色 颜色 台账类别 类别颜色 五色 五色台账 五色分类 五色类别 台账类型 台账分类 台账等级 色别',
    ),
    ...words('等级 颜色等级 颜色分类 颜色类别 颜色标识 颜色标注 问题颜色 标色 标识颜色 当前颜色 现颜色'),
  ],
  colour_initial: words('原颜色 原台账颜色 初始颜色 初始台账颜色 原等级'),
  disposition: [
    ...every('是否', '现场解决 当场解决 现场办结 当场办结 现场化解'),
    ...every('办理 解决 处理 处置 办结', '方式'),
    ...words('现场解决 现场解决情况 办理形式 当场解决情况'),
  ],
  dept_lead: [...DEPARTMENT, ...every(DEPARTMENT.join(' '), '及责任人 和责任人 、责任人 (责任人)')],
  dept_co: every('协办 配合 协同 协助 参与 配合责任', '单位 部门'),
  owner_name: OWNER,
  owner_phone: every('责任人 承办人 经办人 办理人 负责人', '电话 联系电话 联系方式 手机 手机号 电话号码'),
  status: STATUS,
  assigned_at: every('转办 交办 派单 下发 分派 派发 转派 派遣 批转 交接 移交', '时间 日期'),
  due_at: DUE,
  resolved_at: RESOLVED,
  result_text: RESULT,
  solution_plan: words(
    '解决方案 工作方案 化解方案 整改方案 工作计划 下步打算 下一步打算 下一步计划 下步计划 工作打算',
  ),
  explained_at: every('解释 解释说明 释明', '时间 日期'),
  revisit_at: every('回访 电话回访 群众回访 回头看', '时间 日期'),
  revisit_mode: words('回访方式 回访形式'),
  revisit_by: words('回访人 回访人员 回访单位 回访干部 回访员'),
  revisit_state: words('是否回访 是否已回访 回访状态'),
  satisfaction: SATISFACTION,
  dup_group: words('重复件 合并编号 关联编号 重复件编号 重复件组号'),
  remark: words('备注 说明 其他 备注说明 其他说明'),
} as const satisfies Record<string, readonly string[]>;
