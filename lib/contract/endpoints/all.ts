import type { Endpoint } from '#lib/contract/endpoint';
import * as definitions from '#lib/contract/endpoints/definitions';
import * as etl from '#lib/contract/endpoints/etl';
import * as gaps from '#lib/contract/endpoints/gaps';
import * as health from '#lib/contract/endpoints/health';
import * as openApi from '#lib/contract/endpoints/open-api';
import * as runs from '#lib/contract/endpoints/runs';
import * as schedules from '#lib/contract/endpoints/schedules';
import * as stores from '#lib/contract/endpoints/stores';

/** Every route of the program. */
export const endpoints: readonly Endpoint[] = [
  runs,
  definitions,
  schedules,
  stores,
  gaps,
  etl,
  health,
  openApi,
].flatMap((module): Endpoint[] => Object.values<unknown>(module).filter(isEndpoint));

function isEndpoint(value: unknown): value is Endpoint {
  return typeof value === 'object' && value !== null && 'method' in value && 'path' in value && 'answer' in value;
}
