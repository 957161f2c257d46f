/**
 * A fact is a value: the argv that reads one thing from a host, and the pure parser of what it prints. A fact does no I/O.
 * `collect` in flows runs it, a snapshot keeps its raw text, and a diagnosis parses that text again.
 */
export interface Fact<Id extends string = string, Value = unknown> {
  readonly id: Id;
  /** For people, lower case: "routes of all tables". */
  readonly title: string;
  readonly read: Source;
  readonly parse: (raw: RawText) => Parsed<Value>;
}

export type Source =
  /** Candidates in order of preference; the first whose program exists on the host runs, in the one script. */
  | {
      readonly kind: 'command';
      readonly candidates: readonly Argv[];
      /**
       * Needs root: run through `sudo -n` for other users; where that is refused the reading is `denied`. `where-possible`:
       * root sees more, and where sudo refuses it runs without.
       */
      readonly privileged?: boolean | 'where-possible';
      /** Seconds, on the host. Default 5. */
      readonly timeoutSeconds?: number;
    }
  /** A GET of the Docker API, the body kept as JSON text; several paths become one JSON array. */
  | { readonly kind: 'docker'; readonly path: string }
  /** One GET for each container, the bodies (JSON, or the decoded text of a log) kept as one JSON object keyed by container id. */
  | { readonly kind: 'docker-each'; readonly path: (containerId: string) => string; readonly text?: boolean }
  /** A GET of the Docker API whose path holds the host's own time, in seconds since 1970. */
  | { readonly kind: 'docker-at'; readonly path: (hostSeconds: number) => string }
  /** A second-round command whose arguments depend on what the first round said (addresses to ask the kernel about). */
  | { readonly kind: 'question' };

export type Argv = readonly [string, ...string[]];

export interface RawText {
  readonly stdout: string;
  readonly stderr: string;
  /** Exit code; 0 for a Docker API body. */
  readonly code: number;
  /** Which candidate ran, so that a parser can tell `ss` from `netstat`. Empty for the Docker API. */
  readonly argv: readonly string[];
}

/** Every parser keeps what it could not read. `unreadable` means that nothing of worth came out. */
export type Parsed<Value> =
  | { readonly kind: 'value'; readonly value: Value; readonly unread: readonly string[] }
  | { readonly kind: 'unreadable'; readonly because: string };

/** What a snapshot holds for a fact. */
export type Reading =
  | ({ readonly status: 'ok' } & RawText)
  | {
      readonly status: 'absent' | 'denied' | 'timed-out' | 'unreadable';
      readonly because: string;
      readonly argv: readonly string[];
      /** What came all the same. */
      readonly stdout?: string;
      readonly stderr?: string;
    };
