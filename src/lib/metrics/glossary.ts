import type { Bilingual } from '../core/errors.ts';

/** A word that the pages use, in both languages, with its meaning. */
export interface Term {
  readonly term: Bilingual;
  readonly meaning: Bilingual;
}

function define(term: string, termEn: string, meaning: string, meaningEn: string): Term {
  return { term: { zh: term, en: termEn }, meaning: { zh: meaning, en: meaningEn } };
}

/** Words of the county's visits and ledger, and of this site. Source: dictionary §1 and §2. */
export const GLOSSARY: readonly Term[] = [
  define(
    '五色台账',
    'Five-colour ledger',
    '走访中未能现场解决的问题，按由哪一级解决分为绿、蓝、黄、红、白五色登记。',
    'Problems not solved during the visit, entered under the colour of the level that must solve them.',
  ),
  define(
    '个、户、人次',
    'Problems, households, people met',
    '问题论“个”，走访论“户”；人次不与户混用。',
    'Problems and households are counted apart; people met are never mixed with households.',
  ),
  define(
    '界定',
    'Classification',
    '按轻重缓急、难易程度确定问题由哪一级解决，即定颜色。',
    'Deciding by urgency and difficulty which level solves a problem: choosing its colour.',
  ),
  define(
    '转办（交办）',
    'Assignment',
    '黄、红、白色问题报指挥部，由指挥部转交责任部门。绿、蓝色由镇村自行解决。',
    'Yellow, red and white problems go through headquarters to a department; green and blue are solved by village and town.',
  ),
  define(
    '主办、协办',
    'Lead and supporting department',
    '交办部门中的第一个为主办，其余为协办。',
    'The first department named leads, the others support.',
  ),
  define(
    '回访',
    'Revisit',
    '问题解决或解释后，再次联系反映人，记录满意度。',
    'Contacting the resident again after a problem was resolved or explained, to record satisfaction.',
  ),
  define(
    '截止时间',
    'Cut-off',
    '数字所反映的时刻，精确到时、分。以后的事视为尚未发生。',
    'The moment that the figures stand for; what happened later has not happened yet.',
  ),
  define(
    '数据版本',
    'Data version',
    '由来源文件和设置算出的编号；文件和设置相同，编号就相同。',
    'A number computed from the source files and settings: the same files and settings give the same number.',
  ),
  define(
    '搁置、跳过',
    'Set aside, skipped',
    '搁置：有内容但不能计数的行，逐行列出原因。跳过：标题、表头、合计、空行、签名等不是数据的行。',
    'Set aside: a row with content that cannot be counted, listed with its reason. Skipped: titles, headers, totals, blanks and signatures.',
  ),
  define(
    '个百分点',
    'Percentage points',
    '两个百分率之差的单位。',
    'The unit of a difference between two percentages.',
  ),
  define(
    '样本少',
    'Small base',
    '分母不足 10 的比率旁的提示；这样的比率波动大，不宜比较。',
    'Beside a rate whose denominator is below 10: it moves by chance and should not be compared.',
  ),
];
