import { joined } from './bytes.ts';
import type { ContentFilter } from './zip-repack.ts';

/** The standard palette from number 8 on, in hexadecimal (ECMA-376, 18.8.27). */
const PALETTE =
  '000000 FFFFFF FF0000 00FF00 0000FF FFFF00 FF00FF 00FFFF 800000 008000 000080 808000 800080 008080 C0C0C0 808080 ' +
  '9999FF 993366 FFFFCC CCFFFF 660066 FF8080 0066CC CCCCFF 000080 FF00FF FFFF00 00FFFF 800080 800000 008080 0000FF ' +
  '00CCFF CCFFFF CCFFCC FFFF99 99CCFF FF99CC CC99FF FFCC99 3366FF 33CCCC 99CC00 FFCC00 FF9900 FF6600 666699 969696 ' +
  '003366 339966 003300 333300 993300 993366 333399 333333';
const FIRST = 8;

/** Writes the colours of a style sheet's fills out that are numbers of a palette; the library leaves them out. */
export function indexedFillFilter(): ContentFilter {
  const pieces: Uint8Array[] = [];
  return (piece) => {
    if (piece !== null) {
      pieces.push(piece);
      return new Uint8Array();
    }
    const xml = new TextDecoder().decode(joined(pieces));
    return xml.includes('indexed=') ? new TextEncoder().encode(written(xml)) : joined(pieces);
  };
}

function written(xml: string): string {
  const own = /<(?:\w+:)?indexedColors>(.*?)<\/(?:\w+:)?indexedColors>/s.exec(xml)?.[1] ?? '';
  const colours = [...own.matchAll(/rgb="[\da-f]{2}([\da-f]{6})"/gi)].map((match) => match[1]!).slice(FIRST);
  const palette = colours.length > 0 ? colours : PALETTE.split(' ');
  return xml.replace(
    /(<(?:\w+:)?fgColor\b[^<>]*?\s)indexed="(\d+)"/g,
    (whole, start: string, number: string) => {
      const colour = palette[Number(number) - FIRST];
      return colour === undefined ? whole : `${start}rgb="FF${colour}"`;
    },
  );
}
