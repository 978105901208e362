import { eq } from 'drizzle-orm';
import type { Db } from '#db/db';
import { people } from '#db/schema/access';
import { resetPassword } from '#lib/access/invitations';
import { AppError } from '#lib/errors';

/**
 * The way back in for an administrator who lost the password, by whoever starts the server: answers the token of a link.
 * The account is an administrator's and switched on afterwards. Throws `not_found` when nobody has the address.
 */
export async function rescueAdministrator(db: Db, email: string): Promise<string> {
  const [person] = await db
    .update(people)
    .set({ role: 'admin', disabledAt: null })
    .where(eq(people.email, email))
    .returning({ id: people.id });
  if (!person) throw new AppError('not_found', `RESCUE_ADMINISTRATOR: nobody has the address ${email}.`);
  const { token } = await resetPassword(db, person.id, 'the console');
  return token;
}
