import { ReadError } from './table.ts';

/** What the scanner reports. Names come without their namespace prefix; `attributes` is the raw text of the tag. */
export type XmlHandler = {
  readonly open: (name: string, attributes: string) => void;
  readonly close: (name: string) => void;
  readonly text: (text: string) => void;
};

export type XmlScanner = { readonly write: (chunk: string) => void; readonly end: () => void };

/** No token of a spreadsheet is longer: a cell holds 32,767 characters. */
const MAX_TOKEN = 5_000_000;

/**
 * Scans XML in pieces, as spreadsheets write it: elements, text, CDATA, comments. A document type declaration is
 * refused, so there are no entities but the five of XML and numeric ones. It checks no well-formedness beyond what it
 * needs; a cut document ends in `end()` throwing.
 */
export function createXmlScanner(handler: XmlHandler): XmlScanner {
  let rest = '';
  let depth = 0;
  const tag = (body: string) => {
    if (body.startsWith('/')) {
      depth--;
      handler.close(localName(body, 1));
    } else if (!body.startsWith('?')) {
      const closed = body.endsWith('/');
      const name = localName(body, 0);
      handler.open(name, closed ? body.slice(0, -1) : body);
      if (closed) handler.close(name);
      else depth++;
    }
  };
  return {
    write: (chunk) => {
      rest = scan(rest + chunk, tag, handler.text);
      if (rest.length > MAX_TOKEN) throw damagedXml();
    },
    end: () => {
      if (depth !== 0 || rest.trim() !== '') throw damagedXml();
    },
  };
}

/** Consumes whole tokens and gives back what is still incomplete. */
function scan(source: string, tag: (body: string) => void, text: (text: string) => void): string {
  let at = 0;
  for (;;) {
    const open = source.indexOf('<', at);
    if (open === -1) return source.slice(at);
    if (open > at) text(decodeEntities(source.slice(at, open)));
    if (source.startsWith('<!', open)) {
      const end = skipMarkup(source, open, text);
      if (end === -1) return source.slice(open);
      at = end;
      continue;
    }
    const close = tagEnd(source, open);
    if (close === -1) return source.slice(open);
    tag(source.slice(open + 1, close));
    at = close + 1;
  }
}

/** Passes a comment or CDATA section; −1 where its end has not arrived. */
function skipMarkup(source: string, open: number, text: (text: string) => void): number {
  if (source.startsWith('<!--', open)) {
    const end = source.indexOf('-->', open + 4);
    return end === -1 ? -1 : end + 3;
  }
  if (source.startsWith('<![CDATA[', open)) {
    const end = source.indexOf(']]>', open + 9);
    if (end !== -1) text(source.slice(open + 9, end));
    return end === -1 ? -1 : end + 3;
  }
  if (source.length - open < 9) return -1;
  throw new ReadError(
    'unsafe',
    '工作簿内含文档类型声明（DTD），可能有风险，没有读取。请用 Excel 或 WPS 打开后另存为新的 .xlsx 再导入。',
  );
}

const QUOTE = 34;
const APOSTROPHE = 39;
const GREATER = 62;

/** The `>` that ends a tag: one inside a quoted attribute does not. −1 where it has not arrived. */
function tagEnd(source: string, open: number): number {
  let quote = 0;
  for (let at = open + 1; at < source.length; at++) {
    const char = source.charCodeAt(at);
    if (quote !== 0) {
      if (char === quote) quote = 0;
    } else if (char === GREATER) {
      return at;
    } else if (char === QUOTE || char === APOSTROPHE) {
      quote = char;
    }
  }
  return -1;
}

function localName(body: string, from: number): string {
  let end = from;
  while (end < body.length && !' \t\r\n/'.includes(body[end]!)) end++;
  const colon = body.indexOf(':', from);
  return body.slice(colon !== -1 && colon < end ? colon + 1 : from, end);
}

const ATTRIBUTES = new Map<string, RegExp>();

/** An attribute's value by its name as written (`r`, `r:id`), entities decoded; undefined where absent. */
export function attribute(attributes: string, name: string): string | undefined {
  let pattern = ATTRIBUTES.get(name);
  if (!pattern) {
    pattern = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`);
    ATTRIBUTES.set(name, pattern);
  }
  const match = pattern.exec(attributes);
  const value = match?.[1] ?? match?.[2];
  return value === undefined ? undefined : decodeEntities(value);
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(#?\w{1,8});/g, (whole, body: string) => {
    if (!body.startsWith('#')) return NAMED[body] ?? whole;
    const code = body[1] === 'x' ? Number.parseInt(body.slice(2), 16) : Number(body.slice(1));
    const isCharacter = code >= 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
    return isCharacter ? String.fromCodePoint(code) : '\ufffd';
  });
}

function damagedXml(): ReadError {
  return new ReadError(
    'damaged',
    '文件内容不完整或已损坏，没有读取。请用 Excel 或 WPS 打开确认无误后另存为 .xlsx 再导入。',
  );
}
