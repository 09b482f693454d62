/**
 * What several ledger files are: parts of one ledger, of which every row counts, or exports of the same ledger one
 * after the other, of which a later one's rows take the place of the same rows in those before it.
 */
export const SEVERAL_CHOICES = ['add', 'replace'] as const;
export type Several = (typeof SEVERAL_CHOICES)[number];
