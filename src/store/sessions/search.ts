/** Searches over sessions. Each filter has an index that ends in the list's order, so a page costs the same at any size. */

import { trusted, type QueryFilter } from 'mongoose';
import type { CloseReason, SessionStatus } from '../../core/session.ts';
import type { Visibility } from '../../core/visibility.ts';
import type { Models } from '../connection.ts';
import { finishMarks } from '../links/conversation-links.ts';
import type { LinkStatus } from '../links/schema.ts';
import { within } from '../in-time.ts';
import {
  DEFAULT_ITEMS,
  InvalidCursor,
  isInstantMs,
  isText,
  pageOf,
  readCursor,
  type Page,
  type PageRequest,
} from '../page.ts';
import { nameBegins } from './customer-name.ts';
import type { SessionDocument } from './schema.ts';
import { visibilityFilter } from './visibility.ts';

type Filter = QueryFilter<SessionDocument>;

/** Orders of the list; `-`: the latest first. */
export const SORTS = ['createdAt', '-createdAt', 'expiresAt', '-expiresAt'] as const;
type Sort = (typeof SORTS)[number];

type Optional<T> = { [K in keyof T]?: T[K] | undefined };

/** Conditions of a search; they narrow together, and instants are RFC 3339. */
export type SessionFilters = Optional<{
  sessionId: string;
  orderId: string;
  /** How the name begins, in any case. */
  customerName: string;
  /** The conversation that a given link belongs to; `null`: the link is nobody's, and nothing is found. */
  linkedTo: string | null;
  tokenStatus: LinkStatus | 'none';
  expiresAfter: string;
  expiresBefore: string;
  neverExpires: boolean;
  converted: boolean;
  roomId: string;
  status: SessionStatus;
  overdue: boolean;
  agentId: string;
  channel: string;
  closeReason: CloseReason;
  createdAfter: string;
  createdBefore: string;
  settingsVersion: number;
}>;

export interface Search {
  filters: SessionFilters;
  /** By default the newest first; by expiry, soonest first, when a range of it is asked for. */
  sort?: Sort | undefined;
  /** The sessions that the caller may see. */
  visibility: Visibility;
  /** Epoch milliseconds, which decide what has expired. */
  nowMs: number;
}

const LONGEST_SEARCH_MS = 3_000;
const EARLIEST = new Date(-8.64e15);

const isSort = (value: unknown): value is Sort => SORTS.some((sort) => sort === value);

/** By expiry when that is what was asked for: in another order a range would have to be read whole. */
function sortOf({ sort, filters: { expiresAfter, expiresBefore } }: Search): Sort {
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

function conditionsOf({ filters, visibility }: Search, sort: Sort): Filter[] {
  const filter: Filter = {};
  if (filters.sessionId !== undefined) filter._id = filters.sessionId;
  if (filters.orderId !== undefined) filter.orderIds = filters.orderId;
  if (filters.roomId !== undefined) filter.roomId = filters.roomId;
  if (filters.status !== undefined) filter.status = filters.status;
  if (filters.overdue !== undefined) filter.overdue = filters.overdue;
  if (filters.agentId !== undefined) filter.agentId = filters.agentId;
  if (filters.channel !== undefined) filter.channel = filters.channel;
  if (filters.closeReason !== undefined) filter.closeReason = filters.closeReason;
  if (filters.converted !== undefined) filter.converted = filters.converted;
  if (filters.settingsVersion !== undefined) filter.settingsVersion = filters.settingsVersion;
  if (filters.neverExpires !== undefined) filter['token.endless'] = filters.neverExpires;
  const created = between(filters.createdAfter, filters.createdBefore);
  if (created !== null) filter.createdAt = created;
  const expires = between(filters.expiresAfter, filters.expiresBefore);
  if (expires !== null) filter['token.expiresAt'] = expires;
  else if (byExpiry(sort)) filter['token.expiresAt'] = trusted({ $gt: EARLIEST });
  const conditions = [visibilityFilter(visibility), filter];
  const { linkedTo, customerName } = filters;
  if (typeof linkedTo === 'string')
    conditions.push({ conversationId: linkedTo, token: trusted({ $ne: null }) });
  const named = customerName === undefined ? null : nameBegins(customerName);
  if (named !== null) {
    const { namePrefixes, nameKey } = named;
    conditions.push({ namePrefixes, ...(nameKey ? { nameKey: trusted(nameKey) } : {}) });
  }
  return conditions;
}

/**
 * The status as conditions, in parts that share no session. The active ones that never expire may be many and have an
 * index in order; those whose time is still to come are of one day at most, and are found by that time.
 */
function statusParts({ filters, nowMs }: Search): Filter[] {
  const now = new Date(nowMs);
  switch (filters.tokenStatus) {
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
  const [sorted, atMs, id] = readCursor(cursor, isSort, isInstantMs, isText);
  if (sorted !== sort) throw new InvalidCursor('This cursor belongs to another order.');
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
 * The queries of a search: one, or one for each part of a status.
 *
 * @param limit the most sessions of each; `null`: all of them, in whatever time that takes
 */
export function queriesOf(
  { sessions }: Models,
  search: Search,
  { cursor, limit }: { cursor?: string | undefined; limit: number | null },
) {
  if (search.filters.linkedTo === null) return [];
  const sort = sortOf(search);
  const conditions = conditionsOf(search, sort);
  if (cursor !== undefined) conditions.push(beyond(sort, cursor));
  return statusParts(search).map((part) => {
    const found = sessions
      .find(trusted({ $and: [...conditions, part] }) as Filter)
      .sort({ [fieldOf(sort)]: direction(sort), _id: direction(sort) })
      .lean<SessionDocument[]>();
    return limit === null ? found : found.limit(limit).maxTimeMS(LONGEST_SEARCH_MS);
  });
}

/** All sessions that match, in order. */
async function* matching(
  models: Models,
  search: Search,
  part: Parameters<typeof queriesOf>[2],
): AsyncGenerator<SessionDocument> {
  const sort = sortOf(search);
  const parts = queriesOf(models, search, part).map(
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
  'linkedTo',
  'tokenStatus',
  'expiresAfter',
  'expiresBefore',
  'neverExpires',
] as const;

const asksForTokens = ({ filters }: Search): boolean =>
  TOKEN_FILTERS.some((name) => filters[name] !== undefined);

/** All sessions that match, in order and in batches; read as they are asked for. */
export async function* allSessions(
  models: Models,
  search: Search,
  size: number,
): AsyncGenerator<SessionDocument[]> {
  if (asksForTokens(search)) await within(finishMarks(models));
  let batch: SessionDocument[] = [];
  for await (const session of matching(models, search, { limit: null })) {
    batch.push(session);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  yield batch;
}

/**
 * A page of sessions.
 *
 * @throws InvalidCursor
 */
export async function listSessions(
  models: Models,
  search: Search,
  { cursor, limit = DEFAULT_ITEMS }: PageRequest = {},
): Promise<Page<SessionDocument>> {
  const found = await within(
    (async () => {
      if (asksForTokens(search)) await finishMarks(models);
      const rows: SessionDocument[] = [];
      for await (const row of matching(models, search, { cursor, limit: limit + 1 })) {
        rows.push(row);
        if (rows.length > limit) break;
      }
      return rows;
    })(),
  );
  const sort = sortOf(search);
  return pageOf(found, limit, (session) => [sort, instantOf(sort, session), session._id]);
}
