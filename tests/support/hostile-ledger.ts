/** Called by whatever runs that must not; the page's watcher makes it. */
const RUN = '__ran()';

/** Texts that would run in a page, each another way. */
export const PAYLOADS: readonly string[] = [
  `<img src=x onerror=${RUN}>`,
  `"><svg onload=${RUN}>`,
  `' onmouseover='${RUN}' x='`,
  `</script><script>${RUN}</script>`,
  `<!--<script>${RUN}//-->`,
  `javascript:${RUN}`,
  `</title></textarea></style><script>${RUN}</script>`,
  `<style>*{display:none}</style>`,
  `<iframe srcdoc="<script>parent.${RUN}</script>">`,
  `<a href="javascript:${RUN}" style="position:fixed;inset:0">x</a>`,
  '\u2028\u2029</script\u2028><base href=//x.example/>',
  '{@html 1}{{7*7}}${7*7}',
  '<math><mtext></table><mglyph><style><img src=x onerror=__ran()>',
  '<meta http-equiv=refresh content="0;url=//x.example/">',
];
/** Names that every object has. */
export const INHERITED: readonly string[] = [
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'valueOf',
  'prototype',
];
const NAMES: readonly string[] = [...INHERITED, ...PAYLOADS];
const COLOURS = ['绿色', '蓝色', '黄色', '红色', '白色'];
const HEADER = [
  ...[
    '问题编号',
    '镇街',
    '村(社区)',
    '受访群众姓名',
    '联系方式',
    '反映时间',
    '反映问题',
    '问题类别',
    '是否现场解决',
  ],
  ...[
    '台账颜色',
    '交办部门',
    '责任人',
    '交办时间',
    '办理时限',
    '办理状态',
    '解决时间',
    '办理结果',
    '回访时间',
  ],
  ...['回访方式', '回访人', '群众回访满意度', '备注'],
];
/** Headers that no column has. */
const OWN_HEADERS = ['__proto__', 'constructor', PAYLOADS[0]!, PAYLOADS[3]!];

const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;
const csv = (rows: readonly (readonly string[])[]): Uint8Array =>
  new TextEncoder().encode(rows.map((row) => row.map(quoted).join(',')).join('\r\n'));
const pick = (list: readonly string[], index: number): string => list[index % list.length]!;
const day = (index: number): string => `2022-01-${String((index % 28) + 1).padStart(2, '0')}`;

/** Problems of a town and of all: as many as the ledger's rows name it. */
export interface HostileLedger {
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** Names of the files by what they are. */
  readonly names: Readonly<Record<'ledger' | 'visits' | 'transitions' | 'config', string>>;
  readonly byTown: ReadonlyMap<string, number>;
  readonly total: number;
}

/** A ledger with visits, events and configuration, hostile in every text, the files' names among them. */
export function hostileLedger(rows = 400): HostileLedger {
  const byTown = new Map<string, number>();
  const text = (index: number): string => `${pick(PAYLOADS, index)}第${index}件`;
  const issues = Array.from({ length: rows }, (_, index) => {
    const town = pick(NAMES, index);
    byTown.set(town, (byTown.get(town) ?? 0) + 1);
    const isDone = index % 3 === 0;
    const isOnsite = index % 7 === 0;
    return [
      `H${index}${index % 5 === 0 ? PAYLOADS[0] : ''}`,
      town,
      pick(NAMES, index * 7 + 1),
      pick(PAYLOADS, index + 1),
      '',
      day(index),
      text(index),
      pick(NAMES, index * 5 + 2),
      isOnsite ? '是' : '否',
      isOnsite ? '' : pick(COLOURS, index),
      isOnsite ? '' : pick(NAMES, index * 3 + 1),
      pick(PAYLOADS, index + 2),
      isOnsite ? '' : day(index),
      '2022-02-10',
      isDone || isOnsite ? '已解决' : '办理中',
      isDone || isOnsite ? day(index + 1) : '',
      text(index + 3),
      isDone ? day(index + 2) : '',
      isDone ? '电话' : '',
      pick(PAYLOADS, index + 4),
      isDone ? '满意' : '',
      text(index + 5),
      ...OWN_HEADERS.map((_, column) => pick(PAYLOADS, index + column)),
    ];
  });
  const visits = NAMES.map((town, index) => [
    ...[town, pick(NAMES, index * 7 + 1), '2022-02-17', '100', '90', '80', '10', '0', '95', '5', '1', '4'],
  ]);
  const events = Array.from({ length: 60 }, (_, index) => {
    const id = `H${index * 5}${PAYLOADS[0]}`;
    return [
      id,
      `${index}`,
      `${day(index * 5)} 10:30`,
      '登记',
      '',
      '',
      pick(NAMES, index),
      pick(NAMES, index + 1),
      pick(PAYLOADS, index),
      text(index),
    ];
  });
  const config = {
    county: { name: '<img src=x onerror=__ran()>县', issuer: '"><svg onload=__ran()>办公室' },
    update: { everyDays: 7, contact: PAYLOADS[3] },
  };
  const names = {
    ledger: '<img src=x onerror=__ran()> "台账".csv',
    visits: "走访'><svg onload=__ran()>.csv",
    transitions: '流转__proto__.csv',
    config: '配置.json',
  };
  const files = new Map([
    [names.ledger, csv([[...HEADER, ...OWN_HEADERS], ...issues])],
    [
      names.visits,
      csv([
        [
          '镇街',
          '村(社区)',
          '统计日期',
          '应走访户数',
          '已走访户数',
          '其中入户',
          '电话走访',
          '微信走访',
          '走访人次',
          '发现问题数',
          '现场解决数',
          '列入台账数',
        ],
        ...visits,
      ]),
    ],
    [
      names.transitions,
      csv([
        ['问题编号', '次序', '时间', '环节', '原色', '现色', '转出单位', '转入单位', '经办人', '备注'],
        ...events,
      ]),
    ],
    [names.config, new TextEncoder().encode(JSON.stringify(config))],
  ]);
  return { files, names, byTown, total: rows };
}
