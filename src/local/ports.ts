import { freePortOn } from '../free-port.ts';
import { StartError } from './start-error.ts';

export interface PortWish {
  /** Name of the server that will listen, for the sentence: "MongoDB". */
  readonly what: string;
  /** The environment variable that moves it. */
  readonly setting: string;
  readonly host: string;
  /** 0 for any free one. */
  readonly port: number;
}

/**
 * A port that is free now: the one asked for, or any when that is 0.
 *
 * @throws StartError when it is taken or not allowed
 */
export async function freePort(wish: PortWish): Promise<number> {
  try {
    return await freePortOn(wish.host, wish.port);
  } catch (error) {
    throw portError(wish, (error as NodeJS.ErrnoException).code ?? String(error));
  }
}

function portError(wish: PortWish, code: string): StartError {
  const where = `${wish.host}:${String(wish.port)}`;
  const remedy = `set ${wish.setting} to another port, or to 0 for any free one`;
  if (code === 'EADDRINUSE') {
    return new StartError(
      `Port ${String(wish.port)} for ${wish.what} is in use on ${wish.host}: stop what listens there, or ${remedy}.`,
    );
  }
  if (code === 'EACCES') {
    return new StartError(`${wish.what} may not listen on ${where} (EACCES): ${remedy}.`);
  }
  return new StartError(`${wish.what} cannot listen on ${where} (${code}): ${remedy}.`);
}
