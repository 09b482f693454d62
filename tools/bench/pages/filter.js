// Runs in the page: toggles the towns one after the other and times each change until all views show it.
(async () => {
  /** @param {string} selector */
  const found = (selector) => /** @type {HTMLElement} */ (document.querySelector(selector));
  const figure = () => found('[data-metric="problems_total"]').dataset.value;
  const busy = () => found('[aria-busy]').getAttribute('aria-busy') === 'true';
  /** @param {number} ms */
  const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  /** @type {number[]} */
  const times = [];
  performance.clearMeasures('wuse:query');
  for (let round = 0; round < 60; round += 1) {
    /** @type {NodeListOf<HTMLElement>} */
    const towns = document.querySelectorAll('section[aria-labelledby="towns-title"] tbody .pick');
    const before = figure();
    const start = performance.now();
    towns[round % towns.length]?.click();
    while (busy() || figure() === before)
      await new Promise((resolve) => {
        const c = new MessageChannel();
        c.port1.onmessage = resolve;
        c.port2.postMessage(0);
      });
    times.push(performance.now() - start);
    await pause(40);
  }
  const queries = performance.getEntriesByName('wuse:query').map((entry) => entry.duration);
  return { times: times.slice(10), queries: queries.slice(-50) };
})();
