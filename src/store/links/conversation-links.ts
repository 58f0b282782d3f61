/**
 * Issuing, revoking and finding token links. A link belongs to a conversation; the latest session of it carries a mark of
 * the link, for searches.
 */

import { trusted } from 'mongoose';
import type { Models } from '../connection.ts';
import { raw } from '../raw.ts';
import { markOf, type TokenLinkDocument } from './schema.ts';

/** Earlier links that a conversation remembers. */
const PAST_LINKS = 200;

export type NewTokenLink = Pick<
  TokenLinkDocument,
  'sessionId' | 'hash' | 'sealed' | 'issuedAt' | 'expiresAt'
>;

/** Gives the conversation this link in place of the one it had, which ends with it. */
export async function issueLink(
  models: Models,
  conversationId: string,
  link: NewTokenLink,
): Promise<void> {
  const before = { $ifNull: ['$past', []] };
  const replaced = { $cond: [{ $gt: ['$hash', null] }, ['$hash'], []] };
  await raw(models.tokenLinks).updateOne(
    { _id: conversationId },
    [
      {
        $set: {
          ...literally(link),
          revokedAt: null,
          past: { $slice: [{ $concatArrays: [before, replaced] }, -PAST_LINKS] },
          revision: { $add: [{ $ifNull: ['$revision', 0] }, 1] },
          unmarked: true,
        },
      },
    ],
    { upsert: true },
  );
  await markSession(models, conversationId);
}

/** Values as they are, whatever they look like to a pipeline. */
const literally = (values: object): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(values).map(([name, $literal]: [string, unknown]) => [name, { $literal }]),
  );

/** Ends the conversation's link, if it has one; again changes nothing. */
export async function revokeLink(
  models: Models,
  conversationId: string,
  revokedAt: Date,
): Promise<void> {
  await raw(models.tokenLinks).updateOne(
    { _id: conversationId, revokedAt: null },
    { $set: { revokedAt, unmarked: true }, $inc: { revision: 1 } },
  );
  await markSession(models, conversationId);
}

/**
 * Puts the mark of a conversation's link on its latest session, and takes it off the others. It may be done at any
 * time, by anybody and in any order: a mark never goes back, and never onto a session that has a successor.
 */
export async function markSession(models: Models, conversationId: string): Promise<void> {
  const links = raw(models.tokenLinks);
  const link = await links.findOne({ _id: conversationId });
  if (link === null) return;
  const sessions = raw(models.sessions);
  const latest = await sessions.findOne(
    { conversationId, nextSessionId: null },
    { sort: { createdAt: -1, _id: -1 }, projection: { _id: 1 } },
  );
  // A session that is not saved yet is marked when it is.
  if (latest === null) return;
  const earlier = [{ token: null }, { 'token.revision': { $lte: link.revision } }];
  await sessions.updateOne(
    { _id: latest._id, nextSessionId: null, $or: earlier },
    { $set: { token: markOf(link) } },
  );
  await sessions.updateMany(
    { conversationId, _id: { $ne: latest._id }, token: { $ne: null } },
    { $set: { token: null } },
  );
  await links.updateOne(
    { _id: conversationId, revision: link.revision },
    { $set: { unmarked: false } },
  );
}

/** More than ever are under way at one moment. */
const MOST_UNMARKED = 100;

/** Finishes marks whose writer has not, or died before it could: a search after that misses no change before it. */
export async function finishMarks(models: Models): Promise<void> {
  const behind = await models.tokenLinks
    .find({ unmarked: true }, { _id: 1 })
    .limit(MOST_UNMARKED)
    .lean();
  for (const { _id } of behind) await markSession(models, _id);
}

/** The links of conversations, by conversation. */
export async function linksOf(
  models: Models,
  conversationIds: string[],
): Promise<Map<string, TokenLinkDocument>> {
  if (conversationIds.length === 0) return new Map();
  const found = await models.tokenLinks.find({ _id: trusted({ $in: conversationIds }) }).lean();
  return new Map(found.map((link) => [link._id, link]));
}

/**
 * The link with this hash, or the conversation's present one in whose place it was.
 *
 * @returns `null` when there never was such a link
 */
export async function findLink(models: Models, hash: string): Promise<TokenLinkDocument | null> {
  const present = await models.tokenLinks.findOne({ hash }).lean<TokenLinkDocument>();
  return present ?? models.tokenLinks.findOne({ past: hash }).lean<TokenLinkDocument>();
}
