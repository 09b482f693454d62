import { describe, expect, it } from 'vitest';
import {
  inlineText,
  type DocumentFigure,
  type Inline,
  type ReportDocument,
} from '../../../src/lib/core/document.ts';
import { applyEdits, writtenFigures } from '../../../src/lib/report/bulletin/edits.ts';

const figure = (id: string, text: string): DocumentFigure => ({
  id,
  text,
  metric: id,
  group: null,
  figure: { value: Number(text), numerator: null, denominator: null, missing: null },
});

function documentOf(inlines: readonly Inline[]): ReportDocument {
  return {
    title: '周报',
    masthead: null,
    subtitle: '',
    edition: '内部',
    blocks: [{ kind: 'paragraph', id: 'overview-1', inlines }],
    annexes: [],
    foot: [],
    definitions: [],
    source: { dataVersion: '', edition: 'internal', cutoff: '2022-02-17T18:00', scope: '', kind: 'weekly' },
  };
}

const NOW = documentOf([
  '梳理问题',
  figure('problems_total', '2941'),
  '个，在办',
  figure('open', '423'),
  '个。',
]);
const textOf = (document: ReportDocument): string =>
  document.blocks
    .flatMap((block) => (block.kind === 'paragraph' ? block.inlines : []))
    .map(inlineText)
    .join('');

describe('edits of a bulletin', () => {
  it('keep figures bound to the data, wherever they were moved to', () => {
    const edits = {
      'overview-1': ['在办', { figure: 'open' }, '个（共', { figure: 'problems_total' }, '个）'],
    };
    expect(textOf(applyEdits(NOW, edits))).toBe('在办423个（共2941个）');
    const later = documentOf(['x', figure('problems_total', '3000'), figure('open', '400')]);
    expect(textOf(applyEdits(later, edits))).toBe('在办400个（共3000个）');
  });

  it('mark what is written over, and no figure written as it is', () => {
    const edits = {
      'overview-1': [{ figure: 'problems_total', written: '3000' }, '和', { figure: 'open', written: '423' }],
    };
    const edited = applyEdits(NOW, edits);
    expect(textOf(edited)).toBe('3000和423');
    expect(writtenFigures(edited).map(({ id, text, written }) => [id, text, written])).toEqual([
      ['problems_total', '2941', '3000'],
    ]);
  });

  it('leave out a figure that the data do not give any more', () => {
    const edits = { 'overview-1': ['共', { figure: 'gone' }, { figure: 'lost', written: '7' }, '个'] };
    expect(textOf(applyEdits(NOW, edits))).toBe('共7个');
  });

  it('leave other paragraphs alone', () => {
    expect(applyEdits(NOW, { 'deadlines-1': ['x'] })).toEqual(NOW);
    expect(applyEdits(NOW, { constructor: ['x'] } as never)).toEqual(NOW);
  });
});
