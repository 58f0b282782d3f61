/** Calls repeated over the death of the API, and after the session they were given to is over. */

import { expect, test } from '@jest/globals';
import type { SessionJson } from '../support/desk.ts';
import { until } from '../support/until.ts';
import { useProduct } from '../support/use-product.ts';

const { product, desk } = useProduct();

async function killApi(): Promise<void> {
  const killed = product.signal('api', 'SIGKILL');
  await until(() => (product.pidOf('api') ?? killed) !== killed);
  await until(async () => (await fetch(`${product.api}/readyz`)).ok);
}

test('an end repeated after the run is over, by another process, gets the first answer', async () => {
  const landed = await desk.post({ customer: 'ada', messageId: 'm1' }, { prefer: 'wait' });
  const path = `/v1/sessions/${landed.body.sessionId}/end`;
  const end = (body: object) =>
    desk.call<SessionJson & { code: string }>('POST', path, body, { 'idempotency-key': 'end-1' });
  const first = await end({ by: 'admin' });
  expect(first).toMatchObject({ status: 200, body: { status: 'closed' } });
  await until(async () => {
    const another = await desk.call<{ code: string }>('POST', path, { by: 'admin' });
    return another.body.code === 'session_closed';
  });
  await killApi();
  expect(await end({ by: 'admin' })).toEqual(first);
  const reused = await end({ by: 'customer' });
  expect([reused.status, reused.body.code]).toEqual([422, 'idempotency_key_reused']);
});

test('a message repeated over the death of the API is kept once, another text under its ID is refused', async () => {
  const say = (text: string) =>
    desk.post({ customer: 'bo', messageId: 'm1', text }, { prefer: 'wait' });
  const first = await say('Hello?');
  await killApi();
  const second = await say('Hello?');
  expect(second.body).toMatchObject({
    sessionId: first.body.sessionId,
    sequence: first.body.sequence,
  });
  const other = await say('Something else');
  expect([other.status, (other.body as unknown as { code: string }).code]).toEqual([
    422,
    'message_id_reused',
  ]);
});
