/** Routes of a customer who holds a link: the token in it is the only credential. */

import { conversationOf } from '../../client/identity.ts';
import type { ServerResponse } from 'node:http';
import { findLink } from '../../store/links/conversation-links.ts';
import { linkStatus, type TokenLinkDocument } from '../../store/links/schema.ts';
import { cursorText, InvalidCursor, isText, isWhole, readCursor } from '../../store/page.ts';
import { deliverMessage } from '../contact/deliver-message.ts';
import type { Dependencies } from '../dependencies.ts';
import { CONVERSATION_PAGE, JOIN_PAGE_HEADERS, LINK_OVER_PAGE, NO_LINK_PAGE } from './page.ts';
import { tokenHash, tokenIn } from './token.ts';
import { notFound, Problem, unavailable } from '../http/problem.ts';
import { route, type Answer, type Role, type Route } from '../http/route.ts';
import {
  byToken,
  joinAccepted,
  joinMessageBody,
  joinMessages,
  joinQuery,
  type JoinItem,
} from './schemas.ts';
import { within } from '../../store/in-time.ts';
import {
  agentNames,
  messagesFrom,
  type ReadPlace,
} from '../../store/events/conversation-messages.ts';
import { latestSession } from '../../store/sessions/read.ts';
import type { EventDocument } from '../../store/events/schema.ts';
import type { SessionDocument } from '../../store/sessions/schema.ts';
import { z } from '../http/zod.ts';

const PUBLIC: readonly Role[] = ['public'];
const PRIVATE = { 'Cache-Control': 'no-store' };

/**
 * The link of a token.
 *
 * @throws Problem `not_found` when there never was one, `token_not_active` when it is over
 */
async function activeLink(
  { models, conversationKey, now }: Dependencies,
  given: string,
): Promise<TokenLinkDocument> {
  const token = tokenIn(given);
  if (token === null) throw notFound('link');
  const hash = tokenHash(conversationKey, token);
  const link = await within(findLink(models, hash));
  if (link === null) throw notFound('link');
  if (link.hash !== hash || linkStatus(link, now()) !== 'active') {
    throw new Problem('token_not_active', 'This link is no longer active.', { headers: PRIVATE });
  }
  return link;
}

/** @throws Problem `unavailable` while no session of the conversation is saved */
async function sessionOf(
  { models }: Dependencies,
  { _id: conversationId }: TokenLinkDocument,
): Promise<SessionDocument> {
  const session = await latestSession(models, conversationId);
  if (session === null) throw unavailable('The session is not saved yet.', 1);
  return session;
}

/** Nothing of an agent but the name. */
function itemsOf(messages: EventDocument[], names: Map<string, string>): JoinItem[] {
  return messages.flatMap(({ at, message }) => {
    if (message === null) return [];
    const { messageId, author, text } = message;
    const name = author.type === 'agent' ? (names.get(author.id) ?? null) : null;
    return [{ messageId, at: at.toISOString(), author: { type: author.type, name }, text }];
  });
}

/** @throws InvalidCursor when it leads out of what the link shows */
function startOf({ _id, sessionId }: TokenLinkDocument, cursor: string | undefined): ReadPlace {
  if (cursor === undefined) return [sessionId, 0];
  const start = readCursor(cursor, isText, isWhole);
  if (conversationOf(start[0]) === _id && start[0] >= sessionId) return start;
  throw new InvalidCursor();
}

async function read(
  dependencies: Dependencies,
  token: string,
  cursor: string | undefined,
): Promise<Answer> {
  const { models, now } = dependencies;
  const link = await activeLink(dependencies, token);
  const { customer, status } = await sessionOf(dependencies, link);
  const found = await messagesFrom(models, link._id, startOf(link, cursor), now());
  return {
    status: 200,
    headers: PRIVATE,
    body: {
      customer: { name: customer.name },
      session: { open: status !== 'closed' },
      items: itemsOf(found.messages, await agentNames(models, found.messages)),
      nextCursor: cursorText(found.place),
    },
  };
}

async function write(
  dependencies: Dependencies,
  token: string,
  { messageId, text }: z.output<typeof joinMessageBody>,
): Promise<Answer> {
  const link = await activeLink(dependencies, token);
  const { channel, customer } = await sessionOf(dependencies, link);
  const details = { customer, roomId: null, orderIds: [], attributes: {} };
  await deliverMessage(dependencies, {
    conversationId: link._id,
    channel,
    details,
    messageId,
    text,
  });
  return { status: 202, headers: PRIVATE, body: { messageId } };
}

/** The page for the link, whatever has become of it: a person reads it. */
async function openPage(dependencies: Dependencies, token: string): Promise<Answer> {
  try {
    await activeLink(dependencies, token);
    return pageAnswer(200, CONVERSATION_PAGE);
  } catch (error) {
    if (error instanceof Problem && error.code === 'token_not_active') {
      return pageAnswer(410, LINK_OVER_PAGE);
    }
    if (error instanceof Problem && error.code === 'not_found') {
      return pageAnswer(404, NO_LINK_PAGE);
    }
    throw error;
  }
}

function pageAnswer(status: number, html: string): Answer {
  const stream = (response: ServerResponse): Promise<void> =>
    new Promise((resolve) => {
      response.end(html, () => {
        resolve();
      });
    });
  return { status, headers: JOIN_PAGE_HEADERS, stream };
}

const html = { 'text/html': z.string() };

/** The conversation behind a link. */
export function joinRoutes(dependencies: Dependencies): Route[] {
  return [
    route({
      method: 'get',
      path: '/join/{token}',
      summary: 'The page on which a customer joins',
      tag: 'Token links',
      roles: PUBLIC,
      params: byToken,
      answers: {
        200: { description: 'The conversation', content: html },
        404: { description: 'There never was such a link', content: html },
        410: { description: 'The link is over', content: html },
      },
      problems: [],
      handle: ({ params }) => openPage(dependencies, params.token),
    }),
    route({
      method: 'get',
      path: '/v1/join/{token}/messages',
      summary: 'Read the conversation by its link',
      description: 'Public messages, from the session for which the link was issued.',
      tag: 'Token links',
      roles: PUBLIC,
      params: byToken,
      query: joinQuery,
      answers: { 200: { description: 'Messages', schema: joinMessages } },
      problems: ['not_found', 'token_not_active'],
      handle: ({ params, query }) => read(dependencies, params.token, query.cursor),
    }),
    route({
      method: 'post',
      path: '/v1/join/{token}/messages',
      summary: 'Write as the customer by the link',
      description: 'As a customer’s message: after a close it opens the next session.',
      tag: 'Token links',
      roles: PUBLIC,
      params: byToken,
      body: joinMessageBody,
      answers: { 202: { description: 'Accepted', schema: joinAccepted } },
      problems: ['not_found', 'token_not_active'],
      handle: ({ params, body }) => write(dependencies, params.token, body),
    }),
  ];
}
