import { acknowledge } from '#lib/alerts/acknowledge';
import * as alerts from '#lib/contract/endpoints/alerts';
import { route } from '#lib/http/route';

export const POST = route(alerts.acknowledgeAlert, ({ db }, { params, caller }) =>
  acknowledge(db, params.id, caller.name),
);
