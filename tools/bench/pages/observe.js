// Runs in the page before its own scripts; keeps what the browser reports about painting and blocking.
const bench = { shifts: 0, long: /** @type {number[]} */ ([]) };
Object.assign(window, { bench });
new PerformanceObserver((list) => {
  const shifts = /** @type {(PerformanceEntry & { value: number })[]} */ (list.getEntries());
  for (const entry of shifts) bench.shifts += entry.value;
}).observe({ type: 'layout-shift', buffered: true });
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) bench.long.push(entry.duration);
}).observe({ type: 'longtask', buffered: true });
