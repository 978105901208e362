import clsx from 'clsx';
import type { ReactNode } from 'react';

type TableProps = { label: string; head: ReactNode; children: ReactNode };

/** A table that becomes a list of sheets on a narrow screen: each cell then says its column's name. */
export function Table({ label, head, children }: TableProps) {
  return (
    <div className="md:overflow-x-auto">
      <table aria-label={label} className="w-full border-collapse text-sm max-md:block">
        <thead className="max-md:sr-only">
          <tr className="border-line border-b">{head}</tr>
        </thead>
        <tbody className="divide-y divide-line max-md:block [&>tr]:max-md:flex [&>tr]:max-md:flex-wrap [&>tr]:max-md:gap-x-5 [&>tr]:max-md:gap-y-2 [&>tr]:max-md:px-4 [&>tr]:max-md:py-3.5 md:[&>tr:hover]:bg-hover">
          {children}
        </tbody>
      </table>
    </div>
  );
}

export function HeadCell({ numeric = false, children }: { numeric?: boolean; children?: ReactNode }) {
  return (
    <th
      scope="col"
      className={clsx(
        'h-9 whitespace-nowrap px-3 font-medium text-faint text-xs first:pl-4 last:pr-4',
        numeric ? 'text-right' : 'text-left',
      )}
    >
      {children}
    </th>
  );
}

type CellProps = {
  /** The column's name, shown above the value on a narrow screen. */
  label?: string;
  numeric?: boolean;
  /** Takes a whole line on a narrow screen. */
  wide?: boolean;
  /** Names the row. */
  heading?: boolean;
  className?: string | undefined;
  children: ReactNode;
};

export function Cell({ label, numeric = false, wide = false, heading = false, className, children }: CellProps) {
  const classes = clsx(
    'px-3 py-2 align-middle font-normal first:pl-4 last:pr-4 max-md:block max-md:p-0! max-md:empty:hidden',
    numeric ? 'text-left md:text-right' : 'text-left',
    (wide || heading) && 'max-md:w-full',
    className,
  );
  const content = (
    <>
      {label ? <span className="block font-sans text-faint text-xs md:hidden">{label}</span> : null}
      {children}
    </>
  );
  return heading ? (
    <th scope="row" className={classes}>
      {content}
    </th>
  ) : (
    <td className={classes}>{content}</td>
  );
}
