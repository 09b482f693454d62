import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCsv, type RowNote } from '../../src/lib/ingest/csv.ts';
import { decodeText, findTextForm, type TextForm } from '../../src/lib/ingest/decode.ts';
import type { ByteSource } from '../../src/lib/ingest/bytes.ts';
import { readSpan, textParts, visibleRows, type TextPart } from '../../src/lib/ingest/text-parts.ts';

const piece = fc.constantFrom(
  ...['a', '7', '长', '，', '𠮷', ',', ',', '"', '""', '"x"', '"x,\n"', '\n', '\r\n', '\r', ' ', '|', '\0'],
);
const content = fc.array(piece, { maxLength: 80 }).map((pieces) => pieces.join(''));
const partSize = fc.integer({ min: 1, max: 90 });

function utf16(text: string, isLittle: boolean): Uint8Array {
  const bytes = new Uint8Array(text.length * 2);
  const view = new DataView(bytes.buffer);
  for (let index = 0; index < text.length; index += 1)
    view.setUint16(index * 2, text.charCodeAt(index), isLittle);
  return bytes;
}

const encodings = fc.constantFrom<[TextForm['encoding'], (text: string) => Uint8Array]>(
  ['utf-8', (text) => new TextEncoder().encode(text)],
  ['utf-16le', (text) => utf16(text, true)],
  ['utf-16be', (text) => utf16(text, false)],
);

const inOrder = (notes: readonly RowNote[]): string[] =>
  notes.map(({ row, code }) => `${code} ${row}`).sort();

async function partsOf(bytes: Uint8Array, form: TextForm, size: number): Promise<TextPart[]> {
  const parts: TextPart[] = [];
  for await (const part of textParts(bytes, { form, delimiter: ',' }, size)) parts.push(part);
  return parts;
}

describe('a text in parts', () => {
  it('has the rows of the whole, wherever it is cut', async () => {
    await fc.assert(
      fc.asyncProperty(content, encodings, partSize, async (text, [encoding, encode], size) => {
        const bytes = encode(text);
        const form = { encoding, damaged: false };
        const whole = parseCsv(text, ',');
        const parts = await partsOf(bytes, form, size);
        expect(parts.flatMap(({ rows }) => rows)).toEqual(visibleRows(whole.rows, 1, ''));
        expect(inOrder(parts.flatMap(({ notes }) => notes))).toEqual(inOrder(whole.notes));
      }),
      { seed: 20220217, numRuns: 500 },
    );
  });

  it('has parts that read alone as they read in order', async () => {
    await fc.assert(
      fc.asyncProperty(content, encodings, partSize, async (text, [encoding, encode], size) => {
        const bytes = encode(text);
        const layout = { form: { encoding, damaged: false }, delimiter: ',' };
        const parts = await partsOf(bytes, layout.form, size);
        for (const { start, end, firstRow, rows } of parts)
          expect(readSpan(bytes.subarray(start, end), layout, firstRow)).toEqual(rows);
        expect(parts.map(({ start }) => start)).toEqual(
          [0, ...parts.map(({ end }) => end)].slice(0, parts.length),
        );
        expect(parts.at(-1)?.end ?? 0).toBe(bytes.length);
      }),
      { seed: 20220217, numRuns: 300 },
    );
  });

  it('has the form that the whole has', async () => {
    const chinese = Uint8Array.from([0xc1, 0xfa, 0xc3, 0xc5, 0x0a]);
    const samples = fc.oneof(
      content.map((text) => new TextEncoder().encode(text)),
      fc.uint8Array({ maxLength: 40 }),
      fc.array(fc.constantFrom(...chinese), { maxLength: 40 }).map((bytes) => Uint8Array.from(bytes)),
    );
    await fc.assert(
      fc.asyncProperty(samples, async (bytes) => {
        const source: ByteSource = { size: bytes.length, read: async (a, b) => bytes.slice(a, b) };
        const { text: _, ...form } = decodeText(bytes);
        expect(await findTextForm(source)).toEqual(form);
      }),
      { seed: 20220217, numRuns: 500 },
    );
  });
});
