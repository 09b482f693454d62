import { say, type CodeInfo } from './code-info.ts';

/** Findings about single cells. */
export const VALUES = {
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
  QC_CONTACT_UNCLEAR: {
    severity: 'info',
    text: say(
      '姓名和电话写在一格，有一部分不像姓名也不像电话，已连同姓名遮盖',
      'Name and phone share a cell, and a part of it is neither; it is masked with the name',
    ),
    hint: say('请把姓名和电话分成两列填写', 'Use one column for the name and one for the phone'),
  },
  QC_DATE_UNREADABLE: {
    severity: 'warning',
    qc: 5,
    text: say('无法识别的日期，已留空', 'Not a date that can be read; left empty'),
    hint: say('请写成 2022-02-17', 'Write it as 2022-02-17'),
  },
  QC_DATE_AMBIGUOUS: {
    severity: 'warning',
    qc: 5,
    text: say(
      '日期可作两种理解（如 210705、07/05/2021），未猜测，已留空',
      'The date can be read in two ways (210705, 07/05/2021); not guessed, left empty',
    ),
    hint: say('请写成四位年份在前，如 2021-07-05', 'Write the year first with four digits: 2021-07-05'),
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
  QC_COLOUR_FROM_FILL: {
    severity: 'info',
    text: say(
      '{n} 行没有写台账颜色，按单元格底色读取',
      '{n} rows state no colour in words; it was read from the fill of their cells',
    ),
    hint: say('请抽查几行；最好把颜色写成文字', 'Check some of them; better write the colour in words'),
  },
  QC_FILL_UNCLEAR: {
    severity: 'warning',
    text: say(
      '{n} 行有底色，但不能确定是哪种台账颜色，未采用',
      '{n} rows are filled in a colour that is none of the ledger’s for certain; not used',
    ),
    hint: say(
      '请在“台账颜色”列写明绿、蓝、黄、红、白；橙、金、青、紫，一行多色，或全表只有一种底色时不作判断',
      'Write the colour in words; orange, gold, teal, purple, several colours in a row, or one colour throughout decide nothing',
    ),
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
  QC_UNKNOWN_REVISIT: {
    severity: 'warning',
    text: say(
      '无法识别的回访标记，按回访时间和满意度判断',
      'A revisit mark that is not known; date and rating decide',
    ),
    hint: say('请填是、否或未接通', 'Write 是, 否 or 未接通'),
  },
  QC_WORKING_DAYS: {
    severity: 'info',
    text: say(
      '期限以工作日计，没有换算成日期',
      'The deadline is in working days; it was not turned into a date',
    ),
    hint: say(
      '请在“办理时限”填写日期，或在配置的 calendar 中给出节假日',
      'Write the date of the deadline, or give the holidays under “calendar” in the configuration',
    ),
  },
  QC_DEPARTMENT_IS_PERSON: {
    severity: 'info',
    text: say(
      '交办部门只写了人名，按责任人读取，部门留空',
      'Only a name stands where the department should; read as the person responsible, no department',
    ),
    hint: say(
      '请补填部门；如果是部门简称，请在配置中添加',
      'Fill in the department; if it is a short form of one, add it to the configuration',
    ),
  },
  QC_UNKNOWN_TOWN: {
    severity: 'warning',
    qc: 20,
    text: say('镇街名称不在名录中，按原样保留', 'The town is not in the list; kept as written'),
    hint: say('请核对名称，或在配置中添加别名', 'Check the name or add an alias to the configuration'),
  },
  QC_AREA_UNCLEAR: {
    severity: 'warning',
    text: say(
      '“区域”中有不能确认的部分，未采用（只认名录中的镇街，及紧跟其后的村、社区）',
      'A part of the area is not certain and not used (only a town of the list and the village right behind it are)',
    ),
    hint: say(
      '请分“镇街”“村（社区）”两列填写，或在配置中添加镇街',
      'Use one column for the town and one for the village, or add the town to the configuration',
    ),
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
      '文字中含电话、证件等号码，发布时遮盖',
      'The text contains a phone, ID or similar number; masked on publication',
    ),
    hint: say(
      '建议从表中删去；写在镇街、村、类别、部门等栏里的，号码旁边的人名程序认不出，会照写，请一并删去',
      'Better remove it; beside one in a town, village, category or department, a name cannot be told from the place and stays readable: remove it too',
    ),
  },
} as const satisfies Record<string, CodeInfo>;
