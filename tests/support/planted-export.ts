import { utils, write } from '@e965/xlsx';
import type { IngestConfig, SourceFile } from '../../src/lib/ingest/types.ts';
import { bare, plant, type Planted } from './planted.ts';

/** Every column of a ledger that is text, and one that nothing reads. */
const HEADERS = [
  '问题编号',
  '序号',
  '批次',
  '镇街',
  '村(社区)',
  '住址',
  '受访群众姓名',
  '联系方式',
  '身份证号',
  '反映时间',
  '反映问题',
  '问题类别',
  '台账颜色',
  '交办部门',
  '协办单位',
  '责任人',
  '责任人电话',
  '转办时间',
  '办理时限',
  '办理状态',
  '解决时间',
  '办理结果',
  '解决方案',
  '解释时间',
  '回访时间',
  '回访方式',
  '回访人',
  '群众满意度',
  '重复件',
  '备注',
] as const;
type Header = (typeof HEADERS)[number];
const USUAL: Partial<Record<Header, string>> = {
  镇街: '王庙镇',
  '村(社区)': '东村',
  反映时间: '2022-01-05',
  反映问题: '路灯不亮',
  台账颜色: '绿色',
};

/** Residents in every form, and what of each may not be found. Surnames that no list of common ones has are among them. */
const RESIDENTS: readonly (readonly [cell: string, ...names: readonly string[]])[] = [
  ['逯澜', '逯澜'],
  ['禚小澜', '禚小澜'],
  ['欧阳若澜', '欧阳若澜'],
  ['司马澜', '司马澜'],
  ['阿依古澜·买买澜', '阿依古澜买买澜'],
  ['昝 澜', '昝澜'],
  ['昝　小　澜', '昝小澜'],
  ['茹澜（户主）', '茹澜'],
  ['茹小澜书记', '茹小澜'],
  ['臧澜、褚小澜', '臧澜', '褚小澜'],
  ['褚澜 臧小澜', '褚澜', '臧小澜'],
  ['户主：逄澜', '逄澜'],
  ['逄小澜等3人', '逄小澜'],
  ['Gulnar Askarova', 'Gulnar Askarova'],
];

/** An export full of what must not be published, and the list of it. */
export interface PlantedExport {
  readonly issues: readonly SourceFile[];
  readonly visits: readonly SourceFile[];
  readonly transitions: readonly SourceFile[];
  readonly config: IngestConfig;
  readonly planted: readonly Planted[];
  readonly names: readonly string[];
  /** Rows of problems. */
  readonly rows: number;
}

const csv = (rows: readonly (readonly string[])[]): Uint8Array =>
  new TextEncoder().encode(
    rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\r\n'),
  );

function xlsx(
  sheets: readonly (readonly [name: string, rows: readonly (readonly string[])[]])[],
): Uint8Array {
  const book = utils.book_new();
  for (const [name, rows] of sheets)
    utils.book_append_sheet(book, utils.aoa_to_sheet(rows.map((row) => [...row])), name);
  return new Uint8Array(write(book, { type: 'array', bookType: 'xlsx' }) as ArrayBuffer);
}

/** The same rows as delimited text or as a workbook, with names of files, sheets and columns that tell somebody's number. */
export function plantedExport(form: 'csv' | 'xlsx'): PlantedExport {
  const planted = plant();
  const rows: string[][] = [];
  const residentOf = (n: number): string => RESIDENTS[n % RESIDENTS.length]![0];
  const add = (cells: Partial<Record<Header, string>>): void => {
    const row: Partial<Record<Header, string>> = {
      ...USUAL,
      问题编号: `P-${rows.length}`,
      受访群众姓名: residentOf(rows.length),
      ...cells,
    };
    rows.push(HEADERS.map((header) => row[header] ?? ''));
  };
  // Every form stands alone in every column, and in a sentence of every free text.
  for (const { text } of planted) {
    for (const header of HEADERS) add({ [header]: text });
    for (const header of ['反映问题', '办理结果', '备注', '解决方案', '解决时间'] as const)
      add({ [header]: `已联系${text}，2022-01-06修好600米` });
    // The number that the row itself has, once more in its text.
    add({ 联系方式: text, 备注: `回电${text}` });
  }
  for (const [cell] of RESIDENTS) {
    const name = cell.replace(/（户主）|书记|户主：|等3人/g, '');
    for (const header of HEADERS) {
      if (header === '受访群众姓名') continue;
      add({ 受访群众姓名: cell, [header]: name });
      if (header !== '镇街' && header !== '村(社区)')
        add({ 受访群众姓名: cell, [header]: `已与 ${name} 联系，${name}满意` });
    }
  }
  const local = '4209876';
  add({ 联系方式: local, 反映问题: `请回电${local}或420 9876`, 备注: '420/9876，420——9876' });
  const mobile = '13760123456';
  add({
    联系方式: '137 6012 3456',
    '村(社区)': '东村 137/6012/3456',
    反映问题: '请打137/6012/3456或137,6012,3456',
    办理结果: '137……60123456，１３７—６０１２／３４５６',
    备注: '1*3*7*6*0*1*2*3*4*5*6',
  });
  add({
    受访群众姓名: 'Gulnar Askarova',
    反映问题: 'gulnar askarova家，GULNAR-ASKAROVA',
    备注: 'gulnarAskarova',
  });
  // In titles: each a value of its own.
  const title = (n: number, kind = 'mobile'): Planted => {
    const value = kind === 'mobile' ? `137${String(80_000_000 + n * 7919)}` : `37142619660101${1000 + n}`;
    return { kind, form: 'title', text: value, value };
  };
  const titles = Array.from({ length: 8 }, (_, n) => title(n, n % 2 === 0 ? 'mobile' : 'ID'));
  const [file, sheet, header, unread, visitFile, eventFile, department, town] = titles as [
    Planted,
    Planted,
    Planted,
    Planted,
    Planted,
    Planted,
    Planted,
    Planted,
  ];
  const table = [
    [
      ...HEADERS.map((each) => (each === '备注' ? `备注${header.text}` : each)),
      `说明人逯澜${unread.text}`,
      '禚小澜意见',
    ],
    ...rows.map((row) => [...row, '', '']),
  ];
  const bytes = form === 'csv' ? csv(table) : xlsx([[`逯澜${sheet.text}`, table]]);
  const someOf = (kind: string): string => planted.find((each) => each.kind === kind)!.text;
  const visits = [
    ['统计日期', '镇街', '村(社区)', '应走访户数', '已走访户数'],
    ['2022-02-01', '王庙镇', someOf('mobile'), '100', '90'],
    ['2022-02-01', someOf('ID'), '东村', '100', '90'],
    ['2022-02-01', '王庙镇', `西村${someOf('plate')}`, someOf('landline'), '90'],
  ];
  const events = [
    ['问题编号', '时间', '环节', '转出单位', '转入单位', '经办人', '备注', '原色', '现色', '次序'],
    ...['转出单位', '转入单位', '经办人', '备注', '环节', '原色', '次序'].flatMap((column, at) =>
      [someOf('mobile'), someOf('ID'), someOf('mail'), residentOf(1), `已告知${residentOf(1)}`].map(
        (text) => {
          const cells = ['P-1', `2022-01-0${1 + at}`, '转办', '', '', '', '', '', '', ''];
          cells[
            [
              '问题编号',
              '时间',
              '环节',
              '转出单位',
              '转入单位',
              '经办人',
              '备注',
              '原色',
              '现色',
              '次序',
            ].indexOf(column)
          ] = text;
          return cells;
        },
      ),
    ),
    [someOf('mobile'), '2022-01-05', '转办', '', '', '', '', '', '', ''],
    [`王庙-${residentOf(2)}-1`, '2022-01-05', '转办', '', '', '', '', '', '', ''],
  ];
  return {
    issues: [{ name: `逯澜${file.text}台账.${form}`, bytes }],
    visits: [{ name: `走访${visitFile.text}.csv`, bytes: csv(visits) }],
    transitions: [{ name: `流转${eventFile.text}.csv`, bytes: csv(events) }],
    config: {
      headers: { [`备注${header.text}`]: 'remark' },
      departments: { [`某局${department.text}`]: ['某局'] },
      towns: { [`新镇${town.text}`]: ['新镇'] },
      update: { everyDays: 7, contact: '台账办 0534-4210000' },
    },
    planted: [
      ...planted,
      ...titles,
      { kind: 'own landline', form: 'plain', text: local, value: local },
      { kind: 'own mobile', form: 'cut up', text: mobile, value: mobile },
    ],
    names: RESIDENTS.flatMap(([, ...names]) => names).map(bare),
    rows: rows.length,
  };
}
