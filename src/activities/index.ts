/** The activities a worker registers. */

import type { Activities, AgentActivities } from '../core/ports.ts';
import type { ActivityContext } from './context.ts';
import { settleAgent } from './drain.ts';
import { asFailure } from './failures.ts';
import { findAgent, reserveAgent } from './find-agent.ts';
import { notify } from './notifications/notify.ts';
import { extendCalendar, loadOpening, loadSettings } from './opening.ts';
import { releaseAgent } from './release-agent.ts';
import { endMisses } from './reservation.ts';
import { save, sendToCustomer } from './save.ts';

export type { ConversationPort } from './context.ts';

type AllActivities = Activities & AgentActivities;

/** Activities on these models; each may be tried any number of times, and fails in a sentence fit for the history. */
export function createActivities(context: ActivityContext): AllActivities {
  const on =
    <A, R>(activity: (context: ActivityContext, argument: A) => Promise<R>) =>
    async (argument: A): Promise<R> => {
      try {
        return await activity(context, argument);
      } catch (error) {
        const failure = asFailure(error);
        if (error !== failure)
          context.log.warn({ activity: activity.name, error }, failure.message);
        throw failure;
      }
    };
  return {
    loadOpening: on(loadOpening),
    loadSettings: on(loadSettings),
    extendCalendar: on(extendCalendar),
    save: on(save),
    findAgent: on(findAgent),
    reserveAgent: on(reserveAgent),
    releaseAgent: on(releaseAgent),
    recordAccept: on(({ models }, request: Parameters<Activities['recordAccept']>[0]) =>
      endMisses(models, request),
    ),
    notify: on(notify),
    sendToCustomer: on(sendToCustomer),
    settleAgent: on(settleAgent),
  };
}
