/** The keys that lead to the records beside the one that is shown. */
const STEPS: Readonly<Record<string, 'prev' | 'next'>> = {
  j: 'next',
  k: 'prev',
  ArrowRight: 'next',
  ArrowLeft: 'prev',
};
const TYPING = 'input, textarea, select, [contenteditable], [role="dialog"], [role="grid"]';

/** Which way a pressed key leads; null for other keys, with Ctrl, Alt or Meta, and while something is typed. */
export function stepOfKey(event: KeyboardEvent): 'prev' | 'next' | null {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.defaultPrevented)
    return null;
  if ((event.target as Element | null)?.closest?.(TYPING)) return null;
  return STEPS[event.key.length === 1 ? event.key.toLowerCase() : event.key] ?? null;
}
