/** People who sign in, for tests: what a browser keeps and sends along. */

import type { Response } from 'supertest';
import { asking, type Http, type RunningApi } from './running-api.ts';

export const PASSWORD = 'correct horse battery';

/** What a browser adds when a page of the API's own address sends something. */
const OWN_PAGE = { 'sec-fetch-site': 'same-origin' };

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** Makes a user; its e-mail address is new each time unless one is given. */
export async function makeUser(api: RunningApi, card: Record<string, unknown> = {}) {
  const made = await api.http.post('/v1/users').send({
    email: `${crypto.randomUUID()}@example.com`,
    name: 'Noor',
    role: 'supervisor',
    password: PASSWORD,
    ...card,
  });
  if (made.status !== 201) throw new Error(JSON.stringify(made.body));
  return made.body as unknown as { id: string; email: string };
}

/** Asks for a sign-in, from no page in particular. */
export function trySignIn(
  api: RunningApi,
  email: string,
  password = PASSWORD,
  headers: Record<string, string> = {},
) {
  return asking(api.app).post('/v1/auth/sign-in').set(headers).send({ email, password });
}

/** The `name=value` of the cookie that an answer sets. */
export function cookieOf(answer: Response): string {
  const [cookie = ''] = answer.get('set-cookie') ?? [];
  return cookie.split(';')[0] ?? '';
}

/** @returns the cookie, as a browser sends it */
export async function signIn(api: RunningApi, email: string, password = PASSWORD): Promise<string> {
  const answer = await trySignIn(api, email, password);
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  return cookieOf(answer);
}

/** Every call with a cookie, as pages of the API's own address make them. */
export const browserWith = (api: RunningApi, cookie: string): Http =>
  asking(api.app).set(OWN_PAGE).set('cookie', cookie);

/** A call with a cookie, as a page of the API's own address makes it. */
export const callWith = (api: RunningApi, cookie: string, method: Method, path: string) =>
  asking(api.app)[method](path).set(OWN_PAGE).set('cookie', cookie);

/** The status of the simplest call that needs a credential. */
export const statusWith = async (api: RunningApi, cookie: string): Promise<number> =>
  (await callWith(api, cookie, 'get', '/v1/auth/me')).status;
