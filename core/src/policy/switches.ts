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
  'class.rules': ['example', 'byOffice'],
  'special.exitRequiresInspection': [false, true],
  'special.triggerDate': ['decision', 'act'],
  'items.removal': ['repealedOnly', 'free'],
  'plan.addOnly': [true, false],
  'draw.fullTake': ['record', 'random'],
  'draw.perPeriod': ['once', 'atLeastOnce'],
  'publication.dayZeroCounts': [false, true],
  'publication.startsFrom': ['byRule', 'taskCompleted', 'inspectionEnd', 'resultDetermined'],
  'publication.monthly.offsetMonths': [0, 1],
  'plan.due': ['byRule', 'none', 'enforce'],
  'planTable.policy': ['warn', 'enforce', 'ignore'],
  'report.summary.mode': ['window', 'notLaterThan'],
  'special.floor': ['provincialWarn', 'none', 'provincialEnforce'],
  'special.adHocDraw': [true, false],
  'special.ratio': ['none', 'asKey'],
  'redraw.base': ['allKey', 'drawn'],
  'redraw.strictness': ['byRule', 'soft', 'hard'],
  'horizon.type': ['fixed', 'rollingPerObject'],
  'overlap.window': ['dateIntersect', 'sameMonth', 'sameQuarter'],
  'campaign.skipRecognised': [true, false],
  'scope.campaignAction': ['targeted', 'campaign'],
  'participation.rule': ['concludedOnce', 'drawnOnce'],
  'joint.denominatorIncludesOffsiteFullCoverage': [false, true],
  'joint.internalDenominator': ['visits', 'tasks'],
  'credit.unit': ['visits', 'objects'],
  'general.nonPositiveBase': ['eachCounty', 'threeCountiesTogether'],
  'generalQuota.inspectorCount': ['certifiedOnStaffOnDuty', 'onStaffOnDuty', 'certified'],
  'generalQuota.countDate': ['yearStart', 'yearEnd', 'asOf'],
  'class.constructionInGeneral': [true, false],
  'tier.classMap': ['rows', 'conditions'],
  'tier.ratioScope': ['perRound', 'perYear'],
  'tier.halfYears': ['onePerHalf', 'anyTime'],
  'tier.multiMembership': ['everyRow', 'strictest', 'letterPrecedence'],
  'tier.rangeUpperBound': ['hard', 'advisory'],
  'tier.c4Residual': [true, false],
} as const satisfies Record<string, readonly (string | boolean | number)[]>;

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
