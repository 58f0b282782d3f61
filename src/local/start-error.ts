/**
 * Something the person at the terminal can mend: a port in use, a missing toolchain, a folder that
 * cannot be written. The message is one clear sentence and is shown as it is, without a stack.
 */
export class StartError extends Error {
  override readonly name = 'StartError';
}
