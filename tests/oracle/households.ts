import { NONE } from './facts.ts';
import type { RawRow } from './read-export.ts';

const plain = (row: RawRow, header: string): string =>
  (row[header] ?? '').normalize('NFKC').replace(/\s/g, '');

/** The digits of one mobile or fixed line with its area, however they are written; null for what is no whole number. */
function phoneOf(text: string): string | null {
  const digits = text.replace(/[^\d*]/g, '').replace(/^86(?=1\d{10}$)/, '');
  return /^1[3-9]\d{9}$|^0534\d{7}$/.test(digits) ? digits : null;
}

/**
 * What a row says of its household, told by the rules on the methodology page (H1) alone; null when it says too little.
 * The form is this file's own: only which rows share it means anything.
 */
export function householdOf(row: RawRow, town: string): string | null {
  if (town === NONE) return null;
  const name = plain(row, '受访群众姓名').replace(/\(.*\)$/, '');
  if (/^匿名$|先生$|女士$|某/.test(name)) return null;
  const village = plain(row, '村(社区)');
  const number = plain(row, '家庭编号').toUpperCase();
  if (village !== '' && /[0-9]/.test(number)) return `${town}|${village}|no ${number}`;
  if (name === '' || /[、*]|等/.test(name)) return null;
  const near = village.replace(/村$|社区$/, '');
  const home = plain(row, '住址').replace(`平原县${town}${village}`, '');
  if (near !== '' && /[0-9]/.test(home)) return `${town}|${near}|at ${home}|${name}`;
  const phone = phoneOf(plain(row, '联系方式'));
  return phone === null ? null : `${town}|${near}|tel ${phone}|${name}`;
}
