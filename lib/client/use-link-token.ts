import { useSyncExternalStore } from 'react';
import { tokenOf } from '#lib/client/sign-in-path';

/** The token of the link that led here; null for none, undefined until the browser has looked. */
export function useLinkToken(): string | null | undefined {
  return useSyncExternalStore(listen, here, onServer);
}

function listen(changed: () => void): () => void {
  window.addEventListener('hashchange', changed);
  return () => window.removeEventListener('hashchange', changed);
}

const here = () => tokenOf(window.location.hash);
const onServer = () => undefined;
