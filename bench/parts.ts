import { acknowledgement } from './acknowledgement.ts';
import { delivery } from './delivery.ts';
import type { Part } from './figure.ts';
import { findContainer } from './find-container.ts';
import { fixDowntime } from './fix-downtime.ts';
import { logOverSsh } from './log-over-ssh.ts';
import { logScan } from './log-scan.ts';
import { masking } from './masking.ts';
import { otherTools } from './other-tools.ts';
import { reportSpeed } from './report-speed.ts';
import { roundTrips } from './round-trips.ts';
import { overSsh } from './ssh.ts';
import { traceSpeed } from './trace-speed.ts';
import { watchFleet } from './watch-fleet.ts';
import { watchLook, watchMany } from './watch-look.ts';

/** In the order of the table. */
export const parts: readonly Part[] = [
  reportSpeed,
  traceSpeed,
  masking,
  logScan,
  overSsh,
  logOverSsh,
  roundTrips,
  otherTools,
  acknowledgement,
  delivery,
  findContainer,
  fixDowntime,
  watchLook,
  watchMany,
  watchFleet,
];
