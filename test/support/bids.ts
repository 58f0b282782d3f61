/** What is asked in a contest. */

import {
  postChannelsByChannelMessages,
  postSessionsByIdAccept,
  postSessionsByIdAssign,
  postSessionsByIdDecline,
  postSessionsByIdEnd,
  postSessionsByIdTransfer,
} from '../../client/sdk.gen.ts';
import type { Assign } from '../../client/types.gen.ts';
import type { Bid, Prize } from './contest.ts';

export const acceptBy = ({ sessionId, agentId }: Prize, who = agentId): Bid => ({
  what: who === agentId ? 'accept' : 'accept by another',
  send: (client, headers) =>
    postSessionsByIdAccept({ client, headers, path: { id: sessionId }, body: { agentId: who } }),
});

export const declineBy = ({ sessionId, agentId }: Prize): Bid => ({
  what: 'decline',
  send: (client, headers) =>
    postSessionsByIdDecline({ client, headers, path: { id: sessionId }, body: { agentId } }),
});

export const assignTo = ({ sessionId }: Prize, auth: string, body: Assign): Bid => ({
  what: body.takeover === true ? 'takeover' : 'assign',
  send: (client, headers) =>
    postSessionsByIdAssign({ client, auth, headers, path: { id: sessionId }, body }),
});

export const transferTo = ({ sessionId }: Prize, auth: string, agentId: string): Bid => ({
  what: 'transfer',
  send: (client, headers) =>
    postSessionsByIdTransfer({
      ...{ client, auth, headers, path: { id: sessionId } },
      body: { to: { agentId } },
    }),
});

export const endBy = ({ sessionId }: Prize, auth: string, by: 'agent' | 'admin'): Bid => ({
  what: by === 'agent' ? 'end by the agent' : 'end by a supervisor',
  send: (client, headers) =>
    postSessionsByIdEnd({ client, auth, headers, path: { id: sessionId }, body: { by } }),
});

export const writeOn = ({ customer }: Prize, channel: string, messageId: string): Bid => ({
  what: 'message',
  send: (client) =>
    postChannelsByChannelMessages({
      client,
      path: { channel },
      headers: { Prefer: 'wait' },
      body: { messageId, customer: { id: customer }, text: 'And?' },
    }),
});
