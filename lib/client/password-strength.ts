import { queryOptions } from '@tanstack/react-query';
import { leastScore, passwordScore } from '#lib/contract/password-score';

export const strengths = ['veryWeak', 'weak', 'fair', 'strong', 'veryStrong'] as const;
export type Strength = (typeof strengths)[number];

/** What the server asks for at least. */
export const shortestPassword = 12;
export const leastStrength = strengths[leastScore];

/** How soon a password is guessed, by the measure that the server has; its dictionary comes with the first question. */
export function strengthQuery(password: string, about: readonly string[]) {
  return queryOptions({
    queryKey: ['password-strength', password, about],
    queryFn: () => strengthOf(password, about),
    staleTime: Number.POSITIVE_INFINITY,
    // What was typed is not kept.
    gcTime: 0,
  });
}

async function strengthOf(password: string, about: readonly string[]): Promise<Strength> {
  const [{ ZxcvbnFactory }, common, spanish] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
    import('@zxcvbn-ts/language-es-es'),
  ]);
  const dictionary = { ...common.dictionary, ...spanish.dictionary };
  const meter = new ZxcvbnFactory({ dictionary, graphs: common.adjacencyGraphs });
  return strengths[passwordScore(meter, password, about)] ?? 'veryWeak';
}
