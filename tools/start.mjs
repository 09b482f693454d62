/** `npm start`: from a fresh clone to a served site. Uses Node built-ins until the packages are installed. */
import { createServer } from 'node:net';
import { join } from 'node:path';
import { addressFrom, explainListenError, serveUntilStopped } from './serve.mjs';
import {
  ROOT,
  StepError,
  buildSite,
  install,
  mayHoldSample,
  publishSample,
  requireNode,
  runMain,
} from './steps.mjs';

const LEDGER = 'static/ledger';

/** Throws StepError at once when the port is taken, instead of after a minute of building. */
async function requireFreePort() {
  const address = readAddress();
  const probe = createServer();
  try {
    await new Promise((done, failed) => {
      probe.once('error', failed);
      probe.listen(address.port, address.host, () => done(undefined));
    });
  } catch (error) {
    const explanation = explainListenError(error, address);
    throw explanation === undefined ? error : new StepError(explanation);
  }
  await new Promise((done) => probe.close(done));
}

function readAddress() {
  try {
    return addressFrom();
  } catch (error) {
    throw new StepError(/** @type {Error} */ (error).message);
  }
}

await runMain(async () => {
  requireNode();
  await requireFreePort();
  await install();
  if (mayHoldSample(LEDGER)) await publishSample(LEDGER);
  await buildSite();
  await serveUntilStopped({ root: join(ROOT, 'build') });
});
