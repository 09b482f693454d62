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
