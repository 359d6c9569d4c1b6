import type { z } from 'zod';
import { zhCN } from 'zod/locales';

type Fault = z.core.$ZodRawIssue;

const KINDS: Readonly<Record<string, string>> = {
  string: '文字',
  number: '数字',
  int: '整数',
  boolean: 'true 或 false',
  array: '列表',
  object: '一组字段',
};

/** What a schema has no words of its own for, as somebody in an office would say it; the locale of the library speaks for the rest. */
export const IN_CHINESE = { error: (fault: Fault) => sentence(fault) ?? zhCN().localeError(fault) };

function sentence(fault: Fault): string | undefined {
  switch (fault.code) {
    case 'invalid_type':
      return fault.input === undefined ? '没有填写' : `应为${KINDS[fault.expected] ?? fault.expected}`;
    case 'too_small':
      return tooSmall(fault);
    case 'too_big':
      return fault.origin === 'string' ? `最多 ${fault.maximum} 个字符` : `不能多于 ${fault.maximum}`;
    case 'unrecognized_keys':
      return `没有这个字段：${fault.keys.join('、')}`;
    default:
      return undefined;
  }
}

function tooSmall({ origin, minimum }: Extract<Fault, { readonly code: 'too_small' }>): string {
  if (origin !== 'string' && origin !== 'array') return `不能少于 ${minimum}`;
  if (Number(minimum) === 1) return '不能为空';
  return origin === 'string' ? `至少 ${minimum} 个字符` : `至少 ${minimum} 项`;
}
