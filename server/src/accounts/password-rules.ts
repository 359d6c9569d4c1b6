import { commonPasswords, commonStems } from './common-passwords-table.ts';
import { passwordMatches } from './password.ts';

const SHORTEST = 10;
const LONGEST = 128;
/** A new password differs from so many used last, the present one among them. */
export const REMEMBERED = 5;

/** Why a password cannot be taken, in Chinese; undefined where it can. `login` and `name` are the person's own. */
export function weakness(
  password: string,
  person: { readonly login: string; readonly name: string },
): string | undefined {
  const text = password.normalize('NFKC');
  const length = [...text].length;
  if (length < SHORTEST) return `至少 ${SHORTEST} 个字符，现在是 ${length} 个`;
  if (length > LONGEST) return `最多 ${LONGEST} 个字符`;
  const plain = text.toLowerCase();
  if (plain.includes(person.login) || (person.name.length > 1 && plain.includes(person.name.toLowerCase()))) {
    return '不能包含用户名或姓名';
  }
  if (/^\d+$/.test(plain)) return '不能全是数字（日期、手机号、证件号都容易被猜到）';
  if (isRepetition(plain) || isRun(plain)) return '不能是重复或连续的字符';
  if (isCommon(plain)) return '这是常见密码，容易被猜到';
  return undefined;
}

/** `abcabcabcabc`, `aaaaaaaaaa`: one piece of at most five characters, again and again. */
function isRepetition(text: string): boolean {
  return /^(.{1,5}?)\1+$/u.test(text);
}

/** Ten neighbours in the alphabet, among the digits or on a keyboard row, forwards or backwards. */
function isRun(text: string): boolean {
  const rows = [
    'abcdefghijklmnopqrstuvwxyz',
    '01234567890',
    'qwertyuiop',
    'asdfghjkl',
    'zxcvbnm',
    '1qaz2wsx3edc4rfv5tgb6yhn7ujm',
  ];
  const pieces = text.match(/[a-z]+|\d+|[^a-z\d]+/g) ?? [];
  const inRow = (piece: string) =>
    rows.some((row) => row.includes(piece) || row.includes([...piece].reverse().join('')));
  return inRow(text) || (pieces.length > 0 && pieces.every((piece) => piece.length >= 3 && inRow(piece)));
}

/** A known password, or a known stem with digits and marks around it (`huanbao@2026`, `admin_123456`). */
function isCommon(text: string): boolean {
  if (commonPasswords.has(text)) return true;
  const letters = unleet(text).replace(/^[^a-z\p{Script=Han}]+|[^a-z\p{Script=Han}]+$/gu, '');
  return commonStems.has(letters) || commonStems.has(unleet(text.replace(/[\d\W_]+$/u, '')));
}

/** `p@ssw0rd` is `password`. */
function unleet(text: string): string {
  const plain: Readonly<Record<string, string>> = {
    '@': 'a',
    '0': 'o',
    '1': 'i',
    '3': 'e',
    '5': 's',
    $: 's',
    '!': 'i',
  };
  return text.replace(/(?<=[a-z])[@0135$!](?=[@0135$!]?[a-z])/g, (sign) => plain[sign] ?? sign);
}

/** Was it one of the last passwords? `hashes` are the present one and the remembered ones. */
export async function wasUsed(password: string, hashes: readonly string[]): Promise<boolean> {
  for (const hash of hashes) if (await passwordMatches(password, hash)) return true;
  return false;
}
