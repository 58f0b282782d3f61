/** People who sign in to the console. */

import {
  documentSchema,
  requiredDate,
  requiredNumber,
  requiredString,
  stringOrNull,
} from '../schema.ts';

export const USER_ROLES = ['agent', 'supervisor', 'admin'] as const;
export type UserRole = (typeof USER_ROLES)[number];

export interface UserDocument {
  _id: string;
  /** As it was written. */
  email: string;
  /** The same in lower case: nobody else may have it. */
  emailKey: string;
  name: string;
  role: UserRole;
  /** The agent that the person works as; always there for the role agent. */
  agentId: string | null;
  /** Of argon2id, with its parameters and salt; `null`: signs in elsewhere, or not at all yet. */
  passwordHash: string | null;
  disabled: boolean;
  /** Grows when every sign-in so far must end; each sign-in keeps the one it began in. */
  epoch: number;
  createdAt: Date;
}

export const userSchema = documentSchema<UserDocument>(
  {
    _id: requiredString,
    email: requiredString,
    emailKey: requiredString,
    name: requiredString,
    role: { type: String, required: true, enum: USER_ROLES },
    agentId: stringOrNull,
    passwordHash: stringOrNull,
    disabled: { type: Boolean, required: true, default: false },
    epoch: { ...requiredNumber, default: 1 },
    createdAt: requiredDate,
  },
  { collection: 'users' },
);

userSchema.index({ emailKey: 1 }, { unique: true });
/** Whether another admin is left. */
userSchema.index({ role: 1, disabled: 1 });
