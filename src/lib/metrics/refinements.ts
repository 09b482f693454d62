import type { Decision } from './decisions.ts';

function refine(number: string, ask: string, askEn: string, answer: string, answerEn: string): Decision {
  return { number, question: { zh: ask, en: askEn }, answer: { zh: answer, en: answerEn } };
}

/** Where this project is more exact than the dictionary, or decides what it leaves open. */
export const REFINEMENTS: readonly Decision[] = [
  refine(
    'E1',
    '当天发生的事，算不算截止时间以前？',
    "Did something of the cut-off's own day happen before it?",
    '文件写了钟点的，保留钟点再比较；只写日期的，按当日 0 时计，即当天都算已发生。',
    'Hours that the file gives are kept and compared; a date alone stands for its midnight, so the whole day counts as before.',
  ),
  refine(
    'E2',
    '去回访但联系不上，算不算回访？',
    'Is a revisit that reached nobody a revisit?',
    '算已回访，不算已评价：拉低参评率，不影响满意率。',
    'It is revisited, not rated: it lowers the rated share and leaves satisfaction alone.',
  ),
  refine(
    'E3',
    '非白色问题写“已解释”“已答复”算什么？',
    'What is a non-white problem whose status is 已解释 or 已答复?',
    '既不算解决，也不算在办，单列为“状态不明”。核对二因此不平，以提醒补正状态。只有文件通篇按答复办结时（D6），“已答复”才算办结。',
    'Neither resolved nor open; it is shown as unclear. Check 2 then fails on purpose, so that the status gets corrected. Only a file that knows no other word than 答复 is read as closed (D6).',
  ),
  refine(
    'E4',
    '指定的截止时间早于导出时间怎么办？',
    'What if the cut-off is earlier than the export?',
    '先按导出时的情况读懂每一行，再退回到截止时间：以后的解决、解释、回访都视为尚未发生，以后登记的行搁置。',
    'Every row is first understood as of the export, then taken back to the cut-off: later resolutions, explanations and revisits have not happened yet, rows registered later are set aside.',
  ),
  refine(
    'E5',
    '占比按谁算？',
    'A share of what?',
    '“占台账比重”的分母是所选范围的全部台账，不是该颜色自己；不按颜色看时没有这个数。',
    "The share of the ledger divides by the whole selected ledger, not by the colour's own; without colours there is no such figure.",
  ),
  refine(
    'E6',
    '按颜色、部门、问题类别筛选时有没有走访户数？',
    'Are there households by colour, department or category?',
    '没有。走访统计表只分镇街和村，这时走访类数字为“—”，不显示全县数充数。“走访”页只按镇街和村筛选，其他筛选不用，并写明。',
    "No. The visit tally knows towns and villages only; under other filters these figures are “—” instead of the county's. The page on visits uses none but those two, and says so.",
  ),
  refine(
    'E7',
    '没有对应的列时显示什么？',
    'What is shown when the export lacks a column?',
    '显示“—”并说明缺哪些列，从不显示 0。各指标所需的列见上文。',
    'A “—” with its reason, never 0. The columns that each metric needs stand with it above.',
  ),
  refine(
    'E8',
    '同一份台账的几次导出怎么数？',
    'How are several exports of the same ledger counted?',
    '几个文件默认相加，每行都计数。选“替换”时，同一镇街的同一编号只计最后一个文件的那一行；有一行没有编号的，看镇街、村、联系人、问题是否都相同。被替换的行搁置并列出，只在前面文件里的行照常计数。',
    'Files are added up unless told otherwise, and every row counts. Where they replace, one number in one town counts once, as the last file has it; where a row has no number, town, village, contact and problem tell. Replaced rows are set aside and listed, rows of an earlier file alone still count.',
  ),
  refine(
    'E9',
    '怎样与一个月前、一年前或某一天比较？回看呢？',
    'How are a month, a year or a day compared, and how is looking back done?',
    '用同一份数据按日期重算那一天同一时刻的状态，再相减。选了时间的，对比期向前推同样的距离、取同样的天数；本期还没结束的，只比到今天，并写明。回看到某一天，是那一天结束时（24时）的状态。早于第一条登记的时点没有可比的数据。',
    'The state of that day, at the same hour, is computed again from the dates of the same data, and subtracted. With a period the compared one begins as much earlier and has as many days; one that has not ended is compared as far as it has come, and says so. Looking back to a day means its end (24:00). Before the first registration there is nothing to compare with.',
  ),
  refine(
    'E10',
    '部门排名的平均数按谁算？',
    'What is the mean that departments are compared with?',
    '各部门主办的台账问题合计（含未交办），不含现场解决的，因为现场解决的不归部门（D15）。镇街、村的平均数按全部问题算。平均数总是合计除以合计，不是各单位比率的平均。',
    'All ledgered problems of the departments together, unassigned ones included; on-site problems belong to no department (D15). Towns and villages are compared with all problems. A mean is always sum ÷ sum, never an average of rates.',
  ),
  refine(
    'E11',
    '“办结未确认”怎样算？',
    'What is closed but unconfirmed?',
    '办结率 − 办结率 × 回访率 × 参评率 × 满意率，单位为百分点：每百个问题中，约有几个上报办结而没有得到群众满意的评价。没有回访、没有评价的算未确认。现场解决的不要求回访（D24），按本单位台账的回访情况推算，所以是估计。数大的排在前面：它说的是先去回访、核实哪里，不是成绩，也不证明虚报；办结少的单位这个数也小，要连同办结率看。四个比率都列在旁边，任一分母不足 10 的不排名。不直接用办结率减满意率，是因为两者分母不同，办结越少反而显得越可信。',
    'Closure rate − closure rate × revisit rate × rated share × satisfaction, in percentage points: of a hundred problems, about how many are reported closed without a resident’s satisfied rating. Not revisited and not rated count as unconfirmed. On-site problems need no revisit (D24) and are taken to answer as the unit’s ledger does, so this is an estimate. The largest comes first: it says where to revisit and look first, is no merit and proves no false report; a unit that closed little has little of it, so read it with the closure rate. The four rates stand beside it; below 10 in any of them there is no rank. Closure less satisfaction is not used, since their denominators differ and a unit would look the more reliable the less it closed.',
  ),
  refine(
    'E12',
    '“四个100%”是哪四项？是否达到怎样判断？',
    'Which are the four 100 %, and when is a target reached?',
    '公开报道没有写明是哪四项，由县里在发布配置的 targets 中确定；没有确定之前，暂按走访覆盖率、登记率、办结率、回访率。达到目标按分子、分母判断：分子不少于“分母 × 目标”向上取整的数；差额就是还差的户数或个数，不看四舍五入后的百分数。没有这项数字的写“—”和原因，不算达到，也不算没有达到。',
    'The published report does not say; the county gives them in the entry “targets” of the publisher’s configuration. Until then coverage, the registered share, the closure rate and the revisit rate stand for them. A target is reached when the numerator is at least denominator × target, rounded up; what is missing is the difference in households or problems, whatever the rounded percentage says. A rate that is missing is “—” with its reason, neither reached nor not.',
  ),
  refine(
    'E13',
    '走访进度怎样算？',
    'How is the course of the visits computed?',
    '走访统计表里的每个日期算一次：各村截至那天的累计数（没有累计表的村，当日表相加）之和，与把时点移到那天看到的走访户数相同。平均每天 =（最后一个报数日 − 第一个报数日的户数）÷ 相隔天数。每天需走访 = 离目标还差的户数 ÷ 截止日次日到目标日的天数，进为整数。没有日期的行从第一个报数日起计入，并写明行数。',
    'Once for each date of the tally: the sum of the villages’ running totals by that day (of daily figures where a village has no running total), which is what the page shows when looked back to that day. The daily average is the last report less the first, divided by the days between. The pace that is needed is what is missing to the target, divided by the days after the cut-off up to the target’s, rounded up. Rows without a date count from the first report on, and their number is said.',
  ),
];
