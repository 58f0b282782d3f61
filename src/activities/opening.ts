/** Loads the settings, the calendar and the history that a session has to know when it opens. */

import { effectiveSettings } from '../core/effective-settings.ts';
import type { CalendarRequest, OpeningRequest } from '../contract/activities.ts';
import type { OpeningFacts } from '../core/opening.ts';
import type { Calendar, PinnedSettings } from '../core/settings.ts';
import { expandCalendar } from '../calendar/expansion.ts';
import type { Models } from '../store/connection.ts';
import { keptMessages } from '../store/events/kept-messages.ts';
import { closedAmong, latestSession } from '../store/sessions/openings.ts';
import { settingsAt } from '../store/settings/versions.ts';
import type { ActivityContext } from './context.ts';
import { impossible } from './failures.ts';

const DAY_MS = 86_400_000;
const AHEAD_DAYS = 90;
/** A message may have waited for a worker: its clocks count from when it was received. */
const BACK_DAYS = 7;

export async function loadOpening(
  { models }: ActivityContext,
  request: OpeningRequest,
): Promise<OpeningFacts> {
  const { conversationId, channel, messageKeys } = request;
  const undecided = await undecidedSessions(models, request);
  const [settings, previous, kept] = await Promise.all([
    pinnedSettings(models, channel),
    latestSession(models, { conversationId, except: undecided }),
    keptMessages(models, conversationId, { messageKeys, exceptSessions: undecided }),
  ]);
  return {
    settings,
    previousSessionId: previous?._id ?? null,
    lastAgentId: previous?.agentId ?? previous?.lastAgentId ?? null,
    kept,
  };
}

/**
 * Finds sessions that this very opening has begun before, in a workflow task that was lost after its local save. It has
 * to decide anew, and must not take messages that it kept itself for an earlier session's. A session that is over has
 * closed.
 */
async function undecidedSessions(
  models: Models,
  { conversationId, sessionIds }: OpeningRequest,
): Promise<string[]> {
  const over = new Set(await closedAmong(models, { conversationId, sessionIds }));
  return sessionIds.filter((id) => !over.has(id));
}

export function loadSettings(
  { models }: ActivityContext,
  channel: string,
): Promise<PinnedSettings> {
  return pinnedSettings(models, channel);
}

async function pinnedSettings(models: Models, channel: string): Promise<PinnedSettings> {
  const state = await settingsAt(models);
  const values = effectiveSettings(state, channel);
  const nowMs = Date.now();
  const calendar =
    values.businessHours &&
    expandCalendar(values.businessHours, nowMs - BACK_DAYS * DAY_MS, nowMs + AHEAD_DAYS * DAY_MS);
  return { version: state.version, values, calendar };
}

/** @throws ImpossibleRequest when the version has no opening hours on the channel */
export async function extendCalendar(
  { models }: ActivityContext,
  { channel, version, fromMs }: CalendarRequest,
): Promise<Calendar> {
  const { businessHours } = effectiveSettings(await settingsAt(models, version), channel);
  if (businessHours === null) throw impossible('These settings have no opening hours');
  return expandCalendar(businessHours, fromMs, Math.max(fromMs, Date.now()) + AHEAD_DAYS * DAY_MS);
}
