/** What the figures of a report are called in programs; rules and files name them too. */

/** Of one class: objects to inspect, objects drawn, visits, objects inspected, visits again in the same year, coverage. */
export const CLASS_FIGURES = ['base', 'drawn', 'visits', 'completed', 'repeats', 'covered', 'uncovered'] as const;
export type ClassFigure = (typeof CLASS_FIGURES)[number];

/** Over all classes: random visits, those of a quarter that were drawn for a longer time, beside them the rounds that take every unit without a draw; of all of these how they were made, what they found and what was done about it, what became public, who took part. */
export const WHOLE_FIGURES = [
  'randomVisits',
  'longerTasks',
  'offSiteRounds',
  'method',
  'internalJoint',
  'interdepartmental',
  'interdepartmentalTasks',
  'credit',
  'wording',
  'followUp',
  'handedOver',
  'toRectify',
  'rectified',
  'rectifyOverdue',
  'results',
  'published',
  'late',
  'withheld',
  'holders',
  'participated',
] as const;
export type WholeFigure = (typeof WHOLE_FIGURES)[number];

/** In place of a wording where a visit has no result yet. */
export const NO_RESULT = '-';
