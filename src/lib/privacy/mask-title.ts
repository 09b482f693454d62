import type { Place } from '../core/errors.ts';
import type { Identifier } from './identifier.ts';
import { maskIdentifiers, maskPlaces } from './mask-identifiers.ts';
import { maskName } from './mask-name.ts';
import { findIdentifiers } from './scan.ts';
import { looksLikePersonName } from './surnames.ts';

/** Words beside a number that begin like a name. */
const WORDS = new Set(['方式', '单号', '单位', '时间', '项目', '党员', '成员', '向前', '常用', '温馨', '安装']);
const BEFORE = /([\u4e00-\u9fff]+)[\s_\-·:：]{0,2}$/;
const BEHIND = /^[\s_\-·:：]{0,2}([\u4e00-\u9fff]+)/;
/** A compound surname with a given name first: 欧阳小明 is not 阳小明. */
const LENGTHS = [4, 3, 2] as const;

/**
 * The name of a file, a sheet or a column as it may be shown: identifiers masked, and with them the name of whom they
 * belong to, where it stands right beside: 张三13812345678.xlsx. Any other name in it cannot be told from a word.
 */
export function maskTitle(title: string): string {
  const found = findIdentifiers(title);
  if (found.length === 0) return title;
  const names = found.flatMap((identifier) => namesBeside(title, identifier));
  const pieces = [...found, ...names].sort((a, b) => a.index - b.index);
  let masked = '';
  let position = 0;
  for (const piece of pieces) {
    if (piece.index < position) continue;
    const text = title.slice(piece.index, piece.end);
    masked += title.slice(position, piece.index);
    masked += 'kind' in piece ? maskPlaces(text, [{ ...piece, index: 0, end: text.length }]) : maskName(text);
    position = piece.end;
  }
  return maskIdentifiers(masked + title.slice(position));
}

function namesBeside(title: string, { index, end }: Identifier) {
  const [before, behind] = [BEFORE.exec(title.slice(0, index)), BEHIND.exec(title.slice(end))];
  const last = before && LENGTHS.map((length) => before[1]!.slice(-length)).find(isName);
  const next = behind && LENGTHS.map((length) => behind[1]!.slice(0, length)).find(isName);
  return [
    ...(last ? [at(before.index + before[1]!.length - last.length, last)] : []),
    ...(next ? [at(end + behind[0].length - behind[1]!.length, next)] : []),
  ];
}

const at = (index: number, text: string) => ({ index, end: index + text.length });
const isName = (text: string): boolean => looksLikePersonName(text) && !WORDS.has(text);

/** A place as it may be shown. */
export function maskPlace({ file, sheet, row, column }: Place): Place {
  return {
    ...(file !== undefined && { file: maskTitle(file) }),
    ...(sheet !== undefined && { sheet: maskTitle(sheet) }),
    ...(row !== undefined && { row }),
    ...(column !== undefined && { column: maskTitle(column) }),
  };
}
