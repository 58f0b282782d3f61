/** Receivers check what we send with the published library. */

import { expect, test } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { signedHeaders } from '../../src/outgoing/signature.ts';

const newSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`;
const body = JSON.stringify({ id: 'e1', text: 'Grüße 🙂' });
const sent = (secrets: string[], at = new Date()) =>
  signedHeaders({ id: 's-1:4:ab', at, body }, secrets);

test('the published library verifies it, and refuses another body, ID, time or secret', () => {
  const secret = newSecret();
  const receiver = new Webhook(secret);
  const headers = sent([secret]);
  expect(receiver.verify(body, headers)).toEqual(JSON.parse(body));
  expect(() => receiver.verify(body.replace('e1', 'e2'), headers)).toThrow();
  expect(() => receiver.verify(body, { ...headers, 'webhook-id': 's-1:5:ab' })).toThrow();
  const later = String(Number(headers['webhook-timestamp']) + 1);
  expect(() => receiver.verify(body, { ...headers, 'webhook-timestamp': later })).toThrow();
  expect(() => new Webhook(newSecret()).verify(body, headers)).toThrow();
});

test('while a secret is replaced the old one and the new one both verify', () => {
  const [before, after] = [newSecret(), newSecret()];
  const headers = sent([after, before]);
  for (const secret of [before, after]) {
    expect(new Webhook(secret).verify(body, headers)).toEqual(JSON.parse(body));
  }
});

test('a replay older than five minutes is refused', () => {
  const secret = newSecret();
  const ago = (seconds: number): Date => new Date(Date.now() - seconds * 1_000);
  expect(new Webhook(secret).verify(body, sent([secret], ago(290)))).toBeTruthy();
  expect(() => new Webhook(secret).verify(body, sent([secret], ago(302)))).toThrow(/too old/);
});
