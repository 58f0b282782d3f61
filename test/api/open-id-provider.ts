/** An OpenID provider on this machine, which tells about anybody whatever a test wants. */

import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  exportJWK,
  generateKeyPair,
  SignJWT,
  UnsecuredJWT,
  type CryptoKey,
  type JWTPayload,
} from 'jose';

export const CLIENT_ID = 'sessionkeeper';
export const CLIENT_SECRET = 'the secret of the client';

interface Asked {
  redirectUri: string;
  nonce: string;
  challenge: string;
}

export interface TestProvider {
  issuer: string;
  /** What the next ID token says beside, or instead of, what is right. */
  says: JWTPayload;
  /** How it is signed. */
  signs: 'well' | 'not at all' | 'with another key';
  /** What the token endpoint answers. */
  status: number;
  /** What a person does who comes with a browser: signs in there, and is sent back. */
  visit(url: string): URL;
  close(): Promise<void>;
}

type Says = Pick<TestProvider, 'issuer' | 'says' | 'signs'>;

/** Makes ID tokens, and knows the public half of the key that they should be signed with. */
async function tokenMaker() {
  const [keys, others] = await Promise.all([generateKeyPair('RS256'), generateKeyPair('RS256')]);
  const jwk = { ...(await exportJWK(keys.publicKey)), kid: 'one', alg: 'RS256', use: 'sig' };
  const make = async ({ issuer, says, signs }: Says, nonce: string): Promise<string> => {
    const iat = Math.floor(Date.now() / 1000);
    const right = { iss: issuer, aud: CLIENT_ID, sub: 'subject', iat, exp: iat + 60, nonce };
    const claims = { ...right, ...says };
    const signed = (key: CryptoKey): Promise<string> =>
      new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'one' }).sign(key);
    switch (signs) {
      case 'well':
        return signed(keys.privateKey);
      case 'with another key':
        return signed(others.privateKey);
      case 'not at all':
        return new UnsecuredJWT(claims).encode();
    }
  };
  return { jwk, make };
}

/** A code is good with its verifier, its address and the client's secret. */
function isRight(form: URLSearchParams, asked: Asked): boolean {
  const verifier = form.get('code_verifier') ?? '';
  return (
    asked.challenge === createHash('sha256').update(verifier).digest('base64url') &&
    asked.redirectUri === form.get('redirect_uri') &&
    form.get('client_id') === CLIENT_ID &&
    form.get('client_secret') === CLIENT_SECRET
  );
}

const metadata = (issuer: string): object => ({
  issuer,
  authorization_endpoint: `${issuer}/authorize`,
  token_endpoint: `${issuer}/token`,
  jwks_uri: `${issuer}/jwks`,
  response_types_supported: ['code'],
  subject_types_supported: ['public'],
  id_token_signing_alg_values_supported: ['RS256', 'none'],
});

type Answer = (path: string, body: string) => Promise<[status: number, json: object]>;

/** @returns the address it listens at, and how to end it */
async function listening(answer: Answer): Promise<Pick<TestProvider, 'issuer' | 'close'>> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      void answer(request.url ?? '', Buffer.concat(chunks).toString()).then(([status, json]) => {
        response.writeHead(status, { 'content-type': 'application/json' });
        response.end(JSON.stringify(json));
      });
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    issuer: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    close: async () => {
      server.close();
      await once(server, 'close');
    },
  };
}

export async function testProvider(): Promise<TestProvider> {
  const tokens = await tokenMaker();
  const codes = new Map<string, Asked>();

  /** A code is good once. */
  const exchange = async (form: URLSearchParams): Promise<[number, object]> => {
    if (provider.status !== 200) return [provider.status, { error: 'server_error' }];
    const code = form.get('code') ?? '';
    const asked = codes.get(code);
    codes.delete(code);
    if (asked === undefined || !isRight(form, asked)) return [400, { error: 'invalid_grant' }];
    const id_token = await tokens.make(provider, asked.nonce);
    return [200, { access_token: 'x', token_type: 'Bearer', id_token }];
  };

  const provider: TestProvider = {
    ...(await listening(async (path, body) => {
      if (path === '/token') return exchange(new URLSearchParams(body));
      return [200, path === '/jwks' ? { keys: [tokens.jwk] } : metadata(provider.issuer)];
    })),
    says: {},
    signs: 'well',
    status: 200,
    visit(url) {
      const asked = new URL(url).searchParams;
      const code = randomUUID();
      const redirectUri = asked.get('redirect_uri') ?? '';
      const challenge = asked.get('code_challenge') ?? '';
      codes.set(code, { redirectUri, challenge, nonce: asked.get('nonce') ?? '' });
      const back = new URL(redirectUri);
      back.search = String(new URLSearchParams({ code, state: asked.get('state') ?? '' }));
      return back;
    },
  };
  return provider;
}
