import { runtime } from '#lib/runtime/current';

/** The zone in which every time is shown: FLUXION_ZONE of the running program. */
export function productZone(): string {
  return runtime().config.FLUXION_ZONE;
}
