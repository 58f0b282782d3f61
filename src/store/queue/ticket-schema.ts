/** The queue: a ticket for every session that nobody could take, in the order of first contact. */

import {
  documentSchema,
  requiredDate,
  requiredNumber,
  requiredString,
  stringOrNull,
} from '../schema.ts';

export interface TicketDocument {
  /** The session's ID: it stands in the queue once. */
  _id: string;
  conversationId: string;
  channel: string;
  skill: string | null;
  /** The assignment number that an agent is reserved under. */
  number: number;
  /** First contact; kept over requeue. */
  place: Date;
  /** Agents already tried in this round, who are asked again only when they come free. */
  excluded: string[];
}

export const ticketSchema = documentSchema<TicketDocument>(
  {
    _id: requiredString,
    conversationId: requiredString,
    channel: requiredString,
    skill: stringOrNull,
    number: requiredNumber,
    place: requiredDate,
    excluded: { type: [String], default: [] },
  },
  { collection: 'tickets' },
);

ticketSchema.index({ place: 1, _id: 1 });
ticketSchema.index({ channel: 1, skill: 1, place: 1, _id: 1 });
