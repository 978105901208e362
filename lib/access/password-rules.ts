import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary as common } from '@zxcvbn-ts/language-common';
import { dictionary as spanish } from '@zxcvbn-ts/language-es-es';
import { leastScore, passwordScore } from '#lib/contract/password-score';
import { AppError } from '#lib/errors';

let meter: ZxcvbnFactory | null = null;

/**
 * Refuses what is guessed soon: common passwords and words, keyboard walks, repetitions, and what is made of the person's
 * own name. No rule about kinds of characters: they make passwords worse.
 */
export function refuseGuessable(password: string, about: readonly string[]): void {
  meter ??= new ZxcvbnFactory({ dictionary: { ...common, ...spanish }, graphs: adjacencyGraphs });
  if (passwordScore(meter, password, about) >= leastScore) return;
  throw new AppError('invalid_input', 'This password is guessed too soon.', {
    details: [
      { path: 'password', message: 'expected one that is harder to guess: several words that do not belong together' },
    ],
  });
}
