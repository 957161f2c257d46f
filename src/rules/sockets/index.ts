import type { Rule } from '../rule.ts';
import { appNotListening } from './app-not-listening.ts';
import { exposedNotPublished } from './exposed-not-published.ts';
import { loopbackOnlyInsideContainer } from './loopback-only-inside-container.ts';
import { publishedOnLoopbackOrOtherHostIp } from './published-on-loopback-or-other-host-ip.ts';
import { wrongContainerPort } from './wrong-container-port.ts';

/** Ports and who listens on them, in the order of the catalogue. */
export const socketsRules: readonly Rule[] = [
  loopbackOnlyInsideContainer,
  publishedOnLoopbackOrOtherHostIp,
  wrongContainerPort,
  exposedNotPublished,
  appNotListening,
];
