import { withConfiguration } from '../../../test/support/failed-start.ts';
import { describeStartFailure } from '../../../test/support/failed-start.ts';
import { customBridgeMissingAfterReboot as rule } from './custom-bridge-missing-after-reboot.ts';

describeStartFailure(rule, [
  {
    what: 'a bridge that daemon.json names',
    says: [
      'failed to start daemon: Error initializing network controller: Error creating default "bridge" network: bridge device with non default name bridge0 must be created manually',
    ],
    tells: '"bridge": "bridge0"',
    host: (host) => withConfiguration(host, { bridge: 'bridge0' }),
  },
]);
