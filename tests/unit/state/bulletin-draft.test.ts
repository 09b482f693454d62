import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  NO_DRAFT,
  storedDraft,
  storeDraft,
  type BulletinDraft,
} from '../../../src/lib/state/bulletin-draft.ts';

const DRAFT: BulletinDraft = {
  bulletins: {
    'press 全县': {
      title: '周报（第3期）',
      edits: { press: ['截至', { figure: 'problems_total', written: '3000' }, { figure: 'open' }] },
    },
  },
  masthead: null,
};

describe('what was written into bulletins', () => {
  let kept: Map<string, string>;
  beforeEach(() => {
    kept = new Map();
    vi.stubGlobal('sessionStorage', {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
      removeItem: (key: string) => void kept.delete(key),
    });
  });
  afterEach(() => void vi.unstubAllGlobals());

  it('is kept for its data version and language alone', () => {
    expect(storeDraft('aaaa', 'zh', DRAFT)).toBe(true);
    expect(storedDraft('aaaa', 'zh')).toEqual(DRAFT);
    expect(storedDraft('bbbb', 'zh')).toEqual(NO_DRAFT);
    expect(storedDraft('aaaa', 'en')).toEqual(NO_DRAFT);
  });

  it('leaves nothing of an earlier version behind, and nothing when it is taken back', () => {
    storeDraft('aaaa', 'zh', DRAFT);
    storeDraft('bbbb', 'zh', { ...DRAFT, masthead: '办公室' });
    expect(kept.size).toBe(1);
    expect(storedDraft('aaaa', 'zh')).toEqual(NO_DRAFT);
    storeDraft('bbbb', 'zh', NO_DRAFT);
    expect(kept.size).toBe(0);
  });

  it.each([
    'no JSON',
    'null',
    '[]',
    '{"version":"aaaa"}',
    '{"version":"aaaa","bulletins":[],"masthead":null}',
    '{"version":"aaaa","bulletins":{},"masthead":5}',
    '{"version":"aaaa","bulletins":{"press":{"title":1,"edits":{}}},"masthead":null}',
    '{"version":"aaaa","bulletins":{"press":{"title":null,"edits":[]}},"masthead":null}',
    '{"version":"aaaa","bulletins":{"press":{"title":null,"edits":{"p":"x"}}},"masthead":null}',
    '{"version":"aaaa","bulletins":{"press":{"title":null,"edits":{"p":[{"figure":1}]}}},"masthead":null}',
  ])('is not read from %s', (text) => {
    kept.set('wuse-bulletin-zh', text);
    expect(storedDraft('aaaa', 'zh')).toEqual(NO_DRAFT);
  });

  it('is simply not kept where storage is blocked, full or missing', () => {
    const blocked = (): never => {
      throw new Error('blocked');
    };
    vi.stubGlobal('sessionStorage', { getItem: blocked, setItem: blocked, removeItem: blocked });
    expect(storeDraft('aaaa', 'zh', DRAFT)).toBe(false);
    expect(storeDraft('aaaa', 'zh', NO_DRAFT)).toBe(false);
    expect(storedDraft('aaaa', 'zh')).toEqual(NO_DRAFT);
    vi.unstubAllGlobals();
    expect(storeDraft('aaaa', 'zh', DRAFT)).toBe(false);
    expect(storedDraft('aaaa', 'zh')).toEqual(NO_DRAFT);
  });
});
