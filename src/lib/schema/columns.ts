import type { Bilingual } from '../core/errors.ts';
import { ISSUE_HEADERS } from './header-synonyms.ts';

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
  | 'contact'
  | 'area'
  | 'department'
  | 'departments'
  | 'revisitMode'
  | 'revisitState'
  | 'count'
  | 'event'
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
    synonyms: ISSUE_HEADERS.issue_id,
  },
  {
    id: 'seq_no',
    label: { zh: '序号', en: 'No.' },
    type: 'text',
    pii: 'P0',
    coerce: 'text',
    synonyms: ISSUE_HEADERS.seq_no,
    context: true,
  },
  {
    id: 'campaign_phase',
    label: { zh: '阶段', en: 'Phase' },
    type: 'text',
    pii: 'P0',
    coerce: 'text',
    synonyms: ISSUE_HEADERS.campaign_phase,
  },
  {
    id: 'town',
    label: { zh: '镇街', en: 'Town' },
    type: 'text',
    pii: 'P0',
    coerce: 'text',
    synonyms: ISSUE_HEADERS.town,
    context: true,
  },
  {
    id: 'village',
    label: { zh: '村（社区）', en: 'Village' },
    type: 'text',
    pii: 'P2',
    coerce: 'text',
    synonyms: ISSUE_HEADERS.village,
    context: true,
  },
  {
    id: 'area',
    label: { zh: '行政区域（镇街和村）', en: 'Area: town and village' },
    type: 'text',
    pii: 'P2',
    coerce: 'area',
    synonyms: ISSUE_HEADERS.area,
    context: true,
  },
  {
    id: 'address',
    label: { zh: '住址', en: 'Address' },
    type: 'text',
    pii: 'P3',
    coerce: 'drop',
    synonyms: ISSUE_HEADERS.address,
    context: true,
  },
  {
    id: 'reporter_name',
    label: { zh: '受访群众姓名', en: 'Resident' },
    type: 'text',
    pii: 'P3',
    coerce: 'person',
    synonyms: ISSUE_HEADERS.reporter_name,
    context: true,
  },
  {
    id: 'phone',
    label: { zh: '联系方式', en: 'Contact' },
    type: 'text',
    pii: 'P3',
    coerce: 'phone',
    synonyms: ISSUE_HEADERS.phone,
    context: true,
  },
  {
    id: 'contact',
    label: { zh: '姓名和电话（一列）', en: 'Resident and phone in one column' },
    type: 'text',
    pii: 'P3',
    coerce: 'contact',
    synonyms: ISSUE_HEADERS.contact,
    context: true,
  },
  {
    id: 'id_card',
    label: { zh: '身份证号', en: 'ID number' },
    type: 'text',
    pii: 'P3',
    coerce: 'drop',
    synonyms: ISSUE_HEADERS.id_card,
  },
  {
    id: 'household_id',
    label: { zh: '户编号', en: 'Household no.' },
    type: 'text',
    pii: 'P3',
    coerce: 'drop',
    synonyms: ISSUE_HEADERS.household_id,
    context: true,
  },
  {
    id: 'reported_at',
    label: { zh: '登记时间', en: 'Registered' },
    type: 'moment',
    pii: 'P0',
    coerce: 'moment',
    synonyms: ISSUE_HEADERS.reported_at,
  },
  {
    id: 'problem',
    label: { zh: '反映问题', en: 'Problem' },
    type: 'text',
    pii: 'P2',
    coerce: 'text',
    synonyms: ISSUE_HEADERS.problem,
    required: true,
  },
  {
    id: 'category',
    label: { zh: '问题类别', en: 'Category' },
    type: 'text',
    pii: 'P0',
    coerce: 'text',
    synonyms: ISSUE_HEADERS.category,
  },
  {
    id: 'colour_recorded',
    label: { zh: '台账颜色', en: 'Colour' },
    type: 'text',
    pii: 'P0',
    coerce: 'colour',
    synonyms: ISSUE_HEADERS.colour_recorded,
  },
  {
    id: 'colour_initial',
    label: { zh: '初始颜色', en: 'Initial colour' },
    type: 'text',
    pii: 'P0',
    coerce: 'colour',
    synonyms: ISSUE_HEADERS.colour_initial,
  },
  {
    id: 'disposition',
    label: { zh: '是否现场解决', en: 'Solved on site' },
    type: 'text',
    pii: 'P0',
    coerce: 'disposition',
    synonyms: ISSUE_HEADERS.disposition,
  },
  {
    id: 'dept_lead',
    label: { zh: '交办部门', en: 'Lead department' },
    type: 'text',
    pii: 'P0',
    coerce: 'departments',
    synonyms: ISSUE_HEADERS.dept_lead,
    context: true,
  },
  {
    id: 'dept_co',
    label: { zh: '协办单位', en: 'Supporting departments' },
    type: 'text',
    pii: 'P0',
    coerce: 'departments',
    synonyms: ISSUE_HEADERS.dept_co,
  },
  {
    id: 'owner_name',
    label: { zh: '责任人', en: 'Person responsible' },
    type: 'text',
    pii: 'P1',
    coerce: 'text',
    synonyms: ISSUE_HEADERS.owner_name,
  },
  {
    id: 'owner_phone',
    label: { zh: '责任人电话', en: 'Work phone' },
    type: 'text',
    pii: 'P1',
    coerce: 'phone',
    synonyms: ISSUE_HEADERS.owner_phone,
  },
  {
    id: 'status',
    label: { zh: '办理状态', en: 'Status' },
    type: 'text',
    pii: 'P0',
    coerce: 'status',
    synonyms: ISSUE_HEADERS.status,
  },
  {
    id: 'assigned_at',
    label: { zh: '交办时间', en: 'Assigned' },
    type: 'moment',
    pii: 'P0',
    coerce: 'moment',
    synonyms: ISSUE_HEADERS.assigned_at,
  },
  {
    id: 'due_at',
    label: { zh: '办理时限', en: 'Due' },
    type: 'date',
    pii: 'P0',
    coerce: 'dueDate',
    synonyms: ISSUE_HEADERS.due_at,
  },
  {
    id: 'resolved_at',
    label: { zh: '解决时间', en: 'Resolved' },
    type: 'moment',
    pii: 'P0',
    coerce: 'resolvedMoment',
    synonyms: ISSUE_HEADERS.resolved_at,
  },
  {
    id: 'result_text',
    label: { zh: '办理结果', en: 'Result' },
    type: 'text',
    pii: 'P2',
    coerce: 'text',
    synonyms: ISSUE_HEADERS.result_text,
  },
  {
    id: 'solution_plan',
    label: { zh: '解决方案', en: 'Solution plan' },
    type: 'text',
    pii: 'P2',
    coerce: 'text',
    synonyms: ISSUE_HEADERS.solution_plan,
  },
  {
    id: 'explained_at',
    label: { zh: '解释时间', en: 'Explained' },
    type: 'moment',
    pii: 'P0',
    coerce: 'moment',
    synonyms: ISSUE_HEADERS.explained_at,
  },
  {
    id: 'revisit_at',
    label: { zh: '回访时间', en: 'Revisited' },
    type: 'moment',
    pii: 'P0',
    coerce: 'moment',
    synonyms: ISSUE_HEADERS.revisit_at,
  },
  {
    id: 'revisit_mode',
    label: { zh: '回访方式', en: 'Revisit mode' },
    type: 'text',
    pii: 'P0',
    coerce: 'revisitMode',
    synonyms: ISSUE_HEADERS.revisit_mode,
  },
  {
    id: 'revisit_by',
    label: { zh: '回访人', en: 'Revisited by' },
    type: 'text',
    pii: 'P1',
    coerce: 'text',
    synonyms: ISSUE_HEADERS.revisit_by,
  },
  {
    id: 'revisit_state',
    label: { zh: '是否回访', en: 'Revisited or not' },
    type: 'text',
    pii: 'P0',
    coerce: 'revisitState',
    synonyms: ISSUE_HEADERS.revisit_state,
  },
  {
    id: 'satisfaction',
    label: { zh: '群众满意度', en: 'Satisfaction' },
    type: 'text',
    pii: 'P0',
    coerce: 'satisfaction',
    synonyms: ISSUE_HEADERS.satisfaction,
  },
  {
    id: 'dup_group',
    label: { zh: '重复件组', en: 'Duplicate group' },
    type: 'text',
    pii: 'P0',
    coerce: 'text',
    synonyms: ISSUE_HEADERS.dup_group,
  },
  {
    id: 'remark',
    label: { zh: '备注', en: 'Remark' },
    type: 'text',
    pii: 'P2',
    coerce: 'text',
    synonyms: ISSUE_HEADERS.remark,
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
    synonyms: [...ISSUE_HEADERS.town, '单位', '镇街单位'],
    required: true,
    context: true,
  },
  {
    id: 'village',
    label: { zh: '村（社区）', en: 'Village' },
    type: 'text',
    pii: 'P0',
    coerce: 'text',
    synonyms: ISSUE_HEADERS.village,
  },
  {
    id: 'hh_due',
    label: { zh: '应走访户数', en: 'Households due' },
    type: 'integer',
    pii: 'P0',
    coerce: 'count',
    synonyms: [
      '应走访户数',
      '总户数',
      '户数',
      '应访户',
      '应访户数',
      '应入户数',
      '计划走访户数',
      '目标户数',
      '任务数',
    ],
  },
  {
    id: 'hh_visited',
    label: { zh: '已走访户数', en: 'Households visited' },
    type: 'integer',
    pii: 'P0',
    coerce: 'count',
    synonyms: [
      '走访户数',
      '已走访户数',
      '实际走访户数',
      '累计走访户数',
      '已入户数',
      '入户数',
      '完成户数',
      '走访群众户数',
    ],
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
    synonyms: [
      '发现问题',
      '发现问题数',
      '收集问题',
      '收集问题数',
      '梳理问题',
      '梳理问题数',
      '反映问题数',
      '问题总数',
    ],
  },
  {
    id: 'onsite_resolved',
    label: { zh: '现场解决数', en: 'Solved on site' },
    type: 'integer',
    pii: 'P0',
    coerce: 'count',
    synonyms: [
      '现场解决',
      '现场解决数',
      '现场解决问题',
      '现场解决问题数',
      '现场办结',
      '现场办结数',
      '当场解决',
    ],
  },
  {
    id: 'ledgered',
    label: { zh: '列入台账数', en: 'Ledgered' },
    type: 'integer',
    pii: 'P0',
    coerce: 'count',
    synonyms: ['上报问题', '上报问题数', '列入台账', '列入台账数', '列入台账问题数', '转办数', '交办数'],
  },
  {
    id: 'completion_pct',
    label: { zh: '走访进度', en: 'Progress' },
    type: 'text',
    pii: 'P0',
    coerce: 'text',
    synonyms: ['走访进度', '完成率'],
  },
] as const satisfies readonly ColumnDef[];

export type IssueColumnId = (typeof ISSUE_COLUMNS)[number]['id'];
