import type { LabCase } from '../../case.ts';

import { embeddedDnsBroken, nameResolutionOnDefaultBridge, staleHostsEntry } from './pins-and-neighbours.ts';
import {
  containerKeepsOldResolvConf,
  dockerDnsFallback,
  resolvConfOfOldRegion,
  systemdResolvedStub,
} from './resolvers.ts';

export const namesLab: readonly LabCase[] = [
  resolvConfOfOldRegion,
  containerKeepsOldResolvConf,
  systemdResolvedStub,
  dockerDnsFallback,
  staleHostsEntry,
  nameResolutionOnDefaultBridge,
  embeddedDnsBroken,
];
