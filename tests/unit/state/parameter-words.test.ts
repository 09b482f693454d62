import { expect, it } from 'vitest';
import { EXPLORE_PARAMETERS } from '../../../src/lib/filters/explore-url.ts';
import { VIEW_PARAMETERS } from '../../../src/lib/filters/url.ts';
import { translatorFor } from '../../../src/lib/i18n/messages.ts';
import { parameterWords } from '../../../src/lib/state/parameter-words.ts';

it('tells what of a link was not understood in words, each once', () => {
  const zh = translatorFor('zh');
  expect(parameterWords(zh, ['colour', 'from', 'to', 'sort'])).toBe('颜色、时间、排序');
  expect(parameterWords(translatorFor('en'), ['age', 'of'])).toBe('Age, Units to rank');
});

it('has words for every parameter of every page', () => {
  const names = [...VIEW_PARAMETERS, ...EXPLORE_PARAMETERS, 'of', 'by', 'order', 'columns'];
  for (const name of names)
    expect([name, parameterWords(translatorFor('zh'), [name])]).not.toEqual([name, name]);
});
