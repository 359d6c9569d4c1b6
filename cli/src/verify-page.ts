import { offlinePage } from '@sunlot/server/evidence/offline-page.ts';
import type { Command } from 'commander';
import { writePieces } from './files.ts';
import type { Output } from './output.ts';

/** `--html`: a pack, a page and a program in one file. */
export function pageOption(verify: Command, { say }: Output): void {
  verify.option(
    `--html ${say('<文件>', '<file>')}`,
    say(
      '另存一个自带证据包和验算程序的网页，断网也能打开验算',
      'save one web page with the pack and the program in it, which verifies itself without network',
    ),
  );
}

/** The file stands under its name once it is whole; that it was written is said beside the result, not in it. */
export async function savePage(
  { note, say }: Output,
  { file, pack, draw }: { readonly file: string; readonly pack: Uint8Array; readonly draw: string },
): Promise<void> {
  const page = await offlinePage(pack, draw);
  await writePieces(file, (sink) => sink(Buffer.from(page)));
  note(say(`已存为网页 ${file}，断网也能打开验算`, `Saved as the page ${file}; it verifies itself without network`));
}
