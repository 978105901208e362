/** Why something was left out, as the server records it in English: what we can say in other words. */
export type ReasonWords =
  | { kind: 'inRun'; run: string }
  | { kind: 'onHold'; reason: string }
  | { kind: 'overlap'; run: string }
  | { kind: 'anotherRun' | 'missed' | 'grace' | 'stepFailed' | 'linkDown' }
  | { kind: 'other'; text: string };

const fixed = {
  'in another run': 'anotherRun',
  missed: 'missed',
  grace: 'grace',
  'a step failed': 'stepFailed',
  link_down: 'linkDown',
} as const;

export function reasonWords(text: string): ReasonWords {
  const inRun = /^in run (\d+)$/.exec(text)?.[1];
  if (inRun) return { kind: 'inRun', run: inRun };
  const overlap = /^overlap in run (\d+)$/.exec(text)?.[1];
  if (overlap) return { kind: 'overlap', run: overlap };
  const held = /^on hold: (.+)$/s.exec(text)?.[1];
  if (held) return { kind: 'onHold', reason: held };
  const known = Object.entries(fixed).find(([words]) => words === text)?.[1];
  return known ? { kind: known } : { kind: 'other', text };
}
