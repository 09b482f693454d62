import { describe, expect, it } from 'vitest';
import { run, textFile } from './ingest-files.ts';

const HEADERS = [
  '问题编号',
  '序号',
  '批次',
  '镇街',
  '村(社区)',
  '受访群众姓名',
  '联系方式',
  '登记时间',
  '反映问题',
  '问题类别',
  '台账颜色',
  '交办部门',
  '协办单位',
  '责任人',
  '解决时间',
  '办理结果',
  '解决方案',
  '回访人',
  '重复件',
  '备注',
];
const USUAL: Readonly<Record<string, string>> = {
  问题编号: 'A1',
  镇街: '王庙镇',
  '村(社区)': '东关村',
  联系方式: '138 1234 5684',
  登记时间: '2022-01-05',
  反映问题: '路灯不亮，2021-12-13报修，共1234567元',
  台账颜色: '绿色',
  交办部门: '住建局',
};

async function found(cells: Readonly<Record<string, string>>) {
  const row = { ...USUAL, ...cells };
  const text = [HEADERS, HEADERS.map((header) => row[header] ?? '')]
    .map((each) => each.map((cell) => `"${cell}"`).join(','))
    .join('\n');
  const { findings } = await run({
    issues: [textFile('a.csv', text)],
    visits: [],
    cutoff: '2022-02-17T18:00',
  });
  return findings.filter(({ code }) => code === 'QC_TEXT_IDENTIFIER');
}

describe('a number in a text is said with its place, and never itself', () => {
  it.each([
    ['序号', '13812340003'],
    ['批次', '第一批13812340003'],
    ['镇街', '新镇13812340003'],
    ['村(社区)', '东关村 李四13812340003'],
    ['反映问题', '请打13812340003'],
    ['反映问题', '请打138/1234/5684'],
    ['问题类别', '道路13812340003'],
    ['台账颜色', '绿色13812340003'],
    ['协办单位', '供水公司鲁N12345'],
    ['解决时间', '已与13812340003联系'],
    ['办理结果', '请打13812340003'],
    ['解决方案', '请打13812340003'],
    ['回访人', '孙三13812340003'],
    ['重复件', '13812340003'],
    ['备注', '请打13812340003'],
  ])('%s: %s', async (header, cell) => {
    const findings = await found({ [header]: cell });
    expect(findings.map(({ place }) => place)).toEqual([
      { file: 'a.csv', sheet: '', row: 2, column: header },
    ]);
    expect(findings[0]!.sample).toBeNull();
    expect(JSON.stringify(findings)).not.toMatch(/12340003|5684/);
  });

  it('says nothing of cells that are meant to hold one, and of none', async () => {
    expect(await found({ 受访群众姓名: '赵一 13812340003', 责任人: '钱二 13812340004' })).toEqual([]);
    expect(await found({ 解决时间: '2022-01-06 12:30', 序号: '20220105001' })).toEqual([]);
  });

  it('warns of the name beside it', async () => {
    const [finding] = await found({ '村(社区)': '东关村 李四13812340003' });
    expect(finding!.hint.zh).toContain('人名');
  });
});

it('is said of visits and events too', async () => {
  const { findings } = await run({
    issues: [
      textFile(
        'a.csv',
        `${Object.keys(USUAL).join(',')}\n${Object.values(USUAL)
          .map((cell) => `"${cell}"`)
          .join(',')}\n`,
      ),
    ],
    visits: [
      textFile(
        'v.csv',
        '统计日期,镇街,村(社区),应走访户数,已走访户数\n2022-02-01,王庙镇,西村13812340003,100,90\n',
      ),
    ],
    transitions: [
      textFile(
        't.csv',
        '问题编号,时间,环节,转出单位,转入单位,经办人,备注\nA1,2022-01-06,转办,王庙镇13812340003,住建局鲁N12345,孙三13812340004,电话13812340005\n',
      ),
    ],
    cutoff: '2022-02-17T18:00',
  });
  const places = findings
    .filter(({ code }) => code === 'QC_TEXT_IDENTIFIER')
    .map(({ place }) => `${place.file} ${place.column}`);
  expect(places.sort()).toEqual([
    't.csv 备注',
    't.csv 经办人',
    't.csv 转入单位',
    't.csv 转出单位',
    'v.csv 村(社区)',
  ]);
});

describe("a problem's number that repeats what its row says of the resident", () => {
  it.each([
    ['PY-138/1234/5684', true],
    ['3714138123456840', true],
    ['PY-zhangwei-1', true],
    ['PY20220105-0012', false],
    ['3714139123456840', false],
  ])('%s', async (id, isPersonal) => {
    const text = `问题编号,镇街,受访群众姓名,联系方式,登记时间,反映问题,台账颜色\n${id},王庙镇,Zhang Wei,138 1234 5684,2022-01-01,停水,绿\n`;
    const { findings, issues } = await run({
      issues: [textFile('a.csv', text)],
      visits: [],
      cutoff: '2022-02-17T18:00',
    });
    expect(findings.map(({ code }) => code)).toEqual(isPersonal ? ['QC_ID_PERSONAL'] : []);
    expect(issues[0]!.issue_id === id).toBe(!isPersonal);
  });
});
