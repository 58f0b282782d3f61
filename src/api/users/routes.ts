/** People of the console, as admins administer them. */

import { ulid } from 'ulid';
import type { UserDocument } from '../../store/people/user-schema.ts';
import { audit } from '../callers/audit.ts';
import type { Dependencies } from '../dependencies.ts';
import { requireAgent } from '../callers/known-agent.ts';
import { fieldProblem, notFound, Problem } from '../http/problem.ts';
import { route, type Answer, type Call, type Role, type Route } from '../http/route.ts';
import { byId, pageQuery } from '../http/query-schemas.ts';
import { newUserBody, user, userChanges, userPage, type UserJson } from './schemas.ts';
import { hashPassword, isCommonPassword } from '../sign-in/password.ts';
import {
  changeUser,
  createUser,
  deleteUser,
  findUser,
  listUsers,
  type UserChanges,
} from '../../store/people/users.ts';
import type { z } from '../http/zod.ts';

function userJson(document: UserDocument): UserJson {
  return {
    id: document._id,
    email: document.email,
    name: document.name,
    role: document.role,
    agentId: document.agentId,
    disabled: document.disabled,
    hasPassword: document.passwordHash !== null,
    createdAt: document.createdAt.toISOString(),
  };
}

/** @throws Problem when the role needs an agent, or there is no such agent */
async function requireWork(
  dependencies: Dependencies,
  { role, agentId }: Pick<UserDocument, 'role' | 'agentId'>,
): Promise<void> {
  if (agentId !== null) await requireAgent(dependencies, agentId);
  else if (role === 'agent') {
    throw fieldProblem('agentId', 'required', 'A user with the role agent needs an agentId.');
  }
}

/** @throws Problem when it is one of the first that anybody would try */
async function passwordHashOf(password: string, email: string): Promise<string> {
  if (isCommonPassword(password, email)) {
    throw fieldProblem('password', 'too_common', 'This is too easily guessed.');
  }
  return hashPassword(password);
}

const lastAdmin = (): Problem =>
  new Problem('last_admin', 'This is the only admin who is left: make another one first.');

type UserCall<B> = Call<{ id: string }, unknown, B>;

async function create(
  dependencies: Dependencies,
  call: Call<unknown, unknown, z.output<typeof newUserBody>>,
): Promise<Answer> {
  const { models, now } = dependencies;
  const { repeatableId } = call;
  const { password, ...card } = call.body;
  await requireWork(dependencies, card);
  const passwordHash = password === undefined ? null : await passwordHashOf(password, card.email);
  const _id = `u_${repeatableId ?? ulid(now()).toLowerCase()}`;
  const before = repeatableId === undefined ? null : await findUser(models, _id);
  const made = before ?? (await createUser(models, { _id, ...card, passwordHash }, now()));
  if (made === null) throw new Problem('user_exists', 'There is a user with this e-mail address.');
  const { role, agentId } = made;
  await audit(dependencies, call, 'user.created', { userId: _id, role, agentId });
  return { status: 201, headers: { Location: `/v1/users/${_id}` }, body: userJson(made) };
}

async function edit(
  dependencies: Dependencies,
  call: UserCall<z.output<typeof userChanges>>,
): Promise<Answer> {
  const { models } = dependencies;
  const { id } = call.params;
  const { password, ...body } = call.body;
  const changes = Object.fromEntries(
    Object.entries(body).filter(([, value]) => value !== undefined),
  ) as UserChanges;
  for (;;) {
    const before = await findUser(models, id);
    if (before === null) throw notFound('user');
    if (password !== undefined) {
      changes.passwordHash ??= await passwordHashOf(password, before.email);
    }
    const works = 'role' in changes || 'agentId' in changes || changes.disabled === false;
    if (works) await requireWork(dependencies, { ...before, ...changes });
    const after = await changeUser(models, before, changes);
    if (after === 'last_admin') throw lastAdmin();
    if (after === null) continue;
    const { role, disabled } = after;
    const facts = { userId: id, fields: Object.keys(call.body), role, disabled };
    await audit(dependencies, call, 'user.edited', facts);
    return { status: 200, body: userJson(after) };
  }
}

async function remove(dependencies: Dependencies, call: UserCall<unknown>): Promise<Answer> {
  const { models } = dependencies;
  const { id } = call.params;
  for (;;) {
    const before = await findUser(models, id);
    if (before === null) throw notFound('user');
    const deleted = await deleteUser(models, before);
    if (deleted === 'last_admin') throw lastAdmin();
    if (deleted === null) continue;
    await audit(dependencies, call, 'user.deleted', { userId: id });
    return { status: 204 };
  }
}

const tag = 'People';
const roles: readonly Role[] = ['admin'];

function readingRoutes({ models }: Dependencies): Route[] {
  return [
    route({
      method: 'get',
      path: '/v1/users',
      summary: 'List users',
      tag,
      roles,
      query: pageQuery,
      answers: { 200: { description: 'A page, oldest first', schema: userPage } },
      problems: [],
      handle: async ({ query }) => {
        const { rows, nextCursor } = await listUsers(models, query);
        return { status: 200, body: { items: rows.map(userJson), nextCursor } };
      },
    }),
    route({
      method: 'get',
      path: '/v1/users/{id}',
      summary: 'Read a user',
      tag,
      roles,
      params: byId,
      answers: { 200: { description: 'The user', schema: user } },
      problems: ['not_found'],
      handle: async ({ params }) => {
        const found = await findUser(models, params.id);
        if (found === null) throw notFound('user');
        return { status: 200, body: userJson(found) };
      },
    }),
  ];
}

/** Administration of the people who sign in. */
export function userRoutes(dependencies: Dependencies): Route[] {
  return [
    ...readingRoutes(dependencies),
    route({
      method: 'post',
      path: '/v1/users',
      summary: 'Make a user',
      description:
        'The role `agent` needs the `agentId` of an agent. Without a password the user can sign in by OpenID Connect only.',
      tag,
      roles,
      body: newUserBody,
      answers: {
        201: {
          description: 'Made',
          schema: user,
          headers: { Location: 'The address of the user' },
        },
      },
      problems: ['user_exists', 'unknown_agent'],
      handle: (call) => create(dependencies, call),
    }),
    route({
      method: 'patch',
      path: '/v1/users/{id}',
      summary: 'Edit a user',
      description:
        'Fields that are not given stay as they are. A role counts at once; a new password and `disabled` sign the user out everywhere.',
      tag,
      roles,
      params: byId,
      body: userChanges,
      answers: { 200: { description: 'The user afterwards', schema: user } },
      problems: ['not_found', 'last_admin', 'unknown_agent'],
      handle: (call) => edit(dependencies, call),
    }),
    route({
      method: 'delete',
      path: '/v1/users/{id}',
      summary: 'Delete a user',
      tag,
      roles,
      params: byId,
      answers: { 204: { description: 'Deleted, and signed out everywhere' } },
      problems: ['not_found', 'last_admin'],
      handle: (call) => remove(dependencies, call),
    }),
  ];
}
