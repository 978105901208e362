import { queryOptions } from '@tanstack/react-query';

export const strengths = ['veryWeak', 'weak', 'fair', 'strong', 'veryStrong'] as const;
export type Strength = (typeof strengths)[number];

/** What the server asks for at least. */
export const shortestPassword = 12;
export const leastStrength: Strength = 'strong';

/** What a longer one adds is not worth the time it takes to look at. */
const mostLooked = 64;

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
  const [{ ZxcvbnFactory }, { adjacencyGraphs, dictionary }] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
  ]);
  const own = about.flatMap((text) => text.toLowerCase().split(/[^\p{L}\p{N}]+/u)).filter((word) => word.length > 2);
  const meter = new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs });
  const { score } = meter.check(password.slice(0, mostLooked), ['fluxion', ...own]);
  return strengths[score];
}
