import { afterEach, expect, test } from '@jest/globals';
import { ApplicationFailure } from '@temporalio/common';
import type { SaveBatch } from '../../src/contract/activities.ts';
import { devStage } from './stage/dev-stage.ts';
import { until } from '../support/until.ts';

const stage = devStage();

afterEach(() => {
  for (const port of Object.keys(stage().world.faults)) {
    Reflect.deleteProperty(stage().world.faults, port);
  }
});

const never = (reason: string) => (): never => {
  throw ApplicationFailure.nonRetryable(reason);
};

test('an effect that can never succeed is set aside and noted, and the session lives on', async () => {
  const { world } = stage();
  world.faults.notify = never('No such channel');
  const chat = stage().chat();
  const { newSessionId } = await chat.say('Hello');
  await chat.servedBy('a_1');
  await chat.shows('the failure is noted', ({ setAside }) => setAside.length === 1);
  delete world.faults.notify;
  await chat.command({ type: 'assign', agentId: 'a_2', by: 's_1', takeover: false });
  const { setAside } = await chat.quiet();
  expect(setAside[0]).toContain('notify was given up: No such channel');
  expect(world.records(newSessionId)).toContainEqual(
    expect.objectContaining({ type: 'session.effect_failed' }),
  );
  expect(world.notifications).toContainEqual(
    expect.objectContaining({ sessionId: newSessionId, to: { agentId: 'a_2' } }),
  );
});

test('a search that fails for good is one that found nobody', async () => {
  const { world } = stage();
  world.faults.findAgent = never('The query is broken');
  const chat = stage().chat();
  const { newSessionId } = await chat.say('Hello');
  await chat.shows('noted', ({ setAside }) => setAside.length > 0);
  const { session, setAside, timers } = await chat.quiet();
  expect(setAside[0]).toContain('findAgent was given up: The query is broken');
  expect(session).toMatchObject({ id: newSessionId, status: 'queued' });
  expect(timers).toContainEqual(expect.objectContaining({ name: 'nextRound' }));
});

test('a record that cannot be saved is set aside, and the rest of its batch is saved', async () => {
  const { world } = stage();
  const chat = stage().chat();
  const { newSessionId } = await chat.say('Hello');
  await chat.servedBy('a_1');
  await chat.quiet();
  const poisoned = ({ records }: SaveBatch): boolean =>
    records.some(({ message }) => message?.text === 'poison');
  world.faults.save = (batch: SaveBatch) => {
    if (poisoned(batch)) throw ApplicationFailure.nonRetryable('Not to be stored');
  };
  await stage().stopWorkers();
  for (const text of ['before', 'poison', 'after']) await chat.say(text);
  await stage().startWorkers();
  await chat.say('later');
  const { setAside } = await chat.quiet();
  const texts = world.records(newSessionId).flatMap(({ message }) => message?.text ?? []);
  expect(texts).toEqual(['Hello', 'before', 'after', 'later']);
  expect(setAside).toEqual([expect.stringContaining('could not be saved: Not to be stored')]);
  expect(world.view(newSessionId)).toMatchObject(await chat.session());
});

test('a record that cannot be saved, alone with the projection, does not keep that from being saved', async () => {
  const { world } = stage();
  const chat = stage().chat();
  const { newSessionId } = await chat.say('Hello');
  await chat.servedBy('a_1');
  await chat.quiet();
  world.faults.save = ({ records }: SaveBatch) => {
    if (records.length > 0) throw ApplicationFailure.nonRetryable('Not to be stored');
  };
  await chat.say('poison');
  const { session, setAside } = await chat.quiet();
  expect(setAside).toEqual([expect.stringContaining('(message.created)')]);
  expect(world.view(newSessionId)).toEqual(session);
});

test('saves that fail are tried until they succeed, and are local again after that', async () => {
  const { world } = stage();
  const chat = stage().chat();
  const { newSessionId } = await chat.say('Hello');
  await chat.servedBy('a_1');
  await chat.quiet();
  let failures = 0;
  world.faults.save = () => {
    failures += 1;
    if (failures <= 3) throw new Error('The database is away');
  };
  const scheduled = async (): Promise<number> =>
    (await chat.history()).filter(
      (event) => event.activityTaskScheduledEventAttributes?.activityType?.name === 'save',
    ).length;
  await chat.say('During the outage');
  await chat.quiet();
  expect(await scheduled()).toBeGreaterThan(0);
  const later: string[] = [];
  // One that a busy machine keeps for half a second is not local either.
  await until('a save is local again', async () => {
    const before = await scheduled();
    later.push(`Afterwards ${String(later.length)}`);
    await chat.say(later.at(-1)!);
    await chat.quiet();
    return (await scheduled()) === before;
  });
  const texts = world.records(newSessionId).flatMap(({ message }) => message?.text ?? []);
  expect(texts).toEqual(['Hello', 'During the outage', ...later]);
  expect((await chat.live()).setAside).toEqual([]);
});
