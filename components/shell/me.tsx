'use client';

import { createContext, use } from 'react';
import { includesRole, type Me, type Role } from '#lib/contract/access';

const Person = createContext<Me | null>(null);

export const MeProvider = Person.Provider;

/** Who is signed in; null for nobody. */
export function useMe(): Me | null {
  return use(Person);
}

/** Whether who is signed in may do what asks for `asked`; what asks for no role, everybody may. */
export function useMay(asked: Role | undefined): boolean {
  const me = useMe();
  return asked === undefined || (me !== null && includesRole(me.role, asked));
}
