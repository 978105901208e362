import * as health from '#lib/contract/endpoints/health';
import { readiness } from '#lib/http/health';
import { route } from '#lib/http/route';

export const GET = route(health.readiness, readiness, ({ status }) => (status === 'ready' ? 200 : 503));
