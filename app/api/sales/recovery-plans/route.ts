import { dayInZone } from '#lib/contract/day';
import * as recoveries from '#lib/contract/endpoints/recoveries';
import { salesJob } from '#lib/etl/daily-load';
import { route } from '#lib/http/route';
import { recoveryPlan } from '#lib/sales/recovery-plan';
import { scheduledParallel } from '#lib/schedules/scheduled-parallel';

export const POST = route(recoveries.planRecovery, async ({ db, config }, { body: wish }) => {
  const now = new Date();
  const zone = config.FLUXION_ZONE;
  const parallel = (await scheduledParallel(db, salesJob)) ?? config.ETL_PARALLEL_STORES;
  return recoveryPlan(db, { wish, now, zone, today: dayInZone(now, zone), parallel });
});
