import type { ReportDocument } from '../core/document.ts';
import type { BulletinWords } from '../i18n/bulletin.ts';
import { sourceLines } from './bulletin-source.ts';

/** What a package's readme says beside the document. */
export interface ReadmeFacts {
  /** Paths within the package's folder, each with what it is. */
  readonly files: readonly (readonly [path: string, what: string])[];
  /** Parameters of the page's address that make the bulletin again. */
  readonly link: string;
  /** True where words or numbers were written by hand. */
  readonly isEdited: boolean;
  /** True where a chart could not be painted. */
  readonly lacksPictures: boolean;
}

/** Lines of a package's readme: what it is of, what each file is, how to verify them. */
export function readmeLines(document: ReportDocument, words: BulletinWords, facts: ReadmeFacts): string[] {
  const { title, subtitle, source } = document;
  const colon = words.language === 'zh' ? '：' : ': ';
  const entry = ([path, what]: readonly [string, string]): string => path + colon + what;
  const checks = [
    words('pack.hash'),
    words('pack.same'),
    words('pack.again', { link: facts.link, version: source.dataVersion }),
    ...(facts.isEdited ? [words('pack.edited')] : []),
  ];
  return [
    title,
    subtitle,
    '',
    ...sourceLines(document, words).map((line) => line.join(colon)),
    '',
    words('pack.files'),
    ...facts.files.map(entry),
    ...(facts.lacksPictures ? [words('pack.noPictures')] : []),
    '',
    words('pack.verify'),
    ...checks.map((line, index) => `${index + 1}. ${line}`),
  ];
}
