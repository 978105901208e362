import * as health from '#lib/contract/endpoints/health';
import { liveness } from '#lib/http/health';
import { route } from '#lib/http/route';

export const GET = route(health.liveness, liveness);
