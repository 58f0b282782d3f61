import { expect, test } from '@jest/globals';
import type { SaveBatch } from '../../src/core/ports.ts';
import { devStage } from './stage/stage.ts';
import { settings } from './stage/world.ts';

const stage = devStage();

/** The server gives up a workflow task when more signals than this arrive in it. */
const BUFFERED_AT_MOST = 100;

test('what a lost workflow task had saved is replaced by what is decided in its place', async () => {
  const { world } = stage();
  world.settings.values = settings({ response: { limitSeconds: 900, warningSeconds: 898 } });
  const chat = stage().chat();
  const { newSessionId } = await chat.say('Hello');
  await chat.servedBy('a_1');
  await chat.quiet();
  let lost: SaveBatch | null = null;
  world.faults.save = async (batch: SaveBatch) => {
    if (lost || batch.records[0]?.type !== 'session.warned') return;
    lost = batch;
    world.save(batch);
    await chat.say('Are you there?');
    await chat.murmur(BUFFERED_AT_MOST + 20, BUFFERED_AT_MOST + 20);
  };
  await chat.shows('the message is numbered', ({ session }) => session!.sequence === 5);
  await chat.quiet();
  const records = world.records(newSessionId).slice(3);
  expect(lost).toMatchObject({ records: [{ sequence: 4, type: 'session.warned' }] });
  expect(records.map(({ sequence, type }) => [sequence, type])).toEqual([
    [4, 'message.created'],
    [5, 'session.warned'],
  ]);
  expect(world.view(newSessionId)).toEqual(await chat.session());
});
