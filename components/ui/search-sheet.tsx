'use client';

import { Autocomplete } from '@base-ui/react/autocomplete';
import { Dialog } from '@base-ui/react/dialog';
import { Check, type LucideIcon, Search } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { type FoundGroup, fuzzyFind } from '#lib/client/fuzzy';

export type SheetItem = {
  id: string;
  label: string;
  /** Found too, and not shown. */
  words?: string;
  note?: string;
  icon?: LucideIcon;
  /** What holds now. */
  chosen?: boolean;
};

type SearchSheetProps<Item extends SheetItem> = {
  label: string;
  placeholder: string;
  groups: readonly FoundGroup<Item>[];
  onChoose: (item: Item) => void;
  onClose: () => void;
};

/** Entries to search and choose from, over the page: typing finds, arrows walk, Enter takes, Esc leaves. */
export function SearchSheet<Item extends SheetItem>(props: SearchSheetProps<Item>) {
  const { label, placeholder, groups, onChoose, onClose } = props;
  const t = useTranslations('action');
  const [search, setSearch] = useState('');
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-black/40 transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Dialog.Popup
          aria-label={label}
          className="fixed inset-x-0 top-[8vh] z-50 mx-auto flex max-h-[min(34rem,80dvh)] w-[calc(100vw-1.5rem)] max-w-lg flex-col overflow-hidden rounded-lg border border-line bg-raised shadow-float outline-none transition-[opacity,translate] duration-150 data-ending-style:-translate-y-2 data-starting-style:-translate-y-2 data-ending-style:opacity-0 data-starting-style:opacity-0"
        >
          <Autocomplete.Root
            open
            inline
            items={fuzzyFind(groups, search)}
            filter={null}
            value={search}
            onValueChange={setSearch}
            itemToStringValue={(item: Item) => item.label}
            autoHighlight="always"
            keepHighlight
          >
            <div className="flex items-center gap-2.5 border-line border-b px-4">
              <Search aria-hidden className="size-4 shrink-0 text-faint" />
              <Autocomplete.Input
                aria-label={label}
                placeholder={placeholder}
                className="h-11 w-full bg-transparent text-base outline-none placeholder:text-faint"
              />
              <Dialog.Close className="sr-only">{t('close')}</Dialog.Close>
            </div>
            <Autocomplete.Empty className="px-4 text-soft empty:hidden">
              <p className="py-8 text-center">{t('nothingFound', { search })}</p>
            </Autocomplete.Empty>
            <Autocomplete.List className="min-h-0 flex-1 overflow-y-auto overscroll-contain scroll-py-2 py-2 empty:hidden">
              {(group: FoundGroup<Item>) => (
                <Autocomplete.Group key={group.value} items={group.items} className="not-last:mb-2">
                  <Autocomplete.GroupLabel className="px-4 py-1 font-medium text-faint text-xs">
                    {group.value}
                  </Autocomplete.GroupLabel>
                  <Autocomplete.Collection>
                    {(item: Item) => <Entry key={item.id} item={item} onChoose={onChoose} />}
                  </Autocomplete.Collection>
                </Autocomplete.Group>
              )}
            </Autocomplete.List>
          </Autocomplete.Root>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

type EntryProps<Item extends SheetItem> = { item: Item; onChoose: (item: Item) => void };

function Entry<Item extends SheetItem>({ item, onChoose }: EntryProps<Item>) {
  const { label, note, icon: Icon, chosen = false } = item;
  return (
    <Autocomplete.Item
      value={item}
      onClick={() => onChoose(item)}
      className="mx-2 flex cursor-default select-none items-center gap-2.5 rounded-md px-2 py-1.5 outline-none data-highlighted:bg-accent-tint pointer-coarse:py-2.5"
    >
      {Icon ? <Icon aria-hidden className="size-4 shrink-0 text-faint" /> : null}
      <span className="min-w-0 flex-1 truncate">{label}</span>
      {note ? <span className="max-w-1/2 shrink-0 truncate text-soft text-xs">{note}</span> : null}
      {chosen ? <Check aria-hidden className="size-4 shrink-0 text-accent" /> : null}
    </Autocomplete.Item>
  );
}
