import { say, type CodeInfo } from './code-info.ts';

/** Findings about files, sheets and columns. */
export const STRUCTURE = {
  INGEST_DUPLICATE_FILE: {
    severity: 'warning',
    text: say('与另一个文件内容完全相同，未重复导入', 'The same bytes as another file; not imported twice'),
    hint: say('请确认是否选错了文件', 'Check whether a wrong file was chosen'),
  },
  INGEST_LOOKS_LIKE_SAME_LEDGER: {
    severity: 'warning',
    text: say(
      '有 {n} 行与前面另一个文件重复，像是同一份台账的两次导出，已全部相加',
      '{n} rows stand in a file before it too, as in two exports of the same ledger; all were added up',
    ),
    hint: say(
      '如是同一份台账，请只选最新的一份，或把几个文件的关系选为“替换”（命令行 --several replace）后重新导入',
      'If so, choose the newest one only, or import again with “replace” for several files (--several replace)',
    ),
  },
  INGEST_SHEET_WITHOUT_HEADER: {
    severity: 'warning',
    qc: 1,
    text: say('工作表没有可识别的表头，已跳过', 'The sheet has no header that is understood; skipped'),
    hint: say(
      '如含台账数据，请检查表头是否有“反映问题”，或在“数据”页点“调整”逐列指定',
      'If it holds ledger rows, its header needs 反映问题, or map it with “Adjust” on the data page',
    ),
  },
  INGEST_SHEET_EMPTY: {
    severity: 'info',
    text: say('工作表是空的，已跳过', 'The sheet is empty; skipped'),
    hint: say('无需处理', 'Nothing to do'),
  },
  INGEST_SHEET_LEFT_OUT: {
    severity: 'info',
    text: say('按手工指定，本工作表不导入', 'The sheet is left out, as its mapping says'),
    hint: say('如需导入，请改为台账或走访统计', 'Map it as ledger or visit tally to import it'),
  },
  INGEST_QUOTE_NOT_CLOSED: {
    severity: 'warning',
    text: say(
      'CSV 引号没有成对，已按普通字符读取',
      'A quote in the CSV is never closed; read as a plain character',
    ),
    hint: say('请核对该行及下一行', 'Check this row and the next'),
  },
  INGEST_NUL_CHARACTER: {
    severity: 'warning',
    text: say('这一行有空字符（NUL），已去掉', 'This row held NUL characters; taken out'),
    hint: say(
      '请核对该行内容是否完整；每次导出都有的，请检查导出程序',
      'See whether the row is complete; if every export has them, look at the program that exports',
    ),
  },
  INGEST_DUPLICATE_COLUMN: {
    severity: 'warning',
    text: say(
      '另有一列更符合同一含义，本列未导入',
      'Another column fits the same meaning better; this one is not imported',
    ),
    hint: say(
      '如取错列，请在“数据”页点“调整”改选，或在配置中指定列名',
      'If the wrong one was taken, choose with “Adjust” on the data page, or map the header in the configuration',
    ),
  },
  INGEST_COLUMN_WITHOUT_HEADER: {
    severity: 'warning',
    text: say(
      '本列有内容但表头为空或是公式错误，未导入',
      'The column has content but a blank or broken header; not imported',
    ),
    hint: say('请补上表头后重新导出', 'Give it a header and export again'),
  },
  INGEST_COLUMNS_LEFT_OUT: {
    severity: 'warning',
    text: say(
      '第 1024 列以后还有 {n} 列有内容，未导入',
      '{n} columns behind the 1024th have content; they are not imported',
    ),
    hint: say('请把需要的列移到前面后重新导出', 'Move the columns that matter to the front and export again'),
  },
  INGEST_SEVERAL_TABLES: {
    severity: 'info',
    text: say(
      '工作表中有 {n} 个表（并排或上下），已分开读取',
      'The sheet holds {n} tables, side by side or one below the other; each was read',
    ),
    hint: say('请核对各表行数；建议每个工作表只放一个表', 'Check the row counts; better one table per sheet'),
  },
  QC_PRINTED_TOTAL: {
    severity: 'warning',
    qc: 17,
    text: say(
      '合计行的数字与明细不符（明细为 {n}）',
      'The printed total differs from the rows (the rows give {n})',
    ),
    hint: say(
      '请核对合计公式，以及是否有行未填、被搁置或被删除',
      'Check the formula, and whether rows are blank, set aside or deleted',
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
  QC_HOUSEHOLD_UNKNOWN: {
    severity: 'info',
    text: say(
      '有 {n} 行没有足够信息归户，不进入一户一台账，照常计入各项数字',
      '{n} rows do not tell their household; they are in no household ledger and count as usual',
    ),
    hint: say(
      '归户需要镇街、村和户编号，或住址加姓名，或姓名加完整电话；匿名的不归户',
      'It takes town, village and household number, or address and name, or name and whole phone; anonymous rows are left alone',
    ),
  },
  QC_HIDDEN_ROWS: {
    severity: 'warning',
    qc: 2,
    text: say('含隐藏或被筛选的 {n} 行，已照常计入', '{n} hidden or filtered rows were kept and counted'),
    hint: say('如不应计入，请删除后重新导出', 'Delete them and export again if they must not count'),
  },
  QC_HIDDEN_SHEET: {
    severity: 'warning',
    text: say(
      '工作表是隐藏的；其中如有台账，照常计入',
      'The sheet is hidden; a ledger in it counts as usual',
    ),
    hint: say(
      '如不应计入，请删除该工作表后重新导出',
      'Delete the sheet and export again if it must not count',
    ),
  },
  QC_GROUP_LINE: {
    severity: 'info',
    text: say(
      '本行只有一格文字，按分组标题跳过；其中的颜色、镇街不带到下面各行',
      'The row holds one text only and is passed over as a heading; what it says is not carried to the rows below',
    ),
    hint: say('请把颜色、镇街等填到每一行', 'Write the colour, the town and the like in every row'),
  },
  QC_GROUP_LINE_CARRIED: {
    severity: 'info',
    text: say(
      '本行是分组标题，其中的颜色或镇街已用于下面没有填写的 {n} 行',
      'A heading; its colour or town was taken for {n} rows below it that have none of their own',
    ),
    hint: say(
      '请抽查几行；最好把颜色、镇街填到每一行',
      'Check some of them; better write colour and town in every row',
    ),
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
