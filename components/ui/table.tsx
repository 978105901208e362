import clsx from 'clsx';
import type { ReactNode } from 'react';
import { useMay } from '#components/shell/me';
import type { Role } from '#lib/contract/access';

/** Which columns go first where a table just fits; the sheets show them all. */
type Spare = 'first' | 'last';

const spareClass: Record<Spare, string> = {
  first: '@[52rem]:@max-[66rem]:hidden',
  last: '@[52rem]:@max-[60rem]:hidden',
};

type TableProps = { label: string; head: ReactNode; children: ReactNode };

/** A table that becomes a list of sheets where it has little room: each cell then says its column's name. */
export function Table({ label, head, children }: TableProps) {
  return (
    <div className="@container overflow-x-auto">
      <table aria-label={label} className="w-full border-collapse text-sm @max-[52rem]:block">
        <thead className="@max-[52rem]:sr-only">
          <tr className="border-line border-b">{head}</tr>
        </thead>
        <tbody className="divide-y divide-line @max-[52rem]:block [&>tr]:@max-[52rem]:flex [&>tr]:@max-[52rem]:flex-wrap [&>tr]:@max-[52rem]:gap-x-5 [&>tr]:@max-[52rem]:gap-y-2 [&>tr]:@max-[52rem]:px-4 [&>tr]:@max-[52rem]:py-3.5 @[52rem]:[&>tr:hover]:bg-hover">
          {children}
        </tbody>
      </table>
    </div>
  );
}

type HeadCellProps = {
  numeric?: boolean;
  spare?: Spare;
  /** For a column that can be sorted by. */
  sorted?: 'ascending' | 'descending' | 'none';
  /** The role that the acts of the column ask for: it is not there for who has less. */
  needs?: Role;
  children?: ReactNode;
};

export function HeadCell({ numeric = false, spare, sorted, needs, children }: HeadCellProps) {
  if (!useMay(needs)) return null;
  return (
    <th
      scope="col"
      aria-sort={sorted}
      className={clsx(
        'h-9 whitespace-nowrap px-3 font-medium text-faint text-xs first:pl-4 last:pr-4',
        numeric ? 'text-right' : 'text-left',
        spare && spareClass[spare],
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
  spare?: Spare;
  /** As in the head of its column. */
  needs?: Role;
  className?: string | undefined;
  children: ReactNode;
};

export function Cell(props: CellProps) {
  const { label, numeric = false, wide = false, heading = false, spare, needs, className, children } = props;
  if (!useMay(needs)) return null;
  const classes = clsx(
    'px-3 py-2 align-middle font-normal first:pl-4 last:pr-4 @max-[52rem]:block @max-[52rem]:p-0! @max-[52rem]:empty:hidden',
    numeric ? 'text-left @[52rem]:text-right' : 'text-left',
    (wide || heading) && '@max-[52rem]:w-full',
    spare && spareClass[spare],
    className,
  );
  const content = (
    <>
      {label ? <span className="block font-sans text-faint text-xs @[52rem]:hidden">{label}</span> : null}
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
