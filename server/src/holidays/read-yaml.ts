import { parseDocument } from 'yaml';
import { Problem } from '../problem.ts';

/** Parses a YAML file brought by a user; a fault names the line. */
export function readYaml(name: string, text: string): unknown {
  const document = parseDocument(text, { version: '1.2' });
  const fault = document.errors[0];
  if (fault) throw new Problem('holiday.invalid', { what: `${name} ${fault.message}` });
  return document.toJS();
}
