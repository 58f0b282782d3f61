import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { ApplicationFailure } from '@temporalio/common';
import { createActivities } from '../../src/activities/index.ts';
import { connectModels, modelsOf, type Models } from '../../src/store/connection.ts';
import { addAgent, heldBy, search } from './support/contact-centre.ts';
import { useDatabase } from './support/database.ts';
import { lossyPath, type LossyPath } from './support/lossy-path.ts';
import { batch, message, view } from './support/records.ts';
import { Hopeless, until } from '../support/until.ts';

const bench = useDatabase();
let path: LossyPath;
let far: Models;
let activities: ReturnType<typeof createActivities>;

beforeAll(async () => {
  const { host, port, name } = bench.models.connection;
  path = await lossyPath(`mongodb://${host}:${port}/${name}?directConnection=true`);
  far = modelsOf(await connectModels(path.uri));
});

beforeEach(async () => {
  path.mode = 'open';
  await until('the database answers', () => far.sessions.findById('none').then(() => true));
  const log = { info: () => undefined, warn: () => undefined };
  activities = createActivities({ models: far, client: bench.conversations, log });
});

afterAll(async () => {
  await far.connection.close();
  path.close();
});

/** Work that succeeds once the driver has found its way back to the database. */
const again = <T>(work: () => Promise<T>) =>
  until('the work is done', () => work().then((result) => ({ result }), mayBeAway));

function mayBeAway(error: unknown): null {
  if (error instanceof ApplicationFailure && error.type === 'StoreUnavailable') return null;
  throw new Hopeless('It fails otherwise', { cause: error });
}

test('a save whose answer is lost fails, and tried again keeps everything once', async () => {
  const saved = batch({ records: [message(1), message(2)], view: null });
  path.mode = 'lose';
  await expect(activities.save(saved)).rejects.toMatchObject({ type: 'StoreUnavailable' });
  path.mode = 'open';
  await again(() => activities.save({ ...saved, view: view(2) }));
  expect(await bench.models.events.countDocuments({ sessionId: 's1' })).toBe(2);
  expect(await bench.models.sessions.findById('s1').lean()).toMatchObject({ revision: 2 });
});

test('a reservation whose answer is lost is found when tried again', async () => {
  await addAgent(bench.models, 'a1');
  await addAgent(bench.models, 'a2');
  const request = { ...search(1), agentId: 'a1', beyondCapacity: false };
  path.mode = 'lose';
  await expect(activities.reserveAgent(request)).rejects.toThrow();
  path.mode = 'open';
  const { result } = await again(() => activities.findAgent(search(1)));
  expect(result.agentId).toBe('a1');
  expect(await heldBy(bench.models, 'a2')).toEqual([]);
});

test('a database that keeps its connections and says nothing fails a save in bounded time', async () => {
  path.mode = 'hang';
  const fromMs = performance.now();
  await expect(activities.save(batch({ records: [message(1)] }))).rejects.toMatchObject({
    type: 'StoreUnavailable',
  });
  // All the time that a workflow gives it.
  expect(performance.now() - fromMs).toBeLessThan(15_000);
  path.mode = 'open';
  await again(() => activities.save(batch({ records: [message(1)] })));
});
