export type StorageName = 'localStorage' | 'sessionStorage';

const PROBE = 'wuse-check';

/** Keeps a text under a name, or takes away what was kept there (null); false where storage is blocked or full. */
export function keep(storage: StorageName, name: string, text: string | null): boolean {
  try {
    if (text === null) globalThis[storage].removeItem(name);
    else globalThis[storage].setItem(name, text);
    return true;
  } catch {
    return false;
  }
}

/** Whether this browser lets the site keep anything there; tried, since it tells nobody beforehand. */
export function keepsAnything(storage: StorageName): boolean {
  try {
    globalThis[storage].setItem(PROBE, PROBE);
    const isKept = globalThis[storage].getItem(PROBE) === PROBE;
    globalThis[storage].removeItem(PROBE);
    return isKept;
  } catch {
    return false;
  }
}
