/** Signs that no file name may have on Windows, and those that addresses escape. */
const FORBIDDEN = /[\\/:*?<>|%]/g;
const QUOTES = /["“”]/g;
const LONGEST = 60;

/** The name of a file: its title and the day that it stands for, without signs that file names may not have. */
export function fileName(title: string, moment: string, ending: string): string {
  const plain = title
    .replace(QUOTES, '')
    .replace(FORBIDDEN, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, LONGEST)
    .trim();
  return `${plain}-${moment.slice(0, 10)}.${ending}`;
}

/** Hands content to the reader as a file; it never leaves the page otherwise. */
export function download(name: string, type: string, content: Uint8Array | Blob): void {
  const url = URL.createObjectURL(new Blob([content as BlobPart], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  // Old browsers begin to read the address only in the next task.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
