/** Signing in with an address and a password. */

import type { UserDocument } from '../../store/people/user-schema.ts';
import { networkOf } from '../http/client-address.ts';
import type { Dependencies } from '../dependencies.ts';
import { Problem, unavailable } from '../http/problem.ts';
import { emailKeyOf, findUserByEmail } from '../../store/people/users.ts';
import { attemptsOf, forgetAttempts } from '../../store/people/sign-in-attempts.ts';
import { isPassword } from './password.ts';
import { forgetEnded } from '../../store/people/sign-ins.ts';

/** Beyond so many at once the process says that it is busy, rather than make all of them wait. */
const MOST_AT_ONCE = 100;
const TIDY_EVERY_MS = 60 * 1000;

interface Presented {
  email: string;
  password: string;
  /** Where the request comes from. */
  address: string;
}

/**
 * Checks passwords. Whether the account exists, has a password or is switched off makes no difference to what is done
 * or answered.
 *
 * @param secret key of the hashes under which attempts are counted
 * @returns who it is; throws Problem `sign_in_failed`, or `too_many_attempts` after repeated failures
 */
export function passwordCheck({
  models,
  now,
}: Dependencies): (secret: string, presented: Presented) => Promise<UserDocument> {
  const inTurn = turns(MOST_AT_ONCE);
  let tidiedMs = 0;

  const check = async (secret: string, presented: Presented): Promise<UserDocument> => {
    const email = emailKeyOf(presented.email);
    const attempts = attemptsOf(models, secret, { email, address: networkOf(presented.address) });
    const waitSeconds = await attempts.waitSeconds(now());
    if (waitSeconds > 0) throw tooManyAttempts(waitSeconds);
    const user = await findUserByEmail(models, email);
    const isRight = await isPassword(presented.password, user?.passwordHash ?? null);
    const signsIn = isRight && user?.disabled === false;
    await (signsIn ? attempts.succeeded(now()) : attempts.failed(now()));
    if (!signsIn) throw signInFailed();
    return user;
  };

  return async (secret, presented) => {
    if (now() - tidiedMs > TIDY_EVERY_MS) {
      tidiedMs = now();
      await Promise.all([forgetAttempts(models, now()), forgetEnded(models, now())]);
    }
    // One after the other, so that guesses sent at once are counted before the next is heard.
    const whose = JSON.stringify([emailKeyOf(presented.email), networkOf(presented.address)]);
    return inTurn(whose, () => check(secret, presented));
  };
}

/** Runs work under the same name one after the other, and refuses more than so many in all. */
function turns(most: number): <T>(name: string, work: () => Promise<T>) => Promise<T> {
  const latest = new Map<string, Promise<unknown>>();
  let underWay = 0;
  return async (name, work) => {
    if (underWay >= most) throw unavailable('Too many people are signing in at this moment.', 2);
    underWay += 1;
    const mine = (latest.get(name) ?? Promise.resolve()).then(work, work);
    latest.set(name, mine);
    try {
      return await mine;
    } finally {
      underWay -= 1;
      if (latest.get(name) === mine) latest.delete(name);
    }
  };
}

/** The same words whatever was wrong. */
function signInFailed(): Problem {
  return new Problem('sign_in_failed', 'The e-mail address or the password is wrong.');
}

function tooManyAttempts(waitSeconds: number): Problem {
  return new Problem('too_many_attempts', 'Too many attempts failed. Wait, then try again.', {
    headers: { 'Retry-After': String(waitSeconds) },
  });
}
