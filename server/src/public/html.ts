/** Text that is HTML already. Only `html` makes it, so that nothing gets into a page unescaped. */
export type Html = { readonly html: string };

type Value = Html | string | number | undefined | false | readonly Value[];

/** A piece of a page. Whatever is put in is escaped, except pieces; `undefined` and `false` are nothing. */
export function html(strings: TemplateStringsArray, ...values: readonly Value[]): Html {
  return { html: strings.reduce((text, part, at) => text + render(values[at - 1]) + part) };
}

function render(value: Value): string {
  if (value === undefined || value === false) return '';
  if (typeof value === 'string' || typeof value === 'number') return escapeText(String(value));
  return isPiece(value) ? value.html : value.map(render).join('');
}

function isPiece(value: Html | readonly Value[]): value is Html {
  return 'html' in value;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeText(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ENTITIES[sign]!);
}
