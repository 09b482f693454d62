/** Work that waits for its turn, oldest first. */
const waiting: (() => void)[] = [];

function next(): void {
  const work = waiting.shift();
  if (waiting.length > 0) setTimeout(next);
  work?.();
}

/** Runs `work` in a task of its own, after what was asked for earlier. Returns what takes it back. */
export function inTurn(work: () => void): () => void {
  if (waiting.push(work) === 1) setTimeout(next);
  return () => {
    const index = waiting.indexOf(work);
    if (index >= 0) waiting.splice(index, 1);
  };
}
