import { acknowledgement } from './acknowledgement.ts';
import type { Part } from './figure.ts';
import { otherTools } from './other-tools.ts';
import { reportSpeed } from './report-speed.ts';
import { roundTrips } from './round-trips.ts';
import { overSsh } from './ssh.ts';

/** In the order of the table. */
export const parts: readonly Part[] = [reportSpeed, overSsh, roundTrips, otherTools, acknowledgement];
