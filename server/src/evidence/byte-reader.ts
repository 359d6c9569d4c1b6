/** Takes pieces of any length apart again: exactly so many bytes, or up to the end of a line. */
export type ByteReader = {
  /** Undefined where fewer are left. */
  readonly take: (size: number) => Promise<Buffer | undefined>;
  /** Without its LF; the rest where there is none; undefined at the end. */
  readonly line: () => Promise<Buffer | undefined>;
};

const LF = 10;

export function byteReader(source: AsyncIterable<Uint8Array>): ByteReader {
  const pieces = source[Symbol.asyncIterator]();
  let held: Buffer[] = [];
  let size = 0;
  const more = async (): Promise<Buffer | undefined> => {
    const { done, value } = await pieces.next();
    if (done === true) return undefined;
    const piece = Buffer.from(value.buffer, value.byteOffset, value.length);
    held.push(piece);
    size += piece.length;
    return piece;
  };
  const cut = (length: number, skipped: number): Buffer => {
    // Lines are cut out of a megabyte one by one: joined once, not for each.
    const all = held.length === 1 ? held[0]! : Buffer.concat(held);
    held = [all.subarray(length + skipped)];
    size = held[0]!.length;
    return all.subarray(0, length);
  };
  return {
    async take(length) {
      while (size < length) if (!(await more())) return undefined;
      return cut(length, 0);
    },
    async line() {
      let before = 0;
      for (const piece of held) {
        const at = piece.indexOf(LF);
        if (at >= 0) return cut(before + at, 1);
        before += piece.length;
      }
      for (let piece = await more(); piece; piece = await more()) {
        const at = piece.indexOf(LF);
        if (at >= 0) return cut(before + at, 1);
        before += piece.length;
      }
      return size === 0 ? undefined : cut(size, 0);
    },
  };
}
