import { queryOptions } from '@tanstack/react-query';
import { api } from '#lib/client/api';
import type { Role } from '#lib/contract/access';
import {
  changePerson,
  invite,
  listInvitations,
  listPeople,
  type PersonChange,
  resetPassword,
  withdrawInvitation,
} from '#lib/contract/endpoints/people';
import type { Id } from '#lib/contract/page';

export const peopleRoom = 'people';

export const peopleQuery = queryOptions({
  queryKey: [peopleRoom, 'list'],
  queryFn: ({ signal }) => api(listPeople, { signal }),
  refetchInterval: 60_000,
});

export const invitationsQuery = queryOptions({
  queryKey: [peopleRoom, 'invitations'],
  queryFn: ({ signal }) => api(listInvitations, { signal }),
  refetchInterval: 60_000,
});

export function inviteOne(body: { email: string; role: Role }) {
  return api(invite, { body });
}

export function withdraw(id: Id) {
  return api(withdrawInvitation, { params: { id } });
}

export function change(id: string, body: PersonChange) {
  return api(changePerson, { params: { id }, body });
}

export function linkForPassword(id: string, reason: string) {
  return api(resetPassword, { params: { id }, body: { reason } });
}
