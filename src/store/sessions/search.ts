/** Searches over sessions. Each filter has an index that ends in the list's order, so a page costs the same at any size. */

import { trusted, type QueryFilter } from 'mongoose';
import type { Models } from '../connection.ts';
import { nameBegins } from './customer-name.ts';
import { finishMarks } from '../links/conversation-links.ts';
import type { SessionDocument } from './schema.ts';
import { pageOf, readCursor } from '../page.ts';
import { fieldProblem } from '../../api/http/problem.ts';
import { SORTS, type SessionsQuery, type Sort } from '../../api/http/query-schemas.ts';
import { z } from '../../api/http/zod.ts';
import { within } from '../in-time.ts';

export type Filter = QueryFilter<SessionDocument>;

export interface Search {
  query: SessionsQuery;
  /** What the caller may see. */
  scope: Filter;
  /** The conversation of `query.tokenLink`; `null` when no link was asked for or found. */
  linked: string | null;
  /** Epoch milliseconds: what has expired by now. */
  nowMs: number;
}

const DEFAULT_ITEMS = 50;
const LONGEST_SEARCH_MS = 3_000;
const EARLIEST = new Date(-8.64e15);
const place = z.tuple([z.enum(SORTS), z.int(), z.string()]);

/** By expiry when that is what was asked for: in another order a range would have to be read whole. */
function sortOf({ sort, expiresAfter, expiresBefore }: SessionsQuery): Sort {
  if (sort !== undefined) return sort;
  return expiresAfter === undefined && expiresBefore === undefined ? '-createdAt' : 'expiresAt';
}

const byExpiry = (sort: Sort): boolean => sort.endsWith('expiresAt');
const direction = (sort: Sort): 1 | -1 => (sort.startsWith('-') ? -1 : 1);
const fieldOf = (sort: Sort): 'token.expiresAt' | 'createdAt' =>
  byExpiry(sort) ? 'token.expiresAt' : 'createdAt';

const instantOf = (sort: Sort, { createdAt, token }: SessionDocument): number =>
  (byExpiry(sort) ? (token?.expiresAt ?? EARLIEST) : createdAt).getTime();

/** Both ends are exclusive. */
function between(after: string | undefined, before: string | undefined): object | null {
  const range = {
    ...(after === undefined ? {} : { $gt: new Date(after) }),
    ...(before === undefined ? {} : { $lt: new Date(before) }),
  };
  return Object.keys(range).length === 0 ? null : trusted(range);
}

function filtersOf({ query, linked }: Search, sort: Sort): Filter[] {
  const filter: Filter = {};
  if (query.sessionId !== undefined) filter._id = query.sessionId;
  if (query.orderId !== undefined) filter.orderIds = query.orderId;
  if (query.roomId !== undefined) filter.roomId = query.roomId;
  if (query.status !== undefined) filter.status = query.status;
  if (query.overdue !== undefined) filter.overdue = query.overdue;
  if (query.agentId !== undefined) filter.agentId = query.agentId;
  if (query.channel !== undefined) filter.channel = query.channel;
  if (query.closeReason !== undefined) filter.closeReason = query.closeReason;
  if (query.converted !== undefined) filter.converted = query.converted;
  if (query.settingsVersion !== undefined) filter.settingsVersion = query.settingsVersion;
  if (query.neverExpires !== undefined) filter['token.endless'] = query.neverExpires;
  const created = between(query.createdAfter, query.createdBefore);
  if (created !== null) filter.createdAt = created;
  const expires = between(query.expiresAfter, query.expiresBefore);
  if (expires !== null) filter['token.expiresAt'] = expires;
  else if (byExpiry(sort)) filter['token.expiresAt'] = trusted({ $gt: EARLIEST });
  const filters = [filter];
  if (linked !== null) filters.push({ conversationId: linked, token: trusted({ $ne: null }) });
  const named = query.customerName === undefined ? null : nameBegins(query.customerName);
  if (named !== null) {
    const { namePrefixes, nameKey } = named;
    filters.push({ namePrefixes, ...(nameKey ? { nameKey: trusted(nameKey) } : {}) });
  }
  return filters;
}

/**
 * The status as conditions, in parts that share no session. The active ones that never expire may be many and have an
 * index in order; those whose time is still to come are of one day at most, and are found by that time.
 */
function statusParts({ query, nowMs }: Search): Filter[] {
  const now = new Date(nowMs);
  switch (query.tokenStatus) {
    case undefined:
      return [{}];
    case 'none':
      return [{ 'token.state': null }];
    case 'revoked':
      return [{ 'token.state': 'revoked' }];
    case 'expired':
      return [{ 'token.state': 'timed', 'token.expiresAt': trusted({ $lte: now }) }];
    case 'active':
      return [
        { 'token.state': 'endless' },
        { 'token.state': 'timed', 'token.expiresAt': trusted({ $gt: now }) },
      ];
  }
}

function beyond(sort: Sort, cursor: string): Filter {
  const [sorted, atMs, id] = readCursor(place, cursor);
  if (sorted !== sort) {
    throw fieldProblem('cursor', 'invalid_cursor', 'This cursor belongs to another order.');
  }
  const operator = direction(sort) === 1 ? '$gt' : '$lt';
  const field = fieldOf(sort);
  const at = new Date(atMs);
  return trusted({
    $or: [
      { [field]: trusted({ [operator]: at }) },
      { [field]: at, _id: trusted({ [operator]: id }) },
    ],
  });
}

/**
 * What the database is asked: one query, or one for each part of a status.
 *
 * @param limit sessions at most; `null`: all of them, in whatever time that takes
 */
export function queriesOf({ sessions }: Models, search: Search, limit: number | null) {
  const { query, scope } = search;
  if (query.tokenLink !== undefined && search.linked === null) return [];
  const sort = sortOf(query);
  const filters = [scope, ...filtersOf(search, sort)];
  if (query.cursor !== undefined) filters.push(beyond(sort, query.cursor));
  return statusParts(search).map((part) => {
    const found = sessions
      .find(trusted({ $and: [...filters, part] }) as Filter)
      .sort({ [fieldOf(sort)]: direction(sort), _id: direction(sort) })
      .lean<SessionDocument[]>();
    return limit === null ? found : found.limit(limit).maxTimeMS(LONGEST_SEARCH_MS);
  });
}

/** All sessions that match, in order. */
async function* matching(
  models: Models,
  search: Search,
  limit: number | null,
): AsyncGenerator<SessionDocument> {
  const sort = sortOf(search.query);
  const parts = queriesOf(models, search, limit).map(
    (query) => query.cursor() as AsyncIterable<SessionDocument>,
  );
  yield* inOrder(parts, (a, b) => {
    const apart = instantOf(sort, a) - instantOf(sort, b);
    return direction(sort) * (apart === 0 ? (a._id < b._id ? -1 : 1) : apart);
  });
}

/** Merges lists that are in order each. */
async function* inOrder<T>(
  lists: AsyncIterable<T>[],
  compare: (a: T, b: T) => number,
): AsyncGenerator<T> {
  const sources = lists.map((list) => list[Symbol.asyncIterator]());
  try {
    const heads = await Promise.all(sources.map((source) => source.next()));
    for (;;) {
      const open = [...heads.keys()].filter((index) => heads[index]?.done !== true);
      const [first] = open.sort((a, b) => compare(heads[a]?.value as T, heads[b]?.value as T));
      if (first === undefined) return;
      yield heads[first]?.value as T;
      heads[first] = await (sources[first] as AsyncIterator<T>).next();
    }
  } finally {
    for (const source of sources) await source.return?.();
  }
}

const TOKEN_FILTERS = [
  'tokenLink',
  'tokenStatus',
  'expiresAfter',
  'expiresBefore',
  'neverExpires',
] as const;

const asksForTokens = (query: SessionsQuery): boolean =>
  TOKEN_FILTERS.some((name) => query[name] !== undefined);

/** All sessions that match, in order and in batches; read as they are asked for. */
export async function* allSessions(
  models: Models,
  search: Search,
  size: number,
): AsyncGenerator<SessionDocument[]> {
  if (asksForTokens(search.query)) await within(finishMarks(models));
  let batch: SessionDocument[] = [];
  for await (const session of matching(models, search, null)) {
    batch.push(session);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  yield batch;
}

/** A page of sessions; filters narrow together. */
export async function listSessions(
  models: Models,
  search: Search,
): Promise<{ rows: SessionDocument[]; nextCursor: string | null }> {
  const limit = search.query.limit ?? DEFAULT_ITEMS;
  const found = await within(
    (async () => {
      if (asksForTokens(search.query)) await finishMarks(models);
      const rows: SessionDocument[] = [];
      for await (const row of matching(models, search, limit + 1)) {
        rows.push(row);
        if (rows.length > limit) break;
      }
      return rows;
    })(),
  );
  const sort = sortOf(search.query);
  return pageOf(found, limit, (session) => [sort, instantOf(sort, session), session._id]);
}
