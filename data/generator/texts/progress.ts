/** Kinds of problems that are solved by building something. */
const BUILDING = new Set(['道路', '排水', '供水供电', '供暖', '住房物业']);

interface Phrases {
  readonly running: readonly string[];
  readonly late: readonly string[];
}

const NEARBY_WORKS: Phrases = {
  running: ['已现场查看，材料正在采购', '已安排施工队，正在施工', '已列入近期工作计划', '正在核实情况', ''],
  late: ['春节期间施工队放假，节后复工', '气温低暂时无法施工，正在准备材料', '资金正在筹措，已向镇里汇报'],
};
const NEARBY_TALKS: Phrases = {
  running: ['已安排专人负责，正在办理', '正在与相关人员沟通', '正在核实情况', '材料已收齐，正在审核', ''],
  late: ['涉及多方意见不统一，仍在协调', '当事人春节外出，节后再次协调', '材料不全，已通知补充'],
};
const COUNTY_WORKS: Phrases = {
  running: [
    '已现场勘查，正在制定方案',
    '已列入年度计划，等待开工',
    '正在办理招标手续',
    '部门已受理，正在核实',
    '',
  ],
  late: ['春节停工，计划3月上旬完工', '资金已申请，待批复后实施', '冬季不具备施工条件，气温回升后实施'],
};
const COUNTY_TALKS: Phrases = {
  running: ['部门已受理，正在核实', '已现场调查，正在研究', '正在与相关单位对接', ''],
  late: ['涉及单位较多，仍在协调', '情况复杂，正在进一步调查', '资金已申请，待批复后实施'],
};

/** What the result column can say about an open matter: by who is in charge, kind of problem, and whether it is late. */
export function progressPhrases(county: boolean, category: string, late: boolean): readonly string[] {
  const works = BUILDING.has(category);
  const nearby = works ? NEARBY_WORKS : NEARBY_TALKS;
  const phrases = county ? (works ? COUNTY_WORKS : COUNTY_TALKS) : nearby;
  return late ? phrases.late : phrases.running;
}
