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

export async function testProvider(): Promise<TestProvider> {
  const [keys, others] = await Promise.all([generateKeyPair('RS256'), generateKeyPair('RS256')]);
  const jwk = { ...(await exportJWK(keys.publicKey)), kid: 'one', alg: 'RS256', use: 'sig' };
  const codes = new Map<string, Asked>();

  const idToken = async (nonce: string): Promise<string> => {
    const seconds = Math.floor(Date.now() / 1000);
    const claims = {
      iss: provider.issuer,
      aud: CLIENT_ID,
      sub: 'subject',
      iat: seconds,
      exp: seconds + 60,
      nonce,
      ...provider.says,
    };
    const signed = (key: CryptoKey): Promise<string> =>
      new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'one' }).sign(key);
    switch (provider.signs) {
      case 'well':
        return signed(keys.privateKey);
      case 'with another key':
        return signed(others.privateKey);
      case 'not at all':
        return new UnsecuredJWT(claims).encode();
    }
  };

  /** The token endpoint: a code is good once, with its verifier, its address and the client's secret. */
  const exchange = async (form: URLSearchParams): Promise<[number, object]> => {
    if (provider.status !== 200) return [provider.status, { error: 'server_error' }];
    const asked = codes.get(form.get('code') ?? '');
    codes.delete(form.get('code') ?? '');
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    const isRight =
      asked?.challenge === challenge &&
      asked.redirectUri === form.get('redirect_uri') &&
      form.get('client_id') === CLIENT_ID &&
      form.get('client_secret') === CLIENT_SECRET;
    if (!isRight) return [400, { error: 'invalid_grant' }];
    const id_token = await idToken(asked.nonce);
    return [200, { access_token: 'x', token_type: 'Bearer', id_token }];
  };

  const answer = async (path: string, body: string): Promise<[number, object]> => {
    const { issuer } = provider;
    if (path === '/token') return exchange(new URLSearchParams(body));
    if (path === '/jwks') return [200, { keys: [jwk] }];
    return [
      200,
      {
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/jwks`,
        response_types_supported: ['code'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['RS256', 'none'],
      },
    ];
  };

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

  const provider: TestProvider = {
    issuer: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
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
    close: async () => {
      server.close();
      await once(server, 'close');
    },
  };
  return provider;
}
