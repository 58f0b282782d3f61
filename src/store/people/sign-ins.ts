/** Who is signed in: kept in the database, under a hash of what the cookie holds. */

import { createHmac, randomBytes } from 'node:crypto';
import { trusted } from 'mongoose';
import type { Models } from '../connection.ts';
import type { SignInDocument } from './sign-in-schema.ts';
import type { UserDocument } from './user-schema.ts';
import { within } from '../in-time.ts';

const TOKEN_BYTES = 32;
const LONGEST_MS = 12 * 60 * 60 * 1000;
const IDLE_MS = 60 * 60 * 1000;
/** Use is noted no more often. */
const NOTE_EVERY_MS = 60 * 1000;

export const LONGEST_SIGN_IN_SECONDS = LONGEST_MS / 1000;

const idOf = (secret: string, token: string): string =>
  createHmac('sha256', secret)
    .update(JSON.stringify(['sign-in', token]))
    .digest('base64url');

const endOf = (startedMs: number, seenMs: number): Date =>
  new Date(Math.min(startedMs + LONGEST_MS, seenMs + IDLE_MS));

/**
 * Signs a user in, as the user was read: if anything has ended its sign-ins since, this one does not count either.
 *
 * @returns the token, for the cookie
 */
export async function beginSignIn(
  { signIns }: Models,
  secret: string,
  user: Pick<UserDocument, '_id' | 'epoch'>,
  nowMs: number,
): Promise<string> {
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  const now = new Date(nowMs);
  await within(
    signIns.create({
      _id: idOf(secret, token),
      userId: user._id,
      epoch: user.epoch,
      startedAt: now,
      seenAt: now,
      endsAt: endOf(nowMs, nowMs),
    }),
  );
  return token;
}

/** @returns the user; `null` when the token is nobody's, or does not count any more */
export async function signedInUser(
  { signIns, users }: Models,
  secret: string,
  token: string,
  nowMs: number,
): Promise<UserDocument | null> {
  const _id = idOf(secret, token);
  const signIn = await within(signIns.findOne({ _id }).lean<SignInDocument>().exec());
  if (signIn === null || signIn.endsAt.getTime() <= nowMs) return null;
  const user = await within(users.findOne({ _id: signIn.userId }).lean<UserDocument>().exec());
  if (user === null || user.disabled || user.epoch !== signIn.epoch) return null;
  if (nowMs - signIn.seenAt.getTime() >= NOTE_EVERY_MS) {
    const endsAt = endOf(signIn.startedAt.getTime(), nowMs);
    await within(signIns.updateOne({ _id }, { $set: { seenAt: new Date(nowMs), endsAt } }).exec());
  }
  return user;
}

/** @returns whose sign-in it was, `null` if it was nobody's */
export async function endSignIn(
  { signIns }: Models,
  secret: string,
  token: string,
): Promise<string | null> {
  const ended = await within(
    signIns
      .findOneAndDelete({ _id: idOf(secret, token) })
      .lean<SignInDocument>()
      .exec(),
  );
  return ended?.userId ?? null;
}

/** Removes those that have ended by themselves. */
export async function forgetEnded({ signIns }: Models, nowMs: number): Promise<void> {
  await within(signIns.deleteMany({ endsAt: trusted({ $lt: new Date(nowMs) }) }).exec());
}
