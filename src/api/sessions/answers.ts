/** Sessions with what stands beside them: place in the queue, token link, conversion. */

import type { SessionView } from '../../core/view.ts';
import { linksOf } from '../../store/links/conversation-links.ts';
import { UnopenableError } from '../../store/sealing.ts';
import type { SessionDocument } from '../../store/sessions/schema.ts';
import { linkStatus, type TokenLinkDocument } from '../../store/links/schema.ts';
import { giverOf } from '../callers/access.ts';
import type { Dependencies } from '../dependencies.ts';
import type { Caller } from '../http/route.ts';
import { joinUrl } from '../join/token.ts';
import type { SessionJson } from './shape.ts';
import { savedSessionJson, viewedSessionJson, type BesideSession } from './json.ts';
import { within } from '../../store/in-time.ts';
import { queuePlaces } from '../../store/queue/places.ts';
import { findSession } from '../../store/sessions/read.ts';

/** The answer of a command does not wait for the database, and leaves out what only that knows. */
const PATIENCE_MS = 500;

/** @throws StoreUnavailable when the database gave no answer in time */
export async function savedAnswers(
  dependencies: Dependencies,
  caller: Caller,
  sessions: SessionDocument[],
): Promise<SessionJson[]> {
  const { models, now } = dependencies;
  const queued = sessions.filter(({ status }) => status === 'queued').map(({ _id }) => _id);
  // A link is that of the conversation's latest session.
  const latest = sessions.filter(({ nextSessionId }) => nextSessionId === null);
  const conversations = latest.map(({ conversationId }) => conversationId);
  const places = await queuePlaces(models, queued, now());
  const links = await within(linksOf(models, conversations));
  const giver = giverOf(caller);
  return sessions.map((session) => {
    const link = session.nextSessionId === null ? links.get(session.conversationId) : undefined;
    const queue = places.get(session._id) ?? null;
    return savedSessionJson(session, { queue, token: tokenOf(dependencies, link), giver });
  });
}

/** @throws StoreUnavailable when the database gave no answer in time */
export async function savedAnswer(
  dependencies: Dependencies,
  caller: Caller,
  session: SessionDocument,
): Promise<SessionJson> {
  const [answer] = await savedAnswers(dependencies, caller, [session]);
  if (answer === undefined) throw new Error('One session makes one answer.');
  return answer;
}

/** As its workflow has it; what only the database knows is `null` while that cannot be asked. */
export async function viewedAnswer(
  dependencies: Dependencies,
  caller: Caller,
  view: SessionView,
  queue: BesideSession['queue'] = null,
): Promise<SessionJson> {
  const [link, saved] = await known(dependencies, view).catch(() => [undefined, null] as const);
  const token = tokenOf(dependencies, link);
  return viewedSessionJson(view, {
    queue,
    token,
    giver: giverOf(caller),
    conversion: saved?.conversion ?? null,
  });
}

function known({ models }: Dependencies, { id, conversationId }: SessionView) {
  const link = linksOf(models, [conversationId]).then((links) => links.get(conversationId));
  return within(Promise.all([link, findSession(models, id)]), PATIENCE_MS);
}

/** The address is shown to whoever may see the session, so that it can be sent again. */
function tokenOf(
  { sealing, publicUrl, now }: Dependencies,
  link: TokenLinkDocument | undefined,
): SessionJson['token'] {
  if (link === undefined) return null;
  try {
    const token = sealing.open('token link', link._id, link.sealed);
    return {
      url: joinUrl(publicUrl(), token),
      status: linkStatus(link, now()),
      expiresAt: link.expiresAt && link.expiresAt.toISOString(),
    };
  } catch (error) {
    // Sealed under a key that is not there any more: that link cannot be found by its token either.
    if (error instanceof UnopenableError) return null;
    throw error;
  }
}
