import { compactText } from '../core/text.ts';

const SUMMARY = /汇总|合计|统计|总表/;
const NOTE = /说明|模板|模版|样表|样例|示例|字典|填写要求|下拉|选项/;

/**
 * True for sheets such as 汇总, 填报说明, 模板: skipped when the workbook has another sheet with rows, since
 * they would count twice (dictionary §3). A workbook's only table is never skipped for its name.
 */
export function isSummaryName(name: string): boolean {
  const compact = compactText(name);
  return SUMMARY.test(compact) || NOTE.test(compact);
}
