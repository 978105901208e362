const loopbackName = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?$/i;

/**
 * Whether a request may be meant for us. A page on the web can give its own name our loopback address and so reach a
 * server that is bound to this machine alone: such a server answers to loopback names only.
 */
export function hostIsExpected(boundTo: string, host: string | undefined): boolean {
  if (!isLoopback(boundTo)) return true;
  return host !== undefined && loopbackName.test(host);
}

function isLoopback(address: string): boolean {
  return loopbackName.test(address) || address === '::1';
}
