import { compactText, isPlaceholder } from '../../core/text.ts';
import { LEDGER_COLOURS, type LedgerColour } from '../../schema/colours.ts';
import { BLANK, invert, NO_ALIASES, type Coerced } from './coerced.ts';

/** Colours that one cell tells; a move such as 黄转红 tells two. */
export interface ColourCell {
  readonly current: LedgerColour;
  /** Null unless the cell tells a move. */
  readonly initial: LedgerColour | null;
}

const COLOURS = invert<LedgerColour>({
  green: '绿 綠 村级 社区级 村居级 村社级 g green',
  blue: '蓝 藍 镇级 乡镇级 镇街级 街道级 b blue',
  yellow: '黄 黃 县直 县直部门 县直单位 县级部门 指挥部 y yellow',
  red: '红 紅 县级以上 县以上 市级 上级 上级部门 r red',
  white: '白 不合理 不合理诉求 无理诉求 解释类 w white',
});
const SUFFIX = /(?:色台账|色账|色级|台账|账|色|级)$/;
const WITH_NOTE = /^(.+)\(([^()]+)\)$/;
const NAMES_COLOUR = /[绿綠蓝藍黄黃红紅白]/;
/** 黄色(转红) is the move 黄色转红. */
const MOVE_IN_BRACKETS = /\((已?(?:转|升|变)[^()]+)\)$/;
const MOVE = /^(?:由|从|原)?(.+?)已?(?:升级为|调整为|变更为|转为|变为|升为|转|变|升|至|[-—–]+>|=>|→|⇒)(.+)$/;

/**
 * Exact map of dictionary §4.1 after one suffix of 色, 台账, 账, 级 is stripped; never a substring.
 * `aliases` (compact text → colour) come from the configuration. 黄转红 is initial yellow, current red; 绿色(村级) is
 * green, 绿色(原黄色) is not understood.
 */
export function coerceColour(
  text: string,
  aliases: ReadonlyMap<string, string> = NO_ALIASES,
): Coerced<ColourCell> {
  if (isPlaceholder(text)) return BLANK;
  const compact = compactText(text).replaceAll('帐', '账').toLowerCase().replace(MOVE_IN_BRACKETS, '$1');
  const current = colourOf(compact, aliases) ?? colourWithNote(compact, aliases);
  if (current) return { value: { current, initial: null } };
  const move = MOVE.exec(compact);
  const from = move && colourOf(move[1]!, aliases);
  const to = move && colourOf(move[2]!, aliases);
  return from && to ? { value: { current: to, initial: from } } : { value: null, code: 'QC_UNKNOWN_COLOUR' };
}

/** The colour before a note in brackets, unless the note names another one. */
function colourWithNote(text: string, aliases: ReadonlyMap<string, string>): LedgerColour | null {
  const [, before, note] = WITH_NOTE.exec(text) ?? [];
  if (before === undefined || note === undefined) return null;
  const colour = colourOf(before, aliases);
  const noted = colourOf(note, aliases) ?? (NAMES_COLOUR.test(note) ? null : colour);
  return noted === colour ? colour : null;
}

function colourOf(word: string, aliases: ReadonlyMap<string, string>): LedgerColour | null {
  const alias = aliases.get(word) ?? word;
  const known = LEDGER_COLOURS.find((colour) => colour === alias);
  if (known) return known;
  return COLOURS.get(alias) ?? COLOURS.get(alias.replace(SUFFIX, '')) ?? null;
}
