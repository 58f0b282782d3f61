/** The customer's page in a real browser, with the whole product behind it. */

import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, expect, jest, test } from '@jest/globals';
import type { BrowserContext, Page } from 'playwright-core';
import {
  deleteSessionsByIdTokenLink,
  getSessionsByIdMessages,
  patchAgentsById,
  postSessionsByIdMessages,
  postSessionsByIdTokenLink,
} from '../../client/sdk.gen.ts';
import { browserPath, openBrowser } from '../support/browser.ts';
import { granted } from '../support/desk.ts';
import { until } from '../support/until.ts';
import { useProduct } from '../support/use-product.ts';

jest.setTimeout(300_000);

const executable = browserPath();
if (executable === null) {
  process.stderr.write('The join page is not tested: there is no Chromium on PATH.\n');
}
const inBrowser = executable === null ? test.skip : test;

/** Each would set `ran`, or leave the page, if anything of it were taken for markup or script. */
const CORPUS = [
  '<script>window.ran=1</script>',
  '<img src=x onerror="window.ran=1">',
  '<svg onload=window.ran=1>',
  '"><script>window.ran=1</script>',
  "'-window.ran=1-'",
  '</textarea><script>window.ran=1</script>',
  '</title></style><script>window.ran=1</script>',
  '<iframe srcdoc="<script>parent.ran=1</script>"></iframe>',
  '<a href="javascript:window.ran=1">x</a>',
  'javascript:window.ran=1',
  '<math><mtext></p><style><img src=x onerror=window.ran=1>',
  '<base href="https://elsewhere.example/">',
  '<meta http-equiv=refresh content="0;url=https://elsewhere.example/">',
  '<form action="https://elsewhere.example"><input name=q autofocus onfocus=window.ran=1>',
  '{{constructor.constructor("window.ran=1")()}}',
  '${window.ran=1}',
  '&lt;script&gt;window.ran=1&lt;/script&gt;',
  '\u202E<script>window.ran=1</script>',
];

let context: BrowserContext;
const errors: string[] = [];
const elsewhere: string[] = [];

const { product, desk, atEnd } = useProduct({
  // Not called where every test is skipped.
  async prepare() {
    const browser = await openBrowser(executable!);
    atEnd(() => browser.close());
    context = await browser.newContext();
    context.setDefaultTimeout(60_000);
    context.on('weberror', (error) => errors.push(String(error.error())));
    context.on('request', (request) => {
      if (!request.url().startsWith(product.api)) elsewhere.push(request.url());
    });
  },
});
afterAll(() => {
  expect(errors).toEqual([]);
  expect(elsewhere).toEqual([]);
});

interface Joined {
  page: Page;
  sessionId: string;
  agentId: string;
  url: string;
}

/** A session of a customer, served by an agent of its own, and the page of its link. */
async function joined(customer: string): Promise<Joined> {
  const channel = `of-${customer}`;
  const agentId = `agent-of-${customer}`;
  await desk.staff(agentId, { name: 'Maya', capacity: 5, channels: [channel] });
  const first = { channel, customer: { id: customer, name: customer }, messageId: 'm-1' };
  const { sessionId } = (await desk.landed(first)).body;
  await until(
    `${agentId} serves`,
    async () => (await desk.session(sessionId)).body.agentId === agentId,
  );
  const { client } = desk;
  const { url } = granted(await postSessionsByIdTokenLink({ client, path: { id: sessionId } }));
  expect(url.startsWith(`${product.api}/join/`)).toBe(true);
  const page = await context.newPage();
  await page.goto(url);
  await shows(page, 'Hello?');
  return { page, sessionId, agentId, url };
}

const shows = (page: Page, text: string): Promise<void> =>
  page.getByRole('log').getByText(text, { exact: true }).first().waitFor();
const says = (page: Page, text: RegExp): Promise<void> =>
  page.getByRole('status').getByText(text).waitFor();
async function write(page: Page, text: string): Promise<void> {
  await page.getByLabel('Your message').fill(text);
  await page.getByRole('button', { name: 'Send' }).click();
}
const transcript = async (sessionId: string): Promise<string[]> => {
  const path = { id: sessionId };
  const { items } = granted(await getSessionsByIdMessages({ client: desk.client, path }));
  return items.map(({ text }) => text);
};

inBrowser('the conversation is read and goes on, both ways and without a reload', async () => {
  const { page, sessionId, agentId } = await joined('ada');
  await desk.reply(sessionId, agentId, 'r-1', 'Good morning!');
  await shows(page, 'Good morning!');
  await page.getByRole('log').getByText('Maya').first().waitFor();
  await write(page, 'My order is late.');
  await until('the message is in the transcript', async () =>
    (await transcript(sessionId)).includes('My order is late.'),
  );
  await page.getByText('Sending …').waitFor({ state: 'detached' });
  expect(await page.getByRole('listitem').count()).toBe(3);
  const author = { type: 'agent' as const, id: agentId };
  await postSessionsByIdMessages({
    client: desk.client,
    path: { id: sessionId },
    body: { messageId: 'n', author, visibility: 'note', text: 'a note' },
  });
  await desk.reply(sessionId, agentId, 'r-2', 'One moment.');
  await shows(page, 'One moment.');
  expect(await page.getByText('a note').count()).toBe(0);
});

inBrowser('what could not be sent says so, and is sent once when it is tried again', async () => {
  const { page, sessionId } = await joined('bea');
  const posts: string[] = [];
  await page.route('**/v1/join/**', async (route) => {
    if (route.request().method() !== 'POST') return route.continue();
    posts.push(route.request().postData() ?? '');
    // The first arrives, and its answer is lost; the second does not arrive.
    if (posts.length === 1) await route.fetch();
    return posts.length <= 2 ? route.abort() : route.continue();
  });
  await write(page, 'Is anybody there?');
  // The conversation itself says that it has the message.
  await until('the message is in the transcript', async () =>
    (await transcript(sessionId)).includes('Is anybody there?'),
  );
  await page.locator('li.customer.kept').getByText('Is anybody there?').waitFor();
  await write(page, 'Hello again');
  await page.getByText('Not sent.').waitFor();
  await page.getByRole('button', { name: 'Try again' }).click();
  await until('the message is in the transcript', async () =>
    (await transcript(sessionId)).includes('Hello again'),
  );
  await page.getByText('Not sent.').waitFor({ state: 'detached' });
  expect(await transcript(sessionId)).toEqual(['Hello?', 'Is anybody there?', 'Hello again']);
  expect(posts[1]).toBe(posts[2]);
});

inBrowser(
  'after the close the page says so, and writing opens the next session, which has the link',
  async () => {
    const { page, sessionId, url } = await joined('cleo');
    await desk.end(sessionId, { by: 'agent' });
    await says(page, /has ended/);
    await write(page, 'One more thing');
    await shows(page, 'One more thing');
    await page.getByText(/has ended/).waitFor({ state: 'detached' });
    const next = await until(
      'the next session is there',
      async () => (await desk.session(sessionId)).body.nextSessionId,
    );
    const tokenOf = async (id: string) => (await desk.session(id)).body.token;
    expect(await until('the link leads to the next session', () => tokenOf(next))).toMatchObject({
      url,
      status: 'active',
    });
    expect(await tokenOf(sessionId)).toBeNull();
    await shows(page, 'Hello?');
  },
);

inBrowser(
  'a link that is revoked while the page is open ends it; opened again it is 410 and says why',
  async () => {
    const { page, sessionId, url } = await joined('dora');
    await deleteSessionsByIdTokenLink({ client: desk.client, path: { id: sessionId } });
    await says(page, /no longer active/);
    expect(await page.getByLabel('Your message').isDisabled()).toBe(true);
    const again = await page.goto(url);
    expect(again?.status()).toBe(410);
    await page.getByRole('heading', { name: 'This link is no longer active' }).waitFor();
    const never = await page.goto(`${product.api}/join/${'A'.repeat(32)}`);
    expect(never?.status()).toBe(404);
    await page.getByRole('heading', { name: 'There is no such link' }).waitFor();
  },
);

inBrowser('no script runs that is in a message, a customer’s name or an agent’s name', async () => {
  const { page, sessionId, agentId } = await joined('xenia');
  for (const [n, script] of CORPUS.entries()) {
    const agentName = script.slice(0, 100);
    const renamed = { path: { id: agentId }, body: { name: agentName } };
    granted(await patchAgentsById({ client: desk.client, ...renamed }));
    const customer = { id: 'xenia', name: script };
    const messageId = `c-${String(n)}`;
    await desk.landed({ channel: 'of-xenia', customer, messageId, text: script });
    await desk.reply(sessionId, agentId, `r-${String(n)}`, script);
    await until(
      'every message is in the transcript',
      async () => (await transcript(sessionId)).length === 2 * n + 3,
    );
    await page.reload();
    const written = page.locator('li p');
    await written.nth(2 * n + 2).waitFor();
    expect((await written.allTextContents()).slice(-2)).toEqual([script, script]);
    // Events are saved before the session, which has the customer's name; the page asks again.
    const greeting = page.locator('#greeting');
    await until(
      'the page greets by name',
      async () => (await greeting.textContent()) === `Hello, ${script}`,
    );
    expect(await page.locator('li.agent strong').last().textContent()).toBe(agentName);
    expect(await page.evaluate('window.ran')).toBeUndefined();
    expect(await page.locator('script').count()).toBe(1);
  }
});

inBrowser.each(['light', 'dark'] as const)('it is accessible: %s', async (colorScheme) => {
  const { page, sessionId, agentId } = await joined(`eve-${colorScheme}`);
  await page.emulateMedia({ colorScheme });
  await desk.reply(sessionId, agentId, 'r-1', 'Good morning!');
  await shows(page, 'Good morning!');
  await page.route('**/v1/join/**', (route) =>
    route.request().method() === 'POST' ? route.abort() : route.continue(),
  );
  await write(page, 'lost');
  await page.getByText('Not sent.').waitFor();
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
});
