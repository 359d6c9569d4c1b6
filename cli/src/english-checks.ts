import { LIST_CHECKS } from './english-checks-list.ts';
import { LOG_CHECKS } from './english-checks-log.ts';
import { translator } from './english-templates.ts';

const inEnglish = translator([...LOG_CHECKS, ...LIST_CHECKS]);

/** What a check of the verification expected or found, in English: its parts one after the other. Names, hashes and clauses stay. */
export function checkInEnglish(text: string): string {
  return text
    .split('；')
    .map((part) => {
      const whole = inEnglish(part);
      return whole === part ? part.split('，').map(inEnglish).join(', ') : whole;
    })
    .join('; ');
}
