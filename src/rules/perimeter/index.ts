import type { Rule } from '../rule.ts';
import { securityGroupNotBoundOrNoRule } from './security-group-not-bound-or-no-rule.ts';

/** What happens to packets before they reach the host, in the order of the catalogue. */
export const perimeterRules: readonly Rule[] = [securityGroupNotBoundOrNoRule];
