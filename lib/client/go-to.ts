/** Leaves for a page with everything read anew: who is signed in has changed. */
export function goTo(path: string): void {
  window.location.assign(path);
}
