import { say, type CodeInfo } from './code-info.ts';

/** Findings about the events of problems. */
export const TRANSITIONS = {
  INGEST_EVENT_INCOMPLETE: {
    severity: 'warning',
    setsAside: true,
    text: say(
      '缺少问题编号、时间或环节，或无法识别，本行搁置',
      'Problem number, time or event is missing or not understood; the row is set aside',
    ),
    hint: say('请补填后重新导出', 'Fill it in and export again'),
  },
  QC_UNKNOWN_EVENT: {
    severity: 'warning',
    text: say('不认识的环节', 'An event that is not known'),
    hint: say(
      '请改用手册中列出的环节名称，或在配置的 events 中写明是哪一环节',
      'Use the names in the guide, or say in the configuration (events) which event it is',
    ),
  },
  QC_EVENT_WITHOUT_PROBLEM: {
    severity: 'warning',
    setsAside: true,
    text: say(
      '台账中没有这个问题编号（或该行已搁置），本行搁置',
      'The ledger has no problem of this number (or its row was set aside); the row is set aside',
    ),
    hint: say(
      '请核对问题编号，以及台账是否同一时点导出',
      'Check the number, and whether the ledger was exported at the same time',
    ),
  },
  QC_EVENT_AMBIGUOUS: {
    severity: 'warning',
    setsAside: true,
    text: say(
      '台账中这个问题编号不止一行，无法确定属于哪一行，本行搁置',
      'The ledger has this problem number more than once; the row is set aside',
    ),
    hint: say('请先改正台账中重复的编号', 'Correct the repeated numbers of the ledger first'),
  },
  QC_DUPLICATE_EVENT: {
    severity: 'info',
    setsAside: true,
    text: say(
      '与前面一行完全相同，本行搁置',
      'The same as an earlier row in every cell; the row is set aside',
    ),
    hint: say('无需处理；如确有两次，请写明钟点', 'Nothing to do; state the hour if it happened twice'),
  },
  QC_EVENT_ORDER: {
    severity: 'warning',
    text: say('次序与时间先后不符，以时间为准', 'The given order contradicts the times; the times count'),
    hint: say('请核对该问题各环节的时间', "Check the times of the problem's events"),
  },
  QC_RECOLOUR_INCOMPLETE: {
    severity: 'warning',
    text: say(
      '转色没有写明原色和现色，不计入转色',
      'A change of colour that does not tell both colours; it counts as no move',
    ),
    hint: say('请补填原色、现色，或写“黄转红”', 'Fill in both colours, or write 黄转红'),
  },
} as const satisfies Record<string, CodeInfo>;
