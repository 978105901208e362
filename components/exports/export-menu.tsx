'use client';

import { Menu } from '@base-ui/react/menu';
import { FileSpreadsheet, FileText } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { ComponentProps } from 'react';
import { type Exported, exportUrl } from '#lib/client/exports';
import { useTimes } from '#lib/client/use-times';

const formats = [
  { format: 'xlsx', icon: FileSpreadsheet },
  { format: 'csv', icon: FileText },
] as const;

type ExportMenuProps = { exported: Exported; trigger: ComponentProps<'button'> };

/** The formats of a file, open when they come. */
export function ExportMenu({ exported, trigger }: ExportMenuProps) {
  const t = useTranslations('export');
  const { locale, zone } = useTimes();
  return (
    <Menu.Root defaultOpen>
      <Menu.Trigger render={<button type="button" {...trigger} />} />
      <Menu.Portal>
        <Menu.Positioner align="end" sideOffset={4} className="z-50 outline-none">
          <Menu.Popup className="min-w-44 rounded-md border border-line bg-raised py-1 shadow-float outline-none">
            {formats.map(({ format, icon: Icon }) => (
              <Menu.LinkItem
                key={format}
                closeOnClick
                href={exportUrl(exported, { format, locale, zone })}
                download
                className="flex cursor-default select-none items-center gap-2.5 py-1.5 pr-4 pl-3 text-sm outline-none data-highlighted:bg-accent-tint pointer-coarse:py-2.5"
              >
                <Icon aria-hidden className="size-4 shrink-0 opacity-80" />
                {t(format)}
              </Menu.LinkItem>
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
