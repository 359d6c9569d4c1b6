import { WRITING_FAULTS } from './english-pack-faults.ts';
import { MEANING_FAULTS } from './english-pack-rules.ts';
import { translator } from './english-templates.ts';

/** What is wrong with a policy pack, or odd about it. The general sentences come last. */
export const PACK_FAULTS = [...MEANING_FAULTS, ...WRITING_FAULTS];

const inEnglish = translator(PACK_FAULTS);

/** The same in English, behind the place that it names. Words of the pack keep their own. */
export function packFaultInEnglish(message: string): string {
  const [, place, sentence] = /^([\w.[\]/-]+|整个文件)：(.+)$/su.exec(message) ?? [];
  return place === undefined ? inEnglish(message) : `${inEnglish(place)}: ${inEnglish(sentence!)}`;
}
