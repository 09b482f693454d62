import type { Bilingual } from '../core/errors.ts';
import { ISSUE_COLUMNS, VISIT_COLUMNS, type ColumnDef } from './columns.ts';
import { TRANSITION_COLUMNS } from './transition-columns.ts';

const label = (zh: string, en: string): Bilingual => ({ zh, en });

/** Labels of published columns that no ledger column gives its name to: places, results of rules, states. */
const DERIVED: Readonly<Record<string, Bilingual>> = {
  src_file: label('来源文件', 'Source file'),
  src_sheet: label('来源工作表', 'Source sheet'),
  src_row: label('来源行号', 'Source row'),
  household_key: label('户号（假名）', 'Household key (pseudonym)'),
  src_column: label('来源列', 'Source column'),
  colour_recorded: label('台账颜色（原样）', 'Colour as written'),
  colour_current: label('当前颜色', 'Current colour'),
  disposition: label('办理方式（现场／台账）', 'On site or ledger'),
  status_recorded: label('办理状态（归一）', 'Status, mapped'),
  outcome: label('导出时的结果', 'Outcome as of the export'),
  resolved_note: label('解决时间栏中的文字', 'Words in the resolution cell'),
  revisit_state: label('回访状态', 'Revisit state'),
  ledger_class: label('五色类别', 'Colour class'),
  state: label('截止时的状态', 'State at the cut-off'),
  due_state: label('截止时的时限状态', 'Deadline state at the cut-off'),
  is_revisited: label('截止时已回访', 'Revisited by the cut-off'),
  resolution_days: label('解决用时（天）', 'Days to resolve'),
  weight: label('个数', 'Number of problems'),
  code: label('代码', 'Code'),
  severity: label('级别', 'Severity'),
  message_zh: label('说明（中文）', 'Message, Chinese'),
  message_en: label('说明（英文）', 'Message, English'),
  hint_zh: label('处理办法（中文）', 'Hint, Chinese'),
  hint_en: label('处理办法（英文）', 'Hint, English'),
  sample: label('遮盖后的样例', 'Masked sample'),
  set_aside: label('已搁置', 'Set aside'),
};

/** The tables of a published database. */
export type TableName = 'issues' | 'visits' | 'transitions' | 'onsite_tally' | 'findings';

/** The columns that a kind of file may have; those of the ledger where a table comes from none. */
function columnsOf(table: TableName): readonly ColumnDef[] {
  if (table === 'transitions') return TRANSITION_COLUMNS;
  return table === 'visits' ? VISIT_COLUMNS : ISSUE_COLUMNS;
}

/** Label of a column of a published table; its own name when nothing else is known. */
export function tableColumnLabel(table: TableName, name: string): Bilingual {
  const defined = columnsOf(table).find((column) => column.id === name);
  return DERIVED[name] ?? defined?.label ?? label(name, name);
}

/** Label of a column that a sheet was mapped to. */
export function sourceColumnLabel(
  role: Exclude<TableName, 'onsite_tally' | 'findings'>,
  id: string,
): Bilingual {
  return columnsOf(role).find((column) => column.id === id)?.label ?? label(id, id);
}
