import type { LogLine } from '../report/logs.ts';
import type { Level } from './level.ts';

/** What is kept of the lines of one pattern. */
export interface Seen {
  times: number;
  readonly level: Level;
  readonly first: string | undefined;
  last: string | undefined;
  /** What `last` becomes when the batch is done. */
  lastLine: LogLine | undefined;
  readonly afterDeploy: boolean;
  readonly example: string;
  forgotten: boolean;
}
