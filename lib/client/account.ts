import { queryOptions } from '@tanstack/react-query';
import { api } from '#lib/client/api';
import {
  changePassword,
  confirmTotp,
  endOtherSessions,
  endSession,
  listSessions,
  offerTotp,
  removeTotp,
} from '#lib/contract/endpoints/account';

export const accountRoom = 'account';

export const sessionsQuery = queryOptions({
  queryKey: [accountRoom, 'sessions'],
  queryFn: ({ signal }) => api(listSessions, { signal }),
  refetchInterval: 60_000,
});

export function endOne(id: string) {
  return api(endSession, { params: { id } });
}

export function endOthers() {
  return api(endOtherSessions);
}

export function changeOwnPassword(body: { current: string; password: string }) {
  return api(changePassword, { body });
}

export function offerApp(password: string) {
  return api(offerTotp, { body: { password } });
}

export function confirmApp(code: string) {
  return api(confirmTotp, { body: { code } });
}

export function removeApp(password: string) {
  return api(removeTotp, { body: { password } });
}
