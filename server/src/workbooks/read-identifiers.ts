import {
  creditCheckDigit,
  hasCreditCodeForm,
  isCertificateNo,
  isCreditCode,
  isIdNumber,
  isMobilePhone,
  isProjectKey,
} from '@sunlot/contract/identifiers.ts';
import { splitSeveral } from './clean-text.ts';
import type { FindingCode, RowReader } from './row-reader.ts';

/** Numbers of a row's cells. A blank cell gives undefined; a bad one an error in the reader. */

type Refusal = { readonly code: FindingCode; readonly message: string } | undefined;

export function readCreditCode(reader: RowReader, id: string): string | undefined {
  return readCode(reader, id, refuseCreditCode);
}

export function readCertificateNo(reader: RowReader, id: string): string | undefined {
  if (reader.lacks(id)) reader.required(id);
  return readCode(reader, id, (text) =>
    isCertificateNo(text)
      ? undefined
      : refusal('badCode', `“${text}”不是有效的证号：只能用字母、数字、点和短横，最多 22 位。请对照证件核对。`),
  );
}

/** The number itself is not repeated in the message. */
export function readIdNumber(reader: RowReader, id: string): string | undefined {
  return readCode(reader, id, (text) =>
    isIdNumber(text)
      ? undefined
      : refusal('badCheckDigit', `身份证号校验不通过（现有 ${text.length} 位）。请对照身份证核对。`),
  );
}

export function readPhone(reader: RowReader, id: string): string | undefined {
  return readCode(reader, id, (text) =>
    isMobilePhone(text) ? undefined : refusal('badPhone', '不是 11 位手机号，请核对；固定电话请写在备注。'),
  );
}

/** Keys of objects, several by `；`: credit codes, or `<credit code>/<project number>`. */
export function readObjectKeys(reader: RowReader, id: string): readonly string[] | undefined {
  const text = reader.text(id);
  if (text === undefined) return undefined;
  const keys = splitSeveral(text.replace(/[，,、]/g, '；'));
  for (const key of keys.filter((one) => !isCreditCode(one) && !isProjectKey(one))) {
    reader.error(id, 'badCode', `“${key}”不是有效的统一社会信用代码，请核对。多个代码用“；”分隔。`);
  }
  return keys.length === 0 ? undefined : keys;
}

/** A spreadsheet keeps 15 digits of a number: a longer code stored as one is lost, whatever it looks like. */
function readCode(reader: RowReader, id: string, refuse: (text: string) => Refusal): string | undefined {
  const text = reader.text(id);
  if (text === undefined) return undefined;
  const lost = (reader.row.numeric.includes(id) && text.length > 15) || /^\d(?:\.\d+)?E\+?\d+$/i.test(text);
  const refused = lost
    ? refusal('digitsLost', '被表格程序当成数字保存，后几位已经丢失。请把这一列设为文本格式，再按证照重新填写。')
    : refuse(text);
  if (!refused) return text;
  reader.error(id, refused.code, refused.message);
  return undefined;
}

function refuseCreditCode(text: string): Refusal {
  if (isCreditCode(text)) return undefined;
  if (hasCreditCodeForm(text)) {
    const check = creditCheckDigit(text.slice(0, 17));
    return refusal('badCheckDigit', `“${text}”校验不通过（前 17 位对应的末位应是 ${check}）。请对照营业执照核对。`);
  }
  const stray = /[IOSVZ]/.exec(text)?.[0];
  const reason =
    text.length !== 18
      ? `是 ${text.length} 位，应为 18 位`
      : stray
        ? `含字母 ${stray}，代码中没有 I、O、S、V、Z`
        : '含有代码中没有的字符';
  return refusal('badCode', `“${text}”${reason}。请对照营业执照核对。`);
}

function refusal(code: FindingCode, message: string): Refusal {
  return { code, message };
}
