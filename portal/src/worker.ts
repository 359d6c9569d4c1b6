import type { Request } from './messages.ts';
import { makeVerifier } from './verifier.ts';

/** The thread beside the page: a large list is hashed here, and the page stays alive. */
const verify = makeVerifier((answer) => self.postMessage(answer));
self.addEventListener('message', ({ data }: MessageEvent<Request>) => void verify(data));
