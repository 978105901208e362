import { withdrawInvitation } from '#lib/access/invitations';
import * as people from '#lib/contract/endpoints/people';
import { route } from '#lib/http/route';

export const DELETE = route(people.withdrawInvitation, async ({ db }, { params }) => {
  await withdrawInvitation(db, params.id);
  return null;
});
