/** Agents: their cards, and whether they are there. */

import { ulid } from 'ulid';
import { agentChanged } from '../../client/agent-changed.ts';
import type { Presence } from '../../core/event.ts';
import type { AgentDocument } from '../../store/agents/schema.ts';
import { requireVisibleAgent } from '../callers/access.ts';
import { audit } from '../callers/audit.ts';
import type { Dependencies } from '../dependencies.ts';
import { notFound, Problem } from '../http/problem.ts';
import {
  route,
  type Answer,
  type Call,
  type Caller,
  type Role,
  type Route,
} from '../http/route.ts';
import {
  agent,
  agentChanges,
  agentPage,
  newAgentBody,
  presenceBody,
  type AgentJson,
} from './schemas.ts';
import { byId, pageQuery } from '../http/query-schemas.ts';
import {
  createAgent,
  deleteAgent,
  editAgent,
  findAgent,
  listAgents,
  presenceTold,
  putPresence,
  type AgentCard,
} from '../../store/agents/cards.ts';
import { revokeKeysOf } from '../../store/people/keys.ts';
import { retireUsersOf } from '../../store/people/users.ts';
import type { z } from '../http/zod.ts';

const ADMINS: readonly Role[] = ['admin'];
const READERS: readonly Role[] = ['integration', 'agent', 'supervisor', 'admin'];

function agentJson(document: AgentDocument): AgentJson {
  return {
    id: document._id,
    name: document.name,
    email: document.email,
    skills: document.skills,
    channels: document.channels,
    capacity: document.capacity,
    presence: document.presence,
    presenceSince: document.presenceSince.toISOString(),
    serving: document.held.filter((held) => held.active).length,
    createdAt: document.createdAt.toISOString(),
  };
}

async function list(
  { models }: Dependencies,
  caller: Caller,
  query: z.output<typeof pageQuery>,
): Promise<Answer> {
  if (caller.role !== 'agent') {
    const { rows, nextCursor } = await listAgents(models, query);
    return { status: 200, body: { items: rows.map(agentJson), nextCursor } };
  }
  const own = await findAgent(models, caller.agentId ?? '');
  return { status: 200, body: { items: own === null ? [] : [agentJson(own)], nextCursor: null } };
}

type AgentCall<B> = Call<{ id: string }, unknown, B>;

async function create(
  dependencies: Dependencies,
  call: Call<unknown, unknown, z.output<typeof newAgentBody>>,
): Promise<Answer> {
  const { models, now } = dependencies;
  const { body } = call;
  const name = call.repeatableId ?? ulid(now()).toLowerCase();
  const { id = `a_${name}`, ...card } = body;
  const before =
    call.repeatableId !== undefined && body.id === undefined ? await findAgent(models, id) : null;
  const made = before ?? (await createAgent(models, id, card, now()));
  if (made === null) throw new Problem('agent_exists', 'There is an agent with this ID.');
  await audit(dependencies, call, 'agent.created', { agentId: id });
  const Location = `/v1/agents/${encodeURIComponent(id)}`;
  return { status: 201, headers: { Location }, body: agentJson(made) };
}

async function edit(
  dependencies: Dependencies,
  call: AgentCall<z.output<typeof agentChanges>>,
): Promise<Answer> {
  const { models, temporal } = dependencies;
  const { body } = call;
  const { id } = call.params;
  const changes = Object.fromEntries(
    Object.entries(body).filter(([, value]) => value !== undefined),
  ) as Partial<AgentCard>;
  const edited = await editAgent(models, id, changes);
  if (edited === null) throw notFound('agent');
  await audit(dependencies, call, 'agent.edited', { agentId: id, fields: Object.keys(changes) });
  await agentChanged(temporal, id);
  return { status: 200, body: agentJson(edited) };
}

async function remove(dependencies: Dependencies, call: AgentCall<unknown>): Promise<Answer> {
  const { models, keyring, temporal, now } = dependencies;
  const { id } = call.params;
  if (!(await deleteAgent(models, id, now()))) throw notFound('agent');
  await revokeKeysOf(models, id, now());
  await retireUsersOf(models, id);
  keyring.forget(({ agentId }) => agentId === id);
  await audit(dependencies, call, 'agent.deleted', { agentId: id });
  await agentChanged(temporal, id);
  return { status: 204 };
}

async function put(
  { models, temporal, now }: Dependencies,
  id: string,
  presence: Presence,
): Promise<Answer> {
  const present = await putPresence(models, id, presence, now());
  if (present === null) throw notFound('agent');
  // Should telling fail, the next beat tries again, or the watch over presence does.
  if (present.untold) {
    await agentChanged(temporal, id);
    await presenceTold(models, id, present.presenceSince);
  }
  return { status: 200, body: agentJson(present) };
}

const tag = 'Agents';

function readingRoutes(dependencies: Dependencies): Route[] {
  return [
    route({
      method: 'get',
      path: '/v1/agents',
      summary: 'List agents',
      description: 'An agent sees itself alone.',
      tag,
      roles: READERS,
      query: pageQuery,
      answers: { 200: { description: 'A page, by ID', schema: agentPage } },
      problems: [],
      handle: ({ caller, query }) => list(dependencies, caller, query),
    }),
    route({
      method: 'get',
      path: '/v1/agents/{id}',
      summary: 'Read an agent',
      tag,
      roles: READERS,
      params: byId,
      answers: { 200: { description: 'The agent', schema: agent } },
      problems: ['not_found'],
      handle: async ({ caller, params }) => {
        requireVisibleAgent(caller, params.id);
        const found = await findAgent(dependencies.models, params.id);
        if (found === null) throw notFound('agent');
        return { status: 200, body: agentJson(found) };
      },
    }),
  ];
}

/** Administration of agents, and their presence. */
export function agentRoutes(dependencies: Dependencies): Route[] {
  return [
    ...readingRoutes(dependencies),
    route({
      method: 'post',
      path: '/v1/agents',
      summary: 'Make an agent',
      description: 'No channels means all. An agent starts offline.',
      tag,
      roles: ADMINS,
      body: newAgentBody,
      answers: {
        201: {
          description: 'Made',
          schema: agent,
          headers: { Location: 'The address of the agent' },
        },
      },
      problems: ['agent_exists'],
      handle: (call) => create(dependencies, call),
    }),
    route({
      method: 'patch',
      path: '/v1/agents/{id}',
      summary: 'Edit an agent',
      description: 'Fields that are not given stay as they are.',
      tag,
      roles: ADMINS,
      params: byId,
      body: agentChanges,
      answers: { 200: { description: 'The agent afterwards', schema: agent } },
      problems: ['not_found'],
      handle: (call) => edit(dependencies, call),
    }),
    route({
      method: 'delete',
      path: '/v1/agents/{id}',
      summary: 'Delete an agent',
      description: 'Everything the agent has is requeued or reassigned at once.',
      tag,
      roles: ADMINS,
      params: byId,
      answers: { 204: { description: 'Deleted, now or before' } },
      problems: ['not_found'],
      handle: (call) => remove(dependencies, call),
    }),
    route({
      method: 'put',
      path: '/v1/agents/{id}/presence',
      summary: 'Put an agent’s presence',
      description:
        'To be put again every ten seconds: without a beat for thirty the agent is offline. The same presence again never undoes an automatic `away`.',
      tag,
      roles: READERS,
      params: byId,
      body: presenceBody,
      answers: { 200: { description: 'The agent afterwards', schema: agent } },
      problems: ['not_found'],
      handle: ({ caller, params, body }) => {
        requireVisibleAgent(caller, params.id);
        return put(dependencies, params.id, body.presence);
      },
    }),
  ];
}
