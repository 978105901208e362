import { CopyButton } from '#components/ui/copy-button';

type ShownOnceProps = { label: string; text: string; note?: string };

/** A secret that is shown now and never again, to be taken away. */
export function ShownOnce({ label, text, note }: ShownOnceProps) {
  return (
    <div className="flex flex-col gap-1">
      <div className="flex items-end justify-between gap-2">
        <span className="font-medium text-soft text-xs">{label}</span>
        <CopyButton text={text} />
      </div>
      <code className="block select-all break-all rounded-md bg-sunken p-2.5 font-mono text-xs">{text}</code>
      {note ? <span className="text-faint text-xs">{note}</span> : null}
    </div>
  );
}
