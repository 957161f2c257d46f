import type { LogLine } from '../report/logs.ts';
import type { Level } from './level.ts';

/** What is kept of the lines of one pattern. */
export interface Seen {
  /** 0: only an earlier instance said it. */
  times: number;
  readonly level: Level;
  first: string | undefined;
  last: string | undefined;
  /** What `last` becomes when the batch is done. */
  lastLine: LogLine | undefined;
  readonly afterDeploy: boolean;
  example: string;
  forgotten: boolean;
}
