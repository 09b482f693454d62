import { describe, expect, it } from 'vitest';
import { WuseError } from '../../../src/lib/core/errors.ts';
import { runInWorker } from '../../../src/lib/state/worker-task.ts';

/** A worker that does nothing by itself. */
class IdleWorker extends EventTarget {
  readonly posted: unknown[] = [];
  isEnded = false;

  postMessage(message: unknown): void {
    this.posted.push(message);
  }

  terminate(): void {
    this.isEnded = true;
  }

  say(data: string): void {
    this.dispatchEvent(Object.assign(new Event('message'), { data }));
  }

  /** False when the browser's console is kept from reporting it. */
  break(message: string): boolean {
    return this.dispatchEvent(Object.assign(new Event('error', { cancelable: true }), { message }));
  }
}

const failed = (cause: unknown) =>
  new WuseError('TASK_FAILED', { zh: '', en: '' }, { zh: '', en: '' }, {}, cause);

function begin(signal: AbortSignal = new AbortController().signal) {
  const worker = new IdleWorker();
  const result = runInWorker<string, string, string>(
    {
      start: () => worker as unknown as Worker,
      request: 'count',
      failed,
      onMessage: (message, { post, resolve, reject }) => {
        if (message === 'more') post('next');
        else if (message.startsWith('refused')) reject(new RangeError(message));
        else resolve(message);
      },
    },
    signal,
  );
  result.catch(() => undefined);
  return { worker, result };
}

describe('a task in a worker', () => {
  it('ends with what a message brings, after as many messages as it takes', async () => {
    const { worker, result } = begin();
    worker.say('more');
    worker.say('more');
    expect(worker.posted).toEqual(['count', 'next', 'next']);
    expect(worker.isEnded).toBe(false);
    worker.say('twelve');
    await expect(result).resolves.toBe('twelve');
    expect(worker.isEnded).toBe(true);
  });

  it('that is refused ends the worker', async () => {
    const { worker, result } = begin();
    worker.say('refused: no rows');
    await expect(result).rejects.toThrow(new RangeError('refused: no rows'));
    expect(worker.isEnded).toBe(true);
  });

  it('is cancelled at once', async () => {
    const running = new AbortController();
    const { worker, result } = begin(running.signal);
    running.abort();
    await expect(result).rejects.toMatchObject({ name: 'AbortError' });
    expect(worker.isEnded).toBe(true);
  });

  it('does not begin after it was cancelled', async () => {
    const running = new AbortController();
    running.abort();
    const { worker, result } = begin(running.signal);
    await expect(result).rejects.toMatchObject({ name: 'AbortError' });
    expect(worker.posted).toEqual([]);
  });

  it('fails with its own code when the worker breaks', async () => {
    const { worker, result } = begin();
    expect(worker.break('out of memory')).toBe(false);
    await expect(result).rejects.toMatchObject({ code: 'TASK_FAILED', cause: 'out of memory' });
    expect(worker.isEnded).toBe(true);
  });

  it('fails with its own code when the worker does not start', async () => {
    const start = () => {
      throw new TypeError('not allowed');
    };
    const task = { start, request: '', failed, onMessage: () => undefined };
    await expect(runInWorker(task, new AbortController().signal)).rejects.toMatchObject({
      code: 'TASK_FAILED',
      cause: new TypeError('not allowed'),
    });
  });
});
