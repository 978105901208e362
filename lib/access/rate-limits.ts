import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { AppError } from '#lib/errors';

type Rule = { points: number; seconds: number; blockSeconds: number };

/** Tries of one kind, counted in this process. */
const rules = {
  /** Of one address on one account: a person who mistypes gets through, a program does not get far. */
  account: { points: 8, seconds: 300, blockSeconds: 300 },
  /** Of one address on all accounts together. */
  address: { points: 40, seconds: 300, blockSeconds: 300 },
  /** Of everybody on one account: slows a guess that comes from many places, and never locks the owner out for long. */
  everywhere: { points: 60, seconds: 300, blockSeconds: 60 },
  /** Tokens of links and codes of second factors, of one address. */
  token: { points: 40, seconds: 300, blockSeconds: 300 },
  /** Keys that open nothing, of one address: apart, so that a program with an old key keeps nobody there from signing in. */
  key: { points: 40, seconds: 300, blockSeconds: 300 },
} satisfies Record<string, Rule>;

export type RateLimits = {
  /** Counts a try; throws `rate_limited` when there were too many. */
  spend: (rule: keyof typeof rules, key: string) => Promise<void>;
  /** Gives a try back that was a success. */
  refund: (rule: keyof typeof rules, key: string) => Promise<void>;
};

export function openRateLimits(): RateLimits {
  const limiters = new Map(
    Object.entries(rules).map(([name, { points, seconds, blockSeconds }]) => [
      name,
      new RateLimiterMemory({ points, duration: seconds, blockDuration: blockSeconds, keyPrefix: name }),
    ]),
  );
  return {
    spend: async (rule, key) => {
      await limiters.get(rule)?.consume(key).catch(refuse);
    },
    refund: async (rule, key) => {
      await limiters.get(rule)?.reward(key, 1);
    },
  };
}

function refuse(limit: unknown): never {
  if (!(limit instanceof RateLimiterRes)) throw limit;
  const seconds = Math.ceil(limit.msBeforeNext / 1000);
  throw new AppError('rate_limited', `Too many tries. Try again in ${seconds} s.`, { params: { seconds } });
}
