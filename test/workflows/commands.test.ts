import { beforeEach, expect, test } from '@jest/globals';
import type { Chat } from './stage/chat.ts';
import { until } from '../support/until.ts';
import { expectNoEvents } from './stage/no-events.ts';
import { Gate } from './stage/gate.ts';
import { devStage } from './stage/dev-stage.ts';

const stage = devStage();

beforeEach(() => {
  stage().world.agents = ['a_1', 'a_2'];
  delete stage().world.faults.reserveAgent;
});

test('a refused command leaves no event in history', async () => {
  const chat = stage().chat();
  await chat.say('Hello');
  await chat.servedBy('a_1');
  await chat.quiet();
  await expectNoEvents(chat, async () => {
    for (let round = 0; round < 5; round += 1) await refusals(chat);
  });
});

async function refusals(chat: Chat): Promise<void> {
  expect(await chat.reply('a_2', 'Not mine')).toMatchObject({ code: 'not_assigned' });
  expect(await chat.command({ type: 'resume', by: 'a_1' })).toMatchObject({ code: 'wrong_status' });
  expect(
    await chat.command(
      { type: 'end', by: 'admin', id: null, note: null },
      {
        sessionId: `${chat.conversationId}-${'0'.repeat(26)}`,
      },
    ),
  ).toMatchObject({ code: 'wrong_session' });
}

test('a command with an idempotency key is done once, and another body under it is refused', async () => {
  const chat = stage().chat();
  await chat.say('Hello');
  await chat.servedBy('a_1');
  const answer = await chat.replyOf('a_1', 'Good morning');
  const options = { idempotencyKey: 'k_1', body: { text: 'Good morning' } };
  const first = await chat.command(answer, options);
  expect(await chat.command(answer, options)).toMatchObject({
    type: 'done',
    outcome: { sequence: (first as { outcome: { sequence: number } }).outcome.sequence },
  });
  const other = await chat.replyOf('a_1', 'Good evening');
  expect(await chat.command(other, { idempotencyKey: 'k_1', body: { text: 'x' } })).toMatchObject({
    type: 'refused',
    code: 'idempotency_key_reused',
  });
});

test('idempotency keys outlive continue-as-new', async () => {
  const chat = stage().chat();
  await chat.say('Hello');
  await chat.servedBy('a_1');
  const hold = { type: 'hold', untilMs: Date.now() + 3_600_000, by: 'a_1' } as const;
  const answer = await chat.replyOf('a_1', 'Good morning');
  await chat.command(answer, { idempotencyKey: 'k_1' });
  const held = await chat.command(hold, { idempotencyKey: 'k_2' });
  const { runId } = await chat.handle.describe();
  await chat.murmur(850);
  await until('a new run', async () => (await chat.handle.describe()).runId !== runId);
  const { sequence } = await chat.session();
  expect(held).toMatchObject({ type: 'done' });
  expect(await chat.command(hold, { idempotencyKey: 'k_2' })).toMatchObject({ type: 'done' });
  expect(await chat.command(answer, { idempotencyKey: 'k_1' })).toMatchObject({ type: 'done' });
  expect((await chat.session()).sequence).toBe(sequence);
  const other = { ...hold, untilMs: hold.untilMs + 1 };
  expect(await chat.command(other, { idempotencyKey: 'k_2' })).toMatchObject({
    code: 'idempotency_key_reused',
  });
});

test('an assignment answers once the agent is reserved', async () => {
  const chat = stage().chat();
  await chat.say('Hello');
  await chat.servedBy('a_1');
  const assigned = await chat.command({
    type: 'assign',
    agentId: 'a_2',
    by: 's_1',
    takeover: false,
  });
  expect(assigned).toMatchObject({ type: 'done', outcome: { session: { agentId: 'a_2' } } });
});

test('an agent who lost the session in between is refused by the session itself', async () => {
  const chat = stage().chat();
  await chat.say('Hello');
  await chat.servedBy('a_1');
  await chat.command({ type: 'assign', agentId: 'a_2', by: 's_1', takeover: false });
  const end = { type: 'end', by: 'agent', note: null } as const;
  const by = (agentId: string) =>
    chat.command({ ...end, id: agentId }, { giver: { agentId, role: 'agent' } });
  expect(await by('a_1')).toMatchObject({ type: 'refused', code: 'not_assigned' });
  expect(await by('a_2')).toMatchObject({ type: 'done' });
});

test('an assignment to an agent who cannot take it is refused, and the session stays where it was', async () => {
  const chat = stage().chat();
  await chat.say('Hello');
  await chat.servedBy('a_1');
  const refused = await chat.command({
    type: 'assign',
    agentId: 'a_9',
    by: 's_1',
    takeover: false,
  });
  expect(refused).toMatchObject({ type: 'refused', code: 'agent_unavailable' });
  expect(await chat.session()).toMatchObject({ agentId: 'a_1', status: 'active' });
});

test('an assignment overtaken by another gets its verdict too', async () => {
  const chat = stage().chat();
  const { world } = stage();
  await chat.say('Hello');
  await chat.servedBy('a_1');
  world.agents = ['a_1', 'a_2', 'a_3'];
  const gate = new Gate();
  world.faults.reserveAgent = () => gate.pass();
  const first = chat.command({ type: 'assign', agentId: 'a_2', by: 's_1', takeover: false });
  await gate.reached();
  const second = chat.command({ type: 'assign', agentId: 'a_3', by: 's_2', takeover: false });
  expect(await first).toMatchObject({ type: 'refused', code: 'agent_unavailable' });
  gate.open();
  expect(await second).toMatchObject({ outcome: { session: { agentId: 'a_3' } } });
  await chat.quiet();
  expect(world.released).toContainEqual(expect.objectContaining({ agentId: 'a_2' }));
});
