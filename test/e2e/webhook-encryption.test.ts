/** Webhooks of the whole product over TLS, with an authority of the operator's own (docs/operating.md, "Webhooks"). */

import { afterAll, expect, jest, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getWebhooksByIdDeliveries, postWebhooks } from '../../client/sdk.gen.ts';
import { authority, selfSigned, type Certificate } from '../support/certificates.ts';
import { granted } from '../support/desk.ts';
import { Receiver } from '../support/receiver.ts';
import { until } from '../support/until.ts';
import { useProduct } from '../support/use-product.ts';

jest.setTimeout(600_000);

const HOST = '127.0.0.1';
const DAY_MS = 24 * 3_600_000;
const folder = mkdtempSync(join(tmpdir(), 'sessionkeeper-authority-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});
const ours = await authority();
const authorityFile = join(folder, 'authority.pem');
writeFileSync(authorityFile, ours.cert);

const { desk, atEnd } = useProduct({
  env: {
    SESSIONKEEPER_WEBHOOK_ALLOWED_CIDRS: '127.0.0.0/8',
    NODE_EXTRA_CA_CERTS: authorityFile,
  },
});

/** A receiver that shows a certificate, and the webhook that leads to it. */
async function webhook(certificate: Certificate) {
  const receiver = await Receiver.start(certificate);
  atEnd(() => {
    receiver.close();
  });
  const { client } = desk;
  const body = { url: receiver.url, eventTypes: ['message.created' as const] };
  const { id, secret } = granted(await postWebhooks({ client, body }));
  receiver.secrets = [secret];
  const deliveries = async () =>
    granted(await getWebhooksByIdDeliveries({ client, path: { id } })).items;
  return { receiver, deliveries };
}

test('a certificate of the own authority is accepted; one that is refused says why, and nothing is lost until it is renewed', async () => {
  const good = await ours.issue([HOST]);
  const past = {
    notBeforeDate: new Date(Date.now() - 2 * DAY_MS),
    notAfterDate: new Date(Date.now() - DAY_MS),
  };
  const trusted = await webhook(good);
  const refused: [string, Awaited<ReturnType<typeof webhook>>][] = [
    ['The certificate is signed by nobody but itself', await webhook(await selfSigned([HOST]))],
    ['The certificate has expired', await webhook(await ours.issue([HOST], past))],
    [
      'The certificate is not for the host of this address',
      await webhook(await ours.issue(['hooks.example'])),
    ],
  ];
  for (const messageId of ['m1', 'm2', 'm3']) await desk.landed({ customer: 'ann', messageId });
  const isThere = ({ receiver }: typeof trusted): boolean => new Set(receiver.ids()).size === 3;
  await until('the trusted one has all', () => isThere(trusted));

  for (const [sentence, { receiver, deliveries }] of refused) {
    const tried = await until(`each was tried: ${sentence}`, async () => {
      const log = await deliveries();
      const isRefused = ({ attempts }: (typeof log)[number]) =>
        attempts.some(({ error }) => error?.includes(sentence));
      return log.length === 3 && log.every(isRefused) && log;
    });
    for (const { attempts, status } of tried) {
      expect(status).toBe('pending');
      expect(attempts.filter((attempt) => attempt.status !== null)).toEqual([]);
    }
    expect(receiver.received).toEqual([]);
    receiver.renew(good);
  }
  for (const [sentence, { receiver, deliveries }] of refused) {
    await until(
      `renewed, it has all: ${sentence}`,
      async () => (await deliveries()).every(({ status }) => status === 'delivered'),
      {
        // The next try comes after as long as all before it.
        withinMs: 180_000,
      },
    );
    expect(new Set(receiver.ids())).toEqual(new Set(trusted.receiver.ids()));
  }
});
