/**
 * The switches a pack may set: one for every place where a scheme can be read in more than one way.
 * The first option of each is what a pack that does not mention the key gets. What each option does is in
 * `docs/policy-packs.md`; a key or option that is not in this table has no effect in code and is refused.
 */
export const SWITCHES = {
  'calc.denominatorSnapshot': ['freeze', 'periodStart', 'yearStart'],
  'calc.suspendedInDenominator': [false, true],
  'calc.rounding': ['ceil'],
  'calc.afterFullCoverage': ['topUp', 'stop'],
  'calc.exemptedInDenominator': [true, false],
  'calc.exemptedCountsAsCovered': [true, false],
  'calc.poolOrder': ['leastDrawnFirst', 'uniform'],
  'calc.annualBase': ['lastFreeze', 'yearStart', 'union'],
  'calc.visitUnit': ['visit', 'department'],
  'cap.levels': ['all', 'own'],
  'cap.unit': ['byRule', 'object', 'item'],
  'cap.strictness': ['byRule', 'principle', 'hard'],
  'cap.countDrawsWhileExempt': [false, true],
  'class.exclusive': [true, false],
  'class.jointFlag': [true, false],
  'class.outside': [true, false],
  'special.exitRequiresInspection': [false, true],
  'special.triggerDate': ['decision', 'act'],
  'items.removal': ['repealedOnly', 'free'],
  'plan.addOnly': [true, false],
  'draw.fullTake': ['record', 'random'],
  'draw.perPeriod': ['once', 'atLeastOnce'],
  'publication.dayZeroCounts': [false, true],
  'publication.startsFrom': ['byRule', 'taskCompleted', 'inspectionEnd', 'resultDetermined'],
} as const satisfies Record<string, readonly (string | boolean)[]>;

export type SwitchKey = keyof typeof SWITCHES;

/** The value of every switch under one pack. */
export type Settings = { readonly [K in SwitchKey]: (typeof SWITCHES)[K][number] };

export function isSwitchKey(text: string): text is SwitchKey {
  return Object.hasOwn(SWITCHES, text);
}

/** What code does where no pack says otherwise. */
export const DEFAULT_SETTINGS = Object.fromEntries(
  Object.entries(SWITCHES).map(([key, options]) => [key, options[0]]),
) as Settings;
