import type { Rule } from '../rule.ts';
import { forwardDropWithoutDockerRules } from './forward-drop-without-docker-rules.ts';

/** The host's own firewall and address translation, in the order of the catalogue. */
export const firewallRules: readonly Rule[] = [forwardDropWithoutDockerRules];
