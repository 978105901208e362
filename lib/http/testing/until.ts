import { setTimeout as delay } from 'node:timers/promises';

const patienceMs = 20_000;

/** Asks until the answer is good; fails with the last answer when that takes too long. */
export async function until<Answer>(ask: () => Promise<Answer>, isGood: (answer: Answer) => boolean): Promise<Answer> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const answer = await ask();
    if (isGood(answer)) return answer;
    if (Date.now() > deadline) throw new Error(`Still not so after ${patienceMs} ms: ${JSON.stringify(answer)}`);
    await delay(20);
  }
}
