/** An agency of the tree, by the name that a list may call it by. */
type Named = { readonly name: string };

/**
 * The agency of the tree that a department is: above, below or beside, itself included. Two levels of one authority are no two departments. It may be
 * written whole, with what it belongs to before it (运城市生态环境局绛县分局), shorter, or with another of the words that such offices have; 市自然资源局绛县分局 is another
 * bureau's branch of the same place.
 */
export function agencyCalled<T extends Named>(tree: readonly T[], department: string): T | undefined {
  const other = plain(department);
  const names = tree.map(({ name }) => plain(name));
  return tree.find((_, i) => isCalled(names[i]!, other, names));
}

function isCalled(own: string, other: string, tree: readonly string[]): boolean {
  if (other === own) return true;
  if (other.endsWith(own)) {
    const above = other.slice(0, -own.length);
    return isEnvironmental(other) || !/[局委厅办]/.test(above) || tree.some((name) => above.endsWith(name));
  }
  return (other.length > 2 && own.endsWith(other)) || (isEnvironmental(other) && short(own) === short(other));
}

function isEnvironmental(name: string): boolean {
  return /环境|环保/.test(name);
}

function plain(name: string): string {
  return name.replace(/\s/g, '');
}

function short(name: string): string {
  return name.replace(/生态环境|环境保护|环保/, '').replace(/分?局$/, '');
}
