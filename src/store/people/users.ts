/** People, as admins administer them. */

import { trusted } from 'mongoose';
import type { Models } from '../connection.ts';
import { isDuplicateKey } from '../errors.ts';
import type { UserDocument } from './user-schema.ts';
import type { Page, PageRequest } from '../page.ts';
import { pageById } from '../page-by-id.ts';
import { within } from '../in-time.ts';

export type UserChanges = Partial<
  Pick<UserDocument, 'name' | 'role' | 'agentId' | 'passwordHash' | 'disabled'>
>;

/** How addresses are compared. */
export const emailKeyOf = (email: string): string => email.normalize('NFKC').toLowerCase();

export async function findUser(models: Models, id: string): Promise<UserDocument | null> {
  return within(models.users.findOne({ _id: id }).lean<UserDocument>().exec());
}

/** @param email in any case */
export async function findUserByEmail(models: Models, email: string): Promise<UserDocument | null> {
  const emailKey = emailKeyOf(email);
  return within(models.users.findOne({ emailKey }).lean<UserDocument>().exec());
}

/** Users by ID, which is the order in which they were made. */
export function listUsers(models: Models, request: PageRequest): Promise<Page<UserDocument>> {
  return pageById(models.users, request, { first: 'oldest' });
}

/** @returns `null` when somebody has this address */
export async function createUser(
  models: Models,
  card: Pick<UserDocument, '_id' | 'email' | 'name' | 'role' | 'agentId' | 'passwordHash'>,
  nowMs: number,
): Promise<UserDocument | null> {
  const document = { ...card, emailKey: emailKeyOf(card.email), createdAt: new Date(nowMs) };
  try {
    return (await within(models.users.create(document))).toObject();
  } catch (error) {
    if (isDuplicateKey(error)) return null;
    throw error;
  }
}

const isAdmin = (user: Pick<UserDocument, 'role' | 'disabled'>): boolean =>
  user.role === 'admin' && !user.disabled;

/** Whether an enabled admin is left, beside one user if one is named. */
async function hasAdmin(models: Models, beside?: string): Promise<boolean> {
  const others = beside === undefined ? {} : { _id: trusted({ $ne: beside }) };
  const found = models.users.exists({ role: 'admin', disabled: false, ...others }).exec();
  return (await within(found)) !== null;
}

/**
 * Changes a user as it was read. A new password and a switch-off end all of its sign-ins.
 *
 * Two admins who switch each other off at the same time both pass the first look. Whoever writes last sees at the second
 * one that nobody is left, and takes its change back.
 *
 * @returns the user afterwards; `last_admin` when it is the only enabled admin and would not be any more; `null` when
 *   the user is gone, or was changed in between
 */
export async function changeUser(
  models: Models,
  before: UserDocument,
  changes: UserChanges,
): Promise<UserDocument | 'last_admin' | null> {
  const { _id, role, agentId, disabled, epoch } = before;
  const ends = changes.passwordHash !== undefined || (changes.disabled ?? false);
  const leaves = isAdmin(before) && !isAdmin({ ...before, ...changes });
  if (leaves && !(await hasAdmin(models, _id))) return 'last_admin';
  const after = await within(
    models.users
      .findOneAndUpdate(
        { _id, role, agentId, disabled, epoch },
        { $set: changes, $inc: { epoch: ends ? 1 : 0 } },
        { returnDocument: 'after' },
      )
      .lean<UserDocument>()
      .exec(),
  );
  if (after === null || !leaves || (await hasAdmin(models))) return after;
  await within(models.users.updateOne({ _id }, { $set: { role, disabled } }).exec());
  return 'last_admin';
}

/**
 * Deletes a user as it was read.
 *
 * @returns as `changeUser`
 */
export async function deleteUser(
  models: Models,
  before: UserDocument,
): Promise<'deleted' | 'last_admin' | null> {
  const off = await changeUser(models, before, { disabled: true });
  if (off === 'last_admin' || off === null) return off;
  await within(models.users.deleteOne({ _id: off._id }).exec());
  await within(models.signIns.deleteMany({ userId: off._id }).exec());
  return 'deleted';
}

/**
 * Takes the agent who is deleted from the users who worked as it, also should there be one of this ID again. Who could
 * do nothing else is switched off.
 */
export async function retireUsersOf({ users }: Models, agentId: string): Promise<void> {
  const off = { $set: { disabled: true }, $inc: { epoch: 1 } };
  await within(users.updateMany({ agentId, role: 'agent' }, off).exec());
  await within(users.updateMany({ agentId }, { $set: { agentId: null } }).exec());
}
