/** What goes into the clipboard: plain text, and the same as a table where it is one. */
export interface Clipping {
  readonly text: string;
  readonly html?: string;
}

/** The clipboard API is missing on plain http; a selected text field can be copied everywhere. */
function copyBySelection({ text, html }: Clipping): boolean {
  const field = document.createElement('textarea');
  field.value = text;
  field.style.position = 'fixed';
  field.style.opacity = '0';
  const before = document.activeElement as HTMLElement | null;
  const fill = (event: ClipboardEvent): void => {
    event.clipboardData?.setData('text/plain', text);
    if (html !== undefined) event.clipboardData?.setData('text/html', html);
    event.preventDefault();
  };
  (document.querySelector('[role="dialog"]') ?? document.body).append(field);
  field.select();
  document.addEventListener('copy', fill, { once: true });
  const done = document.execCommand('copy');
  document.removeEventListener('copy', fill);
  field.remove();
  before?.focus();
  return done;
}

function write(clipboard: Clipboard, { text, html }: Clipping): Promise<void> {
  if (html === undefined) return clipboard.writeText(text);
  const blob = (type: string, content: string): Blob => new Blob([content], { type });
  return clipboard.write([
    new ClipboardItem({ 'text/plain': blob('text/plain', text), 'text/html': blob('text/html', html) }),
  ]);
}

/** Copies to the clipboard; false when the browser does not let it. */
export async function copyToClipboard(clipping: Clipping): Promise<boolean> {
  if (!window.isSecureContext || !navigator.clipboard) return copyBySelection(clipping);
  try {
    await write(navigator.clipboard, clipping);
    return true;
  } catch {
    return copyBySelection(clipping);
  }
}
