import { say, type CodeInfo } from './code-info.ts';

/** Findings about a row as a whole. */
export const ROWS = {
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
  QC_LEDGER_TALLY: {
    severity: 'warning',
    text: say(
      '台账行数与走访统计的列入台账数不一致（台账为 {n}）',
      'The ledger rows of the town differ from the visits tally (the ledger has {n})',
    ),
    hint: say(
      '请核对该镇街的台账是否齐全、走访统计是否更新',
      "Check whether the town's ledger is complete and its visits tally up to date",
    ),
  },
  QC_UNUSUAL_RECOLOUR: {
    severity: 'info',
    qc: 14,
    text: say(
      '转色不合常规（只有黄转红，或由绿、蓝向上）',
      'An unusual change of colour (usual: yellow to red, or upward from green and blue)',
    ),
    hint: say('请核对原颜色与现颜色', 'Check the original and the current colour'),
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
  QC_REVISIT_CONFLICT: {
    severity: 'warning',
    text: say(
      '“是否回访”填否，却有回访时间或满意度：有满意度的按已回访计，只有时间的按未回访计',
      'Marked as not revisited, with a date or a rating: a rating counts as a revisit, a date alone does not',
    ),
    hint: say('请核对是否回访', 'Check whether there was a revisit'),
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
  QC_ID_OTHER_TOWN: {
    severity: 'info',
    text: say(
      '另一个镇街有相同的问题编号，按两个问题计，本行已另行编号',
      'Another town has the same problem number; they count as two problems, and this one was given a new number',
    ),
    hint: say(
      '各镇街自己从 1 编号的，无需处理；如是同一问题，请改正镇街',
      'Nothing to do where each town numbers its own; correct the town if they are one problem',
    ),
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
  QC_ROW_REPLACED: {
    severity: 'info',
    setsAside: true,
    text: say(
      '后面的文件有同一问题，以后面的为准，本行不计',
      'A later file has the same problem and replaces this row',
    ),
    hint: say(
      '如不是同一问题，请改正编号，或把几个文件的关系选为“相加”',
      'If they are two problems, correct the number, or have the files added up',
    ),
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
  QC_VISIT_ABOVE_DUE: {
    severity: 'warning',
    qc: 15,
    text: say(
      '走访户数与未联系上户数之和多于应走访户数',
      'Households visited and not reached are more than those due',
    ),
    hint: say('请核对各项户数', 'Check the parts'),
  },
  QC_COMPLETION_DIFFERS: {
    severity: 'warning',
    text: say(
      '填写的走访进度与户数算得的不符，以户数为准',
      'The stated progress differs from the households; the households count',
    ),
    hint: say('请核对走访户数、应走访户数和进度', 'Check the households visited and due and the percentage'),
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
