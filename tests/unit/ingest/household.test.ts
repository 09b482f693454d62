import { describe, expect, it } from 'vitest';
import { householdOf, type HouseholdCells } from '../../../src/lib/ingest/household.ts';
import { ingest } from '../../../src/lib/ingest/ingest.ts';
import { createSha256 } from '../../../src/publish/hash.ts';

const BLANK: HouseholdCells = {
  town: '王庙镇',
  village: '东村',
  name: '张伟',
  phone: null,
  number: '',
  address: '',
};
const of = (cells: Partial<HouseholdCells>) => householdOf({ ...BLANK, ...cells });
const NUMBER = ['number', '王庙镇', '东村', 'A-012'];
const ADDRESS = ['address', '王庙镇', '东', '12号', '张伟'];
const PHONE = ['phone', '王庙镇', '东', '张伟', '19900000001'];

describe('a household is told by', () => {
  it.each([
    ['its number, whoever is named', { number: 'A-012', name: null }, NUMBER],
    ['its number, written in full width', { number: '　ａ－０１２ ', phone: '19900000001' }, NUMBER],
    [
      'its number, in a village named by its committee',
      { number: 'A-012', village: '东村村委会' },
      NUMBER.with(2, '东村'),
    ],
    ['address and name', { address: '12号' }, ADDRESS],
    ['address and name, with the place before it', { address: '平原县王庙镇东村１２号' }, ADDRESS],
    ['address and name, beside a phone', { address: '12 号', phone: '19900000001' }, ADDRESS],
    ['name and phone', { phone: '19900000001' }, PHONE],
    ['name and phone, where the address is a village only', { phone: '19900000001', address: '东村' }, PHONE],
    ['name and phone, with what stands in brackets', { phone: '19900000001', name: '张 伟（户主）' }, PHONE],
    ['name and phone, where the number is none', { phone: '19900000001', number: '无' }, PHONE],
    ['name and phone, in a village without 村', { phone: '19900000001', village: '东' }, PHONE],
    [
      'name and several phones in any order',
      { phone: '19900000002、19900000001' },
      PHONE.with(4, '19900000001、19900000002'),
    ],
    [
      'name and phone, without a village',
      { phone: '19900000001', village: null },
      PHONE.with(2, null as never),
    ],
  ])('%s', (_, cells, expected) => expect(of(cells)).toEqual(expected));
});

describe('no household is told by', () => {
  it.each([
    ['a name', {}],
    ['a phone', { name: null, phone: '19900000001' }],
    ['name and a masked phone', { phone: '199****0001' }],
    ['a masked name and phone', { name: '张*', phone: '19900000001' }],
    ['name and an address without a number', { address: '东村大街' }],
    ['an address', { name: null, address: '12号' }],
    ['an anonymous row, whatever its number', { name: '匿名', number: 'A-012', phone: '19900000001' }],
    ['a surname', { name: '张先生', phone: '19900000001' }],
    ['several people', { name: '张伟等5人', phone: '19900000001' }],
    ['several names', { name: '张伟、李明', phone: '19900000001' }],
    ['a number without a village', { village: null, number: 'A-012', name: null }],
    ['a number that is a word', { number: '张伟', name: null }],
    ['anything without a town', { town: null, phone: '19900000001', number: 'A-012' }],
  ])('%s', (_, cells) => expect(of(cells)).toBeNull());
});

describe('households stay apart', () => {
  it.each([
    ['another village', { phone: '19900000001', village: '西村' }],
    ['another town', { phone: '19900000001', town: '恩城镇' }],
    ['another name', { phone: '19900000001', name: '张明' }],
    ['another phone', { phone: '19900000002' }],
  ])('by %s', (_, cells) => expect(of(cells)).not.toEqual(of({ phone: '19900000001' })));

  it('by their numbers in a village and a community of one name', () => {
    expect(of({ number: '12', village: '东村' })).not.toEqual(of({ number: '12', village: '东社区' }));
  });
});

const CSV = [
  '问题编号,镇街,村(社区),姓名,联系方式,家庭编号,反映时间,反映问题,台账颜色',
  'A1,王庙镇,东村,张伟,19900000001,,2022-01-05,路灯不亮,绿色',
  'A2,王庙,东村,张 伟,199-0000-0001,,2022-01-06,自来水停水,蓝色',
  'A3,王庙镇,东村,张伟,,,2022-01-07,下水道堵,绿色',
  'A4,王庙镇,东村,匿名,,7,2022-01-07,噪声,绿色',
  'A5,王庙镇,东村,李明,,8,2022-01-08,路面坏,绿色',
  'A6,王庙镇,东村,李华,19900000009,8,2022-01-09,垃圾多,绿色',
  '',
].join('\n');

async function read(householdSecret?: Uint8Array) {
  return ingest({
    issues: [{ name: 'ledger.csv', bytes: new TextEncoder().encode(CSV) }],
    cutoff: '2022-02-01T18:00',
    createHash: createSha256,
    ...(householdSecret && { householdSecret }),
  });
}

describe('an import', () => {
  it('brings the rows of a household together and counts those that tell none', async () => {
    const { issues, findings } = await read(new Uint8Array(32));
    const keys = issues.map(({ household_key: key }) => key);
    expect(keys.map((key) => key && keys.indexOf(key))).toEqual([0, 0, null, null, 4, 4]);
    const unknown = findings.filter(({ code }) => code === 'QC_HOUSEHOLD_UNKNOWN');
    expect(unknown.map(({ text, place }) => [text.zh.slice(0, 5), place.file])).toEqual([
      ['有 2 行', 'ledger.csv'],
    ]);
  });

  it('gives no keys and says nothing of them without a secret', async () => {
    const { issues, findings } = await read();
    expect(issues.every(({ household_key: key }) => key === null)).toBe(true);
    expect(findings.map(({ code }) => code)).not.toContain('QC_HOUSEHOLD_UNKNOWN');
  });
});
