/** Links by which customers join: issuing and revoking them. */

import { effectiveSettings } from '../../core/effective-settings.ts';
import { issueLink, revokeLink } from '../../store/links/conversation-links.ts';
import type { SessionDocument } from '../../store/sessions/schema.ts';
import { settingsAt } from '../../store/settings/versions.ts';
import { requireSession } from '../callers/access.ts';
import type { Dependencies } from '../dependencies.ts';
import { joinUrl, newToken, tokenHash } from './token.ts';
import { route, type Answer, type Caller, type Role, type Route } from '../http/route.ts';
import { byId } from '../http/query-schemas.ts';
import { issuedLink } from './schemas.ts';
import { toInstant } from '../http/text-schemas.ts';
import { within } from '../../store/in-time.ts';
import { savedSession } from '../sessions/saved-session.ts';
import { latestSession } from '../../store/sessions/read.ts';

const MINUTE_MS = 60_000;
const ROLES: readonly Role[] = ['integration', 'agent', 'supervisor'];
const PATH = '/v1/sessions/{id}/token-link';

/**
 * The session, whose link is that of its whole conversation: so the caller must be allowed the latest session too.
 *
 * @throws Problem `not_found`
 */
async function ownConversation(
  dependencies: Dependencies,
  caller: Caller,
  id: string,
): Promise<SessionDocument> {
  await requireSession(dependencies, caller, id);
  const saved = await savedSession(dependencies, id);
  const latest = await latestSession(dependencies.models, saved.conversationId);
  if (latest !== null && latest._id !== id) {
    await requireSession(dependencies, caller, latest._id);
  }
  return saved;
}

async function issue(
  dependencies: Dependencies,
  { _id: sessionId, conversationId, channel }: SessionDocument,
): Promise<Answer> {
  const { models, sealing, conversationKey, publicUrl, now } = dependencies;
  // Not the session's own settings: what is in force now counts for links issued now.
  const { tokenLink } = effectiveSettings(await within(settingsAt(models)), channel);
  const token = newToken();
  const issuedAtMs = now();
  const expiresAtMs =
    tokenLink.expirationMinutes === 0 ? null : issuedAtMs + tokenLink.expirationMinutes * MINUTE_MS;
  const issued = issueLink(models, conversationId, {
    sessionId,
    hash: tokenHash(conversationKey, token),
    sealed: sealing.seal('token link', conversationId, token),
    issuedAt: new Date(issuedAtMs),
    expiresAt: expiresAtMs === null ? null : new Date(expiresAtMs),
  });
  await within(issued);
  return {
    status: 201,
    headers: { 'Cache-Control': 'no-store' },
    body: {
      url: joinUrl(publicUrl(), token),
      token,
      status: 'active',
      issuedAt: toInstant(issuedAtMs),
      expiresAt: toInstant(expiresAtMs),
    },
  };
}

/** Issuing and revoking a conversation's link. */
export function tokenLinkRoutes(dependencies: Dependencies): Route[] {
  return [
    route({
      method: 'post',
      path: PATH,
      summary: 'Issue a link for the customer to join by',
      description:
        'Ends the link that the conversation had. It expires as the channel’s settings say now, outlives the close, and follows to the session that the customer opens by writing through it.',
      tag: 'Token links',
      roles: ROLES,
      params: byId,
      answers: { 201: { description: 'Issued', schema: issuedLink } },
      problems: ['not_found'],
      handle: async ({ params, caller }) => {
        return issue(dependencies, await ownConversation(dependencies, caller, params.id));
      },
    }),
    route({
      method: 'delete',
      path: PATH,
      summary: 'Revoke the link',
      description: 'The session goes on. Again, or without a link, it changes nothing.',
      tag: 'Token links',
      roles: ROLES,
      params: byId,
      answers: { 204: { description: 'No link is active' } },
      problems: ['not_found'],
      handle: async ({ params, caller }) => {
        const { conversationId } = await ownConversation(dependencies, caller, params.id);
        await within(revokeLink(dependencies.models, conversationId, new Date(dependencies.now())));
        return { status: 204 };
      },
    }),
  ];
}
