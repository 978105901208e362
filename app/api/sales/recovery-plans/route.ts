import { dayInZone } from '#lib/contract/day';
import * as recoveries from '#lib/contract/endpoints/recoveries';
import { route } from '#lib/http/route';
import { recoveryPlan } from '#lib/sales/recovery-plan';

export const POST = route(recoveries.planRecovery, ({ db, config }, { body: wish }) => {
  const now = new Date();
  const zone = config.FLUXION_ZONE;
  return recoveryPlan(db, { wish, now, zone, today: dayInZone(now, zone), parallel: config.ETL_PARALLEL_STORES });
});
