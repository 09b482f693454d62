import type { ColumnDef } from './columns.ts';
import { ISSUE_HEADERS } from './header-synonyms.ts';

const words = (text: string): string[] => text.split(' ');

/** Columns of `transitions`: one row per event of a problem. Source: dictionary §4.3. */
export const TRANSITION_COLUMNS = [
  {
    id: 'issue_id',
    label: { zh: '问题编号', en: 'Problem no.' },
    type: 'text',
    pii: 'P0',
    coerce: 'text',
    synonyms: ISSUE_HEADERS.issue_id,
    required: true,
    context: true,
  },
  {
    id: 'seq',
    label: { zh: '次序', en: 'Order' },
    type: 'integer',
    pii: 'P0',
    coerce: 'count',
    synonyms: words('顺序 环节序号 流转序号 流转次序 步骤序号 步骤号'),
  },
  {
    id: 'happened_at',
    label: { zh: '时间', en: 'Time' },
    type: 'moment',
    pii: 'P0',
    coerce: 'moment',
    synonyms: words(
      '流转时间 环节时间 操作时间 发生时间 办理时间 处理时间 变更时间 事件时间 节点时间 流转日期 办理日期 操作日期 日期',
    ),
    required: true,
  },
  {
    id: 'event',
    label: { zh: '环节', en: 'Event' },
    type: 'text',
    pii: 'P0',
    coerce: 'event',
    synonyms: words(
      '流转环节 办理环节 处理环节 流程环节 业务环节 事件 流转事件 操作 操作类型 流转类型 流转动作 办理动作 动作 节点 流程节点 办理节点 步骤',
    ),
    required: true,
  },
  {
    id: 'colour_from',
    label: { zh: '原色', en: 'Colour before' },
    type: 'text',
    pii: 'P0',
    coerce: 'colour',
    synonyms: words('原颜色 原台账颜色 转前颜色 转色前 变更前颜色 转前台账颜色'),
  },
  {
    id: 'colour_to',
    label: { zh: '现色', en: 'Colour after' },
    type: 'text',
    pii: 'P0',
    coerce: 'colour',
    synonyms: words('现颜色 现台账颜色 转后颜色 转色后 变更后颜色 转后台账颜色 台账颜色 颜色'),
  },
  {
    id: 'unit_from',
    label: { zh: '转出单位', en: 'From unit' },
    type: 'text',
    pii: 'P0',
    coerce: 'departments',
    synonyms: words('转出部门 原单位 原部门 移出单位 交出单位 来源单位 发出单位 原承办单位 原责任单位'),
  },
  {
    id: 'unit_to',
    label: { zh: '转入单位', en: 'To unit' },
    type: 'text',
    pii: 'P0',
    coerce: 'departments',
    synonyms: words(
      '转入部门 接收单位 接收部门 承接单位 去向单位 现单位 现承办单位 现责任单位 承办单位 承办部门 责任单位 办理单位 交办部门',
    ),
  },
  {
    id: 'actor',
    label: { zh: '经办人', en: 'Handled by' },
    type: 'text',
    pii: 'P1',
    coerce: 'text',
    synonyms: words('操作人 操作人员 办理人 处理人 经手人 经办人员 承办人'),
  },
  {
    id: 'note',
    label: { zh: '备注', en: 'Note' },
    type: 'text',
    pii: 'P2',
    coerce: 'text',
    synonyms: words('说明 备注说明 流转说明 办理意见 处理意见 流转意见 意见 办理情况 内容'),
  },
] as const satisfies readonly ColumnDef[];
