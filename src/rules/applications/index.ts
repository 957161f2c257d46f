import type { Rule } from '../rule.ts';
import { connstringOldRegion } from './connstring-old-region.ts';
import { dbOnlyRestartsLater } from './db-only-restarts-later.ts';
import { localhostInContainer } from './localhost-in-container.ts';
import { poolExhausted } from './pool-exhausted.ts';
import { rabbitmqHostnameChanged } from './rabbitmq-hostname-changed.ts';
import { rabbitmqAuth } from './rabbitmq-auth.ts';
import { sqlserver18456 } from './sqlserver-18456.ts';
import { sqlserver4060 } from './sqlserver-4060.ts';
import { sqlserverError40 } from './sqlserver-error-40.ts';
import { sqlserverError26 } from './sqlserver-error-26.ts';
import { sqlserverTlsPrelogin } from './sqlserver-tls-prelogin.ts';

/** What an application needs to reach, and how it fails, in the order of the catalogue. */
export const applicationsRules: readonly Rule[] = [
  sqlserverError40,
  sqlserverError26,
  sqlserver18456,
  sqlserver4060,
  sqlserverTlsPrelogin,
  connstringOldRegion,
  localhostInContainer,
  rabbitmqHostnameChanged,
  rabbitmqAuth,
  poolExhausted,
  dbOnlyRestartsLater,
];
