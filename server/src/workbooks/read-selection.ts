import type { VisitFact } from '@sunlot/core/policy/facts.ts';
import type { Pack } from '@sunlot/core/policy/pack.ts';
import { directedGrounds } from '@sunlot/core/policy/paperwork.ts';
import { namedOf, triggersOf } from './pack-words.ts';
import { readChoice } from './read-values.ts';
import type { RowReader } from './row-reader.ts';

/** A directed inspection (针对性检查) that was recorded beforehand, with its ground and the document behind it. */
export type KnownDirected = {
  readonly code: string;
  readonly object: string;
  readonly ground: string;
  readonly document: string;
};

export type Selection = Pick<VisitFact, 'selection' | 'ground' | 'reference' | 'trigger'>;

type Place = { readonly pack: Pack; readonly object: string; readonly recorded: KnownDirected | undefined };

/** How the object came to be inspected: drawn, or picked on a ground of the scheme with a document that anybody can look up. */
export function readSelection(reader: RowReader, { pack, object, recorded }: Place): Selection {
  const directed = readChoice(reader, 'selection') === 'directed';
  if (reader.lacks('selection')) {
    reader.warn(
      'selection',
      'defaulted',
      '抽取方式没有填写，按“随机”记录。不是随机抽取的请填“针对性”并写明依据和文书编号。',
    );
  }
  const stated = readNamed(reader, 'ground', { list: directedGrounds(pack), pack });
  const trigger = readNamed(reader, 'trigger', { list: triggersOf(pack), pack });
  const rest = { ...(trigger !== undefined && { trigger }) };
  if (!directed) {
    refuseGround(reader, recorded);
    return { selection: 'random', ...(stated !== undefined && { ground: stated }), ...rest };
  }
  if (recorded) agreeWith(reader, recorded, { object, stated });
  const ground = stated ?? recorded?.ground;
  if (ground === undefined && reader.lacks('ground')) {
    reader.error('ground', 'missing', '针对性检查必须写明方案列出的依据，请补上针对性依据。');
  }
  const reference = readReference(reader, recorded);
  return {
    selection: 'directed',
    ...(ground !== undefined && { ground }),
    ...(reference !== undefined && { reference }),
    ...rest,
  };
}

/** Numbers that directed inspections get when they are recorded here. */
const DIRECTED_NUMBER = /^zdx-/i;

function readReference(reader: RowReader, recorded: KnownDirected | undefined): string | undefined {
  const stated = reader.text('reference');
  const number = reader.text('task');
  if (recorded) return stated ?? recorded.document;
  if (number !== undefined && DIRECTED_NUMBER.test(number)) {
    const message = `没有登记过编号为“${number}”的针对性检查。请核对编号（sunlot directed list 可查），或留空并写明依据的文书编号。`;
    reader.error('task', 'unknownTask', message);
    return stated;
  }
  if (stated === undefined) {
    const message =
      '针对性检查须有依据的文书：请填写文书编号（举报件、转办函、移送函等的文号），或在任务编号里填已登记的针对性检查编号（zdx-…）。';
    reader.error('reference', 'missing', message);
  }
  return stated;
}

function refuseGround(reader: RowReader, recorded: KnownDirected | undefined): void {
  if (!reader.lacks('ground')) {
    reader.error('ground', 'outsidePack', '写了针对性依据，抽取方式却不是“针对性”。请改正其中一项。');
  }
  if (recorded) {
    const message = `“${recorded.code}”是针对性检查的编号，抽取方式却不是“针对性”。请改正其中一项。`;
    reader.error('task', 'unknownTask', message);
  }
}

type Row = { readonly object: string; readonly stated: string | undefined };

function agreeWith(reader: RowReader, { code, ...recorded }: KnownDirected, { object, stated }: Row): void {
  if (recorded.object !== object) {
    const message = `针对性检查“${code}”登记的是另一个对象，请核对编号和统一社会信用代码。`;
    reader.error('task', 'unknownTask', message);
  }
  if (stated !== undefined && stated !== recorded.ground) {
    const message = `与针对性检查“${code}”登记的依据不同，请改正，或留空（以登记的为准）。`;
    reader.error('ground', 'outsidePack', message);
  }
}

/** One of a list of the pack, by its id. A pack without such a list keeps the words as they are. */
function readNamed(
  reader: RowReader,
  column: 'ground' | 'trigger',
  { list, pack }: { readonly list: ReturnType<typeof directedGrounds>; readonly pack: Pack },
): string | undefined {
  const text = reader.text(column);
  if (text === undefined || list.length === 0) return text;
  const found = namedOf(list, text);
  if (found) return found.id;
  const { header } = reader.column(column);
  const choices = list.map((one, i) => `（${i + 1}）${one.text}`).join('');
  return void reader.error(
    column,
    'outsidePack',
    `“${text}”不在当时方案（${pack.name}）列出的${header}之内，请改为其中一项：${choices}。`,
  );
}
