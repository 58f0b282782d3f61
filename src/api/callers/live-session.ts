import { askLive, type LiveAnswer } from '../../client/ask.ts';
import { conversationOf } from '../../client/identity.ts';
import type { SessionView } from '../../core/view.ts';
import type { Dependencies } from '../dependencies.ts';
import { notFound } from '../http/problem.ts';

interface LiveSession {
  live: LiveAnswer['live'];
  view: SessionView;
  runId: string;
}

/**
 * The session and its run, when the conversation's workflow has it now.
 *
 * @throws Problem `not_found` for what cannot be a session's ID
 * @throws Unavailable when no worker answers within three seconds
 */
export async function liveSession(
  { temporal }: Dependencies,
  id: string,
): Promise<LiveSession | null> {
  const conversation = conversationOf(id);
  if (conversation === null) throw notFound('session');
  const answer = await askLive(temporal, conversation);
  const view = answer?.live.session;
  if (!answer || view?.id !== id) return null;
  return { live: answer.live, view, runId: answer.runId };
}
