import { describe, expect, it } from 'vitest';
import { parseView } from '../../../src/lib/filters/url.ts';
import { bulletinLink, parseBulletin } from '../../../src/lib/report/bulletin/link.ts';

const again = (query: string): string => {
  const parameters = new URLSearchParams(query);
  return decodeURIComponent(bulletinLink(parseView(parameters).view, parseBulletin(parameters)));
};

describe('the parameters of a bulletin', () => {
  it.each([
    ['', 'kind=weekly'],
    ['kind=weekly&compare=week', 'kind=weekly'],
    ['kind=daily&compare=day&town=恩城镇&town=王凤楼镇', 'town=恩城镇&town=王凤楼镇&compare=day&kind=daily'],
    ['cutoff=2022-02-10T18:00&from=2022-01-01', 'from=2022-01-01&cutoff=2022-02-10T18:00&kind=weekly'],
    ['kind=custom&section=towns&section=overview', 'kind=custom&section=overview&section=towns'],
    // What belongs to another page, or to nobody, is not the bulletin's.
    ['kind=press&sort=-town&metric=open&q=张三&note=x', 'kind=press'],
  ])('of %j are %j', (query, expected) => expect(again(query)).toBe(expected));
});
