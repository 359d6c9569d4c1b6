/** Elements with text in them. Nothing here reads HTML: what comes out of a pack can only ever become text. */

export type Child = Node | string | false | undefined;
type Attributes = Readonly<Record<string, string>>;

export function el<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Attributes,
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value);
  element.append(...children.filter((child) => child !== false && child !== undefined));
  return element;
}

export function button(text: string, kind: 'first' | 'second', onClick: () => void): HTMLButtonElement {
  const made = el('button', { type: 'button', class: kind === 'first' ? 'button' : 'button second' }, text);
  made.addEventListener('click', onClick);
  return made;
}
