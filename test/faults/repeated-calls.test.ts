/** Calls repeated over the death of the API, and after the session they were given to is over. */

import { expect, test } from '@jest/globals';
import { getReadyz } from '../../client/sdk.gen.ts';
import type { End } from '../../client/types.gen.ts';
import { isWanted, until } from '../support/until.ts';
import { useProduct } from '../support/use-product.ts';

const { product, desk } = useProduct();

async function killApi(): Promise<void> {
  const killed = product.signal('api', 'SIGKILL');
  await until('another API process runs', () => (product.pidOf('api') ?? killed) !== killed);
  await until('the API is ready', async () => {
    const { response } = await getReadyz({ client: desk.client });
    return isWanted(response.status, 200, [503]);
  });
}

test('an end repeated after the run is over, by another process, gets the first answer', async () => {
  const landed = await desk.landed({ customer: 'ada', messageId: 'm1' });
  const { sessionId } = landed.body;
  const end = (body: End) => desk.end(sessionId, body, 'end-1');
  const first = await end({ by: 'admin' });
  expect(first).toMatchObject({ status: 200, body: { status: 'closed' } });
  await until('the session is over', async () => {
    const { code } = await desk.end(sessionId, { by: 'admin' });
    return isWanted(code, 'session_closed', [null]);
  });
  await killApi();
  expect(await end({ by: 'admin' })).toEqual(first);
  const reused = await end({ by: 'customer' });
  expect([reused.status, reused.code]).toEqual([422, 'idempotency_key_reused']);
});

test('a message repeated over the death of the API is kept once, another text under its ID is refused', async () => {
  const say = (text: string) => desk.landed({ customer: 'bo', messageId: 'm1', text });
  const first = await say('Hello?');
  await killApi();
  const second = await say('Hello?');
  expect(second.body).toMatchObject({
    sessionId: first.body.sessionId,
    sequence: first.body.sequence,
  });
  const other = await say('Something else');
  expect([other.status, other.code]).toEqual([422, 'message_id_reused']);
});
