/** Streams of many branches that join into one. */
export function Mark({ className }: { className?: string }) {
  return (
    <svg aria-hidden viewBox="0 0 24 24" className={className} fill="none" strokeWidth="2.6" strokeLinecap="round">
      <path d="M3 5h4c5 0 5 7 10 7h4" stroke="currentColor" />
      <path d="M3 12h18" stroke="currentColor" />
      <path d="M3 19h4c5 0 5-7 10-7" stroke="var(--accent)" />
    </svg>
  );
}
