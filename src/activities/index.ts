/** The activities a worker registers. */

import type { Activities, AgentActivities } from '../contract/activities.ts';
import type { UpkeepActivities } from '../contract/upkeep.ts';
import type { WebhookActivities } from '../contract/webhooks.ts';
import type { ActivityContext } from './context.ts';
import { settleAgent } from './drain.ts';
import { asFailure } from './failures.ts';
import { findAgent, reserveAgent } from './find-agent.ts';
import { notify } from './notifications/notify.ts';
import { extendCalendar, loadOpening, loadSettings } from './opening.ts';
import { releaseAgent } from './release-agent.ts';
import { endMisses } from '../store/agents/reservation.ts';
import { clearOldDocuments } from '../store/upkeep/clear-old.ts';
import { save, sendToCustomer } from './save.ts';
import { reportBrokenRuns } from './upkeep/broken-runs.ts';
import type { UpkeepContext } from './upkeep/context.ts';
import { expirePresence } from './upkeep/presence-watch.ts';
import { reconcileHolds } from './upkeep/reconcile-holds.ts';
import { reconcileTickets } from './upkeep/reconcile-tickets.ts';
import { findSuspects, serveSuspects } from './upkeep/safety-poll.ts';
import { attemptDelivery } from './webhooks/attempt.ts';
import type { WebhookContext } from './webhooks/context.ts';
import { dispatchEvents } from './webhooks/dispatch.ts';

export type { ConversationPort } from './context.ts';
export type { UpkeepContext } from './upkeep/context.ts';
export type { WebhookContext } from './webhooks/context.ts';

type AllActivities = Activities & AgentActivities;

/** Activities on these models; each may be tried any number of times, and fails in a sentence fit for the history. */
export function createActivities(context: ActivityContext): AllActivities {
  const on = performing(context);
  return {
    loadOpening: on(loadOpening),
    loadSettings: on(loadSettings),
    extendCalendar: on(extendCalendar),
    save: on(save),
    findAgent: on(findAgent),
    reserveAgent: on(reserveAgent),
    releaseAgent: on(releaseAgent),
    recordAccept: on(recordAccept),
    notify: on(notify),
    sendToCustomer: on(sendToCustomer),
    settleAgent: on(settleAgent),
  };
}

const recordAccept = (
  { models }: ActivityContext,
  request: Parameters<Activities['recordAccept']>[0],
): Promise<void> => endMisses(models, request);

const clearOld = ({ models }: UpkeepContext): ReturnType<UpkeepActivities['clearOld']> =>
  clearOldDocuments(models);

/** Activities for the schedules' workflows. */
export function createUpkeep(context: UpkeepContext): UpkeepActivities {
  const on = performing(context);
  return {
    expirePresence: on(expirePresence),
    findSuspects: on(findSuspects),
    serveSuspects: on(serveSuspects),
    reconcileHolds: on(reconcileHolds),
    reconcileTickets: on(reconcileTickets),
    reportBrokenRuns: on(reportBrokenRuns),
    clearOld: on(clearOld),
  };
}

/** Activities for the workflows of webhooks. */
export function createWebhooks(context: WebhookContext): WebhookActivities {
  const on = performing(context);
  return { dispatchEvents: on(dispatchEvents), attemptDelivery: on(attemptDelivery) };
}

/** Makes an activity of a function on a context: each error becomes a failure fit for the history. */
const performing =
  <C extends ActivityContext>(context: C) =>
  <A extends unknown[], R>(activity: (context: C, ...args: A) => Promise<R>) =>
  async (...args: A): Promise<R> => {
    try {
      return await activity(context, ...args);
    } catch (error) {
      const failure = asFailure(error);
      if (error !== failure) context.log.warn({ activity: activity.name, error }, failure.message);
      throw failure;
    }
  };
