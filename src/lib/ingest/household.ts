import { compactText, isPlaceholder } from '../core/text.ts';
import { foldInPlace } from '../privacy/fold.ts';
import type { HouseholdIdentity } from '../privacy/household-key.ts';
import { isGroup, isNameless } from '../privacy/mask-name.ts';
import { memoise } from './memoise.ts';

/** What a row says of its household, before masking. Place, name and phone are coerced; the rest is as written. */
export interface HouseholdCells {
  readonly town: string | null;
  readonly village: string | null;
  readonly name: string | null;
  /** Several are joined by 、. */
  readonly phone: string | null;
  readonly number: string;
  readonly address: string;
}

const COMPLETE_PHONE = /^(?:1[3-9]\d{9}|0\d{2,3}-\d{7,8}|[2-8]\d{6,7})$/;
const COUNTY = /^(?:山东省)?(?:德州市)?(?:平原县)?/;
/** A number is what tells one home of a village from another; 前李村 is where all of it lives. */
const HAS_NUMBER = /\d|[一二三四五六七八九十百零〇](?:号|排|户|室|单元|栋|幢|楼|组)/;
const COMMITTEES = [
  [/村?(?:村民委员会|村委会)$/, '村'],
  [/(?:社区)?(?:居民委员会|居委会)$/, '社区'],
] as const;
const PLACE_KIND = /(?:村|社区)$/;
const BRACKETS = /\([^()]*\)?/g;
/** A name without blanks and marks, of one person: without 等. */
const PLAIN_NAME = /^[\u4e00-\u7b48\u7b4a-\u9fff]{2,4}$/;

/** A village as households know it, and without the word for its kind. */
interface Village {
  readonly name: string;
  readonly place: string;
}

/**
 * The household of a row (一户一台账): by its number in the village; else by address and resident; else by resident and
 * phone. Never by a name alone. Null where none of these is complete: then, and for whoever stays anonymous, nothing
 * is brought together. Rows of one household that say different things of it may stay apart; two households never
 * become one by being written alike in part.
 */
export function householdOf(cells: HouseholdCells): HouseholdIdentity | null {
  const { town } = cells;
  if (town === null || (cells.name !== null && isNameless(cells.name))) return null;
  const village = cells.village === null ? null : villageOf(cells.village);
  const number = numberOf(cells.number);
  if (village !== null && number !== null) return ['number', town, village.name, number];
  const name = nameOf(cells.name);
  if (name === null) return null;
  const place = village?.place ?? null;
  const address = addressOf(cells.address, town, village?.name ?? null);
  if (place !== null && address !== null) return ['address', town, place, address, name];
  const phone = phoneOf(cells.phone);
  return phone === null ? null : ['phone', town, place, name, phone];
}

const villageOf = memoise((cell): Village => {
  const name = COMMITTEES.reduce(
    (text, [committee, kind]) => text.replace(committee, kind),
    compactText(cell),
  );
  return { name, place: name.replace(PLACE_KIND, '') };
});

function numberOf(cell: string): string | null {
  if (cell === '' || isPlaceholder(cell)) return null;
  const number = foldInPlace(compactText(cell)).toUpperCase();
  return /\d/.test(number) && !/^0+$/.test(number) && !number.includes('*') ? number : null;
}

/** Blanks and what stands in brackets (户主) belong to no name; several names, or one that is masked, are none. */
function nameOf(cell: string | null): string | null {
  if (cell === null) return null;
  if (PLAIN_NAME.test(cell)) return isNameless(cell) ? null : cell;
  const name = compactText(cell).replace(BRACKETS, '');
  const isOne = [...name].length > 1 && !/[*、，,;；/+]/.test(name) && !isGroup(name);
  return isOne && !isNameless(name) ? name : null;
}

function addressOf(cell: string, town: string, village: string | null): string | null {
  if (cell === '' || isPlaceholder(cell)) return null;
  let address = foldInPlace(compactText(cell)).toLowerCase().replace(COUNTY, '');
  for (const place of [town, village])
    if (place !== null && address.startsWith(place)) address = address.slice(place.length);
  return HAS_NUMBER.test(address) && !address.includes('*') ? address : null;
}

function phoneOf(phone: string | null): string | null {
  if (phone === null || COMPLETE_PHONE.test(phone)) return phone;
  const numbers = phone.split('、');
  return numbers.every((number) => COMPLETE_PHONE.test(number)) ? [...numbers].sort().join('、') : null;
}
