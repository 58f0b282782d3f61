import { setTimeout as pause } from 'node:timers/promises';
import type { SessionDocument } from '../../store/sessions/schema.ts';
import type { Dependencies } from '../dependencies.ts';
import { liveSession } from '../callers/live-session.ts';
import { notFound, unavailable } from '../http/problem.ts';
import { findSession } from '../../store/sessions/read.ts';

const PATIENCE_MS = 3_000;
const PAUSE_MS = 100;

/**
 * A session as the database has it. One that was opened a moment ago is waited for.
 *
 * @throws Problem `not_found` when there is no such session, `unavailable` when it exists and is not saved in time
 */
export async function savedSession(
  dependencies: Dependencies,
  id: string,
): Promise<SessionDocument> {
  const { models, now } = dependencies;
  const untilMs = now() + PATIENCE_MS;
  let exists = false;
  for (;;) {
    const saved = await findSession(models, id);
    if (saved !== null) return saved;
    exists ||= (await liveSession(dependencies, id)) !== null;
    if (!exists) throw notFound('session');
    if (now() >= untilMs) throw unavailable('The session is not saved yet.', 1);
    await pause(PAUSE_MS);
  }
}
