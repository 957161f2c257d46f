import type { LabCase } from '../../case.ts';

import { connectionCases } from './connections.ts';
import { rabbitmqHostnameChanged } from './rabbitmq-hostname-changed.ts';
import { sayingCases } from './sayings.ts';

export const applicationsLab: readonly LabCase[] = [
  ...connectionCases,
  ...sayingCases,
  rabbitmqHostnameChanged,
];
