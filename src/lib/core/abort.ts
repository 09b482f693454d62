/** Throws the signal's reason once it is aborted; `AbortSignal.throwIfAborted` is missing in older browsers. */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw (signal.reason as unknown) ?? new Error('aborted');
}
