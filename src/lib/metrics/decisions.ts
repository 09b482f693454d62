import type { Bilingual } from '../core/errors.ts';

/** A question that the county's documents leave open, and how every figure here answers it. */
export interface Decision {
  /** `D1` … of the dictionary, or `E1` … for what this project made more exact. Also the anchor on the page. */
  readonly number: string;
  readonly question: Bilingual;
  readonly answer: Bilingual;
}

function decide(number: string, ask: string, askEn: string, answer: string, answerEn: string): Decision {
  return { number, question: { zh: ask, en: askEn }, answer: { zh: answer, en: answerEn } };
}

/** The dictionary's decisions that a reader of the figures needs (dictionary §2), in its order. */
export const DECISIONS: readonly Decision[] = [
  decide(
    'D1',
    '现场解决的问题是什么颜色？',
    'What colour is a problem that was solved on site?',
    '没有颜色，单列一类。既有现场解决标记又填了颜色的，计入现场解决，原填颜色保留备查。',
    'None; it is a class of its own. A row with an on-site mark and a colour counts as on site; the colour as written is kept.',
  ),
  decide(
    'D2',
    '导出的台账里没有现场解决的明细怎么办？',
    'What if the export has no rows for on-site problems?',
    '按镇街在导入时一次确定：明细不少于走访统计数，用明细；少于的用走访统计数，多出的部分没有明细可查，并注明数量。两者从不相加。',
    'Decided once per town at import: rows that are at least as many as the visit tally are used; otherwise the tally is, and the part beyond the rows has no records to open, which is said. The two are never added.',
  ),
  decide(
    'D3',
    '现场解决率的分母是什么？',
    'What is the on-site ratio a share of?',
    '全部问题，含白色；不是只看台账。',
    'All problems, white included; never of the ledger alone.',
  ),
  decide(
    'D4',
    '解决率的分母是什么？',
    'What are the resolution rates a share of?',
    '总解决率与台账解决率并列：分母都不含白色；红色留在分母内。',
    'Two rates always stand together, overall and ledger; white is in neither denominator, red stays in both.',
  ),
  decide(
    'D5',
    '白色算不算解决？',
    'Can a white problem be resolved?',
    '不算。白色计入问题总数，不计入解决率，只看解释率。白色行填了解决时间的，按解释时间读取并提示。',
    'No. White counts as a problem, stays out of the resolution rates and has its own explained rate. A white row with a resolution date is read as explained on that date, and reported.',
  ),
  decide(
    'D6',
    '“解决”和“办结”一样吗？',
    'Is resolved the same as closed?',
    '不一样。办结 = 解决 + 白色已解释。文件只有“办结、销号、答复”的，按办结读取，解决率注明“按办结口径”。',
    'No. Closed = resolved plus white explained. A file that only knows 办结, 销号 or 答复 is read as closed, and its resolution rates say so.',
  ),
  decide(
    'D7',
    '满意率的分母是什么？',
    'What is satisfaction a share of?',
    '已解决问题中群众作出评价的。未回访、联系不上、未评价的不在内，所以旁边总有回访率和参评率。',
    'Resolved problems that the resident rated. Not revisited, not reached and unrated are out, so revisit rate and rated share always stand beside it.',
  ),
  decide(
    'D8',
    '哪些算满意？',
    'Which answers count as satisfied?',
    '非常满意、满意、基本满意。严格满意率不含基本满意。“一般”在分母内，不在分子内。',
    'Very satisfied, satisfied and basically satisfied; the strict rate leaves out the last. “Neutral” is in the denominator only.',
  ),
  decide(
    'D9',
    '转过颜色的按哪个颜色数？',
    'Which colour counts after a move?',
    '按当前颜色。“黄转红”读作原黄现红；初始颜色另存一列。',
    'The current one. 黄转红 is read as yellow before, red now; the first colour is kept in a column of its own.',
  ),
  decide(
    'D10',
    '红色为 0 说明什么？',
    'What does red = 0 mean?',
    '可能是来源按初始颜色统计。没有转色记录时页面会注明。',
    'Possibly that the source counts by first colour. The page says so when no moves were recorded.',
  ),
  decide(
    'D11',
    '没有状态列时怎样算解决？',
    'What counts as resolved without a status column?',
    '解决时间是截止时间以前的日期，或写明已办好，才算解决。以后的日期，或写“前、预计、计划、力争”的，是时限；“正在办理、长期坚持”是在办。',
    'A resolution date on or before the cut-off, or words that say done. A later date, or words such as 预计 or 计划, is a due date; 正在办理 is open.',
  ),
  decide(
    'D12',
    '走访户数从哪里来？',
    'Where do households visited come from?',
    '只取自走访统计表，从不由问题明细推算。累计表每村只取最后一期；电话、微信走访计入。超过 100% 的覆盖率照实显示并提示。',
    "From the visit tally only, never from the problems. Of running totals each village's last one counts; visits by phone and WeChat are included. Coverage above 100% is shown and reported.",
  ),
  decide(
    'D13',
    '一格里写了几个问题怎么数？',
    'How many problems is one cell with several?',
    '一行就是一个问题，不自动拆分；疑似多个问题的会提示。',
    'One row is one problem; nothing is split. Cells that probably hold several are reported.',
  ),
  decide(
    'D14',
    '多人反映同一问题怎么数？',
    'What if several people report the same problem?',
    '每行都计数。镇街、问题、联系人相同的行会提示，但仍计入。',
    'Every row counts. Rows with the same town, problem and contact are reported and still counted.',
  ),
  decide(
    'D15',
    '交办给几个部门的算谁的？',
    'Whose problem is it with several departments?',
    '第一个是主办，其余是协办。部门数字只按主办计，现场解决的不归部门。',
    'The first is the lead, the others support. Figures by department count the lead only; on-site problems belong to none.',
  ),
  decide(
    'D17',
    '没有镇街列时怎样定镇街？',
    'How is the town told without a column for it?',
    '依次看：列、工作表名、填表单位、文件名。从不由正文猜测。',
    'In this order: column, sheet name, 填表单位 line, file name. Never guessed from free text.',
  ),
  decide(
    'D18',
    '截止时间怎样定，怎样用？',
    'How is the cut-off set and used?',
    '发布时指定；否则取文件中的截止行；再否则取最晚的登记、交办、回访时间，从不取时限或解决时间。登记晚于截止时间的行搁置；没有登记时间的照常计数；晚于截止时间的解决、解释、回访视为尚未发生。',
    "Given on publishing; else the file's own cut-off line; else the latest registration, assignment or revisit, never a due or resolution date. Rows registered later are set aside; undated rows count; what happened later has not happened yet.",
  ),
  decide(
    'D19',
    '解决用时怎样数？',
    'How are days counted?',
    '自然日，解决日期减登记日期，同日为 0 天。县里在发布配置的 calendar 中给出节假日和调休上班日以后，可在“时点”里改按工作日：数登记次日到解决当日之间的工作日，周五登记、周一解决为 1 天。没有给出的年份只除周末。',
    'Calendar days from registration to resolution; the same day is 0. Where the county has given its holidays and the weekends worked instead, in the entry “calendar” of the publisher’s configuration, “Moment” can count working days: those after the registration up to the resolution, so that Friday to Monday is 1. In years not given only weekends are free.',
  ),
  decide(
    'D20',
    '什么叫应办结、按时、超期？',
    'What is due, on time, overdue?',
    '应办结是时限不晚于截止日的台账问题（不含白色）。时限当日 24 时到期，次日起算超期。按时 + 超期办结 + 超期未办 + 今日到期未办 + 日期不明 = 应办结。',
    'Due: ledgered, not white, with a due date on or before the day of the cut-off. A due date expires at 24:00; overdue begins the next day. On time + closed late + overdue + due today + undated = due.',
  ),
  decide(
    'D21',
    '没有办理时限怎么办？',
    'What if there is no due date?',
    '没有统一规定的天数，不推定。可在配置中按颜色给出天数；否则时限类数字为“—”。',
    'No number of days is prescribed and none is assumed. Days per colour can be given in the configuration; without them the figures on deadlines are “—”.',
  ),
  decide(
    'D22',
    '什么时候写 100%？百分点怎样算？',
    'When is 100% printed, and what are points?',
    '只有分子等于分母时写 100%。四舍五入到 100.0% 的写 99.9%；0 同理。分母为 0 写“—”。比率之间的“个百分点”，是两个印出来的百分比（一位小数）之差，不是四舍五入以前的比率之差：47.34% 和 47.36% 印作 47.3% 和 47.4%，相差 0.1 个百分点；印出来相同的写“持平”。两边有一边是“—”的不写变化。',
    'Only if numerator = denominator; what would round to it is printed as 99.9%, and likewise at 0. With denominator 0 the figure is “—”. Points between two rates are the difference of the two percentages as they are printed, with one decimal, not of the rates before rounding: 47.34% and 47.36% are printed as 47.3% and 47.4% and differ by 0.1 points; what is printed alike is unchanged. With a “—” on either side there is no change.',
  ),
  decide(
    'D23',
    '怎样排名才公平？',
    'How are units ranked fairly?',
    '分母为 0 的不排名，单独列出并说明原因；分母不足 10 的标“样本少”，排在线下，不给名次；值相同的名次相同，其后名次顺延（1、1、3），同名次内分母大的在前。是否相同看四舍五入以前的值。没有填单位的不是单位，单列。所有镇街都列出。',
    'Units with denominator 0 are not ranked but listed apart with the reason; below 10 they are marked as a small base and stand below the line without a rank. Equal values, before rounding, share a rank and the next one counts on (1, 1, 3); within a rank the larger denominator comes first. Problems that name no unit are a row of their own. All towns are always listed.',
  ),
  decide(
    'D24',
    '现场解决的要不要回访？',
    'Are on-site problems revisited?',
    '不要求，所以不在回访率、参评率内。但群众已作评价的计入满意率。',
    'Not expected, so they are not in revisit rate and rated share. A rating that they carry all the same counts in satisfaction.',
  ),
  decide(
    'D26',
    '“较上周同期”怎样算？',
    'How is the change from a week before computed?',
    '用同一份数据按日期重算七天前同一时刻的状态，再相减。那一天由截止时间定，多半不是周日，所以不写“较上周末”，数和存量都写“较上周同期”（M38）。从不称“同比”。',
    'The state seven days earlier, at the same hour, is computed again from the dates of the same data, and subtracted. That day follows from the cut-off and is seldom a Sunday: counts and stock alike are compared with a week before, not with the end of last week (M38).',
  ),
];
