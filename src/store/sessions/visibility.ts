/** The visibility rule as a condition of queries; `core/visibility.ts` states it. */

import { trusted, type QueryFilter } from 'mongoose';
import type { Visibility } from '../../core/visibility.ts';
import type { SessionDocument } from './schema.ts';

/** Matches the sessions for which `isVisible` is true. */
export function visibilityFilter({ channels, agentIds }: Visibility): QueryFilter<SessionDocument> {
  const filters: QueryFilter<SessionDocument>[] = [];
  if (channels !== null) filters.push({ channel: trusted({ $in: [...channels] }) });
  if (agentIds !== null) {
    const own = trusted({ $in: [...agentIds] });
    filters.push(trusted({ $or: [{ agentId: own }, { 'offer.agentId': own }] }));
  }
  return filters.length === 0 ? {} : trusted({ $and: filters });
}
