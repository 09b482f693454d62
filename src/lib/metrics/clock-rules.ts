import type { Decision } from './decisions.ts';

function rule(number: string, zh: string, en: string, answerZh: string, answerEn: string): Decision {
  return { number, question: { zh, en }, answer: { zh: answerZh, en: answerEn } };
}

/** Definitions of the page on deadlines and flow, by the dictionary's numbers. */
export const CLOCK_RULES: readonly Decision[] = [
  rule(
    'M19',
    '账龄和到期天数怎样数？',
    'How are ages and days to a deadline counted?',
    '按自然日，只看日期不看钟点：登记当日为 0 天。县里给了节假日表的，可在“时点”里改按工作日（D19）；离时限不足 1 个工作日的，计入最近的一格。是否到期、超期仍看日期。时限当日 24 时到期，次日超期 1 天。都算到页面所示的时点；回看以前的时点时按当时重算。白色和现场解决的没有时限，也不计账龄。',
    'In calendar days, by date and not by hour: the day of registration is 0. Where the county has given its holidays, “Moment” can count working days (D19); with none left before a due date, or none since, a problem is in the nearest cell. Whether it is due or overdue goes by the date all the same. A due date expires at 24:00; the next day is 1 day overdue. All are counted to the moment that the page states, and again for any earlier one. White and on-site problems have no deadline and no age.',
  ),
  rule(
    'M18',
    '“3天内到期”是哪些？',
    'What is due within 3 days?',
    '在办、时限在今后第 1 至第 3 天的；4–7天另列，两格相加就是 7 天内到期。今日到期单独一格，不在其中。没有办理时限的不猜测。',
    'Open problems whose due date is 1 to 3 days ahead. 4–7 days stand apart; the two together are what is due within 7 days. Due today is a cell of its own. Nothing is assumed where no due date is given.',
  ),
  rule(
    'M20',
    '办理用时不足 5 个怎样写？',
    'What of durations of fewer than 5 problems?',
    '不算中位数和P90，逐个列出天数。解决早于登记的、缺日期的不在内。',
    'No median and no P90: the days of each are listed. Problems resolved before they were registered, or without a date, are left out.',
  ),
  rule(
    'M39',
    '在办数怎样推算？',
    'How is the stock forecast?',
    '取最近四个完整周在办数变化的平均值，从所示时点的在办数起，每过一周加一次，推算四周，不低于 0；阴影是按这四周中最小和最大的变化。不足四个完整周不推算。这不是预测：各周如果照旧，就是这个数。净增 = 列入台账 − 解决。',
    'The mean change of the stock in the last four complete weeks is added to what is open at the moment shown, once for each week to come, for four weeks and never below 0; the shade is by the smallest and the largest of those changes. Fewer than four complete weeks give none. It says where things go if weeks stay as they were. Net = entered − resolved.',
  ),
  rule(
    'M28',
    '升级率怎样算？',
    'What is the escalation rate?',
    '曾为黄色的问题中，由黄转红的占比。流转记录写有转色的问题，按截至所示时点的各次转色计：一个问题转两次，两格各计一次；其余的问题看原色和现色，原色取自“原颜色”列或“黄转红”一类的写法。都没有时写“—”。现场解决的没有颜色，不计。',
    'Of the problems that were ever yellow, those that went from yellow to red. A problem whose transitions tell of colours counts by its moves up to the moment shown, two moves in two cells; any other by its first and current colour, the first taken from its own column or from texts that tell of a move. Without any of these the figure is “—”. What was solved on site has no colour.',
  ),
  rule(
    'M29',
    '转办往返怎样数？',
    'How are reassignments counted?',
    '只看流转记录，到所示时点为止。分母：有转办（交办、派单）环节的台账问题；分子：其中转办和退回合计超过一次的。按部门看的是第一次以后的各次：由谁（写明的转出单位，没写的取此前最后经手的单位）到谁，只认牵头部门；没写退给谁的退回与其后的转办合为一次；问题数点开是这些问题，次数是来回的次数。没有导入流转记录的写“—”，不是 0。',
    'By the transitions alone, up to the moment shown. Denominator: ledgered problems with an assignment among their events. Numerator: those of them with more than one assignment or return together. Between departments count the hand-overs after the first: from the unit that the row names, or else the one that had it last, to the unit it names, lead departments only; a return to nobody and the assignment after it are one; problems open their records, times count each hand-over. Without transitions the figure is “—”, never 0.',
  ),
  rule(
    'M14',
    '转办率怎样算？',
    'What is the assigned rate?',
    '黄、红、白（应报指挥部）的问题中已转办的占比：有交办时间的看是否不晚于所示时点，没有的看是否填了交办部门。',
    'Of yellow, red and white problems (reported to the headquarters), those assigned: by the date of assignment where there is one, else by whether a department is given.',
  ),
  rule(
    'M34',
    '红色方案上报率怎样算？',
    'What is the share of red with a plan?',
    '红色问题中填了解决方案的占比。文件没有解决方案列的写“—”。',
    'Of red problems, those with a solution plan. Without that column the figure is “—”.',
  ),
  rule(
    'M41',
    '重复件怎样数？',
    'How are repeated problems counted?',
    '同一重复件组中第一件以外的个数。都照常计入问题总数（D14）。',
    'The problems of a group of repeated ones beyond its first. All of them count in the total (D14).',
  ),
];
