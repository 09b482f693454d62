// Runs in the page: toggles the towns one after the other and times each change until all views show it.
(async () => {
  /** @param {string} selector */
  const found = (selector) => /** @type {HTMLElement} */ (document.querySelector(selector));
  const figure = () => found('[data-metric="problems_total"]').dataset.value;
  const chart = () => found('.plot svg');
  const busy = () => found('[aria-busy]').getAttribute('aria-busy') === 'true';
  /** @param {number} ms */
  const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  /** Waits without polling, which would take the processor from what is measured. @param {() => boolean} ready */
  const changed = (ready) =>
    new Promise((resolve) => {
      const observer = new MutationObserver(() => {
        if (!ready()) return;
        observer.disconnect();
        resolve(undefined);
      });
      observer.observe(found('main'), {
        subtree: true,
        childList: true,
        attributes: true,
        characterData: true,
      });
    });
  /** @type {number[]} */
  const times = [];
  performance.clearMeasures('wuse:query');
  for (let round = 0; round < 60; round += 1) {
    /** @type {NodeListOf<HTMLElement>} */
    const towns = document.querySelectorAll('section[aria-labelledby="towns-title"] tbody .pick');
    const before = figure();
    const start = performance.now();
    const drawn = chart();
    const shown = changed(() => !busy() && figure() !== before && chart() !== drawn);
    towns[round % towns.length]?.click();
    await shown;
    times.push(performance.now() - start);
    await pause(40);
  }
  const queries = performance.getEntriesByName('wuse:query').map((entry) => entry.duration);
  return { times: times.slice(10), queries: queries.slice(-50) };
})();
