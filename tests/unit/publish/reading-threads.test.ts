import { describe, expect, it } from 'vitest';
import { generateLargeCsv } from '../../../data/generator/large.ts';
import { ingestInto, type IssueIntake } from '../../../src/lib/ingest/ingest.ts';
import type { IngestReport } from '../../../src/lib/ingest/types.ts';
import { maskedText } from '../../../src/lib/query/issue-text.ts';
import { createSha256 } from '../../../src/publish/hash.ts';
import { ReadingThreads } from '../../../src/publish/reading-threads.ts';

const ROWS = 1500;
const lines = [...generateLargeCsv(ROWS, 11)].join('').split('\r\n');
// Rows that speak of others: an id that was there, a town that nobody knows, a total.
const repeated = [lines[3], lines[1200]!.replace(/[^,]{2,4}[镇乡]|[^,]{2,4}街道/u, '无名镇'), '合计,,,,,,,9'];
const text = [...lines.filter((line) => line !== ''), ...repeated, ''].join('\r\n');

/** An event whose note names the resident of its problem. */
const [, number, , , resident] = lines[700]!.split(',');
const EVENT = `问题编号,时间,环节,备注\n${number},2022-01-20,反馈,已告知${resident}本人\n`;

interface Taken {
  readonly text: string;
  readonly ids: readonly (readonly [number, string])[];
  readonly report: IngestReport;
  /** Texts came from a thread as bytes. */
  readonly bytes: number;
}

async function take(read?: IssueIntake<string | Uint8Array>['read']): Promise<Taken> {
  const texts: string[] = [];
  const ids: (readonly [number, string])[] = [];
  let bytes = 0;
  const report = await ingestInto<string | Uint8Array>(
    {
      issues: [{ name: 'long.csv', bytes: new TextEncoder().encode(text) }],
      transitions: [{ name: 'events.csv', bytes: new TextEncoder().encode(EVENT) }],
      cutoff: '2022-02-17T18:00',
      createHash: createSha256,
      partBytes: 40_000,
    },
    {
      pack: maskedText,
      take: (part, changed) => {
        if (typeof part !== 'string') bytes += part.length;
        texts.push(typeof part === 'string' ? part : new TextDecoder().decode(part));
        ids.push(...changed);
      },
      ...(read && { read }),
    },
  );
  return { text: texts.join(''), ids, report, bytes };
}

describe('reading in threads', () => {
  it('gives the rows, findings and counts that reading in one does', async () => {
    const threads = new ReadingThreads();
    try {
      const alone = await take();
      const together = await take((...sheet) => threads.read(...sheet));
      expect(together.bytes).toBeGreaterThan(0);
      expect(together.text).toBe(alone.text);
      expect(together.ids).toEqual(alone.ids);
      expect(alone.ids).toHaveLength(2);
      expect(together.report).toEqual(alone.report);
      expect(together.report.transitions.map(({ note }) => note)).toEqual([
        expect.stringMatching(/^已告知[^*]{1,2}\*.*本人$/),
      ]);
      expect(alone.report.findings.map(({ code }) => code)).toEqual(
        expect.arrayContaining(['QC_DUPLICATE_ID', 'QC_UNKNOWN_TOWN', 'QC_PRINTED_TOTAL']),
      );
    } finally {
      await threads.close();
    }
  });

  it('leaves short texts to the one', async () => {
    const threads = new ReadingThreads();
    const report = await ingestInto<string | Uint8Array>(
      {
        issues: [{ name: 'short.csv', bytes: new TextEncoder().encode(lines.slice(0, 20).join('\n')) }],
        cutoff: '2022-02-17T18:00',
        createHash: createSha256,
      },
      {
        pack: maskedText,
        take: (part) => expect(typeof part).toBe('string'),
        read: (...sheet) => threads.read(...sheet),
      },
    );
    expect(report.sheets[0]!.kept).toBe(19);
  });
});
