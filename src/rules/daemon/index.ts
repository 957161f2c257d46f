import type { Rule } from '../rule.ts';
import { daemonJsonInvalid } from './daemon-json-invalid.ts';
import { dockerNotRunning } from './docker-not-running.ts';

/** Why Docker does not start, or misbehaves, in the order of the catalogue. */
export const daemonRules: readonly Rule[] = [dockerNotRunning, daemonJsonInvalid];
