/** How everything that takes a value looks; apart from the field, so that a look alone brings no field along. */
export const controlClass =
  'w-full rounded-md border border-control bg-surface px-2.5 text-ink text-sm placeholder:text-faint focus-visible:outline-2 focus-visible:outline-accent focus-visible:outline-offset-0 disabled:opacity-55 data-invalid:border-bad';
