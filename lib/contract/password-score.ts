import { foldText } from '#lib/contract/fold-text';

/** Tells from 0 to 4 how hard a text is to guess. */
type Meter = { check: (text: string) => { score: number } };

/** Of 4: "safely unguessable" begins here, by the words of those who made the measure. */
export const leastScore = 3;
/** What a longer one adds is not worth the time it takes to look at. */
const mostLooked = 64;

/** How hard a password is to guess for somebody who knows whose it is: `AnaPerez2026` is no more than a year. */
export function passwordScore(meter: Meter, password: string, about: readonly string[]): number {
  const looked = password.slice(0, mostLooked);
  const words = about.flatMap((text) => foldText(text).split(/[^\p{L}\p{N}]+/u)).filter((word) => word.length > 2);
  const left = ['fluxion', ...words].reduce((text, word) => text.replaceAll(word, ''), foldText(looked));
  return Math.min(scoreOf(meter, looked), scoreOf(meter, left));
}

const scoreOf = (meter: Meter, text: string): number => (text === '' ? 0 : meter.check(text).score);
