/** An agent acts on what it has at this moment; a supervisor takes over as itself, which is written down. */

import { expect, test } from '@jest/globals';
import { until } from '../support/until.ts';
import { useProduct } from '../support/use-product.ts';

const { desk } = useProduct();

async function keyOf(role: string, agentId: string): Promise<Record<string, string>> {
  const { body } = await desk.call<{ key: string }>('POST', '/v1/keys', {
    name: role,
    role,
    agentId,
  });
  return { authorization: `Bearer ${body.key}` };
}

interface Told {
  code?: string;
  status?: string;
}

test('who has the session holds it; who lost it does not, and who takes it over is in the audit log', async () => {
  await desk.staff('maya');
  const { body } = await desk.postAndWait({ customer: 'ada', messageId: 'm-1' });
  const { sessionId } = body;
  await until(async () => (await desk.session(sessionId)).body.agentId === 'maya');
  await desk.staff('noor');
  const [maya, noor] = [await keyOf('agent', 'maya'), await keyOf('agent', 'noor')];
  const lead = await keyOf('supervisor', 'noor');
  const ask = async (who: Record<string, string>, action: string, sent: object) => {
    const path = `/v1/sessions/${sessionId}/${action}`;
    const answer = await desk.call<Told>('POST', path, sent, who);
    return [answer.status, answer.body.code];
  };
  const hello = { messageId: 'r-1', author: { type: 'agent', id: 'maya' }, text: 'Hello!' };
  const forAnHour = { until: new Date(Date.now() + 3_600_000).toISOString() };

  expect(await ask(noor, 'hold', forAnHour)).toEqual([404, 'not_found']);
  expect(await ask(maya, 'messages', hello)).toEqual([200, undefined]);
  expect(await ask(maya, 'hold', forAnHour)).toEqual([200, undefined]);
  expect(await ask(maya, 'resume', {})).toEqual([200, undefined]);
  expect(await ask(lead, 'assign', { agentId: 'maya', takeover: true })).toEqual([
    403,
    'forbidden',
  ]);
  expect(await ask(lead, 'assign', { agentId: 'noor', takeover: true })).toEqual([200, undefined]);
  const lost = await ask(maya, 'end', { by: 'agent', id: 'maya' });
  expect([
    [404, 'not_found'],
    [409, 'not_assigned'],
  ]).toContainEqual(lost);
  expect(await ask(noor, 'end', { by: 'agent' })).toEqual([200, undefined]);

  const log = await desk.call<{ items: { facts: object; who: object }[] }>(
    'GET',
    '/v1/audit?what=session.taken_over',
  );
  expect(log.body.items).toEqual([
    expect.objectContaining({
      who: expect.objectContaining({ role: 'supervisor' }),
      facts: { sessionId, agentId: 'noor' },
    }),
  ]);
  const decisions = await until(async () => {
    const path = `/v1/sessions/${sessionId}/decisions`;
    const page = await desk.call<{ items: { trigger: string }[] }>('GET', path);
    const triggers = page.body.items.map(({ trigger }) => trigger);
    return triggers.includes('end by agent noor') ? triggers : null;
  });
  expect(decisions).toContain('hold by maya');
});
