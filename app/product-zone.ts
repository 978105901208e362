import { runtime } from '#lib/runtime/current';

/** FLUXION_ZONE of the running program: business days are reckoned in it, and instants shown until a viewer chooses another zone. */
export function productZone(): string {
  return runtime().config.FLUXION_ZONE;
}
