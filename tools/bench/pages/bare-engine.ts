/** The page that the first filtered answer is compared with: it starts the stock engine and asks `select 1`. */
import * as duckdb from '@duckdb/duckdb-wasm';

const bundles = {
  mvp: { mainModule: 'duckdb-mvp.wasm', mainWorker: 'duckdb-browser-mvp.worker.js' },
  eh: { mainModule: 'duckdb-eh.wasm', mainWorker: 'duckdb-browser-eh.worker.js' },
};
const bundle = await duckdb.selectBundle(bundles);
const base = new URL('.', location.href).href;
const db = new duckdb.AsyncDuckDB(new duckdb.VoidLogger(), new Worker(base + bundle.mainWorker!));
await db.instantiate(base + bundle.mainModule);
const connection = await db.connect();
const answer = await connection.query('select 1 as one');
document.body.textContent = String(answer.toArray()[0].one);
performance.mark('answered');
