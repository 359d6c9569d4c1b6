import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const DOCS = join(import.meta.dirname, '../../../docs');

/** What a citizen may take along to check a draw without this product. `what`: one sentence for the page. */
const OFFERED = [
  {
    file: 'check/verify_draw.py',
    type: 'text/x-python; charset=utf-8',
    what: '短程序，一次能读完：名单没有变，中签由这些数算出，证据包没有被改过；签名除外',
  },
  {
    file: 'check/verify_pack.py',
    type: 'text/x-python; charset=utf-8',
    what: '全程序，由另一人只按协议说明编写：逐项核对 V1 至 V15，签名除外',
  },
  {
    file: 'draw-specification.md',
    type: 'text/plain; charset=utf-8',
    what: '抽取协议说明：照着它可以自己编程验算（英文）',
  },
] as const;

export type CheckProgram = {
  readonly name: string;
  readonly type: string;
  readonly what: string;
  readonly bytes: Buffer;
  readonly sha256: string;
};

/** The programs and the page that they go by, as this copy of the product has them. Read once, when the site is built. */
export function checkPrograms(): readonly CheckProgram[] {
  return OFFERED.map(({ file, type, what }) => {
    const bytes = readFileSync(join(DOCS, file));
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    return { name: file.slice(file.lastIndexOf('/') + 1), type, what, bytes, sha256 };
  });
}
