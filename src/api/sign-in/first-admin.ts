import { ulid } from 'ulid';
import type { Models } from '../../store/connection.ts';
import { createUser } from '../../store/people/users.ts';
import { hashPassword } from './password.ts';

/**
 * Makes the first user, an admin, where there is none yet.
 *
 * @returns whether it was made
 */
export async function ensureFirstAdmin(
  models: Models,
  { email, password }: { email: string; password: string },
  nowMs: number,
): Promise<boolean> {
  if ((await models.users.exists({}).exec()) !== null) return false;
  const _id = `u_${ulid(nowMs).toLowerCase()}`;
  const passwordHash = await hashPassword(password);
  const card = { _id, email, name: 'Admin', role: 'admin', agentId: null, passwordHash } as const;
  return (await createUser(models, card, nowMs)) !== null;
}
