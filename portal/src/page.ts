import { trustedWorker } from './trusted-worker.ts';
import { showVerifier } from './verifier-view.ts';
import { workerOrPage } from './worker-or-page.ts';

/** The script of a draw's page. The page is whole without it; it adds the verification on this device. */
const root = document.getElementById('verifier')!;
const { pack, worker } = root.dataset as { readonly pack: string; readonly worker: string };
const verifier = workerOrPage({
  startWorker: trustedWorker(worker, { type: 'module' }),
  loadHere: async () => (await import('./verifier.ts')).makeVerifier,
});
showVerifier(root, { address: pack }, verifier);
