import type { Bilingual } from '../core/errors.ts';
import type { Severity } from './types.ts';

/** One kind of finding or refusal; texts never hold a cell's content, `{n}` is filled with a count. */
export interface CodeInfo {
  readonly severity: Severity;
  /** Number in the dictionary's list of findings, when it has one. */
  readonly qc?: number;
  /** The import is refused. */
  readonly refuses?: true;
  /** The row is set aside: it is in no figure. */
  readonly setsAside?: true;
  readonly text: Bilingual;
  readonly hint: Bilingual;
}

const say = (zh: string, en: string): Bilingual => ({ zh, en });

/** Refusals: nothing of the import can be published. */
const REFUSALS = {
  INGEST_FILE_EMPTY: {
    severity: 'error',
    refuses: true,
    text: say('文件是空的', 'The file is empty'),
    hint: say('请重新导出后再导入', 'Export the ledger again and retry'),
  },
  INGEST_FILE_UNREADABLE: {
    severity: 'error',
    refuses: true,
    text: say('文件已损坏或不完整，无法读取', 'The file is damaged or incomplete and cannot be read'),
    hint: say(
      '请用 WPS 或 Excel 打开并另存为 .xlsx 后再导入',
      'Open it in a spreadsheet program and save it as .xlsx',
    ),
  },
  INGEST_FILE_PROTECTED: {
    severity: 'error',
    refuses: true,
    text: say('文件设有打开密码', 'The file is protected by a password'),
    hint: say('请在 WPS 或 Excel 中取消密码后另存', 'Remove the password and save the file again'),
  },
  INGEST_FILE_TYPE: {
    severity: 'error',
    refuses: true,
    text: say('文件不是表格', 'The file is not a table'),
    hint: say(
      '可导入 .xlsx、.xls、.ods、.csv、.tsv',
      'Files of type .xlsx, .xls, .ods, .csv and .tsv can be imported',
    ),
  },
  INGEST_TOO_LARGE: {
    severity: 'error',
    refuses: true,
    text: say('文件展开后过大', 'The file is too large once unpacked'),
    hint: say('请按镇街拆分，或导出为 CSV', 'Split it by town, or export it as CSV'),
  },
  INGEST_MISSING_COLUMN: {
    severity: 'error',
    qc: 1,
    refuses: true,
    text: say('没有找到“反映问题”列（共识别到 {n} 列）', 'No column for 反映问题 ({n} columns found)'),
    hint: say(
      '请确认表头含“反映问题”，且至少识别到三列；也可在配置中指定列名对应关系',
      'The header needs 反映问题 and two more known columns; header names can be mapped in the configuration',
    ),
  },
  INGEST_NO_ROWS: {
    severity: 'error',
    refuses: true,
    text: say('没有可用的数据行', 'There is no usable row'),
    hint: say('请查看被搁置的行及原因', 'See which rows were set aside and why'),
  },
  INGEST_NOT_VISITS: {
    severity: 'error',
    refuses: true,
    text: say(
      '走访统计表缺少“镇街”或“走访户数”列（共识别到 {n} 列）',
      'The visits file lacks its town or households-visited column ({n} columns found)',
    ),
    hint: say('请确认表头含“镇街”和“已走访户数”', 'The header needs 镇街 and 已走访户数'),
  },
  INGEST_CUTOFF_INVALID: {
    severity: 'error',
    refuses: true,
    text: say('截止时间无效', 'The cut-off is not a valid moment'),
    hint: say('请写成 2022-02-17T18:00', 'Write it as 2022-02-17T18:00'),
  },
  INGEST_CUTOFF_UNKNOWN: {
    severity: 'error',
    refuses: true,
    text: say('无法确定截止时间', 'The cut-off cannot be told from the files'),
    hint: say(
      '请用 --cutoff 给出，例如 2022-02-17T18:00',
      'Give it with --cutoff, for example 2022-02-17T18:00',
    ),
  },
} as const satisfies Record<string, CodeInfo>;

/** Findings about files, sheets and columns. */
const STRUCTURE = {
  INGEST_DUPLICATE_FILE: {
    severity: 'warning',
    text: say('与另一个文件内容完全相同，未重复导入', 'The same bytes as another file; not imported twice'),
    hint: say('请确认是否选错了文件', 'Check whether a wrong file was chosen'),
  },
  INGEST_SHEET_WITHOUT_HEADER: {
    severity: 'warning',
    qc: 1,
    text: say('工作表没有可识别的表头，已跳过', 'The sheet has no header that is understood; skipped'),
    hint: say(
      '如含台账数据，请检查表头是否有“反映问题”',
      'If it holds ledger rows, its header needs 反映问题',
    ),
  },
  INGEST_SHEET_EMPTY: {
    severity: 'info',
    text: say('工作表是空的，已跳过', 'The sheet is empty; skipped'),
    hint: say('无需处理', 'Nothing to do'),
  },
  INGEST_QUOTE_NOT_CLOSED: {
    severity: 'warning',
    text: say(
      'CSV 引号没有成对，已按普通字符读取',
      'A quote in the CSV is never closed; read as a plain character',
    ),
    hint: say('请核对该行及下一行', 'Check this row and the next'),
  },
  INGEST_DUPLICATE_COLUMN: {
    severity: 'warning',
    text: say(
      '另有一列更符合同一含义，本列未导入',
      'Another column fits the same meaning better; this one is not imported',
    ),
    hint: say(
      '如取错列，请在配置中指定列名',
      'If the wrong one was taken, map the header in the configuration',
    ),
  },
  QC_SUMMARY_SHEET_SKIPPED: {
    severity: 'info',
    qc: 19,
    text: say(
      '汇总或说明类工作表，已跳过以免重复计数',
      'A summary or note sheet; skipped so that nothing counts twice',
    ),
    hint: say('如含明细，请改工作表名', 'Rename the sheet if it holds the records themselves'),
  },
  QC_HIDDEN_ROWS: {
    severity: 'warning',
    qc: 2,
    text: say('含隐藏或被筛选的 {n} 行，已照常计入', '{n} hidden or filtered rows were kept and counted'),
    hint: say('如不应计入，请删除后重新导出', 'Delete them and export again if they must not count'),
  },
  QC_ID_COLUMN_DROPPED: {
    severity: 'info',
    qc: 3,
    text: say('身份证号列不导入', 'The ID-number column is not imported'),
    hint: say('建议导出时去掉该列', 'Leave the column out of the export'),
  },
  QC_MOJIBAKE: {
    severity: 'warning',
    qc: 21,
    text: say('含乱码字符', 'Damaged characters'),
    hint: say('请重新导出，或改用 .xlsx', 'Export again, or use .xlsx'),
  },
  QC_ROW_LENGTH: {
    severity: 'info',
    text: say('本行列数与表头不一致', 'The row has not as many cells as the header'),
    hint: say('请核对是否有多余的逗号', 'Look for stray delimiters'),
  },
} as const satisfies Record<string, CodeInfo>;

/** Findings about single cells. */
const VALUES = {
  QC_PHONE_DAMAGED: {
    severity: 'warning',
    qc: 4,
    text: say(
      '电话号码已被电子表格改坏（科学计数或末位变零），无法恢复',
      'The phone number was damaged by the spreadsheet and cannot be recovered',
    ),
    hint: say('请把该列设为文本后重新填写', 'Format the column as text and enter it again'),
  },
  QC_PHONE_UNREADABLE: {
    severity: 'info',
    text: say('不是有效的电话号码，已留空', 'Not a valid phone number; left empty'),
    hint: say('请核对号码位数', 'Check the number of digits'),
  },
  QC_DATE_UNREADABLE: {
    severity: 'warning',
    qc: 5,
    text: say('无法识别的日期，已留空', 'Not a date that can be read; left empty'),
    hint: say('请写成 2022-02-17', 'Write it as 2022-02-17'),
  },
  QC_DATE_OUT_OF_RANGE: {
    severity: 'warning',
    qc: 5,
    text: say(
      '日期超出 2021-01-01 至截止后一年的范围，已留空',
      'The date is before 2021 or more than a year after the cut-off; left empty',
    ),
    hint: say('请核对年份', 'Check the year'),
  },
  QC_UNKNOWN_COLOUR: {
    severity: 'warning',
    qc: 6,
    text: say('无法识别的台账颜色，计入未标色', 'A colour that is not known; counted as without colour'),
    hint: say(
      '请改为绿、蓝、黄、红、白之一，或在配置中添加',
      'Use one of 绿 蓝 黄 红 白, or add it to the configuration',
    ),
  },
  QC_COLOUR_MISSING: {
    severity: 'info',
    text: say('列入台账但没有颜色，计入未标色', 'A ledger row without colour; counted as without colour'),
    hint: say('请补填台账颜色', 'Fill in the colour'),
  },
  QC_UNKNOWN_DISPOSITION: {
    severity: 'warning',
    text: say('无法识别的现场解决标记', 'An on-site mark that is not known'),
    hint: say('请填“是”或“否”', 'Write 是 or 否'),
  },
  QC_UNKNOWN_STATUS: {
    severity: 'warning',
    text: say('无法识别的办理状态，按解决时间判断', 'A status that is not known; the dates decide'),
    hint: say('请改为已解决、正在办理等规范用语', 'Use a standard word such as 已解决 or 正在办理'),
  },
  QC_PARTLY_RESOLVED: {
    severity: 'info',
    text: say('部分解决，按在办计', 'Solved in part; counted as open'),
    hint: say('全部解决后请改为已解决', 'Write 已解决 once all of it is solved'),
  },
  QC_UNKNOWN_SATISFACTION: {
    severity: 'warning',
    text: say('无法识别的满意度，按未评价计', 'A satisfaction that is not known; counted as unrated'),
    hint: say('请改为满意、基本满意、一般、不满意等', 'Use 满意, 基本满意, 一般 or 不满意'),
  },
  QC_UNKNOWN_TOWN: {
    severity: 'warning',
    qc: 20,
    text: say('镇街名称不在名录中，按原样保留', 'The town is not in the list; kept as written'),
    hint: say('请核对名称，或在配置中添加别名', 'Check the name or add an alias to the configuration'),
  },
  QC_TOWN_MISSING: {
    severity: 'warning',
    text: say('没有镇街', 'No town'),
    hint: say(
      '请补填镇街，或以镇街命名工作表、文件',
      'Fill it in, or name the sheet or the file after the town',
    ),
  },
  QC_FORMULA_ERROR: {
    severity: 'warning',
    text: say('公式错误值，已留空', 'A formula error; left empty'),
    hint: say('请修正公式后重新导出', 'Repair the formula and export again'),
  },
  QC_COUNT_UNREADABLE: {
    severity: 'warning',
    text: say('不是非负整数，已留空', 'Not a whole number of zero or more; left empty'),
    hint: say('请只填数字', 'Write digits only'),
  },
  QC_SEVERAL_PROBLEMS: {
    severity: 'info',
    qc: 12,
    text: say('一格内可能有多个问题，仍按一个计', 'Probably several problems in one cell; counted as one'),
    hint: say('如需分别计数，请分行填写', 'Use one row per problem to count them apart'),
  },
  QC_TEXT_IDENTIFIER: {
    severity: 'info',
    qc: 22,
    text: say(
      '正文含电话、证件等号码，发布时遮盖',
      'The free text contains a phone, ID or similar number; masked on publication',
    ),
    hint: say('建议从正文中删去', 'Better remove it from the text'),
  },
} as const satisfies Record<string, CodeInfo>;

/** Findings about a row as a whole. */
const ROWS = {
  INGEST_ROW_WITHOUT_PROBLEM: {
    severity: 'warning',
    setsAside: true,
    text: say('没有填写反映问题，本行搁置', 'The row states no problem; set aside'),
    hint: say('请补填反映问题或删除该行', 'Fill in the problem or delete the row'),
  },
  INGEST_VISIT_ROW_INCOMPLETE: {
    severity: 'warning',
    setsAside: true,
    text: say('缺少镇街或走访户数，本行搁置', 'Town or households visited is missing; the row is set aside'),
    hint: say('请补填后重新导出', 'Fill it in and export again'),
  },
  INGEST_REPORTED_AFTER_CUTOFF: {
    severity: 'info',
    setsAside: true,
    text: say('登记时间晚于截止时间，本行搁置', 'Registered after the cut-off; the row is set aside'),
    hint: say('如应计入，请调整截止时间', 'Move the cut-off if it must count'),
  },
  QC_DATE_ORDER: {
    severity: 'warning',
    qc: 5,
    text: say('日期先后不合理', 'The dates are in an impossible order'),
    hint: say(
      '请核对登记、交办、解决、回访时间',
      'Check the dates of registration, assignment, resolution and revisit',
    ),
  },
  QC_ONSITE_WITH_COLOUR: {
    severity: 'info',
    qc: 7,
    text: say(
      '既标现场解决又有颜色，按现场解决计',
      'Marked as solved on site and coloured; counted as on site',
    ),
    hint: say('请确认是否应列入台账', 'Check whether it belongs to the ledger'),
  },
  QC_ONSITE_STATUS_CONFLICT: {
    severity: 'warning',
    text: say(
      '标为现场解决但办理状态为未办结，按现场解决计',
      'Marked as solved on site but its status is open; counted as on site',
    ),
    hint: say('请核对办理状态', 'Check the status'),
  },
  QC_ONSITE_TALLY: {
    severity: 'warning',
    qc: 8,
    text: say('现场解决明细数与走访统计不一致', 'The on-site rows differ from the visits tally'),
    hint: say('请核对该镇街的现场解决数', "Check the town's number of problems solved on site"),
  },
  QC_WHITE_RESOLVED: {
    severity: 'info',
    qc: 9,
    text: say('白色台账填了解决时间，按已解释计', 'A white row has a resolution date; read as explained'),
    hint: say('白色台账请填解释时间', 'Use 解释时间 for white rows'),
  },
  QC_RESOLVED_WITHOUT_DATE: {
    severity: 'warning',
    qc: 10,
    text: say('已解决但没有可用的解决时间', 'Resolved, without a usable resolution date'),
    hint: say('请补填解决时间', 'Fill in the resolution date'),
  },
  QC_RATING_WITHOUT_RESOLUTION: {
    severity: 'warning',
    qc: 11,
    text: say('未解决却有满意度，不计入满意率', 'Rated but not resolved; not in the satisfaction rate'),
    hint: say('请核对办理状态', 'Check the status'),
  },
  QC_STATUS_DATE_CONFLICT: {
    severity: 'warning',
    qc: 13,
    text: say(
      '状态为未解决却填了解决时间，以状态为准',
      'The status is open but there is a resolution date; the status counts',
    ),
    hint: say('请核对状态或解决时间', 'Check the status or the date'),
  },
  QC_DUPLICATE_ID: {
    severity: 'warning',
    text: say('问题编号重复，已另行编号', 'The problem number occurs twice; a new one was given'),
    hint: say('请核对是否重复登记', 'Check whether it was registered twice'),
  },
  QC_MISSING_ID: {
    severity: 'info',
    text: say('没有问题编号，已自动编号', 'No problem number; one was given'),
    hint: say('无需处理', 'Nothing to do'),
  },
  QC_ID_PERSONAL: {
    severity: 'warning',
    text: say(
      '问题编号形似个人号码，已另行编号',
      'The problem number looks like a personal number; a new one was given',
    ),
    hint: say('请勿用手机号或证件号作编号', 'Do not use phone or ID numbers as problem numbers'),
  },
  QC_DUPLICATE_ROW: {
    severity: 'warning',
    qc: 18,
    text: say(
      '与前面一行的镇街、问题、联系人相同，仍计入',
      'Same town, problem and contact as an earlier row; still counted',
    ),
    hint: say('如为重复登记，请删除其一', 'Delete one of them if it was registered twice'),
  },
  QC_VISIT_PARTS: {
    severity: 'warning',
    qc: 15,
    text: say(
      '入户、电话、微信之和不等于走访户数',
      'At home, by phone and by WeChat do not add up to the households visited',
    ),
    hint: say('请核对各项户数', 'Check the parts'),
  },
  QC_VISIT_FOUND: {
    severity: 'warning',
    qc: 16,
    text: say('发现问题数不等于现场解决与列入台账之和', 'Problems found are not on-site plus ledgered'),
    hint: say('请核对三项数字', 'Check the three figures'),
  },
  QC_COVERAGE_ABOVE_100: {
    severity: 'warning',
    text: say('走访户数多于应走访户数', 'More households visited than due'),
    hint: say('请核对应走访户数', 'Check the households due'),
  },
  QC_VISIT_KIND_ASSUMED: {
    severity: 'warning',
    text: say(
      '同一村有多行且未注明当日或累计，已按数值判断',
      'A village has several rows that do not say daily or running total; told from the numbers',
    ),
    hint: say('请增加“口径”列，填当日或累计', 'Add a column 口径 with 当日 or 累计'),
  },
} as const satisfies Record<string, CodeInfo>;

/** THE table of codes of refusals and findings; `docs/error-codes.md` lists each. */
export const CODES = { ...REFUSALS, ...STRUCTURE, ...VALUES, ...ROWS } as const;

export type Code = keyof typeof CODES;
export type RefusalCode = keyof typeof REFUSALS;
export type FindingCode = Exclude<Code, RefusalCode>;
