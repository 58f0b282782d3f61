// @ts-nocheck
// Made by @hey-api/openapi-ts from /openapi.json: npm run client

import { client } from './client.gen.ts';
import type { Client, Options as Options2, TDataShape } from './client/index.ts';
import type { DeleteAgentsByIdData, DeleteAgentsByIdErrors, DeleteAgentsByIdResponses, DeleteKeysByIdData, DeleteKeysByIdErrors, DeleteKeysByIdResponses, DeleteSessionsByIdTokenLinkData, DeleteSessionsByIdTokenLinkErrors, DeleteSessionsByIdTokenLinkResponses, DeleteSettingsChannelsByChannelData, DeleteSettingsChannelsByChannelErrors, DeleteSettingsChannelsByChannelResponses, DeleteUsersByIdData, DeleteUsersByIdErrors, DeleteUsersByIdResponses, DeleteWebhooksByIdData, DeleteWebhooksByIdErrors, DeleteWebhooksByIdResponses, GetAgentsByIdData, GetAgentsByIdErrors, GetAgentsByIdResponses, GetAgentsData, GetAgentsErrors, GetAgentsResponses, GetAuditData, GetAuditErrors, GetAuditResponses, GetAuthMeData, GetAuthMeErrors, GetAuthMeResponses, GetAuthOidcCallbackData, GetAuthOidcCallbackErrors, GetAuthOidcData, GetAuthOidcErrors, GetData, GetErrors, GetEventsData, GetEventsErrors, GetEventsResponse, GetEventsResponses, GetHealthzData, GetHealthzErrors, GetHealthzResponses, GetJoinByTokenData, GetJoinByTokenErrors, GetJoinByTokenMessagesData, GetJoinByTokenMessagesErrors, GetJoinByTokenMessagesResponses, GetJoinByTokenResponses, GetKeysData, GetKeysErrors, GetKeysResponses, GetMetricsData, GetMetricsErrors, GetMetricsResponses, GetOpenapiJsonData, GetOpenapiJsonErrors, GetOpenapiJsonResponses, GetReadyzData, GetReadyzErrors, GetReadyzResponses, GetResponses, GetSessionsByIdData, GetSessionsByIdDecisionsData, GetSessionsByIdDecisionsErrors, GetSessionsByIdDecisionsResponses, GetSessionsByIdErrors, GetSessionsByIdLiveData, GetSessionsByIdLiveErrors, GetSessionsByIdLiveResponses, GetSessionsByIdMessagesData, GetSessionsByIdMessagesErrors, GetSessionsByIdMessagesResponses, GetSessionsByIdResponses, GetSessionsData, GetSessionsErrors, GetSessionsResponses, GetSettingsChannelsByChannelData, GetSettingsChannelsByChannelErrors, GetSettingsChannelsByChannelResponses, GetSettingsData, GetSettingsErrors, GetSettingsResponses, GetSettingsVersionsData, GetSettingsVersionsErrors, GetSettingsVersionsResponses, GetUsersByIdData, GetUsersByIdErrors, GetUsersByIdResponses, GetUsersData, GetUsersErrors, GetUsersResponses, GetWebhooksByIdData, GetWebhooksByIdDeliveriesData, GetWebhooksByIdDeliveriesErrors, GetWebhooksByIdDeliveriesResponses, GetWebhooksByIdErrors, GetWebhooksByIdResponses, GetWebhooksData, GetWebhooksErrors, GetWebhooksResponses, PatchAgentsByIdData, PatchAgentsByIdErrors, PatchAgentsByIdResponses, PatchUsersByIdData, PatchUsersByIdErrors, PatchUsersByIdResponses, PatchWebhooksByIdData, PatchWebhooksByIdErrors, PatchWebhooksByIdResponses, PostAgentsData, PostAgentsErrors, PostAgentsResponses, PostAuthSignInData, PostAuthSignInErrors, PostAuthSignInResponses, PostAuthSignOutData, PostAuthSignOutErrors, PostAuthSignOutResponses, PostChannelsByChannelMessagesData, PostChannelsByChannelMessagesErrors, PostChannelsByChannelMessagesResponses, PostCodecDecodeData, PostCodecDecodeErrors, PostCodecDecodeResponses, PostCodecEncodeData, PostCodecEncodeErrors, PostCodecEncodeResponses, PostJoinByTokenMessagesData, PostJoinByTokenMessagesErrors, PostJoinByTokenMessagesResponses, PostKeysData, PostKeysErrors, PostKeysResponses, PostSessionsByIdAcceptData, PostSessionsByIdAcceptErrors, PostSessionsByIdAcceptResponses, PostSessionsByIdAssignData, PostSessionsByIdAssignErrors, PostSessionsByIdAssignResponses, PostSessionsByIdDeclineData, PostSessionsByIdDeclineErrors, PostSessionsByIdDeclineResponses, PostSessionsByIdEndData, PostSessionsByIdEndErrors, PostSessionsByIdEndResponses, PostSessionsByIdHoldData, PostSessionsByIdHoldErrors, PostSessionsByIdHoldResponses, PostSessionsByIdMessagesData, PostSessionsByIdMessagesErrors, PostSessionsByIdMessagesResponses, PostSessionsByIdResumeData, PostSessionsByIdResumeErrors, PostSessionsByIdResumeResponses, PostSessionsByIdTokenLinkData, PostSessionsByIdTokenLinkErrors, PostSessionsByIdTokenLinkResponses, PostSessionsByIdTransferData, PostSessionsByIdTransferErrors, PostSessionsByIdTransferResponses, PostSessionsData, PostSessionsErrors, PostSessionsResponses, PostUsersData, PostUsersErrors, PostUsersResponses, PostWebhooksByIdDeliveriesByDeliveryIdRetryData, PostWebhooksByIdDeliveriesByDeliveryIdRetryErrors, PostWebhooksByIdDeliveriesByDeliveryIdRetryResponses, PostWebhooksByIdSecretRotateData, PostWebhooksByIdSecretRotateErrors, PostWebhooksByIdSecretRotateResponses, PostWebhooksData, PostWebhooksErrors, PostWebhooksResponses, PutAgentsByIdPresenceData, PutAgentsByIdPresenceErrors, PutAgentsByIdPresenceResponses, PutSessionsByIdConversionData, PutSessionsByIdConversionErrors, PutSessionsByIdConversionResponses, PutSettingsChannelsByChannelData, PutSettingsChannelsByChannelErrors, PutSettingsChannelsByChannelResponses, PutSettingsData, PutSettingsErrors, PutSettingsResponses } from './types.gen.ts';

export type Options<TData extends TDataShape = TDataShape, ThrowOnError extends boolean = boolean, TResponse = unknown> = Options2<TData, ThrowOnError, TResponse> & {
    /**
     * You can provide a client instance returned by `createClient()` instead of
     * individual options. This might be also useful if you want to implement a
     * custom client.
     */
    client?: Client;
    /**
     * You can pass arbitrary values through the `meta` object. This can be
     * used to access values that aren't defined as part of the SDK function.
     */
    meta?: Record<string, unknown>;
};

/**
 * Post a customer’s message
 *
 * Accepted as soon as it is stored durably, whether or not anybody can work on it now. The first message, and the first after a close, opens a session. The same `messageId` again changes nothing.
 */
export const postChannelsByChannelMessages = <ThrowOnError extends boolean = false>(options: Options<PostChannelsByChannelMessagesData, ThrowOnError>) => (options.client ?? client).post<PostChannelsByChannelMessagesResponses, PostChannelsByChannelMessagesErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/v1/channels/{channel}/messages',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Find sessions
 *
 * Filters narrow together.
 */
export const getSessions = <ThrowOnError extends boolean = false>(options?: Options<GetSessionsData, ThrowOnError>) => (options?.client ?? client).get<GetSessionsResponses, GetSessionsErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/v1/sessions',
    ...options
});

/**
 * Open a session
 *
 * Answers with the open session of this customer on this channel, if there is one.
 */
export const postSessions = <ThrowOnError extends boolean = false>(options: Options<PostSessionsData, ThrowOnError>) => (options.client ?? client).post<PostSessionsResponses, PostSessionsErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/v1/sessions',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Read a session
 */
export const getSessionsById = <ThrowOnError extends boolean = false>(options: Options<GetSessionsByIdData, ThrowOnError>) => (options.client ?? client).get<GetSessionsByIdResponses, GetSessionsByIdErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/v1/sessions/{id}',
    ...options
});

/**
 * Look at a session as its workflow has it
 *
 * Armed timers, and where an engineer finds the workflow. A session whose run is over reads as it was saved, without timers.
 */
export const getSessionsByIdLive = <ThrowOnError extends boolean = false>(options: Options<GetSessionsByIdLiveData, ThrowOnError>) => (options.client ?? client).get<GetSessionsByIdLiveResponses, GetSessionsByIdLiveErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/v1/sessions/{id}/live',
    ...options
});

/**
 * The transcript
 *
 * In the order of `sequence`, which numbers everything that happened to the session.
 */
export const getSessionsByIdMessages = <ThrowOnError extends boolean = false>(options: Options<GetSessionsByIdMessagesData, ThrowOnError>) => (options.client ?? client).get<GetSessionsByIdMessagesResponses, GetSessionsByIdMessagesErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/v1/sessions/{id}/messages',
    ...options
});

/**
 * Reply, or leave a note
 *
 * A public message of the agent who has the session answers the customer. Notes, bots and system messages leave the customer waiting.
 */
export const postSessionsByIdMessages = <ThrowOnError extends boolean = false>(options: Options<PostSessionsByIdMessagesData, ThrowOnError>) => (options.client ?? client).post<PostSessionsByIdMessagesResponses, PostSessionsByIdMessagesErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/v1/sessions/{id}/messages',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * The log of decisions
 *
 * In the order of `sequence`, which numbers everything that happened to the session.
 */
export const getSessionsByIdDecisions = <ThrowOnError extends boolean = false>(options: Options<GetSessionsByIdDecisionsData, ThrowOnError>) => (options.client ?? client).get<GetSessionsByIdDecisionsResponses, GetSessionsByIdDecisionsErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/v1/sessions/{id}/decisions',
    ...options
});

/**
 * Accept an offer
 *
 * Of two who accept at once one wins. An offer that moved on is `offer_expired`.
 */
export const postSessionsByIdAccept = <ThrowOnError extends boolean = false>(options: Options<PostSessionsByIdAcceptData, ThrowOnError>) => (options.client ?? client).post<PostSessionsByIdAcceptResponses, PostSessionsByIdAcceptErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/v1/sessions/{id}/accept',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Decline an offer
 */
export const postSessionsByIdDecline = <ThrowOnError extends boolean = false>(options: Options<PostSessionsByIdDeclineData, ThrowOnError>) => (options.client ?? client).post<PostSessionsByIdDeclineResponses, PostSessionsByIdDeclineErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/v1/sessions/{id}/decline',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Hand over to an agent, or to whoever has a skill
 *
 * A skill that nobody has free queues the session.
 */
export const postSessionsByIdTransfer = <ThrowOnError extends boolean = false>(options: Options<PostSessionsByIdTransferData, ThrowOnError>) => (options.client ?? client).post<PostSessionsByIdTransferResponses, PostSessionsByIdTransferErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/v1/sessions/{id}/transfer',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Give the session to an agent
 *
 * A supervisor’s assignment never rings, withdraws an offer and respects capacity. With `takeover` the agent is the supervisor, whom capacity does not bind.
 */
export const postSessionsByIdAssign = <ThrowOnError extends boolean = false>(options: Options<PostSessionsByIdAssignData, ThrowOnError>) => (options.client ?? client).post<PostSessionsByIdAssignResponses, PostSessionsByIdAssignErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/v1/sessions/{id}/assign',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Put on hold until an instant
 *
 * Any public message by customer or agent resumes first.
 */
export const postSessionsByIdHold = <ThrowOnError extends boolean = false>(options: Options<PostSessionsByIdHoldData, ThrowOnError>) => (options.client ?? client).post<PostSessionsByIdHoldResponses, PostSessionsByIdHoldErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/v1/sessions/{id}/hold',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * End a hold
 */
export const postSessionsByIdResume = <ThrowOnError extends boolean = false>(options: Options<PostSessionsByIdResumeData, ThrowOnError>) => (options.client ?? client).post<PostSessionsByIdResumeResponses, PostSessionsByIdResumeErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/v1/sessions/{id}/resume',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Close the session
 */
export const postSessionsByIdEnd = <ThrowOnError extends boolean = false>(options: Options<PostSessionsByIdEndData, ThrowOnError>) => (options.client ?? client).post<PostSessionsByIdEndResponses, PostSessionsByIdEndErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/v1/sessions/{id}/end',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Revoke the link
 *
 * The session goes on. Again, or without a link, it changes nothing.
 */
export const deleteSessionsByIdTokenLink = <ThrowOnError extends boolean = false>(options: Options<DeleteSessionsByIdTokenLinkData, ThrowOnError>) => (options.client ?? client).delete<DeleteSessionsByIdTokenLinkResponses, DeleteSessionsByIdTokenLinkErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/v1/sessions/{id}/token-link',
    ...options
});

/**
 * Issue a link for the customer to join by
 *
 * Ends the link that the conversation had. It expires as the channel’s settings say now, outlives the close, and follows to the session that the customer opens by writing through it.
 */
export const postSessionsByIdTokenLink = <ThrowOnError extends boolean = false>(options: Options<PostSessionsByIdTokenLinkData, ThrowOnError>) => (options.client ?? client).post<PostSessionsByIdTokenLinkResponses, PostSessionsByIdTokenLinkErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/v1/sessions/{id}/token-link',
    ...options
});

/**
 * The page on which a customer joins
 */
export const getJoinByToken = <ThrowOnError extends boolean = false>(options: Options<GetJoinByTokenData, ThrowOnError>) => (options.client ?? client).get<GetJoinByTokenResponses, GetJoinByTokenErrors, ThrowOnError>({ url: '/join/{token}', ...options });

/**
 * Read the conversation by its link
 *
 * Public messages, from the session for which the link was issued.
 */
export const getJoinByTokenMessages = <ThrowOnError extends boolean = false>(options: Options<GetJoinByTokenMessagesData, ThrowOnError>) => (options.client ?? client).get<GetJoinByTokenMessagesResponses, GetJoinByTokenMessagesErrors, ThrowOnError>({ url: '/v1/join/{token}/messages', ...options });

/**
 * Write as the customer by the link
 *
 * As a customer’s message: after a close it opens the next session.
 */
export const postJoinByTokenMessages = <ThrowOnError extends boolean = false>(options: Options<PostJoinByTokenMessagesData, ThrowOnError>) => (options.client ?? client).post<PostJoinByTokenMessagesResponses, PostJoinByTokenMessagesErrors, ThrowOnError>({
    url: '/v1/join/{token}/messages',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Say whether the session led to something
 *
 * In place of what was said before; also after the close.
 */
export const putSessionsByIdConversion = <ThrowOnError extends boolean = false>(options: Options<PutSessionsByIdConversionData, ThrowOnError>) => (options.client ?? client).put<PutSessionsByIdConversionResponses, PutSessionsByIdConversionErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/v1/sessions/{id}/conversion',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * List agents
 *
 * An agent sees itself alone.
 */
export const getAgents = <ThrowOnError extends boolean = false>(options?: Options<GetAgentsData, ThrowOnError>) => (options?.client ?? client).get<GetAgentsResponses, GetAgentsErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/v1/agents',
    ...options
});

/**
 * Make an agent
 *
 * No channels means all. An agent starts offline.
 */
export const postAgents = <ThrowOnError extends boolean = false>(options: Options<PostAgentsData, ThrowOnError>) => (options.client ?? client).post<PostAgentsResponses, PostAgentsErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/v1/agents',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Delete an agent
 *
 * Everything the agent has is requeued or reassigned at once.
 */
export const deleteAgentsById = <ThrowOnError extends boolean = false>(options: Options<DeleteAgentsByIdData, ThrowOnError>) => (options.client ?? client).delete<DeleteAgentsByIdResponses, DeleteAgentsByIdErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/v1/agents/{id}',
    ...options
});

/**
 * Read an agent
 */
export const getAgentsById = <ThrowOnError extends boolean = false>(options: Options<GetAgentsByIdData, ThrowOnError>) => (options.client ?? client).get<GetAgentsByIdResponses, GetAgentsByIdErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/v1/agents/{id}',
    ...options
});

/**
 * Edit an agent
 *
 * Fields that are not given stay as they are.
 */
export const patchAgentsById = <ThrowOnError extends boolean = false>(options: Options<PatchAgentsByIdData, ThrowOnError>) => (options.client ?? client).patch<PatchAgentsByIdResponses, PatchAgentsByIdErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/v1/agents/{id}',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Put an agent’s presence
 *
 * To be put again every ten seconds: without a beat for thirty the agent is offline. The same presence again never undoes an automatic `away`.
 */
export const putAgentsByIdPresence = <ThrowOnError extends boolean = false>(options: Options<PutAgentsByIdPresenceData, ThrowOnError>) => (options.client ?? client).put<PutAgentsByIdPresenceResponses, PutAgentsByIdPresenceErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/v1/agents/{id}/presence',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Follow what happens
 *
 * Server-sent events (WHATWG HTML, 9.2): `event` is the type, `data` the event as JSON, `id` the place to go on from with `Last-Event-ID`, at any replica. Events of a conversation come in their order. Filters narrow together.
 */
export const getEvents = <ThrowOnError extends boolean = false>(options?: Options<GetEventsData, ThrowOnError, GetEventsResponse>) => (options?.client ?? client).sse.get<GetEventsResponses, GetEventsErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/v1/events',
    ...options
});

/**
 * Read the workspace default
 */
export const getSettings = <ThrowOnError extends boolean = false>(options?: Options<GetSettingsData, ThrowOnError>) => (options?.client ?? client).get<GetSettingsResponses, GetSettingsErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/v1/settings',
    ...options
});

/**
 * Save the workspace default
 *
 * The settings, whole. Makes a new version; sessions keep the version they began with. A save that makes any channel’s effective settings invalid is refused and names the channel.
 */
export const putSettings = <ThrowOnError extends boolean = false>(options: Options<PutSettingsData, ThrowOnError>) => (options.client ?? client).put<PutSettingsResponses, PutSettingsErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/v1/settings',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * List the versions, newest first
 *
 * Each is a save of the default (`channel` is null) or of one channel’s overrides.
 */
export const getSettingsVersions = <ThrowOnError extends boolean = false>(options?: Options<GetSettingsVersionsData, ThrowOnError>) => (options?.client ?? client).get<GetSettingsVersionsResponses, GetSettingsVersionsErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/v1/settings/versions',
    ...options
});

/**
 * Remove a channel’s overrides
 */
export const deleteSettingsChannelsByChannel = <ThrowOnError extends boolean = false>(options: Options<DeleteSettingsChannelsByChannelData, ThrowOnError>) => (options.client ?? client).delete<DeleteSettingsChannelsByChannelResponses, DeleteSettingsChannelsByChannelErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/v1/settings/channels/{channel}',
    ...options
});

/**
 * Read a channel’s overrides and effective settings
 */
export const getSettingsChannelsByChannel = <ThrowOnError extends boolean = false>(options: Options<GetSettingsChannelsByChannelData, ThrowOnError>) => (options.client ?? client).get<GetSettingsChannelsByChannelResponses, GetSettingsChannelsByChannelErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/v1/settings/channels/{channel}',
    ...options
});

/**
 * Save a channel’s overrides
 *
 * Any part of the groups; what was overridden before is replaced as a whole.
 */
export const putSettingsChannelsByChannel = <ThrowOnError extends boolean = false>(options: Options<PutSettingsChannelsByChannelData, ThrowOnError>) => (options.client ?? client).put<PutSettingsChannelsByChannelResponses, PutSettingsChannelsByChannelErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/v1/settings/channels/{channel}',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * List API keys
 *
 * Newest first, with those that are expired or revoked.
 */
export const getKeys = <ThrowOnError extends boolean = false>(options?: Options<GetKeysData, ThrowOnError>) => (options?.client ?? client).get<GetKeysResponses, GetKeysErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/v1/keys',
    ...options
});

/**
 * Make an API key
 *
 * The answer shows the key, once: only a hash of it is kept. A key of an agent ends with the agent.
 */
export const postKeys = <ThrowOnError extends boolean = false>(options: Options<PostKeysData, ThrowOnError>) => (options.client ?? client).post<PostKeysResponses, PostKeysErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/v1/keys',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Revoke an API key
 *
 * At once here, and within five seconds on every other replica.
 */
export const deleteKeysById = <ThrowOnError extends boolean = false>(options: Options<DeleteKeysByIdData, ThrowOnError>) => (options.client ?? client).delete<DeleteKeysByIdResponses, DeleteKeysByIdErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/v1/keys/{id}',
    ...options
});

/**
 * Sign in
 *
 * Sets the cookie that counts as a credential.
 */
export const postAuthSignIn = <ThrowOnError extends boolean = false>(options: Options<PostAuthSignInData, ThrowOnError>) => (options.client ?? client).post<PostAuthSignInResponses, PostAuthSignInErrors, ThrowOnError>({
    url: '/v1/auth/sign-in',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Sign out
 */
export const postAuthSignOut = <ThrowOnError extends boolean = false>(options?: Options<PostAuthSignOutData, ThrowOnError>) => (options?.client ?? client).post<PostAuthSignOutResponses, PostAuthSignOutErrors, ThrowOnError>({ url: '/v1/auth/sign-out', ...options });

/**
 * Read who is calling
 */
export const getAuthMe = <ThrowOnError extends boolean = false>(options?: Options<GetAuthMeData, ThrowOnError>) => (options?.client ?? client).get<GetAuthMeResponses, GetAuthMeErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/v1/auth/me',
    ...options
});

/**
 * Sign in at the OpenID provider
 */
export const getAuthOidc = <ThrowOnError extends boolean = false>(options?: Options<GetAuthOidcData, ThrowOnError>) => (options?.client ?? client).get<unknown, GetAuthOidcErrors, ThrowOnError>({ url: '/v1/auth/oidc', ...options });

/**
 * Come back from the OpenID provider
 *
 * Signs in the user whose e-mail address the provider has verified.
 */
export const getAuthOidcCallback = <ThrowOnError extends boolean = false>(options?: Options<GetAuthOidcCallbackData, ThrowOnError>) => (options?.client ?? client).get<unknown, GetAuthOidcCallbackErrors, ThrowOnError>({ url: '/v1/auth/oidc/callback', ...options });

/**
 * List users
 */
export const getUsers = <ThrowOnError extends boolean = false>(options?: Options<GetUsersData, ThrowOnError>) => (options?.client ?? client).get<GetUsersResponses, GetUsersErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/v1/users',
    ...options
});

/**
 * Make a user
 *
 * The role `agent` needs the `agentId` of an agent. Without a password the user can sign in by OpenID Connect only.
 */
export const postUsers = <ThrowOnError extends boolean = false>(options: Options<PostUsersData, ThrowOnError>) => (options.client ?? client).post<PostUsersResponses, PostUsersErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/v1/users',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Delete a user
 */
export const deleteUsersById = <ThrowOnError extends boolean = false>(options: Options<DeleteUsersByIdData, ThrowOnError>) => (options.client ?? client).delete<DeleteUsersByIdResponses, DeleteUsersByIdErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/v1/users/{id}',
    ...options
});

/**
 * Read a user
 */
export const getUsersById = <ThrowOnError extends boolean = false>(options: Options<GetUsersByIdData, ThrowOnError>) => (options.client ?? client).get<GetUsersByIdResponses, GetUsersByIdErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/v1/users/{id}',
    ...options
});

/**
 * Edit a user
 *
 * Fields that are not given stay as they are. A role counts at once; a new password and `disabled` sign the user out everywhere.
 */
export const patchUsersById = <ThrowOnError extends boolean = false>(options: Options<PatchUsersByIdData, ThrowOnError>) => (options.client ?? client).patch<PatchUsersByIdResponses, PatchUsersByIdErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/v1/users/{id}',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Decrypts payloads for the Temporal UI
 *
 * Temporal’s codec protocol. What is not encrypted, or cannot be decrypted, comes back as it is.
 */
export const postCodecDecode = <ThrowOnError extends boolean = false>(options: Options<PostCodecDecodeData, ThrowOnError>) => (options.client ?? client).post<PostCodecDecodeResponses, PostCodecDecodeErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/v1/codec/decode',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Encrypts payloads that are entered in the Temporal UI
 *
 * Temporal’s codec protocol. Without a key, payloads come back as they are.
 */
export const postCodecEncode = <ThrowOnError extends boolean = false>(options: Options<PostCodecEncodeData, ThrowOnError>) => (options.client ?? client).post<PostCodecEncodeResponses, PostCodecEncodeErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/v1/codec/encode',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * List webhooks
 */
export const getWebhooks = <ThrowOnError extends boolean = false>(options?: Options<GetWebhooksData, ThrowOnError>) => (options?.client ?? client).get<GetWebhooksResponses, GetWebhooksErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/v1/webhooks',
    ...options
});

/**
 * Make a webhook
 *
 * Deliveries follow Standard Webhooks. The secret to check them with is in this answer, and in no later one.
 */
export const postWebhooks = <ThrowOnError extends boolean = false>(options: Options<PostWebhooksData, ThrowOnError>) => (options.client ?? client).post<PostWebhooksResponses, PostWebhooksErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/v1/webhooks',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Delete a webhook
 *
 * What was not delivered yet never will be.
 */
export const deleteWebhooksById = <ThrowOnError extends boolean = false>(options: Options<DeleteWebhooksByIdData, ThrowOnError>) => (options.client ?? client).delete<DeleteWebhooksByIdResponses, DeleteWebhooksByIdErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/v1/webhooks/{id}',
    ...options
});

/**
 * Read a webhook
 */
export const getWebhooksById = <ThrowOnError extends boolean = false>(options: Options<GetWebhooksByIdData, ThrowOnError>) => (options.client ?? client).get<GetWebhooksByIdResponses, GetWebhooksByIdErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/v1/webhooks/{id}',
    ...options
});

/**
 * Edit a webhook, or switch it on or off
 *
 * Fields that are not given stay as they are.
 */
export const patchWebhooksById = <ThrowOnError extends boolean = false>(options: Options<PatchWebhooksByIdData, ThrowOnError>) => (options.client ?? client).patch<PatchWebhooksByIdResponses, PatchWebhooksByIdErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/v1/webhooks/{id}',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Replace a webhook’s secret
 *
 * The secret before stays active for 24 hours: meanwhile deliveries are signed with both.
 */
export const postWebhooksByIdSecretRotate = <ThrowOnError extends boolean = false>(options: Options<PostWebhooksByIdSecretRotateData, ThrowOnError>) => (options.client ?? client).post<PostWebhooksByIdSecretRotateResponses, PostWebhooksByIdSecretRotateErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/v1/webhooks/{id}/secret/rotate',
    ...options
});

/**
 * The log of deliveries
 *
 * Newest first, with every attempt; kept for 30 days.
 */
export const getWebhooksByIdDeliveries = <ThrowOnError extends boolean = false>(options: Options<GetWebhooksByIdDeliveriesData, ThrowOnError>) => (options.client ?? client).get<GetWebhooksByIdDeliveriesResponses, GetWebhooksByIdDeliveriesErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/v1/webhooks/{id}/deliveries',
    ...options
});

/**
 * Deliver once more, now
 *
 * With the same `webhook-id`, whatever became of it before; the retries begin anew.
 */
export const postWebhooksByIdDeliveriesByDeliveryIdRetry = <ThrowOnError extends boolean = false>(options: Options<PostWebhooksByIdDeliveriesByDeliveryIdRetryData, ThrowOnError>) => (options.client ?? client).post<PostWebhooksByIdDeliveriesByDeliveryIdRetryResponses, PostWebhooksByIdDeliveriesByDeliveryIdRetryErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/v1/webhooks/{id}/deliveries/{deliveryId}/retry',
    ...options
});

/**
 * Read the audit log
 *
 * Newest first. Refusals are kept for 30 days, up to a rate (`leftOut` counts those before without an entry); everything else for a year.
 */
export const getAudit = <ThrowOnError extends boolean = false>(options?: Options<GetAuditData, ThrowOnError>) => (options?.client ?? client).get<GetAuditResponses, GetAuditErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/v1/audit',
    ...options
});

/**
 * Where everything is
 */
export const get = <ThrowOnError extends boolean = false>(options?: Options<GetData, ThrowOnError>) => (options?.client ?? client).get<GetResponses, GetErrors, ThrowOnError>({ url: '/', ...options });

/**
 * Is the process alive?
 */
export const getHealthz = <ThrowOnError extends boolean = false>(options?: Options<GetHealthzData, ThrowOnError>) => (options?.client ?? client).get<GetHealthzResponses, GetHealthzErrors, ThrowOnError>({ url: '/healthz', ...options });

/**
 * Can it do its work?
 *
 * Asks each dependency. Not ready while the process stops.
 */
export const getReadyz = <ThrowOnError extends boolean = false>(options?: Options<GetReadyzData, ThrowOnError>) => (options?.client ?? client).get<GetReadyzResponses, GetReadyzErrors, ThrowOnError>({ url: '/readyz', ...options });

/**
 * What the process counts and times
 *
 * In the text format of Prometheus, which sends a key as its bearer token.
 */
export const getMetrics = <ThrowOnError extends boolean = false>(options?: Options<GetMetricsData, ThrowOnError>) => (options?.client ?? client).get<GetMetricsResponses, GetMetricsErrors, ThrowOnError>({
    security: [{ scheme: 'bearer', type: 'http' }],
    url: '/metrics',
    ...options
});

/**
 * This document
 */
export const getOpenapiJson = <ThrowOnError extends boolean = false>(options?: Options<GetOpenapiJsonData, ThrowOnError>) => (options?.client ?? client).get<GetOpenapiJsonResponses, GetOpenapiJsonErrors, ThrowOnError>({ url: '/openapi.json', ...options });
