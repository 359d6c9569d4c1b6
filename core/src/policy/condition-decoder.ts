import { conditionFault } from './condition-faults.ts';
import { type Condition, compileCondition } from './conditions.ts';
import { type Decoder, refuse } from './decode.ts';

/** A CEL expression, compiled while the pack is read. */
export const condition: Decoder<Condition> = {
  read: (value, at, faults) => {
    if (typeof value !== 'string') return refuse(at, faults, '应为 CEL 条件式（文字），如 object.keyDischarger。');
    const compiled = compileCondition(value);
    return compiled.ok ? compiled.value : refuse(at, faults, `条件式有误：${conditionFault(compiled.error)}。`);
  },
};
