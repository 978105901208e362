import type { Db } from '#db/db';
import type { AlertFacts } from '#lib/alerts/alert-facts';
import type { Evaluation } from '#lib/alerts/evaluate';
import type { Voice } from '#lib/alerts/voice';
import { alertFacts } from '#lib/boot/alert-facts';
import { createLog } from '#lib/log';

export const nowOfTests = new Date('2025-10-22T12:00:00Z');

export const voiceOfTests: Voice = {
  channels: ['webhook'],
  locale: 'es',
  zone: 'America/Caracas',
  publicUrl: 'https://fluxion.example',
};

/** What the program evaluates with, at noon of 2025-10-22 in UTC. */
export function testEvaluation(db: Db, voice: Partial<Voice> = {}, facts: Partial<AlertFacts> = {}): Evaluation {
  return {
    db,
    facts: { ...alertFacts('America/Caracas'), ...facts },
    voice: { ...voiceOfTests, ...voice },
    daysBehind: 7,
    log: createLog('silent'),
    now: () => nowOfTests,
  };
}
