/** Light red, with text that stays readable in black. */
const RED = 'FFFFC7CE';

/** Red twins of the cell styles of a styles part. */
export type RedStyles = {
  /** The index of a style that is like this one, but red. */
  readonly red: (style: number) => number;
  /** The styles part with the twins that were asked for. */
  readonly xml: () => string;
};

/** Works on the text of `styles.xml`, so that everything in it stays as it was. Undefined where it has no cell styles. */
export function addRedStyles(xml: string): RedStyles | undefined {
  const block = /<((?:\w+:)?)cellXfs\b[^>]*>([\s\S]*?)<\/\1cellXfs>/.exec(xml);
  if (!block) return undefined;
  const prefix = block[1]!;
  const styles = block[2]!.match(new RegExp(`<${prefix}xf\\b(?:[^>]*/>|[^>]*>[\\s\\S]*?</${prefix}xf>)`, 'g')) ?? [];
  const { text, fill } = addFill(xml, prefix);
  const twins = new Map<number, number>();
  const red = (style: number): number => {
    const known = twins.get(style);
    if (known !== undefined) return known;
    twins.set(style, styles.length + twins.size);
    return styles.length + twins.size - 1;
  };
  const twinOf = (style: number) => withFill(styles[style] ?? styles[0] ?? `<${prefix}xf/>`, fill);
  const all = () => [...styles, ...[...twins.keys()].map(twinOf)];
  const written = () => `<${prefix}cellXfs count="${all().length}">${all().join('')}</${prefix}cellXfs>`;
  return { red, xml: () => text.replace(block[0], () => written()) };
}

function withFill(xf: string, fill: number): string {
  return xf
    .replace(/\s(?:fillId|applyFill)="[^"]*"/g, '')
    .replace(/^<((?:\w+:)?xf)/, `<$1 fillId="${fill}" applyFill="1"`);
}

function addFill(xml: string, prefix: string): { readonly text: string; readonly fill: number } {
  const solid = `<${prefix}fill><${prefix}patternFill patternType="solid"><${prefix}fgColor rgb="${RED}"/><${prefix}bgColor indexed="64"/></${prefix}patternFill></${prefix}fill>`;
  const block = new RegExp(`<${prefix}fills\\b[^>]*>([\\s\\S]*?)</${prefix}fills>`).exec(xml);
  if (!block) {
    const none = `<${prefix}fill><${prefix}patternFill patternType="none"/></${prefix}fill><${prefix}fill><${prefix}patternFill patternType="gray125"/></${prefix}fill>`;
    const fills = `<${prefix}fills count="3">${none}${solid}</${prefix}fills>`;
    return {
      text: xml.replace(new RegExp(`<${prefix}(?:borders|cellStyleXfs|cellXfs)\\b`), (found) => fills + found),
      fill: 2,
    };
  }
  const fill = (block[1]!.match(new RegExp(`<${prefix}fill\\b`, 'g')) ?? []).length;
  const fills = `<${prefix}fills count="${fill + 1}">${block[1]}${solid}</${prefix}fills>`;
  return { text: xml.replace(block[0], () => fills), fill };
}
