import { readdirSync, readFileSync } from 'node:fs';
import type { PackFault } from '@sunlot/core/policy/decode.ts';
import type { Pack } from '@sunlot/core/policy/pack.ts';
import { parsePack } from '@sunlot/core/policy/parse-pack.ts';
import { LineCounter, parseDocument } from 'yaml';
import { PACKS_FOLDER } from './packs-folder.ts';

export type PackSource = { readonly name: string; readonly text: string };

/** A fault with the line it stands on, 1-based. */
export type LocatedFault = PackFault & { readonly line: number | undefined };

/** Names of the packs that ship, by bytes. */
export function packNames(): readonly string[] {
  return readdirSync(PACKS_FOLDER)
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => file.slice(0, -5))
    .sort();
}

export function readPackSource(name: string): PackSource | undefined {
  return packNames().includes(name) ? { name, text: readFileSync(`${PACKS_FOLDER}/${name}.yaml`, 'utf8') } : undefined;
}

/** Parses a pack's text (YAML 1.2). Each fault says what is wrong and on which line. */
export function loadPack(
  source: PackSource,
): { readonly pack: Pack; readonly content: unknown } | { readonly faults: readonly LocatedFault[] } {
  const lines = new LineCounter();
  const document = parseDocument(source.text, { lineCounter: lines, version: '1.2' });
  if (document.errors.length > 0) {
    return {
      faults: document.errors.map((error) => ({
        path: [],
        message: error.message,
        line: lines.linePos(error.pos[0]).line,
      })),
    };
  }
  const content: unknown = document.toJS();
  const parsed = parsePack(content);
  if (parsed.ok) return { pack: parsed.value, content };
  return {
    faults: parsed.error.map((fault) => ({ ...fault, line: lineOf(fault.path) })),
  };

  function lineOf(path: PackFault['path']): number | undefined {
    for (let depth = path.length; depth >= 0; depth--) {
      const node = document.getIn(path.slice(0, depth), true);
      if (hasRange(node)) return lines.linePos(node.range[0]).line;
    }
    return undefined;
  }
}

function hasRange(node: unknown): node is { readonly range: readonly [number, number, number] } {
  return typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range);
}
