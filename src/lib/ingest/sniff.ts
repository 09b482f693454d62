import { refusal } from './findings.ts';
import type { SourceFile } from './types.ts';
import { zipEntries } from './zip-directory.ts';

/** How a file is read; everything that is neither a spreadsheet nor a machine export is delimited text. */
export type FileKind = 'xlsx' | 'ods' | 'xls' | 'xml' | 'html' | 'arrow' | 'parquet' | 'text';

/** Largest unpacked size of a zipped workbook that is opened, in bytes. */
const MAX_UNPACKED_BYTES = 1024 ** 3;

const FOREIGN_SIGNATURES = [
  '\x89PNG',
  '\xff\xd8\xff',
  'GIF8',
  '%PDF',
  'Rar!',
  '7z\xbc\xaf',
  '\x1f\x8b',
  'BM',
  'RIFF',
  '{\\rtf',
  'MIME-Version:',
];
/** File form; stream form, whose first message follows this mark. */
const ARROW_SIGNATURES = ['ARROW1\x00\x00', '\xff\xff\xff\xff'];
/** The first Feather, which is no Arrow file. */
const FEATHER_1 = 'FEA1';
const OLE_SIGNATURE = '\xd0\xcf\x11\xe0';
const MARKUP =
  /^\s*<(?:!doctype html|!--|(?:html|head|meta|title|link|style|script|body|div|center|p|br|table|thead|tbody|tr|svg)[\s/>])/i;
const [TAB, RETURN, SPACE] = [0x09, 0x0d, 0x20] as const;
const PAGE = /<(?:!doctype html|html[\s>])/i;
const SPREADSHEET_XML = 'urn:schemas-microsoft-com:office:spreadsheet';

/** What a file is by its bytes, whatever its name says; refuses what is empty, protected, broken or no table. */
export function sniffFile(file: SourceFile): FileKind {
  const { bytes } = file;
  const place = { file: file.name };
  if (bytes.length === 0) throw refusal('INGEST_FILE_EMPTY', place);
  const head = latin1(bytes, 0, 2048);
  if (head.startsWith('PK')) return sniffZip(file);
  if (head.startsWith(OLE_SIGNATURE)) return sniffOle(file);
  if (head.startsWith('PAR1')) return 'parquet';
  if (head.startsWith(FEATHER_1)) throw refusal('INGEST_ARROW_FORM', place);
  if (head.startsWith('PARE')) throw refusal('INGEST_FILE_PROTECTED', place);
  if (ARROW_SIGNATURES.some((signature) => head.startsWith(signature))) return 'arrow';
  if (FOREIGN_SIGNATURES.some((signature) => head.startsWith(signature) && isBinary(signature, head))) {
    throw refusal('INGEST_FILE_TYPE', place);
  }
  const text = head.replace(/^\xef\xbb\xbf/, '');
  if (MARKUP.test(text)) return 'html';
  if (/^\s*<\?xml/i.test(text)) {
    if (text.includes(SPREADSHEET_XML)) return 'xml';
    if (PAGE.test(text)) return 'html';
    throw refusal('INGEST_FILE_TYPE', place);
  }
  if (!isWide(file, head) && !isText(bytes)) throw refusal('INGEST_FILE_TYPE', place);
  return 'text';
}

/** `BM` and the like may begin an honest text; then no control character follows. */
function isBinary(signature: string, head: string): boolean {
  return signature.length > 2 || head.includes('\x00');
}

/** UTF-16, by its mark or because whoever hands the file over says so. */
function isWide({ encoding }: SourceFile, head: string): boolean {
  return encoding?.startsWith('utf-16') === true || /^(?:\xff\xfe|\xfe\xff)/.test(head);
}

/** Bytes that tell text from anything else. */
const LOOKED_AT = 65_536;
/** Of so many bytes one may be NUL in a text that some program damaged; UTF-16 has one at every line end at least. */
const BYTES_A_NUL = 200;

/** True for bytes without NUL, or with so few, and no other control characters, that a text has been damaged. */
function isText(bytes: Uint8Array): boolean {
  const looked = bytes.subarray(0, LOOKED_AT);
  if (!looked.includes(0)) return true;
  let nuls = 0;
  for (const byte of looked) {
    if (byte === 0) nuls += 1;
    else if (byte < TAB || (byte > RETURN && byte < SPACE)) return false;
  }
  return nuls <= Math.max(1, looked.length / BYTES_A_NUL);
}

function sniffZip(file: SourceFile): FileKind {
  const place = { file: file.name };
  const entries = zipEntries(file.bytes);
  if (entries === null) throw refusal('INGEST_FILE_UNREADABLE', place);
  if (entries.reduce((sum, { size }) => sum + size, 0) > MAX_UNPACKED_BYTES) {
    throw refusal('INGEST_TOO_LARGE', place);
  }
  if (entries.some(({ isEncrypted }) => isEncrypted)) throw refusal('INGEST_FILE_PROTECTED', place);
  const has = (pattern: RegExp) => entries.some(({ name }) => pattern.test(name));
  if (has(/^xl[/\\]workbook\.(?:xml|bin)$/i)) return 'xlsx';
  if (has(/^content\.xml$/i) && !has(/^word[/\\]|^ppt[/\\]/i)) return 'ods';
  throw refusal('INGEST_FILE_TYPE', place);
}

function sniffOle(file: SourceFile): FileKind {
  const place = { file: file.name };
  const names = latin1(file.bytes, 0, file.bytes.length).replace(/\x00/g, '');
  if (/EncryptedPackage|EncryptionInfo/.test(names)) throw refusal('INGEST_FILE_PROTECTED', place);
  if (!/Workbook|Book/.test(names)) {
    throw refusal(/\.et$/i.test(file.name) ? 'INGEST_FILE_UNREADABLE' : 'INGEST_FILE_TYPE', place);
  }
  return 'xls';
}

function latin1(bytes: Uint8Array, start: number, length: number): string {
  return new TextDecoder('latin1').decode(bytes.subarray(start, start + length));
}
