import { TABLE_EXTENSIONS } from '../table-extensions.ts';
import { say, type CodeInfo } from './code-info.ts';

const READABLE = TABLE_EXTENSIONS.map((extension) => `.${extension}`);

/** Refusals: nothing of the import can be published. */
export const REFUSALS = {
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
    hint: say(`可导入的文件：${READABLE.join('、')}`, `Files that can be imported: ${READABLE.join(', ')}`),
  },
  INGEST_PAGE_WITHOUT_TABLE: {
    severity: 'error',
    refuses: true,
    text: say('文件是网页，其中没有表格内容', 'The file is a web page without a table that holds anything'),
    hint: say(
      '可能是系统登录过期时存下的页面：请重新登录后再导出，并检查文件能否在 WPS 中打开',
      'It may be the page of an expired login: log in, export again and see whether a spreadsheet program opens it',
    ),
  },
  INGEST_PASTE_WITHOUT_TABLE: {
    severity: 'error',
    refuses: true,
    text: say('粘贴的内容不是表格', 'What was pasted is no table'),
    hint: say(
      '请在 WPS 或 Excel 中选中含表头的单元格，复制后再粘贴；也可以选择文件',
      'Select the cells with their header in a spreadsheet program, copy them and paste again, or choose the file',
    ),
  },
  INGEST_ARROW_COMPRESSED: {
    severity: 'error',
    refuses: true,
    text: say('Arrow 文件内部经过压缩，无法读取', 'The Arrow file is compressed inside and cannot be read'),
    hint: say('请不压缩导出，或导出为 Parquet', 'Export it without compression, or as Parquet'),
  },
  INGEST_ARROW_FORM: {
    severity: 'error',
    refuses: true,
    text: say(
      'Arrow 文件的形式无法读取（第一版 Feather，或字符串视图等较新的类型）',
      'The form of the Arrow file cannot be read (the first Feather, or newer types such as string views)',
    ),
    hint: say(
      '请导出为 Parquet，或不压缩的第二版 Feather（字符串用 utf8）',
      'Export it as Parquet, or as the second Feather without compression and with utf8 strings',
    ),
  },
  INGEST_TOO_LARGE: {
    severity: 'error',
    refuses: true,
    text: say('文件展开后过大', 'The file is too large once unpacked'),
    hint: say('请按镇街拆分，或导出为 CSV', 'Split it by town, or export it as CSV'),
  },
  INGEST_ROW_TOO_WIDE: {
    severity: 'error',
    refuses: true,
    text: say(
      '这一行过长（超过 16,384 列或 64 MB），任何电子表格都放不下',
      'This row is too wide for any spreadsheet (more than 16,384 columns or 64 MB)',
    ),
    hint: say(
      '请删去表格右边的空列，核对列与列之间的分隔符和行末的换行，再重新导出',
      'Delete empty columns on the right, check what separates columns and ends lines, and export again',
    ),
  },
  INGEST_MISSING_COLUMN: {
    severity: 'error',
    qc: 1,
    refuses: true,
    text: say('没有找到“反映问题”列（共识别到 {n} 列）', 'No column for 反映问题 ({n} columns found)'),
    hint: say(
      '请确认表头含“反映问题”，且至少识别到三列；表头不同的，在“数据”页点“调整”逐列指定，或用 --config 指定',
      'The header needs 反映问题 and two more known columns; map other headers with “Adjust” on the data page, or with --config',
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
    hint: say(
      '请确认表头含“镇街”和“已走访户数”；表头不同的，在“数据”页点“调整”逐列指定，或用 --config 指定',
      'The header needs 镇街 and 已走访户数; map other headers with “Adjust” on the data page, or with --config',
    ),
  },
  INGEST_NOT_TRANSITIONS: {
    severity: 'error',
    refuses: true,
    text: say(
      '流转记录表缺少“问题编号”“时间”或“环节”列（共识别到 {n} 列）',
      'The transitions file lacks its column for problem number, time or event ({n} columns found)',
    ),
    hint: say(
      '请确认表头含“问题编号”“时间”和“环节”；表头不同的，在“数据”页点“调整”逐列指定，或用 --config 指定',
      'The header needs 问题编号, 时间 and 环节; map other headers with “Adjust” on the data page, or with --config',
    ),
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
      '请填写截止时间：在“数据”页填“截止时间”，或在命令行加 --cutoff 2022-02-17T18:00',
      'State the cut-off: on the data page, or as --cutoff 2022-02-17T18:00 on the command line',
    ),
  },
} as const satisfies Record<string, CodeInfo>;
