import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common';
import { foldText } from '#lib/contract/fold-text';
import { AppError } from '#lib/errors';

/** Of 4: "safely unguessable" begins here, by the library's own words. */
const leastScore = 3;
/** What a longer one adds is not worth the time it takes to look at. */
const mostLooked = 64;

let meter: ZxcvbnFactory | null = null;

/**
 * Refuses what is guessed soon: common passwords, keyboard walks, repetitions, and what is made of the person's own name.
 * No rule about kinds of characters: they make passwords worse.
 */
export function refuseGuessable(password: string, about: readonly string[]): void {
  const words = about.flatMap((text) => foldText(text).split(/[^\p{L}\p{N}]+/u)).filter((word) => word.length > 2);
  const looked = password.slice(0, mostLooked);
  if (scoreOf(looked) >= leastScore && scoreOf(withoutWords(looked, ['fluxion', ...words])) >= leastScore) return;
  throw new AppError('invalid_input', 'This password is guessed too soon.', {
    details: [
      { path: 'password', message: 'expected one that is harder to guess: several words that do not belong together' },
    ],
  });
}

function scoreOf(text: string): number {
  meter ??= new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs });
  return text === '' ? 0 : meter.check(text).score;
}

/** What is left to guess for somebody who knows whose password it is: `AnaPerez2026` is a year. */
function withoutWords(password: string, words: readonly string[]): string {
  return words.reduce((text, word) => text.replaceAll(word, ''), foldText(password));
}
