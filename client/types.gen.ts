// @ts-nocheck
// Made by @hey-api/openapi-ts from /openapi.json: npm run client

export type ClientOptions = {
    baseUrl: `${string}://${string}` | (string & {});
};

/**
 * A session began.
 */
export type SessionStartedEvent = {
    /**
     * Stable: who has seen it may forget the second one
     */
    id: string;
    type: 'session.started';
    at: string;
    sessionId: string;
    conversationId: string;
    /**
     * Orders the events of a session
     */
    sequence: number;
    data: {
        channel: string;
        /**
         * The session of the same conversation before it
         */
        previousSessionId: string | null;
    };
};

/**
 * Nobody can take the session now: it waits in the queue.
 */
export type SessionQueuedEvent = {
    /**
     * Stable: who has seen it may forget the second one
     */
    id: string;
    type: 'session.queued';
    at: string;
    sessionId: string;
    conversationId: string;
    /**
     * Orders the events of a session
     */
    sequence: number;
    data: {
        channel: string;
        /**
         * Who had it until now; left out when nobody had it
         */
        lostAgentId?: string;
    };
};

/**
 * The session rings at an agent, who may accept it or decline.
 */
export type SessionOfferedEvent = {
    /**
     * Stable: who has seen it may forget the second one
     */
    id: string;
    type: 'session.offered';
    at: string;
    sessionId: string;
    conversationId: string;
    /**
     * Orders the events of a session
     */
    sequence: number;
    data: {
        channel: string;
        /**
         * The agent
         */
        agentId: string;
        /**
         * `queue`: the customer waits for an agent; `reassignment`: who has it did not answer in time; `offline`: who has it went offline; `transfer`: who has it gave it on
         */
        purpose: 'queue' | 'reassignment' | 'offline' | 'transfer';
    };
};

/**
 * An agent has the session now: by assignment, takeover or transfer.
 */
export type SessionAssignedEvent = {
    /**
     * Stable: who has seen it may forget the second one
     */
    id: string;
    type: 'session.assigned';
    at: string;
    sessionId: string;
    conversationId: string;
    /**
     * Orders the events of a session
     */
    sequence: number;
    data: {
        channel: string;
        /**
         * Who has the session now
         */
        agentId: string;
        /**
         * Who had it before; `null`: nobody
         */
        fromAgentId: string | null;
    };
};

/**
 * The customer has waited long: an answer will soon be overdue.
 */
export type SessionWarnedEvent = {
    /**
     * Stable: who has seen it may forget the second one
     */
    id: string;
    type: 'session.warned';
    at: string;
    sessionId: string;
    conversationId: string;
    /**
     * Orders the events of a session
     */
    sequence: number;
    data: {
        channel: string;
        /**
         * The agent who has the session, or had it last
         */
        agentId: string | null;
    };
};

/**
 * The customer had no answer in time.
 */
export type SessionOverdueEvent = {
    /**
     * Stable: who has seen it may forget the second one
     */
    id: string;
    type: 'session.overdue';
    at: string;
    sessionId: string;
    conversationId: string;
    /**
     * Orders the events of a session
     */
    sequence: number;
    data: {
        channel: string;
        /**
         * The agent who has the session, or had it last
         */
        agentId: string | null;
    };
};

/**
 * The agent’s answer ended the customer’s wait.
 */
export type SessionAnsweredEvent = {
    /**
     * Stable: who has seen it may forget the second one
     */
    id: string;
    type: 'session.answered';
    at: string;
    sessionId: string;
    conversationId: string;
    /**
     * Orders the events of a session
     */
    sequence: number;
    data: {
        channel: string;
        /**
         * The agent
         */
        agentId: string;
        /**
         * From the first unanswered message on
         */
        waitedSeconds: number;
        /**
         * Open time by which the customer’s wait ran over its deadline; 0 when it did not
         */
        lateSeconds: number;
    };
};

/**
 * Another agent has the session: the one before did not answer, or went offline.
 */
export type SessionReassignedEvent = {
    /**
     * Stable: who has seen it may forget the second one
     */
    id: string;
    type: 'session.reassigned';
    at: string;
    sessionId: string;
    conversationId: string;
    /**
     * Orders the events of a session
     */
    sequence: number;
    data: {
        channel: string;
        /**
         * Who has the session now
         */
        agentId: string;
        /**
         * Who had it before; `null`: nobody
         */
        fromAgentId: string | null;
    };
};

/**
 * The session is on hold: reminders and auto-close stand still.
 */
export type SessionHeldEvent = {
    /**
     * Stable: who has seen it may forget the second one
     */
    id: string;
    type: 'session.held';
    at: string;
    sessionId: string;
    conversationId: string;
    /**
     * Orders the events of a session
     */
    sequence: number;
    data: {
        channel: string;
        until: string;
    };
};

/**
 * The hold is over.
 */
export type SessionResumedEvent = {
    /**
     * Stable: who has seen it may forget the second one
     */
    id: string;
    type: 'session.resumed';
    at: string;
    sessionId: string;
    conversationId: string;
    /**
     * Orders the events of a session
     */
    sequence: number;
    data: {
        channel: string;
    };
};

/**
 * The session is over. The customer’s next message opens another one.
 */
export type SessionClosedEvent = {
    /**
     * Stable: who has seen it may forget the second one
     */
    id: string;
    type: 'session.closed';
    at: string;
    sessionId: string;
    conversationId: string;
    /**
     * Orders the events of a session
     */
    sequence: number;
    data: {
        channel: string;
        /**
         * `ended_by_agent`: an agent ended it; `ended_by_admin`: an admin ended it; `ended_by_customer`: the customer ended it; `customer_idle`: the customer was silent; `queue_timeout`: nobody took it in time
         */
        closeReason: 'ended_by_agent' | 'ended_by_admin' | 'ended_by_customer' | 'customer_idle' | 'queue_timeout';
        /**
         * Open time by which the customer’s wait ran over its deadline; 0 when it did not
         */
        lateSeconds: number;
    };
};

/**
 * Somebody wrote a message, or a note.
 */
export type MessageCreatedEvent = {
    /**
     * Stable: who has seen it may forget the second one
     */
    id: string;
    type: 'message.created';
    at: string;
    sessionId: string;
    conversationId: string;
    /**
     * Orders the events of a session
     */
    sequence: number;
    data: {
        channel: string;
        /**
         * Known once in a conversation
         */
        messageId: string;
        text: string;
        /**
         * `public`: the customer reads it; `note`: agents only
         */
        visibility: 'public' | 'note';
        author: {
            /**
             * `customer`: the customer with this `id`; `agent`: the agent with this `id`; `bot`: a program that answers; `system`: the product itself, or an integration
             */
            type: 'customer' | 'agent' | 'bot' | 'system';
            id: string | null;
        };
    };
};

/**
 * A message must be sent to the customer.
 */
export type MessageOutboundEvent = {
    /**
     * Stable: who has seen it may forget the second one
     */
    id: string;
    type: 'message.outbound';
    at: string;
    sessionId: string;
    conversationId: string;
    /**
     * Orders the events of a session
     */
    sequence: number;
    data: {
        channel: string;
        /**
         * Known once in a conversation
         */
        messageId: string;
        text: string;
        visibility: 'public';
        author: {
            /**
             * `agent`: the agent with this `id`; `bot`: a program that answers; `system`: the product itself, or an integration
             */
            type: 'agent' | 'bot' | 'system';
            id: string | null;
        };
        customer: {
            id: string;
        };
        /**
         * As it was given last with a message or the session
         */
        roomId: string | null;
    };
};

/**
 * An agent came, went away or went offline.
 */
export type AgentPresenceChangedEvent = {
    /**
     * Stable: who has seen it may forget the second one
     */
    id: string;
    type: 'agent.presence_changed';
    at: string;
    sessionId: null;
    conversationId: null;
    sequence: null;
    data: {
        /**
         * The agent
         */
        agentId: string;
        /**
         * `online`: there; `away`: there, but gets nothing new; `offline`: gone
         */
        presence: 'online' | 'away' | 'offline';
    };
};

/**
 * Somebody should look. With a `sequence` it is of the session that raised it; without one it may still be about a session.
 */
export type SupervisorAlertEvent = {
    /**
     * Stable: who has seen it may forget the second one
     */
    id: string;
    type: 'supervisor.alert';
    at: string;
    sessionId: string | null;
    conversationId: string | null;
    /**
     * Orders the events of a session
     */
    sequence: number | null;
    data: {
        channel: string;
        /**
         * `nobody_available`: nobody can take a waiting customer; `hops_spent`: reassignments are spent, and the customer waits; `queue_limit_near`: a waiting customer will soon be sent away
         */
        alert: 'nobody_available' | 'hops_spent' | 'queue_limit_near';
    } | {
        channel: string;
        /**
         * `message_not_delivered`: no webhook accepted the message
         */
        alert: 'message_not_delivered';
        /**
         * Known once in a conversation
         */
        messageId: string;
    } | {
        /**
         * `webhook_off`: a webhook was switched off, of no session
         */
        alert: 'webhook_off';
        webhookId: string;
        /**
         * `gone`: it answered 410; `failing`: it accepted nothing for three days
         */
        offReason: 'gone' | 'failing';
    };
};

/**
 * A version of the settings was saved.
 */
export type SettingsSavedEvent = {
    /**
     * Stable: who has seen it may forget the second one
     */
    id: string;
    type: 'settings.saved';
    at: string;
    sessionId: null;
    conversationId: null;
    sequence: null;
    data: {
        version: number;
        /**
         * Whose settings; `null`: the workspace default
         */
        channel: string | null;
        savedBy: string;
    };
};

export type Problem = {
    type: string;
    title: string;
    status: number;
    detail: string;
    code: 'malformed_request' | 'malformed_json' | 'unauthenticated' | 'sign_in_failed' | 'forbidden' | 'cross_origin' | 'sign_in_disabled' | 'not_found' | 'method_not_allowed' | 'session_closed' | 'not_assigned' | 'not_offered' | 'offer_expired' | 'wrong_status' | 'customer_waiting' | 'agent_unavailable' | 'agent_exists' | 'user_exists' | 'last_admin' | 'webhook_off' | 'token_not_active' | 'idempotency_in_progress' | 'precondition_failed' | 'body_too_large' | 'unsupported_media_type' | 'validation_failed' | 'unknown_agent' | 'invalid_hold' | 'message_id_reused' | 'idempotency_key_reused' | 'too_many_attempts' | 'too_many_streams' | 'rate_limited' | 'headers_too_large' | 'internal_error' | 'unavailable';
    requestId: string;
    errors?: Array<{
        path: string;
        code: string;
        message: string;
    }>;
};

export type MessageReceipt = MessageAccepted & {
    sessionId: string;
    sequence: number;
    sessionStarted: boolean;
};

export type MessageAccepted = {
    conversationId: string;
    messageId: string;
};

export type CustomerMessage = {
    messageId: string;
    customer: {
        id: string;
        name?: string;
    };
    roomId?: string;
    orderIds?: Array<string>;
    attributes?: {
        [key: string]: string;
    };
    text: string;
};

export type Session = {
    id: string;
    conversationId: string;
    channel: string;
    customer: {
        id: string;
        name: string | null;
    };
    roomId: string | null;
    orderIds: Array<string>;
    /**
     * As they were given with the messages and at the opening
     */
    attributes: {
        [key: string]: string;
    };
    /**
     * Only agents with this skill are asked; `null`: any agent
     */
    skill: string | null;
    status: 'queued' | 'offered' | 'active' | 'on_hold' | 'closed';
    awaiting: 'none' | 'agent' | 'customer';
    agentId: string | null;
    /**
     * Who served last, also in the session before; `null`: nobody yet
     */
    lastAgentId: string | null;
    /**
     * Whom it rings, since when, and when it moves on; `null`: nobody
     */
    offer: {
        agentId: string;
        offeredAt: string;
        expiresAt: string;
    } | null;
    /**
     * Where it stands in the queue, when the session is read; `null` when it does not, and in what a command answers
     */
    queue: {
        /**
         * 1: served next
         */
        position: number;
        /**
         * `null` while too few were served lately to tell
         */
        estimatedWaitSeconds: number | null;
    } | null;
    wait: {
        since: string;
        clockStartedAt: string | null;
        warnAt: string | null;
        dueAt: string | null;
        warned: boolean;
        overdue: boolean;
    } | null;
    /**
     * Since when it is on hold, and when that ends by itself; `null`: not
     */
    hold: {
        since: string;
        until: string;
    } | null;
    everOverdue: boolean;
    /**
     * How many waits became overdue
     */
    overdueCount: number;
    /**
     * By how much open time the answers were late, in all
     */
    latenessSeconds: number;
    closesAt: string | null;
    reassignments: number;
    createdAt: string;
    closedAt: string | null;
    closeReason: 'ended_by_agent' | 'ended_by_admin' | 'ended_by_customer' | 'customer_idle' | 'queue_timeout' | null;
    previousSessionId: string | null;
    nextSessionId: string | null;
    settingsVersion: number;
    /**
     * The number of its latest event
     */
    sequence: number;
    /**
     * The conversation’s link, on its latest session; `null`: none
     */
    token: {
        url: string;
        status: 'active' | 'expired' | 'revoked';
        expiresAt: string | null;
    } | null;
    conversion: {
        done: boolean;
        kind: string | null;
        value: number | null;
        currency: string | null;
    } | null;
    allowedActions: Array<'reply' | 'note' | 'accept' | 'decline' | 'assign' | 'transfer' | 'hold' | 'resume' | 'end'>;
    /**
     * Actions that the caller may not take now, each with the code why
     */
    refusedActions: {
        reply?: 'session_closed' | 'forbidden' | 'not_assigned' | 'not_offered' | 'wrong_status' | 'customer_waiting';
        note?: 'session_closed' | 'forbidden' | 'not_assigned' | 'not_offered' | 'wrong_status' | 'customer_waiting';
        accept?: 'session_closed' | 'forbidden' | 'not_assigned' | 'not_offered' | 'wrong_status' | 'customer_waiting';
        decline?: 'session_closed' | 'forbidden' | 'not_assigned' | 'not_offered' | 'wrong_status' | 'customer_waiting';
        assign?: 'session_closed' | 'forbidden' | 'not_assigned' | 'not_offered' | 'wrong_status' | 'customer_waiting';
        transfer?: 'session_closed' | 'forbidden' | 'not_assigned' | 'not_offered' | 'wrong_status' | 'customer_waiting';
        hold?: 'session_closed' | 'forbidden' | 'not_assigned' | 'not_offered' | 'wrong_status' | 'customer_waiting';
        resume?: 'session_closed' | 'forbidden' | 'not_assigned' | 'not_offered' | 'wrong_status' | 'customer_waiting';
        end?: 'session_closed' | 'forbidden' | 'not_assigned' | 'not_offered' | 'wrong_status' | 'customer_waiting';
    };
};

export type OpenSession = {
    channel: string;
    customer: {
        id: string;
        name?: string;
    };
    roomId?: string;
    orderIds?: Array<string>;
    attributes?: {
        [key: string]: string;
    };
};

export type SessionPage = {
    items: Array<Session>;
    nextCursor: string | null;
};

export type LiveSession = {
    session: Session;
    timers: Array<{
        name: 'hold' | 'warning' | 'overdue' | 'accept' | 'offline' | 'reassignment' | 'reminder' | 'autoClose' | 'queueLimitNear' | 'queueLimit' | 'nextRound' | 'calendar';
        dueAt: string;
    }>;
    workflow: {
        workflowId: string;
        runId: string | null;
        url: string | null;
    };
};

export type MessagePage = {
    items: Array<Message>;
    nextCursor: string | null;
};

export type Message = {
    messageId: string;
    sequence: number;
    at: string;
    author: {
        type: 'customer' | 'agent' | 'bot' | 'system';
        id: string | null;
    };
    visibility: 'public' | 'note';
    text: string;
    /**
     * How far an outbound message is on its way to the customer: `delivered` once a webhook accepted it; `null` for what need not be sent, or when no webhook takes `message.outbound`
     */
    delivery: 'pending' | 'delivered' | 'failed' | null;
};

export type DecisionPage = {
    items: Array<Decision>;
    nextCursor: string | null;
};

export type Decision = {
    sequence: number;
    what: string;
    dueAt: string | null;
    processedAt: string;
    trigger: string;
    rule: string;
    settingsVersion: number;
    candidates: Array<{
        agentId: string;
        reason: string;
    }>;
};

export type ReplyReceipt = {
    sequence: number;
};

export type Reply = {
    messageId: string;
    author: {
        type: 'agent';
        id: string;
    } | {
        type: 'bot';
        id?: string;
    } | {
        type: 'system';
        id?: string;
    };
    visibility?: 'public' | 'note';
    text: string;
};

export type OfferAnswer = {
    agentId: string;
    reason?: string;
};

export type Transfer = {
    to: {
        agentId: string;
    } | {
        skill: string;
    };
    reason?: string;
};

export type Assign = {
    agentId: string;
    /**
     * A supervisor takes it personally: capacity does not bind
     */
    takeover?: boolean;
};

export type Hold = {
    until: string;
};

export type End = {
    by: 'agent' | 'customer' | 'admin';
    id?: string;
    note?: string;
};

export type TokenLink = {
    url: string;
    token: string;
    status: 'active' | 'expired' | 'revoked';
    issuedAt: string;
    /**
     * `null`: never
     */
    expiresAt: string | null;
};

export type JoinMessages = {
    customer: {
        name: string | null;
    };
    session: {
        open: boolean;
    };
    items: Array<{
        messageId: string;
        at: string;
        author: {
            type: 'customer' | 'agent' | 'bot' | 'system';
            name: string | null;
        };
        text: string;
    }>;
    /**
     * Ask again with it for what comes later; the latest messages are repeated
     */
    nextCursor: string;
};

export type JoinMessageAccepted = {
    messageId: string;
};

export type JoinMessage = {
    messageId: string;
    text: string;
};

export type Conversion = {
    done: boolean;
    kind?: string;
    value?: number;
    currency?: string;
};

export type AgentPage = {
    items: Array<Agent>;
    nextCursor: string | null;
};

export type Agent = {
    id: string;
    name: string;
    email: string | null;
    skills: Array<string>;
    channels: Array<string>;
    capacity: number;
    presence: 'online' | 'away' | 'offline';
    presenceSince: string;
    serving: number;
    createdAt: string;
};

export type NewAgent = {
    id?: string;
    name: string;
    email?: string | null;
    skills?: Array<string>;
    channels?: Array<string>;
    capacity?: number;
};

export type AgentChanges = {
    name?: string;
    email?: string | null;
    skills?: Array<string>;
    channels?: Array<string>;
    capacity?: number;
};

export type Presence = {
    presence: 'online' | 'away' | 'offline';
};

/**
 * Something that happened. More types may come, and more fields: leave alone what you do not know.
 */
export type Event = ({
    type: 'session.started';
} & SessionStartedEvent) | ({
    type: 'session.queued';
} & SessionQueuedEvent) | ({
    type: 'session.offered';
} & SessionOfferedEvent) | ({
    type: 'session.assigned';
} & SessionAssignedEvent) | ({
    type: 'session.warned';
} & SessionWarnedEvent) | ({
    type: 'session.overdue';
} & SessionOverdueEvent) | ({
    type: 'session.answered';
} & SessionAnsweredEvent) | ({
    type: 'session.reassigned';
} & SessionReassignedEvent) | ({
    type: 'session.held';
} & SessionHeldEvent) | ({
    type: 'session.resumed';
} & SessionResumedEvent) | ({
    type: 'session.closed';
} & SessionClosedEvent) | ({
    type: 'message.created';
} & MessageCreatedEvent) | ({
    type: 'message.outbound';
} & MessageOutboundEvent) | ({
    type: 'agent.presence_changed';
} & AgentPresenceChangedEvent) | ({
    type: 'supervisor.alert';
} & SupervisorAlertEvent) | ({
    type: 'settings.saved';
} & SettingsSavedEvent);

export type SavedSettings = {
    version: number;
    savedAt: string | null;
    savedBy: string | null;
    settings: Settings;
};

export type Settings = {
    reception: {
        mode: 'manual' | 'automatic';
        acceptSeconds: number;
        awayAfterMisses: number;
    };
    response: {
        enabled: boolean;
        limitSeconds: number;
        warningSeconds: number;
    };
    reassignment: {
        enabled: boolean;
        afterSeconds: number;
        maxHops: number;
    };
    autoClose: {
        enabled: boolean;
        afterSeconds: number;
        message: string;
        reminders: Array<{
            afterSeconds: number;
            message: string;
        }>;
    };
    queue: {
        maxWaitSeconds: number;
        message: string;
    };
    offline: {
        graceSeconds: number;
    };
    assignment: {
        strategy: 'longest_idle' | 'round_robin' | 'least_busy';
        preferLastAgent: boolean;
    };
    businessHours: {
        timeZone: string;
        weekly: {
            monday?: Array<{
                from: string;
                to: string;
            }>;
            tuesday?: Array<{
                from: string;
                to: string;
            }>;
            wednesday?: Array<{
                from: string;
                to: string;
            }>;
            thursday?: Array<{
                from: string;
                to: string;
            }>;
            friday?: Array<{
                from: string;
                to: string;
            }>;
            saturday?: Array<{
                from: string;
                to: string;
            }>;
            sunday?: Array<{
                from: string;
                to: string;
            }>;
        };
        holidays: Array<{
            date: string;
            name?: string;
            intervals?: Array<{
                from: string;
                to: string;
            }>;
        }>;
    } | null;
    tokenLink: {
        expirationMinutes: number;
    };
};

export type SettingsVersions = {
    items: Array<{
        version: number;
        savedAt: string;
        savedBy: string;
        channel: string | null;
        settings: Settings | null;
        overrides: SettingsOverrides | null;
    }>;
    nextCursor: string | null;
};

export type SettingsOverrides = {
    reception?: {
        mode?: 'manual' | 'automatic';
        acceptSeconds?: number;
        awayAfterMisses?: number;
    };
    response?: {
        enabled?: boolean;
        limitSeconds?: number;
        warningSeconds?: number;
    };
    reassignment?: {
        enabled?: boolean;
        afterSeconds?: number;
        maxHops?: number;
    };
    autoClose?: {
        enabled?: boolean;
        afterSeconds?: number;
        message?: string;
        reminders?: Array<{
            afterSeconds: number;
            message: string;
        }>;
    };
    queue?: {
        maxWaitSeconds?: number;
        message?: string;
    };
    offline?: {
        graceSeconds?: number;
    };
    assignment?: {
        strategy?: 'longest_idle' | 'round_robin' | 'least_busy';
        preferLastAgent?: boolean;
    };
    businessHours?: {
        timeZone: string;
        weekly: {
            monday?: Array<{
                from: string;
                to: string;
            }>;
            tuesday?: Array<{
                from: string;
                to: string;
            }>;
            wednesday?: Array<{
                from: string;
                to: string;
            }>;
            thursday?: Array<{
                from: string;
                to: string;
            }>;
            friday?: Array<{
                from: string;
                to: string;
            }>;
            saturday?: Array<{
                from: string;
                to: string;
            }>;
            sunday?: Array<{
                from: string;
                to: string;
            }>;
        };
        holidays: Array<{
            date: string;
            name?: string;
            intervals?: Array<{
                from: string;
                to: string;
            }>;
        }>;
    } | null;
    tokenLink?: {
        expirationMinutes?: number;
    };
};

export type ChannelSettings = {
    version: number;
    overrides: SettingsOverrides;
    effective: Settings;
};

export type CreatedKey = {
    id: string;
    name: string;
    role: 'integration' | 'agent' | 'supervisor' | 'admin';
    agentId: string | null;
    channels: Array<string> | null;
    /**
     * How the key begins
     */
    prefix: string;
    createdAt: string;
    createdBy: string;
    /**
     * To the minute
     */
    lastUsedAt: string | null;
    expiresAt: string | null;
    revokedAt: string | null;
    /**
     * Shown this once
     */
    key: string;
};

export type NewKey = {
    name: string;
    role: 'integration' | 'agent' | 'supervisor' | 'admin';
    /**
     * Needed for the role `agent`; for supervisors and admins, whom they take over as
     */
    agentId?: string;
    /**
     * The only channels it is good for; all when left out
     */
    channels?: Array<string>;
    expiresAt?: string;
};

export type KeyPage = {
    items: Array<Key>;
    nextCursor: string | null;
};

export type Key = {
    id: string;
    name: string;
    role: 'integration' | 'agent' | 'supervisor' | 'admin';
    agentId: string | null;
    channels: Array<string> | null;
    /**
     * How the key begins
     */
    prefix: string;
    createdAt: string;
    createdBy: string;
    /**
     * To the minute
     */
    lastUsedAt: string | null;
    expiresAt: string | null;
    revokedAt: string | null;
};

export type Me = {
    id: string;
    name: string;
    role: 'integration' | 'agent' | 'supervisor' | 'admin';
    agentId: string | null;
    /**
     * The only channels it may see; `null`: all
     */
    channels: Array<string> | null;
    /**
     * `null` of a key
     */
    email: string | null;
};

export type SignIn = {
    email: string;
    password: string;
};

export type UserPage = {
    items: Array<User>;
    nextCursor: string | null;
};

export type User = {
    id: string;
    email: string;
    name: string;
    role: 'agent' | 'supervisor' | 'admin';
    agentId: string | null;
    disabled: boolean;
    hasPassword: boolean;
    createdAt: string;
};

export type NewUser = {
    email: string;
    name: string;
    role: 'agent' | 'supervisor' | 'admin';
    agentId?: string | null;
    password?: string;
};

export type UserChanges = {
    name?: string;
    role?: 'agent' | 'supervisor' | 'admin';
    agentId?: string | null;
    password?: string;
    disabled?: boolean;
};

export type Payloads = {
    payloads: Array<{
        metadata?: {
            [key: string]: string;
        };
        /**
         * base64
         */
        data?: string;
    }>;
};

export type WebhookPage = {
    items: Array<Webhook>;
    nextCursor: string | null;
};

export type Webhook = {
    id: string;
    url: string;
    eventTypes: Array<'session.started' | 'session.queued' | 'session.offered' | 'session.assigned' | 'session.warned' | 'session.overdue' | 'session.answered' | 'session.reassigned' | 'session.held' | 'session.resumed' | 'session.closed' | 'message.created' | 'message.outbound' | 'agent.presence_changed' | 'supervisor.alert' | 'settings.saved'>;
    channels: Array<string>;
    enabled: boolean;
    /**
     * Why it is off: `gone`, it answered 410; `failing`, it accepted nothing for three days; `by_hand`
     */
    offReason: 'gone' | 'failing' | 'by_hand' | null;
    /**
     * To the minute
     */
    lastAcceptedAt: string | null;
    /**
     * Until then deliveries are signed with the secret before this one too
     */
    previousSecretExpiresAt: string | null;
    createdAt: string;
};

export type WebhookWithSecret = {
    id: string;
    url: string;
    eventTypes: Array<'session.started' | 'session.queued' | 'session.offered' | 'session.assigned' | 'session.warned' | 'session.overdue' | 'session.answered' | 'session.reassigned' | 'session.held' | 'session.resumed' | 'session.closed' | 'message.created' | 'message.outbound' | 'agent.presence_changed' | 'supervisor.alert' | 'settings.saved'>;
    channels: Array<string>;
    enabled: boolean;
    /**
     * Why it is off: `gone`, it answered 410; `failing`, it accepted nothing for three days; `by_hand`
     */
    offReason: 'gone' | 'failing' | 'by_hand' | null;
    /**
     * To the minute
     */
    lastAcceptedAt: string | null;
    /**
     * Until then deliveries are signed with the secret before this one too
     */
    previousSecretExpiresAt: string | null;
    createdAt: string;
    /**
     * Shown this once
     */
    secret: string;
};

export type NewWebhook = {
    /**
     * https:// or http://, on port 443, 80 or 8443 of a host with public addresses only, without a user
     */
    url: string;
    /**
     * None: all
     */
    eventTypes?: Array<'session.started' | 'session.queued' | 'session.offered' | 'session.assigned' | 'session.warned' | 'session.overdue' | 'session.answered' | 'session.reassigned' | 'session.held' | 'session.resumed' | 'session.closed' | 'message.created' | 'message.outbound' | 'agent.presence_changed' | 'supervisor.alert' | 'settings.saved'>;
    /**
     * None: all. Events of no channel go to every endpoint
     */
    channels?: Array<string>;
};

export type WebhookChanges = {
    /**
     * https:// or http://, on port 443, 80 or 8443 of a host with public addresses only, without a user
     */
    url?: string;
    /**
     * None: all
     */
    eventTypes?: Array<'session.started' | 'session.queued' | 'session.offered' | 'session.assigned' | 'session.warned' | 'session.overdue' | 'session.answered' | 'session.reassigned' | 'session.held' | 'session.resumed' | 'session.closed' | 'message.created' | 'message.outbound' | 'agent.presence_changed' | 'supervisor.alert' | 'settings.saved'>;
    /**
     * None: all. Events of no channel go to every endpoint
     */
    channels?: Array<string>;
    /**
     * Switched on again, it is told of what happens from then on
     */
    enabled?: boolean;
};

export type DeliveryPage = {
    items: Array<Delivery>;
    nextCursor: string | null;
};

export type Delivery = {
    /**
     * The event’s ID, which is sent as `webhook-id`
     */
    id: string;
    type: string;
    sessionId: string | null;
    status: 'pending' | 'delivered' | 'failed';
    createdAt: string;
    attempts: Array<{
        at: string;
        tookMs: number;
        status: number | null;
        error: string | null;
    }>;
    nextAttemptAt: string | null;
};

export type AuditPage = {
    items: Array<AuditEntry>;
    nextCursor: string | null;
};

export type AuditEntry = {
    id: string;
    at: string;
    what: 'refused' | 'key.created' | 'key.revoked' | 'agent.created' | 'agent.edited' | 'agent.deleted' | 'user.signed_in' | 'user.signed_out' | 'user.created' | 'user.edited' | 'user.deleted' | 'webhook.created' | 'webhook.edited' | 'webhook.deleted' | 'webhook.secret_rotated' | 'settings.saved' | 'session.taken_over' | 'sessions.exported';
    who: {
        id: string;
        name: string;
        role: string;
    };
    requestId: string;
    address: string;
    facts: {
        [key: string]: unknown;
    };
};

export type Addresses = {
    name: string;
    version: string;
    docs: string;
    openapi: string;
    ready: string;
};

export type Alive = {
    status: 'alive';
};

export type Readiness = {
    ready: boolean;
    dependencies: {
        temporal: {
            ready: boolean;
            detail: string | null;
        };
        mongodb: {
            ready: boolean;
            detail: string | null;
        };
        clock: {
            ready: boolean;
            detail: string | null;
        };
    };
};

export type OpenApi = {
    [key: string]: unknown;
};

/**
 * The event’s `id`, the same in every attempt
 */
export type WebhookId = string;

/**
 * When this attempt was made, in seconds since 1970
 */
export type WebhookTimestamp = string;

/**
 * By Standard Webhooks: one for each active secret, with spaces between them
 */
export type WebhookSignature = string;

export type PostChannelsByChannelMessagesData = {
    body: CustomerMessage;
    headers?: {
        /**
         * `wait`: answer 200 with where the message landed, waiting at most three seconds; 202 when that is not known by then.
         */
        Prefer?: string;
    };
    path: {
        channel: string;
    };
    query?: never;
    url: '/v1/channels/{channel}/messages';
};

export type PostChannelsByChannelMessagesErrors = {
    /**
     * `malformed_request`: the request cannot be read; `malformed_json`: the body is not strict json in utf-8
     */
    400: Problem;
    /**
     * `unauthenticated`: a valid credential is needed
     */
    401: Problem;
    /**
     * `forbidden`: the credential does not allow this
     */
    403: Problem;
    /**
     * `body_too_large`: the body is too large
     */
    413: Problem;
    /**
     * `unsupported_media_type`: the body must be application/json
     */
    415: Problem;
    /**
     * `validation_failed`: a field breaks a rule; `message_id_reused`: the message id belongs to another message
     */
    422: Problem;
    /**
     * `rate_limited`: too many requests
     */
    429: Problem;
    /**
     * `headers_too_large`: the headers are too large
     */
    431: Problem;
    /**
     * `internal_error`: something unexpected happened
     */
    500: Problem;
    /**
     * `unavailable`: not available right now
     */
    503: Problem;
};

export type PostChannelsByChannelMessagesError = PostChannelsByChannelMessagesErrors[keyof PostChannelsByChannelMessagesErrors];

export type PostChannelsByChannelMessagesResponses = {
    /**
     * Where the message landed
     */
    200: MessageReceipt;
    /**
     * Accepted
     */
    202: MessageAccepted;
};

export type PostChannelsByChannelMessagesResponse = PostChannelsByChannelMessagesResponses[keyof PostChannelsByChannelMessagesResponses];

export type GetSessionsData = {
    body?: never;
    headers?: {
        /**
         * `text/csv`: every session that matches, as a table; without `limit` and `cursor`
         */
        Accept?: string;
    };
    path?: never;
    query?: {
        sessionId?: string;
        orderId?: string;
        /**
         * How the name begins, in any case
         */
        customerName?: string;
        /**
         * The link a customer has, or the token in it; also one that was replaced
         */
        tokenLink?: string;
        /**
         * As it is now; `none`: no link
         */
        tokenStatus?: 'active' | 'expired' | 'revoked' | 'none';
        expiresAfter?: string;
        expiresBefore?: string;
        /**
         * Links without, or with, an expiry
         */
        neverExpires?: 'true' | 'false';
        converted?: 'true' | 'false';
        roomId?: string;
        status?: 'queued' | 'offered' | 'active' | 'on_hold' | 'closed';
        overdue?: 'true' | 'false';
        agentId?: string;
        channel?: string;
        closeReason?: 'ended_by_agent' | 'ended_by_admin' | 'ended_by_customer' | 'customer_idle' | 'queue_timeout';
        createdAfter?: string;
        createdBefore?: string;
        settingsVersion?: number;
        /**
         * Newest first unless given; by expiry, soonest first, when a range of it is asked for. By expiry only sessions whose link has one are listed.
         */
        sort?: 'createdAt' | '-createdAt' | 'expiresAt' | '-expiresAt';
        /**
         * `nextCursor` of the page before
         */
        cursor?: string;
        limit?: number;
    };
    url: '/v1/sessions';
};

export type GetSessionsErrors = {
    /**
     * `malformed_request`: the request cannot be read
     */
    400: Problem;
    /**
     * `unauthenticated`: a valid credential is needed
     */
    401: Problem;
    /**
     * `forbidden`: the credential does not allow this
     */
    403: Problem;
    /**
     * `body_too_large`: the body is too large
     */
    413: Problem;
    /**
     * `validation_failed`: a field breaks a rule
     */
    422: Problem;
    /**
     * `rate_limited`: too many requests
     */
    429: Problem;
    /**
     * `headers_too_large`: the headers are too large
     */
    431: Problem;
    /**
     * `internal_error`: something unexpected happened
     */
    500: Problem;
    /**
     * `unavailable`: not available right now
     */
    503: Problem;
};

export type GetSessionsError = GetSessionsErrors[keyof GetSessionsErrors];

export type GetSessionsResponses = {
    /**
     * A page
     */
    200: SessionPage;
};

export type GetSessionsResponse = GetSessionsResponses[keyof GetSessionsResponses];

export type PostSessionsData = {
    body: OpenSession;
    headers?: {
        /**
         * For 24 hours the same key with the same body gives the first answer again; with another body it is refused.
         */
        'Idempotency-Key'?: string;
    };
    path?: never;
    query?: never;
    url: '/v1/sessions';
};

export type PostSessionsErrors = {
    /**
     * `malformed_request`: the request cannot be read; `malformed_json`: the body is not strict json in utf-8
     */
    400: Problem;
    /**
     * `unauthenticated`: a valid credential is needed
     */
    401: Problem;
    /**
     * `forbidden`: the credential does not allow this
     */
    403: Problem;
    /**
     * `idempotency_in_progress`: the first call with this key is worked on
     */
    409: Problem;
    /**
     * `body_too_large`: the body is too large
     */
    413: Problem;
    /**
     * `unsupported_media_type`: the body must be application/json
     */
    415: Problem;
    /**
     * `validation_failed`: a field breaks a rule; `idempotency_key_reused`: the idempotency key belongs to another request
     */
    422: Problem;
    /**
     * `rate_limited`: too many requests
     */
    429: Problem;
    /**
     * `headers_too_large`: the headers are too large
     */
    431: Problem;
    /**
     * `internal_error`: something unexpected happened
     */
    500: Problem;
    /**
     * `unavailable`: not available right now
     */
    503: Problem;
};

export type PostSessionsError = PostSessionsErrors[keyof PostSessionsErrors];

export type PostSessionsResponses = {
    /**
     * The session that was open
     */
    200: Session;
    /**
     * Opened
     */
    201: Session;
};

export type PostSessionsResponse = PostSessionsResponses[keyof PostSessionsResponses];

export type GetSessionsByIdData = {
    body?: never;
    path: {
        id: string;
    };
    query?: never;
    url: '/v1/sessions/{id}';
};

export type GetSessionsByIdErrors = {
    /**
     * `malformed_request`: the request cannot be read
     */
    400: Problem;
    /**
     * `unauthenticated`: a valid credential is needed
     */
    401: Problem;
    /**
     * `forbidden`: the credential does not allow this
     */
    403: Problem;
    /**
     * `not_found`: there is no such thing
     */
    404: Problem;
    /**
     * `body_too_large`: the body is too large
     */
    413: Problem;
    /**
     * `validation_failed`: a field breaks a rule
     */
    422: Problem;
    /**
     * `rate_limited`: too many requests
     */
    429: Problem;
    /**
     * `headers_too_large`: the headers are too large
     */
    431: Problem;
    /**
     * `internal_error`: something unexpected happened
     */
    500: Problem;
    /**
     * `unavailable`: not available right now
     */
    503: Problem;
};

export type GetSessionsByIdError = GetSessionsByIdErrors[keyof GetSessionsByIdErrors];

export type GetSessionsByIdResponses = {
    /**
     * The session
     */
    200: Session;
};

export type GetSessionsByIdResponse = GetSessionsByIdResponses[keyof GetSessionsByIdResponses];

export type GetSessionsByIdLiveData = {
    body?: never;
    path: {
        id: string;
    };
    query?: never;
    url: '/v1/sessions/{id}/live';
};

export type GetSessionsByIdLiveErrors = {
    /**
     * `malformed_request`: the request cannot be read
     */
    400: Problem;
    /**
     * `unauthenticated`: a valid credential is needed
     */
    401: Problem;
    /**
     * `forbidden`: the credential does not allow this
     */
    403: Problem;
    /**
     * `not_found`: there is no such thing
     */
    404: Problem;
    /**
     * `body_too_large`: the body is too large
     */
    413: Problem;
    /**
     * `validation_failed`: a field breaks a rule
     */
    422: Problem;
    /**
     * `rate_limited`: too many requests
     */
    429: Problem;
    /**
     * `headers_too_large`: the headers are too large
     */
    431: Problem;
    /**
     * `internal_error`: something unexpected happened
     */
    500: Problem;
    /**
     * `unavailable`: not available right now
     */
    503: Problem;
};

export type GetSessionsByIdLiveError = GetSessionsByIdLiveErrors[keyof GetSessionsByIdLiveErrors];

export type GetSessionsByIdLiveResponses = {
    /**
     * The session now
     */
    200: LiveSession;
};

export type GetSessionsByIdLiveResponse = GetSessionsByIdLiveResponses[keyof GetSessionsByIdLiveResponses];

export type GetSessionsByIdMessagesData = {
    body?: never;
    path: {
        id: string;
    };
    query?: {
        /**
         * `nextCursor` of the page before
         */
        cursor?: string;
        limit?: number;
    };
    url: '/v1/sessions/{id}/messages';
};

export type GetSessionsByIdMessagesErrors = {
    /**
     * `malformed_request`: the request cannot be read
     */
    400: Problem;
    /**
     * `unauthenticated`: a valid credential is needed
     */
    401: Problem;
    /**
     * `forbidden`: the credential does not allow this
     */
    403: Problem;
    /**
     * `not_found`: there is no such thing
     */
    404: Problem;
    /**
     * `body_too_large`: the body is too large
     */
    413: Problem;
    /**
     * `validation_failed`: a field breaks a rule
     */
    422: Problem;
    /**
     * `rate_limited`: too many requests
     */
    429: Problem;
    /**
     * `headers_too_large`: the headers are too large
     */
    431: Problem;
    /**
     * `internal_error`: something unexpected happened
     */
    500: Problem;
    /**
     * `unavailable`: not available right now
     */
    503: Problem;
};

export type GetSessionsByIdMessagesError = GetSessionsByIdMessagesErrors[keyof GetSessionsByIdMessagesErrors];

export type GetSessionsByIdMessagesResponses = {
    /**
     * A page
     */
    200: MessagePage;
};

export type GetSessionsByIdMessagesResponse = GetSessionsByIdMessagesResponses[keyof GetSessionsByIdMessagesResponses];

export type PostSessionsByIdMessagesData = {
    body: Reply;
    headers?: {
        /**
         * For 24 hours the same key with the same body gives the first answer again; with another body it is refused.
         */
        'Idempotency-Key'?: string;
    };
    path: {
        id: string;
    };
    query?: never;
    url: '/v1/sessions/{id}/messages';
};

export type PostSessionsByIdMessagesErrors = {
    /**
     * `malformed_request`: the request cannot be read; `malformed_json`: the body is not strict json in utf-8
     */
    400: Problem;
    /**
     * `unauthenticated`: a valid credential is needed
     */
    401: Problem;
    /**
     * `forbidden`: the credential does not allow this
     */
    403: Problem;
    /**
     * `not_found`: there is no such thing
     */
    404: Problem;
    /**
     * `session_closed`: the session is closed; `not_assigned`: the agent does not have the session; `idempotency_in_progress`: the first call with this key is worked on
     */
    409: Problem;
    /**
     * `body_too_large`: the body is too large
     */
    413: Problem;
    /**
     * `unsupported_media_type`: the body must be application/json
     */
    415: Problem;
    /**
     * `validation_failed`: a field breaks a rule; `unknown_agent`: there is no such agent; `message_id_reused`: the message id belongs to another message; `idempotency_key_reused`: the idempotency key belongs to another request
     */
    422: Problem;
    /**
     * `rate_limited`: too many requests
     */
    429: Problem;
    /**
     * `headers_too_large`: the headers are too large
     */
    431: Problem;
    /**
     * `internal_error`: something unexpected happened
     */
    500: Problem;
    /**
     * `unavailable`: not available right now
     */
    503: Problem;
};

export type PostSessionsByIdMessagesError = PostSessionsByIdMessagesErrors[keyof PostSessionsByIdMessagesErrors];

export type PostSessionsByIdMessagesResponses = {
    /**
     * Kept under this number
     */
    200: ReplyReceipt;
};

export type PostSessionsByIdMessagesResponse = PostSessionsByIdMessagesResponses[keyof PostSessionsByIdMessagesResponses];

export type GetSessionsByIdDecisionsData = {
    body?: never;
    path: {
        id: string;
    };
    query?: {
        /**
         * `nextCursor` of the page before
         */
        cursor?: string;
        limit?: number;
    };
    url: '/v1/sessions/{id}/decisions';
};

export type GetSessionsByIdDecisionsErrors = {
    /**
     * `malformed_request`: the request cannot be read
     */
    400: Problem;
    /**
     * `unauthenticated`: a valid credential is needed
     */
    401: Problem;
    /**
     * `forbidden`: the credential does not allow this
     */
    403: Problem;
    /**
     * `not_found`: there is no such thing
     */
    404: Problem;
    /**
     * `body_too_large`: the body is too large
     */
    413: Problem;
    /**
     * `validation_failed`: a field breaks a rule
     */
    422: Problem;
    /**
     * `rate_limited`: too many requests
     */
    429: Problem;
    /**
     * `headers_too_large`: the headers are too large
     */
    431: Problem;
    /**
     * `internal_error`: something unexpected happened
     */
    500: Problem;
    /**
     * `unavailable`: not available right now
     */
    503: Problem;
};

export type GetSessionsByIdDecisionsError = GetSessionsByIdDecisionsErrors[keyof GetSessionsByIdDecisionsErrors];

export type GetSessionsByIdDecisionsResponses = {
    /**
     * A page
     */
    200: DecisionPage;
};

export type GetSessionsByIdDecisionsResponse = GetSessionsByIdDecisionsResponses[keyof GetSessionsByIdDecisionsResponses];

export type PostSessionsByIdAcceptData = {
    body: OfferAnswer;
    headers?: {
        /**
         * For 24 hours the same key with the same body gives the first answer again; with another body it is refused.
         */
        'Idempotency-Key'?: string;
    };
    path: {
        id: string;
    };
    query?: never;
    url: '/v1/sessions/{id}/accept';
};

export type PostSessionsByIdAcceptErrors = {
    /**
     * `malformed_request`: the request cannot be read; `malformed_json`: the body is not strict json in utf-8
     */
    400: Problem;
    /**
     * `unauthenticated`: a valid credential is needed
     */
    401: Problem;
    /**
     * `forbidden`: the credential does not allow this
     */
    403: Problem;
    /**
     * `not_found`: there is no such thing
     */
    404: Problem;
    /**
     * `session_closed`: the session is closed; `not_offered`: the session is not offered to this agent; `offer_expired`: the offer has moved on; `idempotency_in_progress`: the first call with this key is worked on
     */
    409: Problem;
    /**
     * `body_too_large`: the body is too large
     */
    413: Problem;
    /**
     * `unsupported_media_type`: the body must be application/json
     */
    415: Problem;
    /**
     * `validation_failed`: a field breaks a rule; `idempotency_key_reused`: the idempotency key belongs to another request
     */
    422: Problem;
    /**
     * `rate_limited`: too many requests
     */
    429: Problem;
    /**
     * `headers_too_large`: the headers are too large
     */
    431: Problem;
    /**
     * `internal_error`: something unexpected happened
     */
    500: Problem;
    /**
     * `unavailable`: not available right now
     */
    503: Problem;
};

export type PostSessionsByIdAcceptError = PostSessionsByIdAcceptErrors[keyof PostSessionsByIdAcceptErrors];

export type PostSessionsByIdAcceptResponses = {
    /**
     * The session afterwards
     */
    200: Session;
};

export type PostSessionsByIdAcceptResponse = PostSessionsByIdAcceptResponses[keyof PostSessionsByIdAcceptResponses];

export type PostSessionsByIdDeclineData = {
    body: OfferAnswer;
    headers?: {
        /**
         * For 24 hours the same key with the same body gives the first answer again; with another body it is refused.
         */
        'Idempotency-Key'?: string;
    };
    path: {
        id: string;
    };
    query?: never;
    url: '/v1/sessions/{id}/decline';
};

export type PostSessionsByIdDeclineErrors = {
    /**
     * `malformed_request`: the request cannot be read; `malformed_json`: the body is not strict json in utf-8
     */
    400: Problem;
    /**
     * `unauthenticated`: a valid credential is needed
     */
    401: Problem;
    /**
     * `forbidden`: the credential does not allow this
     */
    403: Problem;
    /**
     * `not_found`: there is no such thing
     */
    404: Problem;
    /**
     * `session_closed`: the session is closed; `not_offered`: the session is not offered to this agent; `offer_expired`: the offer has moved on; `idempotency_in_progress`: the first call with this key is worked on
     */
    409: Problem;
    /**
     * `body_too_large`: the body is too large
     */
    413: Problem;
    /**
     * `unsupported_media_type`: the body must be application/json
     */
    415: Problem;
    /**
     * `validation_failed`: a field breaks a rule; `idempotency_key_reused`: the idempotency key belongs to another request
     */
    422: Problem;
    /**
     * `rate_limited`: too many requests
     */
    429: Problem;
    /**
     * `headers_too_large`: the headers are too large
     */
    431: Problem;
    /**
     * `internal_error`: something unexpected happened
     */
    500: Problem;
    /**
     * `unavailable`: not available right now
     */
    503: Problem;
};

export type PostSessionsByIdDeclineError = PostSessionsByIdDeclineErrors[keyof PostSessionsByIdDeclineErrors];

export type PostSessionsByIdDeclineResponses = {
    /**
     * The session afterwards
     */
    200: Session;
};

export type PostSessionsByIdDeclineResponse = PostSessionsByIdDeclineResponses[keyof PostSessionsByIdDeclineResponses];

export type PostSessionsByIdTransferData = {
    body: Transfer;
    headers?: {
        /**
         * For 24 hours the same key with the same body gives the first answer again; with another body it is refused.
         */
        'Idempotency-Key'?: string;
    };
    path: {
        id: string;
    };
    query?: never;
    url: '/v1/sessions/{id}/transfer';
};

export type PostSessionsByIdTransferErrors = {
    /**
     * `malformed_request`: the request cannot be read; `malformed_json`: the body is not strict json in utf-8
     */
    400: Problem;
    /**
     * `unauthenticated`: a valid credential is needed
     */
    401: Problem;
    /**
     * `forbidden`: the credential does not allow this
     */
    403: Problem;
    /**
     * `not_found`: there is no such thing
     */
    404: Problem;
    /**
     * `session_closed`: the session is closed; `agent_unavailable`: the agent cannot take the session; `wrong_status`: the state of the session does not allow this; `not_assigned`: the agent does not have the session; `idempotency_in_progress`: the first call with this key is worked on
     */
    409: Problem;
    /**
     * `body_too_large`: the body is too large
     */
    413: Problem;
    /**
     * `unsupported_media_type`: the body must be application/json
     */
    415: Problem;
    /**
     * `validation_failed`: a field breaks a rule; `unknown_agent`: there is no such agent; `idempotency_key_reused`: the idempotency key belongs to another request
     */
    422: Problem;
    /**
     * `rate_limited`: too many requests
     */
    429: Problem;
    /**
     * `headers_too_large`: the headers are too large
     */
    431: Problem;
    /**
     * `internal_error`: something unexpected happened
     */
    500: Problem;
    /**
     * `unavailable`: not available right now
     */
    503: Problem;
};

export type PostSessionsByIdTransferError = PostSessionsByIdTransferErrors[keyof PostSessionsByIdTransferErrors];

export type PostSessionsByIdTransferResponses = {
    /**
     * The session afterwards
     */
    200: Session;
};

export type PostSessionsByIdTransferResponse = PostSessionsByIdTransferResponses[keyof PostSessionsByIdTransferResponses];

export type PostSessionsByIdAssignData = {
    body: Assign;
    headers?: {
        /**
         * For 24 hours the same key with the same body gives the first answer again; with another body it is refused.
         */
        'Idempotency-Key'?: string;
    };
    path: {
        id: string;
    };
    query?: never;
    url: '/v1/sessions/{id}/assign';
};

export type PostSessionsByIdAssignErrors = {
    /**
     * `malformed_request`: the request cannot be read; `malformed_json`: the body is not strict json in utf-8
     */
    400: Problem;
    /**
     * `unauthenticated`: a valid credential is needed
     */
    401: Problem;
    /**
     * `forbidden`: the credential does not allow this
     */
    403: Problem;
    /**
     * `not_found`: there is no such thing
     */
    404: Problem;
    /**
     * `session_closed`: the session is closed; `agent_unavailable`: the agent cannot take the session; `wrong_status`: the state of the session does not allow this; `idempotency_in_progress`: the first call with this key is worked on
     */
    409: Problem;
    /**
     * `body_too_large`: the body is too large
     */
    413: Problem;
    /**
     * `unsupported_media_type`: the body must be application/json
     */
    415: Problem;
    /**
     * `validation_failed`: a field breaks a rule; `unknown_agent`: there is no such agent; `idempotency_key_reused`: the idempotency key belongs to another request
     */
    422: Problem;
    /**
     * `rate_limited`: too many requests
     */
    429: Problem;
    /**
     * `headers_too_large`: the headers are too large
     */
    431: Problem;
    /**
     * `internal_error`: something unexpected happened
     */
    500: Problem;
    /**
     * `unavailable`: not available right now
     */
    503: Problem;
};

export type PostSessionsByIdAssignError = PostSessionsByIdAssignErrors[keyof PostSessionsByIdAssignErrors];

export type PostSessionsByIdAssignResponses = {
    /**
     * The session afterwards
     */
    200: Session;
};

export type PostSessionsByIdAssignResponse = PostSessionsByIdAssignResponses[keyof PostSessionsByIdAssignResponses];

export type PostSessionsByIdHoldData = {
    body: Hold;
    headers?: {
        /**
         * For 24 hours the same key with the same body gives the first answer again; with another body it is refused.
         */
        'Idempotency-Key'?: string;
    };
    path: {
        id: string;
    };
    query?: never;
    url: '/v1/sessions/{id}/hold';
};

export type PostSessionsByIdHoldErrors = {
    /**
     * `malformed_request`: the request cannot be read; `malformed_json`: the body is not strict json in utf-8
     */
    400: Problem;
    /**
     * `unauthenticated`: a valid credential is needed
     */
    401: Problem;
    /**
     * `forbidden`: the credential does not allow this
     */
    403: Problem;
    /**
     * `not_found`: there is no such thing
     */
    404: Problem;
    /**
     * `session_closed`: the session is closed; `wrong_status`: the state of the session does not allow this; `customer_waiting`: the customer waits for an answer; `not_assigned`: the agent does not have the session; `idempotency_in_progress`: the first call with this key is worked on
     */
    409: Problem;
    /**
     * `body_too_large`: the body is too large
     */
    413: Problem;
    /**
     * `unsupported_media_type`: the body must be application/json
     */
    415: Problem;
    /**
     * `validation_failed`: a field breaks a rule; `invalid_hold`: a hold must end in the future, within 30 days; `idempotency_key_reused`: the idempotency key belongs to another request
     */
    422: Problem;
    /**
     * `rate_limited`: too many requests
     */
    429: Problem;
    /**
     * `headers_too_large`: the headers are too large
     */
    431: Problem;
    /**
     * `internal_error`: something unexpected happened
     */
    500: Problem;
    /**
     * `unavailable`: not available right now
     */
    503: Problem;
};

export type PostSessionsByIdHoldError = PostSessionsByIdHoldErrors[keyof PostSessionsByIdHoldErrors];

export type PostSessionsByIdHoldResponses = {
    /**
     * The session afterwards
     */
    200: Session;
};

export type PostSessionsByIdHoldResponse = PostSessionsByIdHoldResponses[keyof PostSessionsByIdHoldResponses];

export type PostSessionsByIdResumeData = {
    body?: {
        [key: string]: never;
    };
    headers?: {
        /**
         * For 24 hours the same key with the same body gives the first answer again; with another body it is refused.
         */
        'Idempotency-Key'?: string;
    };
    path: {
        id: string;
    };
    query?: never;
    url: '/v1/sessions/{id}/resume';
};

export type PostSessionsByIdResumeErrors = {
    /**
     * `malformed_request`: the request cannot be read; `malformed_json`: the body is not strict json in utf-8
     */
    400: Problem;
    /**
     * `unauthenticated`: a valid credential is needed
     */
    401: Problem;
    /**
     * `forbidden`: the credential does not allow this
     */
    403: Problem;
    /**
     * `not_found`: there is no such thing
     */
    404: Problem;
    /**
     * `session_closed`: the session is closed; `wrong_status`: the state of the session does not allow this; `not_assigned`: the agent does not have the session; `idempotency_in_progress`: the first call with this key is worked on
     */
    409: Problem;
    /**
     * `body_too_large`: the body is too large
     */
    413: Problem;
    /**
     * `unsupported_media_type`: the body must be application/json
     */
    415: Problem;
    /**
     * `validation_failed`: a field breaks a rule; `idempotency_key_reused`: the idempotency key belongs to another request
     */
    422: Problem;
    /**
     * `rate_limited`: too many requests
     */
    429: Problem;
    /**
     * `headers_too_large`: the headers are too large
     */
    431: Problem;
    /**
     * `internal_error`: something unexpected happened
     */
    500: Problem;
    /**
     * `unavailable`: not available right now
     */
    503: Problem;
};

export type PostSessionsByIdResumeError = PostSessionsByIdResumeErrors[keyof PostSessionsByIdResumeErrors];

export type PostSessionsByIdResumeResponses = {
    /**
     * The session afterwards
     */
    200: Session;
};

export type PostSessionsByIdResumeResponse = PostSessionsByIdResumeResponses[keyof PostSessionsByIdResumeResponses];

export type PostSessionsByIdEndData = {
    body: End;
    headers?: {
        /**
         * For 24 hours the same key with the same body gives the first answer again; with another body it is refused.
         */
        'Idempotency-Key'?: string;
    };
    path: {
        id: string;
    };
    query?: never;
    url: '/v1/sessions/{id}/end';
};

export type PostSessionsByIdEndErrors = {
    /**
     * `malformed_request`: the request cannot be read; `malformed_json`: the body is not strict json in utf-8
     */
    400: Problem;
    /**
     * `unauthenticated`: a valid credential is needed
     */
    401: Problem;
    /**
     * `forbidden`: the credential does not allow this
     */
    403: Problem;
    /**
     * `not_found`: there is no such thing
     */
    404: Problem;
    /**
     * `session_closed`: the session is closed; `not_assigned`: the agent does not have the session; `idempotency_in_progress`: the first call with this key is worked on
     */
    409: Problem;
    /**
     * `body_too_large`: the body is too large
     */
    413: Problem;
    /**
     * `unsupported_media_type`: the body must be application/json
     */
    415: Problem;
    /**
     * `validation_failed`: a field breaks a rule; `idempotency_key_reused`: the idempotency key belongs to another request
     */
    422: Problem;
    /**
     * `rate_limited`: too many requests
     */
    429: Problem;
    /**
     * `headers_too_large`: the headers are too large
     */
    431: Problem;
    /**
     * `internal_error`: something unexpected happened
     */
    500: Problem;
    /**
     * `unavailable`: not available right now
     */
    503: Problem;
};

export type PostSessionsByIdEndError = PostSessionsByIdEndErrors[keyof PostSessionsByIdEndErrors];

export type PostSessionsByIdEndResponses = {
    /**
     * The session afterwards
     */
    200: Session;
};

export type PostSessionsByIdEndResponse = PostSessionsByIdEndResponses[keyof PostSessionsByIdEndResponses];

export type DeleteSessionsByIdTokenLinkData = {
    body?: never;
    path: {
        id: string;
    };
    query?: never;
    url: '/v1/sessions/{id}/token-link';
};

export type DeleteSessionsByIdTokenLinkErrors = {
    /**
     * `malformed_request`: the request cannot be read
     */
    400: Problem;
    /**
     * `unauthenticated`: a valid credential is needed
     */
    401: Problem;
    /**
     * `forbidden`: the credential does not allow this
     */
    403: Problem;
    /**
     * `not_found`: there is no such thing
     */
    404: Problem;
    /**
     * `body_too_large`: the body is too large
     */
    413: Problem;
    /**
     * `validation_failed`: a field breaks a rule
     */
    422: Problem;
    /**
     * `rate_limited`: too many requests
     */
    429: Problem;
    /**
     * `headers_too_large`: the headers are too large
     */
    431: Problem;
    /**
     * `internal_error`: something unexpected happened
     */
    500: Problem;
    /**
     * `unavailable`: not available right now
     */
    503: Problem;
};

export type DeleteSessionsByIdTokenLinkError = DeleteSessionsByIdTokenLinkErrors[keyof DeleteSessionsByIdTokenLinkErrors];

export type DeleteSessionsByIdTokenLinkResponses = {
    /**
     * No link is active
     */
    204: void;
};

export type DeleteSessionsByIdTokenLinkResponse = DeleteSessionsByIdTokenLinkResponses[keyof DeleteSessionsByIdTokenLinkResponses];

export type PostSessionsByIdTokenLinkData = {
    body?: never;
    headers?: {
        /**
         * For 24 hours the same key with the same body gives the first answer again; with another body it is refused.
         */
        'Idempotency-Key'?: string;
    };
    path: {
        id: string;
    };
    query?: never;
    url: '/v1/sessions/{id}/token-link';
};

export type PostSessionsByIdTokenLinkErrors = {
    /**
     * `malformed_request`: the request cannot be read
     */
    400: Problem;
    /**
     * `unauthenticated`: a valid credential is needed
     */
    401: Problem;
    /**
     * `forbidden`: the credential does not allow this
     */
    403: Problem;
    /**
     * `not_found`: there is no such thing
     */
    404: Problem;
    /**
     * `idempotency_in_progress`: the first call with this key is worked on
     */
    409: Problem;
    /**
     * `body_too_large`: the body is too large
     */
    413: Problem;
    /**
     * `validation_failed`: a field breaks a rule; `idempotency_key_reused`: the idempotency key belongs to another request
     */
    422: Problem;
    /**
     * `rate_limited`: too many requests
     */
    429: Problem;
    /**
     * `headers_too_large`: the headers are too large
     */
    431: Problem;
    /**
     * `internal_error`: something unexpected happened
     */
    500: Problem;
    /**
     * `unavailable`: not available right now
     */
    503: Problem;
};

export type PostSessionsByIdTokenLinkError = PostSessionsByIdTokenLinkErrors[keyof PostSessionsByIdTokenLinkErrors];

export type PostSessionsByIdTokenLinkResponses = {
    /**
     * Issued
     */
    201: TokenLink;
};

export type PostSessionsByIdTokenLinkResponse = PostSessionsByIdTokenLinkResponses[keyof PostSessionsByIdTokenLinkResponses];

export type GetJoinByTokenData = {
    body?: never;
    path: {
        token: string;
    };
    query?: never;
    url: '/join/{token}';
};

export type GetJoinByTokenErrors = {
    /**
     * `malformed_request`: the request cannot be read
     */
    400: Problem;
    /**
     * There never was such a link
     */
    404: string;
    /**
     * The link is over
     */
    410: string;
    /**
     * `body_too_large`: the body is too large
     */
    413: Problem;
    /**
     * `validation_failed`: a field breaks a rule
     */
    422: Problem;
    /**
     * `rate_limited`: too many requests
     */
    429: Problem;
    /**
     * `headers_too_large`: the headers are too large
     */
    431: Problem;
    /**
     * `internal_error`: something unexpected happened
     */
    500: Problem;
    /**
     * `unavailable`: not available right now
     */
    503: Problem;
};

export type GetJoinByTokenError = GetJoinByTokenErrors[keyof GetJoinByTokenErrors];

export type GetJoinByTokenResponses = {
    /**
     * The conversation
     */
    200: string;
};

export type GetJoinByTokenResponse = GetJoinByTokenResponses[keyof GetJoinByTokenResponses];

export type GetJoinByTokenMessagesData = {
    body?: never;
    path: {
        token: string;
    };
    query?: {
        /**
         * `nextCursor` of the answer before
         */
        cursor?: string;
    };
    url: '/v1/join/{token}/messages';
};

export type GetJoinByTokenMessagesErrors = {
    /**
     * `malformed_request`: the request cannot be read
     */
    400: Problem;
    /**
     * `not_found`: there is no such thing
     */
    404: Problem;
    /**
     * `token_not_active`: the link is no longer active
     */
    410: Problem;
    /**
     * `body_too_large`: the body is too large
     */
    413: Problem;
    /**
     * `validation_failed`: a field breaks a rule
     */
    422: Problem;
    /**
     * `rate_limited`: too many requests
     */
    429: Problem;
    /**
     * `headers_too_large`: the headers are too large
     */
    431: Problem;
    /**
     * `internal_error`: something unexpected happened
     */
    500: Problem;
    /**
     * `unavailable`: not available right now
     */
    503: Problem;
};

export type GetJoinByTokenMessagesError = GetJoinByTokenMessagesErrors[keyof GetJoinByTokenMessagesErrors];

export type GetJoinByTokenMessagesResponses = {
    /**
     * Messages
     */
    200: JoinMessages;
};

export type GetJoinByTokenMessagesResponse = GetJoinByTokenMessagesResponses[keyof GetJoinByTokenMessagesResponses];

export type PostJoinByTokenMessagesData = {
    body: JoinMessage;
    path: {
        token: string;
    };
    query?: never;
    url: '/v1/join/{token}/messages';
};

export type PostJoinByTokenMessagesErrors = {
    /**
     * `malformed_request`: the request cannot be read; `malformed_json`: the body is not strict json in utf-8
     */
    400: Problem;
    /**
     * `not_found`: there is no such thing
     */
    404: Problem;
    /**
     * `token_not_active`: the link is no longer active
     */
    410: Problem;
    /**
     * `body_too_large`: the body is too large
     */
    413: Problem;
    /**
     * `unsupported_media_type`: the body must be application/json
     */
    415: Problem;
    /**
     * `validation_failed`: a field breaks a rule
     */
    422: Problem;
    /**
     * `rate_limited`: too many requests
     */
    429: Problem;
    /**
     * `headers_too_large`: the headers are too large
     */
    431: Problem;
    /**
     * `internal_error`: something unexpected happened
     */
    500: Problem;
    /**
     * `unavailable`: not available right now
     */
    503: Problem;
};

export type PostJoinByTokenMessagesError = PostJoinByTokenMessagesErrors[keyof PostJoinByTokenMessagesErrors];

export type PostJoinByTokenMessagesResponses = {
    /**
     * Accepted
     */
    202: JoinMessageAccepted;
};

export type PostJoinByTokenMessagesResponse = PostJoinByTokenMessagesResponses[keyof PostJoinByTokenMessagesResponses];

export type PutSessionsByIdConversionData = {
    body: Conversion;
    path: {
        id: string;
    };
    query?: never;
    url: '/v1/sessions/{id}/conversion';
};

export type PutSessionsByIdConversionErrors = {
    /**
     * `malformed_request`: the request cannot be read; `malformed_json`: the body is not strict json in utf-8
     */
    400: Problem;
    /**
     * `unauthenticated`: a valid credential is needed
     */
    401: Problem;
    /**
     * `forbidden`: the credential does not allow this
     */
    403: Problem;
    /**
     * `not_found`: there is no such thing
     */
    404: Problem;
    /**
     * `body_too_large`: the body is too large
     */
    413: Problem;
    /**
     * `unsupported_media_type`: the body must be application/json
     */
    415: Problem;
    /**
     * `validation_failed`: a field breaks a rule
     */
    422: Problem;
    /**
     * `rate_limited`: too many requests
     */
    429: Problem;
    /**
     * `headers_too_large`: the headers are too large
     */
    431: Problem;
    /**
     * `internal_error`: something unexpected happened
     */
    500: Problem;
    /**
     * `unavailable`: not available right now
     */
    503: Problem;
};

export type PutSessionsByIdConversionError = PutSessionsByIdConversionErrors[keyof PutSessionsByIdConversionErrors];

export type PutSessionsByIdConversionResponses = {
    /**
     * The session
     */
    200: Session;
};

export type PutSessionsByIdConversionResponse = PutSessionsByIdConversionResponses[keyof PutSessionsByIdConversionResponses];

export type GetAgentsData = {
    body?: never;
    path?: never;
    query?: {
        /**
         * `nextCursor` of the page before
         */
        cursor?: string;
        limit?: number;
    };
    url: '/v1/agents';
};

export type GetAgentsErrors = {
    /**
     * `malformed_request`: the request cannot be read
     */
    400: Problem;
    /**
     * `unauthenticated`: a valid credential is needed
     */
    401: Problem;
    /**
     * `forbidden`: the credential does not allow this
     */
    403: Problem;
    /**
     * `body_too_large`: the body is too large
     */
    413: Problem;
    /**
     * `validation_failed`: a field breaks a rule
     */
    422: Problem;
    /**
     * `rate_limited`: too many requests
     */
    429: Problem;
    /**
     * `headers_too_large`: the headers are too large
     */
    431: Problem;
    /**
     * `internal_error`: something unexpected happened
     */
    500: Problem;
    /**
     * `unavailable`: not available right now
     */
    503: Problem;
};

export type GetAgentsError = GetAgentsErrors[keyof GetAgentsErrors];

export type GetAgentsResponses = {
    /**
     * A page, by ID
     */
    200: AgentPage;
};

export type GetAgentsResponse = GetAgentsResponses[keyof GetAgentsResponses];

export type PostAgentsData = {
    body: NewAgent;
    headers?: {
        /**
         * For 24 hours the same key with the same body gives the first answer again; with another body it is refused.
         */
        'Idempotency-Key'?: string;
    };
    path?: never;
    query?: never;
    url: '/v1/agents';
};

export type PostAgentsErrors = {
    /**
     * `malformed_request`: the request cannot be read; `malformed_json`: the body is not strict json in utf-8
     */
    400: Problem;
    /**
     * `unauthenticated`: a valid credential is needed
     */
    401: Problem;
    /**
     * `forbidden`: the credential does not allow this
     */
    403: Problem;
    /**
     * `agent_exists`: there is an agent with this id or address; `idempotency_in_progress`: the first call with this key is worked on
     */
    409: Problem;
    /**
     * `body_too_large`: the body is too large
     */
    413: Problem;
    /**
     * `unsupported_media_type`: the body must be application/json
     */
    415: Problem;
    /**
     * `validation_failed`: a field breaks a rule; `idempotency_key_reused`: the idempotency key belongs to another request
     */
    422: Problem;
    /**
     * `rate_limited`: too many requests
     */
    429: Problem;
    /**
     * `headers_too_large`: the headers are too large
     */
    431: Problem;
    /**
     * `internal_error`: something unexpected happened
     */
    500: Problem;
    /**
     * `unavailable`: not available right now
     */
    503: Problem;
};

export type PostAgentsError = PostAgentsErrors[keyof PostAgentsErrors];

export type PostAgentsResponses = {
    /**
     * Made
     */
    201: Agent;
};

export type PostAgentsResponse = PostAgentsResponses[keyof PostAgentsResponses];

export type DeleteAgentsByIdData = {
    body?: never;
    path: {
        id: string;
    };
    query?: never;
    url: '/v1/agents/{id}';
};

export type DeleteAgentsByIdErrors = {
    /**
     * `malformed_request`: the request cannot be read
     */
    400: Problem;
    /**
     * `unauthenticated`: a valid credential is needed
     */
    401: Problem;
    /**
     * `forbidden`: the credential does not allow this
     */
    403: Problem;
    /**
     * `not_found`: there is no such thing
     */
    404: Problem;
    /**
     * `body_too_large`: the body is too large
     */
    413: Problem;
    /**
     * `validation_failed`: a field breaks a rule
     */
    422: Problem;
    /**
     * `rate_limited`: too many requests
     */
    429: Problem;
    /**
     * `headers_too_large`: the headers are too large
     */
    431: Problem;
    /**
     * `internal_error`: something unexpected happened
     */
    500: Problem;
    /**
     * `unavailable`: not available right now
     */
    503: Problem;
};

export type DeleteAgentsByIdError = DeleteAgentsByIdErrors[keyof DeleteAgentsByIdErrors];

export type DeleteAgentsByIdResponses = {
    /**
     * Deleted, now or before
     */
    204: void;
};

export type DeleteAgentsByIdResponse = DeleteAgentsByIdResponses[keyof DeleteAgentsByIdResponses];

export type GetAgentsByIdData = {
    body?: never;
    path: {
        id: string;
    };
    query?: never;
    url: '/v1/agents/{id}';
};

export type GetAgentsByIdErrors = {
    /**
     * `malformed_request`: the request cannot be read
     */
    400: Problem;
    /**
     * `unauthenticated`: a valid credential is needed
     */
    401: Problem;
    /**
     * `forbidden`: the credential does not allow this
     */
    403: Problem;
    /**
     * `not_found`: there is no such thing
     */
    404: Problem;
    /**
     * `body_too_large`: the body is too large
     */
    413: Problem;
    /**
     * `validation_failed`: a field breaks a rule
     */
    422: Problem;
    /**
     * `rate_limited`: too many requests
     */
    429: Problem;
    /**
     * `headers_too_large`: the headers are too large
     */
    431: Problem;
    /**
     * `internal_error`: something unexpected happened
     */
    500: Problem;
    /**
     * `unavailable`: not available right now
     */
    503: Problem;
};

export type GetAgentsByIdError = GetAgentsByIdErrors[keyof GetAgentsByIdErrors];

export type GetAgentsByIdResponses = {
    /**
     * The agent
     */
    200: Agent;
};

export type GetAgentsByIdResponse = GetAgentsByIdResponses[keyof GetAgentsByIdResponses];

export type PatchAgentsByIdData = {
    body: AgentChanges;
    path: {
        id: string;
    };
    query?: never;
    url: '/v1/agents/{id}';
};

export type PatchAgentsByIdErrors = {
    /**
     * `malformed_request`: the request cannot be read; `malformed_json`: the body is not strict json in utf-8
     */
    400: Problem;
    /**
     * `unauthenticated`: a valid credential is needed
     */
    401: Problem;
    /**
     * `forbidden`: the credential does not allow this
     */
    403: Problem;
    /**
     * `not_found`: there is no such thing
     */
    404: Problem;
    /**
     * `body_too_large`: the body is too large
     */
    413: Problem;
    /**
     * `unsupported_media_type`: the body must be application/json
     */
    415: Problem;
    /**
     * `validation_failed`: a field breaks a rule
     */
    422: Problem;
    /**
     * `rate_limited`: too many requests
     */
    429: Problem;
    /**
     * `headers_too_large`: the headers are too large
     */
    431: Problem;
    /**
     * `internal_error`: something unexpected happened
     */
    500: Problem;
    /**
     * `unavailable`: not available right now
     */
    503: Problem;
};

export type PatchAgentsByIdError = PatchAgentsByIdErrors[keyof PatchAgentsByIdErrors];

export type PatchAgentsByIdResponses = {
    /**
     * The agent afterwards
     */
    200: Agent;
};

export type PatchAgentsByIdResponse = PatchAgentsByIdResponses[keyof PatchAgentsByIdResponses];

export type PutAgentsByIdPresenceData = {
    body: Presence;
    path: {
        id: string;
    };
    query?: never;
    url: '/v1/agents/{id}/presence';
};

export type PutAgentsByIdPresenceErrors = {
    /**
     * `malformed_request`: the request cannot be read; `malformed_json`: the body is not strict json in utf-8
     */
    400: Problem;
    /**
     * `unauthenticated`: a valid credential is needed
     */
    401: Problem;
    /**
     * `forbidden`: the credential does not allow this
     */
    403: Problem;
    /**
     * `not_found`: there is no such thing
     */
    404: Problem;
    /**
     * `body_too_large`: the body is too large
     */
    413: Problem;
    /**
     * `unsupported_media_type`: the body must be application/json
     */
    415: Problem;
    /**
     * `validation_failed`: a field breaks a rule
     */
    422: Problem;
    /**
     * `rate_limited`: too many requests
     */
    429: Problem;
    /**
     * `headers_too_large`: the headers are too large
     */
    431: Problem;
    /**
     * `internal_error`: something unexpected happened
     */
    500: Problem;
    /**
     * `unavailable`: not available right now
     */
    503: Problem;
};

export type PutAgentsByIdPresenceError = PutAgentsByIdPresenceErrors[keyof PutAgentsByIdPresenceErrors];

export type PutAgentsByIdPresenceResponses = {
    /**
     * The agent afterwards
     */
    200: Agent;
};

export type PutAgentsByIdPresenceResponse = PutAgentsByIdPresenceResponses[keyof PutAgentsByIdPresenceResponses];

export type GetEventsData = {
    body?: never;
    headers?: {
        /**
         * The last `id` that was read: everything since then comes first.
         */
        'Last-Event-ID'?: string;
    };
    path?: never;
    query?: {
        sessionId?: string;
        channel?: string;
        /**
         * Only events of these types, with commas between them
         */
        types?: string;
    };
    url: '/v1/events';
};

export type GetEventsErrors = {
    /**
     * `malformed_request`: the request cannot be read
     */
    400: Problem;
    /**
     * `unauthenticated`: a valid credential is needed
     */
    401: Problem;
    /**
     * `forbidden`: the credential does not allow this
     */
    403: Problem;
    /**
     * `body_too_large`: the body is too large
     */
    413: Problem;
    /**
     * `validation_failed`: a field breaks a rule
     */
    422: Problem;
    /**
     * `rate_limited`: too many requests; `too_many_streams`: the caller has too many streams
     */
    429: Problem;
    /**
     * `headers_too_large`: the headers are too large
     */
    431: Problem;
    /**
     * `internal_error`: something unexpected happened
     */
    500: Problem;
    /**
     * `unavailable`: not available right now
     */
    503: Problem;
};

export type GetEventsError = GetEventsErrors[keyof GetEventsErrors];

export type GetEventsResponses = {
    /**
     * Events until the caller or the server closes the connection
     */
    200: Event;
};

export type GetEventsResponse = GetEventsResponses[keyof GetEventsResponses];

export type GetSettingsData = {
    body?: never;
    path?: never;
    query?: never;
    url: '/v1/settings';
};

export type GetSettingsErrors = {
    /**
     * `malformed_request`: the request cannot be read
     */
    400: Problem;
    /**
     * `unauthenticated`: a valid credential is needed
     */
    401: Problem;
    /**
     * `forbidden`: the credential does not allow this
     */
    403: Problem;
    /**
     * `body_too_large`: the body is too large
     */
    413: Problem;
    /**
     * `validation_failed`: a field breaks a rule
     */
    422: Problem;
    /**
     * `rate_limited`: too many requests
     */
    429: Problem;
    /**
     * `headers_too_large`: the headers are too large
     */
    431: Problem;
    /**
     * `internal_error`: something unexpected happened
     */
    500: Problem;
    /**
     * `unavailable`: not available right now
     */
    503: Problem;
};

export type GetSettingsError = GetSettingsErrors[keyof GetSettingsErrors];

export type GetSettingsResponses = {
    /**
     * The settings in force
     */
    200: SavedSettings;
};

export type GetSettingsResponse = GetSettingsResponses[keyof GetSettingsResponses];

export type PutSettingsData = {
    body: Settings;
    headers?: {
        /**
         * The `ETag` that was read: 412 when somebody saved in between.
         */
        'If-Match'?: string;
    };
    path?: never;
    query?: never;
    url: '/v1/settings';
};

export type PutSettingsErrors = {
    /**
     * `malformed_request`: the request cannot be read; `malformed_json`: the body is not strict json in utf-8
     */
    400: Problem;
    /**
     * `unauthenticated`: a valid credential is needed
     */
    401: Problem;
    /**
     * `forbidden`: the credential does not allow this
     */
    403: Problem;
    /**
     * `precondition_failed`: somebody saved in between
     */
    412: Problem;
    /**
     * `body_too_large`: the body is too large
     */
    413: Problem;
    /**
     * `unsupported_media_type`: the body must be application/json
     */
    415: Problem;
    /**
     * `validation_failed`: a field breaks a rule
     */
    422: Problem;
    /**
     * `rate_limited`: too many requests
     */
    429: Problem;
    /**
     * `headers_too_large`: the headers are too large
     */
    431: Problem;
    /**
     * `internal_error`: something unexpected happened
     */
    500: Problem;
    /**
     * `unavailable`: not available right now
     */
    503: Problem;
};

export type PutSettingsError = PutSettingsErrors[keyof PutSettingsErrors];

export type PutSettingsResponses = {
    /**
     * Saved
     */
    200: SavedSettings;
};

export type PutSettingsResponse = PutSettingsResponses[keyof PutSettingsResponses];

export type GetSettingsVersionsData = {
    body?: never;
    path?: never;
    query?: {
        /**
         * `nextCursor` of the page before
         */
        cursor?: string;
        limit?: number;
    };
    url: '/v1/settings/versions';
};

export type GetSettingsVersionsErrors = {
    /**
     * `malformed_request`: the request cannot be read
     */
    400: Problem;
    /**
     * `unauthenticated`: a valid credential is needed
     */
    401: Problem;
    /**
     * `forbidden`: the credential does not allow this
     */
    403: Problem;
    /**
     * `body_too_large`: the body is too large
     */
    413: Problem;
    /**
     * `validation_failed`: a field breaks a rule
     */
    422: Problem;
    /**
     * `rate_limited`: too many requests
     */
    429: Problem;
    /**
     * `headers_too_large`: the headers are too large
     */
    431: Problem;
    /**
     * `internal_error`: something unexpected happened
     */
    500: Problem;
    /**
     * `unavailable`: not available right now
     */
    503: Problem;
};

export type GetSettingsVersionsError = GetSettingsVersionsErrors[keyof GetSettingsVersionsErrors];

export type GetSettingsVersionsResponses = {
    /**
     * A page
     */
    200: SettingsVersions;
};

export type GetSettingsVersionsResponse = GetSettingsVersionsResponses[keyof GetSettingsVersionsResponses];

export type DeleteSettingsChannelsByChannelData = {
    body?: never;
    headers?: {
        /**
         * The `ETag` that was read: 412 when somebody saved in between.
         */
        'If-Match'?: string;
    };
    path: {
        channel: string;
    };
    query?: never;
    url: '/v1/settings/channels/{channel}';
};

export type DeleteSettingsChannelsByChannelErrors = {
    /**
     * `malformed_request`: the request cannot be read
     */
    400: Problem;
    /**
     * `unauthenticated`: a valid credential is needed
     */
    401: Problem;
    /**
     * `forbidden`: the credential does not allow this
     */
    403: Problem;
    /**
     * `precondition_failed`: somebody saved in between
     */
    412: Problem;
    /**
     * `body_too_large`: the body is too large
     */
    413: Problem;
    /**
     * `validation_failed`: a field breaks a rule
     */
    422: Problem;
    /**
     * `rate_limited`: too many requests
     */
    429: Problem;
    /**
     * `headers_too_large`: the headers are too large
     */
    431: Problem;
    /**
     * `internal_error`: something unexpected happened
     */
    500: Problem;
    /**
     * `unavailable`: not available right now
     */
    503: Problem;
};

export type DeleteSettingsChannelsByChannelError = DeleteSettingsChannelsByChannelErrors[keyof DeleteSettingsChannelsByChannelErrors];

export type DeleteSettingsChannelsByChannelResponses = {
    /**
     * The default holds again
     */
    204: void;
};

export type DeleteSettingsChannelsByChannelResponse = DeleteSettingsChannelsByChannelResponses[keyof DeleteSettingsChannelsByChannelResponses];

export type GetSettingsChannelsByChannelData = {
    body?: never;
    path: {
        channel: string;
    };
    query?: never;
    url: '/v1/settings/channels/{channel}';
};

export type GetSettingsChannelsByChannelErrors = {
    /**
     * `malformed_request`: the request cannot be read
     */
    400: Problem;
    /**
     * `unauthenticated`: a valid credential is needed
     */
    401: Problem;
    /**
     * `forbidden`: the credential does not allow this
     */
    403: Problem;
    /**
     * `body_too_large`: the body is too large
     */
    413: Problem;
    /**
     * `validation_failed`: a field breaks a rule
     */
    422: Problem;
    /**
     * `rate_limited`: too many requests
     */
    429: Problem;
    /**
     * `headers_too_large`: the headers are too large
     */
    431: Problem;
    /**
     * `internal_error`: something unexpected happened
     */
    500: Problem;
    /**
     * `unavailable`: not available right now
     */
    503: Problem;
};

export type GetSettingsChannelsByChannelError = GetSettingsChannelsByChannelErrors[keyof GetSettingsChannelsByChannelErrors];

export type GetSettingsChannelsByChannelResponses = {
    /**
     * In force
     */
    200: ChannelSettings;
};

export type GetSettingsChannelsByChannelResponse = GetSettingsChannelsByChannelResponses[keyof GetSettingsChannelsByChannelResponses];

export type PutSettingsChannelsByChannelData = {
    body: SettingsOverrides;
    headers?: {
        /**
         * The `ETag` that was read: 412 when somebody saved in between.
         */
        'If-Match'?: string;
    };
    path: {
        channel: string;
    };
    query?: never;
    url: '/v1/settings/channels/{channel}';
};

export type PutSettingsChannelsByChannelErrors = {
    /**
     * `malformed_request`: the request cannot be read; `malformed_json`: the body is not strict json in utf-8
     */
    400: Problem;
    /**
     * `unauthenticated`: a valid credential is needed
     */
    401: Problem;
    /**
     * `forbidden`: the credential does not allow this
     */
    403: Problem;
    /**
     * `precondition_failed`: somebody saved in between
     */
    412: Problem;
    /**
     * `body_too_large`: the body is too large
     */
    413: Problem;
    /**
     * `unsupported_media_type`: the body must be application/json
     */
    415: Problem;
    /**
     * `validation_failed`: a field breaks a rule
     */
    422: Problem;
    /**
     * `rate_limited`: too many requests
     */
    429: Problem;
    /**
     * `headers_too_large`: the headers are too large
     */
    431: Problem;
    /**
     * `internal_error`: something unexpected happened
     */
    500: Problem;
    /**
     * `unavailable`: not available right now
     */
    503: Problem;
};

export type PutSettingsChannelsByChannelError = PutSettingsChannelsByChannelErrors[keyof PutSettingsChannelsByChannelErrors];

export type PutSettingsChannelsByChannelResponses = {
    /**
     * Saved
     */
    200: ChannelSettings;
};

export type PutSettingsChannelsByChannelResponse = PutSettingsChannelsByChannelResponses[keyof PutSettingsChannelsByChannelResponses];

export type GetKeysData = {
    body?: never;
    path?: never;
    query?: {
        /**
         * `nextCursor` of the page before
         */
        cursor?: string;
        limit?: number;
    };
    url: '/v1/keys';
};

export type GetKeysErrors = {
    /**
     * `malformed_request`: the request cannot be read
     */
    400: Problem;
    /**
     * `unauthenticated`: a valid credential is needed
     */
    401: Problem;
    /**
     * `forbidden`: the credential does not allow this
     */
    403: Problem;
    /**
     * `body_too_large`: the body is too large
     */
    413: Problem;
    /**
     * `validation_failed`: a field breaks a rule
     */
    422: Problem;
    /**
     * `rate_limited`: too many requests
     */
    429: Problem;
    /**
     * `headers_too_large`: the headers are too large
     */
    431: Problem;
    /**
     * `internal_error`: something unexpected happened
     */
    500: Problem;
    /**
     * `unavailable`: not available right now
     */
    503: Problem;
};

export type GetKeysError = GetKeysErrors[keyof GetKeysErrors];

export type GetKeysResponses = {
    /**
     * A page
     */
    200: KeyPage;
};

export type GetKeysResponse = GetKeysResponses[keyof GetKeysResponses];

export type PostKeysData = {
    body: NewKey;
    headers?: {
        /**
         * For 24 hours the same key with the same body gives the first answer again; with another body it is refused.
         */
        'Idempotency-Key'?: string;
    };
    path?: never;
    query?: never;
    url: '/v1/keys';
};

export type PostKeysErrors = {
    /**
     * `malformed_request`: the request cannot be read; `malformed_json`: the body is not strict json in utf-8
     */
    400: Problem;
    /**
     * `unauthenticated`: a valid credential is needed
     */
    401: Problem;
    /**
     * `forbidden`: the credential does not allow this
     */
    403: Problem;
    /**
     * `idempotency_in_progress`: the first call with this key is worked on
     */
    409: Problem;
    /**
     * `body_too_large`: the body is too large
     */
    413: Problem;
    /**
     * `unsupported_media_type`: the body must be application/json
     */
    415: Problem;
    /**
     * `validation_failed`: a field breaks a rule; `unknown_agent`: there is no such agent; `idempotency_key_reused`: the idempotency key belongs to another request
     */
    422: Problem;
    /**
     * `rate_limited`: too many requests
     */
    429: Problem;
    /**
     * `headers_too_large`: the headers are too large
     */
    431: Problem;
    /**
     * `internal_error`: something unexpected happened
     */
    500: Problem;
    /**
     * `unavailable`: not available right now
     */
    503: Problem;
};

export type PostKeysError = PostKeysErrors[keyof PostKeysErrors];

export type PostKeysResponses = {
    /**
     * Made
     */
    201: CreatedKey;
};

export type PostKeysResponse = PostKeysResponses[keyof PostKeysResponses];

export type DeleteKeysByIdData = {
    body?: never;
    path: {
        id: string;
    };
    query?: never;
    url: '/v1/keys/{id}';
};

export type DeleteKeysByIdErrors = {
    /**
     * `malformed_request`: the request cannot be read
     */
    400: Problem;
    /**
     * `unauthenticated`: a valid credential is needed
     */
    401: Problem;
    /**
     * `forbidden`: the credential does not allow this
     */
    403: Problem;
    /**
     * `not_found`: there is no such thing
     */
    404: Problem;
    /**
     * `body_too_large`: the body is too large
     */
    413: Problem;
    /**
     * `validation_failed`: a field breaks a rule
     */
    422: Problem;
    /**
     * `rate_limited`: too many requests
     */
    429: Problem;
    /**
     * `headers_too_large`: the headers are too large
     */
    431: Problem;
    /**
     * `internal_error`: something unexpected happened
     */
    500: Problem;
    /**
     * `unavailable`: not available right now
     */
    503: Problem;
};

export type DeleteKeysByIdError = DeleteKeysByIdErrors[keyof DeleteKeysByIdErrors];

export type DeleteKeysByIdResponses = {
    /**
     * Revoked, now or before
     */
    204: void;
};

export type DeleteKeysByIdResponse = DeleteKeysByIdResponses[keyof DeleteKeysByIdResponses];

export type PostAuthSignInData = {
    body: SignIn;
    path?: never;
    query?: never;
    url: '/v1/auth/sign-in';
};

export type PostAuthSignInErrors = {
    /**
     * `malformed_request`: the request cannot be read; `malformed_json`: the body is not strict json in utf-8
     */
    400: Problem;
    /**
     * `sign_in_failed`: the e-mail address or the password is wrong
     */
    401: Problem;
    /**
     * `cross_origin`: another site may have made this request; `sign_in_disabled`: nobody can sign in here
     */
    403: Problem;
    /**
     * `body_too_large`: the body is too large
     */
    413: Problem;
    /**
     * `unsupported_media_type`: the body must be application/json
     */
    415: Problem;
    /**
     * `validation_failed`: a field breaks a rule
     */
    422: Problem;
    /**
     * `rate_limited`: too many requests; `too_many_attempts`: too many attempts to sign in failed
     */
    429: Problem;
    /**
     * `headers_too_large`: the headers are too large
     */
    431: Problem;
    /**
     * `internal_error`: something unexpected happened
     */
    500: Problem;
    /**
     * `unavailable`: not available right now
     */
    503: Problem;
};

export type PostAuthSignInError = PostAuthSignInErrors[keyof PostAuthSignInErrors];

export type PostAuthSignInResponses = {
    /**
     * Signed in
     */
    200: Me;
};

export type PostAuthSignInResponse = PostAuthSignInResponses[keyof PostAuthSignInResponses];

export type PostAuthSignOutData = {
    body?: never;
    path?: never;
    query?: never;
    url: '/v1/auth/sign-out';
};

export type PostAuthSignOutErrors = {
    /**
     * `malformed_request`: the request cannot be read
     */
    400: Problem;
    /**
     * `cross_origin`: another site may have made this request; `sign_in_disabled`: nobody can sign in here
     */
    403: Problem;
    /**
     * `body_too_large`: the body is too large
     */
    413: Problem;
    /**
     * `validation_failed`: a field breaks a rule
     */
    422: Problem;
    /**
     * `rate_limited`: too many requests
     */
    429: Problem;
    /**
     * `headers_too_large`: the headers are too large
     */
    431: Problem;
    /**
     * `internal_error`: something unexpected happened
     */
    500: Problem;
    /**
     * `unavailable`: not available right now
     */
    503: Problem;
};

export type PostAuthSignOutError = PostAuthSignOutErrors[keyof PostAuthSignOutErrors];

export type PostAuthSignOutResponses = {
    /**
     * Signed out, now or before
     */
    204: void;
};

export type PostAuthSignOutResponse = PostAuthSignOutResponses[keyof PostAuthSignOutResponses];

export type GetAuthMeData = {
    body?: never;
    path?: never;
    query?: never;
    url: '/v1/auth/me';
};

export type GetAuthMeErrors = {
    /**
     * `malformed_request`: the request cannot be read
     */
    400: Problem;
    /**
     * `unauthenticated`: a valid credential is needed
     */
    401: Problem;
    /**
     * `forbidden`: the credential does not allow this
     */
    403: Problem;
    /**
     * `body_too_large`: the body is too large
     */
    413: Problem;
    /**
     * `validation_failed`: a field breaks a rule
     */
    422: Problem;
    /**
     * `rate_limited`: too many requests
     */
    429: Problem;
    /**
     * `headers_too_large`: the headers are too large
     */
    431: Problem;
    /**
     * `internal_error`: something unexpected happened
     */
    500: Problem;
    /**
     * `unavailable`: not available right now
     */
    503: Problem;
};

export type GetAuthMeError = GetAuthMeErrors[keyof GetAuthMeErrors];

export type GetAuthMeResponses = {
    /**
     * Who the cookie or key belongs to
     */
    200: Me;
};

export type GetAuthMeResponse = GetAuthMeResponses[keyof GetAuthMeResponses];

export type GetAuthOidcData = {
    body?: never;
    path?: never;
    query?: never;
    url: '/v1/auth/oidc';
};

export type GetAuthOidcErrors = {
    /**
     * `malformed_request`: the request cannot be read
     */
    400: Problem;
    /**
     * `sign_in_disabled`: nobody can sign in here
     */
    403: Problem;
    /**
     * `body_too_large`: the body is too large
     */
    413: Problem;
    /**
     * `validation_failed`: a field breaks a rule
     */
    422: Problem;
    /**
     * `rate_limited`: too many requests
     */
    429: Problem;
    /**
     * `headers_too_large`: the headers are too large
     */
    431: Problem;
    /**
     * `internal_error`: something unexpected happened
     */
    500: Problem;
    /**
     * `unavailable`: not available right now
     */
    503: Problem;
};

export type GetAuthOidcError = GetAuthOidcErrors[keyof GetAuthOidcErrors];

export type GetAuthOidcCallbackData = {
    body?: never;
    path?: never;
    query?: {
        code?: string;
        state?: string;
        error?: string;
    };
    url: '/v1/auth/oidc/callback';
};

export type GetAuthOidcCallbackErrors = {
    /**
     * `malformed_request`: the request cannot be read
     */
    400: Problem;
    /**
     * `sign_in_failed`: the e-mail address or the password is wrong
     */
    401: Problem;
    /**
     * `sign_in_disabled`: nobody can sign in here
     */
    403: Problem;
    /**
     * `body_too_large`: the body is too large
     */
    413: Problem;
    /**
     * `validation_failed`: a field breaks a rule
     */
    422: Problem;
    /**
     * `rate_limited`: too many requests
     */
    429: Problem;
    /**
     * `headers_too_large`: the headers are too large
     */
    431: Problem;
    /**
     * `internal_error`: something unexpected happened
     */
    500: Problem;
    /**
     * `unavailable`: not available right now
     */
    503: Problem;
};

export type GetAuthOidcCallbackError = GetAuthOidcCallbackErrors[keyof GetAuthOidcCallbackErrors];

export type GetUsersData = {
    body?: never;
    path?: never;
    query?: {
        /**
         * `nextCursor` of the page before
         */
        cursor?: string;
        limit?: number;
    };
    url: '/v1/users';
};

export type GetUsersErrors = {
    /**
     * `malformed_request`: the request cannot be read
     */
    400: Problem;
    /**
     * `unauthenticated`: a valid credential is needed
     */
    401: Problem;
    /**
     * `forbidden`: the credential does not allow this
     */
    403: Problem;
    /**
     * `body_too_large`: the body is too large
     */
    413: Problem;
    /**
     * `validation_failed`: a field breaks a rule
     */
    422: Problem;
    /**
     * `rate_limited`: too many requests
     */
    429: Problem;
    /**
     * `headers_too_large`: the headers are too large
     */
    431: Problem;
    /**
     * `internal_error`: something unexpected happened
     */
    500: Problem;
    /**
     * `unavailable`: not available right now
     */
    503: Problem;
};

export type GetUsersError = GetUsersErrors[keyof GetUsersErrors];

export type GetUsersResponses = {
    /**
     * A page, oldest first
     */
    200: UserPage;
};

export type GetUsersResponse = GetUsersResponses[keyof GetUsersResponses];

export type PostUsersData = {
    body: NewUser;
    headers?: {
        /**
         * For 24 hours the same key with the same body gives the first answer again; with another body it is refused.
         */
        'Idempotency-Key'?: string;
    };
    path?: never;
    query?: never;
    url: '/v1/users';
};

export type PostUsersErrors = {
    /**
     * `malformed_request`: the request cannot be read; `malformed_json`: the body is not strict json in utf-8
     */
    400: Problem;
    /**
     * `unauthenticated`: a valid credential is needed
     */
    401: Problem;
    /**
     * `forbidden`: the credential does not allow this
     */
    403: Problem;
    /**
     * `user_exists`: there is a user with this e-mail address; `idempotency_in_progress`: the first call with this key is worked on
     */
    409: Problem;
    /**
     * `body_too_large`: the body is too large
     */
    413: Problem;
    /**
     * `unsupported_media_type`: the body must be application/json
     */
    415: Problem;
    /**
     * `validation_failed`: a field breaks a rule; `unknown_agent`: there is no such agent; `idempotency_key_reused`: the idempotency key belongs to another request
     */
    422: Problem;
    /**
     * `rate_limited`: too many requests
     */
    429: Problem;
    /**
     * `headers_too_large`: the headers are too large
     */
    431: Problem;
    /**
     * `internal_error`: something unexpected happened
     */
    500: Problem;
    /**
     * `unavailable`: not available right now
     */
    503: Problem;
};

export type PostUsersError = PostUsersErrors[keyof PostUsersErrors];

export type PostUsersResponses = {
    /**
     * Made
     */
    201: User;
};

export type PostUsersResponse = PostUsersResponses[keyof PostUsersResponses];

export type DeleteUsersByIdData = {
    body?: never;
    path: {
        id: string;
    };
    query?: never;
    url: '/v1/users/{id}';
};

export type DeleteUsersByIdErrors = {
    /**
     * `malformed_request`: the request cannot be read
     */
    400: Problem;
    /**
     * `unauthenticated`: a valid credential is needed
     */
    401: Problem;
    /**
     * `forbidden`: the credential does not allow this
     */
    403: Problem;
    /**
     * `not_found`: there is no such thing
     */
    404: Problem;
    /**
     * `last_admin`: no admin would be left
     */
    409: Problem;
    /**
     * `body_too_large`: the body is too large
     */
    413: Problem;
    /**
     * `validation_failed`: a field breaks a rule
     */
    422: Problem;
    /**
     * `rate_limited`: too many requests
     */
    429: Problem;
    /**
     * `headers_too_large`: the headers are too large
     */
    431: Problem;
    /**
     * `internal_error`: something unexpected happened
     */
    500: Problem;
    /**
     * `unavailable`: not available right now
     */
    503: Problem;
};

export type DeleteUsersByIdError = DeleteUsersByIdErrors[keyof DeleteUsersByIdErrors];

export type DeleteUsersByIdResponses = {
    /**
     * Deleted, and signed out everywhere
     */
    204: void;
};

export type DeleteUsersByIdResponse = DeleteUsersByIdResponses[keyof DeleteUsersByIdResponses];

export type GetUsersByIdData = {
    body?: never;
    path: {
        id: string;
    };
    query?: never;
    url: '/v1/users/{id}';
};

export type GetUsersByIdErrors = {
    /**
     * `malformed_request`: the request cannot be read
     */
    400: Problem;
    /**
     * `unauthenticated`: a valid credential is needed
     */
    401: Problem;
    /**
     * `forbidden`: the credential does not allow this
     */
    403: Problem;
    /**
     * `not_found`: there is no such thing
     */
    404: Problem;
    /**
     * `body_too_large`: the body is too large
     */
    413: Problem;
    /**
     * `validation_failed`: a field breaks a rule
     */
    422: Problem;
    /**
     * `rate_limited`: too many requests
     */
    429: Problem;
    /**
     * `headers_too_large`: the headers are too large
     */
    431: Problem;
    /**
     * `internal_error`: something unexpected happened
     */
    500: Problem;
    /**
     * `unavailable`: not available right now
     */
    503: Problem;
};

export type GetUsersByIdError = GetUsersByIdErrors[keyof GetUsersByIdErrors];

export type GetUsersByIdResponses = {
    /**
     * The user
     */
    200: User;
};

export type GetUsersByIdResponse = GetUsersByIdResponses[keyof GetUsersByIdResponses];

export type PatchUsersByIdData = {
    body: UserChanges;
    path: {
        id: string;
    };
    query?: never;
    url: '/v1/users/{id}';
};

export type PatchUsersByIdErrors = {
    /**
     * `malformed_request`: the request cannot be read; `malformed_json`: the body is not strict json in utf-8
     */
    400: Problem;
    /**
     * `unauthenticated`: a valid credential is needed
     */
    401: Problem;
    /**
     * `forbidden`: the credential does not allow this
     */
    403: Problem;
    /**
     * `not_found`: there is no such thing
     */
    404: Problem;
    /**
     * `last_admin`: no admin would be left
     */
    409: Problem;
    /**
     * `body_too_large`: the body is too large
     */
    413: Problem;
    /**
     * `unsupported_media_type`: the body must be application/json
     */
    415: Problem;
    /**
     * `validation_failed`: a field breaks a rule; `unknown_agent`: there is no such agent
     */
    422: Problem;
    /**
     * `rate_limited`: too many requests
     */
    429: Problem;
    /**
     * `headers_too_large`: the headers are too large
     */
    431: Problem;
    /**
     * `internal_error`: something unexpected happened
     */
    500: Problem;
    /**
     * `unavailable`: not available right now
     */
    503: Problem;
};

export type PatchUsersByIdError = PatchUsersByIdErrors[keyof PatchUsersByIdErrors];

export type PatchUsersByIdResponses = {
    /**
     * The user afterwards
     */
    200: User;
};

export type PatchUsersByIdResponse = PatchUsersByIdResponses[keyof PatchUsersByIdResponses];

export type PostCodecDecodeData = {
    body: Payloads;
    headers?: {
        /**
         * The namespace that the payloads are from; it changes nothing
         */
        'X-Namespace'?: string;
    };
    path?: never;
    query?: never;
    url: '/v1/codec/decode';
};

export type PostCodecDecodeErrors = {
    /**
     * `malformed_request`: the request cannot be read; `malformed_json`: the body is not strict json in utf-8
     */
    400: Problem;
    /**
     * `unauthenticated`: a valid credential is needed
     */
    401: Problem;
    /**
     * `forbidden`: the credential does not allow this
     */
    403: Problem;
    /**
     * `body_too_large`: the body is too large
     */
    413: Problem;
    /**
     * `unsupported_media_type`: the body must be application/json
     */
    415: Problem;
    /**
     * `validation_failed`: a field breaks a rule
     */
    422: Problem;
    /**
     * `rate_limited`: too many requests
     */
    429: Problem;
    /**
     * `headers_too_large`: the headers are too large
     */
    431: Problem;
    /**
     * `internal_error`: something unexpected happened
     */
    500: Problem;
    /**
     * `unavailable`: not available right now
     */
    503: Problem;
};

export type PostCodecDecodeError = PostCodecDecodeErrors[keyof PostCodecDecodeErrors];

export type PostCodecDecodeResponses = {
    /**
     * The payloads, in their order
     */
    200: Payloads;
};

export type PostCodecDecodeResponse = PostCodecDecodeResponses[keyof PostCodecDecodeResponses];

export type PostCodecEncodeData = {
    body: Payloads;
    headers?: {
        /**
         * The namespace that the payloads are from; it changes nothing
         */
        'X-Namespace'?: string;
    };
    path?: never;
    query?: never;
    url: '/v1/codec/encode';
};

export type PostCodecEncodeErrors = {
    /**
     * `malformed_request`: the request cannot be read; `malformed_json`: the body is not strict json in utf-8
     */
    400: Problem;
    /**
     * `unauthenticated`: a valid credential is needed
     */
    401: Problem;
    /**
     * `forbidden`: the credential does not allow this
     */
    403: Problem;
    /**
     * `body_too_large`: the body is too large
     */
    413: Problem;
    /**
     * `unsupported_media_type`: the body must be application/json
     */
    415: Problem;
    /**
     * `validation_failed`: a field breaks a rule
     */
    422: Problem;
    /**
     * `rate_limited`: too many requests
     */
    429: Problem;
    /**
     * `headers_too_large`: the headers are too large
     */
    431: Problem;
    /**
     * `internal_error`: something unexpected happened
     */
    500: Problem;
    /**
     * `unavailable`: not available right now
     */
    503: Problem;
};

export type PostCodecEncodeError = PostCodecEncodeErrors[keyof PostCodecEncodeErrors];

export type PostCodecEncodeResponses = {
    /**
     * The payloads, in their order
     */
    200: Payloads;
};

export type PostCodecEncodeResponse = PostCodecEncodeResponses[keyof PostCodecEncodeResponses];

export type GetWebhooksData = {
    body?: never;
    path?: never;
    query?: {
        /**
         * `nextCursor` of the page before
         */
        cursor?: string;
        limit?: number;
    };
    url: '/v1/webhooks';
};

export type GetWebhooksErrors = {
    /**
     * `malformed_request`: the request cannot be read
     */
    400: Problem;
    /**
     * `unauthenticated`: a valid credential is needed
     */
    401: Problem;
    /**
     * `forbidden`: the credential does not allow this
     */
    403: Problem;
    /**
     * `body_too_large`: the body is too large
     */
    413: Problem;
    /**
     * `validation_failed`: a field breaks a rule
     */
    422: Problem;
    /**
     * `rate_limited`: too many requests
     */
    429: Problem;
    /**
     * `headers_too_large`: the headers are too large
     */
    431: Problem;
    /**
     * `internal_error`: something unexpected happened
     */
    500: Problem;
    /**
     * `unavailable`: not available right now
     */
    503: Problem;
};

export type GetWebhooksError = GetWebhooksErrors[keyof GetWebhooksErrors];

export type GetWebhooksResponses = {
    /**
     * A page, oldest first
     */
    200: WebhookPage;
};

export type GetWebhooksResponse = GetWebhooksResponses[keyof GetWebhooksResponses];

export type PostWebhooksData = {
    body: NewWebhook;
    headers?: {
        /**
         * For 24 hours the same key with the same body gives the first answer again; with another body it is refused.
         */
        'Idempotency-Key'?: string;
    };
    path?: never;
    query?: never;
    url: '/v1/webhooks';
};

export type PostWebhooksErrors = {
    /**
     * `malformed_request`: the request cannot be read; `malformed_json`: the body is not strict json in utf-8
     */
    400: Problem;
    /**
     * `unauthenticated`: a valid credential is needed
     */
    401: Problem;
    /**
     * `forbidden`: the credential does not allow this
     */
    403: Problem;
    /**
     * `idempotency_in_progress`: the first call with this key is worked on
     */
    409: Problem;
    /**
     * `body_too_large`: the body is too large
     */
    413: Problem;
    /**
     * `unsupported_media_type`: the body must be application/json
     */
    415: Problem;
    /**
     * `validation_failed`: a field breaks a rule; `idempotency_key_reused`: the idempotency key belongs to another request
     */
    422: Problem;
    /**
     * `rate_limited`: too many requests
     */
    429: Problem;
    /**
     * `headers_too_large`: the headers are too large
     */
    431: Problem;
    /**
     * `internal_error`: something unexpected happened
     */
    500: Problem;
    /**
     * `unavailable`: not available right now
     */
    503: Problem;
};

export type PostWebhooksError = PostWebhooksErrors[keyof PostWebhooksErrors];

export type PostWebhooksResponses = {
    /**
     * Made
     */
    201: WebhookWithSecret;
};

export type PostWebhooksResponse = PostWebhooksResponses[keyof PostWebhooksResponses];

export type DeleteWebhooksByIdData = {
    body?: never;
    path: {
        id: string;
    };
    query?: never;
    url: '/v1/webhooks/{id}';
};

export type DeleteWebhooksByIdErrors = {
    /**
     * `malformed_request`: the request cannot be read
     */
    400: Problem;
    /**
     * `unauthenticated`: a valid credential is needed
     */
    401: Problem;
    /**
     * `forbidden`: the credential does not allow this
     */
    403: Problem;
    /**
     * `not_found`: there is no such thing
     */
    404: Problem;
    /**
     * `body_too_large`: the body is too large
     */
    413: Problem;
    /**
     * `validation_failed`: a field breaks a rule
     */
    422: Problem;
    /**
     * `rate_limited`: too many requests
     */
    429: Problem;
    /**
     * `headers_too_large`: the headers are too large
     */
    431: Problem;
    /**
     * `internal_error`: something unexpected happened
     */
    500: Problem;
    /**
     * `unavailable`: not available right now
     */
    503: Problem;
};

export type DeleteWebhooksByIdError = DeleteWebhooksByIdErrors[keyof DeleteWebhooksByIdErrors];

export type DeleteWebhooksByIdResponses = {
    /**
     * Deleted
     */
    204: void;
};

export type DeleteWebhooksByIdResponse = DeleteWebhooksByIdResponses[keyof DeleteWebhooksByIdResponses];

export type GetWebhooksByIdData = {
    body?: never;
    path: {
        id: string;
    };
    query?: never;
    url: '/v1/webhooks/{id}';
};

export type GetWebhooksByIdErrors = {
    /**
     * `malformed_request`: the request cannot be read
     */
    400: Problem;
    /**
     * `unauthenticated`: a valid credential is needed
     */
    401: Problem;
    /**
     * `forbidden`: the credential does not allow this
     */
    403: Problem;
    /**
     * `not_found`: there is no such thing
     */
    404: Problem;
    /**
     * `body_too_large`: the body is too large
     */
    413: Problem;
    /**
     * `validation_failed`: a field breaks a rule
     */
    422: Problem;
    /**
     * `rate_limited`: too many requests
     */
    429: Problem;
    /**
     * `headers_too_large`: the headers are too large
     */
    431: Problem;
    /**
     * `internal_error`: something unexpected happened
     */
    500: Problem;
    /**
     * `unavailable`: not available right now
     */
    503: Problem;
};

export type GetWebhooksByIdError = GetWebhooksByIdErrors[keyof GetWebhooksByIdErrors];

export type GetWebhooksByIdResponses = {
    /**
     * The webhook
     */
    200: Webhook;
};

export type GetWebhooksByIdResponse = GetWebhooksByIdResponses[keyof GetWebhooksByIdResponses];

export type PatchWebhooksByIdData = {
    body: WebhookChanges;
    path: {
        id: string;
    };
    query?: never;
    url: '/v1/webhooks/{id}';
};

export type PatchWebhooksByIdErrors = {
    /**
     * `malformed_request`: the request cannot be read; `malformed_json`: the body is not strict json in utf-8
     */
    400: Problem;
    /**
     * `unauthenticated`: a valid credential is needed
     */
    401: Problem;
    /**
     * `forbidden`: the credential does not allow this
     */
    403: Problem;
    /**
     * `not_found`: there is no such thing
     */
    404: Problem;
    /**
     * `body_too_large`: the body is too large
     */
    413: Problem;
    /**
     * `unsupported_media_type`: the body must be application/json
     */
    415: Problem;
    /**
     * `validation_failed`: a field breaks a rule
     */
    422: Problem;
    /**
     * `rate_limited`: too many requests
     */
    429: Problem;
    /**
     * `headers_too_large`: the headers are too large
     */
    431: Problem;
    /**
     * `internal_error`: something unexpected happened
     */
    500: Problem;
    /**
     * `unavailable`: not available right now
     */
    503: Problem;
};

export type PatchWebhooksByIdError = PatchWebhooksByIdErrors[keyof PatchWebhooksByIdErrors];

export type PatchWebhooksByIdResponses = {
    /**
     * The webhook afterwards
     */
    200: Webhook;
};

export type PatchWebhooksByIdResponse = PatchWebhooksByIdResponses[keyof PatchWebhooksByIdResponses];

export type PostWebhooksByIdSecretRotateData = {
    body?: never;
    headers?: {
        /**
         * For 24 hours the same key with the same body gives the first answer again; with another body it is refused.
         */
        'Idempotency-Key'?: string;
    };
    path: {
        id: string;
    };
    query?: never;
    url: '/v1/webhooks/{id}/secret/rotate';
};

export type PostWebhooksByIdSecretRotateErrors = {
    /**
     * `malformed_request`: the request cannot be read
     */
    400: Problem;
    /**
     * `unauthenticated`: a valid credential is needed
     */
    401: Problem;
    /**
     * `forbidden`: the credential does not allow this
     */
    403: Problem;
    /**
     * `not_found`: there is no such thing
     */
    404: Problem;
    /**
     * `idempotency_in_progress`: the first call with this key is worked on
     */
    409: Problem;
    /**
     * `body_too_large`: the body is too large
     */
    413: Problem;
    /**
     * `validation_failed`: a field breaks a rule; `idempotency_key_reused`: the idempotency key belongs to another request
     */
    422: Problem;
    /**
     * `rate_limited`: too many requests
     */
    429: Problem;
    /**
     * `headers_too_large`: the headers are too large
     */
    431: Problem;
    /**
     * `internal_error`: something unexpected happened
     */
    500: Problem;
    /**
     * `unavailable`: not available right now
     */
    503: Problem;
};

export type PostWebhooksByIdSecretRotateError = PostWebhooksByIdSecretRotateErrors[keyof PostWebhooksByIdSecretRotateErrors];

export type PostWebhooksByIdSecretRotateResponses = {
    /**
     * With the new secret
     */
    200: WebhookWithSecret;
};

export type PostWebhooksByIdSecretRotateResponse = PostWebhooksByIdSecretRotateResponses[keyof PostWebhooksByIdSecretRotateResponses];

export type GetWebhooksByIdDeliveriesData = {
    body?: never;
    path: {
        id: string;
    };
    query?: {
        /**
         * `nextCursor` of the page before
         */
        cursor?: string;
        limit?: number;
        status?: 'pending' | 'delivered' | 'failed';
    };
    url: '/v1/webhooks/{id}/deliveries';
};

export type GetWebhooksByIdDeliveriesErrors = {
    /**
     * `malformed_request`: the request cannot be read
     */
    400: Problem;
    /**
     * `unauthenticated`: a valid credential is needed
     */
    401: Problem;
    /**
     * `forbidden`: the credential does not allow this
     */
    403: Problem;
    /**
     * `not_found`: there is no such thing
     */
    404: Problem;
    /**
     * `body_too_large`: the body is too large
     */
    413: Problem;
    /**
     * `validation_failed`: a field breaks a rule
     */
    422: Problem;
    /**
     * `rate_limited`: too many requests
     */
    429: Problem;
    /**
     * `headers_too_large`: the headers are too large
     */
    431: Problem;
    /**
     * `internal_error`: something unexpected happened
     */
    500: Problem;
    /**
     * `unavailable`: not available right now
     */
    503: Problem;
};

export type GetWebhooksByIdDeliveriesError = GetWebhooksByIdDeliveriesErrors[keyof GetWebhooksByIdDeliveriesErrors];

export type GetWebhooksByIdDeliveriesResponses = {
    /**
     * A page
     */
    200: DeliveryPage;
};

export type GetWebhooksByIdDeliveriesResponse = GetWebhooksByIdDeliveriesResponses[keyof GetWebhooksByIdDeliveriesResponses];

export type PostWebhooksByIdDeliveriesByDeliveryIdRetryData = {
    body?: never;
    headers?: {
        /**
         * For 24 hours the same key with the same body gives the first answer again; with another body it is refused.
         */
        'Idempotency-Key'?: string;
    };
    path: {
        id: string;
        deliveryId: string;
    };
    query?: never;
    url: '/v1/webhooks/{id}/deliveries/{deliveryId}/retry';
};

export type PostWebhooksByIdDeliveriesByDeliveryIdRetryErrors = {
    /**
     * `malformed_request`: the request cannot be read
     */
    400: Problem;
    /**
     * `unauthenticated`: a valid credential is needed
     */
    401: Problem;
    /**
     * `forbidden`: the credential does not allow this
     */
    403: Problem;
    /**
     * `not_found`: there is no such thing
     */
    404: Problem;
    /**
     * `webhook_off`: the webhook is switched off; `idempotency_in_progress`: the first call with this key is worked on
     */
    409: Problem;
    /**
     * `body_too_large`: the body is too large
     */
    413: Problem;
    /**
     * `validation_failed`: a field breaks a rule; `idempotency_key_reused`: the idempotency key belongs to another request
     */
    422: Problem;
    /**
     * `rate_limited`: too many requests
     */
    429: Problem;
    /**
     * `headers_too_large`: the headers are too large
     */
    431: Problem;
    /**
     * `internal_error`: something unexpected happened
     */
    500: Problem;
    /**
     * `unavailable`: not available right now
     */
    503: Problem;
};

export type PostWebhooksByIdDeliveriesByDeliveryIdRetryError = PostWebhooksByIdDeliveriesByDeliveryIdRetryErrors[keyof PostWebhooksByIdDeliveriesByDeliveryIdRetryErrors];

export type PostWebhooksByIdDeliveriesByDeliveryIdRetryResponses = {
    /**
     * It will be attempted at once
     */
    202: Delivery;
};

export type PostWebhooksByIdDeliveriesByDeliveryIdRetryResponse = PostWebhooksByIdDeliveriesByDeliveryIdRetryResponses[keyof PostWebhooksByIdDeliveriesByDeliveryIdRetryResponses];

export type GetAuditData = {
    body?: never;
    path?: never;
    query?: {
        /**
         * `nextCursor` of the page before
         */
        cursor?: string;
        limit?: number;
        what?: 'refused' | 'key.created' | 'key.revoked' | 'agent.created' | 'agent.edited' | 'agent.deleted' | 'user.signed_in' | 'user.signed_out' | 'user.created' | 'user.edited' | 'user.deleted' | 'webhook.created' | 'webhook.edited' | 'webhook.deleted' | 'webhook.secret_rotated' | 'settings.saved' | 'session.taken_over' | 'sessions.exported';
    };
    url: '/v1/audit';
};

export type GetAuditErrors = {
    /**
     * `malformed_request`: the request cannot be read
     */
    400: Problem;
    /**
     * `unauthenticated`: a valid credential is needed
     */
    401: Problem;
    /**
     * `forbidden`: the credential does not allow this
     */
    403: Problem;
    /**
     * `body_too_large`: the body is too large
     */
    413: Problem;
    /**
     * `validation_failed`: a field breaks a rule
     */
    422: Problem;
    /**
     * `rate_limited`: too many requests
     */
    429: Problem;
    /**
     * `headers_too_large`: the headers are too large
     */
    431: Problem;
    /**
     * `internal_error`: something unexpected happened
     */
    500: Problem;
    /**
     * `unavailable`: not available right now
     */
    503: Problem;
};

export type GetAuditError = GetAuditErrors[keyof GetAuditErrors];

export type GetAuditResponses = {
    /**
     * A page
     */
    200: AuditPage;
};

export type GetAuditResponse = GetAuditResponses[keyof GetAuditResponses];

export type GetData = {
    body?: never;
    path?: never;
    query?: never;
    url: '/';
};

export type GetErrors = {
    /**
     * `malformed_request`: the request cannot be read
     */
    400: Problem;
    /**
     * `body_too_large`: the body is too large
     */
    413: Problem;
    /**
     * `validation_failed`: a field breaks a rule
     */
    422: Problem;
    /**
     * `rate_limited`: too many requests
     */
    429: Problem;
    /**
     * `headers_too_large`: the headers are too large
     */
    431: Problem;
    /**
     * `internal_error`: something unexpected happened
     */
    500: Problem;
    /**
     * `unavailable`: not available right now
     */
    503: Problem;
};

export type GetError = GetErrors[keyof GetErrors];

export type GetResponses = {
    /**
     * Addresses
     */
    200: Addresses;
};

export type GetResponse = GetResponses[keyof GetResponses];

export type GetHealthzData = {
    body?: never;
    path?: never;
    query?: never;
    url: '/healthz';
};

export type GetHealthzErrors = {
    /**
     * `malformed_request`: the request cannot be read
     */
    400: Problem;
    /**
     * `body_too_large`: the body is too large
     */
    413: Problem;
    /**
     * `validation_failed`: a field breaks a rule
     */
    422: Problem;
    /**
     * `rate_limited`: too many requests
     */
    429: Problem;
    /**
     * `headers_too_large`: the headers are too large
     */
    431: Problem;
    /**
     * `internal_error`: something unexpected happened
     */
    500: Problem;
    /**
     * `unavailable`: not available right now
     */
    503: Problem;
};

export type GetHealthzError = GetHealthzErrors[keyof GetHealthzErrors];

export type GetHealthzResponses = {
    /**
     * It is
     */
    200: Alive;
};

export type GetHealthzResponse = GetHealthzResponses[keyof GetHealthzResponses];

export type GetReadyzData = {
    body?: never;
    path?: never;
    query?: never;
    url: '/readyz';
};

export type GetReadyzErrors = {
    /**
     * `malformed_request`: the request cannot be read
     */
    400: Problem;
    /**
     * `body_too_large`: the body is too large
     */
    413: Problem;
    /**
     * `validation_failed`: a field breaks a rule
     */
    422: Problem;
    /**
     * `rate_limited`: too many requests
     */
    429: Problem;
    /**
     * `headers_too_large`: the headers are too large
     */
    431: Problem;
    /**
     * `internal_error`: something unexpected happened
     */
    500: Problem;
    /**
     * `unavailable`: not available right now
     */
    503: Problem;
};

export type GetReadyzError = GetReadyzErrors[keyof GetReadyzErrors];

export type GetReadyzResponses = {
    /**
     * Ready
     */
    200: Readiness;
};

export type GetReadyzResponse = GetReadyzResponses[keyof GetReadyzResponses];

export type GetMetricsData = {
    body?: never;
    path?: never;
    query?: never;
    url: '/metrics';
};

export type GetMetricsErrors = {
    /**
     * `malformed_request`: the request cannot be read
     */
    400: Problem;
    /**
     * `unauthenticated`: a valid credential is needed
     */
    401: Problem;
    /**
     * `forbidden`: the credential does not allow this
     */
    403: Problem;
    /**
     * `body_too_large`: the body is too large
     */
    413: Problem;
    /**
     * `validation_failed`: a field breaks a rule
     */
    422: Problem;
    /**
     * `rate_limited`: too many requests
     */
    429: Problem;
    /**
     * `headers_too_large`: the headers are too large
     */
    431: Problem;
    /**
     * `internal_error`: something unexpected happened
     */
    500: Problem;
    /**
     * `unavailable`: not available right now
     */
    503: Problem;
};

export type GetMetricsError = GetMetricsErrors[keyof GetMetricsErrors];

export type GetMetricsResponses = {
    /**
     * The metrics
     */
    200: string;
};

export type GetMetricsResponse = GetMetricsResponses[keyof GetMetricsResponses];

export type GetOpenapiJsonData = {
    body?: never;
    path?: never;
    query?: never;
    url: '/openapi.json';
};

export type GetOpenapiJsonErrors = {
    /**
     * `malformed_request`: the request cannot be read
     */
    400: Problem;
    /**
     * `body_too_large`: the body is too large
     */
    413: Problem;
    /**
     * `validation_failed`: a field breaks a rule
     */
    422: Problem;
    /**
     * `rate_limited`: too many requests
     */
    429: Problem;
    /**
     * `headers_too_large`: the headers are too large
     */
    431: Problem;
    /**
     * `internal_error`: something unexpected happened
     */
    500: Problem;
    /**
     * `unavailable`: not available right now
     */
    503: Problem;
};

export type GetOpenapiJsonError = GetOpenapiJsonErrors[keyof GetOpenapiJsonErrors];

export type GetOpenapiJsonResponses = {
    /**
     * OpenAPI 3.1
     */
    200: OpenApi;
};

export type GetOpenapiJsonResponse = GetOpenapiJsonResponses[keyof GetOpenapiJsonResponses];
