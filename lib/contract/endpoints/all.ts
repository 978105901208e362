import type { Endpoint } from '#lib/contract/endpoint';
import * as account from '#lib/contract/endpoints/account';
import * as alerts from '#lib/contract/endpoints/alerts';
import * as audit from '#lib/contract/endpoints/audit';
import * as calendars from '#lib/contract/endpoints/calendars';
import * as connectivity from '#lib/contract/endpoints/connectivity';
import * as definitions from '#lib/contract/endpoints/definitions';
import * as demo from '#lib/contract/endpoints/demo';
import * as etl from '#lib/contract/endpoints/etl';
import * as exports from '#lib/contract/endpoints/exports';
import * as gaps from '#lib/contract/endpoints/gaps';
import * as health from '#lib/contract/endpoints/health';
import * as openApi from '#lib/contract/endpoints/open-api';
import * as people from '#lib/contract/endpoints/people';
import * as recoveries from '#lib/contract/endpoints/recoveries';
import * as runs from '#lib/contract/endpoints/runs';
import * as schedules from '#lib/contract/endpoints/schedules';
import * as secrets from '#lib/contract/endpoints/secrets';
import * as session from '#lib/contract/endpoints/session';
import * as stock from '#lib/contract/endpoints/stock';
import * as storeDays from '#lib/contract/endpoints/store-days';
import * as stores from '#lib/contract/endpoints/stores';
import * as trends from '#lib/contract/endpoints/trends';

/** Every route of the program. */
export const endpoints: readonly Endpoint[] = [
  session,
  account,
  people,
  audit,
  secrets,
  runs,
  definitions,
  schedules,
  stores,
  connectivity,
  trends,
  gaps,
  stock,
  storeDays,
  calendars,
  recoveries,
  exports,
  alerts,
  demo,
  etl,
  health,
  openApi,
].flatMap((module): Endpoint[] => Object.values<unknown>(module).filter(isEndpoint));

function isEndpoint(value: unknown): value is Endpoint {
  return typeof value === 'object' && value !== null && 'method' in value && 'path' in value && 'answer' in value;
}
