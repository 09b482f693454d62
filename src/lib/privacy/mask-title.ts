import type { Place } from '../core/errors.ts';
import type { Identifier } from './identifier.ts';
import { maskIdentifiers, maskPlaces } from './mask-identifiers.ts';
import { maskName } from './mask-name.ts';
import { findIdentifiers } from './scan.ts';
import { looksLikePersonName } from './surnames.ts';

/** What is no name beside a number, though as short as one. */
const WORD =
  /台账|走访|流转|备注|说明|意见|电话|手机|联系|方式|身份|证|微信|汇总|统计|登记|工作|单[号位]|时间|项目|党员|成员|材料|表|[镇乡村县局所办组月年周日号]$|街道|社区/;
const SHORT_RUN = /^[\u4e00-\u9fff]{2,4}$/;
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

/**
 * The texts of a header as they may be shown: where one holds an identifier, whoever wrote it may have written names in
 * the others, and of every Chinese word of theirs only the first character stays.
 */
export function maskHeader(texts: readonly string[]): string[] {
  const isPersonal = texts.some((text) => findIdentifiers(text).length > 0);
  if (!isPersonal) return [...texts];
  return texts.map((text) =>
    maskTitle(text).replace(/[\u4e00-\u9fff]{2,}/g, (word) => word[0]! + '*'.repeat(word.length - 1)),
  );
}

function namesBeside(title: string, { index, end }: Identifier) {
  const [before, behind] = [BEFORE.exec(title.slice(0, index)), BEHIND.exec(title.slice(end))];
  const last = before && nameIn(before[1]!, (run, length) => run.slice(-length));
  const next = behind && nameIn(behind[1]!, (run, length) => run.slice(0, length));
  return [
    ...(last ? [at(before.index + before[1]!.length - last.length, last)] : []),
    ...(next ? [at(end + behind[0].length - behind[1]!.length, next)] : []),
  ];
}

/** A short run beside a number is its owner's name unless it is a word; of a longer one, what begins like a name. */
function nameIn(run: string, cut: (run: string, length: number) => string): string | undefined {
  if (SHORT_RUN.test(run)) return WORD.test(run) ? undefined : run;
  return LENGTHS.map((length) => cut(run, length)).find(
    (text) => looksLikePersonName(text) && !WORD.test(text),
  );
}

const at = (index: number, text: string) => ({ index, end: index + text.length });
/** A place as it may be shown. */
export function maskPlace({ file, sheet, row, column }: Place): Place {
  return {
    ...(file !== undefined && { file: maskTitle(file) }),
    ...(sheet !== undefined && { sheet: maskTitle(sheet) }),
    ...(row !== undefined && { row }),
    ...(column !== undefined && { column: maskTitle(column) }),
  };
}
