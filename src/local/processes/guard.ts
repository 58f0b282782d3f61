import { spawn, type ChildProcess } from 'node:child_process';
import { Socket } from 'node:net';

/**
 * Reads "+ pid" and "- pid" lines. When its input ends, the process that started everything is gone
 * (whatever killed it), so what is still on the list is asked to end, and ten seconds later made to.
 */
const script = `
trap '' INT TERM HUP
pids=''
while read -r sign pid; do
  case $sign in
    +) pids="$pids $pid" ;;
    -) kept=''; for p in $pids; do [ "$p" = "$pid" ] || kept="$kept $p"; done; pids=$kept ;;
  esac
done
[ -n "$pids" ] || exit 0
kill -TERM $pids 2>/dev/null
tenths=0
while [ $tenths -lt 100 ] && kill -0 $pids 2>/dev/null; do sleep 0.1; tenths=$((tenths + 1)); done
for p in $pids; do kill -KILL $p 2>/dev/null; done
`;

const guarded = new Set<number>();
let guard: ChildProcess | null = null;

/**
 * Sees to it that a process does not outlive this one, even when this one is killed with SIGKILL.
 * One small shell does so for all of them; it lies in a process group of its own, so Ctrl-C passes it by.
 */
export function guardProcess(pid: number): void {
  guarded.add(pid);
  if (guard === null) startGuard();
  else tell(`+ ${pid}`);
}

/** To be called once the process has ended: its ID may soon be another's. */
export function unguardProcess(pid: number): void {
  if (guarded.delete(pid)) tell(`- ${pid}`);
}

function startGuard(): void {
  const child = spawn('/bin/sh', ['-c', script], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    cwd: '/',
  });
  guard = child;
  child.unref();
  if (child.stdin instanceof Socket) child.stdin.unref();
  child.stdin.on('error', () => undefined);
  child.once('exit', () => {
    guard = null;
    if (guarded.size > 0) startGuard();
  });
  for (const pid of guarded) tell(`+ ${pid}`);
}

function tell(line: string): void {
  guard?.stdin?.write(`${line}\n`);
}
