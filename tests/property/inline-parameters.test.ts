import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDuckDbNode, type NodeEngine } from '../../src/lib/engine/duckdb-node.ts';
import { inlineParameters } from '../../src/lib/engine/inline-parameters.ts';

let engine: NodeEngine;
beforeAll(async () => {
  engine = await openDuckDbNode();
});
afterAll(() => engine.close());

const text = fc
  .string({ unit: 'binary' })
  .filter((value) => !value.includes('\u0000') && value.isWellFormed());
const hostile = fc.constantFrom(
  "'",
  "''",
  "\\'",
  '?',
  "'; drop table t; --",
  '"?"',
  "?'?",
  '\n--',
  '/*',
  '$$',
  "E'\\'",
);

describe('parameters written into a statement', () => {
  it('come back as they were, whatever they hold', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(text, hostile, fc.boolean(), fc.integer(), fc.constant(null)), {
          minLength: 1,
          maxLength: 4,
        }),
        async (parameters) => {
          const sql = `select ${parameters.map(() => '?').join(', ')}, '?' as "a?b"`;
          const { rows } = await engine.query({ sql: inlineParameters({ sql, parameters }), parameters: [] });
          expect(rows).toEqual([[...parameters, '?']]);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('are counted', () => {
    expect(() => inlineParameters({ sql: 'select ?', parameters: [] })).toThrow(RangeError);
    expect(() => inlineParameters({ sql: "select '?'", parameters: [1] })).toThrow(RangeError);
    expect(() => inlineParameters({ sql: 'select ?', parameters: ['a\u0000b'] })).toThrow(RangeError);
    expect(() => inlineParameters({ sql: 'select ?', parameters: [NaN] })).toThrow(RangeError);
  });
});
