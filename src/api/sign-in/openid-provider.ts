/** Signing in elsewhere: the authorization code flow of OpenID Connect, with PKCE, state and nonce. */

import * as openId from 'openid-client';
import { Problem, unavailable } from '../http/problem.ts';

export interface OpenIdSettings {
  /** Over https; over http on loopback only. */
  issuer: string;
  clientId: string;
  clientSecret: string;
}

/** Values that must come back, kept with the browser meanwhile. */
export interface OpenIdRequest {
  state: string;
  nonce: string;
  verifier: string;
}

export interface OpenIdProvider {
  /** @returns where to send the browser, and what to keep for its return */
  begin(redirectUri: string): Promise<{ url: string; request: OpenIdRequest }>;
  /**
   * Checks what the browser came back with.
   *
   * @param returned the address it came to, query included
   * @returns the e-mail address that the provider has verified
   * @throws Problem `sign_in_failed`, or `unavailable` when the provider cannot be asked
   */
  finish(returned: URL, request: OpenIdRequest): Promise<string>;
}

const PATIENCE_SECONDS = 5;

/** Asks the provider for its addresses the first time, and again when that failed. */
export function openIdProvider(settings: OpenIdSettings): OpenIdProvider {
  let discovered: Promise<openId.Configuration> | null = null;
  const configuration = async (): Promise<openId.Configuration> => {
    discovered ??= discover(settings);
    try {
      return await discovered;
    } catch (error) {
      discovered = null;
      throw providerAway(error);
    }
  };

  return {
    async begin(redirectUri) {
      const verifier = openId.randomPKCECodeVerifier();
      const request = { state: openId.randomState(), nonce: openId.randomNonce(), verifier };
      const url = openId.buildAuthorizationUrl(await configuration(), {
        redirect_uri: redirectUri,
        scope: 'openid email',
        code_challenge: await openId.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        state: request.state,
        nonce: request.nonce,
      });
      return { url: url.href, request };
    },

    async finish(returned, { state, nonce, verifier }) {
      const config = await configuration();
      const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier };
      const tokens = await openId
        .authorizationCodeGrant(config, returned, checks)
        .catch((error: unknown) => {
          throw isAway(error) ? providerAway(error) : refused(error);
        });
      const claims = tokens.claims();
      if (typeof claims?.['email'] !== 'string' || claims['email_verified'] !== true)
        throw refused();
      return claims['email'];
    },
  };
}

function discover({
  issuer,
  clientId,
  clientSecret,
}: OpenIdSettings): Promise<openId.Configuration> {
  const onLoopback = new URL(issuer).protocol === 'http:';
  return openId.discovery(new URL(issuer), clientId, clientSecret, undefined, {
    timeout: PATIENCE_SECONDS,
    execute: [
      // The signature is checked although the token comes from the provider itself.
      openId.enableNonRepudiationChecks,
      // Deprecated to be noticed only; the settings take http on loopback alone.
      // eslint-disable-next-line @typescript-eslint/no-deprecated
      ...(onLoopback ? [openId.allowInsecureRequests] : []),
    ],
  });
}

/** No answer, or one that says nothing about the person. */
function isAway(error: unknown): boolean {
  if (error instanceof openId.ResponseBodyError) return error.status >= 500;
  if (error instanceof openId.ClientError) {
    return error.code === 'OAUTH_TIMEOUT' || error.code === 'OAUTH_RESPONSE_IS_NOT_CONFORM';
  }
  return error instanceof TypeError;
}

const providerAway = (cause: unknown): Problem =>
  unavailable('The OpenID provider cannot be reached, or gave no answer in time.', 5, cause);

const refused = (cause?: unknown): Problem =>
  new Problem('sign_in_failed', 'The OpenID provider did not vouch for anybody known here.', {
    cause,
  });
