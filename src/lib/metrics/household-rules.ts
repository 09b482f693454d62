import type { Decision } from './decisions.ts';

function rule(number: string, ask: string, askEn: string, answer: string, answerEn: string): Decision {
  return { number, question: { zh: ask, en: askEn }, answer: { zh: answer, en: answerEn } };
}

/** How households are told apart (一户一台账), and what their keys are. */
export const HOUSEHOLD_RULES: readonly Decision[] = [
  rule(
    'H1',
    '哪些问题算一户的（一户一台账）？',
    'Which problems are one household’s?',
    '遮盖之前逐行判定，依次看：镇街＋村＋户编号；镇街＋村＋住址（须有门牌等数字）＋姓名；镇街＋村＋姓名＋完整电话。先有哪项用哪项，从不只凭姓名。全角半角、空格、电话分隔符、“平原县××镇××村”前缀、“村委会／居委会”等写法不影响。匿名、某先生、“等5人”、几个姓名、已遮盖的姓名或电话、缺镇街的不归户：照常计入各项数字，行数写在一户一台账页和数据问题里。宁可把一户分成几户，不把几户并成一户：各行依据不同（如有的行没有户编号）、家人各报各的电话，都会分开；导出中增减户编号或住址列，户号也会改变。',
    'Decided row by row before masking, by the first that is complete: town, village and household number; town, village, address (with a number in it) and name; town, village, name and whole phone. Never by a name alone. Width, blanks, separators of phones, the place before an address and words for village committees make no difference. Rows that are anonymous, of several people, masked already or without a town are in no household: they count as usual, and their number is shown with the households and among the findings. A household may come apart rather than two become one: where rows state different things of it, or relatives give their own phones. Adding or removing the columns of number or address changes keys.',
  ),
  rule(
    'H2',
    '户号从一次发布到下一次是否不变？',
    'Is a household’s key the same in the next publication?',
    '用同一个户号密钥文件发布（--household-secret 或本机打开时选择）就不变；没有密钥文件，每次发布用一次性随机密钥，户号只在本次发布内有效，页面会注明。一百万户中有两户碰巧同号的概率约为 4×10⁻¹³。',
    'Yes, with the same secret file (--household-secret, or chosen when a ledger is opened on this computer). Without one each publication has a random secret of its own and its keys hold in it alone, which the page says. Among a million households two share a key with a probability of about 4×10⁻¹³.',
  ),
  rule(
    'H3',
    '一户一台账的几个数怎样数？',
    'How are households counted?',
    '先按筛选和截止时间选出问题，再按户号归并：“反映问题的户”至少有其中一个，“反映两个以上问题的”有其中两个以上，“有在办问题的”至少有一个在办（不含白色，同在办数 M13）。没有归户的行单列，不算作户。一户一台账页和明细页列出该户截止时的全部问题，不受筛选限制。走访户数、覆盖率仍只用走访统计（D12），与这里的户数无关。',
    'The filter and the cut-off select problems, which are then put together by key: households with at least one of them, with more than one, and with an open one (white ones are not open, as in M13). Rows without a household are counted apart and make no household. The page of a household and the record page show all its problems as of the cut-off, whatever the filter. Households visited and coverage come from the visit tally alone (D12) and have nothing to do with these numbers.',
  ),
];
