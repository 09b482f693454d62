import { say, type CodeInfo } from './code-info.ts';

/** Refusals of a configuration; the place's column is the way to the entry, for example `tables[0].columns[3]`. */
export const CONFIGURATION = {
  CONFIG_UNREADABLE: {
    severity: 'error',
    refuses: true,
    text: say('配置文件不是有效的 JSON', 'The configuration is not valid JSON'),
    hint: say(
      '请对照用户手册中的示例检查括号、引号和逗号',
      'Compare brackets, quotes and commas with the example in the guide',
    ),
  },
  CONFIG_UNKNOWN_KEY: {
    severity: 'error',
    refuses: true,
    text: say('配置中有不认识的项', 'The configuration has an entry that is not known'),
    hint: say('请对照用户手册第 4 节检查拼写', 'Check the spelling with section 4 of the guide'),
  },
  CONFIG_WRONG_TYPE: {
    severity: 'error',
    refuses: true,
    text: say('配置中这一项的写法不对', 'This entry of the configuration is not of the right form'),
    hint: say(
      '请对照用户手册第 4 节的示例，检查引号、方括号和取值',
      'Compare quotes, brackets and the value with the example in section 4 of the guide',
    ),
  },
  CONFIG_UNKNOWN_COLUMN: {
    severity: 'error',
    refuses: true,
    text: say('配置中列的代号不存在', 'The configuration names a column that does not exist'),
    hint: say(
      '列的代号见“口径”页最后的“数据表”，例如 problem、town',
      'The ids of the columns stand at the end of the methodology page, for example problem and town',
    ),
  },
  CONFIG_COLUMN_TWICE: {
    severity: 'error',
    refuses: true,
    text: say('同一个项目对应了两列', 'Two columns of one table are mapped to the same field'),
    hint: say('每个项目只能取自一列，请去掉其一', 'A field is read from one column; remove one of them'),
  },
  CONFIG_COLUMN_MISSING: {
    severity: 'error',
    refuses: true,
    text: say('没有指定必需的列', 'A column that is required is not mapped'),
    hint: say(
      '台账须指定“反映问题”（problem）；走访统计须指定“镇街”（town）和“已走访户数”（hh_visited）',
      'A ledger needs problem; a visit tally needs town and hh_visited',
    ),
  },
  CONFIG_CALENDAR_MISSING: {
    severity: 'error',
    refuses: true,
    text: say(
      '办理天数以工作日计，但没有节假日表',
      'Days allowed are in working days, but there is no table of holidays',
    ),
    hint: say(
      '请在 calendar 中填写 holidays 和 workdays，或改为自然日',
      'Give “holidays” and “workdays” under “calendar”, or calendar days',
    ),
  },
  CONFIG_TABLE_TWICE: {
    severity: 'error',
    refuses: true,
    text: say('同一个表头有两份对应关系', 'Two mappings are for the same header'),
    hint: say(
      '请只留一份；工作表不同的，用 sheet 写明工作表名',
      'Keep one of them; name the sheet with “sheet” where they are for different sheets',
    ),
  },
} as const satisfies Record<string, CodeInfo>;
