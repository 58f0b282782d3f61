/** Who looks at a delivery in Temporal sees which event goes where, what came of each attempt, and what comes next. */

import { expect, test } from '@jest/globals';
import { defaultPayloadConverter } from '@temporalio/common';
import { randomUUID } from 'node:crypto';
import { message } from '../activities/support/records.ts';
import { until } from '../support/until.ts';
import { webhookStage } from './stage/webhook-stage.ts';

const stage = webhookStage();

test('a delivery says why it waits, until when, and what was asked for by hand', async () => {
  const { workflow } = stage().temporal.client;
  const [receiver, webhook] = await stage().webhook();
  receiver.reply = () => ({ status: 429, headers: { 'retry-after': '3600' } });
  const sessionId = randomUUID();
  await stage().save(sessionId, [message(1)]);
  await stage().dispatch();
  const tried = (count: number) =>
    stage().all(webhook, `${String(count)} attempts`, ({ attempts }) => attempts.length === count);
  const [delivery] = await tried(1);
  const handle = workflow.getHandle(`webhook/${webhook._id}/${delivery!.eventId}`);
  const details = async () =>
    JSON.stringify(await handle.query<{ currentDetails: string }>('__temporal_workflow_metadata'));
  const shownAt = await until('it waits', async () =>
    /until attempt 2 at (\S+?Z)/.exec(await details())?.at(1),
  );
  // To the second, and reckoned once more from when the workflow heard of it.
  const laterMs = Date.parse(shownAt) - (delivery?.nextAttemptAt?.getTime() ?? 0);
  expect(laterMs).toBeGreaterThan(-1_000);
  expect(laterMs).toBeLessThan(600_000);
  receiver.reply = () => ({ status: 204 });
  await stage().retry(webhook, delivery!);
  expect(await handle.result()).toEqual({ status: 'delivered', attempts: 2, error: null });
  const { events } = await handle.fetchHistory();
  const summaries = (events ?? []).flatMap(({ userMetadata, timerCanceledEventAttributes }) => {
    const summary = timerCanceledEventAttributes ? null : userMetadata?.summary;
    return summary ? [defaultPayloadConverter.fromPayload<string>(summary)] : [];
  });
  expect(summaries).toEqual([
    `message.created to ${webhook._id}`,
    'attempt 1',
    expect.stringMatching(/^until attempt 2 at \S+Z\. The endpoint answered with status 429\.$/),
    'attempt 2, asked for by hand',
  ]);
  const shown = await details();
  expect(shown).toContain('over: delivered');
  expect(shown).toMatch(
    /- 2 at \S+Z: delivered\\n- 1 at \S+Z: The endpoint answered with status 429\./,
  );
  expect(shown).not.toContain('message 1');
  const query = `SessionId = '${sessionId}' AND WorkflowType = 'webhook'`;
  await until('it is listed with its session', async () => {
    return (await workflow.count(query)).count === 1;
  });
});
