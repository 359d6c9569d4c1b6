import { LineCounter, parseDocument } from 'yaml';
import { yamlFaults } from '../packs/yaml-faults.ts';
import { Problem } from '../problem.ts';

/** Parses a YAML file brought by a user; a fault names the line. */
export function readYaml(name: string, text: string): unknown {
  const lines = new LineCounter();
  const document = parseDocument(text, { version: '1.2', lineCounter: lines });
  const [fault] = yamlFaults(document.errors, text, lines);
  if (fault) throw new Problem('holiday.invalid', { what: `${name} 第 ${fault.line} 行：${fault.message}` });
  return document.toJS();
}
