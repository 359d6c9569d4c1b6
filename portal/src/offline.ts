import { el } from './elements.ts';
import type { Request } from './messages.ts';
import { trustedWorker } from './trusted-worker.ts';
import { makeVerifier } from './verifier.ts';
import { showVerifier } from './verifier-view.ts';
import { workerOrPage } from './worker-or-page.ts';

/** The one script of a saved page: the page in a window, and in the worker that the window starts from its own text. */
if (typeof document === 'undefined') {
  const verify = makeVerifier((answer) => self.postMessage(answer));
  self.addEventListener('message', ({ data }: MessageEvent<Request>) => void verify(data));
} else {
  const address = URL.createObjectURL(new Blob([document.currentScript!.textContent], { type: 'text/javascript' }));
  const verifier = workerOrPage({
    startWorker: trustedWorker(address, {}),
    loadHere: () => Promise.resolve(makeVerifier),
  });
  const root = document.getElementById('verifier')!;
  const pack = document.getElementById('pack')!;
  showVerifier(root, { file: new Blob([fromBase64(pack.textContent.trim())]) }, verifier);
  root.append(el('p', { class: 'note' }, '这一页自带证据包和验算程序，断开网络也能用；打开后不连接任何网站。'));
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}
