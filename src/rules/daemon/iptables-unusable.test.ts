import { describeStartFailure } from '../../../test/support/failed-start.ts';
import { iptablesUnusable as rule } from './iptables-unusable.ts';

describeStartFailure(rule, [
  {
    what: 'no such program',
    says: [
      'failed to start daemon: Error initializing network controller: error obtaining controller instance: failed to create NAT chain DOCKER: Iptables not found',
    ],
    tells: 'it does not find the program iptables',
  },
  {
    what: 'no such table (moby#15948)',
    says: [
      "Error starting daemon: Error initializing network controller: error obtaining controller instance: failed to create NAT chain: iptables failed: iptables -t nat -N DOCKER: iptables v1.4.21: can't initialize iptables table `nat': Table does not exist (do you need to insmod?)",
    ],
    tells: 'iptables does not work on this host',
  },
  {
    what: 'a target that cannot be loaded (docker/cli#637)',
    says: [
      'Error starting daemon: Error initializing network controller: Error creating default "bridge" network: Failed to program FILTER chain: iptables failed: iptables --wait -I FORWARD -o docker0 -j DOCKER: iptables v1.6.1: Couldn\'t load target `DOCKER\':No such file or directory',
    ],
    tells: 'iptables does not work on this host',
  },
]);
