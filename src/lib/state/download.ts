/** Hands bytes to the reader as a file; they never leave the page otherwise. */
export function download(name: string, type: string, bytes: Uint8Array): void {
  const url = URL.createObjectURL(new Blob([bytes as BlobPart], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  // Old browsers begin to read the address only in the next task.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
