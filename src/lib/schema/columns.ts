import type { Bilingual } from '../core/errors.ts';

/**
 * How a column is treated before publication (dictionary §4): P3 direct identifier, P2 free text or
 * quasi-identifier, P1 an official's name or work contact, P0 none.
 */
export type PiiClass = 'P0' | 'P1' | 'P2' | 'P3';

/** Storage types. `moment` is a TIMESTAMP without zone (midnight when the file gives a day only). */
export type ColumnType = 'text' | 'date' | 'moment' | 'integer';

/** Which pure function turns cell text into the column's value. */
export type CoercerName =
  | 'text'
  | 'moment'
  | 'dueDate'
  | 'resolvedMoment'
  | 'colour'
  | 'disposition'
  | 'satisfaction'
  | 'status'
  | 'person'
  | 'phone'
  | 'department'
  | 'departments'
  | 'revisitMode'
  | 'count'
  | 'drop';

export interface ColumnDef {
  readonly id: string;
  readonly label: Bilingual;
  readonly type: ColumnType;
  readonly pii: PiiClass;
  readonly coerce: CoercerName;
  /** Header texts, already normalised as `normaliseHeader` does; the label itself always counts. */
  readonly synonyms: readonly string[];
  /** A row without it is set aside; a sheet without the column is refused. */
  readonly required?: true;
  /** Vertical merges are filled down only for context columns. */
  readonly context?: true;
}

/**
 * Columns of `issues` that a workbook may have, in the order of the ledger. Source: dictionary §4.1.
 * Two headers that claim one synonym are decided by which column's values fit.
 */
export const ISSUE_COLUMNS = [
  {
    id: 'issue_id',
    label: { zh: '问题编号', en: 'Problem no.' },
    type: 'text',
    pii: 'P0',
    coerce: 'text',
    synonyms: ['编号', '问题编号', '台账编号', '工单号', '工单编号', '受理编号', '转办单号', '单号'],
  },
  {
    id: 'seq_no',
    label: { zh: '序号', en: 'No.' },
    type: 'text',
    pii: 'P0',
    coerce: 'text',
    synonyms: ['序号', 'No.', 'No', '号'],
    context: true,
  },
  {
    id: 'campaign_phase',
    label: { zh: '阶段', en: 'Phase' },
    type: 'text',
    pii: 'P0',
    coerce: 'text',
    synonyms: ['批次', '轮次', '阶段'],
  },
  {
    id: 'town',
    label: { zh: '镇街', en: 'Town' },
    type: 'text',
    pii: 'P0',
    coerce: 'text',
    synonyms: [
      '乡镇',
      '镇街',
      '镇',
      '镇(街道)',
      '乡镇(街道)',
      '乡镇街道',
      '街道',
      '所属镇街',
      '所在乡镇',
      '属地',
    ],
    context: true,
  },
  {
    id: 'village',
    label: { zh: '村（社区）', en: 'Village' },
    type: 'text',
    pii: 'P2',
    coerce: 'text',
    synonyms: ['村', '村居', '村(社区)', '社区', '行政村', '所在村', '村名', '小区'],
    context: true,
  },
  {
    id: 'address',
    label: { zh: '住址', en: 'Address' },
    type: 'text',
    pii: 'P3',
    coerce: 'drop',
    synonyms: ['住址', '地址', '家庭住址', '门牌', '户号', '详细地址'],
  },
  {
    id: 'reporter_name',
    label: { zh: '受访群众姓名', en: 'Resident' },
    type: 'text',
    pii: 'P3',
    coerce: 'person',
    synonyms: [
      '姓名',
      '受访群众',
      '受访群众姓名',
      '群众姓名',
      '反映人',
      '户主',
      '户主姓名',
      '来访人',
      '诉求人',
      '村民姓名',
    ],
    context: true,
  },
  {
    id: 'phone',
    label: { zh: '联系方式', en: 'Contact' },
    type: 'text',
    pii: 'P3',
    coerce: 'phone',
    synonyms: ['联系方式', '联系电话', '电话', '手机', '手机号', '手机号码', '联系号码'],
    context: true,
  },
  {
    id: 'id_card',
    label: { zh: '身份证号', en: 'ID number' },
    type: 'text',
    pii: 'P3',
    coerce: 'drop',
    synonyms: ['身份证', '身份证号', '身份证号码', '公民身份号码', '证件号码'],
  },
  {
    id: 'household_id',
    label: { zh: '户编号', en: 'Household no.' },
    type: 'text',
    pii: 'P3',
    coerce: 'drop',
    synonyms: ['户号', '户编号', '家庭编号'],
  },
  {
    id: 'reported_at',
    label: { zh: '登记时间', en: 'Registered' },
    type: 'moment',
    pii: 'P0',
    coerce: 'moment',
    synonyms: [
      '反映时间',
      '走访时间',
      '走访日期',
      '登记时间',
      '登记日期',
      '受理时间',
      '收到时间',
      '接收时间',
      '来电时间',
      '留言时间',
      '诉求时间',
      '日期',
    ],
  },
  {
    id: 'problem',
    label: { zh: '反映问题', en: 'Problem' },
    type: 'text',
    pii: 'P2',
    coerce: 'text',
    synonyms: [
      '反映问题',
      '问题',
      '问题内容',
      '反映问题及诉求',
      '问题描述',
      '诉求',
      '诉求内容',
      '主要诉求',
      '意见建议',
      '群众反映问题',
      '问题清单',
      '留言详情',
      '投诉件内容',
    ],
    required: true,
  },
  {
    id: 'category',
    label: { zh: '问题类别', en: 'Category' },
    type: 'text',
    pii: 'P0',
    coerce: 'text',
    synonyms: ['类别', '问题类别', '问题分类', '所属领域', '类型', '一级分类', '一级标签'],
  },
  {
    id: 'colour_recorded',
    label: { zh: '台账颜色', en: 'Colour' },
    type: 'text',
    pii: 'P0',
    coerce: 'colour',
    synonyms: ['台账颜色', '颜色', '台账类别', '类别颜色', '五色', '台账类型', '等级', '色别'],
  },
  {
    id: 'colour_initial',
    label: { zh: '初始颜色', en: 'Initial colour' },
    type: 'text',
    pii: 'P0',
    coerce: 'colour',
    synonyms: ['原颜色', '原台账颜色', '初始颜色'],
  },
  {
    id: 'disposition',
    label: { zh: '是否现场解决', en: 'Solved on site' },
    type: 'text',
    pii: 'P0',
    coerce: 'disposition',
    synonyms: ['是否现场解决', '现场解决', '办理方式', '解决方式', '处理方式', '办理形式'],
  },
  {
    id: 'dept_lead',
    label: { zh: '交办部门', en: 'Lead department' },
    type: 'text',
    pii: 'P0',
    coerce: 'departments',
    synonyms: [
      '交办部门',
      '承办单位',
      '承办部门',
      '责任单位',
      '办理单位',
      '转办部门',
      '主办单位',
      '牵头单位',
      '处理单位',
      '责任部门',
      '交办部门和责任人',
    ],
    context: true,
  },
  {
    id: 'dept_co',
    label: { zh: '协办单位', en: 'Supporting departments' },
    type: 'text',
    pii: 'P0',
    coerce: 'departments',
    synonyms: ['协办单位', '配合单位'],
  },
  {
    id: 'owner_name',
    label: { zh: '责任人', en: 'Person responsible' },
    type: 'text',
    pii: 'P1',
    coerce: 'text',
    synonyms: ['责任人', '办理人', '承办人', '包保责任人', '经办人', '负责人'],
  },
  {
    id: 'owner_phone',
    label: { zh: '责任人电话', en: 'Work phone' },
    type: 'text',
    pii: 'P1',
    coerce: 'phone',
    synonyms: ['责任人电话', '责任人联系电话'],
  },
  {
    id: 'status',
    label: { zh: '办理状态', en: 'Status' },
    type: 'text',
    pii: 'P0',
    coerce: 'status',
    synonyms: [
      '状态',
      '办理状态',
      '办理情况',
      '进展',
      '完成情况',
      '是否解决',
      '是否办结',
      '办结情况',
      '落实情况',
    ],
  },
  {
    id: 'assigned_at',
    label: { zh: '交办时间', en: 'Assigned' },
    type: 'moment',
    pii: 'P0',
    coerce: 'moment',
    synonyms: ['转办时间', '交办时间', '派单时间', '下发时间'],
  },
  {
    id: 'due_at',
    label: { zh: '办理时限', en: 'Due' },
    type: 'date',
    pii: 'P0',
    coerce: 'dueDate',
    synonyms: ['办理时限', '办结时限', '完成时限', '限办时间', '计划完成时间', '整改时限', '承诺时间'],
  },
  {
    id: 'resolved_at',
    label: { zh: '解决时间', en: 'Resolved' },
    type: 'moment',
    pii: 'P0',
    coerce: 'resolvedMoment',
    synonyms: [
      '解决时间',
      '完成时间',
      '解决日期',
      '整改完成时间',
      '办理完成时间',
      '办结时间',
      '销号时间',
      '答复时间',
    ],
  },
  {
    id: 'result_text',
    label: { zh: '办理结果', en: 'Result' },
    type: 'text',
    pii: 'P2',
    coerce: 'text',
    synonyms: ['办理结果', '处理结果', '办理情况', '解决情况', '答复意见', '回复', '措施'],
  },
  {
    id: 'solution_plan',
    label: { zh: '解决方案', en: 'Solution plan' },
    type: 'text',
    pii: 'P2',
    coerce: 'text',
    synonyms: ['解决方案', '工作方案'],
  },
  {
    id: 'explained_at',
    label: { zh: '解释时间', en: 'Explained' },
    type: 'moment',
    pii: 'P0',
    coerce: 'moment',
    synonyms: ['解释时间'],
  },
  {
    id: 'revisit_at',
    label: { zh: '回访时间', en: 'Revisited' },
    type: 'moment',
    pii: 'P0',
    coerce: 'moment',
    synonyms: ['回访时间', '回访日期'],
  },
  {
    id: 'revisit_mode',
    label: { zh: '回访方式', en: 'Revisit mode' },
    type: 'text',
    pii: 'P0',
    coerce: 'revisitMode',
    synonyms: ['回访方式'],
  },
  {
    id: 'revisit_by',
    label: { zh: '回访人', en: 'Revisited by' },
    type: 'text',
    pii: 'P1',
    coerce: 'text',
    synonyms: ['回访人', '回访人员', '回访单位'],
  },
  {
    id: 'satisfaction',
    label: { zh: '群众满意度', en: 'Satisfaction' },
    type: 'text',
    pii: 'P0',
    coerce: 'satisfaction',
    synonyms: [
      '满意度',
      '群众满意度',
      '回访满意度',
      '群众回访满意度',
      '满意情况',
      '是否满意',
      '评价',
      '回访结果',
      '回访情况',
    ],
  },
  {
    id: 'dup_group',
    label: { zh: '重复件组', en: 'Duplicate group' },
    type: 'text',
    pii: 'P0',
    coerce: 'text',
    synonyms: ['重复件', '合并编号', '关联编号'],
  },
  {
    id: 'remark',
    label: { zh: '备注', en: 'Remark' },
    type: 'text',
    pii: 'P2',
    coerce: 'text',
    synonyms: ['备注', '说明', '其他'],
  },
] as const satisfies readonly ColumnDef[];

/** Columns of `visits`: one row per village and day, or a running total. Source: dictionary §4.2. */
export const VISIT_COLUMNS = [
  {
    id: 'visit_date',
    label: { zh: '走访日期', en: 'Date' },
    type: 'date',
    pii: 'P0',
    coerce: 'dueDate',
    synonyms: ['日期', '走访日期', '统计日期', '截止日期'],
  },
  {
    id: 'kind',
    label: { zh: '口径', en: 'Daily or running total' },
    type: 'text',
    pii: 'P0',
    coerce: 'text',
    synonyms: ['口径', '当日/累计'],
  },
  {
    id: 'town',
    label: { zh: '镇街', en: 'Town' },
    type: 'text',
    pii: 'P0',
    coerce: 'text',
    synonyms: [
      '乡镇',
      '镇街',
      '镇',
      '镇(街道)',
      '乡镇(街道)',
      '乡镇街道',
      '街道',
      '所属镇街',
      '所在乡镇',
      '属地',
      '单位',
    ],
    required: true,
    context: true,
  },
  {
    id: 'village',
    label: { zh: '村（社区）', en: 'Village' },
    type: 'text',
    pii: 'P0',
    coerce: 'text',
    synonyms: ['村', '村居', '村(社区)', '社区', '行政村', '所在村', '村名', '小区'],
  },
  {
    id: 'hh_due',
    label: { zh: '应走访户数', en: 'Households due' },
    type: 'integer',
    pii: 'P0',
    coerce: 'count',
    synonyms: ['应走访户数', '总户数', '户数', '应访户', '应访户数', '任务数'],
  },
  {
    id: 'hh_visited',
    label: { zh: '已走访户数', en: 'Households visited' },
    type: 'integer',
    pii: 'P0',
    coerce: 'count',
    synonyms: ['走访户数', '已走访户数', '入户数', '完成户数', '走访群众户数'],
    required: true,
  },
  {
    id: 'hh_inhome',
    label: { zh: '其中入户', en: 'At home' },
    type: 'integer',
    pii: 'P0',
    coerce: 'count',
    synonyms: ['其中入户', '入户走访'],
  },
  {
    id: 'hh_phone',
    label: { zh: '电话走访', en: 'By phone' },
    type: 'integer',
    pii: 'P0',
    coerce: 'count',
    synonyms: ['电话走访', '电话'],
  },
  {
    id: 'hh_wechat',
    label: { zh: '微信走访', en: 'By WeChat' },
    type: 'integer',
    pii: 'P0',
    coerce: 'count',
    synonyms: ['微信走访', '微信'],
  },
  {
    id: 'hh_absent',
    label: { zh: '未联系上', en: 'Not reached' },
    type: 'integer',
    pii: 'P0',
    coerce: 'count',
    synonyms: ['外出', '空户', '未联系上'],
  },
  {
    id: 'people_met',
    label: { zh: '走访人次', en: 'People met' },
    type: 'integer',
    pii: 'P0',
    coerce: 'count',
    synonyms: ['人次', '走访人次', '走访群众人次'],
  },
  {
    id: 'problems_found',
    label: { zh: '发现问题数', en: 'Problems found' },
    type: 'integer',
    pii: 'P0',
    coerce: 'count',
    synonyms: ['发现问题', '发现问题数', '收集问题', '梳理问题', '反映问题数'],
  },
  {
    id: 'onsite_resolved',
    label: { zh: '现场解决数', en: 'Solved on site' },
    type: 'integer',
    pii: 'P0',
    coerce: 'count',
    synonyms: ['现场解决', '现场解决数', '现场解决问题', '现场办结', '当场解决'],
  },
  {
    id: 'ledgered',
    label: { zh: '列入台账数', en: 'Ledgered' },
    type: 'integer',
    pii: 'P0',
    coerce: 'count',
    synonyms: ['上报问题', '列入台账', '列入台账数', '转办数'],
  },
] as const satisfies readonly ColumnDef[];

export type IssueColumnId = (typeof ISSUE_COLUMNS)[number]['id'];
