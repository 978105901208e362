import { api } from '#lib/client/api';
import {
  acceptInvitation,
  demoSignIn,
  giveSecondFactor,
  openInvitation,
  setUp,
  signIn,
  signOut,
} from '#lib/contract/endpoints/session';

export type Credentials = { email: string; password: string };

export function signInWith(body: Credentials) {
  return api(signIn, { body });
}

export function giveCode(code: string) {
  return api(giveSecondFactor, { body: { code } });
}

export function signInToDemo() {
  return api(demoSignIn);
}

export function setUpWith(body: Credentials & { token: string; name: string }) {
  return api(setUp, { body });
}

export function openLink(token: string, signal: AbortSignal) {
  return api(openInvitation, { body: { token }, signal });
}

export function acceptLink(body: { token: string; name?: string; password: string }) {
  return api(acceptInvitation, { body });
}

export function leave() {
  return api(signOut);
}
