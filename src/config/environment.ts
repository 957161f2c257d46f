import { homedir, userInfo } from 'node:os';

/** What the process was started with. */
export interface Environment {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Absolute paths. */
  readonly cwd: string;
  readonly home: string;
}

/** The only place that looks at the process's own environment; everything else is handed what it needs. */
export function readEnvironment(): Environment {
  return {
    env: { ...process.env, USER: process.env['USER'] ?? currentUser() },
    cwd: process.cwd(),
    home: homedir(),
  };
}

/** A container's user id may have no name. */
function currentUser(): string {
  try {
    return userInfo().username;
  } catch {
    return 'root';
  }
}
