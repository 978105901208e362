'use client';

import { Eye, EyeOff } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type ComponentProps, useState } from 'react';
import { buttonClass } from '#components/ui/button';
import { Input } from '#components/ui/field';

/** A password that can be looked at while it is typed. */
export function PasswordInput(props: Omit<ComponentProps<typeof Input>, 'type' | 'className'>) {
  const t = useTranslations('access');
  const [shown, setShown] = useState(false);
  const Icon = shown ? EyeOff : Eye;
  const label = t(shown ? 'hidePassword' : 'showPassword');
  return (
    <span className="relative block">
      <Input
        {...props}
        type={shown ? 'text' : 'password'}
        maxLength={128}
        autoCapitalize="none"
        spellCheck={false}
        className="pr-9 pointer-coarse:pr-11"
      />
      <button
        type="button"
        aria-label={label}
        title={label}
        onClick={() => setShown(!shown)}
        className={buttonClass('quiet', 'icon', 'absolute! inset-y-0 right-0')}
      >
        <Icon aria-hidden />
      </button>
    </span>
  );
}
